"""The shelf at size: a change of the whole site touches one row, many papers are marked in turns, the unread leave."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.portal.conftest import Site
from tests.portal.test_shelf import lies, path_of, text
from zwgk.crossings import site_pages
from zwgk.jobs.models import Job
from zwgk.people.actor import SYSTEM
from zwgk.portal import jobs
from zwgk.portal import shelf as pages
from zwgk.publishing import queries, shelf
from zwgk.publishing.models import ShelfKey, ShelfPage, ShelfTurn
from zwgk.ui import visits
from zwgk.ui.visits import Log

pytestmark = pytest.mark.django_db


def test_a_change_of_every_page_touches_one_row_and_all_go_on_lying_there(
    site: Site, django_assert_max_num_queries: Any
) -> None:
    papers = [site.publish(f"第{number}件") for number in range(4)]
    jobs.shelve()
    before = list(ShelfPage.objects.order_by("pk").values_list())
    assert not ShelfKey.objects.filter(key=shelf.SITE).exists(), "one row a page would be a million"
    with django_assert_max_num_queries(3):
        shelf.mark_stale([shelf.SITE], at=timezone.now())
    assert list(ShelfPage.objects.order_by("pk").values_list()) == before
    assert ShelfTurn.objects.get().number == 1
    assert all(lies(path_of(paper)) for paper in papers)
    assert {path for path, since in shelf.stale() if since is None} >= {path_of(paper) for paper in papers}


def test_a_new_name_of_the_site_comes_to_every_page_and_what_was_published_meanwhile_goes_first(site: Site) -> None:
    paper = site.publish("老文件")
    jobs.shelve()
    site_pages.set_site(site.county.site, at=timezone.now(), actor=SYSTEM, name="清岚县新门户")
    fresh = site.publish("刚发的文件")
    assert shelf.stale(1) == [(path_of(fresh), queries.shelf_stale_since(path_of(fresh)))]
    jobs.shelve()
    assert "清岚县新门户" in text(path_of(paper))
    assert shelf.stale() == []


def test_a_turn_of_the_site_during_rendering_leaves_the_page_stale(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    path = path_of(site.publish())
    render = pages.render

    def slow(asked: str) -> pages.Rendered | None:
        page = render(asked)
        if ShelfTurn.objects.count() == 0:
            shelf.turn_site()
        return page

    monkeypatch.setattr(pages, "render", slow)
    assert pages.shelve(path, seen_stale=queries.shelf_stale_since(path)) == pages.Outcome.KEPT
    assert shelf.stale() == [(path, None)]


def test_more_pages_than_an_act_can_mark_are_marked_by_jobs_one_turn_after_the_other(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "AT_ONCE", 3)
    at = timezone.now()
    for number in range(8):
        shelf.keep(f"/p/{number + 1}", ["place:7"], digest="x", at=at, seen_stale=None)
    assert shelf.mark_stale(["place:7"], at=at) == 3
    while job := Job.objects.filter(handler=shelf.MARK).first():
        jobs.mark_the_rest(**job.args)
        job.delete()
    assert ShelfPage.objects.filter(stale_since=at).count() == 8


def test_the_longest_unread_papers_leave_the_shelf_and_the_newest_stay(site: Site, settings: Any) -> None:
    at = timezone.now()
    papers = [site.publish(f"第{n}件", when=at - timedelta(days=30 - n)) for n in range(6)]
    jobs.shelve()
    log = Log(Path(settings.VAR) / "log")
    for paper, agent in ((papers[0], "Mozilla"), (papers[1], "Baiduspider bot"), (papers[2], "Mozilla")):
        log.write("GET", path_of(paper), 200, 10, "203.0.113.7", agent)
    read = visits.read_since(Path(settings.VAR) / "log", "/p/", since=timezone.localdate())
    assert read == {path_of(papers[0]), path_of(papers[2])}, "robots are left out"
    shelf.note_read(read, on=date(2026, 11, 20))
    newest = frozenset(map(path_of, papers[4:]))
    assert shelf.evict(4, keep=newest) == 2
    assert [lies(path_of(paper)) for paper in papers] == [True, False, True, False, True, True]
    kept = {path for path in ShelfPage.objects.values_list("path", flat=True) if path.startswith("/p/")}
    assert kept == {path_of(papers[n]) for n in (0, 2, 4, 5)}
    assert not ShelfKey.objects.filter(key=f"pub:{papers[1].pk}", page__path=path_of(papers[1])).exists()
    assert shelf.evict(4, keep=newest) == 0


def test_after_a_migration_the_newest_papers_are_shelved_in_the_background(site: Site) -> None:
    papers = [site.publish(f"第{n}件") for n in range(3)]
    ShelfPage.objects.all().delete()
    jobs.shelve_newest()
    assert all(lies(path_of(paper)) for paper in papers)
