"""``zwgk check``: what is wrong with this installation, and how to mend it. Each line ✓ or ✗."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from zwgk.rules.errors import RuleViolation

HELP = "检查设置、数据库、索引、日历、磁盘、字体等，逐行说明问题和处理办法"

#: right or not, what, how to mend it
Line = tuple[bool, str, str]


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace) -> int:
    """Print one line a finding; 1 where anything is wrong."""
    faulty = False
    for right, what, remedy in lines():
        faulty |= not right
        print(f"✓ {what}" if right else f"✗ {what}。{remedy}。")
    return 1 if faulty else 0


def lines() -> Iterator[Line]:
    """Everything in order; what rests on a thing that is broken is not asked any more."""
    try:
        from zwgk.cli.ready import django_ready

        django_ready(migrated=False)
    except RuleViolation as refusal:
        yield False, f"{refusal.what}：{refusal.why}", refusal.remedy
        return
    yield True, "设置可用", ""
    database = list(_database())
    yield from database
    if all(right for right, _, _ in database):
        yield from _account()
        yield from _rooms()
        yield from _site()
        yield from _calendar()
        yield from _machine()
    yield from _disk()
    yield from _programs()


def _database() -> Iterator[Line]:
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        yield False, f"连不上数据库（{str(error).splitlines()[0]}）", "请检查数据库是否启动、ZWGK_DATABASE_URL 是否正确"
        return
    yield True, f"数据库 {kind} 可用", ""
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        yield False, f"数据库还有 {waiting} 步更新没有做", "请停止服务，运行 zwgk upgrade（先备份，再更新）"
        return
    yield True, "数据库结构是最新的", ""


def _account() -> Iterator[Line]:
    """On PostgreSQL the portal should have an account of its own; without, the rest can still be asked."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql" and not settings.ENV.portal_database_url:
        yield (
            False,
            "门户与办公用的是同一个数据库账号",
            "请建立受限账号并设置 ZWGK_PORTAL_DATABASE_URL（见 deploy/postgresql/roles.sql）",
        )


def _rooms() -> Iterator[Line]:
    from zwgk.config.discovery import modules

    for _, module in modules("checking"):
        yield from module.lines()


def _site() -> Iterator[Line]:
    from zwgk.people import public

    site = public.site()
    if site is None:
        yield False, "还没有初始化", "请运行 zwgk init 本级政府名称"
        return
    tags = {
        "网站名称（SiteName）": site.name,
        "网站域名（SiteDomain）": site.domain,
        "网站标识码（SiteIDCode）": site.site_id,
    }
    for name, value in tags.items():
        if value:
            yield True, f"页面标签 {name}：{value}", ""
        else:
            yield False, f"页面标签 {name} 没有填写", "请在“设置—网站信息”中填写，检查网站的程序靠它辨认本站"
    for name, value in {"主办单位": site.host_unit, "联系电话": site.phone, "ICP备案号": site.icp}.items():
        if not value:
            yield False, f"页脚缺少{name}", "请在“设置—网站信息”中填写"


def _calendar() -> Iterator[Line]:
    from datetime import date

    from zwgk.deadlines.calendars import calendar_for
    from zwgk.people.today import today

    calendar, now = calendar_for(None), today()
    remedy = "请取得国务院办公厅关于节假日安排的通知后运行 zwgk import calendar"
    if calendar.is_published(now):
        yield True, f"{now.year}年工作日历已有官方安排", ""
    else:
        yield False, f"{now.year}年没有官方节假日安排，期限暂按周末推算", remedy
    if now.month == 12 and not calendar.is_published(date(now.year + 1, 6, 1)):
        yield False, f"{now.year + 1}年节假日安排还没有录入，跨年期限只是推算", remedy


def _machine() -> Iterator[Line]:
    from django.conf import settings
    from django.utils import timezone

    from zwgk.cli import check_machine as machine
    from zwgk.config import roles

    env, now = settings.ENV, timezone.now()
    yield from machine.rights(Path(settings.VAR))
    if env.today is None:
        yield from machine.clock(now)
    yield from machine.mail(env.email_url)
    yield from machine.walls(roles.role_of(env.portal_database_url))
    if not env.demo:
        yield from machine.backups(env.backup_dir, now)
    yield from machine.second_factor(env.second_factor, https=env.https)


def _disk() -> Iterator[Line]:
    from django.conf import settings

    folder = Path(settings.VAR)
    free = shutil.disk_usage(folder).free / 1024**3
    if free < 2:
        yield False, f"数据目录 {folder} 所在磁盘只剩 {free:.1f} GB", "请清理磁盘或把 ZWGK_VAR 移到更大的磁盘"
    else:
        yield True, f"数据目录 {folder}，可用空间 {free:.0f} GB", ""


def _programs() -> Iterator[Line]:
    fonts = _output(["fc-list", ":lang=zh-cn", "family"])
    if fonts.strip():
        yield True, "中文字体已安装", ""
    else:
        yield False, "没有中文字体，生成的 PDF 会缺字", "请运行 apt install fonts-noto-cjk"
    if "chi_sim" in _output(["tesseract", "--list-langs"]):
        yield True, "文字识别（tesseract chi_sim）可用", ""
    else:
        yield False, "没有文字识别，扫描件须由第二人逐页查看", "请运行 apt install tesseract-ocr tesseract-ocr-chi-sim"
    if shutil.which("soffice") or shutil.which("libreoffice"):
        yield True, "旧格式转换（LibreOffice）可用", ""
    else:
        yield (
            False,
            "不能读取 doc、wps 旧格式文件",
            "需要时请运行 apt install libreoffice-writer-nogui，或请来文单位另存为 docx",
        )


def _output(command: list[str]) -> str:
    if shutil.which(command[0]) is None:
        return ""
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    return done.stdout + done.stderr
