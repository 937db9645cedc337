"""Validity as facts: repealed, amended, ended, extended by another paper; labels follow, circles are refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.documents.story import column
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.files import body
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing import clearing, in_force
from zwgk.publishing.actions import Migrant
from zwgk.publishing.content import Content, PublicLink
from zwgk.publishing.models import Publication, ShelfPage, ValidityChange
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import LinkKind, Validity
from zwgk.rules.validity import ChangeKind
from zwgk.search.models import IndexChange

pytestmark = pytest.mark.django_db

AT = timezone.make_aware(datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001


@pytest.fixture(autouse=True)
def _today(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.ENV.values, "TODAY", TODAY)


@pytest.fixture
def put(county: County) -> Any:
    """``put("停车管理办法", links=[…])``: a 规范性文件 goes out, reviewed."""

    def out(title: str, *links: PublicLink, when: datetime = AT, **fields: Any) -> Publication:
        fields.setdefault("is_normative", True)
        content = Content(
            title, body.sanitise(f"<p>{title}全文。</p>"), county.bureau.pk, column().pk, links=links, **fields
        )
        return door.publish(content, clearance=cleared(content), at=when, actor=SYSTEM)

    return out


def cleared(content: Content) -> Any:
    return clearing.reviewed(
        content.digest,
        subject=content.title,
        basis="测试",
        approved_by="局长",
        approved_on=TODAY,
        organ_id=content.organ_id,
        matter_id=None,
        details={},
    )


def fresh(publication: Publication) -> Publication:
    return Publication.objects.get(pk=publication.pk)


def repealed_by(old: Publication, **more: Any) -> PublicLink:
    return PublicLink(LinkKind.REPEALS, old.pk, **more)


def test_a_paper_that_repeals_another_changes_its_label_at_once(put: Any) -> None:
    """S0-40: page, list and search are told in the same transaction."""
    old = put("停车管理办法", date_written=date(2021, 3, 1))
    ShelfPage.objects.update(stale_since=None)
    IndexChange.objects.all().delete()
    new = put("城市停车管理办法", repealed_by(old))
    old = fresh(old)
    assert (old.validity, old.in_force_to) == ("repealed", date(2026, 11, 19))
    assert IndexChange.objects.filter(key=str(old.pk)).exists()
    assert ShelfPage.objects.get(path=f"/p/{old.pk}").stale_since is not None
    told = in_force.told(old).of[0]
    assert (told.label, told.on, told.title, told.url) == ("被废止", TODAY, new.title, f"/p/{new.pk}")
    assert in_force.told(new).by[0].title == old.title


def test_what_takes_effect_later_ends_the_old_paper_on_that_very_day(put: Any) -> None:
    old = put("停车管理办法", date_written=date(2021, 3, 1))
    new = put("城市停车管理办法", repealed_by(old), effective_on=date(2027, 1, 1))
    assert (fresh(old).validity, fresh(new).validity) == ("in_force", "not_yet")
    assert (fresh(old).turns_on, fresh(new).turns_on) == (date(2027, 1, 1), date(2027, 1, 1))
    assert door.turn_validity(today=date(2026, 12, 31), actor=SYSTEM) == 0
    assert door.turn_validity(today=date(2027, 1, 3), actor=SYSTEM) == 2, "a day on which nothing ran is made up"
    assert (fresh(old).validity, fresh(new).validity) == ("repealed", "in_force")
    assert door.turn_validity(today=date(2027, 1, 3), actor=SYSTEM) == 0


def test_a_term_that_is_over_ends_a_paper_by_itself(put: Any) -> None:
    paper = put("停车管理暂行办法", effective_on=date(2024, 12, 1), expires_on=date(2026, 11, 30))
    IndexChange.objects.all().delete()
    door.turn_validity(today=date(2026, 12, 1), actor=SYSTEM)
    assert fresh(paper).validity == "expired"
    assert IndexChange.objects.filter(key=str(paper.pk)).exists()


def test_some_articles_repealed_leave_the_rest_in_force(put: Any) -> None:
    old = put("停车管理办法", date_written=date(2021, 3, 1))
    put("关于修改部分文件的决定", repealed_by(old, articles="第三条"))
    assert (fresh(old).validity, fresh(old).in_force_to) == ("amended", None)
    assert in_force.told(fresh(old)).of[0].articles == "第三条"


def test_a_circle_is_refused_with_its_way_and_nothing_changed(put: Any) -> None:
    first = put("甲办法", when=AT)
    second = put("乙办法", PublicLink(LinkKind.AMENDS, first.pk, articles="第一条"))
    third = put("丙办法", PublicLink(LinkKind.AMENDS, second.pk, articles="第一条"))
    with nothing_changes(), pytest.raises(BadInput, match="互相废止或修改") as refusal:
        door.change_validity(third, ChangeKind.REPEALS, on=TODAY, at=AT, today=TODAY, actor=SYSTEM, basis=first)
    assert "《丙办法》 → 《乙办法》 → 《甲办法》 → 《丙办法》" in refusal.value.why


def test_a_paper_does_not_change_itself(put: Any) -> None:
    paper = put("甲办法")
    with nothing_changes(), pytest.raises(BadInput, match="不能变动它自己"):
        door.change_validity(paper, ChangeKind.REPEALS, on=TODAY, at=AT, today=TODAY, actor=SYSTEM, basis=paper)


def test_an_ended_paper_is_not_ended_again_by_a_new_one(put: Any) -> None:
    old = put("停车管理办法", date_written=date(2021, 3, 1))
    put("城市停车管理办法", repealed_by(old))
    number = Publication.objects.count()
    with pytest.raises(BadInput, match="已于2026-11-20废止"):
        put("又一个停车管理办法", repealed_by(old))
    assert Publication.objects.count() == number


def test_replaced_and_repealed_by_the_same_paper_is_one_end(put: Any) -> None:
    old = put("停车管理办法", date_written=date(2021, 3, 1))
    put("城市停车管理办法", repealed_by(old), PublicLink(LinkKind.REPLACES, old.pk))
    assert ValidityChange.objects.filter(publication=old).count() == 1


def test_a_correction_that_no_longer_says_so_gives_the_paper_its_state_back(put: Any, county: County) -> None:
    old = put("停车管理办法", date_written=date(2021, 3, 1))
    new = put("城市停车管理办法", repealed_by(old))
    content = Content(
        "城市停车管理办法", body.sanitise("<p>改。</p>"), county.bureau.pk, column().pk, is_normative=True
    )
    door.correct(new, content, clearance=cleared(content), change_note="误列废止", at=AT, actor=SYSTEM)
    assert fresh(old).validity == "in_force"
    voided = ValidityChange.objects.get(publication=old)
    assert voided.void_reason
    assert in_force.told(old).of == ()


def test_correcting_a_repealed_paper_does_not_bring_it_back(put: Any, county: County) -> None:
    old = put("停车管理办法", date_written=date(2021, 3, 1))
    put("城市停车管理办法", repealed_by(old))
    content = Content(
        "停车管理办法",
        body.sanitise("<p>勘误。</p>"),
        county.bureau.pk,
        column().pk,
        is_normative=True,
        validity="in_force",
    )
    door.correct(old, content, clearance=cleared(content), change_note="错字", at=AT, actor=SYSTEM)
    assert fresh(old).validity == "repealed"


def test_a_paper_of_another_government_can_end_ours(put: Any) -> None:
    paper = put("收费办法", date_written=date(2020, 1, 1))
    row = door.change_validity(
        paper,
        ChangeKind.DECLARES,
        on=date(2025, 7, 1),
        at=AT,
        today=TODAY,
        actor=SYSTEM,
        basis_text="省人民政府关于宣布失效一批文件的决定",
        basis_number="某政发〔2025〕9号",
    )
    assert fresh(paper).validity == "declared"
    told = in_force.told(paper).of[0]
    assert (told.named, told.url) == ("某政发〔2025〕9号", "")
    with nothing_changes(), pytest.raises(BadInput, match="没有原因"):
        door.void_validity_change(row, reason=" ", at=AT, today=TODAY, actor=SYSTEM)
    door.void_validity_change(row, reason="登记到了另一份文件", at=AT, today=TODAY, actor=SYSTEM)
    assert fresh(paper).validity == "in_force"


def test_what_a_public_paper_says_is_not_voided_behind_its_back(put: Any) -> None:
    old = put("停车管理办法", date_written=date(2021, 3, 1))
    put("城市停车管理办法", repealed_by(old))
    row = ValidityChange.objects.get()
    with nothing_changes(), pytest.raises(BadInput, match="先更正"):
        door.void_validity_change(row, reason="误", at=AT, today=TODAY, actor=SYSTEM)


def test_a_term_is_extended_before_it_is_over_and_not_after(put: Any) -> None:
    paper = put("停车管理办法", effective_on=date(2021, 12, 1), expires_on=date(2026, 11, 30))
    put("关于延长有效期的通知", PublicLink(LinkKind.EXTENDS, paper.pk, until=date(2028, 11, 30)))
    assert fresh(paper).in_force_to == date(2028, 11, 30)
    over = put("旧办法", effective_on=date(2019, 1, 1), expires_on=date(2024, 1, 1))
    with nothing_changes(), pytest.raises(BadInput, match="失效后不能再延长"):
        door.change_validity(
            over,
            ChangeKind.EXTENDS,
            on=TODAY,
            until=date(2029, 1, 1),
            at=AT,
            today=TODAY,
            actor=SYSTEM,
            basis_text="延期通知",
        )


def test_dates_read_from_the_text_are_kept_with_the_words(put: Any) -> None:
    paper = put("停车管理办法")
    with nothing_changes(), pytest.raises(BadInput, match="早于施行日期"):
        door.set_term(
            paper,
            effective_on=date(2026, 1, 1),
            expires_on=date(2025, 1, 1),
            reason="原话",
            today=TODAY,
            actor=SYSTEM,
        )
    door.set_term(
        paper,
        effective_on=date(2021, 1, 1),
        expires_on=date(2025, 12, 31),
        reason="有效期五年",
        today=TODAY,
        actor=SYSTEM,
    )
    assert fresh(paper).validity == "expired"


def test_what_an_old_site_said_is_kept_as_a_change_of_unknown_day(county: County) -> None:
    clearance = door.approve_migration("老网站", basis="方案", approved_by="局长", on=TODAY, actor=SYSTEM)

    def migrant(key: str, **fields: Any) -> Migrant:
        content = Content(f"{key}办法", body.sanitise("<p>文。</p>"), county.bureau.pk, column().pk, **fields)
        return Migrant(key, content, AT)

    old, dated, plain, noted = door.migrate(
        clearance,
        [
            migrant("a", validity="repealed", is_normative=True),
            migrant("b", validity="expired", is_normative=True, expires_on=date(2022, 1, 1)),
            migrant("c"),
            migrant("d", validity="in_force"),
        ],
        actor=SYSTEM,
    )
    assert [fresh(p).validity for p in (old, dated, plain, noted)] == ["repealed", "expired", "", "in_force"]
    assert list(ValidityChange.objects.values_list("publication", "on")) == [(old.pk, None)]


def test_the_library_answers_for_a_day(put: Any) -> None:
    old = put("停车管理办法", date_written=date(2021, 3, 1), effective_on=date(2021, 4, 1))
    new = put("城市停车管理办法", repealed_by(old), effective_on=date(2026, 11, 20))
    put("某动态", is_normative=False)

    def titles(**asked: Any) -> set[str]:
        return {row.title for row in in_force.library("", **asked).rows}

    assert titles(as_of=date(2021, 3, 31)) == set()
    assert titles(as_of=date(2026, 11, 19)) == {old.title}
    assert titles(as_of=date(2026, 11, 20)) == {new.title}
    assert titles(states=in_force.CURRENT) == {new.title}
    assert titles() == {old.title, new.title}
    assert in_force.states_on([old], date(2021, 3, 2)) == {old.pk: Validity.NOT_YET}


def test_many_papers_ended_by_one_decision_cost_no_more_questions(put: Any) -> None:
    """A clean-up's decision ends many at once: 清理结果公布之日标注."""
    old = [put(f"第{n}号办法", date_written=date(2020, 1, 1)) for n in range(14)]
    with CaptureQueriesContext(connection) as few:
        put("关于废止一件文件的决定", *(repealed_by(p) for p in old[:1]))
    with CaptureQueriesContext(connection) as many:
        put("关于废止一批文件的决定", *(repealed_by(p) for p in old[1:]))
    assert {fresh(p).validity for p in old} == {"repealed"}
    assert len(many) <= len(few) + 1
