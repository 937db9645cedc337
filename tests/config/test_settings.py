"""Settings are typed, and one that cannot be used stops the start with its name and the remedy."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from zwgk.config.env import SettingError, database, load, secret


def test_environment_wins_over_file_and_file_over_default(tmp_path: Path) -> None:
    (tmp_path / "zwgk.toml").write_text('portal_port = 9000\noffice_port = 9001\nportal_hosts = ["a.cn", "b.cn"]\n')
    env = load({"ZWGK_VAR": str(tmp_path), "ZWGK_OFFICE_PORT": "9101"})
    assert (env.portal_port, env.office_port, env.metrics_port) == (9000, 9101, 8002)
    assert env.portal_hosts == ("a.cn", "b.cn")
    assert (env.sources["PORTAL_PORT"], env.sources["OFFICE_PORT"], env.sources["METRICS_PORT"]) == (
        "文件",
        "环境变量",
        "默认",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("PORTAL_PORT", "80a", id="端口不是数"),
        pytest.param("PORTAL_PORT", "70000", id="端口过大"),
        pytest.param("HTTPS", "maybe", id="不是是否"),
        pytest.param("TODAY", "2026-13-01", id="不是日期"),
        pytest.param("SHELF_NEWEST", "many", id="不是数"),
        pytest.param("SHELF_NEWEST", "-1", id="数过小"),
        pytest.param("SESSION_MINUTES", "0", id="一登录就退出"),
        pytest.param("LOG_LEVEL", "LOUD", id="没有这个级别"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError) as refusal:
        load({"ZWGK_VAR": str(tmp_path), f"ZWGK_{name}": value})
    assert name in refusal.value.what
    assert value in refusal.value.why
    assert not re.search(r"[a-z]{4}", refusal.value.why.replace(value, "").replace("true", "").replace("false", ""))


def test_an_unknown_setting_in_the_file_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "zwgk.toml").write_text("portal_prot = 9000\n")
    with pytest.raises(SettingError, match="portal_prot"):
        load({"ZWGK_VAR": str(tmp_path)})


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("ZWGK_PORTAL_PROT", "是不是 ZWGK_PORTAL_PORT？"),
        ("ZWGK_DATABASE", "是不是 ZWGK_DATABASE_URL？"),
        ("ZWGK_X", "请改正"),
    ],
)
def test_an_unknown_variable_of_ours_is_not_passed_over(tmp_path: Path, name: str, remedy: str) -> None:
    with pytest.raises(SettingError, match=name) as refusal:
        load({"ZWGK_VAR": str(tmp_path), name: "9000"})
    assert remedy in refusal.value.remedy
    load({"ZWGK_VAR": str(tmp_path), name.replace("ZWGK_", "OTHER_"): "9000"})


def test_a_file_that_is_named_must_be_there_and_be_toml(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="不存在"):
        load({"ZWGK_VAR": str(tmp_path), "ZWGK_CONFIG": str(tmp_path / "none.toml")})
    (tmp_path / "zwgk.toml").write_text("portal_port: 9000\n")
    with pytest.raises(SettingError, match="TOML"):
        load({"ZWGK_VAR": str(tmp_path)})


def test_what_is_shown_masks_secrets(tmp_path: Path) -> None:
    rows = load({"ZWGK_VAR": str(tmp_path), "ZWGK_EMAIL_URL": "smtp://a:geheim@mail"}).described()
    shown = {name: value for name, value, _, _ in rows}
    assert shown["ZWGK_EMAIL_URL"] == "***"
    assert shown["ZWGK_DATABASE_URL"] == ""
    assert "geheim" not in str(rows)
    assert all(meaning for *_, meaning in rows)


def test_own_secrets_are_made_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    first = secret(tmp_path, "django")
    assert secret(tmp_path, "django") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secrets" / "django").stat().st_mode) == 0o600


def test_an_emptied_secret_is_not_taken_for_one(tmp_path: Path) -> None:
    secret(tmp_path, "django")
    (tmp_path / "secrets" / "django").write_text("")
    with pytest.raises(SettingError, match="从备份恢复"):
        secret(tmp_path, "django")


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://host", "postgresql://a@b:port/c", "nonsense"])
def test_a_database_that_is_not_supported_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingError, match="DATABASE_URL"):
        database(url, tmp_path)


def test_a_password_with_signs_is_read_as_it_was_meant(tmp_path: Path) -> None:
    settings = database("postgresql://zwgk:p%40ss%2Fword@127.0.0.1:5433/zw%20gk", tmp_path)
    assert (settings["PASSWORD"], settings["NAME"], settings["PORT"]) == ("p@ss/word", "zw gk", "5433")


def test_sqlite_waits_for_the_writer_and_syncs(tmp_path: Path) -> None:
    options = database("", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]
    assert "journal_mode=WAL" in options["init_command"]
