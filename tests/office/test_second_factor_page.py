"""登录: after the password the code; keepers are led to binding where it is compulsory; a lost phone is reset."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.test import Client

from tests.office.desk import SignIn
from tests.people.factory import PASSWORD, County
from zwgk.people import sealed
from zwgk.people.models import SecondFactor, User
from zwgk.rules import totp
from zwgk.rules.duties import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_day")]


def _shown(user: User, *, ahead: int = 0) -> str:
    factor = SecondFactor.objects.get(user=user)
    return totp.code(sealed.opened(factor.sealed_secret, whose=user.pk), int(time.time()) // totp.STEP + ahead)


def _enter(user: User) -> tuple[Client, Any]:
    client = Client()
    answer = client.post("/account/sign-in/", {"username": user.username, "password": PASSWORD, "next": "/messages/"})
    return client, answer


def _bind(client: Client, user: User) -> list[str]:
    assert "data:image/svg+xml" in client.get("/account/second/").content.decode()
    page = client.post("/account/second/", {"act": "bind", "code": _shown(user)}).content.decode()
    codes = re.findall(r"<code>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</code>", page)
    assert len(codes) == totp.RECOVERY_CODES
    return codes


def test_the_password_alone_opens_nothing_once_a_phone_is_bound(county: County, sign_in: SignIn) -> None:
    user = county.post(Duty.OFFICE).user
    _bind(sign_in(Duty.OFFICE), user)
    client, asked = _enter(user)
    assert "动态口令" in asked.content.decode()
    assert client.get("/").status_code == 302, "nobody is signed in yet"
    wrong = client.post("/account/code/", {"code": "000000", "next": "/messages/"})
    assert 'id="code-say"' in wrong.content.decode()
    assert "_auth_user_id" not in client.session
    right = client.post("/account/code/", {"code": _shown(user, ahead=1), "next": "/messages/"})
    assert right.headers["Location"] == "/messages/"
    assert client.get("/messages/").status_code == 200


def test_a_recovery_code_opens_where_the_phone_is_at_home(county: County, sign_in: SignIn) -> None:
    user = county.post(Duty.OFFICE).user
    codes = _bind(sign_in(Duty.OFFICE), user)
    client, _ = _enter(user)
    assert client.post("/account/code/", {"code": codes[0]}).status_code == 302
    assert "还有 9 个恢复码" in client.get("/account/second/").content.decode()


def test_the_code_is_asked_only_shortly_after_the_password(
    county: County, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = county.post(Duty.OFFICE).user
    codes = _bind(sign_in(Duty.OFFICE), user)
    client, _ = _enter(user)
    monkeypatch.setattr("zwgk.office.account.PATIENCE", -1)
    assert "/account/sign-in/" in client.post("/account/code/", {"code": codes[0]}).headers["Location"]
    assert "_auth_user_id" not in client.session
    assert "/account/sign-in/" in Client().post("/account/code/", {"code": codes[0]}).headers["Location"]


def test_guessing_is_locked_at_the_page(county: County, sign_in: SignIn) -> None:
    user = county.post(Duty.OFFICE).user
    codes = _bind(sign_in(Duty.OFFICE), user)
    client, _ = _enter(user)
    for _ in range(5):
        client.post("/account/code/", {"code": "000000"})
    assert "暂时锁定" in client.post("/account/code/", {"code": codes[0]}).content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("duty", [Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.AUDITOR])
def test_where_it_is_compulsory_keepers_bind_before_anything_else(
    county: County, settings: Any, monkeypatch: pytest.MonkeyPatch, duty: Duty
) -> None:
    monkeypatch.setitem(settings.ENV.values, "SECOND_FACTOR", "keepers")
    user = county.post(duty).user
    client, _ = _enter(user)
    for page in ("/", "/settings/", "/account/me/"):
        assert client.get(page).headers["Location"] == "/account/second/"
    codes = _bind(client, user)
    assert client.get("/settings/").status_code == 200
    refused = client.post("/account/second/", {"act": "unbind", "code": codes[0]})
    assert "必须使用动态口令" in refused.content.decode()
    assert SecondFactor.objects.filter(user=user).exists()


def test_others_are_not_asked_unless_all_are(
    county: County, settings: Any, monkeypatch: pytest.MonkeyPatch, sign_in: SignIn
) -> None:
    client = sign_in(Duty.OFFICE)
    monkeypatch.setitem(settings.ENV.values, "SECOND_FACTOR", "keepers")
    assert client.get("/").status_code == 200
    monkeypatch.setitem(settings.ENV.values, "SECOND_FACTOR", "all")
    assert client.get("/").headers["Location"] == "/account/second/"


def test_a_lost_phone_is_reset_on_the_accounts_page(county: County, sign_in: SignIn) -> None:
    user = county.post(Duty.OFFICE).user
    _bind(sign_in(Duty.OFFICE), user)
    keeper = sign_in(Duty.SYSTEM_ADMIN)
    assert "重置动态口令" in keeper.get("/settings/users/").content.decode()
    refused = sign_in(Duty.SECURITY_ADMIN).post("/settings/users/unbind/", {"user": user.username, "reason": "丢失"})
    assert refused.status_code == 403
    assert SecondFactor.objects.exists()
    keeper.post("/settings/users/unbind/", {"user": user.username, "reason": "手机丢失"})
    assert not SecondFactor.objects.exists()
    _, answer = _enter(user)
    assert answer.headers["Location"] == "/messages/"
