"""OFD (GB/T 33190): the text of every page in drawing order; layout, seals and images are not read and said so."""

from __future__ import annotations

from typing import Any

from zwgk.files import limits
from zwgk.files.readers import refusals
from zwgk.files.readers.packed import Packed
from zwgk.files.readers.result import FileKind, PageState, ReadFile, finished, paragraph


def read(name: str, data: bytes, kind: FileKind = FileKind.OFD) -> ReadFile:
    """Read an OFD. Errors: ``BadInput`` (broken), ``LimitExceeded`` (zip bomb, too many pages)."""
    packed = Packed(name, data, "OFD")
    if packed.xml("OFD.xml") is None:
        raise refusals.broken(name, "OFD")
    pages = [p for p in packed.like("Doc_", "Content.xml") if "/Pages/" in p]
    if len(pages) > limits.MAX_PDF_PAGES:
        raise refusals.too_large(name, f"有{len(pages)}页，不得超过{limits.MAX_PDF_PAGES}页", "请拆分后重新上传")
    if not pages:
        raise refusals.broken(name, "OFD")
    pieces, states, unread = [], [], ["OFD文件只读取了文字，印章、图片和版式未能读取，须对照原件核对"]
    for number, part in enumerate(pages, 1):
        lines = _lines(packed.xml(part))
        if lines:
            states.append(PageState.TEXT)
            pieces += [paragraph(line) for line in lines]
        else:
            states.append(PageState.UNREADABLE)
            unread.append(f"第{number}页没有可读取的文字，须人工查看")
    return finished(kind, pieces, unread=unread, pages=tuple(states))


def _lines(root: Any) -> list[str]:
    """Join text objects that stand on one height into a line, lines from top to bottom."""
    rows: list[tuple[float, float, str]] = []
    for node in root.iter():
        if not isinstance(node.tag, str) or not node.tag.endswith("}TextObject"):
            continue
        box = [float(v) for v in (node.get("Boundary") or "").split() if _is_number(v)]
        text = "".join(c.text or "" for c in node if isinstance(c.tag, str) and c.tag.endswith("}TextCode"))
        if len(box) == 4 and text.strip():
            rows.append((box[1], box[0], text))
    rows.sort()
    lines: list[list[tuple[float, float, str]]] = []
    for row in rows:
        if lines and abs(lines[-1][0][0] - row[0]) < 1.5:
            lines[-1].append(row)
        else:
            lines.append([row])
    return ["".join(text for _, _, text in sorted(line, key=lambda r: r[1])) for line in lines]


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).lstrip("-").isdigit()
