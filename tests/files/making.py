"""Files for the tests, made as offices make them: drafts that are all 正文 with fonts set by hand, scans."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from PIL import Image, ImageDraw, ImageFont

CENTER = WD_ALIGN_PARAGRAPH.CENTER
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"


class Draft:
    """A docx in the making; ``line`` adds a paragraph of style 正文 with a hand-set font."""

    def __init__(self) -> None:
        self.document = docx.Document()

    def line(
        self,
        text: str,
        size: float = 16,
        font: str = "仿宋_GB2312",
        align: Any = None,
        red: bool = False,
        **style: bool,
    ) -> Any:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        run.bold = style.get("bold") or None
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        if red:
            run.font.color.rgb = RGBColor(0xFF, 0, 0)
        if align is not None:
            paragraph.alignment = align
        return paragraph

    def lines(self, *texts: str) -> Draft:
        for text in texts:
            self.line(text)
        return self

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


def xml(text: str) -> Any:
    """An element of WordprocessingML; ``{w}`` stands for the namespace declarations."""
    return parse_xml(text.replace("{w}", nsdecls("w", "r", "wp", "a", "pic")))


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A zip written anew after ``change`` has had its way with the parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(body: str, style: str = "") -> bytes:
    """A PDF of A4 pages laid out from HTML."""
    import weasyprint

    page = "@page { size: A4; margin: 30mm 26mm } p { font: 16pt 'Noto Serif CJK SC'; text-indent: 2em; margin: 0 }"
    made = weasyprint.HTML(string=f"<html><style>{page}{style}</style>{body}</html>").write_pdf()
    assert isinstance(made, bytes)
    return made


def scan(*lines: str, size: tuple[int, int] = (1240, 600)) -> Image.Image:
    """A page as a scanner gives it: black letters in an image."""
    image = Image.new("RGB", size, "white")
    drawing = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 44)
    for i, line in enumerate(lines):
        drawing.text((80, 60 + i * 80), line, fill="black", font=font)
    return image


def as_bytes(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
