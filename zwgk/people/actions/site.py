"""Acts upon the installation itself: whose it is, its particulars, the locality's own figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from zwgk.audit.acts import about, act, note
from zwgk.people.actor import Actor
from zwgk.people.models import LocalRule, SiteSettings, Unit
from zwgk.people.today import today
from zwgk.rules import metadata_block
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Stale

#: what the settings page may change
PARTICULARS = frozenset(
    [
        "name",
        "short",
        "domain",
        "host_unit",
        "operator",
        "phone",
        "site_id",
        "icp",
        "police",
        "rule_pack",
        "index_pattern",
    ]
)


@act("people.open_site")
def open_site(government: Unit, name: str, *, actor: Actor, **fields: str) -> SiteSettings:
    """Say once whose installation this is (``zwgk init``). Errors: :class:`Stale` where that was said before."""
    actor.must_be(Duty.SYSTEM_ADMIN, over=None, to="初始化网站")
    if SiteSettings.objects.exists():
        raise Stale(what="不能初始化", why="本系统已经初始化", remedy="请在“设置”中修改网站信息")
    site = SiteSettings.objects.create(pk=1, government=government, name=name, **fields)
    about(site)
    return site


@act("people.set_site")
def set_site(site: SiteSettings, *, actor: Actor, **fields: str) -> SiteSettings:
    """Change the site's particulars (标识码、备案号、主办单位…)."""
    actor.must_be(Duty.SYSTEM_ADMIN, Duty.DISCLOSURE_OFFICE, over=site.government_id, to="修改网站信息")
    unknown = set(fields) - PARTICULARS
    if unknown:
        raise TypeError(f"not editable here: {sorted(unknown)}")
    site = SiteSettings.objects.select_for_update().get(pk=site.pk)
    for field, value in fields.items():
        setattr(site, field, value.strip())
    site.save(update_fields=list(fields))
    note(fields=sorted(fields))
    return site


@act("people.arrange_metadata")
def arrange_metadata(site: SiteSettings, chosen: Sequence[Mapping[str, Any]], *, actor: Actor) -> SiteSettings:
    """Name, order and choose the lines above every paper (著录项). Errors: :class:`BadInput` at the line's field."""
    actor.must_be(Duty.SYSTEM_ADMIN, Duty.DISCLOSURE_OFFICE, over=site.government_id, to="设置著录项")
    site = SiteSettings.objects.select_for_update().get(pk=site.pk)
    site.metadata_block = metadata_block.as_data(metadata_block.must_fit(chosen))
    site.save(update_fields=["metadata_block"])
    note(shown=sum(line["shown"] for line in site.metadata_block))
    return site


@act("people.set_local_rule")
def set_local_rule(
    key: str, value: object, *, basis: str, actor: Actor, unit: Unit | None = None, valid_from: date | None = None
) -> LocalRule:
    """Record a locality's own figure with its basis; the figure before it ends the day before (``rules.limits``)."""
    actor.must_be(Duty.DISCLOSURE_OFFICE, over=unit, to="设置本地规定")
    if not basis.strip():
        raise BadInput(what="不能设置本地规定", why="没有填写依据", remedy="请填写文件名称和文号", field="basis")
    first = valid_from or today()
    before = LocalRule.objects.select_for_update().filter(key=key, unit=unit, valid_to=None)
    before.filter(valid_from__gte=first).delete()  # never in force: its own day is not before the new one's
    before.update(valid_to=first - timedelta(days=1))
    rule = LocalRule.objects.create(key=key, value=value, basis=basis.strip(), unit=unit, valid_from=first)
    about(rule)
    note(key=key, value=value)
    return rule
