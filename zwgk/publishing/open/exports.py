"""Whole exports (整体下载): everything public as one archive a year of publication, made anew where the year changed.

``publications.jsonl`` holds a record a line (``open.records``), ``files.csv`` the manifest of the files with both
digests and their addresses; the bytes of the files are fetched from there. Archives are kept in ``var/open`` under
their digest; ``index.json`` says which is the one of a year. What has left since the last look stops the archive that
still holds it, at once and until it is made anew.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from zwgk.files.digests import of_stream
from zwgk.files.models import Blob
from zwgk.jobs.queue import report
from zwgk.publishing import addresses, queries
from zwgk.publishing.models import Hiding, Publication
from zwgk.publishing.open import queries as opened
from zwgk.publishing.open import records
from zwgk.publishing.open.explaining import EXPLAINED
from zwgk.rules.publication import PublicationState, Visibility

#: publications read at a time: what one export holds in memory
BATCH = 200
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
FILES = ("公开件编号", "用途", "文件名", "字节数", "媒体类型", "SHA-256", "SM3", "下载地址")


@dataclass(frozen=True)
class Export:
    """The archive of a year. ``state`` tells from what it was made; ``looked_at`` when that was last held true."""

    year: int
    publications: int
    size: int
    sha256: str
    sm3: str
    made_at: str
    looked_at: str
    state: str

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return folder() / f"{self.sha256}.zip"


def folder() -> Path:
    """Where the archives lie."""
    return Path(settings.VAR) / "open"


def known() -> list[Export]:
    """The archives by year, the newest first; empty before the first night."""
    try:
        rows = json.loads((folder() / "index.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Export(**row) for row in rows]


def listed() -> list[tuple[Export, bool]]:
    """The archives with whether each may be given out now: not where something in it has left since."""
    rows = known()
    since = min((datetime.fromisoformat(row.looked_at) for row in rows), default=None)
    if since is None:
        return []
    stopped = _left_since(since)
    return [(row, row.year not in stopped) for row in rows]


def of_year(year: int) -> Export | None:
    """The archive of a year, where it may be given out."""
    return next((row for row, may in listed() if may and row.year == year), None)


def _left_since(moment: datetime) -> set[int]:
    """Years of which something left the public since, or a wording was hidden."""
    # what is not public is little, what changed may be a whole migration: asked from the small side
    changed = Publication.objects.filter(changed_at__gte=moment).order_by()
    public = str(Visibility.PUBLIC)
    gone = changed.filter(visibility=public, state__in=[str(s) for s in PublicationState if s != PublicationState.LIVE])
    inner = changed.filter(visibility=str(Visibility.INTERNAL))
    hidden = Hiding.objects.filter(on__gte=timezone.localdate(moment)).order_by()
    days = {
        *gone.values_list("published_on", flat=True),
        *inner.values_list("published_on", flat=True),
        *hidden.values_list("version__publication__published_on", flat=True),
    }
    return {day.year for day in days}


def make(*, every: bool = False) -> list[Export]:
    """Bring the archives in step; years from which nothing changed keep theirs (unless ``every``). Returns the made."""
    folder().mkdir(parents=True, exist_ok=True)
    began = datetime.now(UTC)
    states = _states()
    before = {row.year: row for row in known()}
    rows, made = [], []
    total = sum(number for number, _ in states.values())
    done = 0
    for year in sorted(states, reverse=True):
        number, state = states[year]
        old = before.get(year)
        if old is not None and old.state == state and old.path.exists() and not every:
            rows.append(Export(**{**asdict(old), "looked_at": began.isoformat()}))
            done += number
            continue
        row = _year(year, state, began, lambda more, done=done: report(done + more, total))
        rows.append(row)
        made.append(row)
        done += number
        # each year is in place as soon as it is made: a run broken off begins with the next
        _enter([*rows, *(kept for kept in before.values() if kept.year < year and kept.year in states)])
    _enter(rows)
    _sweep({row.path.name for row in rows})
    return made


def _states() -> dict[int, tuple[int, str]]:
    """For each year how many are live, and a word that differs as soon as anything of it changed."""
    rows = (
        Publication.objects.filter(changed_at__isnull=False)
        .annotate(year=ExtractYear("published_on"))
        .order_by()
        .values_list("year")
        .annotate(live=Count("pk", filter=Q(**queries.SHOWN, current__isnull=False)), last=Max("changed_at"))
    )
    owed = Blob.objects.filter(sm3="").count()
    base = addresses.absolute("")
    return {
        year: (live, f"{records.FORMAT} {base} {live} {(last or _NEVER).isoformat()} {owed}")
        for year, live, last in rows
        if live
    }


def _year(year: int, state: str, began: datetime, tell: Any) -> Export:
    draft = folder() / f".{year}.{os.getpid()}"
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            number = _written(archive, year, began, tell)
        with draft.open("rb") as stream:
            found = of_stream(stream)
        row = Export(
            year=year,
            publications=number,
            size=found.size,
            sha256=found.sha256,
            sm3=found.sm3,
            made_at=began.isoformat(),
            looked_at=began.isoformat(),
            state=state,
        )
        os.replace(draft, row.path)
        os.chmod(row.path, 0o640)
        return row
    finally:
        draft.unlink(missing_ok=True)


def _written(archive: zipfile.ZipFile, year: int, began: datetime, tell: Any) -> int:
    """Write the parts of one archive, a batch at a time; returns how many publications it holds."""
    day = timezone.localtime(began)
    stamp = (day.year, day.month, day.day, 0, 0, 0)

    def part(name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, stamp)
        info.compress_type = zipfile.ZIP_DEFLATED
        return info

    number = 0
    archive.writestr(part("说明.txt"), EXPLAINED.format(year=year, on=f"{day:%Y-%m-%d}").encode("utf-8-sig"))
    manifest = folder() / f".{year}.files.{os.getpid()}"
    try:
        with (
            manifest.open("w", encoding="utf-8-sig", newline="") as beside,
            archive.open(part("publications.jsonl"), "w", force_zip64=True) as lines,
        ):
            table = csv.writer(beside)
            table.writerow(FILES)
            for batch in batches(date(year, 1, 1), date(year + 1, 1, 1)):
                for told in batch:
                    lines.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                    table.writerows(file_rows(told))
                number += len(batch)
                tell(number)
        archive.write(manifest, "files.csv")
    finally:
        manifest.unlink(missing_ok=True)
    return number


def file_rows(told: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The lines of the manifest for one record."""
    for one in told["files"]:
        names = ("role", "name", "size", "mime", "sha256", "sm3", "url")
        yield (told["number"], *(one[name] for name in names))


