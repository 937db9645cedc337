"""What a handler is asked to write for an outcome (拟答复时填写的要素), what the file gives, and what it suggests."""

from __future__ import annotations

from dataclasses import dataclass

from zwgk.files.writers.elements import chinese_date
from zwgk.inforequests import persons
from zwgk.inforequests.models import Decision, InfoRequest, Item
from zwgk.inforequests.papers import facts
from zwgk.rules import outcomes
from zwgk.rules.decision_documents import PAPERS, Element

#: what stands in every paper without anybody writing it
_OF_ITSELF = frozenset(
    {
        *(Element.DOC_NUMBER, Element.APPLICANT, Element.RECEIVED_ON, Element.CHANNEL, Element.REQUEST_NUMBER),
        *(Element.DESCRIPTION, Element.HISTORY, Element.BASIS, Element.DECISION, Element.REMEDY, Element.ORGAN),
        *(Element.DATE, Element.CONTACT, Element.SEAL, Element.WAY),
    }
)
#: what the file shows and nobody types
FROM_FILE = frozenset(
    {
        *(Element.MATERIALS, Element.SEARCH, Element.CORRECTION_HISTORY, Element.FEE_HISTORY, Element.FREQUENCY),
        *(Element.REASONS_HISTORY, Element.THIRD_PARTY_HISTORY),
    }
)
#: where the file says enough, nothing need be added
_MAY_BE_EMPTY = frozenset({Element.RIGHT_OFFICE})
_HINTS: dict[Element, str] = {
    Element.FACTS: "查到了什么、由谁制作或者保存，写一句完整的话，不写“经查”和句号",
    Element.REASON: "为什么适用这一条，经得起复议和诉讼",
    Element.EVIDENCE: "支持上述理由的材料，如定密文书、第三方意见、会议记录；不打印在答复书上，归入案卷",
    Element.PLACE: "写明能直接打开的网址，或者查阅点的名称和地址",
    Element.WITHHELD_PARTS: "逐处写明不予公开的内容、依据的条款和理由",
    Element.RIGHT_OFFICE: "能够确定负责公开的机关的，写明名称和联系方式",
    Element.SPECIAL_LAW: "写明法律、行政法规的名称和条款",
    Element.RIGHT_CHANNEL: "写明受理的部门、电话或者网址",
    Element.EARLIER_REPLY: "此前答复的文号和日期",
    Element.WHERE_TO_GET: "公报、报刊、书籍的名称和获取途径",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to write: the element, a hint, what stands there now, and whether the paper cannot go without it."""

    element: Element
    hint: str
    text: str
    needed: bool
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that the file gives; "" where it gives nothing yet, and then ``remedy`` says what to do."""

    element: Element
    text: str
    remedy: str = ""


_REMEDIES: dict[Element, str] = {
    Element.MATERIALS: "请在案卷中添加要提供的材料",
    Element.SEARCH: "请先登记检索情况",
    Element.CORRECTION_HISTORY: "没有补正的经过",
    Element.FEE_HISTORY: "没有收费的经过",
    Element.FREQUENCY: "请先要求说明理由",
    Element.REASONS_HISTORY: "请先要求说明理由并认定",
    Element.THIRD_PARTY_HISTORY: "请先征求第三方意见",
}


def of(request: InfoRequest, item: Item, outcome: str) -> tuple[list[Asked], list[Shown]]:
    """What is asked, and what the file shows, for one item ending so. Errors: ``BadInput`` for an unknown outcome."""
    row = outcomes.outcome(outcome)
    wanted = [*PAPERS[row.document].elements, *(Element(name) for name in row.needs)]
    if outcome == "reply_not_ours":
        wanted.append(Element.RIGHT_OFFICE)
    elements = [e for e in dict.fromkeys(wanted) if e not in _OF_ITSELF]
    probe = Item(request=request, pk=item.pk, no=item.no, outcome=outcome, facts=_kept(item, outcome))
    known = facts.of_item(request, probe)
    suggested = _suggested(request, outcome)
    asked, shown = [], []
    for element in elements:
        text = known.get(element.value, "")
        if element in FROM_FILE:
            shown.append(Shown(element, text, "" if text else _REMEDIES[element]))
            continue
        hint = suggested.get(element, "") if not text else ""
        asked.append(
            Asked(element, _HINTS.get(element, ""), text or hint, element not in _MAY_BE_EMPTY, is_suggested=bool(hint))
        )
    return asked, shown


def _kept(item: Item, outcome: str) -> dict[str, str]:
    """What was written for this outcome before; another outcome begins with the facts alone."""
    if item.outcome == outcome:
        return {name: str(text) for name, text in item.facts.items()}
    return {"facts": str(item.facts["facts"])} if item.facts.get("facts") else {}


def _suggested(request: InfoRequest, outcome: str) -> dict[Element, str]:
    if outcome in {"reply_repeat", "reply_reissue"}:
        return {Element.EARLIER_REPLY: text} if (text := _earlier(request)) else {}
    if outcome == "reply_petition":
        return {Element.RIGHT_CHANNEL: "信访事项向信访部门提出；投诉、举报、咨询拨打12345政务服务便民热线"}
    return {}


def _earlier(request: InfoRequest) -> str:
    """The reply to the nearest earlier request of the same person that was answered (此前答复)."""
    for near in persons.nearest(request):
        row = Decision.objects.filter(request=near.request).exclude(paper=None).select_related("paper").last()
        if row is not None and row.paper is not None:
            day = chinese_date(row.paper.issued_on)
            return f"本机关{day}作出的{row.paper.doc_number}（申请编号：{near.request.filing.number}）"
    return ""
