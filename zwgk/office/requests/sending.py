"""送达: the sealed decision sent by a lawful way, proven, come back and sent once more, made public for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.crossings import converting
from zwgk.inforequests import receiving
from zwgk.inforequests.actions import sending, serving
from zwgk.office import posted, shell
from zwgk.office.requests.acting import Choices, Facts, Field, FormAct, chosen
from zwgk.office.requests.finding import Case
from zwgk.people import today as day
from zwgk.rules import document_kinds
from zwgk.rules import serving as rules
from zwgk.rules.applicants import ELECTRONIC, Way

if TYPE_CHECKING:
    from zwgk.files.models import File
    from zwgk.inforequests.models import Delivery


def _upload(request: HttpRequest, case: Case, field: str, act: str) -> File | None:
    upload = request.FILES.get(field)
    if upload is None:
        return None
    return receiving.evidence(case.request, act, upload.name or "凭证", upload, actor=case.actor)


def _send(request: HttpRequest, case: Case) -> str:
    sent_on = posted.must_day(request, "sent_on", "发出日期")
    way = posted.choice(request, "way", Way, "送达方式")
    row = sending.send(
        case.request,
        way=way,
        sent_on=sent_on,
        tracking_no=posted.text(request, "tracking_no"),
        signed_by=posted.text(request, "signed_by"),
        is_proxy=posted.flag(request, "is_proxy"),
        authority=_upload(request, case, "authority", "send"),
        evidence=_upload(request, case, "evidence", "send"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    copied = "，申请人凭申请编号和查询码也可以在网上查看" if case.request.filing.consents else ""
    return f"答复已于{row.sent_on}以“{way.label}”发出{copied}"


def _again(request: HttpRequest, case: Case) -> str:
    way = posted.choice(request, "way", Way, "送达方式")
    row = serving.send_again(
        case.request,
        way=way,
        sent_on=posted.must_day(request, "sent_on", "发出日期"),
        tracking_no=posted.text(request, "tracking_no"),
        signed_by=posted.text(request, "signed_by"),
        is_proxy=posted.flag(request, "is_proxy"),
        authority=_upload(request, case, "authority", "send_again"),
        evidence=_upload(request, case, "evidence", "send_again"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return f"已于{row.sent_on}再次送达（{way.label}）"


def _delivery(request: HttpRequest, case: Case) -> Delivery:
    found: Delivery = chosen(request, "delivery", "哪一次送达", {str(row.pk): row for row in _under_way(case)})
    return found


def _prove(request: HttpRequest, case: Case) -> str:
    row = sending.prove_service(
        case.request,
        _delivery(request, case),
        signed_on=posted.must_day(request, "signed_on", "签收日期"),
        signed_by=posted.text(request, "signed_by"),
        evidence=_upload(request, case, "evidence", "prove_service"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return f"已登记送达：{row.signed_on}由{row.signed_by}签收，复议、起诉期限从次日起算"


def _back(request: HttpRequest, case: Case) -> str:
    serving.come_back(
        case.request,
        _delivery(request, case),
        returned_on=posted.must_day(request, "returned_on", "退回日期"),
        because=posted.text(request, "because"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    return "已登记退件，请核对地址后再次送达"


def _convert(request: HttpRequest, case: Case) -> HttpResponseBase:
    made = converting.publish_for_everybody(
        case.request,
        title=posted.text(request, "title"),
        kind=posted.text(request, "kind"),
        because=posted.text(request, "because"),
        on=case.today,
        at=day.now(),
        actor=case.actor,
    )
    attached = f"，已附上{made.attached}份材料" if made.attached else ""
    to = f"/documents/{made.document.matter.number}/"
    return shell.done(request, f"已建稿{attached}；请按公文公开的程序认定属性、审查、公开", to=to)


def _under_way(case: Case) -> list[Delivery]:
    return [row for row in case.file.deliveries if row.signed_on is None and row.returned_on is None]


def _deliveries(case: Case) -> Choices:
    return [(str(row.pk), f"{row.sent_on} {Way(row.way).label} {row.tracking_no}".strip()) for row in _under_way(case)]


def _ways(case: Case) -> Choices:
    """Electronic ways stand in the list of those alone who agreed to them."""
    return [(str(way), way.label) for way in Way if case.request.filing.consents or way not in ELECTRONIC]


def _wished(case: Case) -> str:
    return str(case.request.filing.way)


def _today(case: Case) -> str:
    return str(case.today)


def _facts(case: Case) -> Facts:
    filing, clock = case.request.filing, case.file.reply
    found = [
        ("申请人要求", Way(filing.way).label),
        ("电子送达", "同意" if filing.consents else "没有同意，不能用网上、电子邮件、传真送达"),
        ("凭证", rules.EVIDENCE[Way(filing.way)]),
    ]
    return [("答复期限", f"{clock.due_on}，在这一天或者之前发出即为按时"), *found] if clock else found


def _title(case: Case) -> str:
    given = [material.title for material in case.file.materials if material.is_given]
    return given[0] if len(given) == 1 else ""


def _guessed(case: Case) -> str:
    kind = document_kinds.guess_kind(_title(case)) if _title(case) else None
    return kind.code if kind else "announcement"


_HOW = (
    Field("way", "送达方式", "", "choice", choices=_ways, first=_wished),
    Field("sent_on", "发出日期", "邮寄的，为交邮之日", "day", first=_today),
    Field("tracking_no", "邮件号码", "邮政企业的挂号或者EMS；其他方式不填", most=40, needed=False),
    Field("signed_by", "签收人", "当面送达的填写", most=60, needed=False),
    Field("is_proxy", "由代理人签收", "须上传授权委托书", "tick", needed=False),
    Field("authority", "授权委托书", "代理人签收的上传", "file", needed=False),
    Field("evidence", "送达凭证", "签名的送达回证、交邮凭证、发送记录", "file", needed=False),
)

ACTS: dict[str, FormAct] = {
    "send": FormAct(
        "送达的是盖章扫描件。在期限内发出即为按时（国办公开办函〔2016〕235号）：邮寄以交邮之日为准，当面送达以签收之日为准。",
        _HOW,
        _send,
        facts=_facts,
    ),
    "send_again": FormAct(
        "退件之后核对地址，或者换一种方式，再次送达；第一次是否按时不受影响。", _HOW, _again, facts=_facts
    ),
    "prove_service": FormAct(
        "签收之日的次日起计算申请复议、提起诉讼的期限。",
        (
            Field("delivery", "哪一次送达", "", "choice", choices=_deliveries),
            Field("signed_on", "签收日期", "", "day", first=_today),
            Field("signed_by", "签收人", "本人、同住成年家属、收发室等", most=60),
            Field("evidence", "送达凭证", "签名的送达回证、邮政签收记录", "file", needed=False),
        ),
        _prove,
    ),
    "come_back": FormAct(
        "邮件退回的，写明退回的原因，再换地址或者方式送达。",
        (
            Field("delivery", "哪一次送达", "", "choice", choices=_deliveries),
            Field("returned_on", "退回日期", "", "day", first=_today),
            Field("because", "退回原因", "如“原址查无此人”“拒收”", most=120),
        ),
        _back,
    ),
    "convert": FormAct(
        "多个申请人申请同一信息而信息可以公开的，可以纳入主动公开的范围；申请人建议主动公开的，也这样办理（《条例》第四十四条）。"
        "在公文公开里建一份拟稿，附上提供的材料；申请人的信息不会带过去。",
        (
            Field("title", "标题", "", most=300, first=_title),
            Field(
                "kind",
                "文种",
                "",
                "choice",
                choices=tuple((kind.code, kind.label) for kind in document_kinds.KINDS.values()),
                first=_guessed,
            ),
            Field("because", "理由", "如“本年已有3人申请同一信息”", "long", 2),
        ),
        _convert,
    ),
}
