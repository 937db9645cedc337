"""Settings from the environment or one TOML file: typed, and failing loudly with name and remedy.

Order: environment ``ZWGK_…`` over the file named by ``ZWGK_CONFIG`` (default ``<var>/zwgk.toml``) over the default.
"""

from __future__ import annotations

import difflib
import os
import secrets
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from zwgk.rules.errors import RuleViolation


class SettingError(RuleViolation):
    """A setting cannot be used (设置有误): says which, why and what to do."""

    def __init__(self, name: str, why: str, remedy: str) -> None:
        super().__init__(what=f"设置 {name} 有误", why=why, remedy=remedy, field=name)


def _boolean(text: str) -> bool:
    lowered = text.strip().lower()
    if lowered in {"1", "true", "yes", "on", "是"}:
        return True
    if lowered in {"0", "false", "no", "off", "否", ""}:
        return False
    raise ValueError("应为 true 或 false")


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.strip().isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"应为 {least} 至 {most} 之间的整数")
        return int(text)

    return read


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("应为 YYYY-MM-DD 形式的日期") from error


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("应为 2026-11-20T09:00:00+08:00 形式的时间") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _level(text: str) -> str:
    if text.upper() not in _LEVELS:
        raise ValueError(f"应为 {'、'.join(_LEVELS)} 之一")
    return text.upper()


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip().lower() not in words:
            raise ValueError(f"应为 {'、'.join(words)} 之一")
        return text.strip().lower()

    return read


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


@dataclass(frozen=True)
class Setting:
    """One setting: its name without the prefix, how it is read, what it is by default and what it is for."""

    name: str
    read: Callable[[str], Any]
    default: Any
    meaning: str
    secret: bool = False


_PORT = _number(1, 65535)
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SETTINGS: tuple[Setting, ...] = (
    Setting("VAR", str, "var", "数据目录：嵌入式数据库、检索索引、静态页、文件、密钥"),
    Setting(
        "DATABASE_URL",
        str,
        "",
        "数据库地址，如 postgresql://zwgk:口令@127.0.0.1/zwgk；留空用数据目录里的 SQLite",
        secret=True,
    ),
    Setting("PORTAL_DATABASE_URL", str, "", "门户进程用的受限数据库账号；留空与 DATABASE_URL 相同", secret=True),
    Setting("HOST", str, "127.0.0.1", "监听地址"),
    Setting("PORTAL_PORT", _PORT, 8000, "门户端口"),
    Setting("OFFICE_PORT", _PORT, 8001, "办公端口"),
    Setting("METRICS_PORT", _PORT, 8002, "监控指标端口（只在本机）"),
    Setting("PORTAL_HOSTS", _words, (), "门户域名，用英文逗号分隔；本机地址总是允许"),
    Setting("OFFICE_HOSTS", _words, (), "办公域名，用英文逗号分隔；本机地址总是允许"),
    Setting("PORTAL_URL", str, "", "门户对外地址，如 https://www.example.gov.cn；二维码和永久地址用它"),
    Setting("HTTPS", _boolean, False, "站点经 https 访问（安全 Cookie、HSTS）"),
    Setting("TRUST_PROXY", _boolean, False, "前面有反向代理，采信其 X-Forwarded-For 与 X-Forwarded-Proto"),
    Setting("TODAY", _day, None, "演示日期（YYYY-MM-DD）；只用于演示和测试"),
    Setting("TODAY_SINCE", _moment, None, "演示从何时开始（真实时间）；演示日期的钟点由此推算，只走不退"),
    Setting("DEMO", _boolean, False, "演示县：页面上方显示“演示数据 · 纯属虚构”"),
    Setting("SHELF_NEWEST", _number(0, 10_000_000), 100_000, "静态页至多保存多少个详情页"),
    Setting("LOG_LEVEL", _level, "INFO", "日志级别"),
    Setting("LOG_JSON", _boolean, False, "日志为一行一个 JSON"),
    Setting(
        "EMAIL_URL", str, "", "发信服务器 smtp://用户:口令@主机:端口?from=发件地址；留空则只做站内消息", secret=True
    ),
    Setting("SESSION_MINUTES", _number(1, 24 * 60), 60, "办公端无操作自动退出的分钟数"),
    Setting(
        "SECOND_FACTOR",
        _one_of("none", "keepers", "all"),
        "none",
        "谁必须用动态口令登录：none 自愿、keepers 三类管理员必须、all 全部必须",
    ),
    Setting("BACKUP_DIR", str, "", "备份目录；zwgk backup 不写文件名时写到这里"),
    Setting("BACKUP_PASSPHRASE_FILE", str, "", "备份口令所在的文件（只有一行）；留空则备份不加密"),
)

#: stands in ``var`` from the first byte of a restore to the last
RESTORING = "restoring"

_KNOWN = {setting.name: setting for setting in SETTINGS}
#: variables of ours that are no settings: where the file is, and what the tests use
_OTHERS = frozenset({"CONFIG", "KILL_AT", "SEEDS"})


