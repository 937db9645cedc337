"""Every paper that a request may need (依申请公开文书): what it is called, whom it goes to, and what must stand in it.

A paper is issued with all of its elements or not at all; what is missing is named.
依据:《政府信息公开条例》第十七、二十九至四十五条;国办公开办函〔2016〕235号
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.labelled import Labelled


class To(Labelled):
    """Whom a paper is for (送达对象)."""

    APPLICANT = "applicant", "申请人"
    THIRD_PARTY = "third_party", "第三方"
    ORGAN = "organ", "其他机关"
    HOUSE = "house", "机关内部"


class Remedies(Labelled):
    """What the paper says of remedies (救济告知)."""

    FULL = "full", "载明复议和诉讼途径"
    NOT_ALONE = "not_alone", "载明不能单独复议、起诉"
    NONE = "none", "不涉及"


class Element(Labelled):
    """What may have to stand in a paper (文书要素)."""

    DOC_NUMBER = "doc_number", "文号"
    APPLICANT = "applicant", "申请人"
    RECEIVED_ON = "received_on", "收到申请之日"
    CHANNEL = "channel", "申请渠道"
    REQUEST_NUMBER = "request_number", "申请编号"
    DESCRIPTION = "description", "申请内容"
    HISTORY = "history", "补正、延期、征求意见的经过"
    FACTS = "facts", "查明的事实"
    BASIS = "basis", "法律依据（条、款）"
    DECISION = "decision", "答复结论"
    REASON = "reason", "理由"
    EVIDENCE = "evidence", "证据材料"
    MATERIALS = "materials", "提供的材料清单"
    WITHHELD_PARTS = "withheld_parts", "不予公开的部分及其依据、理由"
    PLACE = "place", "查阅的网址或者地点"
    WAY = "way", "获取的方式、途径和时间"
    SEARCH = "search", "检索的范围、方式、关键词和日期"
    RIGHT_OFFICE = "right_office", "负责的机关及联系方式"
    SPECIAL_LAW = "special_law", "作出特别规定的法律、行政法规"
    RIGHT_CHANNEL = "right_channel", "应当通过的渠道"
    EARLIER_REPLY = "earlier_reply", "此前答复的文号和日期"
    WHERE_TO_GET = "where_to_get", "获取出版物的途径"
    FREQUENCY = "frequency", "申请的数量、频次"
    REASONS_HISTORY = "reasons_history", "要求说明理由及其结果"
    THIRD_PARTY_HISTORY = "third_party_history", "征求第三方意见的经过"
    CORRECTION_HISTORY = "correction_history", "补正告知及其结果"
    FEE_HISTORY = "fee_history", "收费通知及其结果"
    POINTS = "points", "需要补正的事项"
    PERIOD = "period", "期限"
    CONSEQUENCE = "consequence", "逾期的后果"
    NEW_DUE = "new_due", "新的答复日期"
    APPROVER = "approver", "批准人"
    RECIPIENT = "recipient", "主送对象"
    EXCERPT = "excerpt", "所涉信息的摘要（隐去申请人）"
    AMOUNT = "amount", "收费金额及计算"
    PAYMENT = "payment", "缴费方式"
    CONSENT = "consent", "接受电子送达的确认"
    IDENTITY = "identity", "身份证明"
    FORM = "form", "获取信息的形式"
    SERVED = "served", "送达方式、日期和凭证"
    OPINIONS = "opinions", "各环节意见"
    CONTENTS = "contents", "案卷目录"
    REMEDY = "remedy", "救济告知"
    ORGAN = "organ", "机关名称"
    DATE = "date", "成文日期"
    CONTACT = "contact", "联系方式"
    SEAL = "seal", "印章"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper (文书): key, name, basis, whom it is for, its elements in the order in which they stand in it.

    ``numbered``: bears a 文号 and is sealed. ``masks_applicant``: nothing in it may tell who applied.
    """

    key: str
    label: str
    article: str
    to: To
    elements: tuple[Element, ...]
    remedies: Remedies = Remedies.NONE
    numbered: bool = False
    masks_applicant: bool = False

    @property
    def is_reply(self) -> bool:
        """True for a decision upon the request (答复书、告知书), against which there are remedies."""
        return self.remedies is Remedies.FULL and self.to is To.APPLICANT


_E = Element
_HEAD = (_E.DOC_NUMBER, _E.APPLICANT, _E.RECEIVED_ON, _E.CHANNEL, _E.REQUEST_NUMBER, _E.DESCRIPTION)
_FOOT = (_E.ORGAN, _E.DATE, _E.CONTACT)


