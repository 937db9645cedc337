"""Papers of an old site for tests, and the refusal of settling what is found in them."""

from __future__ import annotations

from pathlib import Path

from tests.people.factory import TODAY, County
from tests.publishing.refusing import Prepared, case
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing.actions.migrating import settle_finding
from zwgk.publishing.imports import Importer
from zwgk.publishing.migration import scanning
from zwgk.publishing.models import Clearance, MigrationFinding
from zwgk.rules.duties import Duty

LEAKING = (
    '{"key": "%s", "title": "关于公示名单的通知", "organ": "县商务局", '
    '"body_html": "<p>张三，身份证号11010519491231002X，手机13812345678。</p>"}'
)
CLEAN = '{"key": "%s", "title": "关于供水的通知", "body_html": "<p>咨询电话：0990-7123456。</p>"}'


def brought_in(*lines: str) -> Clearance:
    """The approval under which these lines of an old site were taken in."""
    clearance = door.approve_migration("老网站", basis="方案", approved_by="局长", on=TODAY, actor=SYSTEM)
    result = Importer(clearance, actor=SYSTEM, today=TODAY, folder=Path()).take(lines)
    assert not result.rejects
    return clearance


@case("publishing.settle_migration_finding", Duty.DRAFTER)
def _settle(county: County) -> Prepared:
    scanning.scan(brought_in(LEAKING % "a").pk)
    found = MigrationFinding.objects.select_related("publication").first()
    assert found is not None
    assert found.publication.organ == county.bureau
    return lambda actor: settle_finding(found, why="当事人同意公开", actor=actor)
