"""The editor: text and head saved as they are typed; the second editor is told and loses nothing."""

from __future__ import annotations

import html as markup
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.documents import queries, receiving, texts
from zwgk.documents.actions import attaching, drafting
from zwgk.files import body
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents import marking
from zwgk.office.documents.finding import base, found, head
from zwgk.office.documents.starting import ACCEPTED
from zwgk.people import today as day
from zwgk.publishing import desk
from zwgk.publishing import queries as public
from zwgk.rules import document_kinds, grounds, subjects
from zwgk.rules.document_kinds import Family
from zwgk.rules.errors import BadInput, RuleViolation, Stale
from zwgk.rules.publication import LinkKind, Visibility
from zwgk.rules.subjects import FiveOpen

if TYPE_CHECKING:
    from zwgk.documents.models import Document

TEXTS = ("addressees", "copy_to", "subject_code", "dimension", "keywords", "source", "source_url", "manner")
BOXES = ("is_normative", "is_policy", "is_important")


def edit(request: HttpRequest, number: str) -> HttpResponseBase:
    """The editor; without script a large field takes plain text or the body's HTML."""
    document = found(request, number)
    if request.method != "POST":
        return show(request, document)
    try:
        _save(request, document)
        if "keep" in request.POST:
            drafting.keep_version(
                document, remark=posted.text(request, "remark"), at=day.now(), actor=actor_of(request)
            )
    except Stale as refusal:
        return _conflict(request, document, refusal)
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    sentence = "已存为一稿" if "keep" in request.POST else "已保存"
    to = {"next": f"{base(document)}attribute/", "send": f"{base(document)}send/"}.get(
        posted.text(request, "then"), f"{base(document)}edit/"
    )
    return shell.done(request, sentence, to=to)


def show(request: HttpRequest, document: Document, *, refusal: RuleViolation | None = None) -> HttpResponse:
    """The editor's page; one who may not write gets the paper itself."""
    context = head(request, document)
    if not context["may_edit"]:
        raise Stale(
            what="不能修改文稿",
            why=f"这份文件现在的环节是“{context['stage'].label}”，或者您的岗位不能修改",
            remedy="请打开文件查看；需要修改的，请撤回送审或由审签人退回",
        )
    findings = queries.findings(document)
    lines, loose = marking.lines(texts.working_text(document), findings)
    told = request.session.get("imported", {}).get(document.matter.number)
    context |= {
        "draft": document.draft,
        "findings": findings,
        "numbers": {f.pk: n for n, f in enumerate(findings, 1)},
        "loose": loose,
        "lines": lines,
        "attachments": texts.live_attachments(document),
        "links": document.links.select_related("publication"),
        "joint": document.joint_issuers.all(),
        "columns": desk.columns_for(document.organ_id),
        "tops": [(top, subjects.subjects_below(top.code)) for top in subjects.top_subjects()],
        "dimensions": list(FiveOpen),
        "visibilities": list(Visibility),
        "link_kinds": list(LinkKind),
        "accepted": ACCEPTED,
        "imported": told,
        "is_official": context["kind"].family is Family.OFFICIAL,
        "precheck_fits": queries.precheck_fits(document),
        "grounds": grounds.document_grounds(),
        "version_count": queries.versions(document).count(),
        "is_editor": True,
    }
    return shell.render(request, "documents/edit.html", context, refusal=refusal)


def _save(request: HttpRequest, document: Document) -> Any:
    return drafting.save(
        document,
        title=posted.text(request, "title"),
        body_html=as_html(request.POST.get("body", "")),
        revision=posted.number(request, "revision", "修订号") or 0,
        at=day.now(),
        actor=actor_of(request),
        **_head_of(request, document),
    )


def as_html(typed: str) -> str:
    """The body as it was sent; plain text without any tag becomes a paragraph a line."""
    if "<" in typed and ">" in typed:
        return typed
    return "".join(f"<p>{markup.escape(line.strip())}</p>" for line in typed.splitlines() if line.strip())


def _head_of(request: HttpRequest, document: Document) -> dict[str, object]:
    """The fields of the head that the form bears; a field that was not sent stays as it is."""
    fields: dict[str, object] = {name: posted.text(request, name) for name in TEXTS if name in request.POST}
    if "head" in request.POST:
        fields |= {name: posted.flag(request, name) for name in BOXES}
    for name, label in (("effective_on", "施行日期"), ("expires_on", "有效期至")):
        if name in request.POST:
            fields[name] = posted.day(request, name, label)
    if "subtype" in request.POST:
        kind, code = document_kinds.KINDS[document.kind], posted.text(request, "subtype")
        fields["subtype"] = code if kind.subtype(code) else ""
    if "visibility" in request.POST:
        fields["visibility"] = str(posted.choice(request, "visibility", Visibility, "公开范围"))
    if "column" in request.POST:
        pk = posted.number(request, "column", "拟发栏目")
        column = next((c for c in desk.columns_for(document.organ_id) if c.pk == pk), None)
        if pk is not None and column is None:
            raise BadInput(what="没有保存", why="没有这个栏目", remedy="请重新选择栏目", field="column")
        fields["column"] = column
    return fields


