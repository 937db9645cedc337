"""Packed files without what stands beside their text: properties, remarks, tracked changes (docx, xlsx, ofd)."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from zwgk.files.readers.packed import Packed, parsed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STAMP = (1980, 1, 1, 0, 0, 0)
#: parts that hold remarks and their writers, and properties that an office made up
_DROPPED = re.compile(
    r"docProps/custom\.xml|docProps/thumbnail\.\w+"
    r"|word/(comments\w*|people)\.xml"
    r"|xl/(comments\d*|comments/\w+|threadedComments/\w+|persons/\w+)\.xml"
    r"|xl/drawings/(comments\w*|vmlDrawing\w*)\.(xml|vml)"
)
#: of the core properties only these stay: what the paper is called and in which language it is written
_STAYS = frozenset({"title", "language"})
_NO_APP = frozenset({"Company", "Manager", "HyperlinkBase", "Template", "TotalTime"})
#: tracked changes: what was struck out goes, what was put in stays, earlier formats go
_STRUCK = frozenset({f"{_W}del", f"{_W}moveFrom"})
_PUT_IN = frozenset({f"{_W}ins", f"{_W}moveTo"})
_GONE = frozenset(
    f"{_W}{tag}"
    for tag in (
        *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange"),
        *("numberingChange", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "cellDel", "cellIns", "cellMerge"),
    )
)
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def cleaned_office(name: str, data: bytes) -> bytes:
    """A docx or xlsx as a reader sees it, changes accepted; the very bytes where nothing had to go.

    A signed file stays: its signature would no longer hold. Errors: as :class:`Packed`.
    """
    packed = Packed(name, data, "Office")
    if any(part.startswith("_xmlsignatures/") for part in packed.names):
        return data
    dropped = {part for part in packed.names if _DROPPED.fullmatch(part) and not _drawn_into(packed, part)}
    changed: dict[str, bytes] = {}
    for part in sorted(packed.names - dropped):
        root = _changed(packed, part, dropped)
        if root is not None:
            changed[part] = root
    return _written(packed, dropped, changed) if dropped or changed else data


def cleaned_ofd(name: str, data: bytes) -> bytes:
    """An ofd without author, company and remarks in its properties; a signed one stays as it is."""
    packed = Packed(name, data, "OFD")
    if any("Signature" in part for part in packed.names):
        return data
    root = packed.xml("OFD.xml")
    gone = ("Author", "Subject", "Keywords", "Creator", "CustomDatas", "Abstract")
    if root is None or not _taken_out(root, {"Author", *gone}):
        return data
    return _written(packed, set(), {"OFD.xml": _bytes(root)})


def _drawn_into(packed: Packed, part: str) -> bool:
    """True for a vml drawing that shows more than remarks (a control, a watermark): it stays."""
    if "vmlDrawing" not in part:
        return False
    found = re.findall(rb'ObjectType="(\w+)"', packed.part(part) or b"")
    return not found or any(kind != b"Note" for kind in found)


def _changed(packed: Packed, part: str, dropped: set[str]) -> bytes | None:
    """The part with what had to go taken out; None where it stays as it is."""
    if part == "docProps/core.xml":
        return _properties(packed, part, lambda tag: tag not in _STAYS)
    if part == "docProps/app.xml":
        return _properties(packed, part, lambda tag: tag in _NO_APP)
    if part.endswith(".rels"):
        return _relations(packed, part, dropped)
    if part == "[Content_Types].xml":
        return _types(packed, part, dropped)
    if _TEXTS.fullmatch(part):
        return _accepted(packed, part)
    if part.startswith("xl/worksheets/sheet"):
        return _sheet(packed, part, dropped)
    return None


def _properties(packed: Packed, part: str, goes: Any) -> bytes | None:
    root = _root(packed, part)
    before = len(root)
    for node in list(root):
        if goes(_local(node)):
            root.remove(node)
    return _bytes(root) if len(root) < before else None


def _relations(packed: Packed, part: str, dropped: set[str]) -> bytes | None:
    root = _root(packed, part)
    folder = posixpath.dirname(posixpath.dirname(part))
    gone = [node for node in root if _target(folder, node) in dropped]
    for node in gone:
        root.remove(node)
    return _bytes(root) if gone else None


def _target(folder: str, relation: Any) -> str:
    target = str(relation.get("Target", ""))
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _types(packed: Packed, part: str, dropped: set[str]) -> bytes | None:
    root = _root(packed, part)
    gone = [node for node in root if str(node.get("PartName", "")).lstrip("/") in dropped]
    for node in gone:
        root.remove(node)
    return _bytes(root) if gone else None


def _sheet(packed: Packed, part: str, dropped: set[str]) -> bytes | None:
    """A sheet without the reference to the drawing of its remarks."""
    rels = f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels"
    if rels not in packed.names:
        return None
    known = {node.get("Id") for node in _root(packed, rels) if _target(posixpath.dirname(part), node) in dropped}
    root = _root(packed, part)
    gone = [node for node in root.iter(f"{_SHEET}legacyDrawing") if node.get(f"{_R}id") in known]
    for node in gone:
        node.getparent().remove(node)
    return _bytes(root) if gone else None


def _accepted(packed: Packed, part: str) -> bytes | None:
    """The text with its tracked changes accepted and the marks of its remarks taken out."""
    root = _root(packed, part)
    rows = [row for row in root.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}del") is not None]
    marked = [node for node in root.iter() if node.tag in _STRUCK | _PUT_IN | _GONE]
    if not marked and not rows:
        return None
    for row in rows:
        row.getparent().remove(row)
    joined = [p for p in root.iter(f"{_W}p") if p.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None]
    for paragraph in joined:
        _join(paragraph)
    for node in marked:
        parent = node.getparent()
        if parent is None:
            continue
        if node.tag in _PUT_IN:
            place = parent.index(node)
            for child in list(node):
                parent.insert(place, child)
                place += 1
        parent.remove(node)
    return _bytes(root)


def _join(paragraph: Any) -> None:
    """A paragraph whose end was struck out goes on with the text of the next, as a reader of the result sees it."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{_W}p":
        return
    for child in list(following):
        if child.tag != f"{_W}pPr":
            paragraph.append(child)
    following.getparent().remove(following)


def _taken_out(root: Any, tags: Iterable[str]) -> bool:
    wanted = set(tags)
    gone = [node for node in root.iter() if _local(node) in wanted]
    for node in gone:
        node.getparent().remove(node)
    return bool(gone)


def _root(packed: Packed, part: str) -> Any:
    data = packed.part(part)
    return parsed(packed.name, packed.kind, data or b"")


def _local(node: Any) -> str:
    return str(node.tag).rsplit("}", 1)[-1]


def _bytes(root: Any) -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _written(packed: Packed, dropped: set[str], changed: dict[str, bytes]) -> bytes:
    """The zip written anew, the content types first as the standard has it, and always the same bytes."""
    out = io.BytesIO()
    names = sorted(packed.names - dropped, key=lambda part: (part != "[Content_Types].xml", part != "OFD.xml", part))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in names:
            if part.endswith("/"):
                continue
            content = changed.get(part)
            archive.writestr(
                zipfile.ZipInfo(part, _STAMP),
                packed.part(part) or b"" if content is None else content,
                zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()
