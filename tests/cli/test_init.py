"""``zwgk init`` makes an empty real system with its three keepers, once, or nothing at all."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate

from zwgk.audit.models import Entry
from zwgk.cli.main import main
from zwgk.people.models import PostDuty, SiteSettings, Unit, User

pytestmark = pytest.mark.django_db


def test_three_keepers_get_one_time_passwords_that_work_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "清岚县人民政府", "--site-id", "9901000001"]) == 0
    captured = capsys.readouterr()
    rows = [line.split("\t") for line in captured.out.splitlines()]
    assert [row[0] for row in rows] == ["系统管理员", "安全管理员", "审计员"]
    for _, username, password in rows:
        user = User.objects.get(username=username)
        assert user.check_password(password)
        assert user.must_change_password
        assert authenticate(None, username=username, password=password) is not None
    assert set(PostDuty.objects.values_list("duty", flat=True)) == {"system_admin", "security_admin", "auditor"}
    site = SiteSettings.objects.get()
    assert (site.government.name, site.name, site.site_id) == (
        "清岚县人民政府",
        "清岚县人民政府门户网站",
        "9901000001",
    )
    assert "首次登录须修改" in captured.err
    assert not any(password in str(entry.details) for entry in Entry.objects.all() for *_, password in rows)


def test_a_second_time_is_refused_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "清岚县人民政府"])
    before = (Unit.objects.count(), User.objects.count(), Entry.objects.count())
    capsys.readouterr()
    assert main(["init", "另一县人民政府"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "已经初始化" in captured.err
    assert (Unit.objects.count(), User.objects.count(), Entry.objects.count()) == before


def test_a_half_made_system_is_not_left_behind(capsys: pytest.CaptureFixture[str]) -> None:
    """An account of that name exists already (a try by hand): all or nothing."""
    from zwgk.people import actions
    from zwgk.people.actor import SYSTEM

    actions.add_user("auditor", "先来者", "Qinglan-2026", actor=SYSTEM)
    assert main(["init", "清岚县人民政府"]) == 1
    assert "已有人用" in capsys.readouterr().err
    assert (Unit.objects.count(), User.objects.count(), SiteSettings.objects.count()) == (0, 1, 0)
