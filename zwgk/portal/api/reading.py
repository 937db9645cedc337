"""What each endpoint answers. Plain values in, plain values out; who may see what is decided by ``publishing``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from zwgk.people import public
from zwgk.people.reorganising import became
from zwgk.portal.api.problems import Absent, Left
from zwgk.portal.related import related
from zwgk.publishing import addresses, queries
from zwgk.publishing.arranging import catalogue, topics
from zwgk.publishing.leaving import gazettes
from zwgk.publishing.open import cursors, exports, records
from zwgk.publishing.open import queries as opened
from zwgk.rules.catalogue_rows import Audience, Carrier, Manner, Tier
from zwgk.rules.errors import BadInput
from zwgk.rules.subjects import FiveOpen
from zwgk.search import queries as searches
from zwgk.search.queries import Filters, Order


@dataclass(frozen=True)
class Asked:
    """What was asked: values by name, and the site's address without a final stroke."""

    values: Mapping[str, Any]
    base: str

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def at(self, path: str) -> str:
        """An address in full; "" stays ""."""
        return f"{self.base}{path}" if path.startswith("/") else path


@dataclass(frozen=True)
class Answer:
    """What is answered, the moment since which it is so, and where the next part lies."""

    value: Mapping[str, Any]
    modified: datetime | None = None
    next: str = ""


def publications(asked: Asked) -> Answer:
    """A list by what the papers are, or, with ``updated_since``, by what changed."""
    narrowing = ("column", "organ", "kind", "subject", "validity", "published_from", "published_to")
    if asked["updated_since"] is not None:
        if given := [name for name in narrowing if asked[name]]:
            raise BadInput(
                what="请求的参数有误",
                why=f"updated_since 不能与{'、'.join(given)}一起使用：已不再公开的信息没有这些内容可供筛选",
                remedy="请去掉其他条件，取回后自行筛选",
                field="updated_since",
            )
        return _changes(asked, whole=False)
    column = _column(asked["column"])
    organs = _organs(asked["organ"])
    first, last = asked["published_from"], asked["published_to"]
    if first and last and last < first:
        raise BadInput(
            what="请求的参数有误",
            why=f"published_to（{last}）早于published_from（{first}）",
            remedy="请改正起止日期",
            field="published_to",
        )
    wanted = opened.Wanted(column, organs, asked["kind"], asked["subject"], asked["validity"], first, last)
    part = opened.publications(wanted, asked["cursor"], size=asked["limit"])
    items = [records.summary(row, asked.base) for row in part.rows]
    return Answer({"items": items, "next": part.next}, next=part.next)


def harvest(asked: Asked) -> Answer:
    """Whole records by what changed."""
    return _changes(asked, whole=True)


def _changes(asked: Asked, *, whole: bool) -> Answer:
    since = asked["since" if whole else "updated_since"]
    part = opened.changed(since, asked["cursor"], size=asked["limit"])
    live = [row for row in part.rows if opened.is_live(row)]
    told = {row["number"]: row for row in records.records(opened.with_all(live), asked.base)} if whole else {}
    if not whole:
        told = {row.pk: records.summary(row, asked.base) for row in live}
    notices = opened.notices(part.rows)
    items = [
        told.get(row.pk) or records.tombstone(row, asked.base, notices.get(row.pk, ""))
        for row in part.rows
        if row.pk in told or not opened.is_live(row)
    ]
    again = opened.begin_again(part, since, asked["cursor"], now=timezone.now())
    return Answer({"items": items, "next": part.next, "nextSince": records.moment(again)}, next=part.next)


def _column(slug: str) -> int | None:
    if not slug:
        return None
    found = opened.column_ids(slug)
    if found is None:
        raise Absent
    return found


def _organs(words: str) -> list[int]:
    found = became.known_as(words) if words else []
    if words and not found:
        raise Absent
    return found


