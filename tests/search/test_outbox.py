"""What is published is found, what is withdrawn is not, and a killed worker loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from tests.search.conftest import Shelf
from zwgk.search import outbox, store
from zwgk.search.document import SearchDoc
from zwgk.search.models import ChangeOp, IndexChange
from zwgk.search.queries import search

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    return [hit.key for hit in search(query).hits if not hit.is_related]


def test_a_new_paper_is_found_after_the_next_drain(indexed: Callable[..., Shelf]) -> None:
    shelf = indexed("供水管理办法")
    shelf.put(SearchDoc("new", "供热管理办法"))
    outbox.enqueue("new")
    assert found("供热") == []
    assert outbox.drain() == 1
    assert found("供热") == ["new"]
    assert outbox.waiting(store.PUBLIC) == 0


def test_a_changed_paper_is_found_by_its_new_words_only(indexed: Callable[..., Shelf]) -> None:
    shelf = indexed("供水管理办法", "供热管理办法")
    shelf.put(SearchDoc("p1", "排水管理办法"))
    outbox.enqueue("p1")
    outbox.enqueue("p1")
    assert outbox.drain() == 2
    assert (found("供水"), found("排水")) == ([], ["p1"])


def test_a_paper_that_is_no_longer_there_leaves_the_index(indexed: Callable[..., Shelf]) -> None:
    shelf = indexed("供水管理办法", "供热管理办法")
    del shelf.papers["p1"]
    outbox.enqueue("p1", op=ChangeOp.DELETE)
    outbox.drain()
    assert found("管理办法") == ["p2"]
    assert store.searcher(store.PUBLIC).num_docs == 1


def test_a_withdrawn_paper_is_not_shown_even_before_the_index_knows(indexed: Callable[..., Shelf]) -> None:
    """紧急撤下 does not wait for the index: every hit is checked against the database."""
    shelf = indexed("供水管理办法", "供水应急预案")
    del shelf.papers["p1"]
    assert found("供水") == ["p2"]


def test_a_change_goes_with_the_transaction_that_made_it(indexed: Callable[..., Shelf]) -> None:
    indexed("供水管理办法")

    def publish_and_fail() -> None:
        with transaction.atomic():
            outbox.enqueue("p1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish_and_fail()
    assert outbox.waiting(store.PUBLIC) == 0


def test_killed_after_the_commit_the_same_changes_are_taken_in_again(
    indexed: Callable[..., Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = indexed("供水管理办法")
    shelf.put(SearchDoc("new", "供热管理办法"))
    outbox.enqueue("new")
    with monkeypatch.context() as broken:
        broken.setattr(outbox, "_done", _killed)
        with pytest.raises(KeyboardInterrupt):
            outbox.drain()
    assert outbox.waiting(store.PUBLIC) == 1
    outbox.drain()
    assert found("供热") == ["new"]
    assert store.searcher(store.PUBLIC).num_docs == 2


def _killed(*_: object) -> int:
    raise KeyboardInterrupt


def test_two_workers_do_not_write_at_once(indexed: Callable[..., Shelf]) -> None:
    indexed("供水管理办法")
    outbox.enqueue("p1")
    with store.locked(store.PUBLIC):
        assert outbox.drain() == 0
    assert outbox.waiting(store.PUBLIC) == 1
    assert outbox.drain() == 1


def test_many_changes_are_taken_in_by_batches(indexed: Callable[..., Shelf], monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = indexed()
    monkeypatch.setattr(outbox, "BATCH", 3)
    shelf.put(*(SearchDoc(f"n{number}", f"供热办法{number}") for number in range(8)))
    assert outbox.enqueue_many(f"n{number}" for number in range(8)) == 8
    assert outbox.drain(limit=5) == 5
    assert IndexChange.objects.count() == 3
    assert outbox.drain() == 3
    assert len(found("供热办法")) == 8
