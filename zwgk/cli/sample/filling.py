"""Laying publications: in small batches under an approved migration, each key once, so that it can be resumed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from zwgk.cli.sample import charts, columns, naming
from zwgk.cli.sample.entries import grid, html
from zwgk.cli.sample.items import Item
from zwgk.files import body
from zwgk.files.writers.official import OfficialDocument, official_pdf
from zwgk.files.writers.official_word import official_docx
from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.people.actor import SYSTEM
from zwgk.publishing import desk, enclosing
from zwgk.publishing.actions import Migrant, approve_migration, migrate
from zwgk.publishing.content import Content, PublicFile, PublicLink

if TYPE_CHECKING:
    from zwgk.publishing.models import Clearance

BATCH = 40  # one transaction, well under 200 ms, so that the pages being served never wait for it
SUBJECT = "清岚县历史公开信息迁移（演示）"


class Filling:
    """Takes items into the system. ``progress`` hears after each batch how many are done of how many."""

    def __init__(self, progress: Callable[[int, int], None] | None = None) -> None:
        self.progress = progress
        self.columns = columns.by_address()
        self.organs = columns.organs_by_name()

    def lay(self, items: Sequence[Item]) -> int:
        """Take in what is not there yet, those first to which others refer; returns how many were added."""
        there = self._there(item.key for item in items)
        missing = [item for item in items if item.key not in there]
        if not missing:
            return 0
        clearance = approve_migration(
            SUBJECT,
            basis="清岚县人民政府办公室关于历史公开信息迁移的批复（演示）",
            approved_by="清岚县人民政府办公室主任",
            on=date(2026, 1, 5),
            actor=SYSTEM,
        )
        added = 0
        for level in _levels(missing):
            later: list[Item] = []
            for start in range(0, len(level), BATCH):
                batch = level[start : start + BATCH]
                taken = self._taken(item.index_no for item in batch)
                later += [item for item in batch if item.index_no in taken]
                added += self._migrate(clearance, [item for item in batch if item.index_no not in taken])
                if self.progress:
                    self.progress(added, len(missing))
            for item in later:  # its number went to something published meanwhile: it gets the next one
                added += self._migrate(clearance, [replace(item, index_no="")])
        return added

    def _migrate(self, clearance: Clearance, batch: Sequence[Item]) -> int:
        targets = self._there(tie.key for item in batch for tie in item.ties if tie.key)
        migrants = [Migrant(item.key, self._content(item, targets), item.at) for item in batch]
        return len(migrate(clearance, migrants, actor=SYSTEM)) if migrants else 0

    def _content(self, item: Item, targets: dict[str, int]) -> Content:
        text, pictures = self._pictures(item.text)
        made = body.sanitise(html(text))
        files = [*(self._file(item, kind, made) for kind in item.attach), *pictures]
        return Content(
            title=item.title,
            body_html=made,
            organ_id=self.organs[item.organ],
            column_id=self.columns[item.column],
            kind=item.kind,
            doc_number=item.number,
            index_no=item.index_no,
            issuers=(item.organ,),
            date_written=item.written,
            effective_on=item.effective,
            expires_on=item.expires,
            validity=item.validity,
            is_normative=item.normative,
            dimension=item.dimension,
            subject_code=item.subject,
            source=item.source or item.organ.partition("（")[0],
            source_url=item.source_url,
            keywords=item.keywords,
            meta=dict(item.meta),
            files=tuple(files),
            links=tuple(PublicLink(tie.kind, targets.get(tie.key), tie.text, tie.number) for tie in item.ties),
        )

    def _pictures(self, text: str) -> tuple[str, list[PublicFile]]:
        files = []
        lines = text.splitlines()
        for place, line in enumerate(lines):
            if line.startswith("![") and "](chart:" in line:
                alt, _, key = line[2:].rstrip(")").partition("](chart:")
                address, file = enclosing.picture(charts.chart(key), alt, actor=SYSTEM)
                lines[place] = f"![{alt}]({address})"
                files.append(file)
        return "\n".join(lines), files

    def _file(self, item: Item, kind: str, made: str) -> PublicFile:
        name = f"{item.title[:60]}.{'pdf' if kind.startswith('scan') else kind}"
        text = body.text_of(made)
        if kind.startswith("scan"):
            lines = [line for line in text.splitlines() if line]
            if kind == "scan-id":  # a planted fault: numbers that nobody finds without reading the picture
                lines += [f"{n}　{naming.anybody_named(f'危房{n}')}　{naming.id_card(n * 41)}" for n in range(1, 17)]
            return enclosing.enclose(name, charts.scanned(item.title, lines), text="", actor=SYSTEM)
        if kind == "xlsx":
            return enclosing.enclose(name, _sheet(item), text=text, actor=SYSTEM)
        paper = OfficialDocument(title=item.title, body_html=made)
        data = official_docx(paper) if kind == "docx" else official_pdf(paper)
        return enclosing.enclose(name, data, text=text, actor=SYSTEM)

    @staticmethod
    def _there(keys: Iterable[str]) -> dict[str, int]:
        wanted = list(keys)
        found: dict[str, int] = {}
        for start in range(0, len(wanted), 500):
            rows = desk.visible_to(SYSTEM).filter(key__in=wanted[start : start + 500])
            found.update((str(key), pk) for key, pk in rows.values_list("key", "pk"))
        return found

    @staticmethod
    def _taken(numbers: Iterable[str]) -> set[str]:
        """Numbers of the plan that somebody has been given meanwhile (a visitor of the demo published something)."""
        rows = desk.visible_to(SYSTEM).filter(index_no__in=list(numbers))
        return {str(number) for number in rows.values_list("index_no", flat=True)}


def _sheet(item: Item) -> bytes:
    rows = grid(item.text) or [["内容"], *([line] for line in item.text.splitlines() if line)]
    head, *others = rows
    data = SheetData("明细", [Column(cell or "项目") for cell in head], [r for r in others if len(r) == len(head)])
    return workbook([data], title=item.title, organ=item.organ, made_on=item.on)


def _levels(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items in turns: each refers only to those of turns before it (or to what was there already)."""
    waiting = {item.key: item for item in items}
    while waiting:
        ready = [item for item in waiting.values() if not any(tie.key in waiting for tie in item.ties)]
        if not ready:
            raise ValueError(f"links in a circle: {sorted(waiting)[:5]}")
        yield ready
        for item in ready:
            del waiting[item.key]
