"""Acts upon the rules in force here: which pack, and when a figure of our own ends."""

from __future__ import annotations

from datetime import date, timedelta

from zwgk.audit.acts import act, note
from zwgk.people.actor import Actor
from zwgk.people.models import LocalRule, SiteSettings
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Stale
from zwgk.rules.rule_packs import PACKS


@act("people.choose_rule_pack")
def choose_rule_pack(site: SiteSettings, code: str, *, reason: str, actor: Actor) -> SiteSettings:
    """Choose whose paper the local figures come from (选用规则包). Errors: :class:`BadInput` for none, :class:`Stale`
    where it is chosen already.
    """
    actor.must_be(Duty.DISCLOSURE_OFFICE, Duty.SYSTEM_ADMIN, over=site.government_id, to="选用规则包")
    site = SiteSettings.objects.select_for_update().get(pk=site.pk)
    if code not in {pack.code for pack in PACKS}:
        raise BadInput(what="没有选用规则包", why="没有这个规则包", remedy="请重新选择", field="pack")
    if not reason.strip():
        raise BadInput(what="没有选用规则包", why="没有写明依据", remedy="请写明决定适用它的文件", field="reason")
    if site.rule_pack == code:
        raise Stale(what="没有选用规则包", why="现在用的就是这个规则包", remedy="不必再选")
    note(before=site.rule_pack, after=code, because=reason.strip()[:120])
    site.rule_pack = code
    site.save(update_fields=["rule_pack"])
    return site


@act("people.end_local_rule")
def end_local_rule(rule: LocalRule, *, on: date, reason: str, actor: Actor) -> LocalRule:
    """Let a figure of our own end: ``on`` is the first day on which it does not count any more (废止本地数值)."""
    actor.must_be(Duty.DISCLOSURE_OFFICE, over=rule.unit, to="废止本地规定")
    rule = LocalRule.objects.select_for_update().get(pk=rule.pk)
    if rule.valid_to is not None:
        raise Stale(what="不能废止", why=f"它已于{rule.valid_to}失效", remedy="请刷新页面")
    if not reason.strip():
        raise BadInput(what="不能废止", why="没有写明依据", remedy="请写明废止它的文件", field="end_reason")
    if rule.valid_from is not None and on <= rule.valid_from:
        raise BadInput(
            what="不能废止", why=f"废止日{on}不晚于生效日{rule.valid_from}", remedy="请核对日期", field="end_on"
        )
    rule.valid_to = on - timedelta(days=1)
    rule.save(update_fields=["valid_to"])
    note(key=rule.key, on=str(on), because=reason.strip()[:120])
    return rule
