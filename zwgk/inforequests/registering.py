"""The register of requests (依申请公开登记簿) as a table: one line a request, names masked, written as it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zwgk.files.writers.sheets import Column, SheetData, Value, workbook
from zwgk.inforequests import queries
from zwgk.inforequests.models import Decision, InfoRequest
from zwgk.inforequests.queries import Filter, ReplyDay
from zwgk.people.actor import Actor
from zwgk.rules.applicants import ApplicantClass, Form, Way
from zwgk.rules.errors import LimitExceeded
from zwgk.rules.inforequest import Stage
from zwgk.rules.outcomes import OUTCOMES
from zwgk.rules.receipt import Channel

#: lines of one export; who needs more takes a year or an organ at a time
MOST = 50_000
CHUNK = 500
_COLUMNS = tuple(
    Column(heading, width)
    for heading, width in (
        ("受理编号", 16), ("申请编号", 18), ("申请人（遮盖）", 14), ("申请人类别", 14), ("渠道", 16), ("申请内容", 60),
        ("获取形式", 12), ("获取途径", 12), ("收到申请之日", 13), ("受理机关", 20), ("承办科室", 18), ("经办人", 12),
        ("环节", 12), ("答复期限", 13), ("期限情况", 12), ("答复之日", 13), ("是否按期", 10), ("答复结果", 22),
        ("文号", 24),
    )
)  # fmt: skip


def xlsx(actor: Actor, wanted: Filter, *, title: str, organ: str) -> bytes:
    """The register, oldest first, as the filter narrows it. Errors: ``LimitExceeded`` beyond :data:`MOST` lines."""
    rows = queries.register(actor, wanted).select_related(
        "matter", "matter__section", "matter__handler__user", "organ", "filing"
    )
    if rows[MOST : MOST + 1]:
        raise LimitExceeded(
            what="没有导出", why=f"符合条件的超过{MOST}件", remedy="请先按年度、机关或者收到日期缩小范围"
        )
    lines = (line for chunk in _chunks(rows.iterator(chunk_size=CHUNK)) for line in _lines(chunk))
    return workbook([SheetData("登记簿", _COLUMNS, lines, title)], title=title, organ=organ)


def _chunks(rows: Iterable[InfoRequest]) -> Iterator[list[InfoRequest]]:
    chunk: list[InfoRequest] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _lines(rows: list[InfoRequest]) -> Iterator[list[Value]]:
    days = queries.reply_days(rows)
    given = Decision.objects.filter(request__in=[row.pk for row in rows]).exclude(paper=None).order_by("pk")
    numbers = dict(given.values_list("request", "paper__doc_number"))
    for row in rows:
        yield _line(row, days.get(row.pk), numbers.get(row.pk, ""))


def _line(row: InfoRequest, day: ReplyDay | None, doc_number: str) -> list[Value]:
    matter, filing = row.matter, row.filing
    handler = matter.handler.user.name if matter.handler else ""
    late = "" if day is None or day.is_late is None else "超期" if day.is_late else "按期"
    return [
        matter.number, filing.number, filing.masked_name, ApplicantClass(row.applicant_class).label,
        Channel(row.channel).label, asked(row), Form(filing.form).label, Way(filing.way).label, row.received_on,
        row.organ.name, matter.section.name if matter.section else "", handler, Stage(matter.stage).label,
        day.due_on if day else None, clock_words(day), row.answered_on, late,
        OUTCOMES[row.outcome].label if row.outcome else "", doc_number,
    ]  # fmt: skip


def asked(row: InfoRequest) -> str:
    """What is asked for, as lists show it: the first hundred characters, personal data hidden."""
    return row.matter.title.partition("：")[2] or row.matter.title


def clock_words(day: ReplyDay | None) -> str:
    """How the reply's clock stands beside its day: 没有起算, 暂停, 暂定, or nothing."""
    if day is None:
        return "没有起算"
    if day.is_paused:
        return "暂停"
    return "" if day.firm else "暂定"
