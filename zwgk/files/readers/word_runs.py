"""The inside of a Word paragraph: runs, fields, links, notes, images and text boxes (段内文字)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import escape
from typing import Any, Protocol

from zwgk.files.readers.result import Elsewhere, Image, Look
from zwgk.files.readers.word_styles import Props, Styles, props_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SEEN_THROUGH = {f"{W}{t}" for t in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "fldSimple", "bdo", "dir")}
_MACHINE_NAMED = re.compile(r"(?:图片|Picture|IMG|image)[\s\w.-]*", re.I)
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0A3": "□", "F06F": "□", "F0A8": "□", "F0FC": "✓", "F0D8": "➢", "F06C": "•"}
_SYMBOLS |= {"F0B7": "•", "F0A7": "▪", "F06E": "■"}


class Holder(Protocol):
    """What the paragraph needs of its document."""

    styles: Styles
    elsewhere: list[Elsewhere]

    def image(self, relation: str, alt: str) -> Image | None: ...

    def link(self, relation: str) -> str: ...

    def next_note(self, label: str) -> int: ...


class Runs:
    """Walks one paragraph and gathers its text, inline HTML, dominant look, images and text boxes."""

    def __init__(self, document: Holder, props: Props) -> None:
        self.document, self.props = document, props
        self.text = ""
        self.html = ""
        self.images: list[Image] = []
        self.boxes: list[Any] = []
        self._looks: Counter[Look] = Counter()
        self._fields: list[bool] = []  # one entry an open field: True while in its instruction

    def look(self) -> Look:
        """Return the look that most characters have; white space does not vote."""
        return self._looks.most_common(1)[0][0] if self._looks else self.props.look()

    def walk(self, node: Any) -> Runs:
        """Gather everything below ``node``."""
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child)
            elif tag == f"{W}hyperlink":
                self._link(child)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self.walk(content)
            elif tag in _SEEN_THROUGH:
                self.walk(child)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                self._add("".join(t.text or "" for t in child.iter(f"{M}t")), Props())
        return self

    def _link(self, node: Any) -> None:
        target = self.document.link(node.get(f"{R}id") or "")
        before = self.html
        self.html = ""
        self.walk(node)
        inner, self.html = self.html, before
        self.html += f'<a href="{escape(target)}">{inner}</a>' if target and inner else inner

    def _run(self, run: Any) -> None:
        own = run.find(f"{W}rPr")
        props = self.props
        if own is not None:
            style = own.find(f"{W}rStyle")
            if style is not None:
                props = self.document.styles.of(style.get(f"{W}val") or "").over(props)
            props = props_of(own).over(props)
        for child in run:
            self._item(child, own, props)

    def _item(self, child: Any, own: Any, props: Props) -> None:
        tag = child.tag
        if tag == f"{W}fldChar":
            kind = child.get(f"{W}fldCharType")
            if kind == "begin":
                self._fields.append(True)
            elif kind == "separate" and self._fields:
                self._fields[-1] = False
            elif kind == "end" and self._fields:
                self._fields.pop()
        elif any(self._fields):
            return
        elif tag == f"{W}t":
            self._add(child.text or "", props, own)
        elif tag == f"{W}tab":
            self._add("\t" if self.text else "", props)
        elif tag in (f"{W}br", f"{W}cr"):
            if child.get(f"{W}type") not in ("page", "column") and self.text:
                self._add("\n", props)
        elif tag == f"{W}noBreakHyphen":
            self._add("-", props)
        elif tag == f"{W}sym":
            self._add(_SYMBOLS.get((child.get(f"{W}char") or "").upper(), "□"), props)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            label = "脚注" if tag.endswith("footnoteReference") else "尾注"
            self._add(f"〔{label}{self.document.next_note(label)}〕", props)
        elif tag == f"{W}ruby":
            for base in child.iter(f"{W}rubyBase"):
                self.walk(base)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"):
            self._drawing(child)

    def _drawing(self, node: Any) -> None:
        """Images and text boxes; of two renderings of one thing (Choice, Fallback) only the first is read."""
        if node.tag == f"{MC}AlternateContent":
            chosen = node.find(f"{MC}Choice")
            chosen = chosen if chosen is not None else node.find(f"{MC}Fallback")
            for child in chosen if chosen is not None else ():
                self._drawing(child)
            return
        alt = ""
        for prop in node.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
            alt = alt or (prop.get("descr") or "").strip()
        for box in node.iter(f"{W}txbxContent"):
            if ancestor(box, "txbxContent") is None and ancestor(box, "Fallback") is None:
                self.boxes.append(box)
        for blip in node.iter(f"{A}blip"):
            self._image(blip, blip.get(f"{R}embed") or blip.get(f"{R}link") or "", alt)
        for data in node.iter(f"{V}imagedata"):
            self._image(data, data.get(f"{R}id") or "", (data.get("title") or "").strip())

    def _image(self, node: Any, relation: str, alt: str) -> None:
        if relation and ancestor(node, "txbxContent") is None and ancestor(node, "object") is None:
            # names that Word or WPS put in by itself describe nothing
            image = self.document.image(
                relation, "" if re.fullmatch(r"(?:图片|Picture|IMG|image)[\s_\d.\w]*", alt) else alt
            )
            if image is not None:
                self.images.append(image)

    def _add(self, text: str, props: Props, own: Any = None) -> None:
        if not text:
            return
        if props.hidden:
            self.document.elsewhere.append(Elsewhere("隐藏文字", text))
            return
        if text.strip():
            self._looks[replace(props, align=self.props.align, level=self.props.level).look()] += len(text.strip())
        self.text += text
        html = escape(text, quote=False).replace("\n", "<br>")
        if own is not None and text.strip():
            position = own.find(f"{W}vertAlign")
            if position is not None and position.get(f"{W}val") in ("superscript", "subscript"):
                tag = "sup" if position.get(f"{W}val") == "superscript" else "sub"
                html = f"<{tag}>{html}</{tag}>"
            if own.find(f"{W}b") is not None and props.bold:
                html = f"<strong>{html}</strong>"
        self.html += html


def ancestor(node: Any, local: str) -> Any | None:
    """Return the nearest ancestor of that local name, whatever its namespace."""
    for above in node.iterancestors():
        if isinstance(above.tag, str) and above.tag.rsplit("}", 1)[-1] == local:
            return above
    return None
