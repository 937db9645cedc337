"""办理: passed on, parted, searched for, materials put to items and checked again, withdrawn, reassigned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.inforequests import receiving
from zwgk.inforequests.actions import assigning, ending, handling
from zwgk.matters import actions as matter_actions
from zwgk.office import posted, shell
from zwgk.office.requests import case as pages
from zwgk.office.requests.acting import Choices, Facts, Field, FormAct, chosen
from zwgk.office.requests.finding import Case, case_of
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from zwgk.inforequests.models import Material


def _transfer(request: HttpRequest, case: Case) -> str:
    section = people.unit(posted.number(request, "section", "业务科室"))
    if section is None:
        raise BadInput(what="不能转交", why="没有选择业务科室", remedy="请选择本机关的科室", field="section")
    handling.transfer(
        case.request,
        section=section,
        on=case.today,
        at=day.now(),
        actor=case.actor,
        words=posted.text(request, "words"),
    )
    return f"已转交{section}"


def _split(request: HttpRequest, case: Case) -> str:
    lines = [line for line in posted.text(request, "items").splitlines() if line.strip()]
    rows = handling.split(case.request, lines, at=day.now(), actor=case.actor)
    return f"已分列为{len(rows)}项，逐项答复，计1件"


def _search(request: HttpRequest, case: Case) -> str:
    handling.record_search(
        case.request,
        where=posted.text(request, "where"),
        how=posted.text(request, "how"),
        words=posted.text(request, "words"),
        found=posted.text(request, "found"),
        on=posted.day(request, "on", "检索日期") or case.today,
        at=day.now(),
        actor=case.actor,
    )
    return "检索情况已登记"


def _add(request: HttpRequest, case: Case) -> str:
    item = chosen(request, "item", "申请事项", {str(row.pk): row for row in case.file.items})
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput(what="不能添加材料", why="没有选择文件", remedy="请选择文件", field="file")
    attribute, whole = posted.text(request, "attribute"), posted.text(request, "redacted_from")
    original = None
    if whole:
        original = chosen(request, "redacted_from", "删减前的材料", {str(m.pk): m for m in case.file.materials})
    title = posted.text(request, "title") or (upload.name or "").rpartition(".")[0]
    file = receiving.evidence(case.request, "record_search", upload.name or "材料", upload, actor=case.actor)
    handling.add_material(
        case.request,
        item,
        file,
        title=title,
        is_given=posted.text(request, "is_given") != "0",
        attribute=posted.choice(request, "attribute", Disclosure, "公开属性") if attribute else None,
        redacted_from=original,
        at=day.now(),
        actor=case.actor,
    )
    return f"材料《{title}》已加入第{item.no}项"


def _recheck(request: HttpRequest, case: Case) -> str:
    row = chosen(request, "material", "材料", {str(m.pk): m for m in case.file.materials})
    verdict = posted.text(request, "may_go_out")
    if verdict not in {"0", "1"}:
        raise BadInput(what="不能审查", why="没有选择审查结论", remedy="请选择", field="may_go_out")
    handling.recheck(
        case.request,
        row,
        may_go_out=verdict == "1",
        opinion=posted.text(request, "opinion"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return f"《{row.title}》的再次审查已登记"


def _assign(request: HttpRequest, case: Case) -> str:
    to = people.post(posted.number(request, "to", "经办人"))
    if to is None:
        raise BadInput(what="不能指定经办人", why="没有选择经办人", remedy="请选择本机关的同事", field="to")
    words = posted.text(request, "words")
    assigning.assign(case.request, to=to, on=case.today, at=day.now(), actor=case.actor, words=words)
    return f"已指定{to.user.name}经办"


def _escalate(request: HttpRequest, case: Case) -> str:
    words = posted.text(request, "words")
    assigning.escalate(case.request, words=words, on=case.today, at=day.now(), actor=case.actor)
    return "已提请政府信息公开工作主管部门督促"


def _withdraw(request: HttpRequest, case: Case) -> str:
    ending.withdraw(
        case.request,
        words=posted.text(request, "words"),
        withdrawn_on=posted.must_day(request, "withdrawn_on", "撤回日期"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return "已登记撤回，办理终止，计入“其他处理”"


@require_POST
def remove_material(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Take a material from its item again."""
    case = case_of(request, number)
    row: Material | None = next((m for m in case.file.materials if m.pk == pk), None)
    if row is None:
        raise Http404
    try:
        handling.remove_material(case.request, row, at=day.now(), actor=case.actor)
    except RuleViolation as refusal:
        return pages.show(request, case, refusal=refusal)
    return shell.done(request, f"《{row.title}》已移除", to=f"{case.base}#materials")


@require_POST
def remark(request: HttpRequest, number: str) -> HttpResponseBase:
    """Leave a word for colleagues."""
    case = case_of(request, number)
    try:
        matter_actions.remark(case.request.matter, text=posted.text(request, "text"), at=day.now(), actor=case.actor)
    except RuleViolation as refusal:
        return pages.show(request, case, refusal=refusal)
    return shell.done(request, "已留言，只有同事看得到", to=f"{case.base}#remarks")


