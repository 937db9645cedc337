"""How each paper puts its elements into words (文书措辞): paragraphs, in which ``{element}`` stands for its text.

A change of wording is a new edition: what was issued keeps the number of the one it was issued with.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

EDITION = 1

OPENING = (
    "本机关于{received_on}收到您通过{channel}提出的政府信息公开申请（申请编号：{request_number}），"
    "申请公开的内容为：{description}。"
)
CLOSING = "联系方式：{contact}。"

#: replies: what is said of one item; the opening, the history and the remedies are common to all of them
REPLIES: Mapping[str, tuple[str, ...]] = {
    "reply_published": (
        "经查，{facts}。根据{basis}，{decision}。",
        "您可以通过以下途径查阅：{place}。",
    ),
    "reply_granted": (
        "经查，{facts}。根据{basis}，{decision}。",
        "提供的材料：{materials}。",
        "获取方式：{way}。",
    ),
    "reply_partial": (
        "经查，{facts}。根据{basis}，{decision}。",
        "向您提供的材料：{materials}。获取方式：{way}。",
        "不予公开的部分及其依据和理由：{withheld_parts}。",
    ),
    "reply_refused": ("经查，{facts}。", "{reason}。根据{basis}，{decision}。"),
    "reply_not_exist": ("经查，{facts}。{search}。", "根据{basis}，{decision}。"),
    "reply_not_ours": ("经查，{facts}。{reason}。", "根据{basis}，{decision}。{right_office}"),
    "reply_no_ready": ("经查，{facts}。{reason}。", "根据{basis}，{decision}。"),
    "reply_unclear": ("经查，{facts}。{correction_history}。{reason}。", "根据{basis}，{decision}。"),
    "reply_repeat": ("经查，{facts}。此前的答复：{earlier_reply}。", "根据{basis}，{decision}。"),
    "reply_petition": ("经查，{facts}。", "根据{basis}，{decision}。您可以通过以下渠道提出：{right_channel}。"),
    "reply_publication": ("经查，{facts}。", "根据{basis}，{decision}。您可以通过以下途径获取：{where_to_get}。"),
    "reply_excess": (
        "经查，{facts}。您提出申请的数量和频次：{frequency}。{reasons_history}。",
        "{reason}。根据{basis}，{decision}。",
    ),
    "reply_special": (
        "经查，{facts}。对该类信息的获取，{special_law}有特别规定。",
        "根据{basis}，{decision}。办理机关及联系方式：{right_office}。",
    ),
    "reply_reissue": ("经查，{facts}。此前的答复：{earlier_reply}。", "根据{basis}，{decision}。"),
    "reply_other": ("经查，{facts}。{reason}。", "根据{basis}，{decision}。"),
    "closed_not_corrected": ("经查，{facts}。{correction_history}。", "根据{basis}，{decision}。"),
    "closed_not_paid": ("经查，{facts}。{fee_history}。", "根据{basis}，{decision}。"),
    "correction_own": ("经查，{facts}。您提供的证据材料：{evidence}。", "根据{basis}，{decision}。"),
}

#: papers of the procedure to the applicant, after the opening
STEPS: Mapping[str, tuple[str, ...]] = {
    "correction": (
        "您的申请内容不明确。根据{basis}，请您就以下事项作出补正：{points}。",
        "补正期限：{period}。{consequence}。",
    ),
    "reason_request": (
        "您提出申请的数量和频次：{frequency}。根据{basis}，请您说明理由。",
        "说明理由的期限：{period}。{consequence}。",
    ),
    "extension": ("因{reason}，根据{basis}，经{approver}同意，本机关延长答复期限，将于{new_due}前作出答复。",),
    "delay_reasonable": ("{reason}。根据{basis}，本机关将于{new_due}前作出答复。",),
    "third_party_inform_applicant": ("{reason}。根据{basis}，{consequence}。",),
    "fee_notice": (
        "您提出申请的数量和频次：{frequency}。根据{basis}，本机关决定收取信息处理费：{amount}。",
        "缴费方式：{payment}。缴费期限：{period}。{consequence}。",
    ),
}

#: letters to others: nothing of the applicant stands in them
LETTERS: Mapping[str, tuple[str, ...]] = {
    "third_party_consult": (
        "本机关收到的政府信息公开申请涉及以下与你（单位）有关的信息：{excerpt}。",
        "根据{basis}，现征求你（单位）的意见。请在{period}书面提出是否同意公开的意见，不同意公开的请说明理由。{consequence}。",
    ),
    "third_party_decision": (
        "本机关收到的政府信息公开申请涉及以下与你（单位）有关的信息：{excerpt}。",
        "经查，{facts}。{reason}。根据{basis}，{decision}。",
    ),
    "joint_consult": (
        "本机关收到的政府信息公开申请涉及我们共同制作的以下信息：{excerpt}。",
        "根据{basis}，现征求贵机关意见，请在{period}提出。{consequence}。",
    ),
    "assist": ("本机关正在办理的政府信息公开申请涉及以下信息：{excerpt}。", "根据{basis}，请在{period}协助提供。"),
    "secrecy_ask": ("本机关拟公开以下信息：{excerpt}。", "{reason}。根据{basis}，现提请贵机关确定。"),
}

WITHDRAWN = (OPENING, "{decision}。")

#: what a decision of an outcome says, word for word (答复结论)
DECISIONS: Mapping[str, str] = {
    "reply_published": "您申请的信息已经主动公开，现告知您获取的方式和途径",
    "reply_granted": "决定向您公开所申请的信息",
    "reply_partial": "决定对能够区分处理的内容予以公开，其余部分不予公开",
    "reply_special": "请依照该规定办理查询",
    "reply_not_exist": "经检索没有您申请的信息，现告知您该信息不存在",
    "reply_not_ours": "您申请的信息不属于本机关负责公开，现予告知",
    "reply_no_ready": "本机关没有现成信息，需要另行加工、分析，不予提供",
    "reply_unclear": "因申请内容仍不明确，无法提供",
    "reply_petition": "不作为政府信息公开申请处理",
    "reply_repeat": "不予重复处理",
    "reply_publication": "不予处理，现告知您获取的途径",
    "reply_excess": "不予处理",
    "reply_reissue": "不予确认或者重新出具",
    "reply_other": "现告知您上述办理结果",
    "other": "现告知您上述办理结果",
    "closed_not_corrected": "视为放弃申请，本机关不再处理该政府信息公开申请",
    "closed_not_paid": "视为放弃申请，本机关不再处理该政府信息公开申请",
    "withdrawn": "您已撤回上述申请，本机关终止办理",
}
REFUSED = "决定不予公开"

CONSEQUENCES: Mapping[str, str] = {
    "correction": "答复期限自收到补正的申请之日起重新计算；无正当理由逾期不补正的，视为放弃申请，本机关不再处理",
    "reason_request": "理由不合理的，本机关不予处理；理由合理但无法在法定期限内答复的，将另行告知延迟答复的合理期限",
    "third_party_inform_applicant": "征求意见所需时间不计算在答复期限内",
    "fee_notice": "答复期限自缴费次日起重新计算；逾期未缴费的，视为放弃申请，本机关不再处理",
}


def decision(outcome: str) -> str:
    """What the decision of an outcome says (答复结论)."""
    return DECISIONS.get(outcome, REFUSED)


def filled(patterns: tuple[str, ...], elements: Mapping[str, str]) -> list[str]:
    """The paragraphs with the elements put in; a doubled stop, where an element ends with one, is made one."""
    made = [pattern.format_map(_Known(elements)) for pattern in patterns]
    return [text.replace("。。", "。").replace("；。", "。") for text in made]


def used(patterns: tuple[str, ...]) -> set[str]:
    """The elements that patterns name."""
    return {name for pattern in patterns for _, name, _, _ in Formatter().parse(pattern) if name}


class _Known(dict[str, str]):
    """An element that a paper need not have and has not is left out."""

    def __missing__(self, key: str) -> str:
        return ""
