"""A publication's page, its earlier public wordings, and two wordings side by side."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from zwgk.files import body
from zwgk.people import public
from zwgk.people.today import today
from zwgk.portal import bodies, metadata, pictures, related, shell, structured, wanted
from zwgk.portal.errors import gone, version_gone
from zwgk.portal.parts import PARTS, PLATFORM
from zwgk.portal.shell import Crumb
from zwgk.portal.tree import PLACES
from zwgk.publishing import addresses, in_force, queries, shelf
from zwgk.publishing.arranging import chains
from zwgk.rules.metadata_block import arranged
from zwgk.rules.publication import ColumnKind, Validity
from zwgk.ui.templatetags.ui import bytes_size, file_kind

if TYPE_CHECKING:
    from zwgk.publishing.models import Publication, PublishedFile, Version

_PLATFORM_KINDS = {part.code for part in PARTS}


@dataclass(frozen=True)
class ShownFile:
    """A file as the page names it."""

    name: str
    url: str
    kind: str
    size: str
    role: str
    #: how many of its pages can be looked at as pictures, and where
    pages: int = 0
    pages_url: str = ""
    #: digests of its bytes; SM3 is "" for one from the old site until the night takes it
    sha256: str = ""
    sm3: str = ""


def document(request: HttpRequest, number: int) -> HttpResponse:
    """``/p/<number>``: the page; in its place a dated notice where it was withdrawn, 410 where it was taken down."""
    publication = queries.find(number)
    if publication is None:
        return _absent(request, number)
    if publication.current is None:
        raise Http404
    wanted.ask(request)
    return _shown(request, publication, publication.current)


def version(request: HttpRequest, number: int, no: int) -> HttpResponse:
    """``/p/<number>/v/<no>``: an earlier public wording, said to be one."""
    publication = queries.find(number)
    if publication is None:
        return _absent(request, number)
    found = queries.version(publication, no)
    if found is None:
        return _hidden(request, publication, no)
    return _shown(request, publication, found)


def _hidden(request: HttpRequest, publication: Publication, *numbers: int) -> HttpResponse:
    """What stands where a wording is hidden: since when and why, and the way to the present one."""
    row = next((h for h in queries.hidden_versions(publication) if h.no in numbers), None)
    if row is None:
        raise Http404
    return version_gone(request, row, addresses.publication(publication.pk))


def _absent(request: HttpRequest, number: int) -> HttpResponse:
    """What stands where a publication is not shown: nothing of it but a withdrawal's own notice."""
    removal = queries.withdrawn(number)
    if removal is not None:
        return shell.page(
            request,
            "portal/document/withdrawn.html",
            title="该信息已撤回",
            section="open",
            crumbs=[Crumb("已撤回")],
            removal=removal,
            robots=False,
        )
    if queries.was_public(number):
        return gone(request)
    raise Http404


