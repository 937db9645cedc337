"""The log of acts: complete, unchangeable, chained (S1-26; 等级保护“安全审计”)."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.people.factory import TODAY, County
from zwgk.audit import acts, export, guards, queries, sealing, verifying
from zwgk.audit.models import Entry, Seal
from zwgk.people import actions
from zwgk.people.actor import SYSTEM
from zwgk.people.models import Unit, UnitKind
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", guards.TABLES)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_or_delete(county: County, table: str, change: str) -> None:
    sealing.seal_waiting()
    before = (Entry.objects.count(), Seal.objects.count())
    with pytest.raises(DatabaseError, match="操作日志只能增加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))
    assert (Entry.objects.count(), Seal.objects.count()) == before


def test_postgresql_refuses_to_empty_the_table_as_well(county: County) -> None:
    if connection.vendor != "postgresql":
        assert not any("truncate" in statement for statement in guards._made_by("sqlite"))  # it has no TRUNCATE
        return
    with pytest.raises(DatabaseError, match="操作日志只能增加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry CASCADE")
    assert Entry.objects.exists()


def test_an_act_and_its_entry_stand_or_fall_together(county: County) -> None:
    entries = Entry.objects.count()

    @acts.act("test.fail_late")
    def fail_late(*, actor: object) -> None:
        Unit.objects.create(name="半途", kind=UnitKind.DEPARTMENT)
        raise RuntimeError("late")

    try:
        with pytest.raises(RuntimeError):
            fail_late(actor=SYSTEM)
    finally:
        del acts.ACTS["test.fail_late"]
    assert Entry.objects.count() == entries
    assert not Unit.objects.filter(name="半途").exists()


def test_an_act_within_an_act_leaves_its_own_entry(county: County) -> None:
    @acts.act("test.outer")
    def outer(*, actor: object) -> Unit:
        return actions.add_unit("清岚县水利局", UnitKind.DEPARTMENT, parent=county.government, actor=SYSTEM)

    try:
        unit = outer(actor=SYSTEM)
    finally:
        del acts.ACTS["test.outer"]
    about_it = Entry.objects.filter(object_kind="people.unit", object_id=str(unit.pk)).order_by("pk")
    assert list(about_it.values_list("act", flat=True)) == ["people.add_unit", "test.outer"]


def test_an_act_without_an_actor_does_nothing(county: County) -> None:
    units = Unit.objects.count()
    with pytest.raises(TypeError):
        actions.add_unit("清岚县水利局", UnitKind.DEPARTMENT, parent=None)  # type: ignore[call-arg]
    assert Unit.objects.count() == units


def test_reading_what_is_not_public_is_logged(county: County) -> None:
    drafter = county.actor(Duty.DRAFTER)
    acts.read("people.read_account", county.post(Duty.LEADER).user, actor=drafter, fields=["mobile"])
    entry = Entry.objects.get(act="people.read_account")
    assert (entry.user_id, entry.post_id, entry.details) == (drafter.user_id, drafter.post_id, {"fields": ["mobile"]})


def test_every_entry_is_sealed_once_and_the_chain_holds(county: County) -> None:
    count = Entry.objects.count()
    assert sealing.seal_waiting() == count
    assert sealing.seal_waiting() == 0
    assert Seal.objects.count() == count
    assert list(verifying.faults()) == []
    head = sealing.head()
    actions.add_unit("清岚县水利局", UnitKind.DEPARTMENT, parent=county.government, actor=SYSTEM)
    sealing.seal_waiting()
    assert sealing.head() != head
    assert list(verifying.faults()) == []


@pytest.mark.parametrize("field", ["act", "by", "details", "user_id", "at"])
def test_whoever_gets_round_the_guards_is_found_by_the_chain(county: County, field: str) -> None:
    sealing.seal_waiting()
    victim = Entry.objects.order_by("pk")[2]
    guards.remove(connection)
    news = {"details": {"kind": "x"}, "user_id": 999, "at": victim.at.replace(year=2020)}.get(field, "改过")
    Entry.objects.filter(pk=victim.pk).update(**{field: news})
    found = list(verifying.faults())
    guards.install(connection)
    assert found[0] == "数据库中禁止修改、删除日志的触发器不见了"
    assert [line for line in found[1:] if f"第 {victim.pk} 条" in line and "不符" in line]


def test_an_entry_taken_out_of_the_chain_is_found(county: County) -> None:
    sealing.seal_waiting()
    seal = Seal.objects.order_by("pk")[3]
    guards.remove(connection)
    entry = seal.entry
    seal.delete()
    entry.delete()
    guards.install(connection)
    assert [fault.why for fault in sealing.faults()] == ["与前一条的封存值不相接"]


def test_the_auditor_filters_by_act_person_and_day(county: County) -> None:
    actions.edit_unit(county.bureau, phone="0990-1", actor=county.actor(Duty.INFORMANT))
    today = date.today()  # noqa: DTZ011 - entries bear the real moment
    assert queries.found(act="people.edit").count() == 1
    assert queries.found(by="信息员").count() == 1
    assert queries.found(act="people.", since=today, until=today).count() == Entry.objects.count()
    assert queries.found(until=date(2020, 1, 1)).count() == 0
    assert queries.found(object_id=str(county.bureau.pk), object_kind="people.unit").count() == 2


def test_the_export_holds_every_entry_with_its_seal(county: County) -> None:
    sealing.seal_waiting()
    text = "".join(export.as_csv(queries.found(act="people.")))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == Entry.objects.count()
    assert rows[0]["操作"] == "people.add_unit"
    assert rows[-1]["封存值"] == sealing.head()


def test_the_export_itself_is_logged(county: County) -> None:
    auditor = county.actor(Duty.AUDITOR)
    text = "".join(export.download(queries.found(), actor=auditor))
    assert text.count("\n") == Entry.objects.count() + 1 - 1  # heading and all entries but the one of the download
    assert Entry.objects.get(act="audit.export").user_id == auditor.user_id


def test_days_of_the_log_are_beijings() -> None:
    assert TODAY.isoformat() == "2026-11-20"
    assert queries._midnight(TODAY).isoformat() == "2026-11-20T00:00:00+08:00"
