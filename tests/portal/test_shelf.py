"""The shelf: finished pages are the same for all, follow every change, and never outlive their paper (ADR shelf)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.portal.conftest import Site
from zwgk.portal import jobs, wanted
from zwgk.portal import shelf as pages
from zwgk.portal.shelf import Outcome
from zwgk.publishing import queries, shelf
from zwgk.publishing.content import PublicLink
from zwgk.publishing.models import Publication, ShelfPage
from zwgk.rules.publication import LinkKind

pytestmark = pytest.mark.django_db
Commits = Callable[..., Any]


def path_of(paper: Publication) -> str:
    return f"/p/{paper.pk}"


def lies(path: str) -> bool:
    return shelf.file_for(path).exists()


def text(path: str) -> str:
    return shelf.file_for(path).read_text(encoding="utf-8")


def test_a_publication_and_its_lists_are_shelved_by_the_worker(client: Client, site: Site) -> None:
    paper = site.publish("新的通知")
    for path in ("/", "/c/tzgg/", "/gongkai/fading/"):
        pages.shelve(path, seen_stale=None)
    jobs.shelve()
    assert "新的通知" in text(path_of(paper))
    assert "新的通知" in text("/")
    assert text(path_of(paper)) == client.get(path_of(paper)).content.decode()
    second = site.publish("再一条通知")
    jobs.shelve()
    assert "再一条通知" in text("/c/tzgg/")
    assert "再一条通知" in text("/")
    assert lies(path_of(second))


def test_a_shelved_page_holds_nothing_of_one_reader(site: Site) -> None:
    """No token, no cookie, no nonce: the same bytes for all, twice the same."""
    path = path_of(site.publish())
    first, second = pages.render(path), pages.render(path)
    assert first is not None
    assert second is not None
    assert first.content == second.content
    assert b"csrf" not in first.content
    assert shelf.SITE in first.keys


def test_page_and_packed_forms_and_headers_lie_together(site: Site) -> None:
    path = path_of(site.publish())
    pages.shelve(path, seen_stale=queries.shelf_stale_since(path))
    base = shelf.file_for(path)
    assert {f.name.removeprefix(base.name) for f in base.parent.iterdir()} == {"", ".br", ".gz", ".h"}
    headers = dict(json.loads(Path(f"{base}.h").read_text(encoding="utf-8"))["headers"])
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_correction_reaches_the_shelf(site: Site) -> None:
    paper = site.publish(text="<p>旧的说法。</p>")
    jobs.shelve()
    site.correct(paper, site.content(text="<p>新的说法。</p>"), "更正")
    jobs.shelve()
    assert "新的说法" in text(path_of(paper))
    assert "旧的说法" not in text(path_of(paper))


def test_a_reading_published_later_appears_on_the_shelved_page_of_its_paper(site: Site) -> None:
    paper = site.publish("实施细则", column="gfxwj")
    jobs.shelve()
    site.publish("一图读懂", column="zcjd", links=(PublicLink(LinkKind.INTERPRETS, target_id=paper.pk),))
    jobs.shelve()
    assert "一图读懂" in text(path_of(paper))


@pytest.mark.parametrize("remove", ["withdraw", "take_down"])
def test_the_bytes_are_gone_when_the_act_answers(
    site: Site, django_capture_on_commit_callbacks: Commits, remove: str
) -> None:
    """紧急撤下: page, lists that named it, and pages of papers that it is linked with; before any job ran."""
    basis = site.publish("依据")
    paper = site.publish("要撤的", links=(PublicLink(LinkKind.BASIS, target_id=basis.pk),))
    for path in ("/", "/c/tzgg/"):
        pages.shelve(path, seen_stale=None)
    jobs.shelve()
    assert "要撤的" in text(path_of(basis))
    with django_capture_on_commit_callbacks(execute=True):
        getattr(site, remove)(paper)
    for path in (path_of(paper), path_of(basis), "/", "/c/tzgg/"):
        assert not lies(path), path
    jobs.shelve()
    assert "要撤的" not in text("/")
    assert "要撤的" not in text(path_of(basis))
    assert not any("要撤的" in f.read_text("utf-8") for f in shelf.folder().rglob("*") if f.is_file() and not f.suffix)


def test_a_withdrawal_during_rendering_wins(
    site: Site, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commits
) -> None:
    """The slow render of an old state must not bring a page back after its bytes were deleted."""
    paper = site.publish("要撤的")
    path = path_of(paper)
    render = pages.render

    def slow(asked: str) -> pages.Rendered | None:
        rendered = render(asked)
        if not paper.removals.exists():
            with django_capture_on_commit_callbacks(execute=True):
                site.take_down(paper)
        return rendered

    monkeypatch.setattr(pages, "render", slow)
    outcome = pages.shelve(path, seen_stale=queries.shelf_stale_since(path))
    assert outcome != Outcome.KEPT
    assert not lies(path)
    jobs.shelve()
    assert not lies(path)
    assert not ShelfPage.objects.filter(path=path).exists()


def test_a_page_that_became_stale_while_it_was_rendered_stays_in_the_queue(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = site.publish()
    path = path_of(paper)
    jobs.shelve()
    render = pages.render

    def disturbed(asked: str) -> pages.Rendered | None:
        rendered = render(asked)
        shelf.mark_stale([shelf.key_of_publication(paper.pk)], at=timezone.now())
        return rendered

    monkeypatch.setattr(pages, "render", disturbed)
    assert pages.shelve(path, seen_stale=None) == Outcome.LATER
    assert queries.shelf_stale_since(path) is not None


def test_nothing_is_left_beside_the_pages(site: Site) -> None:
    """Files written beside their places are renamed or removed, whatever the outcome."""
    path = path_of(site.publish())
    pages.shelve(path, seen_stale=timezone.now() + timedelta(days=1))  # not what the ledger says: refused
    assert not lies(path)
    assert [f for f in shelf.folder().rglob("*") if f.is_file()] == []


@pytest.mark.parametrize(
    "path",
    [
        "/p/999999",
        "/p/0",
        "/search/",
        "/elder/",
        "/p/1/feedback",
        "/gongkai/zhinan/",
        "/o/1/",
        "/../etc/passwd",
        "/p/1?x",
    ],
)
def test_what_is_personal_changing_or_unknown_is_not_shelved(site: Site, path: str) -> None:
    """Pages under a standing clearance are asked anew each time: its end or revocation must show at once."""
    assert pages.render(path) is None


def test_the_first_reader_s_page_is_asked_for_and_shelved_by_the_worker(client: Client, site: Site) -> None:
    """The portal drops a note; the worker alone writes pages."""
    paper = site.publish()
    ShelfPage.objects.all().delete()
    client.get(path_of(paper))
    assert not lies(path_of(paper))
    assert [note.read_text() for note in wanted.folder().iterdir()] == [path_of(paper)]
    jobs.shelve()
    assert lies(path_of(paper))
    assert list(wanted.folder().iterdir()) == []


@pytest.mark.parametrize("query", ["?x=1", "?"])
def test_only_plain_addresses_are_asked_for(client: Client, site: Site, query: str) -> None:
    paper = site.publish()
    client.get(f"{path_of(paper)}{query}" if query != "?" else f"/elder{path_of(paper)}")
    assert not wanted.folder().exists()


def test_notes_that_name_no_page_are_thrown_away(site: Site) -> None:
    wanted.folder().mkdir(parents=True)
    (wanted.folder() / "x").write_text("/../../etc/passwd")
    jobs.shelve()
    assert list(wanted.folder().iterdir()) == []
    assert not ShelfPage.objects.filter(path__contains="etc").exists()


def test_a_note_for_what_is_not_public_leaves_nothing(site: Site) -> None:
    wanted.folder().mkdir(parents=True)
    (wanted.folder() / "x").write_text("/p/987654")
    jobs.shelve()
    assert not lies("/p/987654")
    assert not ShelfPage.objects.filter(path="/p/987654").exists()


def test_everything_is_rendered_again_with_the_newest_papers_only(site: Site) -> None:
    old, new = site.publish("旧的"), site.publish("新的")
    told: list[tuple[int, int]] = []
    counts = pages.shelve_all(1, report=lambda done, total: told.append((done, total)))
    assert lies(path_of(new))
    assert not lies(path_of(old))
    assert lies("/")
    assert counts[Outcome.KEPT] > 5
    assert told[-1][0] == told[-1][1]


def test_a_paper_that_takes_effect_today_says_so_the_same_day(site: Site) -> None:
    """Dates turn without an act: the shelf is told in the night."""
    from tests.people.factory import TODAY

    paper = site.publish(column="gfxwj", validity="in_force", effective_on=TODAY)
    jobs.shelve()
    jobs.turn_of_day()
    assert queries.shelf_stale_since(path_of(paper)) is not None
