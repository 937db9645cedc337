"""One truth for machines: how a publication is told in the read API, in the harvest and in whole exports.

Names of fields follow the page's labels (索引号 indexNo, 发文字号 docNumber …); what a paper does not say is "" or, of
days, null. Days are ``YYYY-MM-DD`` in Beijing, moments ISO 8601, digests hexadecimal.

依据：国办公开办函〔2019〕61号（公开平台的信息应便于上级平台归集）
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from zwgk.files import body
from zwgk.publishing import addresses, issued
from zwgk.publishing.models import FileRole, Link, Publication, PublishedFile, Version
from zwgk.publishing.open import queries
from zwgk.rules.document_kinds import KINDS
from zwgk.rules.publication import LinkKind, PublicationState, Validity
from zwgk.rules.subjects import SUBJECTS, FiveOpen, subject_path

#: raised where fields change their meaning; new ones may come without it
FORMAT = "zwgk-harvest-1"
_META = ("issuers", "source", "source_url", "keywords", "lang")
#: what a wording keeps for our own pages and downloads
_INNER = frozenset({*_META, "paper"})


def summary(publication: Publication, base: str) -> dict[str, Any]:
    """What lists tell of a live publication; ``base`` is the site's address without a final stroke."""
    kind, subject = publication.kind, publication.subject_code
    return {
        "number": publication.pk,
        "state": str(PublicationState.LIVE),
        "identifier": f"{base}{addresses.publication(publication.pk)}",
        "title": publication.title,
        "indexNo": publication.index_no or "",
        "docNumber": publication.doc_number,
        "publisher": publication.organ.name,
        "publisherThen": issued.organ_name(publication),
        "publisherNumber": publication.organ_id,
        "publisherUscc": publication.organ.uscc,
        "column": publication.column.name,
        "columnSlug": publication.column.slug,
        "kind": kind,
        "kindName": KINDS[kind].label if kind in KINDS else kind,
        "subject": subject,
        "subjectName": subject_path(subject) if subject in SUBJECTS else "",
        "writtenOn": _day(publication.date_written),
        "publishedAt": moment(publication.published_at),
        "effectiveOn": _day(publication.effective_on),
        "expiresOn": _day(publication.expires_on),
        "validity": publication.validity,
        "validityName": Validity(publication.validity).label if publication.validity else "",
        "normative": publication.is_normative,
        "dimension": publication.dimension,
        "dimensionName": FiveOpen(publication.dimension).label if publication.dimension else "",
        "disclosure": publication.disclosure,
        "changedAt": moment(publication.changed_at or publication.published_at),
    }


def record(publication: Publication, base: str, *, sm3: Mapping[str, str]) -> dict[str, Any]:
    """Everything of a live publication in its present wording, as ``queries.whole`` read it."""
    version = publication.current
    assert version is not None
    meta = version.meta or {}
    number = publication.pk
    return {
        "format": FORMAT,
        **summary(publication, base),
        "title": version.title,
        "issuers": list(meta.get("issuers") or ()) or [issued.organ_name(publication)],
        "keywords": str(meta.get("keywords") or ""),
        "source": str(meta.get("source") or ""),
        "sourceUrl": str(meta.get("source_url") or ""),
        "language": str(meta.get("lang") or "zh-CN"),
        "more": {str(k): str(v) for k, v in meta.items() if k not in _INNER and isinstance(v, str | int) and v != ""},
        "version": version.no,
        "versionAt": moment(version.published_at),
        "digest": version.digest,
        "bodyHtml": version.body_html,
        "bodyText": body.text_of(version.body_html),
        "files": [file(number, one, base, sm3) for one in version.files.all()],
        "relations": [told for link in publication.links.all() if (told := relation(link, base))],
    }


def wording(publication: Publication, version: Version, base: str, *, note: str) -> dict[str, Any]:
    """One public wording with its files; ``note`` of its correction as the public may read it."""
    files = [one for one in version.files.all() if one.role != FileRole.IMAGE.value]
    sm3 = queries.sm3_by(one.sha256 for one in files)
    return {
        "number": publication.pk,
        "no": version.no,
        "current": version.pk == publication.current_id,
        "title": version.title,
        "publishedAt": moment(version.published_at),
        "changeNote": note,
        "minor": version.is_minor,
        "digest": version.digest,
        "bodyHtml": version.body_html,
        "bodyText": body.text_of(version.body_html),
        "files": [file(publication.pk, one, base, sm3) for one in files],
    }


def records(publications: Iterable[Publication], base: str) -> list[dict[str, Any]]:
    """The records of those that ``queries.with_all`` read: one question more, for the SM3 of their files."""
    rows = list(publications)
    sm3 = queries.sm3_of(rows)
    return [record(row, base, sm3=sm3) for row in rows]


def tombstone(publication: Publication, base: str, notice: str = "") -> dict[str, Any]:
    """What is told of one that has left: that it has, and the words that stand in its place; nothing else of it."""
    state = PublicationState(publication.state)
    known = state if state in {PublicationState.WITHDRAWN, PublicationState.TAKEN_DOWN} else PublicationState.ERASED
    return {
        "format": FORMAT,
        "number": publication.pk,
        "state": str(known),
        "identifier": f"{base}{addresses.publication(publication.pk)}",
        "notice": notice,
        "changedAt": moment(publication.changed_at or publication.published_at),
    }


def file(number: int, one: PublishedFile, base: str, sm3: Mapping[str, str]) -> dict[str, Any]:
    """A file that went out with it; ``sm3`` is "" for a file whose SM3 is not taken yet."""
    return {
        "role": one.role,
        "name": one.name,
        "size": one.size,
        "mime": one.mime,
        "sha256": one.sha256,
        "sm3": sm3.get(one.sha256, ""),
        "url": f"{base}{addresses.file(number, one.pk, one.name)}",
    }


def relation(link: Link, base: str) -> dict[str, Any] | None:
    """Another paper that this one names: one of ours by its present title, where it is public; else as it is named."""
    kind, target = LinkKind(link.kind), link.target
    found = {"kind": str(kind), "kindName": kind.label, "articles": link.articles}
    if target is not None and queries.is_live(target):
        url = f"{base}{addresses.publication(target.pk)}"
        return {**found, "title": target.title, "docNumber": target.doc_number, "number": target.pk, "url": url}
    if link.text:
        return {**found, "title": link.text, "docNumber": link.doc_number, "number": None, "url": link.url}
    return None


def moment(at: datetime) -> str:
    """ISO 8601 in Beijing's time, to the second."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
