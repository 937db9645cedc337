"""An office sets its own chain as data; papers that are on their way keep theirs (S2-27, S4-56)."""

from __future__ import annotations

import pytest

from tests.approvals.test_chains import levels
from tests.documents.story import draft
from tests.office.desk import SignIn, office_day, sign_in
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.approvals import actions, running
from zwgk.approvals.models import Chain
from zwgk.people.actor import SYSTEM
from zwgk.rules.approval import ChainStep, Level
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed, Stale

__all__ = ["office_day", "sign_in"]
pytestmark = pytest.mark.django_db
STEPS = [ChainStep(Level.SECRECY, (Duty.SECRECY,)), ChainStep(Level.LEADER, (Duty.LEADER,))]
FORM: dict[str, object] = {
    "name": "本局两级审签",
    "basis": "本局审签制度第三条",
    "organ": "",
    "level-1": "secrecy",
    "duty-1": "secrecy",
    "level-2": "leader",
    "duty-2": "deputy",
    "duty-2-2": "leader",
}


def _set(county: County, **fields: object) -> Chain:
    named = {"organ": county.bureau, "name": "两级", "basis": "本局制度", "actor": SYSTEM, **fields}
    return actions.set_chain("four", STEPS, **named)  # type: ignore[arg-type]


def test_papers_sent_before_go_on_as_they_were_sent(county: County) -> None:
    before = draft(county).propose().submit("four")
    chain = _set(county)
    later = draft(county, title="关于公布服务电话的通知").propose().submit("four")
    assert levels(before) == ["section", "office", "secrecy", "leader"]
    assert levels(later) == ["secrecy", "leader"]
    actions.drop_chain(chain, actor=SYSTEM)
    last = draft(county, title="关于公布服务网点的通知").propose().submit("four")
    assert levels(last) == ["section", "office", "secrecy", "leader"]
    assert levels(later) == ["secrecy", "leader"]


def test_it_counts_for_the_organ_and_not_for_others(county: County) -> None:
    _set(county)
    assert running.chain(county.bureau, "four").name == "两级"
    assert running.chain(county.other, "four").name == "四级审签"
    _set(county, organ=None, name="全县")
    assert running.chain(county.other, "four").name == "全县"
    assert running.chain(county.bureau, "four").name == "两级"


def test_setting_again_changes_the_one_there_is(county: County) -> None:
    _set(county)
    _set(county, name="再改")
    assert Chain.objects.get().name == "再改"


def test_what_cannot_be_changes_nothing(county: County) -> None:
    cases: list[tuple[type[Exception], dict[str, object]]] = [
        (BadInput, {"name": " "}),
        (BadInput, {"basis": ""}),
        (BadInput, {"organ": county.office}),
        (NotAllowed, {"actor": county.actor(Duty.OFFICE)}),
        (NotAllowed, {"actor": county.actor(Duty.SECURITY_ADMIN)}),
        (NotAllowed, {"actor": county.actor(Duty.SYSTEM_ADMIN, county.bureau), "organ": county.other}),
        (NotAllowed, {"actor": county.actor(Duty.SYSTEM_ADMIN, county.bureau), "organ": None}),
    ]
    for kind, fields in cases:
        with nothing_changes(), pytest.raises(kind):
            _set(county, **fields)
    with nothing_changes(), pytest.raises(BadInput, match="没有这一流程"):
        actions.set_chain("none", STEPS, organ=None, name="x", basis="x", actor=SYSTEM)
    chain, leader = _set(county), county.actor(Duty.LEADER)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.drop_chain(chain, actor=leader)
    actions.drop_chain(chain, actor=SYSTEM)
    with nothing_changes(), pytest.raises(Stale):
        actions.drop_chain(chain, actor=SYSTEM)


def test_the_keeper_sets_and_takes_back_a_chain_on_its_page(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN, county.government)
    assert "四级审签" in client.get("/settings/chains/").content.decode()
    assert 'value="secrecy" selected' in client.get("/settings/chains/four/").content.decode()
    client.post("/settings/chains/four/", {**FORM, "organ": county.bureau.pk})
    chain = Chain.objects.get()
    assert [step["duties"] for step in chain.steps] == [["secrecy"], ["deputy", "leader"]]
    assert "商务局及所属单位" in client.get("/settings/chains/").content.decode()
    assert "本局审签制度第三条" in client.get(f"/settings/chains/four/?own={chain.pk}").content.decode()
    client.post("/settings/chains/", {"drop": chain.pk})
    assert not Chain.objects.filter(is_active=True).exists()


def test_a_fault_is_said_at_its_row_and_what_was_typed_stays(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN, county.government)
    with nothing_changes():
        page = client.post("/settings/chains/four/", {**FORM, "level-1": "office", "duty-1": "office"})
    assert 'id="level-2-say"' in page.content.decode()
    assert "没有保密审查" in page.content.decode()
    assert 'value="本局两级审签"' in page.content.decode()
    assert client.get("/settings/chains/none/").status_code == 404