def _reply(key: str, label: str, article: str, *own: Element) -> Paper:
    middle = (_E.FACTS, *own, _E.BASIS, _E.DECISION)
    return Paper(key, label, article, To.APPLICANT, (*_HEAD, *middle, _E.REMEDY, *_FOOT), Remedies.FULL, True)


def _step(key: str, label: str, article: str, *own: Element) -> Paper:
    """A paper of the procedure, to the applicant (程序性告知)."""
    elements = (*_HEAD, _E.BASIS, *own, *_FOOT)
    return Paper(key, label, article, To.APPLICANT, elements, Remedies.NOT_ALONE, True)


def _letter(key: str, label: str, article: str, to: To, *own: Element) -> Paper:
    elements = (_E.DOC_NUMBER, _E.RECIPIENT, *own, _E.BASIS, *_FOOT)
    return Paper(key, label, article, to, elements, Remedies.NONE, True, masks_applicant=True)


def _inner(key: str, label: str, article: str, *own: Element, to: To = To.HOUSE) -> Paper:
    return Paper(key, label, article, to, own)


_PAPERS: tuple[Paper, ...] = (
    _inner(
        "application_form", "政府信息公开申请表", "第二十九条",
        _E.APPLICANT, _E.IDENTITY, _E.DESCRIPTION, _E.FORM, _E.WAY, to=To.APPLICANT,
    ),
    _inner(
        "register", "政府信息公开申请登记表", "第四十五条",
        _E.REQUEST_NUMBER, _E.APPLICANT, _E.CHANNEL, _E.RECEIVED_ON, _E.DESCRIPTION, _E.PERIOD,
    ),
    _inner(
        "receipt", "政府信息公开申请接收回执", "第三十一条",
        _E.REQUEST_NUMBER, _E.APPLICANT, _E.CHANNEL, _E.RECEIVED_ON, _E.NEW_DUE, *_FOOT, to=To.APPLICANT,
    ),
    _step("correction", "补正告知书", "第三十条", _E.POINTS, _E.PERIOD, _E.CONSEQUENCE),
    _step("reason_request", "说明理由告知书", "第三十五条", _E.FREQUENCY, _E.PERIOD, _E.CONSEQUENCE),
    _step("extension", "延期答复告知书", "第三十三条", _E.REASON, _E.NEW_DUE, _E.APPROVER),
    _step("delay_reasonable", "合理期限延迟答复告知书", "第三十五条", _E.REASON, _E.NEW_DUE),
    _letter(
        "third_party_consult", "征求第三方意见书", "第三十二条", To.THIRD_PARTY,
        _E.EXCERPT, _E.PERIOD, _E.CONSEQUENCE,
    ),
    _step("third_party_inform_applicant", "征求意见告知书", "第三十三条第三款", _E.REASON, _E.CONSEQUENCE),
    Paper(
        "third_party_decision", "公开告知书（给第三方）", "第十五、三十二条", To.THIRD_PARTY,
        (_E.DOC_NUMBER, _E.RECIPIENT, _E.EXCERPT, _E.FACTS, _E.REASON, _E.BASIS, _E.DECISION, _E.REMEDY, *_FOOT),
        Remedies.FULL, True, masks_applicant=True,
    ),
    _letter(
        "joint_consult", "征求共同制作机关意见函", "第三十四条", To.ORGAN,
        _E.EXCERPT, _E.PERIOD, _E.CONSEQUENCE,
    ),
    _letter("assist", "协办函", "第十一、四十五条", To.ORGAN, _E.EXCERPT, _E.PERIOD),
    _letter("secrecy_ask", "提请确定函（保密审查）", "第十七条", To.ORGAN, _E.EXCERPT, _E.REASON),
    _step(
        "fee_notice", "信息处理费收费通知", "第四十二条",
        _E.FREQUENCY, _E.AMOUNT, _E.PAYMENT, _E.PERIOD, _E.CONSEQUENCE,
    ),
    _reply("reply_published", "答复书（已主动公开）", "第三十六条第（一）项", _E.PLACE),
    _reply("reply_granted", "答复书（予以公开）", "第三十六条第（二）项", _E.MATERIALS, _E.WAY),
    _reply("reply_partial", "部分公开告知书", "第三十七条", _E.MATERIALS, _E.WAY, _E.WITHHELD_PARTS),
    _reply("reply_refused", "不予公开告知书", "第三十六条第（三）项", _E.REASON),
    _reply("reply_not_exist", "信息不存在告知书", "第三十六条第（四）项", _E.SEARCH),
    _reply("reply_not_ours", "非本机关政府信息告知书", "第三十六条第（五）项", _E.REASON),
    _reply("reply_no_ready", "无现成信息告知书", "第三十八条", _E.REASON),
    _reply("reply_unclear", "补正后仍不明确告知书", "第三十条", _E.CORRECTION_HISTORY, _E.REASON),
    _reply("reply_repeat", "不予重复处理告知书", "第三十六条第（六）项", _E.EARLIER_REPLY),
    _reply("reply_petition", "不作为政府信息公开申请处理告知书", "第三十九条第一款", _E.RIGHT_CHANNEL),
    _reply("reply_publication", "公开出版物告知书", "第三十九条第二款", _E.WHERE_TO_GET),
    _reply("reply_excess", "大量反复申请不予处理告知书", "第三十五条", _E.FREQUENCY, _E.REASONS_HISTORY, _E.REASON),
    _reply("reply_special", "依特别规定查询告知书", "第三十六条第（七）项", _E.SPECIAL_LAW, _E.RIGHT_OFFICE),
    _reply("reply_reissue", "不予确认或者重新出具告知书", "国办公开办函〔2021〕30号", _E.EARLIER_REPLY),
    _reply("reply_other", "政府信息公开申请告知书", "第三十六条", _E.REASON),
    _reply("closed_not_corrected", "不再处理告知书（逾期不补正）", "第三十条", _E.CORRECTION_HISTORY),
    _reply("closed_not_paid", "不再处理告知书（逾期未缴费）", "国办函〔2020〕109号第六条", _E.FEE_HISTORY),
    _reply("correction_own", "更正政府信息告知书", "第四十一条", _E.EVIDENCE),
    Paper(
        "withdraw", "撤回申请确认书", "", To.APPLICANT,
        (_E.APPLICANT, _E.REQUEST_NUMBER, _E.RECEIVED_ON, _E.DESCRIPTION, _E.DECISION, *_FOOT), Remedies.NONE, True,
    ),
    _inner(
        "service", "送达回证", "国办公开办函〔2016〕235号",
        _E.REQUEST_NUMBER, _E.DOC_NUMBER, _E.RECIPIENT, _E.SERVED, _E.ORGAN, to=To.APPLICANT,
    ),
    _inner(
        "approval", "政府信息公开申请办理审批单", "第四十五条",
        _E.REQUEST_NUMBER, _E.DESCRIPTION, _E.DECISION, _E.OPINIONS,
    ),
    _inner("archive", "依申请公开案卷归档目录", "第四十五条", _E.REQUEST_NUMBER, _E.CONTENTS),
)  # fmt: skip

