"""How publications of an old site come in: one JSON object a line, judged line by line, taken in batches, resumable."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone
from pypinyin import lazy_pinyin

from zwgk.files import body, names, store
from zwgk.files.models import Purpose
from zwgk.people.actions import add_unit
from zwgk.people.actor import Actor
from zwgk.people.models import FormerName, SiteSettings, Unit, UnitKind
from zwgk.publishing import clearing
from zwgk.publishing.actions import Migrant, add_column, migrate
from zwgk.publishing.content import Content, PublicFile
from zwgk.publishing.models import Clearance, Column, Publication
from zwgk.rules import dates, document_kinds
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.publication import ColumnKind

BATCH = 100  # one transaction: well under 200 ms on SQLite
MAX_LINE = 4_000_000
MAX_TITLE = 300
DEFAULT_COLUMN = ("信息公开", "xxgk")


@dataclass
class Result:
    """What an import did: taken, already there, refused (with reasons)."""

    taken: int = 0
    known: int = 0
    rejects: list[dict[str, Any]] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.taken + self.known + len(self.rejects)


class Importer:
    """Reads lines into publications. Organs and columns that do not exist yet are made and remembered."""

    def __init__(self, clearance: Clearance | None, *, actor: Actor, today: date, folder: Path) -> None:
        self.clearance, self.actor, self.today, self.folder = clearance, actor, today, folder
        self.government = _government(actor)
        self.organs: dict[str, Unit] = {}
        self.columns: dict[str, Column] = {}

    def take(self, lines: Iterable[str], *, progress: Callable[[Result], None] | None = None) -> Result:
        """Take all lines; after each batch ``progress`` is told. What was taken before is skipped, so it can be
        resumed.
        """
        result = Result()
        batch: list[Migrant] = []
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                batch.append(self._migrant(line, number))
            except RuleViolation as refusal:
                result.rejects.append({"line": number, "key": _key_of(line), **refusal.as_dict()})
            if len(batch) >= BATCH:
                self._keep(batch, result)
                batch = []
                if progress:
                    progress(result)
        self._keep(batch, result)
        if progress:
            progress(result)
        return result

    def _keep(self, batch: list[Migrant], result: Result) -> None:
        if not batch or self.clearance is None:
            return
        taken = len(migrate(self.clearance, batch, actor=self.actor))
        result.taken += taken
        result.known += len(batch) - taken

    def _migrant(self, line: str, number: int) -> Migrant:
        if len(line) > MAX_LINE:
            raise BadInput(
                what=f"第{number}行没有导入",
                why=f"一行不得超过{MAX_LINE // 1_000_000}百万字",
                remedy="请把长附录改作附件",
            )
        row = _parsed(line, number)
        title = " ".join(_text(row, "title", number).split())
        if not title or len(title) > MAX_TITLE:
            raise BadInput(
                what=f"第{number}行没有导入",
                why=f"标题应为1至{MAX_TITLE}字，现为{len(title)}字",
                remedy="请补上或缩短标题",
                field="title",
            )
        published_on = _day(row, "published_on", number) or _day(row, "date_written", number) or self.today
        if published_on > self.today:
            raise BadInput(
                what=f"第{number}行没有导入",
                why=f"发布日期{published_on}在今天之后",
                remedy="请改正日期",
                field="published_on",
            )
        written = _day(row, "date_written", number)
        kind = document_kinds.guess_kind(title)
        content = Content(
            title=title,
            body_html=body.sanitise(_text(row, "body_html", number)),
            organ_id=self.organ(_text(row, "organ", number)).pk,
            column_id=self.column(_text(row, "column", number)).pk,
            kind=kind.code if kind else "",
            doc_number=_text(row, "doc_number", number).strip()[:80],
            index_no=_text(row, "index_no", number).strip()[:80],
            issuers=(_text(row, "organ", number).strip(),) if row.get("organ") else (),
            date_written=written,
            source=_text(row, "source", number)[:120],
            files=tuple(self._files(row, number)),
        )
        clearing.must_be_open(content)
        key = _text(row, "key", number).strip() or "#" + hashlib.sha256(line.strip().encode()).hexdigest()[:32]
        return Migrant(
            key[:120],
            content,
            timezone.make_aware(datetime.combine(published_on, time(9))),
            _text(row, "old_url", number)[:500],
        )

    def organ(self, name: str) -> Unit:
        """The organ of that name (former names too), made where it does not exist; "" is the government itself."""
        name = name.strip()
        if not name:
            return self.government
        if name not in self.organs:
            found = Unit.objects.filter(name=name).exclude(kind=UnitKind.SECTION).first() or (
                Unit.objects.filter(short_name=name).exclude(kind=UnitKind.SECTION).first()
            )
            if found is None:
                former = FormerName.objects.filter(name=name).select_related("unit").first()
                found = former.unit if former else None
            self.organs[name] = found or add_unit(
                name[:120], UnitKind.DEPARTMENT, parent=self.government, actor=self.actor
            )
        return self.organs[name]

    def column(self, name: str) -> Column:
        """The column of that name or address, made where it does not exist."""
        name = name.strip() or DEFAULT_COLUMN[0]
        if name not in self.columns:
            found = Column.objects.filter(slug=name).first() or (
                Column.objects.filter(name=name, kind=str(ColumnKind.LIST)).order_by("pk").first()
            )
            self.columns[name] = found or add_column(name[:80], _slug(name), parent=None, actor=self.actor)
        return self.columns[name]

    def _files(self, row: dict[str, Any], number: int) -> Iterator[PublicFile]:
        attachments = row.get("attachments") or []
        if not isinstance(attachments, list):
            raise BadInput(what=f"第{number}行没有导入", why="attachments 应为列表", remedy='请写成 [{"name", "path"}]')
        for one in attachments:
            path = one.get("path") if isinstance(one, dict) else one
            if not isinstance(path, str) or not path:
                raise BadInput(what=f"第{number}行没有导入", why="附件没有写明路径", remedy='请写成 {"name", "path"}')
            place = (self.folder / path).resolve()
            if not place.is_relative_to(self.folder.resolve()) or not place.is_file():
                raise BadInput(
                    what=f"第{number}行没有导入",
                    why=f"找不到附件“{path}”（须在导入文件所在的文件夹内）",
                    remedy="请把附件放到该文件夹后重新导入这一行",
                    field="attachments",
                )
            name = names.harmless(str(one.get("name") or place.name) if isinstance(one, dict) else place.name)
            with place.open("rb") as stream:
                kept = store.keep(name, stream, actor=self.actor, purpose=Purpose.IMPORT)
            yield PublicFile("attachment", name, kept.sha256, kept.size, kept.mime, kept.text)


def count_known() -> int:
    """How many publications there are (for messages)."""
    return Publication.objects.count()


def _government(actor: Actor) -> Unit:
    site = SiteSettings.objects.select_related("government").first()
    if site is not None:
        return site.government
    existing = Unit.objects.filter(kind=UnitKind.GOVERNMENT).order_by("pk").first()
    return existing or add_unit("本级人民政府", UnitKind.GOVERNMENT, parent=None, actor=actor)


def _slug(name: str) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", "".join(s[0] for s in lazy_pinyin(name) if s).lower()).strip("-")[:40] or "lm"
    slug, turn = base, 1
    while Column.objects.filter(slug=slug).exists():
        turn += 1
        slug = f"{base}-{turn}"
    return slug


def _parsed(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(what=f"第{number}行没有导入", why="不是正确的 JSON", remedy="请每行写一个 JSON 对象") from error
    if not isinstance(row, dict):
        raise BadInput(what=f"第{number}行没有导入", why="不是 JSON 对象", remedy='请写成 {"title": …} 的形式')
    return row


def _text(row: dict[str, Any], name: str, number: int) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadInput(what=f"第{number}行没有导入", why=f"{name} 应为文字", remedy="请改正该项", field=name)
    return str(value)


def _day(row: dict[str, Any], name: str, number: int) -> date | None:
    value = row.get(name)
    if value in (None, ""):
        return None
    try:
        return dates.read_date(value, name, name)
    except RuleViolation as refusal:
        raise BadInput(what=f"第{number}行没有导入", why=refusal.why, remedy=refusal.remedy, field=name) from refusal


def _key_of(line: str) -> str | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return str(row["key"]) if isinstance(row, dict) and row.get("key") is not None else None
