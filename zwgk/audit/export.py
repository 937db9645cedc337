"""The log on its way out of the house: for the auditor, and for whoever inspects the office."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from zwgk.audit.acts import Acting, act, note
from zwgk.audit.models import Entry

HEADINGS = ("编号", "时间", "操作人", "操作", "对象类别", "对象编号", "事项", "要点", "封存值")


def as_csv(entries: QuerySet[Entry]) -> Iterator[str]:
    """Yield the entries as CSV, oldest first, with a byte-order mark so that spreadsheets read the Chinese."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    yield "\ufeff" + _taken(buffer)
    for entry in entries.select_related("seal").order_by("pk").iterator(chunk_size=1000):
        seal = getattr(entry, "seal", None)
        writer.writerow(
            (
                entry.pk,
                timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds"),
                _safe(entry.by),
                entry.act,
                entry.object_kind,
                entry.object_id,
                entry.matter_id or "",
                _safe(json.dumps(entry.details, ensure_ascii=False, sort_keys=True)),
                seal.digest if seal else "",
            )
        )
        yield _taken(buffer)


@act("audit.export")
def _log_export(*, count: int, actor: Acting) -> None:
    note(count=count)


def download(entries: QuerySet[Entry], *, actor: Acting) -> Iterator[str]:
    """As :func:`as_csv`, and the log says who took it out and how many entries; they are fixed before that entry."""
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    taken = entries.filter(pk__lte=last)
    _log_export(count=taken.count(), actor=actor)
    return as_csv(taken)


@act("audit.back_up")
def backed_up(*, files: int, size: int, sha256: str, sealed: bool, actor: Acting) -> None:
    """Log that everything was taken out into a backup (备份), and which."""
    note(files=files, bytes=size, sha256=sha256, sealed=sealed)


@act("audit.restore")
def restored(*, made_at: str, version: str, actor: Acting) -> None:
    """Log that this state was put back from a backup (恢复): what was done after ``made_at`` is not in it."""
    note(made_at=made_at, version=version)


def _safe(text: str) -> str:
    """A cell that a spreadsheet would take for a formula is shown as text."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