#: key → paper, in the order of a case's life
PAPERS = MappingProxyType({paper.key: paper for paper in _PAPERS})

#: what the signed and sealed paper gets only after it was decided: not asked of the draft
AT_SEALING = frozenset({Element.DOC_NUMBER, Element.DATE, Element.SEAL})


def paper(key: str) -> Paper:
    """Return the paper of a key. Errors: :class:`BadInput` where there is none."""
    if key not in PAPERS:
        raise BadInput(what="没有这种文书", why=f"“{key}”不在文书目录中", remedy="请从列表中选择", field="paper")
    return PAPERS[key]


def missing(key: str, facts: Mapping[str, str], *, drafting: bool = False) -> tuple[Element, ...]:
    """Return the elements that the paper must have and ``facts`` (element code → text) does not give, in its order.

    ``drafting``: number, date and seal are still to come and are not asked for. Errors: as :func:`paper`.
    """
    wanted = paper(key).elements
    return tuple(
        element
        for element in wanted
        if not facts.get(element.value, "").strip() and not (drafting and element in AT_SEALING)
    )


def must_be_complete(key: str, facts: Mapping[str, str], *, drafting: bool = False) -> Paper:
    """Refuse to issue a paper with an element missing, naming each. Errors: :class:`GateClosed`.

    依据:《政府信息公开条例》第三十六条（答复应当载明依据、理由和结论）
    """
    row = paper(key)
    gaps = missing(key, facts, drafting=drafting)
    if gaps:
        raise GateClosed(
            what=f"不能出具{row.label}",
            why=f"缺少{'、'.join(gap.label for gap in gaps)}",
            remedy="请补齐后再出具",
            field=gaps[0].value,
        )
    return row


def must_not_tell(key: str, facts: Mapping[str, str], secrets: tuple[str, ...]) -> None:
    """Refuse a paper to others in which the applicant's name, number or contact stands (不得泄露申请人).

    ``secrets``: the applicant's own texts; those shorter than two characters are passed over. Errors: ``BadInput``.
    """
    if not paper(key).masks_applicant:
        return
    for element, text in facts.items():
        if any(len(secret) >= 2 and secret in text for secret in secrets):
            raise BadInput(
                what=f"不能出具{PAPERS[key].label}",
                why=f"“{Element(element).label}”里出现了申请人的信息",
                remedy="请删去申请人的姓名、证件号码和联系方式",
                field=element,
            )
