"""Old cases from a table (xlsx): a case a row, every fault named by its cell, the other rows taken all the same.

A row that was taken before is passed by, so a corrected table can be brought again whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from zwgk.files.readers.sheet import address, grid
from zwgk.files.writers.sheets import Column, SheetData, workbook
from zwgk.inforequests.actions import migrating
from zwgk.inforequests.actions.migrating import OldCase, OldDispute
from zwgk.inforequests.models.deciding import DisputeKind, DisputeResult
from zwgk.inforequests.models.online import Rating
from zwgk.jobs.killpoints import killpoint
from zwgk.people import queries as people
from zwgk.people.actor import Actor
from zwgk.people.models import FormerName, Unit
from zwgk.rules.applicants import MAX_DESCRIPTION, MAX_NAME, Applicant, ApplicantClass, Form, Proof, Way, identity
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.labelled import Labelled
from zwgk.rules.outcomes import OUTCOMES
from zwgk.rules.receipt import Channel

L = TypeVar("L", bound=Labelled)

#: what is known of a case → the heading; the first five must be filled in
HEADINGS = {
    "key": "原编号",
    "organ": "受理机关",
    "description": "申请内容",
    "received_on": "收到申请之日",
    "answered_on": "答复之日",
    "outcome": "答复结果",
    "channel": "申请渠道",
    "name": "申请人",
    "kind": "申请人类别",
    "proof": "证件类型",
    "number": "证件号码",
    "phone": "联系电话",
    "address": "通信地址",
    "form": "获取形式",
    "way": "获取途径",
    "doc_number": "答复文号",
    "extended_by": "延长工作日",
    "correction_on": "告知补正之日",
    "corrected_on": "收到补正之日",
    "third_party": "征求意见的第三方",
    "consulted_on": "征求意见之日",
    "consulted_to": "意见结束之日",
    "reconsidered_on": "复议收到之日",
    "reconsidered": "复议结果",
    "reconsidered_to": "复议结果之日",
    "sued_on": "诉讼收到之日",
    "sued": "诉讼结果",
    "sued_to": "诉讼结果之日",
    "rating": "满意度",
}
REQUIRED = ("key", "organ", "description", "received_on", "answered_on", "outcome")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?\Z")
_OUTCOMES = {**{row.label: code for code, row in OUTCOMES.items()}, **{code: code for code in OUTCOMES}}


@dataclass(frozen=True)
class Reject:
    """A cell that keeps its row out: ``cell`` as the sheet calls it (F5), the heading, why, what helps."""

    row: int
    cell: str
    heading: str
    why: str
    remedy: str


@dataclass
class Result:
    """What an import did: taken, there already, and the faults."""

    taken: int = 0
    known: int = 0
    rejects: list[Reject] = field(default_factory=list)

    @property
    def rows_rejected(self) -> int:
        return len({reject.row for reject in self.rejects})


def take(
    name: str,
    data: bytes,
    *,
    at: datetime,
    today: date,
    actor: Actor,
    progress: Callable[[int, int], None] | None = None,
) -> Result:
    """Take old cases from a workbook. Errors: ``BadInput``, ``LimitExceeded`` for a file that is no such table."""
    result = Result()
    rows = list(_rows(name, grid(name, data)))
    cases: list[OldCase] = []
    seen: dict[str, int] = {}
    units: dict[str, Unit | None] = {}
    for row in rows:
        case = _Reader(row, result, units, today).case()
        if case is None:
            continue
        if case.key in seen:
            row.refuse(result, "key", f"与第{seen[case.key]}行的原编号相同", "请核对原编号")
            continue
        seen[case.key] = row.number
        cases.append(case)
    for start in range(0, len(cases), migrating.BATCH):
        batch = cases[start : start + migrating.BATCH]
        killpoint("inforequests.import_batch")
        made = migrating.take_over(batch, at=at, actor=actor)
        result.taken += len(made)
        result.known += len(batch) - len(made)
        if progress is not None:
            progress(start + len(batch), len(cases))
    result.rejects.sort(key=lambda reject: reject.row)
    return result


def blank() -> bytes:
    """An empty table with one line that shows how it is filled in."""
    line: dict[str, str | date | int] = {
        "key": "2019-018",
        "organ": "清岚县民政局",
        "description": "2018年度城市低保资金发放情况",
        "received_on": date(2019, 6, 3),
        "answered_on": date(2019, 6, 20),
        "outcome": OUTCOMES["reply_granted"].label,
        "channel": Channel.REGISTERED_MAIL.label,
        "name": "（姓名或者单位名称）",
        "kind": ApplicantClass.NATURAL_PERSON.label,
    }
    columns = [Column(heading, 40 if name == "description" else 16) for name, heading in HEADINGS.items()]
    sheet = SheetData("历史申请", columns, [[line.get(name) for name in HEADINGS]])
    return workbook([sheet], title="历史申请空白表")


@dataclass(frozen=True)
class _Row:
    """One row with the places of its cells; ``number`` as the sheet numbers it."""

    number: int
    cells: dict[str, str]
    columns: dict[str, int]

    def refuse(self, result: Result, name: str, why: str, remedy: str) -> None:
        column = self.columns.get(name)
        cell = address(self.number - 1, column) if column is not None else f"第{self.number}行"
        result.rejects.append(Reject(self.number, cell, HEADINGS[name], why, remedy))


def _rows(name: str, cells: list[list[str]]) -> Iterator[_Row]:
    known = {heading: field_name for field_name, heading in HEADINGS.items()}
    head = next((n for n, row in enumerate(cells[:20]) if HEADINGS["key"] in [_heading(cell) for cell in row]), None)
    if head is None:
        raise BadInput(
            what=f"不能导入“{name}”",
            why=f"前20行里没有写着“{HEADINGS['key']}”的表头",
            remedy="请用空白表填写（zwgk import requests --blank 文件名）",
        )
    columns = {known[_heading(cell)]: n for n, cell in enumerate(cells[head]) if _heading(cell) in known}
    missing = [HEADINGS[one] for one in REQUIRED if one not in columns]
    if missing:
        raise BadInput(what=f"不能导入“{name}”", why=f"表头缺少{'、'.join(missing)}", remedy="请补上这些列")
    for n, row in enumerate(cells[head + 1 :], head + 2):
        found = {one: row[column].strip() for one, column in columns.items() if column < len(row)}
        if any(found.values()):
            yield _Row(n, found, columns)


def _heading(cell: str) -> str:
    return re.sub(r"[\s*＊]", "", cell)


class _Reader:
    """Reads one row; every fault goes to the result, and a row with a fault makes no case."""

    def __init__(self, row: _Row, result: Result, units: dict[str, Unit | None], today: date) -> None:
        self.row, self.result, self.units, self.today = row, result, units, today
        self.faulty = False

    def text(self, name: str) -> str:
        return self.row.cells.get(name, "")

    def refuse(self, name: str, why: str, remedy: str = "请改正后重新导入") -> None:
        self.faulty = True
        self.row.refuse(self.result, name, why, remedy)

    def case(self) -> OldCase | None:
        """The case of the row, None where a cell is at fault."""
        for name in REQUIRED:
            if not self.text(name):
                self.refuse(name, "没有填写")
        if self.faulty:
            return None
        received, answered = self.day("received_on"), self.day("answered_on")
        self.in_order(received, answered, "answered_on", "收到申请之日")
        outcome = _OUTCOMES.get(self.text("outcome"), "")
        if not outcome:
            self.refuse("outcome", f"“{self.text('outcome')}”不是答复结果", f"请填写{'、'.join(list(_OUTCOMES)[:4])}等")
        if len(self.text("description")) > MAX_DESCRIPTION:
            self.refuse("description", f"有{len(self.text('description'))}个字，最多{MAX_DESCRIPTION}个")
        organ = self.organ()
        applicant = self.applicant()
        extended = self.number("extended_by", most=20)
        correction, corrected = self.day("correction_on"), self.day("corrected_on")
        self.in_order(received, correction, "correction_on", "收到申请之日")
        self.in_order(correction, corrected, "corrected_on", "告知补正之日")
        self.in_order(corrected, answered, "answered_on", "收到补正之日")
        first, last = self.day("consulted_on"), self.day("consulted_to")
        self.in_order(received, first, "consulted_on", "收到申请之日")
        self.in_order(first, last, "consulted_to", "征求意见之日")
        disputes = tuple(self.disputes())
        rating = str(self.choice("rating", Rating, Rating.FAIR)) if self.text("rating") else ""
        channel = self.choice("channel", Channel, Channel.IN_PERSON)
        form, way = self.choice("form", Form, Form.PAPER), self.choice("way", Way, Way.POST)
        if self.faulty or organ is None or applicant is None or received is None or answered is None:
            return None
        return OldCase(
            key=f"{organ.pk}:{self.text('key')}",
            organ=organ,
            applicant=applicant,
            description=self.text("description"),
            channel=channel,
            received_on=received,
            answered_on=answered,
            outcome=outcome,
            form=form,
            way=way,
            doc_number=self.text("doc_number")[:60],
            extended_by=extended,
            correction_on=correction,
            corrected_on=corrected,
            third_party=self.text("third_party")[:200],
            consulted=(first, last) if first and last else None,
            disputes=disputes,
            rating=rating,
        )

    def organ(self) -> Unit | None:
        name = self.text("organ")
        if name not in self.units:
            unit = people.unit_called(name)
            if unit is None:
                former = FormerName.objects.filter(name=name).select_related("unit").first()
                unit = former.unit if former is not None else None
            self.units[name] = unit
        if self.units[name] is None:
            self.refuse("organ", f"没有找到“{name[:40]}”", "请填写机构设置中的全称、简称或者曾用名")
        return self.units[name]

    def applicant(self) -> Applicant | None:
        kind = self.choice("kind", ApplicantClass, ApplicantClass.NATURAL_PERSON)
        usual = Proof.ID_CARD if kind.is_person else Proof.USCC
        proof = self.choice("proof", Proof, usual)
        name, number = self.text("name"), self.text("number")
        if len(name) > MAX_NAME:
            self.refuse("name", f"有{len(name)}个字，最多{MAX_NAME}个")
        if number:
            try:
                number = identity(proof, number)
            except RuleViolation as refusal:
                self.refuse("number", refusal.why, refusal.remedy)
        phone, place = self.text("phone")[:40], self.text("address")[:200]
        return None if self.faulty else Applicant(kind, name or "（不详）", proof, number, phone=phone, address=place)

    def disputes(self) -> Iterator[OldDispute]:
        for prefix, kind, body in (
            ("reconsidered", DisputeKind.RECONSIDERATION, "行政复议机关"),
            ("sued", DisputeKind.DIRECT_SUIT, "人民法院"),
        ):
            received, ended = self.day(f"{prefix}_on"), self.day(f"{prefix}_to")
            if received is None:
                if self.text(prefix):
                    self.refuse(f"{prefix}_on", "有结果，没有收到之日", "请补填日期")
                continue
            self.in_order(received, ended, f"{prefix}_to", HEADINGS[f"{prefix}_on"])
            result = self.choice(prefix, DisputeResult, DisputeResult.PENDING)
            if (result is DisputeResult.PENDING) != (ended is None):
                self.refuse(f"{prefix}_to", "审结的要有结果之日，没有审结的不能有")
                continue
            yield OldDispute(kind, body, received, result, ended)

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        found = _DAY.fullmatch(text)
        try:
            day = date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
        if day is None:
            self.refuse(name, f"“{text[:20]}”不是日期", "请写成 2019-06-03 这样的日期")
        elif not day.year >= 2008 or day > self.today:
            self.refuse(name, f"{day}不可能（《条例》2008年5月1日施行，今天是{self.today}）", "请核对日期")
        return day

    def in_order(self, first: date | None, then: date | None, name: str, than: str) -> None:
        if first is not None and then is not None and then < first:
            self.refuse(name, f"{then}早于{than}{first}", "请核对两个日期")

    def number(self, name: str, *, most: int) -> int:
        text = self.text(name)
        if not text:
            return 0
        if not (text.isascii() and text.isdigit()) or int(text) > most:
            self.refuse(name, f"“{text[:20]}”应为0至{most}的整数")
            return 0
        return int(text)

    def choice(self, name: str, vocabulary: type[L], usual: L) -> L:
        text = self.text(name)
        if not text:
            return usual
        for member in vocabulary:
            if text in {member.label, member.value}:
                return member
        self.refuse(name, f"“{text[:20]}”不在选项中", f"请填写{'、'.join(one.label for one in vocabulary)}之一")
        return usual
