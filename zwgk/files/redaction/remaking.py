"""The public file of an attachment (附件公开件): made anew from what remains, whatever the attachment is.

Texts and tables (docx, doc, wps, rtf, html, txt, xlsx, xls) are read and written again without the passages that were
marked; the pages of PDF files and pictures are covered. What a file says beside its text (authors, remarks, revisions,
hidden sheets, camera and place) does not come along, because nothing but the text and the pixels is taken over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zwgk.files import names, readers
from zwgk.files.body import blocks, text_of
from zwgk.files.readers import kinds
from zwgk.files.readers.result import FileKind
from zwgk.files.redaction import burning
from zwgk.files.redaction.areas import Area, PageLayout, covered, grown
from zwgk.files.redaction.exemptions import Place, places_of
from zwgk.files.redaction.found import Artefact
from zwgk.files.redaction.layout import PAGED, page_limit, pages_of
from zwgk.files.redaction.rebuilding import COVERED, Layouts, Progress, rebuilt, told
from zwgk.files.redaction.removing import Removal, redacted_body
from zwgk.files.redaction.spoken import spoken_page, spoken_text
from zwgk.files.redaction.tables import workbook_of
from zwgk.files.writers.flow import Picture, flow
from zwgk.files.writers.official_word import render_docx_from_body
from zwgk.files.writers.rendition import About

SUFFIX = "（删减件）"


@dataclass(frozen=True, slots=True)
class Remade:
    """The public file; its text for the index; the same pages for those who cannot see; what was taken away.

    ``removed`` and ``remaining`` are searched for and allowed in the proof; ``drawn`` says of pages why they were drawn
    anew; ``unread`` are covered pages of which no program knows what stood there.
    """

    file: Artefact
    text: str
    removed: tuple[str, ...]
    remaining: tuple[str, ...]
    places: tuple[Place, ...]
    spoken: Artefact | None = None
    drawn: dict[int, str] = field(default_factory=dict)
    unread: tuple[int, ...] = ()


def is_paged(name: str, data: bytes) -> bool:
    """Whether the file is covered by areas of its pages (PDF, picture), not by passages of its text."""
    return kinds.sniff(name, data) in PAGED


def public_name(title: str, suffix: str) -> str:
    """The name under which the public file goes out: its public title, never the name of the original file."""
    return f"{_stem(title)}{SUFFIX}{suffix}"


def _stem(title: str) -> str:
    """The title without what looks like a file's extension."""
    stem, dot, extension = title.rpartition(".")
    return stem if dot and stem and extension.lower() in names.MIME else title


def remade_text(name: str, data: bytes, removals: Sequence[Removal], *, title: str) -> Remade:
    """Write a text or a table anew without the marked passages: tables as xlsx, plain text as txt, all else as docx.

    Errors: those of the readers and of :func:`redacted_body`.
    """
    found = readers.read_bytes(name, data)
    original = found.body_html
    made = redacted_body(original, removals)
    stem = _stem(title)
    if found.kind in (FileKind.XLSX, FileKind.XLS):
        file = Artefact(public_name(title, ".xlsx"), workbook_of(blocks(made.html), stem))
    elif found.kind is FileKind.TXT:
        file = Artefact(public_name(title, ".txt"), f"{text_of(made.html)}\n".encode())
    else:
        shown = {element.src for element in flow(made.html) if isinstance(element, Picture)}
        pictures = {image.name: image.data for image in found.images if image.name in shown}
        file = Artefact(public_name(title, ".docx"), render_docx_from_body(made.html, About(stem), pictures))
    remaining = (*made.remaining, *made.addresses, *(mark.text for mark in made.marks), text_of(made.html))
    return Remade(file, text_of(made.html), made.removed, remaining, places_of(original, made, removals))


def remade_pages(
    name: str, data: bytes, areas: Sequence[Area], *, title: str, layouts: Layouts | None = None,
    progress: Progress = told,
) -> Remade:  # fmt: skip
    """Cover the areas: a PDF is built anew, a picture is written anew from its pixels (a TIFF of pages as PDF).

    Without areas the file is still made clean. Errors: ``BadInput`` (an area beside the pages, a broken page),
    ``LimitExceeded`` (too many pages).
    """
    with pages_of(name, data) as pages:
        page_limit(pages, name)
        plain = _stem(title)
        new = rebuilt(pages, data, areas, title=plain, layouts=layouts, progress=progress)
        if pages.kind is FileKind.IMAGE and pages.count == 1:
            layout = new.layouts[0]
            drawn = burning.burnt(pages.image(1), grown(areas, layout))
            is_jpeg = kinds.image_extension(data[:32]) == "jpg"
            written = burning.jpeg(drawn) if is_jpeg else burning.png(drawn)
            file = Artefact(public_name(title, ".jpg" if is_jpeg else ".png"), written)
        else:
            file = Artefact(public_name(title, ".pdf"), new.data)
    spoken = None
    if areas:
        page = spoken_page(new.layouts, areas, title=plain)
        spoken = Artefact(f"{plain}（文字版）.html", page.encode())
    lengths = _lengths(new.layouts, areas)
    places = tuple(
        Place(f"第{area.page}页", area.ground_label.strip(), length, reason=area.reason)
        for area, length in zip(areas, lengths, strict=True)
    )
    text = spoken_text(new.layouts, areas)
    return Remade(
        file, text, new.removed, (*new.remaining, text), places, spoken,
        {n: why for n, why in new.drawn.items() if why != COVERED}, new.unread,
    )  # fmt: skip


def _lengths(layouts: Sequence[PageLayout], areas: Sequence[Area]) -> list[int]:
    """How many characters lie under each area, 0 where nobody knows."""
    by_number = {layout.number: layout for layout in layouts}
    found = []
    for area in areas:
        layout = by_number[area.page]
        found.append(sum(len(text) for line in covered(layout, grown([area], layout)) for text in line.gone))
    return found
