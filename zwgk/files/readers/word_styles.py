"""Styles of a Word file (样式): the look of a paragraph is put together from defaults, styles and hand-set fonts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from zwgk.files.readers.result import Look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALIGN = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left", "both": "left"}
_ALIGN |= {"distribute": "center"}
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Props:
    """Properties that are said somewhere; ``None`` where nothing is said and the next lower layer decides."""

    size: float | None = None
    bold: bool | None = None
    colour: str | None = None
    font: str | None = None
    align: str | None = None
    level: int | None = None
    number: str | None = None
    depth: int | None = None
    hidden: bool | None = None

    def over(self, below: Props) -> Props:
        """Return these properties laid over ``below``."""
        said = {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}
        return replace(below, **said)

    def look(self) -> Look:
        colour = "" if self.colour in (None, "auto", "000000") else str(self.colour)
        return Look(self.size, self.align or "", bool(self.bold), colour.lower(), self.font or "", self.level or 0)


class Styles:
    """The style sheet: :meth:`of` resolves a style id with all it is based on."""

    def __init__(self, root: Any | None) -> None:
        self._own: dict[str, Props] = {}
        self._based: dict[str, str] = {}
        self._known: dict[str, Props] = {}
        self.default_paragraph = ""
        self.defaults = Props(size=10.5)
        if root is None:
            return
        for tag in ("rPrDefault", "pPrDefault"):
            for node in root.iter(f"{W}{tag}"):
                self.defaults = props_of(node.find(f"{W}rPr"), node.find(f"{W}pPr")).over(self.defaults)
        for node in root.iter(f"{W}style"):
            self._load(node)

    def _load(self, node: Any) -> None:
        style_id = node.get(f"{W}styleId") or ""
        own = props_of(node.find(f"{W}rPr"), node.find(f"{W}pPr"))
        name = node.find(f"{W}name")
        title = (name.get(f"{W}val") or "").lower() if name is not None else ""
        if own.level is None and title.startswith(("heading ", "标题 ")) and title[-1:].isdigit():
            own = replace(own, level=int(title[-1]))
        self._own[style_id] = own
        based = node.find(f"{W}basedOn")
        if based is not None:
            self._based[style_id] = based.get(f"{W}val") or ""
        if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true"):
            self.default_paragraph = style_id

    def of(self, style_id: str, depth: int = 0) -> Props:
        """Return a style's properties over those it is based on; empty where the id is unknown."""
        if style_id not in self._known:
            own = self._own.get(style_id, Props())
            base = self._based.get(style_id, "")
            self._known[style_id] = own.over(self.of(base, depth + 1)) if base and depth < _DEEPEST else own
        return self._known[style_id]


def props_of(run: Any | None, paragraph: Any | None = None) -> Props:
    """Read what ``w:rPr`` and ``w:pPr`` say themselves."""
    props = Props()
    if run is not None:
        fonts = run.find(f"{W}rFonts")
        size = _val(run, "sz")
        props = Props(
            size=float(size) / 2 if size and size.replace(".", "", 1).isdigit() else None,
            bold=_flag(run, "b"),
            colour=_val(run, "color"),
            font=(fonts.get(f"{W}eastAsia") or fonts.get(f"{W}ascii")) if fonts is not None else None,
            hidden=_flag(run, "vanish"),
        )
    if paragraph is None:
        return props
    level, numbering = _val(paragraph, "outlineLvl"), paragraph.find(f"{W}numPr")
    outline = int(level) + 1 if level and level.isdigit() and int(level) < 9 else None
    if level == "9":
        outline = 0
    depth = _val(numbering, "ilvl") if numbering is not None else None
    return replace(
        props,
        align=_ALIGN.get(_val(paragraph, "jc") or "", None),
        level=outline,
        number=_val(numbering, "numId") if numbering is not None else None,
        depth=int(depth) if depth and depth.isdigit() else None,
    )


def _val(node: Any, tag: str) -> str | None:
    found = node.find(f"{W}{tag}")
    return found.get(f"{W}val") if found is not None else None


def _flag(node: Any, tag: str) -> bool | None:
    found = node.find(f"{W}{tag}")
    if found is None:
        return None
    return found.get(f"{W}val", "1") not in ("0", "false", "off")
