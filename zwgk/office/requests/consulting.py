"""征求意见: a letter to a third party, a joint maker or another organ; when it arrived, what was said, or silence."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.inforequests.actions import consulting
from zwgk.inforequests.actions.consulting import SILENCE, Answer, ConsultationKind
from zwgk.office import posted, shell
from zwgk.office.requests import papering
from zwgk.office.requests.acting import Choices, Facts, Field, FormAct, chosen
from zwgk.office.requests.finding import Case, head
from zwgk.people import public
from zwgk.people import today as day
from zwgk.publishing import addresses

_PAPER_OF = {
    ConsultationKind.THIRD_PARTY: "third_party_consult",
    ConsultationKind.JOINT: "joint_consult",
    ConsultationKind.ORGAN: "assist",
}


def _consult(request: HttpRequest, case: Case) -> str | HttpResponseBase:
    kind = posted.choice(request, "kind", ConsultationKind, "对象")
    named = posted.text(request, "unit")
    unit = next((row for row in public.organs() if str(row.pk) == named), None) if named else None
    row, token = consulting.consult(
        case.request,
        kind=kind,
        name=posted.text(request, "name") or (unit.name if unit else ""),
        excerpt=posted.text(request, "excerpt"),
        sent_on=posted.must_day(request, "sent_on", "发出日期"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
        contact=posted.text(request, "contact"),
        unit=unit,
        received_on=posted.day(request, "received_on", "对方收到日期"),
        with_link=posted.flag(request, "with_link"),
    )
    said = "已登记征求意见，答复期限暂停"
    if posted.flag(request, "paper"):
        said += papering.issued(case, _PAPER_OF[kind], consultation=row)
        if kind is ConsultationKind.THIRD_PARTY:
            said += papering.issued(case, "third_party_inform_applicant")
    if not token:
        return said
    fresh = Case(case.request, case.actor, case.today)
    context = {
        **head(fresh),
        "said": said,
        "row": row,
        "link": addresses.absolute(f"/gongkai/yijian/{token}/"),
        "silence": SILENCE[kind],
    }
    return shell.render(request, "requests/link.html", context)


def _end(request: HttpRequest, case: Case) -> str:
    row = chosen(request, "consultation", "征求意见的对象", {str(c.pk): c for c in case.file.consultations})
    answer = posted.choice(request, "answer", Answer, "意见")
    received = posted.day(request, "received_on", "对方收到日期")
    if received is not None and row.received_on is None:
        consulting.note_letter_received(
            case.request, row, received_on=received, on=case.today, at=day.now(), actor=case.actor
        )
        case.request.seen_at = None  # our own act just now touched the case
    done = consulting.end_consultation(
        case.request,
        row,
        answer=answer,
        on=case.today,
        at=day.now(),
        actor=case.actor,
        answered_on=posted.day(request, "answered_on", "意见日期"),
        reasons=posted.text(request, "reasons"),
    )
    return f"意见已登记，{done.sent_on}之后至{done.ended_on}不计入答复期限"


def _letter(request: HttpRequest, case: Case) -> str:
    row = chosen(request, "consultation", "征求意见的对象", {str(c.pk): c for c in case.file.consultations})
    done = consulting.note_letter_received(
        case.request,
        row,
        received_on=posted.must_day(request, "received_on", "对方收到日期"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return f"已登记，对方提出意见的期限到{done.answer_by}"


def _open_ones(case: Case) -> Choices:
    return [(str(c.pk), f"{c.get_kind_display()} {c.name}") for c in case.file.consultations if c.ended_on is None]


def _only_one(case: Case) -> str:
    rows = _open_ones(case)
    return rows[0][0] if len(rows) == 1 else ""


def _said_online(case: Case) -> str:
    rows = [c for c in case.file.consultations if c.ended_on is None and hasattr(c, "online_answer")]
    return rows[0].online_answer.reasons if len(rows) == 1 else ""


def _organs(case: Case) -> Choices:
    return [(str(unit.pk), unit.name) for unit in public.organs() if unit.pk != case.request.organ_id]


def _facts(case: Case) -> Facts:
    found = []
    for row in case.file.consultations:
        if row.ended_on is not None:
            continue
        until = f"，意见期限到{row.answer_by}" if row.answer_by else "，还没有登记收到日期"
        found.append((f"{row.get_kind_display()}“{row.name}”", f"{row.sent_on}发出{until}"))
        if hasattr(row, "online_answer"):
            online = row.online_answer
            found.append(("对方网上回复", f"{online.get_answer_display()}。{online.reasons}"))
    return found


ACTS: dict[str, FormAct] = {
    "consult": FormAct(
        "发出次日至意见收到之日（或者期限届满之日）不计入答复期限。同时征求几方的，重叠的日子只扣一次。"
        "函里只写信息本身，不得透露申请人。",
        (
            Field(
                "kind",
                "对象",
                "第三方逾期不提意见的，由本机关决定；共同制作机关逾期的，视为同意",
                "choice",
                choices=ConsultationKind.choices(),
            ),
            Field("unit", "本县机关", "对方是本县机关的，选一下", "choice", needed=False, choices=_organs),
            Field("name", "名称", "个人写姓名，单位写全称；选了机关的可以不填", most=200, needed=False),
            Field("contact", "联系方式", "", most=200, needed=False),
            Field("excerpt", "所涉信息", "不写申请人的任何情况", "long", 4, 2000),
            Field("sent_on", "发出日期", "", "day", first=lambda case: str(case.today)),
            Field("received_on", "对方收到日期", "知道时填写，意见期限从这一天起算", "day", needed=False),
            Field("with_link", "同时给对方一个网上回复的链接", kind="tick", needed=False),
            Field("paper", "同时出具函件（第三方的，另出具告知申请人的文书）", kind="tick", first="1", needed=False),
        ),
        _consult,
    ),
    "note_letter_received": FormAct(
        "意见期限从对方收到征求意见书之日的次日起算。",
        (
            Field("consultation", "对象", "", "choice", choices=_open_ones, first=_only_one),
            Field("received_on", "对方收到日期", "以回执、签收记录为准", "day"),
        ),
        _letter,
        "登记对方收到日期",
        _facts,
        "end_consultation",
    ),
    "end_consultation": FormAct(
        "意见收到之日，答复期限恢复计算。没有提出意见的，期限届满之后选“逾期未提出意见”。",
        (
            Field("consultation", "对象", "", "choice", choices=_open_ones, first=_only_one),
            Field("received_on", "对方收到日期", "还没有登记的在这里填", "day", needed=False),
            Field("answer", "意见", "", "choice", choices=Answer.choices()),
            Field("answered_on", "意见日期", "不填就是今天", "day", needed=False),
            Field("reasons", "理由", "不同意或者部分同意的须写明", "long", 4, 2000, needed=False, first=_said_online),
        ),
        _end,
        facts=_facts,
    ),
}
