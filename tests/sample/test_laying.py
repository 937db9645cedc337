"""A small county laid by the house's own acts: figures, people, desks; laid twice it is the same."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth.hashers import check_password
from django.db.models import Count
from django.test import override_settings

from zwgk.audit.models import Entry
from zwgk.cli.sample import columns, county, laying, naming, plan, signins, staff, tables, underway
from zwgk.cli.sample.published import chains, cleanup
from zwgk.cli.sample.requests import laying as requests
from zwgk.cli.sample.size import TODAY, Size
from zwgk.documents import cleaning
from zwgk.documents.models import ArchiveBox, ArchivePiece, CleanupItem, Document, RedactedCopy, ReviewRound
from zwgk.inforequests import verifying
from zwgk.inforequests.models import InfoRequest
from zwgk.people import actions as people
from zwgk.people.actor import SYSTEM, actor_for, current_posts
from zwgk.people.models import Delegation, FormerName, LocalRule, Post, SiteSettings, Unit, UnitKind, User
from zwgk.publishing import queries
from zwgk.publishing.arranging import chains as shown_chains
from zwgk.publishing.leaving import channel_desk, deliveries
from zwgk.publishing.models import (
    Booklet,
    CatalogueEdition,
    CatalogueRow,
    Chain,
    ChannelAccount,
    ChannelPhoto,
    ChannelRecord,
    Clearance,
    ColumnCharge,
    Delivery,
    GazetteIssue,
    Link,
    NegativeEntry,
    Publication,
    PublishedFile,
    ReadingPoint,
    Topic,
    WithheldItem,
)
from zwgk.rules.chains import StepState
from zwgk.rules.codes import is_id_card, uscc_doubts
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_county"), pytest.mark.slow]


def _figures() -> dict[str, int]:
    return {
        "units": Unit.objects.count(),
        "users": User.objects.count(),
        "posts": Post.objects.count(),
        "publications": Publication.objects.count(),
        "documents": Document.objects.count(),
        "files": PublishedFile.objects.count(),
        "links": Link.objects.count(),
        "copies": RedactedCopy.objects.count(),
        "withheld": WithheldItem.objects.count() + NegativeEntry.objects.count() + ReviewRound.objects.count(),
    }


def test_laying_again_adds_nothing(small_county: Size) -> None:
    before = _figures()
    laying.first(small_county, say=lambda _: None)
    laying.rest(small_county, say=lambda _: None)
    assert _figures() == before


def test_three_organs_keep_a_list_of_what_is_withheld_one_review_is_over_and_one_under_way() -> None:
    """负面清单、非公开目录、定期评估 (S0-06, S0-59, S2-39)."""
    assert set(NegativeEntry.objects.values_list("state").annotate(Count("pk"))) == {("confirmed", 12)}
    assert NegativeEntry.objects.exclude(clearance=None).count() == 12
    over, under_way = ReviewRound.objects.order_by("pk")
    assert over.result == "评估8件，继续不公开4件，转为公开3件，转为依申请公开1件"
    assert 0 < under_way.items.exclude(verdict="").count() < under_way.items.exclude(proposal="").count() < 6
    assert WithheldItem.objects.get(is_secret=True).title == ""
    assert {"（题名不宜公开）"} < set(
        WithheldItem.objects.exclude(clearance=None).values_list("public_title", flat=True)
    )


def test_the_county_has_its_organs() -> None:
    government = Unit.objects.get(name=signins.GOVERNMENT)
    organs = Unit.objects.filter(parent=government, valid_to=None).exclude(kind=UnitKind.SECTION)
    kinds = {str(kind): organs.filter(kind=kind).count() for kind in UnitKind}
    assert kinds["department"] == 26
    assert kinds["township"] == 14
    assert kinds["vertical"] == 5
    assert kinds["zone"] == 1
    assert kinds["public_body"] == 8
    assert kinds["village"] == 3
    city = Unit.objects.get(kind=UnitKind.CITY)
    assert Unit.objects.filter(parent=city, kind=UnitKind.GOVERNMENT).count() == 8
    assert Unit.objects.filter(parent=city).exclude(kind=UnitKind.GOVERNMENT).count() == 87
    assert FormerName.objects.count() == len(county.RENAMED) == 2
    assert Unit.objects.exclude(merged_into=None).get().name == county.MERGED[0]


def test_every_organ_of_the_county_has_what_the_guide_needs_and_a_code_that_checks() -> None:
    government = Unit.objects.get(name=signins.GOVERNMENT)
    for unit in Unit.objects.filter(paths_up__above=government, valid_to=None).exclude(kind=UnitKind.SECTION):
        assert uscc_doubts(unit.uscc) == [], unit.name
        assert unit.uscc[2:8] == naming.REGION_COUNTY
        assert unit.address, unit.name
        assert unit.phone.startswith("0000-826"), unit.name
        if unit.kind != UnitKind.VILLAGE:
            assert unit.disclosure_office, unit.name
            assert unit.fax, unit.name


def test_every_name_belongs_to_a_county_that_does_not_exist() -> None:
    """No real place is named: every organ bears 清岚, 澜溪 or a place of the fictitious county."""
    places = {naming.COUNTY[:2], naming.CITY[:2]} | {row[0][:2] for row in tables.rows("counties.txt")}
    places |= {name[:2] for name in tables.lines("words.txt")[0].partition("|")[2].split()}
    for unit in Unit.objects.exclude(kind=UnitKind.SECTION):
        assert any(place in unit.name for place in places), unit.name
        assert unit.region_code[:2] in {"", "99"}


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"])
def test_190_people_one_sign_in_a_duty_and_the_keepers_apart() -> None:
    assert User.objects.count() == staff.PEOPLE == 190
    assert {sign_in.duty for sign_in in signins.SIGN_INS} == set(Duty)
    for sign_in in signins.SIGN_INS:
        user = User.objects.get(username=sign_in.username)
        assert check_password(signins.PASSWORD, user.password)
        assert user.must_change_password is False
        (post,) = current_posts(user.pk, today=date(2026, 11, 20))
        assert set(actor_for(post, today=date(2026, 11, 20)).duties) == {str(sign_in.duty)}


def test_several_posts_leave_moves_and_the_township_without_a_worker() -> None:
    held = [user.posts.filter(valid_to=None).count() for user in User.objects.all()]
    assert sum(number > 1 for number in held) == 12
    assert Delegation.objects.filter(first__lte=date(2026, 11, 20), last__gte=date(2026, 11, 20)).count() == 3
    assert Post.objects.filter(valid_to=date(2026, 11, 13)).count() == 2
    without = Unit.objects.get(name=staff.WITHOUT_WORKER)
    informants = Post.objects.filter(unit__organ=without, duties__duty=str(Duty.INFORMANT))
    assert not informants.exists()


def test_site_clearances_and_local_rules_are_set() -> None:
    site = SiteSettings.objects.get()
    assert site.site_id
    assert site.icp
    assert site.government.name == signins.GOVERNMENT
    assert Clearance.objects.filter(kind="standing").count() == 4
    figures = dict(LocalRule.objects.values_list("key", "value"))
    assert figures == {key: figure for key, figure, _ in columns.LOCAL_RULES}
    assert all("演示" in rule.basis for rule in LocalRule.objects.all())


def test_publications_are_live_listed_and_linked_both_ways(small_county: Size) -> None:
    wanted = len(plan.plan(small_county).all) + plan.UNDER_WAY_LIVE
    assert queries.live().count() == wanted
    policy = Publication.objects.get(key="p-meals")
    back = {link.publication.key for link in queries.links_back(policy)}
    assert {"p-meals-reading", "p-meals-chart"} <= back
    assert set(policy.links.filter(kind="chain").values_list("target__key", flat=True)) == {"n-meals"}
    ended = Publication.objects.get(title__contains="临时救助暂行办法")
    assert ended.validity == "repealed"
    assert [link.kind for link in queries.links_back(ended)] == ["replaces"]
    reading = Publication.objects.get(key="p-meals-reading")
    assert reading.current is not None
    assert 'alt="折线图' in reading.current.body_html
    assert reading.current.files.filter(role="image").count() == 1


def test_documents_stand_at_their_stages_brought_there_by_people(small_county: Size) -> None:
    for entry in underway.chosen(small_county):
        document = Document.objects.select_related("matter").get(import_key=f"demo:{entry.key}")
        stage = document.matter.stage
        wanted = {
            "draft": "drafting",
            "undecided": "drafting",
            "amending": "drafting",
            "handover_late": "handover",
            "scheduled": "to_publish",
            "redact": "to_publish",
            "redact_copy": "to_publish",
        }.get(entry["at"], entry["at"])
        assert stage == wanted, entry.key
    late = Document.objects.get(import_key="demo:d-handover-2")
    assert late.matter.next_due is not None
    assert late.matter.next_due < date(2026, 11, 20)
    signed = Entry.objects.filter(act="documents.sign")
    assert signed.exists()
    assert not signed.filter(user_id=None).exists()


def test_the_list_with_identity_numbers_holds_its_paper_back() -> None:
    document = Document.objects.get(import_key="demo:d-leader-1")
    found = document.findings.get(severity="block", state="open")
    assert "12处居民身份证号码" in found.why
    text = document.attachments.get().file.text
    numbers = [word for word in text.split() if is_id_card(word)]
    assert len(numbers) == 12
    assert all(number.startswith("99") for number in numbers)


def test_the_redacted_copy_waits_for_its_second_reading() -> None:
    copy = RedactedCopy.objects.get()
    assert copy.document.import_key == f"demo:{underway.COPY}"
    assert copy.read_at is None
    assert "6.84" not in copy.body_html


def test_a_system_set_up_for_real_is_left_alone() -> None:
    real = people.add_unit("某县人民政府", UnitKind.GOVERNMENT, parent=None, actor=SYSTEM)
    SiteSettings.objects.filter(pk=1).update(government=real)
    before = _figures()
    with pytest.raises(BadInput) as refused:
        laying.first(Size(0.02), say=lambda _: None)
    assert "某县人民政府" in refused.value.why
    assert _figures() == before


def test_topics_are_open_with_covers_one_is_over_one_is_an_organs_own() -> None:
    rows = Topic.objects.annotate(number=Count("items"))
    assert Counter(rows.values_list("state", flat=True)) == {"open": 3, "closed": 1}
    assert rows.get(organ__isnull=False).slug == "shehui-jiuzhu"
    for topic in rows:
        assert topic.cover, topic.slug
        assert topic.cover_alt, topic.slug
        assert topic.number, topic.slug
        assert topic.clearance is not None
        assert "副县长" in topic.clearance.approved_by
    assert Booklet.objects.values("topic").distinct().count() == 2
    meals = Topic.objects.get(slug="yanglao").items.get(is_pinned=True)
    assert meals.publication.key == "p-meals"


def test_catalogues_stand_at_every_state_and_name_columns_and_informants() -> None:
    states = Counter(CatalogueEdition.objects.values_list("state", flat=True))
    assert states == {"approved": 6, "draft": 2, "replaced": 1, "review": 1}
    assert CatalogueEdition.objects.exclude(returned_because="").count() == 1
    rows = CatalogueRow.objects.filter(edition__state="approved").exclude(edition__catalogue__field="")
    assert rows.exists()
    assert not rows.filter(column=None).exists()
    assert not rows.filter(post=None).exists()
    without = ColumnCharge.objects.get(post=None, section=None)
    assert without.organ.name == "竹山乡人民政府"


def test_nine_matters_are_followed_to_their_result_and_one_of_three_others_is_late() -> None:
    assert Chain.objects.exclude(closed_on=None).count() == 9
    running = list(Chain.objects.filter(closed_on=None))
    assert len(running) == len(chains.RUNNING) == 3
    drawn = [shown_chains.find(chain.pk, TODAY) for chain in running]
    late = [one.chain.title for one in drawn if one and any(step.state is StepState.LATE for step in one.steps)]
    assert late == ["清岚县城镇燃气安全管理办法"]


def test_other_channels_are_recorded_and_two_things_are_not_clean() -> None:
    used = Counter(ChannelRecord.objects.values_list("channel", flat=True))
    assert {"wechat", "newspaper", "broadcast", "board", "superior", "gazette"} <= set(used)
    assert ChannelAccount.objects.count() == 27
    boards = ChannelRecord.objects.filter(channel="board")
    assert all(record.photos.filter(moment="posted").exists() for record in boards)
    assert ChannelPhoto.objects.filter(moment="taken_down").count() == boards.exclude(down_at=None).count() > 0
    unclean = {(record.channel, record.publication.state) for record in channel_desk.unclean(SYSTEM)}
    assert ("board", "withdrawn") in unclean
    assert ("wechat", "withdrawn") not in unclean


def test_reading_points_and_deliveries_with_their_receipts() -> None:
    assert ReadingPoint.objects.count() == 18
    assert deliveries.missing_kinds() == []
    assert Delivery.objects.exclude(received_on=None).exists()
    waiting = Delivery.objects.filter(received_on=None)
    assert {row.first for row in waiting} == {date(2026, 1, 1)}
    assert all(row.receipt_id for row in Delivery.objects.exclude(received_on=None))


def test_what_is_archived_has_its_number_and_lies_in_a_box() -> None:
    assert ArchivePiece.objects.count() == Document.objects.filter(matter__stage="archived").count() > 0
    for piece in ArchivePiece.objects.select_related("fonds", "box"):
        assert piece.archival_number.startswith(f"{piece.fonds.number}-WS·2026-")
        assert piece.pages
        assert piece.box is not None
    assert ArchiveBox.objects.exists()


def test_the_clean_up_batch_is_given_to_the_departments_and_partly_answered() -> None:
    batch = cleaning.visible_to(SYSTEM).get(title=cleanup.TITLE)
    items = CleanupItem.objects.filter(cleanup=batch)
    assert items.count() == 61 + 7 + 4
    assert 0 < items.exclude(answer="").count() < items.count()
    assert items.filter(answer="amend").exists()
    assert not items.filter(unit__name="清岚县人民政府").exists()


def test_an_issue_is_out_by_two_people_and_the_next_one_waits() -> None:
    issues = {issue.stage: issue for issue in GazetteIssue.objects.all()}
    assert set(issues) == {"published", "bound"}
    out = issues["published"]
    assert out.bound_by != out.approved_by
    assert "副县长" in out.approved_by
    assert out.pages > 2
    articles = Publication.objects.filter(gazette_articles__issue=out)
    assert articles.exists()
    assert not articles.exclude(state="live").exists()


def test_a_small_county_has_requests_at_every_turn_and_laying_again_adds_nothing() -> None:
    rows = InfoRequest.objects.select_related("matter")
    assert {row.matter.stage for row in rows} >= {"to_confirm", "registered", "correcting", "paying", "sealing"}
    assert list(verifying.faults()) == []
    before = rows.count()
    assert requests.lay(Size(0.02)) == requests.lay_ended(Size(0.02)) == 0
    assert rows.count() == before
