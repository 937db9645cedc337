"""Eighteen reading points (查阅点), and half-yearly deliveries to the archives and the library with their receipts."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.db import transaction

from zwgk.cli.sample import tables
from zwgk.cli.sample.calendar import at
from zwgk.cli.sample.charts import scanned
from zwgk.cli.sample.published.acting import editor, organ, somebody
from zwgk.cli.sample.signins import COUNTY_OFFICE, MAIN
from zwgk.cli.sample.size import TODAY, Size
from zwgk.people.actor import SYSTEM
from zwgk.publishing import enclosing
from zwgk.publishing.actions import delivering as acts
from zwgk.publishing.leaving import deliveries
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.reading_points import PointKind
from zwgk.rules.workdays import OFFICIAL

FILE = "points.txt"
DELIVERING = (MAIN, COUNTY_OFFICE, "清岚县教育局")
#: the periods that were delivered; the last is not signed for yet
PERIODS = (
    (date(2024, 1, 1), date(2024, 6, 30)),
    (date(2024, 7, 1), date(2024, 12, 31)),
    (date(2025, 1, 1), date(2025, 6, 30)),
    (date(2025, 7, 1), date(2025, 12, 31)),
    (date(2026, 1, 1), date(2026, 6, 30)),
)
HELP = "有工作人员协助查找、复印；老年人、残疾人优先；设轮椅通道"
_RECEIVERS = {"清岚县档案馆查阅大厅": "县档案馆接收征集科", "清岚县图书馆政府信息查阅室": "县图书馆采编部"}


def lay() -> int:
    """Enter the points that are not there yet; returns how many."""
    there = set(deliveries.points().values_list("name", flat=True))
    added = 0
    for kind, name, host, address, directions, hours, equipment, holdings in tables.rows(FILE):
        if name in there:
            continue
        acts.keep_point(
            None,
            PointKind(kind),
            host=organ(host),
            on=date(2026, 3, 2),
            actor=editor(TODAY),
            name=name,
            address=address,
            directions=directions,
            hours=hours,
            phone=organ(host).phone,
            equipment=equipment,
            holdings=holdings,
            help=HELP,
        )
        added += 1
    return added


def deliver(size: Size) -> int:
    """Make the lists that are not there yet and enter their receipts; returns how many lists. One transaction each."""
    added = 0
    for name in DELIVERING if size.whole else DELIVERING[:1]:
        unit = organ(name)
        by = somebody(unit, Duty.ARCHIVIST, Duty.OFFICE, on=TODAY) or SYSTEM
        for point in deliveries.receivers():
            for first, last in PERIODS:
                if deliveries.visible_to(SYSTEM).filter(point=point, organ=unit, first=first).exists():
                    continue
                made_on = OFFICIAL.add_workdays(last, 10)
                try:
                    with transaction.atomic():
                        row = acts.make_delivery(
                            point, unit, first=first, last=last, on=made_on, at=at(made_on, 10), actor=by
                        )
                        if last != PERIODS[-1][1]:
                            day = OFFICIAL.add_workdays(made_on, 4)
                            scan = scanned("移送签收回执", [f"收到{unit.name}移送的公开信息{row.number}件。", f"{day}"])
                            acts.receive_delivery(
                                row,
                                received_on=day,
                                received_by=_RECEIVERS[point.name],
                                today=TODAY,
                                actor=by,
                                receipt=enclosing.receipt("回执.pdf", BytesIO(scan), actor=by),
                            )
                except BadInput:
                    continue  # in a small county an organ may have published nothing in a half-year
                added += 1
    return added
