"""How publications of an old site come in: one JSON object a line, judged line by line, taken in batches, resumable."""

from __future__ import annotations

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

from zwgk.files import intake, limits, names, store
from zwgk.files.intake import Looked
from zwgk.files.models import Purpose
from zwgk.jobs.killpoints import killpoint
from zwgk.people.actions import add_unit
from zwgk.people.actor import Actor
from zwgk.people.models import FormerName, SiteSettings, Unit, UnitKind
from zwgk.publishing.actions import Migrant, add_column, migrate
from zwgk.publishing.actions.migrating import follow_up
from zwgk.publishing.content import Content, PublicFile, known
from zwgk.publishing.import_lines import refused
from zwgk.publishing.migration import crew
from zwgk.publishing.migration.reading import Read, Rejected, reject
from zwgk.publishing.models import Clearance, Column, Publication
from zwgk.rules.errors import RuleViolation
from zwgk.rules.publication import ColumnKind

BATCH = 100  # one transaction: well under 200 ms on SQLite
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

    def take(
        self, lines: Iterable[str | bytes], *, progress: Callable[[Result], None] | None = None, hands: int = 0
    ) -> Result:
        """Take all lines; after each batch ``progress`` is told. What was taken before is skipped, so it can be
        resumed. ``hands``: processes that read and clean beside this one, which keeps.
        """
        result = Result()
        batch: list[_Line] = []
        for read in crew.read_all(lines, self.today, hands=hands):
            if isinstance(read, Rejected):
                result.rejects.append(read.row)
                continue
            try:
                made = self._line(read, result)
            except RuleViolation as refusal:
                result.rejects.append(reject(read.number, read.key, refusal))
            else:
                if made is not None:
                    batch.append(made)
            if len(batch) >= BATCH:
                self._keep(batch, result)
                batch = []
                if progress:
                    progress(result)
        self._keep(batch, result)
        if result.taken and self.clearance is not None:
            follow_up(self.clearance, at=timezone.now())
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

    def _line(self, read: Read, result: Result) -> _Line | None:
        if not self._is_new(read):
            result.known += 1
            return None
        names = read.names
        self._index_no_must_be_free(read)
        looked = self._look_through(read)
        content = Content(
            title=read.title,
            body_html=read.html,
            organ_id=self.organ(names["organ"]).pk,
            column_id=self.column(names["column"]).pk,
            kind=read.kind,
            doc_number=names["doc_number"],
            index_no=names["index_no"],
            issuers=(names["organ"],) if names["organ"] else (),
            date_written=read.written,
            source=names["source"],
            files=tuple(self._kept(name, one) for name, one in looked),
        )
        result.unknown_fields.update(read.unknown)
        at = timezone.make_aware(datetime.combine(read.published_on, time(9)))
        content = known(content, plain_text=read.text, digest=read.digest)
        return _Line(read.number, Migrant(read.key, content, at, names["old_url"]))

    def _is_new(self, read: Read) -> bool:
        """False for a line that stood in this file already. Errors: two papers under one key."""
        before = self._lines_by_key.setdefault(read.key, (read.number, read.fingerprint))
        if before[0] == read.number:
            return True
        if before[1] == read.fingerprint:
            return False
        raise refused(read.number, f"键“{read.key}”与第{before[0]}行相同而内容不同", "请给每条信息各自的键", "key")

    def _index_no_must_be_free(self, read: Read) -> None:
        """Refuse an index number of the old site that another paper bears."""
        index_no = read.names["index_no"]
        if not index_no:
            return
        before = self._lines_by_index_no.setdefault(index_no, read.number)
        other = Publication.objects.filter(index_no=index_no).exclude(key=read.key).first()
        if before != read.number or other is not None:
            whose = f"《{other.title}》" if other is not None else f"第{before}行"
            raise refused(read.number, f"索引号{index_no}已用于{whose}", "请核对；留空则自动编号", "index_no")

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

    def _look_through(self, read: Read) -> list[tuple[str, Looked]]:
        """The attachments, looked through like any upload (密级标志、加密、宏、压缩炸弹) before one of them is kept."""
        if read.attachments and Publication.objects.filter(key=read.key).exists():
            return []  # here already: the line is counted as known, its files are not kept again
        return [self._looked(one, read.number) for one in read.attachments]

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
