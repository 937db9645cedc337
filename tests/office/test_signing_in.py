"""Signing in: one person, one chosen post a session; nothing typed is lost when a session ends (S0: 身份鉴别)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.documents.story import draft
from tests.office.desk import SignIn, browser
from tests.people.factory import PASSWORD, County
from zwgk.documents.models import Draft
from zwgk.people import actions
from zwgk.people.actor import SYSTEM
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def enter(client: Client, username: str, password: str, **more: str) -> Any:
    return client.post("/account/sign-in/", {"username": username, "password": password, **more})


@pytest.mark.usefixtures("office_day")
def test_a_stranger_is_led_to_sign_in_and_comes_back_to_the_page(county: County) -> None:
    post = county.post(Duty.OFFICE)
    client = Client()
    answer = client.get("/documents/?show=signing")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/sign-in/?next=%2Fdocuments%2F%3Fshow%3Dsigning"
    answer = enter(client, post.user.username, PASSWORD, next="/documents/?show=signing")
    assert answer["Location"] == "/documents/?show=signing"
    assert client.get("/documents/").status_code == 200


@pytest.mark.usefixtures("office_day")
def test_a_wrong_password_is_refused_at_the_field_and_opens_no_session(county: County) -> None:
    post = county.post(Duty.OFFICE)
    client = Client()
    answer = enter(client, post.user.username, "wrong")
    assert answer.status_code == 409
    assert "用户名或密码不对" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("office_day")
def test_five_wrong_passwords_lock_and_the_page_says_for_how_long(county: County, settings: Any) -> None:
    settings.AXES_ENABLED = True
    post = county.post(Duty.OFFICE)
    client = Client(REMOTE_ADDR="192.0.2.9")
    answers = [enter(client, post.user.username, "wrong") for _ in range(5)]
    assert answers[-1].status_code == 429
    assert "已锁定 15 分钟" in answers[-1].content.decode()
    assert enter(client, post.user.username, PASSWORD).status_code == 429


@pytest.mark.usefixtures("office_day")
def test_no_page_leads_off_site_after_signing_in(county: County) -> None:
    post = county.post(Duty.OFFICE)
    answer = enter(Client(), post.user.username, PASSWORD, next="https://elsewhere.example/")
    assert answer["Location"] == "/mine/"
    answer = enter(Client(), post.user.username, PASSWORD, next="//elsewhere.example/")
    assert answer["Location"] == "/mine/"


@pytest.mark.usefixtures("office_day")
def test_a_first_password_must_be_changed_before_anything_else(county: County) -> None:
    user = actions.add_user("xinren", "新人", PASSWORD, actor=SYSTEM)
    actions.appoint(user, county.office, "科员", [Duty.DRAFTER], actor=SYSTEM)
    client = Client()
    enter(client, "xinren", PASSWORD)
    assert client.get("/documents/")["Location"] == "/account/password/"
    weak = client.post("/account/password/", {"password": "abc", "again": "abc"})
    assert weak.status_code == 409
    user.refresh_from_db()
    assert user.must_change_password
    client.post("/account/password/", {"password": "Lanxi-2027-ok", "again": "Lanxi-2027-ok"})
    assert client.get("/documents/").status_code == 200


@pytest.mark.usefixtures("office_day")
def test_who_holds_two_posts_chooses_one_and_acts_under_it_only(county: County) -> None:
    post = county.post(Duty.DRAFTER)
    second = actions.appoint(post.user, county.other, "联络员", [Duty.INFORMANT], actor=SYSTEM)
    client = Client()
    enter(client, post.user.username, PASSWORD)
    assert client.get("/")["Location"].startswith("/account/posts/")
    client.post("/account/posts/", {"post": second.pk})
    assert "县教育局" in client.get("/").content.decode()
    stranger = county.post(Duty.OFFICE)
    client.post("/account/posts/", {"post": stranger.pk})
    assert client.session["post"] == second.pk, "somebody else's post cannot be chosen"


@pytest.mark.usefixtures("office_day")
def test_what_was_typed_when_the_session_ended_is_sent_again_after_signing_in(county: County) -> None:
    story = draft(county)
    post = county.post(Duty.DRAFTER)
    client = Client()
    number = story.document.matter.number
    answer = client.post(
        f"/documents/{number}/edit/", {"title": "改过的标题的通知", "body": "<p>没有丢的话。</p>", "revision": "1"}
    )
    assert answer.status_code == 401
    carried = re.search(r'name="carried" value="([^"]+)"', answer.content.decode())
    assert carried
    answer = enter(client, post.user.username, PASSWORD, carried=carried[1])
    page = answer.content.decode()
    assert f'action="/documents/{number}/edit/"' in page
    assert "没有丢的话。" in page
    assert Draft.objects.get(document=story.document).revision == 1, "nothing is sent before the person says so"


@pytest.mark.usefixtures("office_day")
def test_what_comes_back_after_signing_in_cannot_be_forged(county: County) -> None:
    post = county.post(Duty.OFFICE)
    answer = enter(Client(), post.user.username, PASSWORD, carried="made-up:by:somebody")
    assert answer.status_code == 302


@pytest.mark.usefixtures("office_day")
def test_a_script_learns_that_the_session_ended_and_keeps_what_was_typed() -> None:
    answer = Client().post("/documents/文2026-00001/autosave/", {"title": "a"}, headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert "仍在页面上" in answer.json()["remedy"]


def test_a_delegation_is_set_by_the_absent_and_shown_to_both(county: County, sign_in: SignIn) -> None:
    deputy = county.post(Duty.OFFICE)
    head = sign_in(Duty.SECTION_HEAD)
    refused = head.post("/account/stand-ins/", {"act": "delegate", "deputy": deputy.pk, "first": "2026-11-23"})
    assert refused.status_code == 409
    assert "没有填写“结束日期”" in refused.content.decode()
    head.post(
        "/account/stand-ins/",
        {"act": "delegate", "deputy": deputy.pk, "first": "2026-11-23", "last": "2026-11-27", "reason": "出差"},
    )
    assert "2026-11-27" in browser(deputy).get("/account/me/").content.decode()


def test_signing_out_ends_the_session(sign_in: SignIn) -> None:
    client = sign_in(Duty.OFFICE)
    assert client.get("/account/sign-out/").status_code == 405, "a link may not sign anybody out"
    client.post("/account/sign-out/")
    assert client.get("/").status_code == 302
