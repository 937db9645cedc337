"""专题: gathered by rule and by hand, public only as reviewed, bound into a booklet that holds only what is public."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.people.factory import TODAY, County
from tests.publishing.shelves import AT, column, moment, publish, topic
from tests.unchanged import nothing_changes
from zwgk.files import store
from zwgk.files.models import File
from zwgk.jobs.models import Job
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing import gathering
from zwgk.publishing.actions import topics as acts
from zwgk.publishing.arranging import booklet
from zwgk.publishing.arranging import topics as public
from zwgk.publishing.arranging.topics import Wanted
from zwgk.publishing.models import Booklet, Publication, Topic, TopicItem
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed
from zwgk.rules.topics import Criteria

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }


def opened(county: County, *papers: Publication, slug: str = "gongnuan") -> Topic:
    made = topic(county, slug)
    for paper in papers:
        acts.pick(made, paper, actor=SYSTEM)
    return acts.open_topic(made, on=TODAY, at=AT, actor=SYSTEM)


def titles(made: Topic) -> set[str]:
    return set(made.items.filter(is_out=False).values_list("publication__title", flat=True))


def test_a_rule_gathers_what_is_there_and_what_comes_later(county: County) -> None:
    """S2-10, S3-04"""
    where, elsewhere = column("a"), column("b")
    publish(county, where, "供暖价格的通知", when=moment(10, 1))
    publish(county, elsewhere, "供暖故障的提示")
    publish(county, where, "供水的通知")
    made = topic(county)
    acts.set_criteria(made, Criteria(words=("供暖",), columns=(where.pk,)), actor=SYSTEM)
    assert Job.objects.get(handler=gathering.REGATHER).args == {"topic_id": made.pk}
    assert gathering.regather(made.pk) == 1
    acts.open_topic(made, on=TODAY, at=AT, actor=SYSTEM)
    publish(county, where, "供暖补贴的通知")
    publish(county, elsewhere, "供暖投诉")
    assert titles(made) == {"供暖价格的通知", "供暖补贴的通知"}


def test_what_a_person_put_in_or_took_out_stays_so(county: County) -> None:
    where = column("a")
    by_rule, by_hand = publish(county, where, "供暖价格"), publish(county, where, "锅炉检修")
    made = topic(county)
    acts.set_criteria(made, Criteria(words=("供暖",)), actor=SYSTEM)
    gathering.regather(made.pk)
    acts.pick(made, by_hand, actor=SYSTEM)
    acts.take_out(made.items.get(publication=by_rule), actor=SYSTEM)
    gathering.regather(made.pk)
    assert titles(made) == {"锅炉检修"}
    acts.pick(made, by_rule, actor=SYSTEM)
    acts.set_criteria(made, Criteria(words=("供水",)), actor=SYSTEM)
    gathering.regather(made.pk)
    assert titles(made) == {"锅炉检修", "供暖价格"}, "both were put in by a person now"


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Criteria(organs=(1,)), "全站"),
        (Criteria(first=date(2026, 1, 1)), "全站"),
        (Criteria(words=("暖",)), "只有一个字"),
        (Criteria(words=("供暖",), first=date(2026, 2, 1), last=date(2026, 1, 1)), "早于"),
    ],
)
def test_a_rule_that_gathers_everything_is_refused(county: County, rule: Criteria, why: str) -> None:
    made = topic(county)
    with nothing_changes(), pytest.raises(BadInput, match=why):
        acts.set_criteria(made, rule, actor=SYSTEM)


def test_the_public_reads_what_was_reviewed_until_it_is_reviewed_again(county: County) -> None:
    paper = publish(county, column("a"))
    made = topic(county)
    assert public.listed() == []
    editor, leader = county.actor(Duty.PUBLISHER), county.actor(Duty.LEADER)
    acts.pick(made, paper, actor=editor)
    acts.open_topic(made, on=TODAY, at=AT, actor=leader)
    acts.edit_topic(made, title="供暖和保暖", intro="改过的导语，还没有审定。", order=0, actor=editor)
    shown = public.find("gongnuan")
    assert shown is not None
    assert (shown.title, shown.intro) == ("供暖专题", "供暖季的政策和服务信息。")
    acts.edit_topic(made, title="供暖和保暖", intro="联系人手机13812345678，欢迎来电。", order=0, actor=editor)
    with nothing_changes(), pytest.raises(BadInput, match="个人信息"):
        acts.open_topic(made, on=TODAY, at=AT, actor=leader)
    Topic.objects.filter(pk=made.pk).update(edited_post=leader.post_id, intro="改过的导语，送去审定。")
    with nothing_changes(), pytest.raises(NotAllowed, match="两人"):
        acts.open_topic(made, on=TODAY, at=AT, actor=leader)
    acts.open_topic(made, on=TODAY, at=AT, actor=county.actor(Duty.DEPUTY))
    again = public.find("gongnuan")
    assert again is not None
    assert (again.title, again.intro) == ("供暖和保暖", "改过的导语，送去审定。")


def test_an_empty_topic_is_not_opened_and_a_closed_one_stays_readable(county: County) -> None:
    made = topic(county)
    with nothing_changes(), pytest.raises(BadInput, match="还没有信息"):
        acts.open_topic(made, on=TODAY, at=AT, actor=SYSTEM)
    where = column("a")
    acts.pick(made, publish(county, where), actor=SYSTEM)
    acts.set_criteria(made, Criteria(words=("供暖",)), actor=SYSTEM)
    acts.open_topic(made, on=TODAY, at=AT, actor=SYSTEM)
    acts.close_topic(made, on=TODAY, actor=SYSTEM)
    publish(county, where, "关于供暖的又一通知")
    assert len(titles(made)) == 1, "nothing more is gathered"
    shown = public.find("gongnuan")
    assert shown is not None
    assert shown.closed_on == TODAY
    with nothing_changes(), pytest.raises(BadInput, match="已结束"):
        acts.close_topic(made, on=TODAY, actor=SYSTEM)


def test_facets_count_what_is_live_and_narrow_the_list(county: County) -> None:
    """Policies, execution, results: S3-04"""
    where = column("a")
    decision = publish(county, where, "供暖实施方案", dimension="decision", kind="notice")
    publish_2025 = publish(county, where, "供暖验收结果", dimension="result", when=moment(3, 2, 2025))
    other = publish(county, where, "学校供暖安排", organ=county.other, dimension="execution")
    gone = publish(county, where, "撤回的供暖通知", dimension="decision")
    made = opened(county, decision, publish_2025, other, gone)
    door.take_down(gone, on=TODAY, at=AT, actor=SYSTEM)
    facets = public.facets(made.pk)
    assert [(f.label, f.number) for f in facets["dimension"]] == [("决策公开", 1), ("执行公开", 1), ("结果公开", 1)]
    assert [(f.code, f.number) for f in facets["year"]] == [("2026", 2), ("2025", 1)]
    assert {f.label for f in facets["organ"]} == {"县商务局", "县教育局"}
    page = public.page(made.pk, Wanted(year="2025"), "")
    assert [item.publication.title for item in page.rows] == ["供暖验收结果"]
    assert {i.publication.title for i in public.page(made.pk, Wanted(), "").rows} == {
        "供暖实施方案",
        "供暖验收结果",
        "学校供暖安排",
    }


def test_at_most_five_are_pinned(county: County) -> None:
    where = column("a")
    made = opened(county, *(publish(county, where, f"供暖第{n}件") for n in range(6)))
    items = list(made.items.order_by("pk"))
    for item in items[:5]:
        acts.pin(item, True, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="最多置顶5件"):
        acts.pin(items[5], True, actor=SYSTEM)
    assert len(public.pinned(made.pk)) == 5


def test_the_booklet_holds_every_paper_with_contents_and_page_numbers(county: County) -> None:
    where = column("a")
    papers = [
        publish(county, where, f"供暖通知第{n}号", text="<p>一段正文。</p>" * (40 * n + 5), when=moment(n, 5))
        for n in range(1, 4)
    ]
    made = opened(county, *papers)
    acts.order_booklet(made, actor=SYSTEM)
    assert Job.objects.filter(handler=gathering.BOOKLET).count() == 1
    assert booklet.make(made.pk) == 3
    book = Booklet.objects.get(topic=made, form="pdf")
    data = store.data_of(File.objects.filter(blob__sha256=book.sha256).latest("pk"))
    reader = PdfReader(io.BytesIO(data))
    pages = [page.extract_text() for page in reader.pages]
    assert book.pages == len(pages)
    contents = pages[1]
    starts = []
    for paper in papers:
        start = next(n for n, text in enumerate(pages, 1) if n > 3 and f"/p/{paper.pk}" in text)
        starts.append(start)
        assert f"{paper.title}" in contents
    numbers = [line for line in contents.replace(" ", "").splitlines() if "供暖通知" in line]
    for line, start in zip(numbers, starts, strict=True):
        assert line.endswith(f".{start}") or line.rstrip(".").endswith(str(start)), (line, starts)
    assert [mark.title for mark in reader.outline if not isinstance(mark, list)] != []
    word = Booklet.objects.get(topic=made, form="docx")
    assert word.versions == book.versions == [paper.current_id for paper in papers]


def test_a_booklet_with_a_paper_that_left_the_public_is_gone_at_once(county: County) -> None:
    where = column("a")
    kept, gone = publish(county, where, "供暖甲件"), publish(county, where, "供暖乙件")
    made = opened(county, kept, gone)
    booklet.make(made.pk)
    assert {book.form for book in public.booklets(made.pk)} == {"pdf", "docx"}
    Job.objects.all().delete()
    door.take_down(gone, on=TODAY, at=AT, actor=SYSTEM)
    assert public.booklets(made.pk) == []
    assert Job.objects.filter(handler=gathering.BOOKLET).exists(), "it is made again without the paper"
    assert booklet.make(made.pk) == 1
    assert len(public.booklets(made.pk)) == 2


def test_a_booklet_that_is_too_long_is_refused(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    where = column("a")
    made = opened(county, publish(county, where, "供暖甲件"), publish(county, where, "供暖乙件"))
    monkeypatch.setattr("zwgk.rules.topics.MOST_IN_BOOKLET", 1)
    with nothing_changes(), pytest.raises(BadInput, match="现有2件"):
        acts.order_booklet(made, actor=SYSTEM)


def test_an_address_is_taken_once_and_a_bad_one_refused(county: County) -> None:
    topic(county)
    for slug, why in (("gongnuan", "已被使用"), ("供暖", "小写字母"), ("a/b", "小写字母"), ("-a", "小写字母")):
        with nothing_changes(), pytest.raises(BadInput, match=why):
            acts.add_topic("供暖", slug, "供暖季的政策和服务信息。", organ=None, actor=SYSTEM)
    assert TopicItem.objects.count() == 0
