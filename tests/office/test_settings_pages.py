"""设置: accounts and posts apart (三员分立), columns, jobs, the auditor's log."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import County
from zwgk.audit.models import Entry
from zwgk.jobs.models import Job
from zwgk.people.models import Post, Unit, User
from zwgk.publishing.models import Clearance, Column
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_an_account_is_opened_with_a_password_shown_once(sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN)
    client.post("/settings/users/add/", {"username": "xinren", "name": "新人"})
    assert "只显示这一次" in client.get("/settings/users/").content.decode()
    assert "只显示这一次" not in client.get("/settings/users/").content.decode()
    user = User.objects.get(username="xinren")
    assert user.must_change_password
    refused = client.post("/settings/users/add/", {"username": "xinren", "name": "另一人"})
    assert 'id="username-say"' in refused.content.decode()
    assert User.objects.filter(username="xinren").count() == 1


def test_accounts_and_duties_are_given_by_two_different_keepers(county: County, sign_in: SignIn) -> None:
    system, security = sign_in(Duty.SYSTEM_ADMIN), sign_in(Duty.SECURITY_ADMIN)
    system.post("/settings/users/add/", {"username": "xinren", "name": "新人"})
    fields = {"user": "xinren", "unit": county.office.pk, "title": "科员", "duties": ["drafter"]}
    assert system.post("/settings/users/appoint/", fields).status_code == 403
    assert not Post.objects.filter(user__username="xinren").exists()
    security.post("/settings/users/appoint/", fields)
    assert Post.objects.get(user__username="xinren").unit == county.office
    assert security.post("/settings/users/add/", {"username": "x", "name": "x"}).status_code == 403


def test_duties_that_must_be_apart_are_refused_at_the_field(county: County, sign_in: SignIn) -> None:
    post = county.post(Duty.DRAFTER)
    answer = sign_in(Duty.SECURITY_ADMIN).post(
        "/settings/users/appoint/",
        {"user": post.user.username, "unit": county.office.pk, "title": "审计员", "duties": ["auditor"]},
    )
    assert answer.status_code == 409
    assert 'id="duties-say"' in answer.content.decode()
    assert Post.objects.filter(user=post.user).count() == 1


def test_a_unit_is_added_edited_and_not_closed_while_people_are_in_it(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN)
    client.post("/settings/units/add/", {"name": "财务科", "kind": "section", "parent": county.bureau.pk})
    unit = Unit.objects.get(name="财务科")
    assert unit.organ == county.bureau
    client.post(f"/settings/units/{unit.pk}/", {"phone": "0990-7654321"})
    unit.refresh_from_db()
    assert unit.phone == "0990-7654321"
    county.post(Duty.OFFICE)
    refused = client.post(f"/settings/units/{county.office.pk}/", {"close": 1})
    assert refused.status_code == 409
    county.office.refresh_from_db()
    assert county.office.valid_to is None


def test_a_column_is_added_with_a_permanent_address(sign_in: SignIn) -> None:
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    bad = client.post("/settings/columns/", {"name": "财政", "slug": "财政", "kind": "list"})
    assert 'id="slug-say"' in bad.content.decode()
    assert not Column.objects.exists()
    client.post("/settings/columns/", {"name": "财政资金", "slug": "funds", "kind": "list"})
    row = Column.objects.get(slug="funds")
    client.post(f"/settings/columns/{row.pk}/", {"name": "财政信息", "slug": "other", "order": "3"})
    row.refresh_from_db()
    assert (row.name, row.slug, row.order, row.is_public) == ("财政信息", "funds", 3, False)


def test_a_standing_clearance_ends_and_can_be_revoked(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SECRECY)
    refused = client.post(
        "/settings/standing/",
        {"class": "guide", "organ": county.bureau.pk, "basis": "保密审查意见", "valid_to": "2036-01-01"},
    )
    assert 'id="valid_to-say"' in refused.content.decode()
    assert not Clearance.objects.exists()
    client.post(
        "/settings/standing/",
        {"class": "guide", "organ": county.bureau.pk, "basis": "保密审查意见", "valid_to": "2027-11-20"},
    )
    row = Clearance.objects.get()
    client.post("/settings/standing/", {"revoke": row.pk, "reason": ""})
    row.refresh_from_db()
    assert row.revoked_at is None
    client.post("/settings/standing/", {"revoke": row.pk, "reason": "指南要重审"})
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_a_failed_job_is_tried_again_by_the_system_administrator_only(sign_in: SignIn) -> None:
    now = timezone.now()
    job = Job.objects.create(
        handler="a.b", key="1", state="failed", not_before=now, created_at=now, last_error="磁盘满"
    )
    auditor = sign_in(Duty.AUDITOR)
    assert "磁盘满" in auditor.get("/settings/jobs/?state=failed").content.decode()
    assert auditor.post("/settings/jobs/", {"job": job.pk}).status_code == 403
    job.refresh_from_db()
    assert job.state == "failed"
    sign_in(Duty.SYSTEM_ADMIN).post("/settings/jobs/", {"job": job.pk})
    job.refresh_from_db()
    assert job.state == "waiting"


def test_the_auditor_filters_takes_out_and_verifies_the_log(county: County, sign_in: SignIn) -> None:
    draft(county).propose()
    client = sign_in(Duty.AUDITOR)
    page = client.get("/settings/log/?act=documents.propose").content.decode()
    assert "提出公开属性" in page
    assert '<span class="sub">documents.create</span>' not in page
    csv = b"".join(client.post("/settings/log/?act=documents.propose", {"export": 1}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "documents.propose" in csv
    assert Entry.objects.filter(act="audit.export").exists(), "taking out leaves an entry"
    assert "日志链完整" in client.post("/settings/log/", {"verify": 1}).content.decode()


def test_the_state_of_the_installation_is_shown_to_the_keepers(sign_in: SignIn) -> None:
    page = sign_in(Duty.SYSTEM_ADMIN).get("/settings/state/").content.decode()
    assert "操作日志受数据库保护" in page


def test_the_sites_particulars_are_saved(county: County, sign_in: SignIn) -> None:
    sign_in(Duty.DISCLOSURE_OFFICE).post("/settings/site/", {"name": "清岚县政府网", "phone": "0990-1"})
    county.site.refresh_from_db()
    assert county.site.name == "清岚县政府网"
