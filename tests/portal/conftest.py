"""What is public in these tests: a small tree of columns, and papers that go out by the door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people.factory import TODAY, County
from zwgk.files import body
from zwgk.people.actor import SYSTEM
from zwgk.portal import rates
from zwgk.publishing import actions, clearing
from zwgk.publishing.content import Content
from zwgk.publishing.models import Column, Publication
from zwgk.rules.publication import ColumnKind


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 30) -> datetime:
    """A moment in Beijing."""
    return timezone.make_aware(datetime(year, month, day, hour, minute))  # noqa: DTZ001 — made aware here


@dataclass
class Site:
    """The county's public face: columns by slug, and :meth:`publish`."""

    county: County
    columns: dict[str, Column]

    def content(self, title: str = "关于供暖的通知", text: str = "<p>自即日起供暖。</p>", **fields: Any) -> Content:
        column = fields.pop("column", "tzgg")
        organ = fields.pop("organ", self.county.bureau)
        return Content(title, body.sanitise(text), organ.pk, self.columns[column].pk, **fields)

    def publish(self, title: str = "关于供暖的通知", text: str = "<p>自即日起供暖。</p>", **fields: Any) -> Publication:
        """Put a paper out, reviewed and cleared, at ``when``."""
        when = fields.pop("when", at(2026, 11, 18))
        content = self.content(title, text, **fields)
        return actions.publish(content, clearance=self.cleared(content), at=when, actor=SYSTEM)

    def correct(self, publication: Publication, content: Content, note: str, **fields: Any) -> Publication:
        """Replace the wording."""
        when = fields.pop("when", at(2026, 11, 19))
        return actions.correct(
            publication,
            content,
            clearance=self.cleared(content),
            change_note=note,
            at=when,
            actor=SYSTEM,
            **fields,
        )

    def cleared(self, content: Content) -> Any:
        return clearing.reviewed(
            content.digest,
            subject=content.title,
            basis="逐件审查",
            approved_by="局长",
            approved_on=date(2020, 1, 1),
            matter_id=None,
            details={},
            organ_id=content.organ_id,
        )

    def withdraw(self, publication: Publication, notice: str = "因数据有误撤回，更正后重新公开。") -> None:
        actions.withdraw(
            publication, notice=notice, reason="数据有误", on=date(2026, 11, 19), at=at(2026, 11, 19), actor=SYSTEM
        )

    def take_down(self, publication: Publication) -> None:
        actions.take_down(publication, on=date(2026, 11, 19), at=at(2026, 11, 19), actor=SYSTEM)

    def approve(self, name: str, organ: Any = None) -> Any:
        """Approve a class of generated data for release."""
        return actions.approve_standing(
            name, organ=organ, basis="办公室审定", on=date(2026, 1, 5), valid_to=date(2028, 12, 31), actor=SYSTEM
        )


@pytest.fixture(autouse=True)
def _scratch(settings: Any, tmp_path: Path) -> None:
    """Every test has its own folder for shelf, log and files, the office's day, and fresh counters."""
    settings.VAR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    settings.ENV.values = {**settings.ENV.values, "TODAY": TODAY, "DEMO": False, "PORTAL_URL": ""}
    for counter in rates.COUNTERS.values():
        counter._moments.clear()


@pytest.fixture
def site(county: County) -> Site:
    """The platform's columns: guide, rules, 法定主动公开内容 › 政策文件 › 规范性文件, reports; two more."""
    columns: dict[str, Column] = {}

    def add(slug: str, name: str, parent: str = "", kind: ColumnKind = ColumnKind.LIST, **fields: object) -> None:
        columns[slug] = actions.add_column(
            name, slug, parent=columns.get(parent), kind=kind, actor=SYSTEM, order=len(columns), **fields
        )

    add("zfxxgk", "政府信息公开", kind=ColumnKind.GROUP)
    add("zhinan", "政府信息公开指南", "zfxxgk", ColumnKind.GUIDE)
    add("zhidu", "政府信息公开制度", "zfxxgk", ColumnKind.INSTITUTIONS)
    add("fading", "法定主动公开内容", "zfxxgk", ColumnKind.STATUTORY)
    add("nianbao", "政府信息公开年报", "zfxxgk", ColumnKind.ANNUAL)
    add("jgzn", "机构职能", "fading", ColumnKind.ORGANS, article="《政府信息公开条例》第二十条第（二）项")
    add("zcwj", "政策文件", "fading", ColumnKind.GROUP, article="《政府信息公开条例》第二十条第（一）项")
    add("gfxwj", "规范性文件", "zcwj", note="行政规范性文件统一登记、统一编号")
    add("zkly", "公务员招考和录用", "fading", article="《政府信息公开条例》第二十条第（十四）项")
    add("tzgg", "通知公告")
    add("zcjd", "政策解读")
    return Site(county, columns)


@pytest.fixture
def publish(site: Site) -> Callable[..., Publication]:
    """``publish("标题", "<p>正文</p>", column="gfxwj", …)``"""
    return site.publish


def asked(client: Client, path: str) -> int:
    """How many questions a page puts to the database (less those that only change the account)."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return sum(1 for query in captured.captured_queries if " ROLE" not in query["sql"])
