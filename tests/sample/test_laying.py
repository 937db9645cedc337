"""A small county laid by the house's own acts: figures, people, desks; laid twice it is the same."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.hashers import check_password
from django.test import override_settings

from zwgk.audit.models import Entry
from zwgk.cli.sample import columns, county, laying, naming, plan, signins, staff, tables, underway
from zwgk.cli.sample.size import Size
from zwgk.documents.models import Document, RedactedCopy
from zwgk.people import actions as people
from zwgk.people.actor import SYSTEM, actor_for, current_posts
from zwgk.people.models import Delegation, FormerName, LocalRule, Post, SiteSettings, Unit, UnitKind, User
from zwgk.publishing import queries
from zwgk.publishing.models import Clearance, Link, Publication, PublishedFile
from zwgk.rules.codes import is_id_card, uscc_doubts
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput

pytestmark = [
    *(pytest.mark.django_db, pytest.mark.usefixtures("small_county")),
    *(pytest.mark.slow, pytest.mark.xdist_group("county")),  # one county for all of them
]


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
    }


def test_laying_again_adds_nothing(small_county: Size) -> None:
    before = _figures()
    laying.first(small_county, say=lambda _: None)
    laying.rest(small_county, say=lambda _: None)
    assert _figures() == before


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