def _sections(case: Case) -> Choices:
    return [(str(unit.pk), unit.name) for unit in people.sections(case.request.organ)]


def _colleagues(case: Case) -> Choices:
    rows = people.staff_of(case.request.organ_id)
    return [(str(post.pk), f"{post.user.name}（{post.unit.name}{post.title}）") for post in rows]


def _items(case: Case) -> Choices:
    return [(str(row.pk), f"第{row.no}项　{row.description[:40]}") for row in case.file.items]


def _first_item(case: Case) -> str:
    return str(case.file.items[0].pk) if len(case.file.items) == 1 else ""


def _originals(case: Case) -> Choices:
    return [(str(m.pk), m.title) for m in case.file.materials if m.redacted_from_id is None]


def _to_check(case: Case) -> Choices:
    return [(str(m.pk), m.title) for m in case.file.materials if m.is_given]


def _as_lines(case: Case) -> str:
    return "\n".join(" ".join(row.description.split()) for row in case.file.items)


def _searches(case: Case) -> Facts:
    return [(f"{row.on}已登记", row.in_words) for row in case.file.searches]


ACTS: dict[str, FormAct] = {
    "transfer": FormAct(
        "转给保存这些信息的业务科室。属于其他机关的，不转出去，答复申请人“不属于本机关负责公开”（《条例》第三十六条）。",
        (
            Field("section", "业务科室", "", "choice", choices=_sections),
            Field("words", "转办意见", "", "long", 2, needed=False),
        ),
        _transfer,
    ),
    "split": FormAct(
        "一件申请要几样信息的，逐项列出、逐项答复；仍计一件。要合并的，把几行改成一行。",
        (Field("items", "申请事项", "一行一项", "long", 8, 60000, first=_as_lines),),
        _split,
    ),
    "record_search": FormAct(
        "写明在哪里、怎样、用什么词检索，找到什么。“信息不存在”的答复以此为凭。",
        (
            Field("where", "检索范围", "如档案室、公文系统、业务系统、有关科室", "long", 2),
            Field("how", "检索方式", "如题名检索、全文检索、翻阅案卷", most=200),
            Field("words", "关键词", "", most=200),
            Field("found", "结果", "", "long", 2),
            Field("on", "检索日期", "", "day", first=lambda case: str(case.today)),
        ),
        _search,
        facts=_searches,
    ),
    "add_material": FormAct(
        "放入要提供给申请人的材料，或者作为依据的证据。提供给申请人的，送审之前还要再次做保密和公开属性审查。",
        (
            Field("item", "申请事项", "", "choice", choices=_items, first=_first_item),
            Field("file", "文件", "带密级标志的文件不收", "file"),
            Field("title", "材料名称", "不填就用文件名", most=200, needed=False),
            Field(
                "is_given", "用途", "", "choice", choices=(("1", "提供给申请人"), ("0", "只作证据，不提供")), first="1"
            ),
            Field("attribute", "原来的公开属性", "", "choice", choices=Disclosure.choices(), needed=False),
            Field(
                "redacted_from",
                "由哪份材料删减而来",
                "删减后的公开件放进来时选，原件留作证据",
                "choice",
                choices=_originals,
                needed=False,
            ),
        ),
        _add,
        "添加材料",
        move="record_search",
    ),
    "recheck": FormAct(
        "对要提供的材料逐份再次审查：是否涉密，公开属性是否恰当。审查针对这份文件本身，换了文件要重新审查。",
        (
            Field("material", "材料", "", "choice", choices=_to_check),
            Field("may_go_out", "结论", "", "choice", choices=(("1", "可以提供"), ("0", "不能提供"))),
            Field("opinion", "审查意见", "", "long", 3),
        ),
        _recheck,
    ),
    "assign": FormAct(
        "指定由谁经办，等办的事进入他的待办，系统通知他。换人也在这里办。",
        (
            Field("to", "经办人", "", "choice", choices=_colleagues),
            Field("words", "交代的话", "", "long", 2, needed=False),
        ),
        _assign,
    ),
    "escalate": FormAct(
        "办不动、临近期限或者已经超期的，提请政府信息公开工作主管部门督促；办理有了进展，自动销去。",
        (Field("words", "提请督促的事项", "写明卡在哪里、需要谁做什么", "long", 3),),
        _escalate,
    ),
    "withdraw": FormAct(
        "申请人撤回申请的，登记撤回的方式和日期，办理终止。以口头撤回的，请回拨核实并写明。",
        (
            Field("words", "撤回的方式和说明", "如“书面撤回”“电话核实，本人确认撤回”", "long", 2),
            Field("withdrawn_on", "撤回日期", "", "day", first=lambda case: str(case.today)),
        ),
        _withdraw,
    ),
}
