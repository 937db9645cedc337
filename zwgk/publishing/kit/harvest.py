"""The file for a superior's platform (上级平台报送文件): one publication with its metadata, text and files as JSON."""

from __future__ import annotations

import json
from typing import Any

from zwgk.publishing import addresses
from zwgk.publishing.models import FileRole, Publication

FORMAT = "zwgk-harvest-1"


def record(publication: Publication) -> dict[str, Any]:
    """The record of a live publication. Days are ``YYYY-MM-DD``, the moment is ISO 8601, digests are SHA-256 (hex)."""
    version = publication.current
    assert version is not None
    number = publication.pk
    files = version.files.exclude(role=FileRole.IMAGE.value).order_by("order", "pk")
    return {
        "format": FORMAT,
        "identifier": addresses.absolute(addresses.publication(number)),
        "indexNo": publication.index_no or "",
        "title": version.title,
        "docNumber": publication.doc_number,
        "issuers": list(version.meta.get("issuers", ())) or [publication.organ.name],
        "publisher": publication.organ.name,
        "publisherUscc": publication.organ.uscc,
        "column": publication.column.name,
        "kind": publication.kind,
        "subject": publication.subject_code,
        "writtenOn": _day(publication.date_written),
        "publishedAt": publication.published_at.isoformat(),
        "effectiveOn": _day(publication.effective_on),
        "expiresOn": _day(publication.expires_on),
        "validity": publication.validity,
        "disclosure": publication.disclosure,
        "version": version.no,
        "digest": version.digest,
        "bodyHtml": version.body_html,
        "files": [
            {
                "role": f.role,
                "name": f.name,
                "size": f.size,
                "mime": f.mime,
                "sha256": f.sha256,
                "url": addresses.absolute(addresses.file(number, f.pk, f.name)),
            }
            for f in files
        ],
    }


def written(publication: Publication) -> bytes:
    """The record as a file."""
    return json.dumps(record(publication), ensure_ascii=False, indent=2).encode() + b"\n"


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
