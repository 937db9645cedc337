"""规范性文件清理 from the query to four lists and labels (S0-40, S2-17): nothing changes until the decision is out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from tests.documents.story import MORNING, Story, column
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.documents import cleaning, cleaning_files
from zwgk.documents.actions import cleaning as acts
from zwgk.documents.models import Cleanup, CleanupItem
from zwgk.files import body
from zwgk.matters.models import Waiting
from zwgk.people.actor import SYSTEM, Actor
from zwgk.publishing import actions as door
from zwgk.publishing import clearing
from zwgk.publishing.content import Content, PublicLink
from zwgk.publishing.models import Publication
from zwgk.rules.cleaning import Verdict
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed
from zwgk.rules.publication import LinkKind

pytestmark = pytest.mark.django_db

AT = timezone.make_aware(datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001
#: asked here for who may not do them
ASKED = {
    "documents.open_cleanup",
    "documents.answer_cleanup",
    "documents.give_cleanup_item",
    "documents.decide_cleanup_item",
    "documents.finish_cleanup",
    "documents.reopen_cleanup",
    "documents.draft_cleanup_decision",
}


@pytest.fixture(autouse=True)
def _today(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.ENV.values, "TODAY", TODAY)


def put(county: County, title: str, *links: PublicLink, **fields: Any) -> Publication:
    fields.setdefault("is_normative", True)
    content = Content(title, body.sanitise(f"<p>{title}。</p>"), county.bureau.pk, column().pk, links=links, **fields)
    clearance = clearing.reviewed(
        content.digest,
        subject=title,
        basis="测试",
        approved_by="局长",
        approved_on=TODAY,
        organ_id=content.organ_id,
        matter_id=None,
        details={},
    )
    when = fields.get("date_written") or date(2025, 1, 6)
    at = timezone.make_aware(datetime(when.year, when.month, when.day, 9))  # noqa: DTZ001
    return door.publish(content, clearance=clearance, at=at, actor=SYSTEM)


@pytest.fixture
def papers(county: County) -> dict[str, Publication]:
    return {
        "kept": put(county, "早餐点管理办法", date_written=date(2024, 5, 6)),
        "long": put(
            county,
            "菜市场管理办法",
            date_written=date(2023, 1, 3),
            effective_on=date(2023, 2, 1),
            expires_on=date(2028, 1, 31),
        ),
        "amended": put(county, "商业网点管理办法", date_written=date(2022, 5, 6)),
        "later": put(county, "废旧物资回收办法", date_written=date(2018, 5, 7)),
        "repealed": put(county, "粮油配送办法", date_written=date(2019, 5, 6)),
        "over": put(
            county,
            "消费券发放暂行办法",
            date_written=date(2023, 5, 5),
            effective_on=date(2023, 6, 1),
            expires_on=date(2025, 5, 31),
        ),
    }


def opened(county: County, **more: Any) -> Cleanup:
    fields: dict[str, Any] = {
        "basis": "《关于开展行政规范性文件清理工作的通知》",
        "cutoff_on": date(2026, 10, 31),
        "answer_by": date(2026, 12, 4),
        "on": TODAY,
        "at": AT,
        "actor": county.actor(Duty.LEGAL),
    }
    return acts.open_cleanup("2026年行政规范性文件清理", organ=county.bureau, **(fields | more))


def item_of(cleanup: Cleanup, paper: Publication) -> CleanupItem:
    return cleanup.items.select_related("cleanup__matter", "publication").get(publication=paper)


def labels(papers: dict[str, Publication]) -> dict[str, str]:
    return {name: Publication.objects.get(pk=p.pk).validity for name, p in papers.items()}


def test_each_paper_is_proposed_a_verdict_and_each_unit_asked_once(
    county: County, papers: dict[str, Publication]
) -> None:
    put(county, "某动态", is_normative=False)
    cleanup = opened(county)
    proposed = {name: item_of(cleanup, paper).proposed for name, paper in papers.items()}
    assert proposed == {
        "kept": "keep",
        "long": "keep",
        "amended": "keep",
        "later": "amend",
        "repealed": "amend",
        "over": "declare",
    }
    assert "有效期已于2025-05-31届满" in item_of(cleanup, papers["over"]).proposed_why
    assert Waiting.objects.filter(matter=cleanup.matter).count() == 1
    assert [(share.total, share.answered) for share in cleaning.progress(cleanup)] == [(6, 0)]


def test_a_paper_whose_basis_has_ended_is_proposed_for_repeal(county: County) -> None:
    basis = put(county, "原管理规定", date_written=date(2020, 1, 6))
    paper = put(county, "实施细则", PublicLink(LinkKind.BASIS, basis.pk), date_written=date(2024, 1, 5))
    put(county, "新管理规定", PublicLink(LinkKind.REPEALS, basis.pk), date_written=date(2025, 1, 6))
    row = item_of(opened(county), paper)
    assert row.proposed == "repeal"
    assert "原管理规定" in row.proposed_why


def decided(county: County, papers: dict[str, Publication]) -> Cleanup:
    """All answered; 法制 decides two otherwise and takes over the rest."""
    cleanup = opened(county)
    unit, legal = county.actor(Duty.OFFICE), county.actor(Duty.LEGAL)
    answers = {
        "kept": (Verdict.KEEP, ""),
        "long": (Verdict.KEEP, ""),
        "amended": (Verdict.KEEP, "仍然适用"),
        "later": (Verdict.AMEND, "机构名称有变化"),
        "repealed": (Verdict.REPEAL, "不再实行配送"),
        "over": (Verdict.DECLARE, "活动已经结束"),
    }
    for name, (verdict, reason) in answers.items():
        acts.answer_cleanup(item_of(cleanup, papers[name]), verdict, reason=reason, today=TODAY, at=AT, actor=unit)
    assert not Waiting.objects.filter(matter=cleanup.matter).exists(), "who has answered all is asked no more"
    acts.decide_cleanup_item(
        item_of(cleanup, papers["amended"]),
        Verdict.AMEND,
        reason="与上位法不一致",
        articles="第三条",
        today=TODAY,
        at=AT,
        actor=legal,
    )
    acts.decide_cleanup_item(
        item_of(cleanup, papers["long"]),
        Verdict.KEEP,
        reason="需要继续实施",
        until=date(2031, 1, 31),
        today=TODAY,
        at=AT,
        actor=legal,
    )
    return acts.finish_cleanup(cleanup, today=TODAY, at=AT, actor=legal)


def test_from_the_query_to_the_four_lists_and_the_labels_on_old_pages(
    county: County, papers: dict[str, Publication]
) -> None:
    """S0-40 journey: scope, answers, decision, four lists, publication, labels at once."""
    before = labels(papers)
    cleanup = decided(county, papers)
    lists = cleaning.four_lists(cleanup)
    assert {verdict.label: [row[1] for row in rows] for verdict, rows in lists.items()} == {
        "保留": ["菜市场管理办法", "早餐点管理办法"],
        "修改": ["废旧物资回收办法", "商业网点管理办法"],
        "废止": ["粮油配送办法"],
        "宣布失效": ["消费券发放暂行办法"],
    }
    document = acts.draft_cleanup_decision(cleanup, column=column(), on=TODAY, at=AT, actor=county.actor(Duty.OFFICE))
    assert labels(papers) == before, "nothing changes until the decision is public"
    story = Story(county, document, now=MORNING)
    story.propose(Disclosure.PUBLIC).signed().handed_over()
    assert labels(papers) == before
    decision = story.publish()
    assert labels(papers) == {
        "kept": "in_force",
        "long": "in_force",
        "amended": "amended",
        "later": "in_force",
        "repealed": "repealed",
        "over": "declared",
    }
    assert Publication.objects.get(pk=papers["long"].pk).in_force_to == date(2031, 1, 31)
    assert "宣布失效的行政规范性文件目录（1件）" in decision.current.body_html  # type: ignore[union-attr]
    assert cleaning.stage_label(cleaning.find(county.actor(Duty.LEGAL), cleanup.matter.number)) == "结果已公布"  # type: ignore[arg-type]


def test_the_lists_leave_as_xlsx_word_and_pdf(county: County, papers: dict[str, Publication]) -> None:
    cleanup = decided(county, papers)
    assert cleaning_files.lists_file(cleanup, "xlsx", made_on=TODAY).startswith(b"PK")
    assert cleaning_files.lists_file(cleanup, "docx", made_on=TODAY).startswith(b"PK")
    assert cleaning_files.lists_file(cleanup, "pdf", made_on=TODAY).startswith(b"%PDF")


def test_silence_is_named_and_ends_nothing(county: County, papers: dict[str, Publication]) -> None:
    cleanup = opened(county)
    with nothing_changes(), pytest.raises(GateClosed, match="还有6件没有意见：清岚县商务局"):
        acts.finish_cleanup(cleanup, today=TODAY, at=AT, actor=county.actor(Duty.LEGAL))


@pytest.mark.parametrize(
    ("name", "verdict", "more", "word"),
    [
        ("kept", Verdict.REPEAL, {}, "没有写明理由"),
        ("over", Verdict.KEEP, {}, "已经失效"),
        ("kept", Verdict.KEEP, {"until": date(2030, 1, 1)}, "没有有效期"),
        ("long", Verdict.KEEP, {"until": date(2027, 1, 1)}, "不晚于"),
        ("long", Verdict.REPEAL, {"reason": "不再需要了", "until": date(2030, 1, 1)}, "只有保留的文件"),
    ],
)
def test_a_verdict_that_cannot_stand_is_refused(
    county: County, papers: dict[str, Publication], name: str, verdict: Verdict, more: dict[str, Any], word: str
) -> None:
    row = item_of(opened(county), papers[name])
    with nothing_changes(), pytest.raises(BadInput, match=word):
        acts.decide_cleanup_item(
            row, verdict, today=TODAY, at=AT, actor=county.actor(Duty.LEGAL), **({"reason": ""} | more)
        )


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"words": "没有这种标题"}, "没有规范性文件"),
        ({"answer_by": date(2026, 11, 1)}, "反馈期限应在今天之后"),
        ({"basis": " "}, "没有写明名称或依据"),
    ],
)
def test_a_batch_that_leads_nowhere_is_not_opened(
    county: County, papers: dict[str, Publication], more: dict[str, Any], word: str
) -> None:
    actor = county.actor(Duty.LEGAL)
    with nothing_changes(), pytest.raises(BadInput, match=word):
        opened(county, actor=actor, **more)


def test_another_unit_may_answer_for_a_paper(county: County, papers: dict[str, Publication]) -> None:
    cleanup = opened(county)
    row = acts.give_cleanup_item(
        item_of(cleanup, papers["kept"]), county.operations, at=AT, actor=county.actor(Duty.LEGAL)
    )
    assert row.unit == county.operations
    assert Waiting.objects.filter(matter=cleanup.matter, unit=county.operations).count() == 1
    with nothing_changes(), pytest.raises(BadInput, match="不在清理范围内"):
        acts.give_cleanup_item(row, county.other, at=AT, actor=county.actor(Duty.LEGAL))


def test_deciding_opens_again_only_before_the_decision_is_drafted(
    county: County, papers: dict[str, Publication]
) -> None:
    cleanup, legal = decided(county, papers), county.actor(Duty.LEGAL)
    acts.reopen_cleanup(cleanup, reason="一件判断有误", at=AT, actor=legal)
    acts.finish_cleanup(cleanup, today=TODAY, at=AT, actor=legal)
    acts.draft_cleanup_decision(cleanup, column=column(), on=TODAY, at=AT, actor=county.actor(Duty.OFFICE))
    with nothing_changes(), pytest.raises(BadInput, match="决定已起草"):
        acts.reopen_cleanup(cleanup, reason="又一件", at=AT, actor=legal)


def _cases(county: County, papers: dict[str, Publication]) -> dict[str, Callable[[Actor], object]]:
    cleanup = opened(county)
    row = item_of(cleanup, papers["kept"])
    more: dict[str, Any] = {"reason": "理由充分", "today": TODAY, "at": AT}
    return {
        "documents.open_cleanup": lambda actor: opened(county, actor=actor),
        "documents.answer_cleanup": lambda actor: acts.answer_cleanup(row, Verdict.KEEP, actor=actor, **more),
        "documents.give_cleanup_item": lambda actor: acts.give_cleanup_item(row, county.legal, at=AT, actor=actor),
        "documents.decide_cleanup_item": lambda actor: acts.decide_cleanup_item(row, Verdict.KEEP, actor=actor, **more),
        "documents.finish_cleanup": lambda actor: acts.finish_cleanup(cleanup, today=TODAY, at=AT, actor=actor),
    }


@pytest.mark.parametrize("name", sorted(ASKED - {"documents.reopen_cleanup", "documents.draft_cleanup_decision"}))
def test_who_has_not_the_duty_does_nothing(county: County, papers: dict[str, Publication], name: str) -> None:
    act = _cases(county, papers)[name]
    for actor in (county.actor(Duty.PUBLISHER), county.actor(Duty.LEGAL, county.other)):
        with nothing_changes(), pytest.raises(NotAllowed):
            act(actor)


def test_who_has_not_the_duty_neither_reopens_nor_drafts(county: County, papers: dict[str, Publication]) -> None:
    cleanup = decided(county, papers)
    archivist = county.actor(Duty.ARCHIVIST)
    with nothing_changes(), pytest.raises(NotAllowed):
        acts.reopen_cleanup(cleanup, reason="想改", at=AT, actor=archivist)
    with nothing_changes(), pytest.raises(NotAllowed):
        acts.draft_cleanup_decision(cleanup, column=column(), on=TODAY, at=AT, actor=archivist)


def test_many_answers_are_taken_over_in_small_steps_that_go_on_after_a_stop(
    county: County, papers: dict[str, Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "AT_ONCE", 2)
    cleanup, unit, legal = opened(county), county.actor(Duty.OFFICE), county.actor(Duty.LEGAL)
    for row in cleanup.items.exclude(publication=papers["over"]):
        acts.answer_cleanup(row, Verdict.KEEP, reason="仍然适用", today=TODAY, at=AT, actor=unit)
    row = item_of(cleanup, papers["over"])
    acts.answer_cleanup(row, Verdict.DECLARE, reason="已经届满", today=TODAY, at=AT, actor=unit)
    with nothing_changes(), pytest.raises(GateClosed, match="不能保留"):
        acts.finish_cleanup(cleanup, today=date(2028, 2, 1), at=AT, actor=legal)
    acts.finish_cleanup(cleanup, today=TODAY, at=AT, actor=legal)
    assert Cleanup.objects.get().matter.stage == "settling"
    with nothing_changes(), pytest.raises(BadInput, match="审定汇总中"):
        acts.decide_cleanup_item(row, Verdict.KEEP, reason="保留", today=TODAY, at=AT, actor=legal)
    acts._settle_some(cleanup, at=AT, actor=legal)
    assert cleanup.items.exclude(verdict="").count() == 2
    acts.settle_all(cleanup.pk, county.post(Duty.LEGAL).pk)
    acts.settle_all(cleanup.pk, county.post(Duty.LEGAL).pk)
    assert Cleanup.objects.get().matter.stage == "decided"
    assert dict(cleaning.totals(cleanup))[Verdict.DECLARE] == 1
