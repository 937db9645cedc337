"""``zwgk user`` keeps accounts when nobody can sign in to do it."""

from __future__ import annotations

import pytest

from tests.people.factory import PASSWORD, County
from zwgk.audit.models import Entry
from zwgk.cli.main import main
from zwgk.people.models import Post, User
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_an_account_is_added_with_its_post_and_a_one_time_password(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["user", "add", "lin", "林间月", "--unit", "县商务局/商务运行科", "--title", "科员"]
    assert main([*words, "--duty", "起草", "--duty", "informant"]) == 0
    username, password = capsys.readouterr().out.strip().split("\t")
    user = User.objects.get(username=username)
    assert user.check_password(password)
    assert user.must_change_password
    post = Post.objects.get(user=user)
    assert post.unit == county.operations
    assert set(post.duties.values_list("duty", flat=True)) == {"drafter", "informant"}


@pytest.mark.parametrize(
    ("unit", "duty", "why"),
    [
        pytest.param("县商务局", "总管", "没有“总管”这样的职责", id="职责不存在"),
        pytest.param("县粮食局", "起草", "没有名为“县粮食局”的单位", id="单位不存在"),
        pytest.param("商务运行科", "起草", "没有名为“商务运行科”的单位", id="科室没写机关"),
    ],
)
def test_what_cannot_be_found_is_said_and_no_account_is_opened(
    county: County, capsys: pytest.CaptureFixture[str], unit: str, duty: str, why: str
) -> None:
    assert main(["user", "add", "lin", "林间月", "--unit", unit, "--title", "科员", "--duty", duty]) == 1
    assert why in capsys.readouterr().err
    assert not User.objects.filter(username="lin").exists()


def test_duties_that_must_be_apart_open_no_account(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "user",
        "add",
        "lin",
        "林间月",
        "--unit",
        "县政府",
        "--title",
        "万能",
        "--duty",
        "审计",
        "--duty",
        "系统管理",
    ]
    assert main(words) == 1
    assert "三员分立" in capsys.readouterr().err
    assert not User.objects.filter(username="lin").exists()


def test_a_password_is_set_anew(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    user = county.post(Duty.SYSTEM_ADMIN).user
    assert main(["user", "passwd", user.username]) == 0
    password = capsys.readouterr().out.strip().split("\t")[1]
    user.refresh_from_db()
    assert user.check_password(password)
    assert not user.check_password(PASSWORD)
    assert user.must_change_password
    assert Entry.objects.get(act="people.change_password").by == "系统"


def test_an_account_is_locked_and_opened_again(county: County) -> None:
    user = county.post(Duty.DRAFTER).user
    for command, active in (("lock", False), ("unlock", True)):
        assert main(["user", command, user.username]) == 0
        user.refresh_from_db()
        assert user.is_active is active


def test_an_unknown_account_is_said_to_be_so(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["user", "lock", "nobody"]) == 1
    assert "没有用户名“nobody”" in capsys.readouterr().err


def test_the_list_shows_posts_and_state_and_no_password(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    user = county.post(Duty.LEADER).user
    assert main(["user", "list"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith(user.username))
    assert line.split("\t")[1:] == [user.name, "可用", "清岚县商务局局长"]
    assert user.password not in line
