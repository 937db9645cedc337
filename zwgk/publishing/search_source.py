"""Publications as the public search index takes them in and shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from zwgk.files import body
from zwgk.people.models import FormerName, UnitPath
from zwgk.publishing import addresses, queries
from zwgk.publishing.models import ColumnPath, Link, PublishedFile
from zwgk.rules.publication import LinkKind
from zwgk.search.document import SearchDoc
from zwgk.search.sources import Display, Source

CHUNK = 500


def load(keys: Sequence[str]) -> Iterable[SearchDoc]:
    """The live public publications among ``keys``; whoever is left out is deleted from the index."""
    numbers = [int(key) for key in keys if key.isdigit()]
    found = list(queries.live().filter(pk__in=numbers).select_related("current", "organ"))
    columns = _grouped(
        ColumnPath.objects.filter(below__in={p.column_id for p in found}).order_by("depth"), "below_id", "above_id"
    )
    organs = _grouped(
        UnitPath.objects.filter(below__in={p.organ_id for p in found}).order_by("depth"), "below_id", "above_id"
    )
    former = _grouped(FormerName.objects.filter(unit__in={p.organ_id for p in found}), "unit_id", "name")
    texts = _grouped(
        PublishedFile.objects.filter(version__in=[p.current_id for p in found]).exclude(text=""), "version_id", "text"
    )
    readings = set(
        Link.objects.filter(publication__in=found, kind=str(LinkKind.INTERPRETS)).values_list(
            "publication_id", flat=True
        )
    )
    for publication in found:
        version = publication.current
        yield SearchDoc(
            key=str(publication.pk),
            title=publication.title,
            body=body.text_of(version.body_html) if version else "",
            attachments=texts.get(publication.current_id or 0, ()),
            doc_number=publication.doc_number,
            index_no=publication.index_no or "",
            organs=[str(pk) for pk in organs.get(publication.organ_id, ())],
            organ_names=[publication.organ.name, publication.organ.short_name, *former.get(publication.organ_id, ())],
            columns=[str(pk) for pk in columns.get(publication.column_id, ())],
            kind=publication.kind,
            subject=publication.subject_code,
            published_on=publication.published_on,
            validity=publication.validity,
            attribute=publication.disclosure,
            is_interpretation=publication.pk in readings,
        )


def keys() -> Iterable[str]:
    """Every live public publication, in order of number, without holding them all."""
    last = 0
    while True:
        chunk = list(queries.live().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK])
        if not chunk:
            return
        yield from (str(pk) for pk in chunk)
        last = chunk[-1]


def display(keys: Sequence[str]) -> Mapping[str, Display]:
    """What hits show, read at the moment of the search: who is no longer public is left out."""
    numbers = [int(key) for key in keys if key.isdigit()]
    return {
        str(p.pk): Display(
            key=p.key or str(p.pk),
            title=p.title,
            doc_number=p.doc_number,
            organ=str(p.organ),
            url=addresses.publication(p.pk),
            published_on=f"{p.published_on:%Y-%m-%d}",
            validity=p.validity,
            kind=p.kind,
        )
        for p in queries.live().filter(pk__in=numbers).select_related("organ")
    }


def fallback(text: str, limit: int) -> Sequence[str]:
    """Find by title or number in the database alone, newest first (the index is away)."""
    wanted = Q()
    for word in text.split()[:5]:
        wanted &= Q(title__contains=word) | Q(doc_number__contains=word)
    rows = queries.live().filter(wanted).order_by("-published_at", "-id").values_list("pk", flat=True)[:limit]
    return [str(pk) for pk in rows]


def _grouped(rows: Iterable[object], by: str, value: str) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for row in rows:
        groups.setdefault(getattr(row, by), []).append(getattr(row, value))
    return groups


SOURCE = Source(load=load, keys=keys, display=display, fallback=fallback)
