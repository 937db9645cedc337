"""``zwgk verify`` finds what no longer agrees with itself."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.people.factory import County
from zwgk.audit import guards, sealing
from zwgk.audit.models import Entry
from zwgk.cli.main import main
from zwgk.people.models import UnitPath

pytestmark = pytest.mark.django_db
PARTS = ["--only", "audit", "--only", "people"]


def test_a_sound_system_is_said_to_be_sound(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    sealing.seal_waiting()
    assert main(["verify", *PARTS]) == 0
    assert capsys.readouterr().out.splitlines() == ["✓ 操作日志", "✓ 机构与岗位"]


def test_a_changed_log_is_found(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    sealing.seal_waiting()
    first = Entry.objects.earliest("pk")
    guards.remove(connection)
    Entry.objects.filter(pk=first.pk).update(by="别人")
    guards.install(connection)
    assert main(["verify", *PARTS]) == 1
    out = capsys.readouterr().out
    assert f"✗ 操作日志：第 {first.pk} 条" in out
    assert "✓ 机构与岗位" in out


def test_of_many_faults_the_first_are_shown_and_the_rest_counted(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    sealing.seal_waiting()
    guards.remove(connection)
    Entry.objects.update(by="别人")
    for number in range(30):
        Entry.objects.create(at=Entry.objects.earliest("pk").at, act=f"test.{number}", by="x")
    sealing.seal_waiting()
    Entry.objects.update(by="又一人")
    guards.install(connection)
    count = Entry.objects.count()
    assert main(["verify", "--only", "audit"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 21
    assert lines[-1] == f"✗ 操作日志：另有 {count - 20} 处。"


def test_broken_paths_of_the_tree_are_found(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    UnitPath.objects.filter(below=county.legal, depth=1).delete()
    assert main(["verify", "--only", "people"]) == 1
    assert "上下级路径" in capsys.readouterr().out


def test_an_unknown_part_is_refused(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--only", "moon"]) == 1
    assert "没有“moon”这一部分" in capsys.readouterr().err
