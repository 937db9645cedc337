"""A PDF that hides what it says in every place a PDF has, and the tools with which somebody would look for it."""

from __future__ import annotations

import io
import re
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
from PIL import Image

from tests.files.making import as_bytes, pdf, scan

NAME, CARD, PHONE = "欧阳望舒", "990100198001010011", "13800001111"
SECRETS = (NAME, CARD, PHONE)
KEPT = "本次救助资金已全部发放到位"
BODY = (
    f"<h1>临时救助对象公示</h1><p>救助对象{NAME}，身份证号{CARD}，联系电话{PHONE}，核定金额三千元。</p>"
    f"<p>{KEPT}，如有异议请在公示期内反映。</p>"
)
LATIN = "Helvetica"


def hostile_pdf() -> bytes:
    """Three pages: text; a page of its own fonts, clean; a scan. And the words again wherever a PDF can hold them."""
    page_two = pdf("<p>Second page, nothing private.</p>", "p { font: 14pt 'DejaVu Sans' }")
    with pikepdf.open(io.BytesIO(pdf(BODY))) as made, pikepdf.open(io.BytesIO(page_two)) as other:
        made.pages.append(other.pages[0])
        _scan_page(made)
        _say_everywhere(made)
        out = io.BytesIO()
        made.save(out, compress_streams=True)
    return _saved_over(out.getvalue())


def _scan_page(made: pikepdf.Pdf) -> None:
    photo = scan(f"低保对象{NAME}", f"身份证{CARD}", "审核意见予以发放", size=(1240, 500))
    exif = Image.Exif()
    exif[0x010E] = f"ID {CARD}"
    data = as_bytes(photo, "JPEG", quality=90, exif=exif)
    image = pikepdf.Stream(made, data)
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=photo.width, Height=photo.height,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    made.add_blank_page(page_size=(595, 842))
    page = made.pages[-1]
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.obj.Contents = made.make_stream(b"q 595 0 0 240 0 560 cm /Im0 Do Q")


def _say_everywhere(made: pikepdf.Pdf) -> None:
    text = pikepdf.String
    made.docinfo["/Title"] = text(f"{NAME}的救助")
    made.docinfo["/Keywords"] = text(CARD)
    with made.open_metadata() as meta:
        meta["dc:description"] = f"{NAME} {CARD}"
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"{NAME}申请", 0))
    first = made.pages[0]
    first.obj["/PieceInfo"] = pikepdf.Dictionary(Word=pikepdf.Dictionary(Private=text(NAME)))
    first.obj["/Annots"] = made.make_indirect(
        pikepdf.Array([
            made.make_indirect(pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 10, 10], Contents=text(f"核实{NAME}")
            )),
            made.make_indirect(pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=text("phone"),
                V=text(PHONE), DA=text("/Helv 0 Tf 0 g"), Rect=[0, 0, 1, 1],
            )),
        ])
    )  # fmt: skip
    made.attachments["附件.txt"] = pikepdf.AttachedFileSpec(made, f"{NAME} {CARD} {PHONE}".encode(), filename="a.txt")
    made.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=text(f"app.alert('{PHONE}')"))
    made.Root["/AcroForm"] = pikepdf.Dictionary(
        Fields=[first.obj.Annots[1]], DA=text("/Helv 0 Tf 0 g"), NeedAppearances=False
    )
    layer = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=text(NAME)))
    made.Root["/OCProperties"] = pikepdf.Dictionary(
        OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer])
    )  # fmt: skip
    first.obj["/Thumb"] = made.make_stream(CARD.encode(), Width=1, Height=1)
    # white text, and text under a black bar that somebody drew over it
    fonts = first.obj.Resources.get("/Font", pikepdf.Dictionary())
    fonts["/FH"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    first.obj.Resources["/Font"] = fonts
    hidden = (
        f"\nq 1 0 0 1 0 300 cm BT /FH 12 Tf 1 1 1 rg 0 0 Td ({CARD}) Tj ET Q"
        f"\nq 1 0 0 1 0 250 cm BT /FH 12 Tf 0 0 0 rg 0 0 Td ({PHONE}) Tj ET 0 0 0 rg -4 -6 200 24 re f Q"
        f"\nq /Span <</ActualText ({CARD})>> BDC EMC Q"
    )
    first.contents_add(made.make_stream(hidden.encode()))


def _saved_over(data: bytes) -> bytes:
    """Saved once more by an editor that only appends: the earlier state stays in the file."""
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/Subject": NAME})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def attacks(data: bytes, folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that three tools and plain reading get out of a PDF, as (how, text)."""
    file = folder / "attacked.pdf"
    file.write_bytes(data)
    yield from _poppler(file)
    yield from _qpdf(file)
    yield from _walked(data)
    yield "字节", _all_readings(data)
    yield "数据流", "\n".join(_all_readings(content) for content in _inflated(data))


def _run(*command: str) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode in (0, 1, 3), done.stderr.decode("utf-8", "replace")
    return done.stdout


def _poppler(file: Path) -> Iterator[tuple[str, str]]:
    for options in ((), ("-raw",), ("-layout",), ("-bbox-layout",)):
        yield f"pdftotext {options}", _run("pdftotext", *options, str(file), "-").decode("utf-8", "replace")
    for option in ("-meta", "-js", "-struct-text", "-dests", "-url", "-custom"):
        yield f"pdfinfo {option}", _run("pdfinfo", option, str(file)).decode("utf-8", "replace")
    yield "pdfinfo", _run("pdfinfo", str(file)).decode("utf-8", "replace")
    yield "pdfdetach", _run("pdfdetach", "-list", str(file)).decode("utf-8", "replace")


def _qpdf(file: Path) -> Iterator[tuple[str, str]]:
    plain = _run("qpdf", "--qdf", "--object-streams=disable", "--decode-level=all", str(file), "-")
    yield "qpdf --qdf", _all_readings(plain)
    yield "qpdf --json", _run("qpdf", "--json", "--json-stream-data=none", str(file)).decode("utf-8", "replace")


def _walked(data: bytes) -> Iterator[tuple[str, str]]:
    """pypdf: every object of every revision's table, every string, every stream decompressed."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    yield "pypdf 页面", "".join(page.extract_text() for page in reader.pages)
    said: list[str] = [str(reader.metadata)]
    for number in range(1, int(str(reader.trailer["/Size"]))):
        try:
            item: Any = reader.get_object(number)
        except pypdf.errors.PyPdfError:
            continue
        said.append(str(item))
        if isinstance(item, pypdf.generic.StreamObject):
            try:
                content = item.get_data()
            except (pypdf.errors.PyPdfError, NotImplementedError, ValueError, zlib.error):
                content = item._data
            said.append(_all_readings(content if isinstance(content, bytes) else str(content).encode()))
    yield "pypdf 对象", "\n".join(said)


def _inflated(data: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :])
        except zlib.error:
            continue


def _all_readings(data: bytes) -> str:
    """Bytes as text in every encoding a Chinese file may use, and what is spelled in hexadecimal."""
    found = [data.decode(code, "ignore") for code in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")]
    found.append(data[1:].decode("utf-16-be", "ignore"))
    for digits in re.findall(rb"<([0-9A-Fa-f\s]{4,})>", data):
        packed = re.sub(rb"\s", b"", digits)
        spelled = bytes.fromhex((packed if len(packed) % 2 == 0 else packed + b"0").decode())
        found += [spelled.decode("utf-16-be", "ignore"), spelled.decode("utf-8", "ignore")]
    return "\n".join(found)
