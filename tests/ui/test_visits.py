"""The access log: who fetched a page, how often it was read, kept long enough and no longer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zwgk.ui import visits
from zwgk.ui.visits import Log, masked

PERSON = "Mozilla/5.0 (X11; Linux x86_64)"
EPOCH = date(2000, 1, 1)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.77", "203.0.113.*"),
        ("2001:db8:1:2:3::7", "2001:db8:1:*"),
        ("", "-"),
        ("unix", "-"),
    ],
)
def test_an_address_is_masked_to_its_network(address: str, expected: str) -> None:
    assert masked(address) == expected


def test_who_fetched_a_page_and_its_files_can_be_told(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.write("GET", "/p/7", 200, 900, "203.0.113.77", PERSON)
    log.write("GET", "/p/7/f/3/附件.pdf", 200, 12_000, "198.51.100.4", PERSON)
    log.write("GET", "/p/71", 200, 900, "203.0.113.77", PERSON)
    assert [v.path for v in visits.visits(tmp_path, "/p/7", since=EPOCH)] == ["/p/7"]
    found = list(visits.visits(tmp_path, "/p/7", since=EPOCH, below=True))
    assert [(v.path, v.address, v.status) for v in found] == [
        ("/p/7", "203.0.113.*", 200),
        ("/p/7/f/3/附件.pdf", "198.51.100.*", 200),
    ]


def test_reads_leave_out_robots_refusals_and_heads(tmp_path: Path) -> None:
    """S3-01: a read counter that counts people."""
    log = Log(tmp_path)
    for method, status, agent in [
        ("GET", 200, PERSON),
        ("GET", 304, PERSON),
        ("GET", 404, PERSON),
        ("HEAD", 200, PERSON),
        ("GET", 200, "Baiduspider/2.0"),
        ("GET", 200, ""),
    ]:
        log.write(method, "/p/7", status, 1, "203.0.113.77", agent)
    assert visits.reads(tmp_path, "/p/7", since=EPOCH) == 2


def test_nothing_in_a_path_can_forge_a_line(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.write("GET", "/x\n2026-01-01T00:00:00+08:00\tGET\t/p/7\t200\t1\t1.1.1.*\t-", 404, 0, "203.0.113.77", PERSON)
    assert list(visits.visits(tmp_path, "/p/7", since=EPOCH)) == []
    (file,) = tmp_path.iterdir()
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


def test_a_line_cut_short_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "portal-access-2026-11-20.log").write_text("2026-11-20T09:00:00+08:00\tGET\t/p/7\n", encoding="utf-8")
    assert list(visits.visits(tmp_path, "/p/7", since=EPOCH)) == []


def test_days_before_are_not_read(tmp_path: Path) -> None:
    line = "2026-11-19T09:00:00+08:00\tGET\t/p/7\t200\t1\t1.1.1.*\t-\n"
    (tmp_path / "portal-access-2026-11-19.log").write_text(line, encoding="utf-8")
    assert len(list(visits.visits(tmp_path, "/p/7", since=date(2026, 11, 19)))) == 1
    assert list(visits.visits(tmp_path, "/p/7", since=date(2026, 11, 20))) == []


def test_logs_are_kept_six_months_and_then_deleted(tmp_path: Path) -> None:
    """网络安全法: logs are kept for at least six months."""
    for name in ("2026-01-01", "2026-05-20", "2026-11-19"):
        (tmp_path / f"portal-access-{name}.log").write_text("", encoding="utf-8")
    (tmp_path / "other.log").write_text("", encoding="utf-8")
    assert visits.forget_old(tmp_path, today=date(2026, 11, 20)) == 1
    assert sorted(f.name for f in tmp_path.iterdir()) == [
        "other.log",
        "portal-access-2026-05-20.log",
        "portal-access-2026-11-19.log",
    ]


def test_a_missing_folder_has_no_visits(tmp_path: Path) -> None:
    assert visits.reads(tmp_path / "none", "/p/7", since=EPOCH) == 0


def test_what_nginx_wrote_is_read_as_well_today_s_file_and_the_renamed_ones(tmp_path: Path) -> None:
    """deploy/nginx writes one file, which logrotate renames by the day; each line bears its own day."""
    line = "{}T09:00:00+08:00\tGET\t/p/7\t200\t900\t203.0.113.*\t-\n"
    (tmp_path / "portal-access-nginx-2026-11-20.log").write_text(line.format("2026-11-20"), encoding="utf-8")
    now = tmp_path / "portal-access-nginx.log"
    now.write_text(line.format("2026-11-21") + line.format("2026-11-22"), encoding="utf-8")
    assert visits.reads(tmp_path, "/p/7", since=EPOCH) == 3
    assert visits.reads(tmp_path, "/p/7", since=date(2026, 11, 22)) == 1
    assert visits.forget_old(tmp_path, today=date(2027, 12, 1)) == 1
    assert now.exists()