def publication(asked: Asked) -> Answer:
    """One publication with its history and what others say of it."""
    number = asked["number"]
    row = queries.find(number)
    if row is None:
        raise _absent(number)
    whole = opened.with_all([row])
    if not whole:
        raise Absent
    told = records.records(whole, asked.base)[0]
    back = [
        {
            "kind": str(one.kind),
            "kindName": one.label,
            "articles": "",
            "title": one.text,
            "docNumber": one.doc_number,
            "number": int(one.url.rpartition("/")[2]),
            "url": asked.at(one.url),
        }
        for one in related(row).back
    ]
    versions, _ = queries.story_of_versions(row)
    told["relationsBack"] = back
    told["versions"] = [
        {
            "no": one.no,
            "publishedAt": records.moment(one.published_at),
            "changeNote": one.change_note,
            "minor": one.is_minor,
            "url": asked.at(addresses.version(number, one.no)),
        }
        for one in versions
    ]
    return Answer(told, modified=row.changed_at)


def _absent(number: int) -> Exception:
    removal = queries.withdrawn(number)
    if removal is not None:
        return Left(removal.notice)
    return Left() if queries.was_public(number) else Absent()


def version(asked: Asked) -> Answer:
    """One wording that the public may compare."""
    number = asked["number"]
    row = queries.find(number)
    if row is None:
        raise _absent(number)
    found = queries.version(row, asked["no"])
    if found is None:
        raise Left() if any(one.no == asked["no"] for one in queries.hidden_versions(row)) else Absent()
    note = next((one.change_note for one in queries.story_of_versions(row)[0] if one.no == found.no), "")
    return Answer(records.wording(row, found, asked.base, note=note))


def columns(asked: Asked) -> Answer:
    """All public columns."""
    rows = opened.all_columns()
    slugs = {row.pk: row.slug for row in rows}
    counts = queries.numbers(list(slugs))
    return Answer(
        {
            "items": [
                {
                    "slug": row.slug,
                    "name": row.name,
                    "parent": slugs.get(row.parent_id or 0, ""),
                    "organ": row.organ_id,
                    "article": row.article,
                    "count": counts.get(row.pk, 0),
                    "url": asked.at(addresses.column(row.slug)),
                    "feed": asked.at(f"{addresses.column(row.slug)}feed.xml"),
                }
                for row in rows
            ]
        }
    )


def organs(asked: Asked) -> Answer:
    """All public organs, abolished ones too: their papers stay theirs."""
    rows = list(public.organs().order_by("order", "pk"))
    known = {row.pk for row in rows}
    return Answer(
        {
            "items": [
                {
                    "number": row.pk,
                    "name": row.name,
                    "shortName": row.short_name,
                    "uscc": row.uscc,
                    "regionCode": row.region_code,
                    "parent": row.parent_id if row.parent_id in known else None,
                    "abolishedOn": row.valid_to.isoformat() if row.valid_to else None,
                    "url": asked.at(addresses.organ(row.pk)),
                    "feed": asked.at(f"{addresses.organ(row.pk)}feed.xml"),
                }
                for row in rows
            ]
        }
    )


def _topic(one: topics.Shown, asked: Asked) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "title": one.title,
        "intro": one.intro,
        "organ": one.organ,
        "openedOn": one.opened_on.isoformat() if one.opened_on else None,
        "closedOn": one.closed_on.isoformat() if one.closed_on else None,
        "url": asked.at(one.url),
        "feed": asked.at(f"{one.url}feed.xml"),
    }


def all_topics(asked: Asked) -> Answer:
    """All public topics as they were cleared."""
    return Answer({"items": [_topic(one, asked) for one in topics.listed(size=500)]})


def topic(asked: Asked) -> Answer:
    """What stands in a topic, the newest first."""
    if asked["cursor"]:
        cursors.read(asked["cursor"])
    found = topics.find(asked["slug"])
    if found is None:
        raise Absent
    page = topics.page(found.pk, topics.Wanted(), asked["cursor"], size=asked["limit"])
    items = [records.summary(item.publication, asked.base) for item in page.rows]
    return Answer({"items": items, "next": page.older}, next=page.older)


def _issue(line: gazettes.IssueLine, asked: Asked) -> dict[str, Any]:
    return {
        "year": line.year,
        "no": line.no,
        "totalNo": line.total_no,
        "name": line.name,
        "publishedOn": line.on.isoformat(),
        "pages": line.pages or 0,
        "articles": line.articles,
        "url": asked.at(line.url),
    }


def gazette(asked: Asked) -> Answer:
    """Every issue of the gazette."""
    return Answer({"items": [_issue(line, asked) for line in gazettes.published()]})


