"""What a page is, for search engines and other programs: JSON-LD in the words of schema.org, and DCAT for the exports.

It stands in the page as a block of data, which no browser runs, so that the policy against scripts within pages stays
whole. Nothing is told here that the page does not show.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

from zwgk.portal import shell
from zwgk.publishing import addresses
from zwgk.publishing.open import records
from zwgk.rules.document_kinds import KINDS, Family
from zwgk.rules.publication import Validity

if TYPE_CHECKING:
    from zwgk.people.models import SiteSettings, Unit
    from zwgk.portal.api.pages import Package
    from zwgk.portal.shell import Crumb
    from zwgk.publishing.models import Publication, PublishedFile, Version

Node = dict[str, Any]
#: kinds that are something narrower than a document
_TYPES = {
    **dict.fromkeys(("news", "reprint", "response"), "NewsArticle"),
    **dict.fromkeys(("annual_report", "data", "report"), "Report"),
    "interpretation": "Article",
}
_FORCE = {
    Validity.IN_FORCE: "InForce",
    Validity.AMENDED: "PartiallyInForce",
    Validity.REPEALED: "NotInForce",
    Validity.DECLARED: "NotInForce",
    Validity.EXPIRED: "NotInForce",
    Validity.NOT_YET: "NotInForce",
}
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def script(*nodes: Node | None, context: Any = "https://schema.org") -> SafeString:
    """The block for a page; nothing in it can end it."""
    graph = [_lean(node) for node in nodes if node]
    text = json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))


def _lean(node: Any) -> Any:
    """Without what is empty."""
    if isinstance(node, dict):
        return {name: _lean(value) for name, value in node.items() if value not in (None, "", [], {})}
    return [_lean(one) for one in node] if isinstance(node, list) else node


def crumbs(steps: Iterable[Crumb], site: SiteSettings | None) -> Node:
    """The place of a page (位置)."""
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": step.label,
            "item": shell.absolute(step.url, site) if step.url else None,
        }
        for place, step in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def organ(unit: Unit, site: SiteSettings | None) -> Node:
    """An organ by what is public without a clearance: its names and codes."""
    address = shell.absolute(addresses.organ(unit.pk), site)
    return {
        "@type": "GovernmentOrganization",
        "@id": address,
        "url": address,
        "name": unit.name,
        "alternateName": unit.short_name,
        "identifier": _value("统一社会信用代码", unit.uscc),
        "foundingDate": unit.valid_from.isoformat() if unit.valid_from else None,
        "dissolutionDate": unit.valid_to.isoformat() if unit.valid_to else None,
    }


def document(
    publication: Publication,
    version: Version,
    validity: Validity | None,
    files: Sequence[PublishedFile],
    site: SiteSettings | None,
    *,
    description: str,
) -> Node:
    """A paper: a piece of legislation where it binds, a report, an article, or a document."""
    address = shell.absolute(addresses.publication(publication.pk), site)
    meta = version.meta or {}
    issuers = list(meta.get("issuers") or ()) or [publication.organ.name]
    node: Node = {
        "@type": _type(publication),
        "@id": address,
        "url": address,
        "name": version.title,
        "headline": version.title[:110],
        "description": description,
        "inLanguage": meta.get("lang") or "zh-CN",
        "isAccessibleForFree": True,
        "identifier": _value("索引号", publication.index_no or ""),
        "dateCreated": publication.date_written.isoformat() if publication.date_written else None,
        "datePublished": records.moment(publication.published_at),
        "dateModified": records.moment(version.published_at),
        "version": str(version.no),
        "keywords": str(meta.get("keywords") or ""),
        "articleSection": publication.column.name,
        "publisher": organ(publication.organ, site),
        "author": [{"@type": "GovernmentOrganization", "name": name} for name in issuers],
        "encoding": [_file(publication.pk, file, site) for file in files if file.role != "image"],
    }
    if node["@type"] == "Legislation":
        del node["headline"], node["articleSection"]
        node |= {
            "legislationIdentifier": publication.doc_number,
            "legislationDate": node["dateCreated"],
            "legislationType": KINDS[publication.kind].label if publication.kind in KINDS else publication.kind,
            "legislationPassedBy": node["author"],
            "legislationJurisdiction": site.government.name if site and site.government else None,
            "legislationLegalForce": f"https://schema.org/{_FORCE[validity]}" if validity in _FORCE else None,
            "temporalCoverage": _span(publication),
        }
    return node


def _type(publication: Publication) -> str:
    kind = KINDS.get(publication.kind)
    if publication.is_normative or (kind is not None and kind.family is Family.OFFICIAL and publication.doc_number):
        return "Legislation"
    return _TYPES.get(publication.kind, "DigitalDocument")


def _span(publication: Publication) -> str | None:
    """From when to when it is in force; ``..`` where the end is open."""
    if not publication.effective_on:
        return None
    end = publication.expires_on.isoformat() if publication.expires_on else ".."
    return f"{publication.effective_on.isoformat()}/{end}"


def _file(number: int, file: PublishedFile, site: SiteSettings | None) -> Node:
    return {
        "@type": "MediaObject",
        "name": file.name,
        "contentUrl": shell.absolute(addresses.file(number, file.pk, file.name), site),
        "encodingFormat": file.mime,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def _value(name: str, value: str) -> Node | None:
    return {"@type": "PropertyValue", "name": name, "value": value} if value else None


def listing(title: str, path: str, rows: Iterable[Publication], site: SiteSettings | None) -> Node:
    """A list of papers, by their addresses."""
    address = shell.absolute(path, site)
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "url": shell.absolute(addresses.publication(row.pk), site),
            "name": row.title,
        }
        for place, row in enumerate(rows, 1)
    ]
    return {
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": title,
        "mainEntity": {"@type": "ItemList", "itemListElement": items} if items else None,
    }


def home(site: SiteSettings | None) -> Node | None:
    """The site, how it is searched, and whose it is."""
    if site is None:
        return None
    address = shell.absolute("/", site)
    owner = organ(site.government, site) if site.government else None
    return {
        "@type": "WebSite",
        "@id": address,
        "url": address,
        "name": site.name,
        "inLanguage": "zh-CN",
        "publisher": owner,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{shell.absolute('/search/', site)}?q={{q}}"},
            "query-input": "required name=q",
        },
    }


#: prefixes of the catalogue of data (DCAT 3)
DCAT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


def catalogue(packages: Sequence[Package], site: SiteSettings | None) -> Node:
    """The whole exports and the interface as a catalogue of data."""
    publisher = {"@type": "foaf:Agent", "foaf:name": (site.host_unit or site.name) if site else ""}
    parts = [
        {
            "@type": "dcat:Distribution",
            "dct:title": f"{one.export.year}年公开的信息",
            "dcat:downloadURL": {"@id": shell.absolute(one.url, site)},
            "dcat:byteSize": one.export.size,
            "dcat:mediaType": "application/zip",
            "dct:issued": one.made_at.isoformat(timespec="seconds"),
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": one.export.sha256,
            },
        }
        for one in packages
        if one.may
    ]
    service = {
        "@type": "dcat:DataService",
        "dct:title": "开放接口",
        "dcat:endpointURL": {"@id": shell.absolute("/api/v1/", site)},
        "dcat:endpointDescription": {"@id": shell.absolute("/api/v1/openapi.json", site)},
    }
    dataset = {
        "@type": "dcat:Dataset",
        "@id": shell.absolute("/shuju/quanbu/", site),
        "dct:title": "公开信息全文（按年）",
        "dct:description": "全部对外公开的信息的元数据和全文，按发布年份打包",
        "dct:language": "zh-CN",
        "dct:publisher": publisher,
        "dcat:distribution": parts,
    }
    return {
        "@type": "dcat:Catalog",
        "@id": shell.absolute("/shuju/", site),
        "dct:title": f"{site.name if site else '政府信息公开平台'}数据开放",
        "dct:publisher": publisher,
        "dcat:dataset": dataset,
        "dcat:service": service,
    }
