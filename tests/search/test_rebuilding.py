"""The index is a cache: deleted, damaged, outdated or rebuilt while serving, nothing is lost and nobody waits."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence

import pytest

from tests.search.conftest import Shelf
from zwgk.rules.errors import BadInput
from zwgk.search import checking, document, health, jobs, outbox, rebuilding, sources, store, verifying
from zwgk.search.document import SearchDoc
from zwgk.search.queries import search, suggest
from zwgk.search.sources import Source
from zwgk.search.store import IndexState, IndexUnavailable

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    return [hit.key for hit in search(query).hits if not hit.is_related]


def test_without_an_index_the_reader_is_told_in_chinese(shelf: Shelf) -> None:
    with pytest.raises(IndexUnavailable) as refused:
        search("供水")
    assert "索引" in str(refused.value)
    assert "zwgk reindex" in refused.value.remedy
    assert suggest("供") == []


def test_without_an_index_the_database_answers_where_it_can(shelf: Shelf) -> None:
    shelf.put(SearchDoc("p1", "供水管理办法"))

    def by_title(text: str, limit: int) -> Sequence[str]:
        return [key for key, paper in shelf.papers.items() if text in paper.title][:limit]

    sources.register_source(store.PUBLIC, Source(shelf.load, lambda: list(shelf.papers), shelf.display, by_title))
    answer = search("供水")
    assert [hit.key for hit in answer.hits] == ["p1"]
    assert "重建" in answer.notice


@pytest.mark.parametrize("damage", ["folder", "pointer", "meta", "segments", "version"])
def test_a_deleted_or_damaged_index_is_built_again_by_the_next_drain(
    indexed: Callable[..., Shelf], damage: str
) -> None:
    indexed("供水管理办法", "供热管理办法")
    generation = store.current(store.PUBLIC)
    assert generation is not None
    if damage == "folder":
        shutil.rmtree(store.folder(store.PUBLIC))
    elif damage == "pointer":
        (store.folder(store.PUBLIC) / "current").write_bytes(b"\xff\x00nonsense")
    elif damage == "meta":
        (generation / "meta.json").write_text("{", encoding="ascii")
    elif damage == "version":
        (generation / "zwgk-version").write_text(str(document.VERSION - 1), encoding="ascii")
    else:
        for path in generation.glob("*.term"):
            path.unlink()
    store.forget(store.PUBLIC)
    assert store.state(store.PUBLIC) is not IndexState.READY
    assert health.fault()
    outbox.drain()
    assert store.state(store.PUBLIC) is IndexState.READY
    assert found("供水") == ["p1"]
    assert health.fault() == ""


def test_the_worker_s_second_hand_asks_for_a_rebuild_and_the_slow_queue_does_it(indexed: Callable[..., Shelf]) -> None:
    from zwgk.jobs.models import Job

    indexed("供水管理办法")
    shutil.rmtree(store.folder(store.PUBLIC))
    jobs.drain()
    jobs.drain()
    job = Job.objects.get(handler=jobs.REBUILD)
    assert job.queue == "slow"
    jobs.rebuild(**job.args)
    assert found("供水") == ["p1"]


def test_a_rebuild_takes_the_place_of_the_old_index_and_leaves_one_generation(indexed: Callable[..., Shelf]) -> None:
    shelf = indexed("供水管理办法")
    before = store.current(store.PUBLIC)
    shelf.put(SearchDoc("p2", "供热管理办法"))
    assert rebuilding.rebuild(store.PUBLIC) == 2
    assert store.current(store.PUBLIC) != before
    assert len(list(store.folder(store.PUBLIC).glob("gen-*"))) == 1
    assert found("管理办法") == ["p1", "p2"]


def test_what_is_published_during_a_rebuild_is_found_before_and_after_the_swap(indexed: Callable[..., Shelf]) -> None:
    shelf = indexed("供水管理办法", "排水管理办法")
    seen: list[list[str]] = []

    def while_building(done: int) -> None:
        shelf.put(SearchDoc("new", "供热管理办法"))
        shelf.papers.pop("p2", None)
        outbox.enqueue("new")
        outbox.enqueue("p2")
        outbox.drain()
        seen.append(found("供热"))

    rebuilding.rebuild(store.PUBLIC, progress=while_building)
    assert seen == [["new"]]
    assert found("供热") == ["new"]
    assert found("排水") == []


def test_a_rebuild_that_fails_leaves_the_old_index_in_use(
    indexed: Callable[..., Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = indexed("供水管理办法")
    before = store.current(store.PUBLIC)

    def broken(keys: Sequence[str]) -> list[SearchDoc]:
        raise OSError("磁盘已满")

    sources.register_source(store.PUBLIC, Source(broken, lambda: ["p1"], shelf.display))
    with pytest.raises(OSError, match="磁盘已满"):
        rebuilding.rebuild(store.PUBLIC)
    assert store.current(store.PUBLIC) == before
    assert len(list(store.folder(store.PUBLIC).glob("gen-*"))) == 1
    assert found("供水") == ["p1"]


def test_two_rebuilds_do_not_run_at_once(indexed: Callable[..., Shelf]) -> None:
    indexed("供水管理办法")
    before = store.current(store.PUBLIC)
    with store.locked(store.PUBLIC, rebuilding.LOCK), pytest.raises(store.WriterBusy):
        rebuilding.rebuild(store.PUBLIC)
    assert store.current(store.PUBLIC) == before


def test_an_index_that_nobody_supplies_is_refused_by_name(shelf: Shelf) -> None:
    with pytest.raises(BadInput, match="office"):
        rebuilding.rebuild(store.OFFICE)


def test_public_and_office_indexes_know_nothing_of_each_other(indexed: Callable[..., Shelf]) -> None:
    """对外公开与对内公开分开检索。"""
    shelf = indexed("供水管理办法")
    inner = {"i1": SearchDoc("i1", "供水内部工作规程")}
    sources.register_source(
        store.OFFICE, Source(lambda keys: [inner[key] for key in keys], lambda: list(inner), shelf.display)
    )
    rebuilding.rebuild(store.OFFICE)
    assert found("供水") == ["p1"]
    assert store.searcher(store.OFFICE).num_docs == 1
    store.forget(store.OFFICE)


def test_verification_names_what_only_one_side_knows(indexed: Callable[..., Shelf]) -> None:
    shelf = indexed("供水管理办法", "供热管理办法")
    assert list(verifying.faults()) == []
    assert all(right for right, _, _ in checking.lines())
    del shelf.papers["p1"]
    shelf.put(SearchDoc("p3", "排水管理办法"))
    assert list(verifying.faults()) == ["索引 public 缺少 p3", "索引 public 多出 p1"]
    outbox.enqueue_many(["p1", "p3"])
    assert list(verifying.faults()) == []


def test_damage_met_while_searching_is_told_in_chinese_and_mended_by_the_next_drain(
    indexed: Callable[..., Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed("供水管理办法")

    class Broken:
        num_docs = 1

        def search(self, *_: object, **__: object) -> None:
            raise ValueError("An IO error occurred")

        doc_freq = search

    with monkeypatch.context() as damage:
        damage.setattr(store, "searcher", lambda name: Broken())
        damage.setattr(store, "state", lambda name: IndexState.CORRUPT)
        with pytest.raises(IndexUnavailable, match="已损坏"):
            search("供水")
    assert store.state(store.PUBLIC) is IndexState.CORRUPT
    outbox.drain()
    assert found("供水") == ["p1"]


def test_another_process_sees_a_new_paper_without_being_told(indexed: Callable[..., Shelf]) -> None:
    """发布后两秒内可检索:readers look at the index's files, they are not called."""
    import subprocess
    import sys

    shelf = indexed("供水管理办法")
    program = (
        "import sys, types\n"
        "from pathlib import Path\n"
        "from django.conf import settings\n"
        f"settings.configure(VAR=Path({str(store.folder(store.PUBLIC).parents[1])!r}))\n"
        "from zwgk.search import store\n"
        "for line in sys.stdin:\n"
        "    print(store.searcher('public').num_docs, flush=True)\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert other.stdin is not None
    assert other.stdout is not None
    try:
        other.stdin.write("\n")
        assert other.stdout.readline().strip() == "1"
        shelf.put(SearchDoc("new", "供热管理办法"))
        outbox.enqueue("new")
        outbox.drain()
        other.stdin.write("\n")
        assert other.stdout.readline().strip() == "2"
        rebuilding.rebuild(store.PUBLIC)
        other.stdin.write("\n")
        assert other.stdout.readline().strip() == "2"
    finally:
        other.stdin.close()
        other.wait(timeout=20)
