"""After a migration every paper is looked through for personal information, and a person settles what is found."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office.desk import SignIn, office_day, sign_in
from tests.people.factory import County
from tests.publishing.cases_migrating import CLEAN, LEAKING, brought_in
from tests.unchanged import nothing_changes
from zwgk.jobs.models import Job, JobState
from zwgk.people.actor import Actor
from zwgk.publishing import effects
from zwgk.publishing.actions.migrating import settle_finding
from zwgk.publishing.migration import scanning
from zwgk.publishing.models import MigrationFinding, MigrationScan, Publication
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, Stale

__all__ = ["office_day", "sign_in"]
pytestmark = pytest.mark.django_db


def test_an_import_asks_for_it_once_and_a_killed_scan_goes_on_where_it_stood(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "BATCH", 2)
    clearance = brought_in(*[CLEAN % n for n in range(3)], *[LEAKING % f"x{n}" for n in range(2)])
    job = Job.objects.get(handler=scanning.SCAN)
    assert (job.queue, job.args) == ("slow", {"clearance_id": clearance.pk})
    assert Job.objects.filter(handler=effects.SHELVE_NEWEST, queue="slow").count() == 1
    found_in, calls = scanning._found_in, []

    def dies(versions: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return found_in(versions)

    monkeypatch.setattr(scanning, "_found_in", dies)
    with pytest.raises(KeyboardInterrupt):
        scanning.scan(clearance.pk)
    assert MigrationScan.objects.get().done == 2
    scanning.scan(clearance.pk)
    scan = MigrationScan.objects.get()
    assert (scan.done, scan.total) == (5, 5)
    kinds = MigrationFinding.objects.order_by("pk").values_list("publication__key", "kind", "number")
    assert list(kinds) == [("x0", "id_card", 1), ("x0", "mobile", 1), ("x1", "id_card", 1), ("x1", "mobile", 1)]
    assert scanning.scan(clearance.pk) == 0  # nothing new, nothing doubled


def test_a_finding_is_settled_once_and_with_a_reason(county: County) -> None:
    scanning.scan(brought_in(LEAKING % "a").pk)
    secrecy: Actor = county.actor(Duty.SECRECY)
    found = MigrationFinding.objects.select_related("publication").order_by("pk")[0]
    for why in ("  ", "长" * 301):
        with nothing_changes(), pytest.raises(BadInput):
            settle_finding(found, why=why, actor=secrecy)
    settle_finding(found, why="当事人同意公开", actor=secrecy)
    with nothing_changes(), pytest.raises(Stale):
        settle_finding(found, why="再核对", actor=secrecy)


@pytest.mark.usefixtures("office_day")
def test_the_page_shows_progress_and_what_waits_and_takes_the_answer(county: County, sign_in: SignIn) -> None:
    clearance = brought_in(CLEAN % "a", LEAKING % "b")
    client = sign_in(Duty.SECRECY)
    assert "检查中" in client.get("/migrations/").content.decode()
    scanning.scan(clearance.pk)
    Job.objects.filter(handler=scanning.SCAN).update(state=JobState.DONE)
    page = client.get("/migrations/").content.decode()
    assert "2 / 2" in page
    assert "居民身份证号码 1 处" in page
    assert "11010519491231002X" not in page, "the page says what kind, never what"
    first = MigrationFinding.objects.order_by("pk")[0]
    answer = client.post(f"/migrations/{first.pk}/", {"why": ""})
    assert "核对意见应为" in answer.content.decode()
    client.post(f"/migrations/{first.pk}/", {"why": "当事人同意公开"})
    first.refresh_from_db()
    assert first.note == "当事人同意公开"
    Publication.objects.update(state="withdrawn")
    assert "没有等待核对的发现" in client.get("/migrations/").content.decode()
    other = sign_in(Duty.PUBLISHER, county.other)
    assert other.post(f"/migrations/{first.pk}/", {"why": "x"}).status_code == 404