@dataclass
class Env:
    """The settings in force, each with where it came from (环境变量, 文件 or 默认)."""

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name.upper()]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def var_dir(self) -> Path:
        return Path(self.values["VAR"]).resolve()

    def described(self) -> list[tuple[str, str, str, str]]:
        """``[(name, value, source, meaning), …]``; a secret is shown as ``***`` where it is set."""
        rows = []
        for setting in SETTINGS:
            value = self.values[setting.name]
            shown = ",".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
            rows.append(
                (
                    f"ZWGK_{setting.name}",
                    "***" if setting.secret and shown else shown,
                    self.sources[setting.name],
                    setting.meaning,
                )
            )
        return rows


def load(environ: dict[str, str] | None = None) -> Env:
    """Read all settings. Errors: :class:`SettingError` naming the setting, the fault and the remedy."""
    environ = dict(os.environ) if environ is None else environ
    env = Env()
    var = environ.get("ZWGK_VAR", "var")
    path = Path(environ.get("ZWGK_CONFIG", str(Path(var) / "zwgk.toml")))
    from_file: dict[str, Any] = {}
    if path.exists():
        try:
            from_file = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingError(
                str(path), f"不是正确的 TOML（{error}）", "请改正该文件，或删除后用环境变量设置"
            ) from error
    elif "ZWGK_CONFIG" in environ:
        raise SettingError("ZWGK_CONFIG", f"文件 {path} 不存在", "请改正路径")
    for name in from_file:
        if name.upper() not in _KNOWN:
            raise SettingError(name, f"{path} 中的这一项不认识", _meant(name, ""))
    for name in environ:
        bare = name.removeprefix("ZWGK_")
        if bare != name and bare not in _KNOWN and bare not in _OTHERS and not bare.startswith("TEST_"):
            raise SettingError(name, "没有这个名称的设置", _meant(name, "ZWGK_"))
    lowered = {name.upper(): value for name, value in from_file.items()}
    for setting in SETTINGS:
        variable = f"ZWGK_{setting.name}"
        if variable in environ:
            env.values[setting.name] = _read(setting, environ[variable], variable)
            env.sources[setting.name] = "环境变量"
        elif setting.name in lowered:
            raw = lowered[setting.name]
            text = ",".join(map(str, raw)) if isinstance(raw, list) else str(raw)
            env.values[setting.name] = _read(setting, text, f"{path}:{setting.name.lower()}")
            env.sources[setting.name] = "文件"
        else:
            env.values[setting.name] = setting.default
            env.sources[setting.name] = "默认"
    return env


def _meant(name: str, prefix: str) -> str:
    """The remedy for a name that is none: the nearest that is one."""
    bare = name.upper().removeprefix("ZWGK_")
    near = difflib.get_close_matches(bare, _KNOWN, n=1)
    if near:
        return f"是不是 {prefix}{near[0] if prefix else near[0].lower()}？请改正名称"
    return "请改正或去掉它；全部名称见 docs/operations.md，或去掉后用 zwgk config 查看"


def _read(setting: Setting, text: str, where: str) -> Any:
    try:
        return setting.read(text)
    except ValueError as error:
        raise SettingError(
            where, f"“{text}”不能用（{error}）", f"这一项的含义是“{setting.meaning}”，请按此改正"
        ) from error


def must_be_whole(var_dir: Path) -> None:
    """Errors: :class:`SettingError` where a restore into ``var`` broke off: half a state is never served."""
    if (var_dir / RESTORING).exists():
        raise SettingError(
            "VAR", f"{var_dir} 里的恢复没有做完，数据不完整", "请重新运行同一条 zwgk restore 命令，它会从头恢复"
        )


def secret(var_dir: Path, name: str) -> str:
    """Return the installation's own secret ``name``, made at first start and kept in ``var/secrets`` (mode 600)."""
    folder = var_dir / "secrets"
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = secrets.token_urlsafe(48)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of ours was faster
            return path.read_text(encoding="utf-8")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(fresh)
    text = path.read_text(encoding="utf-8").strip()
    if len(text) < 32:
        raise SettingError(str(path), "密钥文件是空的或过短", "请从备份恢复该文件；确认是新系统时可删除后重新生成")
    return text


def database(url: str, var_dir: Path, *, where: str = "DATABASE_URL") -> dict[str, Any]:
    """Return Django's ``DATABASES`` entry for ``url`` (empty: SQLite in ``var``)."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(var_dir / "zwgk.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-8000",
            },
        }
    parts = urlsplit(url)
    try:
        port = str(parts.port or "")
    except ValueError as error:
        raise SettingError(where, "端口不是 1 至 65535 之间的数字", "请改正") from error
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise SettingError(where, "只支持 postgresql://用户:口令@主机:端口/库名", "请改正，或留空使用 SQLite")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # a folder with a socket is written postgresql://user@/name?host=/run/postgresql
        "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "zwgk", "connect_timeout": 5},
    }
