"""The tree of columns rebuilt: lists, counters and addresses follow; content is never lost, circles are refused."""

from __future__ import annotations

import pytest

from tests.people.factory import County
from tests.publishing.shelves import column, moment, publish
from tests.unchanged import nothing_changes
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing import queries, shelf, verifying
from zwgk.publishing.actions import moving
from zwgk.publishing.arranging import places, relisting
from zwgk.publishing.models import Column, ColumnPath, Listing, Publication, ShelfPage
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import ColumnKind

pytestmark = pytest.mark.django_db


def listed(where: Column) -> set[str]:
    return {row.publication.title for row in Listing.objects.filter(column=where).select_related("publication")}


def test_a_branch_moves_with_its_lists_and_counters(county: County) -> None:
    """S1-14"""
    a, b = column("a"), column("b")
    inner = column("inner", a)
    leaf = column("leaf", inner)
    publish(county, leaf, "甲件")
    publish(county, a, "乙件", when=moment(10, 9))
    moving.move_column(inner, b, actor=SYSTEM)
    assert listed(a) == {"乙件"}
    assert listed(b) == listed(inner) == listed(leaf) == {"甲件"}
    assert queries.months(b.pk) == [("2026-11", 1)]
    assert queries.numbers([a.pk, b.pk, inner.pk]) == {a.pk: 1, b.pk: 1, inner.pk: 1}
    assert [c.slug for c in queries.trail(leaf.pk)] == ["b", "inner", "leaf"]
    assert list(verifying.faults()) == []
    moving.move_column(inner, None, actor=SYSTEM)
    assert listed(b) == set()
    assert ColumnPath.objects.filter(below=leaf).count() == 2


def test_a_column_cannot_be_put_into_itself_and_the_path_is_named(county: County) -> None:
    a = column("a")
    inner = column("inner", a)
    leaf = column("leaf", inner)
    with nothing_changes(), pytest.raises(BadInput, match=r"栏目a › 栏目inner › 栏目leaf.*循环"):
        moving.move_column(a, leaf, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="循环"):
        moving.move_column(a, a, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="已经在这个位置"):
        moving.move_column(inner, a, actor=SYSTEM)


def test_an_organs_column_stays_in_its_own_tree_and_the_tree_stays_shallow(county: County) -> None:
    site, own = column("site"), column("own", organ=county.bureau)
    with nothing_changes(), pytest.raises(BadInput, match="同一机关"):
        moving.move_column(own, site, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="同一机关"):
        door.add_column("别处", "other", parent=site, organ=county.bureau, actor=SYSTEM)
    above: Column | None = None
    for level in range(6):
        above = column(f"l{level}", above)
    with nothing_changes(), pytest.raises(BadInput, match="最多6级"):
        column("l6", above)
    with nothing_changes(), pytest.raises(BadInput, match="最多6级"):
        moving.move_column(site, above, actor=SYSTEM)


def test_a_column_with_content_is_not_deleted_and_the_way_out_is_named(county: County) -> None:
    a = column("a")
    child = column("child", a)
    paper = publish(county, a, "甲件")
    with nothing_changes(), pytest.raises(BadInput, match=r"公开件1件.*下级栏目1个") as refusal:
        moving.delete_column(a, actor=SYSTEM)
    assert "并入" in refusal.value.remedy
    door.withdraw(paper, notice="撤回", reason="错", on=paper.published_on, at=moment(11, 19), actor=SYSTEM)
    moving.delete_column(child, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="含已撤回的"):
        moving.delete_column(a, actor=SYSTEM)
    empty = column("empty")
    moving.delete_column(empty, actor=SYSTEM)
    assert not Column.objects.filter(slug="empty").exists()


def test_the_fixed_parts_of_the_platform_stay(county: County) -> None:
    guide, a = column("guide", kind=ColumnKind.GUIDE), column("a")
    for act in (
        lambda: moving.delete_column(guide, actor=SYSTEM),
        lambda: moving.merge_column(guide, a, actor=SYSTEM),
    ):
        with nothing_changes(), pytest.raises(BadInput, match="固定部分"):
            act()


def test_merging_keeps_every_paper_and_every_address(county: County) -> None:
    old, older, new = column("old"), column("older"), column("new")
    inner = column("inner", old)
    kept, below = publish(county, old, "甲件"), publish(county, inner, "乙件")
    moving.merge_column(older, old, actor=SYSTEM)
    moving.merge_column(old, new, actor=SYSTEM)
    assert Publication.objects.get(pk=kept.pk).column == new
    assert Publication.objects.get(pk=below.pk).column == inner
    assert listed(new) == {"甲件", "乙件"}
    assert places.led_on("old") == places.led_on("older") == new
    assert queries.column("old") is None
    assert queries.find(kept.pk) is not None
    assert list(verifying.faults()) == []
    with nothing_changes(), pytest.raises(BadInput, match="并入它的旧栏目"):
        moving.delete_column(new, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="已经并入"):
        moving.merge_column(new, old, actor=SYSTEM)


def test_sub_columns_of_one_name_are_told_before_a_merge(county: County) -> None:
    old, new = column("old"), column("new")
    door.add_column("通知", "n1", parent=old, actor=SYSTEM)
    door.add_column("通知", "n2", parent=new, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="都有“通知”"):
        moving.merge_column(old, new, actor=SYSTEM)


def test_many_papers_follow_in_the_background_in_batches(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the last batch is done everything stays readable, and lists and counters agree at every moment."""
    monkeypatch.setattr(relisting, "BATCH", 2)
    a, b = column("a"), column("b")
    inner = column("inner", a)
    for number in range(5):
        publish(county, inner, f"第{number}件")
    moving.move_column(inner, b, actor=SYSTEM)
    assert len(listed(a)) == 5, "the lists above follow in the background"
    for batch in relisting._batches([inner.pk]):
        relisting.relist(batch)
        assert queries.numbers([a.pk]).get(a.pk, 0) == len(listed(a))
        assert queries.numbers([b.pk]).get(b.pk, 0) == len(listed(b))
    relisting.of_columns([inner.pk])  # twice has the effect of once
    assert (len(listed(a)), len(listed(b))) == (0, 5)
    assert list(verifying.faults()) == []


def test_a_change_of_the_navigation_makes_few_pages_stale(county: County) -> None:
    """A page that does not show the tree, or another column's paper, is left as it lies."""
    a, b = column("a"), column("b")
    at = moment(11, 19)
    shelf.keep("/", [shelf.SITE, shelf.COLUMNS], digest="x", at=at, seen_stale=None)
    shelf.keep("/c/a/", [shelf.SITE, shelf.key_of_column(a.pk)], digest="x", at=at, seen_stale=None)
    shelf.keep("/c/b/", [shelf.SITE, shelf.key_of_column(b.pk)], digest="x", at=at, seen_stale=None)
    shelf.keep("/p/1", [shelf.SITE, "pub:1", shelf.key_of_place(a.pk)], digest="x", at=at, seen_stale=None)
    shelf.keep("/p/2", [shelf.SITE, "pub:2", shelf.key_of_place(b.pk)], digest="x", at=at, seen_stale=None)

    def stale() -> set[str]:
        return set(ShelfPage.objects.exclude(stale_since=None).values_list("path", flat=True))

    door.change_column(a, order=9, actor=SYSTEM)
    assert stale() == {"/", "/c/a/"}
    ShelfPage.objects.update(stale_since=None)
    door.change_column(a, name="新名称", actor=SYSTEM)
    assert stale() == {"/", "/c/a/", "/p/1"}
    ShelfPage.objects.update(stale_since=None)
    column("c")
    assert stale() == {"/"}