def _conflict(request: HttpRequest, document: Document, refusal: Stale) -> HttpResponse:
    """Both wordings side by side: theirs as saved, mine as typed; I may merge, overwrite, or give mine up."""
    document = found(request, document.matter.number)
    theirs = document.draft
    mine = body.sanitise(as_html(request.POST.get("body", "")))
    context = {
        **head(request, document),
        "theirs": theirs,
        "mine": mine,
        "mine_title": posted.text(request, "title"),
        "changes": body.compare(theirs.body_html, mine),
        "fields": [
            (k, v)
            for k in request.POST
            for v in request.POST.getlist(k)
            if k not in {"csrfmiddlewaretoken", "revision", "body", "title", "keep", "then"}
        ],
    }
    return shell.render(request, "documents/conflict.html", context, refusal=refusal)


@require_POST
def autosave(request: HttpRequest, number: str) -> HttpResponseBase:
    """Save from the script; answers with the new revision, or with the refusal (409) and nothing overwritten."""
    document = found(request, number)
    draft = _save(request, document)
    return JsonResponse({"revision": draft.revision, "saved_at": f"{draft.saved_at.astimezone():%H:%M:%S}"})


@require_POST
def picture(request: HttpRequest, number: str) -> HttpResponseBase:
    """Keep a picture for the text; the script puts it in at the cursor."""
    document = found(request, number)
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput(what="没有插入图片", why="没有选择图片", remedy="请选择jpg或png图片", field="file")
    file = receiving.picture(document, upload.read(), alt=posted.text(request, "alt"), actor=actor_of(request))
    return JsonResponse({"src": file.address, "alt": file.alt})


@require_POST
def attach(request: HttpRequest, number: str) -> HttpResponseBase:
    """Add one or more attachments."""
    document = found(request, number)
    try:
        uploads = request.FILES.getlist("file")
        if not uploads:
            raise BadInput(what="没有添加附件", why="没有选择文件", remedy="请选择文件", field="file")
        for upload in uploads:
            receiving.attach(
                document,
                upload.name or "附件",
                upload,
                title=posted.text(request, "name") if len(uploads) == 1 else "",
                at=day.now(),
                actor=actor_of(request),
            )
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, f"已添加 {len(uploads)} 个附件", to=f"{base(document)}edit/#attachments")


@require_POST
def attachment(request: HttpRequest, number: str, pk: int, act: str) -> HttpResponseBase:
    """Replace or remove an attachment; say as a second person that its unread pages were looked at."""
    document = found(request, number)
    row = queries.attachment(document, pk)
    if row is None:
        raise Stale(what="没有办理", why="这个附件已被替换或删除", remedy="请刷新页面")
    actor, now = actor_of(request), day.now()
    if act == "seen":
        attaching.confirm_unread(row, at=now, actor=actor)
        return shell.done(request, f"已核对“{row.title}”没有读出的页", to=base(document))
    try:
        if act == "replace":
            upload = request.FILES.get("file")
            if upload is None:
                raise BadInput(what="没有替换附件", why="没有选择文件", remedy="请选择文件", field="file")
            receiving.replace(row, upload.name or "附件", upload, at=now, actor=actor)
            sentence = f"已替换“{row.title}”，原件留档，不会公开"
        else:
            attaching.remove_attachment(row, at=now, actor=actor)
            sentence = f"已删除“{row.title}”"
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, sentence, to=f"{base(document)}edit/#attachments")


@require_POST
def link(request: HttpRequest, number: str) -> HttpResponseBase:
    """Add a basis or relation: ours by its number where the site has it, else by name; or take one away."""
    document = found(request, number)
    actor = actor_of(request)
    try:
        if "remove" in request.POST:
            row = queries.link(document, posted.must_number(request, "remove", "关联"))
            if row is not None:
                drafting.unlink(row, actor=actor)
            sentence = "已取消关联"
        else:
            doc_number = posted.text(request, "doc_number")
            ours = public.by_doc_number(doc_number).first() if doc_number else None
            drafting.link(
                document,
                posted.choice(request, "kind", LinkKind, "关系"),
                actor=actor,
                publication=ours,
                text=posted.text(request, "name") or (ours.title if ours else ""),
                doc_number=doc_number,
                articles=posted.text(request, "articles"),
                until=posted.day(request, "until", "延长至"),
            )
            sentence = "已关联本站文件" if ours else "已关联（本站没有这份文件，按名称登记）"
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, sentence, to=f"{base(document)}edit/#links")


@require_POST
def joint(request: HttpRequest, number: str) -> HttpResponseBase:
    """Set the further issuing organs, one a line."""
    document = found(request, number)
    try:
        rows = drafting.set_joint_issuers(
            document, posted.text(request, "names").replace("、", "\n").splitlines(), actor=actor_of(request)
        )
    except RuleViolation as refusal:
        return show(request, document, refusal=refusal)
    return shell.done(request, f"联合发文机关：{len(rows)} 个", to=f"{base(document)}edit/#links")


@require_POST
def forget_import(request: HttpRequest, number: str) -> HttpResponseBase:
    """Put away what the import said."""
    found(request, number)
    told = request.session.get("imported", {})
    told.pop(number, None)
    request.session["imported"] = told
    return shell.done(request, "已收起导入提示", to=f"/documents/{number}/edit/")
