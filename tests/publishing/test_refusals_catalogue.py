"""Acts on catalogue, chains, topics and the tree: refused to who has not the duty over the organ; nothing changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.shelves import column, edition, row_values, topic
from tests.unchanged import nothing_changes
from zwgk.audit.acts import ACTS
from zwgk.people.actor import SYSTEM, Actor
from zwgk.publishing.actions import catalogue, chains, filing, importing, moving, topics
from zwgk.publishing.actions.catalogue import Placed
from zwgk.publishing.models import CatalogueFiling, TopicItem
from zwgk.rules.catalogue_rows import TrialField
from zwgk.rules.catalogue_tables import Line
from zwgk.rules.chains import Step
from zwgk.rules.duties import Duty
from zwgk.rules.errors import NotAllowed
from zwgk.rules.subjects import FiveOpen
from zwgk.rules.topics import Criteria

pytestmark = pytest.mark.django_db

AT = timezone.now()
Prepared = Callable[[Actor], object]
#: act → what is prepared and then tried, and a duty that does not carry it
CASES: dict[str, tuple[Callable[[County], Prepared], Duty]] = {}


def case(name: str, wrong: Duty) -> Callable[[Callable[[County], Prepared]], Callable[[County], Prepared]]:
    def wrap(make: Callable[[County], Prepared]) -> Callable[[County], Prepared]:
        CASES[f"publishing.{name}"] = (make, wrong)
        return make

    return wrap


@case("move_column", Duty.OFFICE)
def _move(county: County) -> Prepared:
    one, other = column("a"), column("b")
    return lambda actor: moving.move_column(one, other, actor=actor)


@case("merge_column", Duty.OFFICE)
def _merge(county: County) -> Prepared:
    one, other = column("a"), column("b")
    return lambda actor: moving.merge_column(one, other, actor=actor)


@case("delete_column", Duty.OFFICE)
def _delete(county: County) -> Prepared:
    one = column("a")
    return lambda actor: moving.delete_column(one, actor=actor)


@case("put_in_charge", Duty.DRAFTER)
def _charge(county: County) -> Prepared:
    one = column("a")
    return lambda actor: filing.put_in_charge(one, county.bureau, section=None, post=None, actor=actor)


@case("confirm_column", Duty.DRAFTER)
def _confirm(county: County) -> Prepared:
    publication = draft(county).published()
    return lambda actor: filing.confirm_column(publication.column, county.bureau, on=TODAY, actor=actor)


@case("begin_edition", Duty.DRAFTER)
def _begin(county: County) -> Prepared:
    return lambda actor: catalogue.begin_edition(county.bureau, TrialField.BASIC, reason="", actor=actor)


@case("put_row", Duty.DRAFTER)
def _put_row(county: County) -> Prepared:
    made = edition(county)
    return lambda actor: catalogue.put_row(made, Placed(row_values(), county.bureau), actor=actor)


@case("drop_row", Duty.DRAFTER)
def _drop_row(county: County) -> Prepared:
    made = edition(county)
    return lambda actor: catalogue.drop_row(made.rows.get(), actor=actor)


@case("drop_edition", Duty.DRAFTER)
def _drop_edition(county: County) -> Prepared:
    made = edition(county)
    return lambda actor: catalogue.drop_edition(made, actor=actor)


@case("import_rows", Duty.DRAFTER)
def _import(county: County) -> Prepared:
    made = edition(county)
    cells = {"name": "预算", "content": "预算", "basis": "《预算法》", "limit": "20个工作日"}
    return lambda actor: importing.import_rows(made, [Line(2, cells)], actor=actor)


@case("submit_edition", Duty.DRAFTER)
def _submit(county: County) -> Prepared:
    made = edition(county)
    return lambda actor: catalogue.submit_edition(made, at=AT, actor=actor)


@case("return_edition", Duty.PUBLISHER)
def _return(county: County) -> Prepared:
    made = edition(county, submitted=True)
    return lambda actor: catalogue.return_edition(made, reason="改", actor=actor)


@case("approve_edition", Duty.PUBLISHER)
def _approve(county: County) -> Prepared:
    made = edition(county, submitted=True)
    return lambda actor: catalogue.approve_edition(made, on=TODAY, at=AT, actor=actor)


@case("file_under", Duty.DRAFTER)
def _file(county: County) -> Prepared:
    item, publication = edition(county).rows.get().item, draft(county).published()
    return lambda actor: filing.file_under(item, publication, at=AT, actor=actor)


@case("unfile", Duty.DRAFTER)
def _unfile(county: County) -> Prepared:
    item, publication = edition(county).rows.get().item, draft(county).published()
    made = CatalogueFiling.objects.create(item=item, publication=publication, at=AT)
    return lambda actor: filing.unfile(made, at=AT, actor=actor)


@case("set_dimension", Duty.DRAFTER)
def _dimension(county: County) -> Prepared:
    publication = draft(county).published()
    return lambda actor: filing.set_dimension([publication], FiveOpen.SERVICE, actor=actor)


@case("open_chain", Duty.DRAFTER)
def _open_chain(county: County) -> Prepared:
    return lambda actor: chains.open_chain("老旧小区改造", county.bureau, on=TODAY, actor=actor)


@case("join_chain", Duty.DRAFTER)
def _join(county: County) -> Prepared:
    chain = chains.open_chain("老旧小区改造", county.bureau, on=TODAY, actor=SYSTEM)
    publication = draft(county).published()
    return lambda actor: chains.join_chain(publication, chain, Step.DECISION, actor=actor)


@case("leave_chain", Duty.DRAFTER)
def _leave(county: County) -> Prepared:
    chain = chains.open_chain("老旧小区改造", county.bureau, on=TODAY, actor=SYSTEM)
    publication = chains.join_chain(draft(county).published(), chain, Step.DECISION, actor=SYSTEM)
    return lambda actor: chains.leave_chain(publication, actor=actor)


@case("plan_step", Duty.DRAFTER)
def _plan(county: County) -> Prepared:
    chain = chains.open_chain("老旧小区改造", county.bureau, on=TODAY, actor=SYSTEM)
    return lambda actor: chains.plan_step(chain, Step.RESULT, due_on=TODAY, waived="", actor=actor)


@case("close_chain", Duty.DRAFTER)
def _close(county: County) -> Prepared:
    chain = chains.open_chain("老旧小区改造", county.bureau, on=TODAY, actor=SYSTEM)
    for step in Step:
        chains.plan_step(chain, step, due_on=None, waived="不涉及", actor=SYSTEM)
    return lambda actor: chains.close_chain(chain, on=TODAY, actor=actor)


@case("add_topic", Duty.DRAFTER)
def _add_topic(county: County) -> Prepared:
    intro = "供暖季的政策和服务信息。"
    return lambda actor: topics.add_topic("供暖专题", "gongnuan", intro, organ=county.bureau, actor=actor)


@case("edit_topic", Duty.DRAFTER)
def _edit_topic(county: County) -> Prepared:
    made = topic(county)
    return lambda actor: topics.edit_topic(made, title="新名称", intro=made.intro, order=1, actor=actor)


@case("set_cover", Duty.DRAFTER)
def _cover(county: County) -> Prepared:
    made = topic(county)
    return lambda actor: topics.set_cover(made, None, alt="", actor=actor)


@case("set_criteria", Duty.DRAFTER)
def _criteria(county: County) -> Prepared:
    made = topic(county)
    return lambda actor: topics.set_criteria(made, Criteria(words=("供暖",)), actor=actor)


@case("pick", Duty.DRAFTER)
def _pick(county: County) -> Prepared:
    made, publication = topic(county), draft(county).published()
    return lambda actor: topics.pick(made, publication, actor=actor)


def _item(county: County) -> TopicItem:
    return topics.pick(topic(county), draft(county).published(), actor=SYSTEM)


@case("pin", Duty.DRAFTER)
def _pin(county: County) -> Prepared:
    item = _item(county)
    return lambda actor: topics.pin(item, True, actor=actor)


@case("take_out", Duty.DRAFTER)
def _take_out(county: County) -> Prepared:
    item = _item(county)
    return lambda actor: topics.take_out(item, actor=actor)


@case("open_topic", Duty.PUBLISHER)
def _open_topic(county: County) -> Prepared:
    made = _item(county).topic
    return lambda actor: topics.open_topic(made, on=TODAY, at=AT, actor=actor)


@case("close_topic", Duty.DRAFTER)
def _close_topic(county: County) -> Prepared:
    made = topics.open_topic(_item(county).topic, on=TODAY, at=AT, actor=SYSTEM)
    return lambda actor: topics.close_topic(made, on=TODAY, actor=actor)


@case("order_booklet", Duty.DRAFTER)
def _booklet(county: County) -> Prepared:
    made = topics.open_topic(_item(county).topic, on=TODAY, at=AT, actor=SYSTEM)
    return lambda actor: topics.order_booklet(made, actor=actor)


def test_every_act_of_these_modules_is_asked_here() -> None:
    modules = {f"zwgk.publishing.actions.{name}" for name in ("catalogue", "chains", "filing", "importing", "moving")}
    modules.add("zwgk.publishing.actions.topics")
    assert {name for name, function in ACTS.items() if function.__module__ in modules} == set(CASES)


@pytest.mark.parametrize("name", sorted(CASES))
def test_who_has_not_the_duty_does_nothing(county: County, name: str) -> None:
    make, wrong = CASES[name]
    act = make(county)
    without, elsewhere = county.actor(wrong), county.actor(Duty.DISCLOSURE_OFFICE, county.other)
    leader_elsewhere = county.actor(Duty.LEADER, county.other)
    with nothing_changes():
        for actor in (without, elsewhere, leader_elsewhere):
            with pytest.raises(NotAllowed):
                act(actor)