def _shown(request: HttpRequest, publication: Publication, found: Version) -> HttpResponse:
    on = today()
    site = public.site()
    relations = related.related(publication)
    validity = metadata.validity_of(publication, on)
    changes = _changes(publication, validity)
    trail = queries.trail(publication.column_id)
    versions, hidden = queries.story_of_versions(publication)
    files = [_file(publication.pk, file) for file in found.files.all()]
    address = shell.absolute(addresses.publication(publication.pk), site)
    is_earlier = found.pk != publication.current_id
    crumbs = [Crumb(c.name, PLACES.get(c.kind) or addresses.column(c.slug)) for c in trail]
    in_platform = any(column.kind in _PLATFORM_KINDS for column in trail)
    if in_platform:
        crumbs = [PLATFORM, *(crumb for crumb in crumbs if crumb.label != PLATFORM.label)]
    chain = chains.of(publication, on)
    shell.depends(request, shelf.key_of_publication(publication.pk), *relations.keys, *changes.keys)
    shell.depends(request, *(shelf.key_of_place(column.pk) for column in trail))
    tags = metadata.tags(publication, found, trail[-2].name if len(trail) > 1 else "", validity)
    return shell.page(
        request,
        "portal/document/document.html",
        title=found.title,
        section="open" if in_platform or publication.column.kind == ColumnKind.LIST else "",
        crumbs=[*crumbs, Crumb(f"第{found.no}版" if is_earlier else "正文")],
        site=site,
        tags=tags,
        structured=structured.script(
            structured.document(
                publication, found, validity, list(found.files.all()), site, description=tags.article["Description"]
            ),
            structured.crumbs(crumbs, site),
        ),
        robots=not is_earlier,
        publication=publication,
        version=found,
        is_earlier=is_earlier,
        lang=(found.meta or {}).get("lang") or "zh-CN",
        validity=validity,
        is_past=metadata.is_past(validity),
        rows=metadata.rows(publication, found, relations, validity, arranged(site.metadata_block if site else [])),
        shown=bodies.shown(found.body_html, title=found.title, doc_number=publication.doc_number),
        attachments=[file for file in files if file.role == "attachment"],
        downloads=[file for file in files if file.role in {"original", "pdf", "docx"}],
        digests=[file for file in files if file.role != "image"],
        relations=relations,
        changes=changes,
        named_only=[row for row in relations.ends if not row.url],
        chain=chain,
        story=related.story(publication, versions, relations, on=on, hidden=hidden, changes=changes.of),
        versions=versions,
        hidden=hidden,
        also_there=[] if is_earlier else queries.also_there(publication, on=on),
        pairs=[(versions[i + 1], versions[i]) for i in range(len(versions) - 1)],
        address=address,
        qr=qr(address),
        here=addresses.publication(publication.pk),
    )


def _changes(publication: Publication, validity: Validity | None) -> in_force.Telling:
    """What changed the paper and what it changed; papers of which no validity can be spoken are not asked for."""
    says = any(str(link.kind) in in_force.CHANGING for link in publication.links.all())
    return in_force.told(publication) if validity or says else in_force.Telling()


def _file(number: int, file: PublishedFile) -> ShownFile:
    pages = getattr(file, "drawn", None) or 0
    return ShownFile(
        file.name,
        addresses.file(number, file.pk, file.name),
        file_kind(file.name),
        bytes_size(file.size),
        file.role,
        pages,
        pictures.address(number, file.pk) if pages else "",
        file.sha256,
        getattr(file, "sm3", "") or "",
    )


def qr(address: str) -> SafeString:
    """A QR code as inline SVG, drawn without any style of its own (二维码).

    The mask is given: looking for the prettiest of the eight costs more than the page, and all can be read.
    """
    out = io.BytesIO()
    segno.make(address, error="m", micro=False, mask=4).save(
        out, kind="svg", xmldecl=False, svgns=False, border=2, omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(out.getvalue().decode().replace("<svg", '<svg role="img" aria-label="本页二维码"', 1))


def compare(request: HttpRequest, number: int, old: int, new: int) -> HttpResponse:
    """``/p/<number>/compare/<old>/<new>``: two public wordings side by side, clause by clause."""
    publication = queries.find(number)
    if publication is None:
        return _absent(request, number)
    before, after = queries.version(publication, old), queries.version(publication, new)
    if old == new:
        raise Http404
    if before is None or after is None:
        return _hidden(request, publication, old, new)
    context = request.GET.get("all") == "1"
    changes = body.compare(before.body_html, after.body_html, context=context)
    return shell.page(
        request,
        "portal/document/compare.html",
        title=f"修改对照：{after.title}",
        section="open",
        crumbs=[
            Crumb(publication.column.name, addresses.column(publication.column.slug)),
            Crumb("正文", addresses.publication(number)),
            Crumb(f"第{old}版与第{new}版对照"),
        ],
        publication=publication,
        before=before,
        after=after,
        changes=changes,
        all=context,
        here=addresses.publication(number),
        robots=False,
    )
