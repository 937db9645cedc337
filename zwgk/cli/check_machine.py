"""What ``zwgk check`` asks of the machine around the system: rights, clock, mail, the portal's account, backups."""

from __future__ import annotations

import os
import smtplib
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

#: right or not, what, how to mend it
Line = tuple[bool, str, str]
#: older than this the newest backup is a fault
FRESH = timedelta(hours=49)


def rights(var: Path) -> Iterator[Line]:
    """Who owns the data, and who may read them besides."""
    here = var.stat()
    if here.st_uid != os.geteuid() and os.geteuid() != 0:
        yield False, f"数据目录 {var} 不属于当前用户", "请用运行服务的用户执行，或运行 chown -R zwgk:zwgk 数据目录"
        return
    if not os.access(var, os.W_OK):
        yield False, f"数据目录 {var} 不能写入", "请改正目录的属主和权限"
    if here.st_mode & (stat.S_IWOTH | stat.S_IROTH):
        yield False, f"本机任何人都能读数据目录 {var}", f"请运行 chmod 750 {var}"
    open_ones = [
        path.name
        for path in sorted((var / "secrets").glob("*"))
        if path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if open_ones:
        yield (
            False,
            f"密钥文件能被其他用户读到（{'、'.join(open_ones)}）",
            f"请运行 chmod 600 {var / 'secrets'}/*，并考虑更换密钥",
        )
    else:
        yield True, "密钥只有本系统能读", ""


def clock(now: datetime) -> Iterator[Line]:
    """A clock that was set back: deadlines, seals and codes all rest on it."""
    from zwgk.audit import queries

    last = queries.newest_moment()
    if last is not None and last > now + timedelta(minutes=2):
        yield (
            False,
            f"系统时间比最近一条日志还早（日志 {last:%Y-%m-%d %H:%M}，现在 {now:%Y-%m-%d %H:%M}，均为世界时）",
            "请校准时间并开启自动对时：timedatectl set-ntp true",
        )
    else:
        yield True, "系统时间没有倒退", ""


def mail(url: str) -> Iterator[Line]:
    """Whether the mail server answers; nothing is sent."""
    if not url:
        return
    parts = urlsplit(url)
    try:
        port = parts.port or 25
        with smtplib.SMTP(parts.hostname or "", port, timeout=5) as server:
            server.noop()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        yield (
            False,
            f"发信服务器 {parts.hostname} 没有应答（{type(error).__name__}）",
            "请检查 ZWGK_EMAIL_URL 和防火墙；提醒暂时只在站内",
        )
    else:
        yield True, f"发信服务器 {parts.hostname} 有应答", ""


def walls(role: str) -> Iterator[Line]:
    """On PostgreSQL: the portal's account may do what it needs and nothing else."""
    from django.db import connection

    from zwgk.config import roles

    if connection.vendor != "postgresql" or not role:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = %s", [role])
        row = cursor.fetchone()
        if row is None:
            yield False, f"数据库里没有账号 {role}", "请执行 deploy/postgresql/roles.sql"
            return
        if row[0]:
            yield False, f"门户的账号 {role} 权限过大", f"请运行 ALTER ROLE {role} NOSUPERUSER NOCREATEROLE NOCREATEDB"
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind = 'r' AND (has_table_privilege(%s, c.oid,"
            " 'INSERT, UPDATE, DELETE') OR has_any_column_privilege(%s, c.oid, 'SELECT, INSERT, UPDATE'))",
            [role, role],
        )
        reached = {str(name) for (name,) in cursor.fetchall()}
    needed = roles.tables()
    if more := sorted(reached - needed):
        yield False, f"门户的账号能碰到不该碰的表（{'、'.join(more[:3])}）", "请重启门户，启动时会收回多余的权限"
    if less := sorted(needed - reached):
        yield False, f"门户的账号缺少权限（{'、'.join(less[:3])}）", "请重启门户，启动时会重新授予"
    if not more and not less:
        yield True, "门户的数据库账号权限正确", ""


def backups(folder: str, now: datetime) -> Iterator[Line]:
    """Whether somebody backs up, and lately."""
    remedy = "请启用每日备份：systemctl enable --now zwgk-backup.timer（见 docs/operations.md）"
    if not folder:
        yield False, "没有设置备份目录", "请设置 ZWGK_BACKUP_DIR 并启用每日备份（见 docs/operations.md）"
        return
    try:
        newest = max((path.stat().st_mtime for path in Path(folder).glob("zwgk-*.tar*")), default=None)
    except OSError as error:
        yield False, f"读不出备份目录 {folder}（{error.strerror}）", "请检查目录和权限"
        return
    if newest is None:
        yield False, f"备份目录 {folder} 里还没有备份", remedy
    elif now.timestamp() - newest > FRESH.total_seconds():
        days = int((now.timestamp() - newest) // 86400)
        yield False, f"最近一次备份是 {days} 天前的", remedy
    else:
        yield True, f"两天内有备份（{folder}）", ""


def second_factor(policy: str, *, https: bool) -> Iterator[Line]:
    """Keepers without a second factor, on a system that stands in the open."""
    if https and policy == "none":
        yield False, "三类管理员登录没有要求动态口令", "请设置 ZWGK_SECOND_FACTOR=keepers（GB/T 22239 8.1.4.1）"
