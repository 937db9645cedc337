"""What is public taken up once more as a content: for changes that touch nothing but what they name."""

from __future__ import annotations

from zwgk.publishing.content import Content, PublicFile, PublicLink
from zwgk.publishing.models import FileRole, Publication, Version
from zwgk.rules.publication import LinkKind, Visibility

#: made from the body: they are made again from the new one, so that no download shows the old wording
_RENDITIONS = frozenset({FileRole.PDF.value, FileRole.DOCX.value})
_NAMED = frozenset({"issuers", "source", "source_url", "keywords", "lang"})


def content_again(publication: Publication, version: Version, *, body_html: str) -> Content:
    """Return the content of a public version with another body: same title, files, links and metadata.

    It is built from what is public already, never from the file in the office, which may hold what was taken out.
    """
    meta = dict(version.meta)
    return Content(
        title=version.title,
        body_html=body_html,
        organ_id=publication.organ_id,
        column_id=publication.column_id,
        kind=publication.kind,
        disclosure=publication.disclosure,
        visibility=Visibility(publication.visibility),
        doc_number=publication.doc_number,
        index_no=publication.index_no or "",
        issuers=tuple(meta.get("issuers", ())),
        date_written=publication.date_written,
        effective_on=publication.effective_on,
        expires_on=publication.expires_on,
        validity=publication.validity,
        is_normative=publication.is_normative,
        dimension=publication.dimension,
        subject_code=publication.subject_code,
        source=meta.get("source", ""),
        source_url=meta.get("source_url", ""),
        keywords=meta.get("keywords", ""),
        lang=meta.get("lang", "zh-CN"),
        meta={name: value for name, value in meta.items() if name not in _NAMED},
        files=tuple(
            PublicFile(f.role, f.name, f.sha256, f.size, f.mime, f.text)
            for f in version.files.order_by("order", "pk")
            if f.role not in _RENDITIONS
        ),
        links=tuple(
            PublicLink(LinkKind(row.kind), row.target_id, row.text, row.doc_number, row.url, row.articles, row.until)
            for row in publication.links.order_by("pk")
        ),
    )
