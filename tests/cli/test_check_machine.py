"""``zwgk check`` names faults of the machine: open keys, a clock set back, silent mail, old backups, a wide account."""

from __future__ import annotations

import os
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tests.conftest import PORTAL_ROLE
from tests.people.factory import County
from zwgk.cli import check_machine as machine
from zwgk.config import roles
from zwgk.people import actions
from zwgk.people.actor import SYSTEM

NOW = timezone.now()


def _faults(lines: Iterator[machine.Line]) -> list[str]:
    return [f"{what}。{remedy}" for right, what, remedy in lines if not right]


def test_keys_and_data_that_anybody_reads_are_faults(tmp_path: Path) -> None:
    key = tmp_path / "secrets" / "django"
    key.parent.mkdir()
    key.write_text("x")
    key.chmod(0o600)
    tmp_path.chmod(0o750)
    assert _faults(machine.rights(tmp_path)) == []
    key.chmod(0o640)
    tmp_path.chmod(0o755)
    told = "\n".join(_faults(machine.rights(tmp_path)))
    assert "密钥文件能被其他用户读到（django）" in told
    assert f"chmod 750 {tmp_path}" in told


@pytest.mark.django_db
def test_a_clock_that_was_set_back_is_a_fault(county: County) -> None:
    actions.set_site(county.site, actor=SYSTEM, phone="1")
    assert _faults(machine.clock(timezone.now())) == []
    assert "比最近一条日志还早" in _faults(machine.clock(timezone.now() - timedelta(hours=1)))[0]


def test_a_mail_server_that_does_not_answer_is_a_fault() -> None:
    assert _faults(machine.mail("")) == []
    assert "没有应答" in _faults(machine.mail("smtp://127.0.0.1:1?from=a@b.cn"))[0]
    assert "没有应答" in _faults(machine.mail("smtp://127.0.0.1:x"))[0]

    class Server(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 hello\r\n")
            while line := self.rfile.readline():
                self.wfile.write(b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 ok\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert _faults(machine.mail(f"smtp://127.0.0.1:{server.server_address[1]}")) == []


def test_no_backup_and_an_old_one_are_faults(tmp_path: Path) -> None:
    assert "没有设置备份目录" in _faults(machine.backups("", NOW))[0]
    assert "还没有备份" in _faults(machine.backups(str(tmp_path), NOW))[0]
    made = tmp_path / "zwgk-20261120-023000.tar"
    made.touch()
    assert _faults(machine.backups(str(tmp_path), timezone.now())) == []
    week = NOW.timestamp() - 7 * 86400
    os.utime(made, (week, week))
    assert "最近一次备份是 7 天前的" in _faults(machine.backups(str(tmp_path), NOW))[0]


def test_keepers_without_a_second_factor_in_the_open_are_a_fault() -> None:
    assert _faults(machine.second_factor("none", https=False)) == []
    assert _faults(machine.second_factor("keepers", https=True)) == []
    assert "ZWGK_SECOND_FACTOR=keepers" in _faults(machine.second_factor("none", https=True))[0]


@pytest.mark.django_db
def test_an_account_of_the_portal_that_reaches_too_far_is_a_fault(county: County) -> None:
    if not PORTAL_ROLE:
        assert list(machine.walls("zwgk_portal")) == [], "SQLite has no accounts"
        return
    assert _faults(machine.walls(PORTAL_ROLE)) == []
    with connection.cursor() as cursor:
        cursor.execute(f'GRANT SELECT ON people_user TO "{PORTAL_ROLE}"')
    assert "不该碰的表（people_user）" in _faults(machine.walls(PORTAL_ROLE))[0]
    roles.apply(connection, PORTAL_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(f'REVOKE SELECT ON people_unit FROM "{PORTAL_ROLE}"')
    assert "缺少权限（people_unit）" in _faults(machine.walls(PORTAL_ROLE))[0]
    roles.apply(connection, PORTAL_ROLE)
    assert "没有账号 nobody_here" in _faults(machine.walls("nobody_here"))[0]
