"""Binding an issue of the gazette: cover, contents with pages, articles from their snapshots, as one PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction
from django.utils.safestring import SafeString, mark_safe

from zwgk.files import store
from zwgk.files.models import Purpose
from zwgk.files.writers.flow import Para, flow
from zwgk.files.writers.official import chinese_date
from zwgk.files.writers.paper import printed
from zwgk.files.writers.rendition import About, Sheet, render_pdf, style
from zwgk.jobs.killpoints import killpoint
from zwgk.people.actor import SYSTEM
from zwgk.people.models import SiteSettings
from zwgk.publishing import addresses, printing
from zwgk.publishing.models import GazetteArticle, GazetteIssue
from zwgk.rules import gazette
from zwgk.rules.gazette import IssueStage

_LEFT_OUT = frozenset({"red-head", "doc-number", "title"})


@dataclass(frozen=True)
class Article:
    """One article as it is printed."""

    no: int
    title: str
    doc_number: str
    body: SafeString
    address: str
    files: str


def bind(issue_id: int) -> int:
    """Bind an issue that waits for approval; returns the number of pages, 0 where there is nothing to do. Idempotent.

    An issue that was given back, or changed, while it was being printed keeps its state: what was printed is left.
    """
    issue = GazetteIssue.objects.filter(pk=issue_id, stage=str(IssueStage.BOUND), pdf_sha256="").first()
    if issue is None:
        return 0
    rows = list(issue.articles.select_related("publication", "version").order_by("place", "pk"))
    data = pdf(issue, rows)
    kept = store.keep(f"政府公报 {issue}.pdf", data, actor=SYSTEM, purpose=Purpose.RENDITION)
    killpoint("gazette.kept")
    starts, pages = _places(data, len(rows))
    with transaction.atomic():
        now = GazetteIssue.objects.select_for_update().get(pk=issue_id)
        if now.stage != IssueStage.BOUND or now.bound_digest != issue.bound_digest or now.pdf_sha256:
            return 0
        now.pdf_sha256, now.pdf_size, now.pages = kept.blob.sha256, kept.size, pages
        now.save(update_fields=["pdf_sha256", "pdf_size", "pages"])
        for row, start in zip(rows, starts, strict=True):
            row.page = start
        GazetteArticle.objects.bulk_update(rows, ["page"])
    return pages


def pdf(issue: GazetteIssue, rows: list[GazetteArticle]) -> bytes:
    """The issue as tagged PDF/A-2b with bookmarks; equal issues give equal bytes."""
    site = SiteSettings.objects.select_related("government").first()
    government = site.government.name if site else ""
    articles = {row.pk: _article(place, row) for place, row in enumerate(rows, 1)}
    parts = [
        (gazette.BY_CODE[code].label if code in gazette.BY_CODE else code, [articles[row.pk] for row in part])
        for code, part in groupby(rows, key=lambda row: row.section)
    ]
    html = printing.filled(
        "gazette.html",
        {
            "government": government,
            "name": gazette.name_of(issue.year, issue.no, issue.total_no),
            "issue": issue,
            "on": chinese_date(issue.on),
            "parts": parts,
            "articles": list(articles.values()),
            "host": site.host_unit if site else "",
            "address": addresses.absolute(addresses.gazette(issue.year, issue.no)),
        },
    )
    about = About(f"{government}公报{issue}", (government,) if government else (), issue.on.isoformat())
    pictures = printing.pictures(row.version.body_html for row in rows)
    return render_pdf(Sheet(html, (style("paper.css"), printing.css("gazette.css")), about, pictures))


def _article(place: int, row: GazetteArticle) -> Article:
    version = row.version
    elements = [e for e in flow(version.body_html) if not (isinstance(e, Para) and e.role in _LEFT_OUT)]
    names = version.files.filter(role="attachment").order_by("order", "pk").values_list("name", flat=True)
    return Article(
        place,
        version.title,
        row.publication.doc_number,
        mark_safe(printed(elements)),
        addresses.absolute(addresses.publication(row.publication_id)),
        "；".join(names),
    )


def _places(data: bytes, number: int) -> tuple[list[int], int]:
    """On which printed page each article begins (the first article on page 1), and how many pages there are in all."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    starts = [
        page
        for entry in reader.outline
        if not isinstance(entry, list) and (page := reader.get_destination_page_number(entry)) is not None
    ]
    starts = starts[-number:]
    return [start - starts[0] + 1 for start in starts], len(reader.pages)
