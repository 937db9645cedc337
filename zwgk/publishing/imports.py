"""How publications of an old site come in: one JSON object a line, judged line by line, taken in batches, resumable."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError
from django.utils import timezone
from pypinyin import lazy_pinyin

from zwgk.files import body, intake, limits, names, store
from zwgk.files.intake import Looked
from zwgk.files.models import Purpose
from zwgk.jobs.killpoints import killpoint
from zwgk.people.actions import add_unit
from zwgk.people.actor import Actor
from zwgk.people.models import FormerName, SiteSettings, Unit, UnitKind
from zwgk.publishing import clearing
from zwgk.publishing.actions import Migrant, add_column, migrate
from zwgk.publishing.content import Content, PublicFile
from zwgk.publishing.import_lines import KNOWN, OWN_KEYS, day_of, key_of, parsed, refused, text_of
from zwgk.publishing.models import Clearance, Column, Publication
from zwgk.rules import document_kinds
from zwgk.rules.errors import RuleViolation
from zwgk.rules.publication import ColumnKind

BATCH = 100  # one transaction: well under 200 ms on SQLite
MAX_TITLE = 300
DEFAULT_COLUMN = ("信息公开", "xxgk")


@dataclass
class Result:
    """What an import did: taken, already there, refused (with reasons), and fields that nobody knows, with numbers."""

    taken: int = 0
    known: int = 0
    rejects: list[dict[str, Any]] = field(default_factory=list)
    unknown_fields: Counter[str] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        return self.taken + self.known + len(self.rejects)


@dataclass(frozen=True)
class _Line:
    """A line that may go in: its number, its key for the list of refusals, and what it brings."""

    number: int
    migrant: Migrant


class Importer:
    """Reads lines into publications. Organs and columns that do not exist yet are made and remembered."""

    def __init__(self, clearance: Clearance | None, *, actor: Actor, today: date, folder: Path) -> None:
        self.clearance, self.actor, self.today, self.folder = clearance, actor, today, folder
        self.government = _government(actor)
        self.organs: dict[str, Unit] = {}
        self.columns: dict[str, Column] = {}
        #: keys and index numbers of this run, with the line that bore them
        self._lines_by_key: dict[str, tuple[int, bytes]] = {}
        self._lines_by_index_no: dict[str, int] = {}

    def take(self, lines: Iterable[str | bytes], *, progress: Callable[[Result], None] | None = None) -> Result:
        """Take all lines; after each batch ``progress`` is told. What was taken before is skipped, so it can be
        resumed.
        """
        result = Result()
        batch: list[_Line] = []
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                made = self._line(line, number, result)
            except RuleViolation as refusal:
                result.rejects.append({"line": number, "key": key_of(line), **refusal.as_dict()})
            else:
                if made is not None:
                    batch.append(made)
            if len(batch) >= BATCH:
                self._keep(batch, result)
                batch = []
                if progress:
                    progress(result)
        self._keep(batch, result)
        if progress:
            progress(result)
        return result

    def _keep(self, batch: list[_Line], result: Result) -> None:
        if not batch or self.clearance is None:
            return
        killpoint("import.batch")
        try:
            taken = len(migrate(self.clearance, [line.migrant for line in batch], actor=self.actor))
        except (RuleViolation, IntegrityError, DataError) as error:
            if len(batch) == 1:
                refusal = error if isinstance(error, RuleViolation) else _not_kept(batch[0].number)
                result.rejects.append(
                    {"line": batch[0].number, "key": batch[0].migrant.key, **refusal.as_dict()},
                )
                return
            for line in batch:  # one bad line spoils no other
                self._keep([line], result)
            return
        result.taken += taken
        result.known += len(batch) - taken

    def _line(self, line: str | bytes, number: int, result: Result) -> _Line | None:
        row = parsed(line, number)
        title = " ".join(text_of(row, "title", number).split())
        if not title or len(title) > MAX_TITLE:
            raise refused(number, f"标题应为1至{MAX_TITLE}字，现为{len(title)}字", "请补上或缩短标题", "title")
        key = self._key(row, line, number)
        if key is None:
            result.known += 1
            return None
        written = day_of(row, "date_written", number)
        published_on = day_of(row, "published_on", number) or written or self.today
        if published_on > self.today:
            raise refused(number, f"发布日期{published_on}在今天之后", "请改正日期", "published_on")
        html = body.sanitise(text_of(row, "body_html", number))
        limits.body_must_fit(html)
        names_given = {name: text_of(row, name, number) for name in ("organ", "column", "doc_number", "source")}
        index_no = self._index_no(row, key, number)
        old_url = text_of(row, "old_url", number)
        # marks of secrecy first: of a line that bears one nothing is kept, no organ, no column, no file
        clearing.must_be_open(Content("\n".join((title, *names_given.values())), html, 0, 0))
        looked = self._look_through(row, key, number)
        kind = document_kinds.guess_kind(title)
        content = Content(
            title=title,
            body_html=html,
            organ_id=self.organ(names_given["organ"]).pk,
            column_id=self.column(names_given["column"]).pk,
            kind=kind.code if kind else "",
            doc_number=names_given["doc_number"],
            index_no=index_no,
            issuers=(names_given["organ"],) if names_given["organ"] else (),
            date_written=written,
            source=names_given["source"],
            files=tuple(self._kept(name, one) for name, one in looked),
        )
        result.unknown_fields.update(set(row) - KNOWN)
        at = timezone.make_aware(datetime.combine(published_on, time(9)))
        return _Line(number, Migrant(key, content, at, old_url))

    def _key(self, row: dict[str, Any], line: str | bytes, number: int) -> str | None:
        """The line's key; None for a line that stood in this file already. Errors: two papers under one key."""
        raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
        digest = hashlib.sha256(raw.strip()).digest()
        key = text_of(row, "key", number) or "#" + digest.hex()[:32]
        if key.startswith(OWN_KEYS):
            raise refused(number, f"键“{key}”是本系统自用的", "请换一个键（如在前面加上网站名）", "key")
        before = self._lines_by_key.setdefault(key, (number, digest[:8]))
        if before[0] == number:
            return key
        if before[1] == digest[:8]:
            return None
        raise refused(number, f"键“{key}”与第{before[0]}行相同而内容不同", "请给每条信息各自的键", "key")

    def _index_no(self, row: dict[str, Any], key: str, number: int) -> str:
        """The index number that the old site gave, refused where another paper bears it."""
        index_no = text_of(row, "index_no", number)
        if not index_no:
            return ""
        before = self._lines_by_index_no.setdefault(index_no, number)
        other = Publication.objects.filter(index_no=index_no).exclude(key=key).first()
        if before != number or other is not None:
            whose = f"《{other.title}》" if other is not None else f"第{before}行"
            raise refused(number, f"索引号{index_no}已用于{whose}", "请核对；留空则自动编号", "index_no")
        return index_no

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
            self.organs[name] = found or add_unit(name, UnitKind.DEPARTMENT, parent=self.government, actor=self.actor)
        return self.organs[name]

    def column(self, name: str) -> Column:
        """The column of that name or address, made where there is no such list."""
        name = name.strip() or DEFAULT_COLUMN[0]
        if name not in self.columns:
            found = Column.objects.filter(slug=name, kind=str(ColumnKind.LIST)).first() or (
                Column.objects.filter(name=name, kind=str(ColumnKind.LIST)).order_by("pk").first()
            )
            self.columns[name] = found or add_column(name, _slug(name), parent=None, actor=self.actor)
        return self.columns[name]

    def _look_through(self, row: dict[str, Any], key: str, number: int) -> list[tuple[str, Looked]]:
        """The attachments, looked through like any upload (密级标志、加密、宏、压缩炸弹) before one of them is kept."""
        attachments = row.get("attachments") or []
        if not isinstance(attachments, list):
            raise refused(number, "attachments 应为列表", '请写成 [{"name", "path"}]', "attachments")
        if attachments and Publication.objects.filter(key=key).exists():
            return []  # here already: the line is counted as known, its files are not kept again
        return [self._looked(one, number) for one in attachments]

    def _looked(self, one: object, number: int) -> tuple[str, Looked]:
        path = one.get("path") if isinstance(one, dict) else one
        if not isinstance(path, str) or not path:
            raise refused(number, "附件没有写明路径", '请写成 {"name", "path"}', "attachments")
        try:
            place = (self.folder / path).resolve()
            inside = place.is_relative_to(self.folder.resolve()) and place.is_file()
        except (OSError, ValueError):  # a name too long for the disk, a zero character
            inside = False
        if not inside:
            raise refused(
                number,
                f"找不到附件“{path[:100]}”（须在导入文件所在的文件夹内）",
                "请把附件放到该文件夹后重新导入这一行",
                "attachments",
            )
        name = names.harmless(str(one.get("name") or place.name) if isinstance(one, dict) else place.name)
        limits.must_fit(name, place.stat().st_size)
        with place.open("rb") as stream:
            return name, intake.look_through(name, stream)

    def _kept(self, name: str, looked: Looked) -> PublicFile:
        kept = store.keep(name, looked.data, actor=self.actor, purpose=Purpose.IMPORT, read=looked.read)
        return PublicFile("attachment", name, kept.sha256, kept.size, kept.mime, kept.text)


def _not_kept(number: int) -> RuleViolation:
    return refused(number, "数据库不接受这一行（有的值过长，或与已有的信息冲突）", "请核对该行各项后重新导入")


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
