"""Word files (docx): everything a reader of the page would see, and word of everything that is hidden in the file.

Read part by part instead of through a converter, because a converter leaves out what matters here: automatic numbers,
headers, text boxes, comments, tracked changes and hidden text.
"""

from __future__ import annotations

from typing import Any

from zwgk.files import limits
from zwgk.files.readers import refusals
from zwgk.files.readers.packed import Packed
from zwgk.files.readers.result import (
    Cell,
    Elsewhere,
    FileKind,
    Image,
    Piece,
    ReadFile,
    figure,
    finished,
    paragraph,
    table,
)
from zwgk.files.readers.word_numbering import Numbering
from zwgk.files.readers.word_runs import Runs, W, ancestor
from zwgk.files.readers.word_styles import Styles, props_of

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE_DOCUMENT = "/officeDocument"


def read(name: str, data: bytes, kind: FileKind = FileKind.DOCX) -> ReadFile:
    """Read a docx. Errors: ``BadInput`` (broken, encrypted), ``LimitExceeded`` (zip bomb, too many cells)."""
    packed = Packed(name, data, "Word")
    path = _main_part(packed)
    main = packed.xml(path)
    if main is None or (body := main.find(f"{W}body")) is None:
        raise refusals.broken(name, "Word", refusals.RESAVE)
    return _Document(name, packed, path).read(body)


def _main_part(packed: Packed) -> str:
    """Where the text stands: almost always ``word/document.xml``, but the package has the last word."""
    root = packed.xml("_rels/.rels")
    for node in root.iter(f"{_REL}Relationship") if root is not None else ():
        if (node.get("Type") or "").endswith(_OFFICE_DOCUMENT):
            return str(node.get("Target") or "").lstrip("/")
    return "word/document.xml"


