"""Search at the desk: full text, and never a paper outside the searcher's scope, with or without the index."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.documents import queries
from zwgk.documents.models import Document
from zwgk.office import searching
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.search import rebuilding, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(settings: Any, tmp_path: Path) -> Iterator[Callable[[], int]]:
    """``index()`` builds the office's index from what is there, in a scratch folder."""
    settings.VAR = tmp_path
    yield lambda: rebuilding.rebuild(store.OFFICE)
    store.forget(store.OFFICE)


def plain(page: str) -> str:
    """The page without the marks around what was found."""
    return page.replace("<mark>", "").replace("</mark>", "")


def hide(monkeypatch: pytest.MonkeyPatch, *hidden: Document) -> None:
    """Put papers outside everybody's scope."""
    seen = queries.visible_to
    pks = [d.pk for d in hidden]
    monkeypatch.setattr(queries, "visible_to", lambda actor: seen(actor).exclude(pk__in=pks))


def test_words_of_the_text_are_found_and_marked(county: County, sign_in: SignIn, index: Callable[[], int]) -> None:
    draft(county, title="关于窗口的通知", body="<p>农村饮水安全补助资金按户发放。</p>")
    draft(county, title="关于别的事的通知")
    index()
    page = sign_in(Duty.OFFICE).get("/search/?q=饮水补助").content.decode()
    assert "关于窗口的通知" in page
    assert "<mark>" in page
    assert "关于别的事的通知" not in page


def test_neither_title_nor_passage_of_a_paper_outside_the_scope_is_shown(
    county: County, sign_in: SignIn, index: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft(county, title="关于供水补助的通知")
    hidden = draft(county, title="关于供水补助内部测算的通知", body="<p>供水补助测算表。</p>")
    index()
    hide(monkeypatch, hidden.document)
    client = sign_in(Duty.OFFICE)
    page = plain(client.get("/search/?q=供水补助").content.decode())
    assert "关于供水补助的通知" in page
    assert "测算" not in page
    assert client.get(f"/search/?q={hidden.document.matter.number}").status_code == 200, "no jump to it either"


def test_the_people_of_another_organ_find_nothing_of_the_bureau(
    county: County, sign_in: SignIn, index: Callable[[], int]
) -> None:
    story = draft(county, title="关于供水减免的通知", body="<p>困难家庭减免水费。</p>")
    index()
    stranger = sign_in(Duty.OFFICE, county.other)
    page = plain(stranger.get("/search/?q=减免水费").content.decode())
    assert "关于供水减免的通知" not in page
    assert "没有您能看到的公文含这些字" in page
    assert stranger.get(f"/search/?q={story.document.matter.number}").status_code == 200


def test_the_page_is_filled_from_further_down_where_much_is_out_of_scope(
    county: County, index: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = [draft(county, title=f"关于第{n}批供水工程的通知") for n in range(12)]
    index()
    monkeypatch.setattr(searching, "SIZE", 3)
    monkeypatch.setattr(searching, "CHUNK", 3)
    actor = county.actor(Duty.OFFICE)
    order = [line.document for line in searching.look(actor, "供水工程").lines]
    assert len(order) == 3
    hide(monkeypatch, *order)
    found = searching.look(actor, "供水工程")
    assert len(found.lines) == 3
    assert not {line.document.pk for line in found.lines} & {d.pk for d in order}
    seen = {line.document.pk for line in found.lines}
    while found.after:
        found = searching.look(actor, "供水工程", after=found.after)
        seen |= {line.document.pk for line in found.lines}
    assert seen == {s.document.pk for s in stories} - {d.pk for d in order}, "all others, page by page"


def test_without_the_index_titles_and_numbers_still_lead_to_papers(
    county: County, sign_in: SignIn, index: Callable[[], int]
) -> None:
    story = draft(county, title="关于供水补助的通知")
    index()
    shutil.rmtree(store.folder(store.OFFICE))
    store.forget(store.OFFICE)
    client = sign_in(Duty.OFFICE)
    page = plain(client.get("/search/?q=供水").content.decode())
    assert "关于供水补助的通知" in page
    assert "现在只按标题和文号查找" in page
    jump = client.get(f"/search/?q={story.document.matter.number}")
    assert jump.status_code == 302
    assert unquote(jump["Location"]) == f"/documents/{story.document.matter.number}/"


def test_kind_and_attribute_narrow_by_what_holds_now(county: County, sign_in: SignIn, index: Callable[[], int]) -> None:
    draft(county, title="关于供水的通知")
    story = draft(county, title="关于供水的公告", kind="proclamation")
    index()
    story.propose(Disclosure.ON_REQUEST, ground_reason="涉及资金测算，尚在论证")
    client = sign_in(Duty.OFFICE)

    def titles(query: str) -> str:
        return plain(client.get(f"/search/?q=供水&{query}").content.decode())

    assert "关于供水的通知" not in titles("kind=proclamation")
    assert "关于供水的公告" in titles("kind=proclamation")
    assert "关于供水的公告" in titles("disclosure=on_request")
    assert "关于供水的通知" not in titles("disclosure=on_request")


def test_a_broken_cursor_is_refused_in_words(county: County, sign_in: SignIn, index: Callable[[], int]) -> None:
    draft(county, title="关于供水的通知")
    index()
    answer = sign_in(Duty.OFFICE).get("/search/?q=供水&after=xyz")
    assert answer.status_code == 409
    assert "翻页位置不正确" in answer.content.decode()
