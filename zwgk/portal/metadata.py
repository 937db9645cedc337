"""The metadata block above a paper, and the page tags that inspections read.

Labels: 索引号、公文目录、发文机关、文号、成文日期、发布日期 …; further labelled values come with the version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from zwgk.files import body
from zwgk.portal.related import Related, Relation
from zwgk.portal.shell import Tags
from zwgk.publishing import addresses, issued
from zwgk.rules.document_kinds import KINDS
from zwgk.rules.metadata_block import LINES, Line
from zwgk.rules.publication import Validity
from zwgk.rules.subjects import SUBJECTS, subject_path
from zwgk.ui.templatetags.ui import day, moment

if TYPE_CHECKING:
    from zwgk.publishing.models import Publication, Version

#: keys of a version's ``meta`` that have their own place
RESERVED = frozenset({"issuers", "source", "source_url", "keywords", "lang", "note", "addressees", "paper"})
DESCRIPTION = 160


@dataclass(frozen=True)
class Row:
    """One line of the block. ``links`` instead of ``text`` where it names other papers."""

    label: str
    text: str = ""
    url: str = ""
    links: tuple[Relation, ...] = ()
    wide: bool = False
    number: bool = False


def rows(
    publication: Publication,
    version: Version,
    relations: Related,
    validity: Validity | None,
    lines: Sequence[Line] = LINES,
) -> list[Row]:
    """The metadata block, as the site arranged it.

    What every paper should say is shown even where it is missing, the rest where it is there.
    """
    said = _said(publication, version, relations, validity)
    found: list[Row] = []
    for line in lines:
        if not line.shown:
            continue
        for row in said.get(line.key, ()):
            if row.text.strip() or row.links:
                found.append(replace(row, label=row.label or line.label))
            elif line.always:
                found.append(replace(row, label=line.label, text="—", url=""))
    if sum(not row.wide for row in found) % 2:
        last = max(i for i, row in enumerate(found) if not row.wide)
        found[last] = replace(found[last], wide=True)
    return found


def _said(
    publication: Publication, version: Version, relations: Related, validity: Validity | None
) -> dict[str, list[Row]]:
    """What a paper says, by the block's lines; a label of its own where the paper brings it along."""
    meta = version.meta or {}
    issuers = "、".join(meta.get("issuers") or []) or issued.organ_name(publication)
    subject = subject_path(publication.subject_code) if publication.subject_code in SUBJECTS else ""
    return {
        "index_no": [Row("", publication.index_no or "", number=True)],
        "catalogue": [Row("", publication.column.name, addresses.column(publication.column.slug))],
        "issuer": [Row("", issuers, addresses.organ(publication.organ_id))],
        "doc_number": [Row("", publication.doc_number)],
        "written": [Row("", day(publication.date_written), number=True)],
        "published": [Row("", day(publication.published_on), number=True)],
        "subject": [Row("", subject)],
        "validity": [Row("", validity.label if validity else "")],
        "effective": [Row("", day(publication.effective_on), number=True)],
        "expires": [Row("", day(publication.expires_on), number=True)],
        "keywords": [Row("", str(meta.get("keywords") or ""))],
        "addressees": [Row("", str(meta.get("addressees") or ""))],
        "note": [Row("", str(meta.get("note") or "").strip("（）"))],
        "source": [Row("", str(meta.get("source") or ""), str(meta.get("source_url") or ""))],
        "others": [Row(str(label), str(value)) for label, value in meta.items() if label not in RESERVED],
        "basis": [Row("", links=tuple(relations.basis), wide=True)],
        "interprets": [Row("", links=tuple(relations.interprets), wide=True)],
    }


def description(version: Version) -> str:
    """The first sentence or two of a paper, for search engines."""
    text = " ".join(block.text for block in body.blocks(version.body_html)[:12] if not block.cls and block.text)
    return text[:DESCRIPTION]


def tags(publication: Publication, version: Version, parent: str, validity: Validity | None = None) -> Tags:
    """The page tags of a paper; times as ``YYYY-MM-DD HH:MM``."""
    meta = version.meta or {}
    column, kind = publication.column, KINDS.get(publication.kind)
    issuers = "、".join(meta.get("issuers") or []) or issued.organ_name(publication)
    keywords = str(meta.get("keywords") or "") or "、".join(
        dict.fromkeys(filter(None, [column.name, kind.label if kind else publication.kind]))
    )
    return Tags(
        column.name,
        parent or column.name,
        column.note or column.article or column.name,
        column.name,
        {
            "ArticleTitle": version.title,
            "PubDate": moment(publication.published_at),
            "ContentSource": str(meta.get("source") or "") or issued.organ_name(publication),
            "Keywords": keywords,
            "Author": issuers,
            "Description": description(version) or version.title,
            **_validity_tags(publication, validity),
        },
    )


def _validity_tags(publication: Publication, validity: Validity | None) -> dict[str, str]:
    """有效性、施行日期、有效期至, where the paper has them."""
    said = {
        "Validity": validity.label if validity else "",
        "EffectiveDate": day(publication.effective_on),
        "ExpiryDate": day(publication.expires_on),
    }
    return {name: value for name, value in said.items() if value}


def is_past(validity: Validity | None) -> bool:
    """True where a paper binds nobody any more."""
    return validity is not None and validity.is_past


def validity_of(publication: Publication, on: date) -> Validity | None:
    """The validity to show on a day: what was decided; else what the dates say; None where the paper has none."""
    stored = Validity(publication.validity) if publication.validity else Validity.NONE
    if stored.is_past:
        return stored
    end = publication.in_force_to or publication.expires_on
    if end is not None and end < on:
        return Validity.EXPIRED
    if publication.effective_on and publication.effective_on > on:
        return Validity.NOT_YET
    if stored is Validity.NOT_YET:
        return Validity.IN_FORCE
    return None if stored is Validity.NONE else stored
