"""Duties (职责): what a post may be charged with, and which duties one person must not hold together."""

from __future__ import annotations

from collections.abc import Iterable

from zwgk.rules.labelled import Labelled


class Duty(Labelled):
    """A duty that a post carries over an organ and all below it (岗位职责)."""

    DRAFTER = "drafter", "起草"
    SECTION_HEAD = "section_head", "科室负责人"
    OFFICE = "office", "办公室"
    LEGAL = "legal", "政策法规"
    SECRECY = "secrecy", "保密审查"
    DEPUTY = "deputy", "分管领导"
    LEADER = "leader", "主要领导"
    PUBLISHER = "publisher", "发布"
    INFORMANT = "informant", "信息员"
    DISPATCHER = "dispatcher", "分办"
    ARCHIVIST = "archivist", "档案"
    DISCLOSURE_OFFICE = "disclosure_office", "公开办"
    ASSESSOR = "assessor", "考核"
    EVALUATOR = "evaluator", "评估"
    OPINION_OFFICER = "opinion_officer", "舆情"
    SYSTEM_ADMIN = "system_admin", "系统管理"
    SECURITY_ADMIN = "security_admin", "安全管理"
    AUDITOR = "auditor", "审计"


#: 三员:系统管理、安全管理、审计 are apart from each other and from all content (等级保护 GB/T
#: 22239-2019「安全管理中心」).
KEEPERS = frozenset({Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.AUDITOR})


#: duties whose turn comes by section (科室): one section's head does not sign for another's
OF_A_SECTION = frozenset({Duty.DRAFTER, Duty.SECTION_HEAD})


#: duties that have a part in a paper on its way (拟、核、审、签、发); the others of an organ read what is final
IN_PAPERS = frozenset(
    {
        *OF_A_SECTION,
        Duty.OFFICE,
        Duty.LEGAL,
        Duty.SECRECY,
        Duty.DEPUTY,
        Duty.LEADER,
        Duty.PUBLISHER,
        Duty.INFORMANT,
        Duty.DISCLOSURE_OFFICE,
    }
)


def conflicts(duties: Iterable[Duty]) -> list[str]:
    """Return, as Chinese sentences without a stop, why these duties must not be held by one person (职责分离).

    Empty: they may. An evaluator from outside (第三方评估) judges and therefore handles nothing.
    """
    held = list(dict.fromkeys(duties))
    keepers = [duty for duty in held if duty in KEEPERS]
    others = [duty for duty in held if duty not in KEEPERS]
    found = []
    if len(keepers) > 1:
        found.append(f"“{'”和“'.join(duty.label for duty in keepers)}”须由不同的人担任（三员分立）")
    if keepers and others:
        found.append(f"“{keepers[0].label}”不得兼任业务职责“{others[0].label}”（管理与业务分离）")
    if Duty.EVALUATOR in held and len(others) > 1:
        found.append("“评估”由第三方担任，不得兼任其他业务职责")
    return found
