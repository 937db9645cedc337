"""Renditions (呈现件): the key they are kept under, and the one way HTML becomes a PDF.

A rendition is bound to the digest of what it shows and to the version of the template that drew it; whoever keeps
renditions asks for the key first and renders only what is not there.
"""

from __future__ import annotations

import functools
import hashlib
import io
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from typing import Any

from zwgk.files.writers import fonts
from zwgk.rules.errors import BadInput

TEMPLATE_VERSION = "2"
"""Raised with every change that makes an existing rendition look different."""

LANGUAGE = "zh-CN"
_GIVEN = "given:"


def rendition_key(source_digest: str, form: str, template_version: str = TEMPLATE_VERSION) -> str:
    """Return the name of a rendition: SHA-256 (hex) of digest, form (``official.pdf``) and template version.

    ``source_digest`` must be the digest of what is shown. For a public copy that is the digest of the public body,
    never that of the original: a digest of a short removed text could be guessed back.
    """
    return hashlib.sha256("\x00".join(("zwgk-rendition", source_digest, form, template_version)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself (文件属性): title, authors (organs), day written as ``YYYY-MM-DD`` or ""."""

    title: str
    authors: tuple[str, ...] = ()
    written_on: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready for the printer: HTML of ``<body>``, style sheets, and the only files it may show."""

    body: str
    css: tuple[str, ...]
    about: About
    files: Mapping[str, bytes] = field(default_factory=dict)


def render_pdf(sheet: Sheet) -> bytes:
    """Print a sheet as tagged PDF/A-2b that also declares PDF/UA-1.

    No network and no file system: pictures come from ``sheet.files`` (address → bytes) or from ``data:`` addresses, any
    other address is refused. Equal sheets give equal bytes on one machine.
    Errors: ``BadInput`` where the page shows something that was not handed in, or a picture that cannot be read.
    """
    import weasyprint  # 60 MB: only the process that prints pays for it

    text = _document(sheet)
    refused: list[str] = []
    page = weasyprint.HTML(string=text, base_url=_GIVEN, url_fetcher=_fetcher(sheet.files, refused))
    styles = [
        weasyprint.CSS(string=css, base_url=_GIVEN, url_fetcher=_fetcher(sheet.files, refused)) for css in sheet.css
    ]
    raw = page.write_pdf(
        stylesheets=styles,
        pdf_variant="pdf/a-2b",
        pdf_tags=True,
        pdf_identifier=hashlib.sha256(text.encode()).digest()[:16],
    )
    if refused:
        raise BadInput(
            what="不能生成PDF", why=f"页面引用了未提供的文件“{refused[0]}”", remedy="请将图片随正文一并上传后重新生成"
        )
    return _finished(raw, sheet.about)


def pages_of(data: bytes) -> int:
    """The number of pages of a PDF."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def text_of_last_page(data: bytes) -> str:
    """The text that a program reads on the last page of a PDF."""
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data)).pages[-1].extract_text()


def _document(sheet: Sheet) -> str:
    about = sheet.about
    metas = [f'<meta name="author" content="{escape(author)}">' for author in about.authors]
    if about.written_on:
        metas.append(f'<meta name="dcterms.created" content="{escape(about.written_on)}">')
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGE}"><head><meta charset="utf-8"><title>{escape(about.title)}</title>'
        f"{''.join(metas)}</head><body>{sheet.body}</body></html>"
    )


def _fetcher(files: Mapping[str, bytes], refused: list[str]) -> Any:
    """Make the fetcher that hands out given files and ``data:`` addresses only; it notes what it refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class GivenOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = url.removeprefix(_GIVEN)
            if name in files:
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                return URLFetcherResponse(url, files[name], {"Content-Type": kind})
            refused.append(name)
            raise ValueError(f"not handed in: {name}")

    return GivenOnly(allowed_protocols={"data"}, allow_redirects=False)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdf:Producer>{producer}</pdf:Producer>{created}
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{creator}
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _finished(raw: bytes, about: About) -> bytes:
    """Write the metadata anew: title shown by the viewer, both standards declared, nothing else."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        creators = "".join(f"<rdf:li>{escape(a)}</rdf:li>" for a in about.authors)
        pdf.Root.Metadata = pdf.make_stream(
            _XMP.format(
                producer=escape(str(pdf.docinfo.get("/Producer", ""))),
                title=escape(about.title),
                creator=f"<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>" if creators else "",
                created=f"<xmp:CreateDate>{escape(about.written_on)}</xmp:CreateDate>" if about.written_on else "",
            ).encode(),
            Type=pikepdf.Name.Metadata,
            Subtype=pikepdf.Name.XML,
        )
        if "/ViewerPreferences" not in pdf.Root:
            pdf.Root.ViewerPreferences = pikepdf.Dictionary()
        pdf.Root.ViewerPreferences.DisplayDocTitle = True
        pdf.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


@functools.lru_cache(maxsize=1)
def _engine() -> Any:
    from django.template import Engine

    folder = str(resources.files("zwgk.files") / "templates")
    return Engine(dirs=[folder], autoescape=True, debug=False)


def filled(name: str, values: Mapping[str, Any]) -> str:
    """Fill the template ``files/<name>``; works without Django settings where all values are texts. Every text is
    escaped unless marked safe."""
    from django.template import Context

    return str(_engine().get_template(f"files/{name}").render(Context(dict(values))))


def style(name: str) -> str:
    """Return the style sheet ``files/<name>`` with its fonts: ``var-font-<voice>`` and ``var-title-weight`` are
    replaced."""
    text = (resources.files("zwgk.files") / "templates" / "files" / name).read_text(encoding="utf-8")
    text = text.replace("var-title-weight", fonts.title_weight())
    return re.sub(r"var-font-(\w+)", lambda match: fonts.css_stack(match.group(1)), text)