def issue(asked: Asked) -> Answer:
    """The contents of one issue."""
    found = gazettes.contents(asked["year"], asked["no"])
    if found is None:
        raise Absent
    contents = [
        {
            "section": part.label,
            "title": line.title,
            "docNumber": line.doc_number,
            "publisher": line.organ,
            "page": line.page,
            "url": asked.at(line.url),
        }
        for part in found.parts
        for line in part.lines
    ]
    pdf = asked.at(addresses.gazette_pdf(asked["year"], asked["no"])) if found.is_whole else ""
    more = {"contents": contents, "pdf": pdf, "sha256": found.sha256, "size": found.size}
    return Answer({**_issue(found.line, asked), **more})


def _catalogue(one: catalogue.InForce, asked: Asked) -> dict[str, Any]:
    return {
        "number": one.catalogue,
        "title": one.title,
        "organ": one.organ,
        "organName": one.organ_name,
        "field": str(one.field),
        "edition": one.no,
        "inForceOn": one.on.isoformat() if one.on else None,
        "rows": one.rows,
        "url": asked.at(f"/gongkai/mulu/{one.catalogue}/"),
    }


def catalogues(asked: Asked) -> Answer:
    """The catalogues in force."""
    return Answer({"items": [_catalogue(one, asked) for one in catalogue.in_force()]})


def catalogue_rows(asked: Asked) -> Answer:
    """The rows of a catalogue in force."""
    found = catalogue.in_force(pk=asked["number"])
    if not found:
        raise Absent
    rows = [
        {
            "number": row.item.number,
            "order": row.order,
            "group": row.group,
            "name": row.name,
            "content": row.content,
            "basis": row.basis,
            "limit": row.limit,
            "organ": row.organ.name,
            "carriers": [Carrier(one).label for one in row.carriers],
            "audience": f"{Audience(row.audience).label}{f'（{row.audience_note}）' if row.audience_note else ''}",
            "manner": Manner(row.manner).label,
            "tiers": [Tier(one).label for one in row.tiers],
            "dimension": FiveOpen(row.dimension).label if row.dimension else "",
            "column": row.column.slug if row.column and row.column.is_public else "",
            "url": asked.at(f"/gongkai/mulu/{found[0].catalogue}/{row.item.number}/"),
        }
        for row in catalogue.rows_of(found[0].pk).select_related("item")
    ]
    return Answer({**_catalogue(found[0], asked), "items": rows})


def whole_exports(asked: Asked) -> Answer:
    """The whole exports by year."""
    items = [
        {
            "year": row.year,
            "publications": row.publications,
            "size": row.size,
            "sha256": row.sha256,
            "sm3": row.sm3,
            "madeAt": records.moment(datetime.fromisoformat(row.made_at)),
            "available": may,
            "url": asked.at(addresses.export(row.year)),
        }
        for row, may in exports.listed()
    ]
    return Answer({"items": items})


def search(asked: Asked) -> Answer:
    """The engine of the search page under the same limits."""
    filters = Filters(
        organ=",".join(map(str, _organs(asked["organ"]))),
        column=str(_column(asked["column"]) or ""),
        kind=asked["kind"],
        year="" if asked["year"] is None else str(asked["year"]),
        validity=asked["validity"],
    )
    order, after = Order(asked["order"]), asked["cursor"]
    try:
        found = searches.search(asked["q"], filters=filters, order=order, after=after, limit=asked["limit"])
    except BadInput as refusal:
        if refusal.field == "after":  # as the search calls it
            raise cursors.foreign() from None
        raise
    items = [
        {
            "number": int(hit.display.url.rpartition("/")[2]),
            "identifier": asked.at(hit.display.url),
            "title": hit.display.title,
            "docNumber": hit.display.doc_number,
            "publisher": hit.display.organ,
            "publishedOn": hit.display.published_on or None,
            "validity": hit.display.validity,
            "kind": hit.display.kind,
            "snippet": hit.snippet.plain,
            "score": round(float(hit.score), 4),
            "related": hit.is_related,
        }
        for hit in found.hits
    ]
    value = {
        "query": found.text,
        "total": found.total,
        "totalIsExact": found.total_is_exact,
        "items": items,
        "suggestion": found.suggestion,
        "notice": found.notice,
        "next": found.after,
    }
    return Answer(value, next=found.after)