class _Document:
    def __init__(self, name: str, packed: Packed, path: str) -> None:
        self.name, self.packed = name, packed
        self.styles = Styles(packed.xml("word/styles.xml"))
        self.numbering = Numbering(packed.xml("word/numbering.xml"))
        self.relations = _relations(packed, f"word/_rels/{path.rpartition('/')[2]}.rels")
        self.images: dict[str, Image] = {}
        self.unread: list[str] = []
        self.elsewhere: list[Elsewhere] = []
        self.cells = 0
        self.notes_seen: dict[str, int] = {}

    def read(self, body: Any) -> ReadFile:
        pieces = self._blocks(body)
        pieces += self._notes("footnotes", "脚注") + self._notes("endnotes", "尾注")
        self._outside("word/header", "页眉")
        self._outside("word/footer", "页脚")
        self._comments()
        self._leftovers(body)
        return finished(
            FileKind.DOCX,
            pieces,
            images=tuple(self.images.values()),
            unread=self.unread,
            meta=self._properties(),
            elsewhere=self.elsewhere,
        )

    def _blocks(self, parent: Any) -> list[Piece]:
        pieces: list[Piece] = []
        for node in parent:
            if node.tag == f"{W}p":
                pieces += self._paragraph(node)
            elif node.tag == f"{W}tbl":
                pieces += self._table(node)
            elif node.tag == f"{W}sdt":
                if _is_contents(node):
                    continue  # an automatic table of contents repeats the headings with page numbers
                content = node.find(f"{W}sdtContent")
                pieces += self._blocks(content) if content is not None else []
            elif node.tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo"):
                pieces += self._blocks(node)
            elif node.tag == f"{W}altChunk":
                self.unread.append("文件中嵌入了另一份文档（altChunk），未能读取")
        return pieces

    def _paragraph(self, node: Any) -> list[Piece]:
        own = node.find(f"{W}pPr")
        style = own.find(f"{W}pStyle") if own is not None else None
        style_id = style.get(f"{W}val") if style is not None else self.styles.default_paragraph
        props = props_of(None, own).over(self.styles.of(style_id or "").over(self.styles.defaults))
        if own is not None and own.find(f"{W}rPr/{W}del") is not None and not node.findall(f".//{W}t"):
            return []
        runs = Runs(self, props).walk(node)
        number = self.numbering.next(props.number, props.depth or 0) if props.number and runs.text.strip() else ""
        pieces: list[Piece] = []
        if runs.text.strip():
            pieces.append(paragraph(number + runs.text, number + runs.html, runs.look()))
        pieces += [figure(image) for image in runs.images]
        for box in runs.boxes:
            pieces += self._blocks(box)
        return pieces

    def _table(self, node: Any) -> list[Piece]:
        """Read a table; a vertically merged cell (vMerge) becomes one cell with a row span."""
        rows: list[list[Cell]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        extra: list[Piece] = []
        for tr in _inner(node, "tr"):
            row: list[Cell] = []
            column = _skipped(tr, "gridBefore")
            row += [Cell("")] * column
            for tc in _inner(tr, "tc"):
                span = max(1, _skipped(tc, "gridSpan"))
                merge = tc.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in open_cells:
                    r, c = open_cells[column]
                    above = rows[r][c]
                    rows[r][c] = Cell(above.text, above.colspan, above.rowspan + 1, above.header)
                else:
                    inner = self._blocks(tc)
                    extra += [p for p in inner if p.html.startswith("<figure>")]
                    text = "\n".join(p.text for p in inner if p.text.strip())
                    row.append(Cell(text.strip(), span, 1, _is_header(tr)))
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = (len(rows), len(row) - 1)
                column += span
            self.cells += len(row)
            if self.cells > limits.MAX_TABLE_CELLS:
                raise refusals.too_large(
                    self.name, f"表格超过{limits.MAX_TABLE_CELLS}个单元格", "请将大表格另存为xlsx作附件上传"
                )
            rows.append(row)
        # a row whose every cell continues the row above has no cells of its own; the spans still count it
        return [table(rows), *extra] if any(c.text for row in rows for c in row) else extra

    def image(self, relation: str, alt: str) -> Image | None:
        """Return an image of the file, ready for the body; what browsers cannot show is named as unread."""
        from zwgk.files.readers.picture import showable

        target, external = self.relations.get(relation, ("", False))
        if external:
            self.unread.append("文件引用了外部图片（未嵌入文件），未能读取")
            return None
        data = self.packed.part(_resolved(target))
        if data is None:
            self.unread.append("文件中有1幅图片缺失，未能读取")
            return None
        shown = showable(data, alt)
        if shown is None:
            self.unread.append(f"文件中的图片“{target.rsplit('/', 1)[-1]}”格式特殊，未能读取，请改为png或jpg后插入")
            return None
        if shown.name in self.images and not alt:
            return self.images[shown.name]
        self.images[shown.name] = shown
        return shown

    def link(self, relation: str) -> str:
        target, external = self.relations.get(relation, ("", False))
        return target if external else ""

    def next_note(self, label: str) -> int:
        """Count a reference to a foot- or endnote."""
        self.notes_seen[label] = self.notes_seen.get(label, 0) + 1
        return self.notes_seen[label]

    def _notes(self, part: str, label: str) -> list[Piece]:
        root = self.packed.xml(f"word/{part}.xml")
        if root is None:
            return []
        pieces: list[Piece] = []
        count = 0
        for note in root:
            if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            text = "\n".join(p.text for p in self._blocks(note) if p.text.strip())
            if text:
                count += 1
                pieces.append(paragraph(f"〔{label}{count}〕{text.strip()}"))
        return pieces

    def _outside(self, prefix: str, place: str) -> None:
        for part in self.packed.like(prefix):
            root = self.packed.xml(part)
            if root is not None:
                kept = self.relations
                folder, _, base = part.rpartition("/")
                self.relations = _relations(self.packed, f"{folder}/_rels/{base}.rels")
                text = "\n".join(p.text for p in self._blocks(root) if p.text.strip())
                self.relations = kept
                if not all(c in "-—–－ 0123456789第页共/\n\t" for c in text):
                    self.elsewhere.append(Elsewhere(place, text))

    def _comments(self) -> None:
        root = self.packed.xml("word/comments.xml")
        if root is None:
            return
        texts = ["\n".join(p.text for p in self._blocks(c) if p.text.strip()) for c in root.iter(f"{W}comment")]
        self.elsewhere += [Elsewhere("批注", text) for text in texts if text]
        if texts:
            self.unread.append(f"文件带有{len(texts)}条批注，未收入正文，公开前请删除")

    def _leftovers(self, body: Any) -> None:
        """Say what the file carries beyond its visible text: tracked changes, hidden text, objects."""
        deleted = ["".join(t.itertext()) for t in body.iter(f"{W}delText")]
        inserted = sum(1 for n in body.iter(f"{W}ins") if n.findall(f".//{W}t"))
        if any(deleted) or inserted:
            self.unread.append(
                f"文件带有修订痕迹（插入{inserted}处、删除{len(deleted)}处），已按接受修订后的文字读取，请核对"
            )
            self.elsewhere += [Elsewhere("修订中删除的文字", text) for text in deleted if text.strip()]
        hidden = sum(1 for e in self.elsewhere if e.place == "隐藏文字")
        if hidden:
            self.unread.append(f"文件含有{hidden}处隐藏文字，未收入正文，公开前请删除")
        objects = sum(1 for _ in body.iter(f"{W}object"))
        if objects:
            self.unread.append(f"文件中有{objects}个嵌入对象（如内嵌表格、附件），未能读取")
        for graphic in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"):
            kind = str(graphic.get("uri", "")).rsplit("/", 1)[-1]
            if kind in ("chart", "diagram") and ancestor(graphic, "Fallback") is None:
                label = "图表" if kind == "chart" else "SmartArt图形"
                self.unread.append(f"文件中有{label}，其中的文字未能读取")

    def _properties(self) -> dict[str, Any]:
        meta: dict[str, Any] = {}
        core = self.packed.xml("docProps/core.xml")
        if core is not None:
            for node in core:
                tag = str(node.tag).rsplit("}", 1)[-1]
                if tag in ("title", "creator", "lastModifiedBy", "created", "modified", "keywords") and node.text:
                    meta[tag] = node.text.strip()
        return meta


def _inner(node: Any, tag: str) -> list[Any]:
    """Rows or cells, also those within content controls and tracked insertions; deleted rows left out."""
    found: list[Any] = []
    for child in node:
        if child.tag == f"{W}{tag}":
            if child.find(f"{W}trPr/{W}del") is None:
                found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            found += _inner(child, tag)
    return found


def _skipped(node: Any, tag: str) -> int:
    holder = node.find(f"{W}trPr/{W}{tag}") if tag == "gridBefore" else node.find(f"{W}tcPr/{W}{tag}")
    value = holder.get(f"{W}val", "") if holder is not None else ""
    return min(int(value), 100) if value.isdigit() else 0


def _is_header(tr: Any) -> bool:
    return tr.find(f"{W}trPr/{W}tblHeader") is not None


def _is_contents(node: Any) -> bool:
    gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _relations(packed: Packed, part: str) -> dict[str, tuple[str, bool]]:
    root = packed.xml(part)
    if root is None:
        return {}
    return {
        n.get("Id"): (n.get("Target") or "", n.get("TargetMode") == "External")
        for n in root.iter(f"{_REL}Relationship")
    }


def _resolved(target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else f"word/{target}"
    parts: list[str] = []
    for piece in path.split("/"):
        if piece == "..":
            parts = parts[:-1]
        elif piece not in ("", "."):
            parts.append(piece)
    return "/".join(parts)
