"""Issues of the gazette: their numbers, their binding, and what the public sees of them.

An issue shows only what is public now: where an article was taken away, its line says so and the bound file, which
still holds it, is given to nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q

from zwgk.people.models import SiteSettings, Unit
from zwgk.publishing import addresses
from zwgk.publishing.models import GazetteArticle, GazetteIssue, Publication
from zwgk.rules import gazette
from zwgk.rules.gazette import IssueStage
from zwgk.rules.publication import PublicationState, Visibility

BIND = "publishing.bind_gazette"
#: levels of who issues (see ``rules.gazette``)
GOVERNMENT, OFFICE, OTHERS = 1, 2, 3


@dataclass(frozen=True)
class Numbers:
    """The numbers that come next; ``total_no`` is 0 before the first issue, which may bear any."""

    no: int
    total_no: int


def next_numbers(year: int) -> Numbers:
    """The next number of a year, and of all years."""
    no = GazetteIssue.objects.filter(year=year).aggregate(last=Max("no"))["last"] or 0
    total = GazetteIssue.objects.aggregate(last=Max("total_no"))["last"] or 0
    return Numbers(no + 1, total + 1 if total else 0)


def levels() -> dict[int, int]:
    """Which organs are the government and its office; all others are not named."""
    site = SiteSettings.objects.select_related("government").first()
    if site is None:
        return {}
    found = {site.government_id: GOVERNMENT}
    offices = Unit.objects.filter(parent=site.government_id, name=f"{site.government.name}办公室")
    return found | dict.fromkeys(offices.values_list("pk", flat=True), OFFICE)


def digest_of(issue: GazetteIssue) -> str:
    """What an issue consists of, as SHA-256 (hex): numbers, day, articles in order by the digests of their wordings."""
    lines = [f"{issue.year}/{issue.no}/{issue.total_no}/{issue.serial}/{issue.on}"]
    rows = issue.articles.order_by("place", "pk").values_list("publication", "section", "version__digest")
    lines += [f"{number} {section} {digest}" for number, section, digest in rows]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class IssueLine:
    """One issue in the list of all."""

    year: int
    no: int
    total_no: int
    serial: str
    on: date
    pages: int
    articles: int

    @property
    def name(self) -> str:
        return gazette.name_of(self.year, self.no, self.total_no)

    @property
    def url(self) -> str:
        return addresses.gazette(self.year, self.no)


_PUBLIC = ("pk", "year", "no", "total_no", "serial", "on", "pages", "pdf_sha256", "pdf_size")


def published() -> list[IssueLine]:
    """Every issue since the first, newest first."""
    rows = GazetteIssue.objects.filter(stage=str(IssueStage.PUBLISHED)).order_by("-year", "-no")
    rows = rows.annotate(articles_in=Count("articles")).values("articles_in", *_PUBLIC)
    return [
        IssueLine(r["year"], r["no"], r["total_no"], r["serial"], r["on"], r["pages"], r["articles_in"]) for r in rows
    ]


@dataclass(frozen=True)
class Shown:
    """One line of the contents: title and address, or "" where the article is no longer public."""

    title: str
    doc_number: str
    organ: str
    url: str
    page: int | None
    is_corrected: bool


@dataclass(frozen=True)
class Part:
    """A part of the contents with its lines."""

    label: str
    lines: Sequence[Shown]


@dataclass(frozen=True)
class Contents:
    """A published issue with its contents. ``sha256`` and ``size`` of the PDF are "" and 0 where it may not go out."""

    line: IssueLine
    parts: Sequence[Part]
    numbers: Sequence[int]
    sha256: str
    size: int

    @property
    def is_whole(self) -> bool:
        return bool(self.sha256)


def contents(year: int, no: int) -> Contents | None:
    """A published issue, or None. Two queries."""
    row = GazetteIssue.objects.filter(year=year, no=no, stage=str(IssueStage.PUBLISHED)).values(*_PUBLIC).first()
    if row is None:
        return None
    articles = list(
        GazetteArticle.objects.filter(issue=row["pk"])
        .select_related("publication__organ", "version")
        .only(
            *("section", "place", "page", "version__is_public", "version__title", "publication__current"),
            *("publication__state", "publication__visibility", "publication__doc_number"),
            *("publication__organ__name", "publication__organ__short_name"),
        )
        .order_by("place", "pk")
    )
    parts: dict[str, list[Shown]] = {}
    whole = bool(articles)
    for article in articles:
        there = is_public(article)
        whole = whole and there
        parts.setdefault(article.section, []).append(_shown(article) if there else Shown("", "", "", "", None, False))
    line = IssueLine(row["year"], row["no"], row["total_no"], row["serial"], row["on"], row["pages"], len(articles))
    return Contents(
        line,
        [Part(_label(code), lines) for code, lines in parts.items()],
        [article.publication_id for article in articles],
        row["pdf_sha256"] if whole else "",
        row["pdf_size"] if whole else 0,
    )


def is_public(article: GazetteArticle) -> bool:
    """True where the article's page is live and the wording that was bound may still be shown."""
    publication = article.publication
    live = publication.state == PublicationState.LIVE and publication.visibility == Visibility.PUBLIC
    return live and article.version.is_public


def _shown(article: GazetteArticle) -> Shown:
    publication = article.publication
    return Shown(
        article.version.title,
        publication.doc_number,
        str(publication.organ),
        addresses.publication(publication.pk),
        article.page,
        article.version_id != publication.current_id,
    )


def _label(code: str) -> str:
    return gazette.BY_CODE[code].label if code in gazette.BY_CODE else code


# ---- what staff see ----

#: candidates shown at a time
CANDIDATES = 30


def desk_issues() -> list[GazetteIssue]:
    """Every issue in whatever stage, newest first, with the number of its articles."""
    return list(GazetteIssue.objects.annotate(number=Count("articles")).order_by("-year", "-no"))


def desk_issue(pk: int) -> GazetteIssue | None:
    """One issue."""
    return GazetteIssue.objects.filter(pk=pk).first()


def desk_articles(issue: GazetteIssue) -> list[GazetteArticle]:
    """The articles of an issue in order, with their publications."""
    return list(issue.articles.select_related("publication__organ", "version").order_by("place", "pk"))


def candidates(issue: GazetteIssue, text: str = "") -> list[Publication]:
    """What may still be taken into an issue: public, in no other issue, of the last half year or with these words."""
    rows = Publication.objects.filter(
        state=str(PublicationState.LIVE), visibility=str(Visibility.PUBLIC), gazette_articles=None
    ).select_related("organ")
    if text:
        rows = rows.filter(Q(title__contains=text) | Q(doc_number=text))
    else:
        rows = rows.exclude(doc_number="").filter(published_on__gte=issue.on - timedelta(days=183))
    return list(rows.order_by("-published_at", "-id")[:CANDIDATES])