def batches(first: date | None, before: date | None, **narrowed: Any) -> Iterator[list[dict[str, Any]]]:
    """Records of what was published in a span, the oldest first, so many at a time that memory stays flat."""
    base = addresses.absolute("")
    rows = opened.whole().filter(**narrowed)
    if first:
        rows = rows.filter(published_at__gte=opened.midnight(first))
    if before:
        rows = rows.filter(published_at__lt=opened.midnight(before))
    rows = rows.order_by("published_at", "id")
    place: tuple[datetime, int] | None = None
    while True:
        more = rows
        if place is not None:
            at, pk = place
            more = rows.filter(Q(published_at__gt=at) | Q(id__gt=pk), published_at__gte=at)
        found = list(more[:BATCH])
        if not found:
            return
        yield records.records(found, base)
        place = (found[-1].published_at, found[-1].pk)


def _enter(rows: Sequence[Export]) -> None:
    """Replace the index as a whole."""
    draft = folder() / f".index.{os.getpid()}"
    draft.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    os.replace(draft, folder() / "index.json")


def _sweep(kept: set[str]) -> None:
    """Delete the archives that no year names any more."""
    for path in folder().glob("*.zip"):
        if path.name not in kept:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def opened_file(row: Export) -> io.BufferedReader | None:
    """The bytes of an archive; None where they are gone (just replaced, or lost)."""
    try:
        return row.path.open("rb")
    except FileNotFoundError:
        return None


def faults() -> Iterator[str]:
    """One Chinese sentence without a stop for each archive that is not what the index says (for ``zwgk verify``)."""
    for row in known():
        stream = opened_file(row)
        if stream is None:
            yield f"{row.year}年的整体下载文件缺失"
            continue
        with stream:
            found = of_stream(stream)
        if (found.sha256, found.sm3) != (row.sha256, row.sm3):
            yield f"{row.year}年的整体下载文件与摘要不符"
