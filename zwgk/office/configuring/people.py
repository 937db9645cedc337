"""Organisations and people: units, accounts (system administrator), posts with duties (security administrator)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import actions, queries
from zwgk.people import today as day
from zwgk.people.queries import UnitKind
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, RuleViolation

UNIT_FIELDS: tuple[tuple[str, str], ...] = (
    ("short_name", "简称"),
    ("code", "机关代字"),
    ("uscc", "统一社会信用代码"),
    ("region_code", "行政区划代码"),
    ("address", "办公地址"),
    ("office_hours", "办公时间"),
    ("phone", "联系电话"),
    ("fax", "传真"),
    ("email", "电子邮箱"),
    ("postcode", "邮政编码"),
    ("website", "网址"),
    ("disclosure_office", "政府信息公开工作机构"),
    ("duties_text", "主要职能"),
)


def units(request: HttpRequest) -> HttpResponse:
    """The tree of organs and sections."""
    return _units(request)


def _units(request: HttpRequest, *, refusal: RuleViolation | None = None) -> HttpResponse:
    rows = list(queries.units_tree())
    children: dict[int | None, list[object]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    known = {row.pk for row in rows}
    flat: list[tuple[object, int]] = []

    def walk(parent: int | None, depth: int) -> None:
        for row in children.get(parent, []):
            flat.append((row, depth))
            walk(row.pk, depth + 1)  # type: ignore[attr-defined]

    walk(None, 0)
    for row in rows:  # whose parent is closed
        if row.parent_id is not None and row.parent_id not in known:
            flat.append((row, 0))
    context = {"units": flat, "kinds": list(UnitKind), "all": rows}
    return shell.render(request, "settings/units.html", context, refusal=refusal)


@require_POST
def add_unit(request: HttpRequest) -> HttpResponseBase:
    """Add an organ or section."""
    try:
        unit = actions.add_unit(
            posted.text(request, "name"),
            posted.choice(request, "kind", UnitKind, "类别"),
            parent=queries.unit(posted.number(request, "parent", "上级")),
            actor=actor_of(request),
            short_name=posted.text(request, "short_name"),
            code=posted.text(request, "code"),
        )
    except RuleViolation as refusal:
        return _units(request, refusal=refusal)
    return shell.done(request, f"已新增“{unit}”", to="/settings/units/")


def unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One unit: its particulars, its people."""
    row = queries.unit(pk)
    if row is None:
        raise Http404
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            if "rename" in request.POST:
                actions.rename_unit(row, posted.text(request, "name"), on=day.today(), actor=actor_of(request))
                sentence = "已更名，原名称仍可检索"
            elif "close" in request.POST:
                actions.close_unit(row, on=day.today(), actor=actor_of(request))
                return shell.done(request, "已撤销", to="/settings/units/")
            else:
                fields: dict[str, object] = {name: posted.text(request, name) for name, _ in UNIT_FIELDS}
                actions.edit_unit(row, actor=actor_of(request), **fields)
                sentence = "单位资料已保存"
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to=f"/settings/units/{pk}/")
    fields_now = [(name, label, getattr(row, name)) for name, label in UNIT_FIELDS]
    context = {"unit": row, "fields": fields_now, "staff": queries.staff_of(row.pk) if not row.is_section else []}
    return shell.render(request, "settings/unit.html", context, refusal=refusal)


def users(request: HttpRequest) -> HttpResponse:
    """Accounts with their posts; a new one gets a password for one sign-in, shown once."""
    return _users(request)


def _users(request: HttpRequest, *, refusal: RuleViolation | None = None) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    actor = actor_of(request)
    context = {
        "users": queries.users(text)[:200],
        "text": text,
        "units": queries.units_tree(),
        "duties": list(Duty),
        "may_accounts": actor.has(Duty.SYSTEM_ADMIN),
        "may_posts": actor.has(Duty.SECURITY_ADMIN),
        "shown_once": request.session.pop("shown_once", None),
        "today": day.today(),
    }
    return shell.render(request, "settings/users.html", context, refusal=refusal)


@require_POST
def act(request: HttpRequest, name: str) -> HttpResponseBase:
    """One of the acts upon accounts and posts."""
    try:
        sentence = _do(request, name)
    except RuleViolation as refusal:
        return _users(request, refusal=refusal)
    return shell.done(request, sentence, to="/settings/users/")


def _do(request: HttpRequest, name: str) -> str:
    actor = actor_of(request)
    if name == "add":
        password = actions.one_time_password()
        user = actions.add_user(posted.text(request, "username"), posted.text(request, "name"), password, actor=actor)
        request.session["shown_once"] = {"username": user.username, "password": password}
        return f"已新增账号“{user.username}”"
    if name == "leave":
        post = queries.post(posted.number(request, "post", "岗位"))
        if post is None:
            raise BadInput(what="不能办理离任", why="没有这个岗位", remedy="请刷新页面")
        actions.leave_post(post, on=posted.day(request, "on", "离任日期") or day.today(), actor=actor)
        return "已办理离任"
    user_ = queries.account(posted.text(request, "user"))
    if user_ is None:
        raise BadInput(what="没有办理", why="没有这个账号", remedy="请从列表中选择", field="user")
    if name == "reset":
        password = actions.one_time_password()
        actions.change_password(user_, password, actor=actor, by_admin=True)
        request.session["shown_once"] = {"username": user_.username, "password": password}
        return f"已重设“{user_.username}”的密码，下次登录须修改"
    if name == "unbind":
        actions.reset_second_factor(user_, reason=posted.text(request, "reason"), actor=actor)
        return f"已重置“{user_.username}”的动态口令，下次登录只需密码，随后须重新绑定"
    if name in {"lock", "unlock"}:
        actions.set_active(user_, name == "unlock", actor=actor, urgent=posted.text(request, "urgent"))
        return "账号已启用" if name == "unlock" else "账号已停用"
    if name == "appoint":
        unit_ = queries.unit(posted.number(request, "unit", "单位"))
        if unit_ is None:
            raise BadInput(what="不能任命", why="没有选择单位", remedy="请选择单位", field="unit")
        title = posted.text(request, "title")
        if not title:
            raise BadInput(
                what="不能任命", why="没有填写岗位名称", remedy="请填写岗位名称，如科员、科长", field="title"
            )
        duties = [duty for duty in Duty if str(duty) in request.POST.getlist("duties")]
        over = queries.unit(posted.number(request, "over", "职责范围"))
        actions.appoint(user_, unit_, title, duties, actor=actor, over=over, on=posted.day(request, "on", "任职日期"))
        return f"已任命{user_.name}"
    raise Http404
