"""Checks before anything is released (公开前审核): eight points, five gates, six fields, 三审三校, completeness."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_kinds import METADATA, DocumentKind, Family
from zwgk.rules.errors import GateClosed
from zwgk.rules.labelled import Labelled


class Point(Labelled):
    """The eight points of the review (审核要点): four of conformity, four of content."""

    SCOPE = "scope", "公开范围是否符合规定"
    FORM = "form", "公开形式是否符合规定"
    TIME_LIMIT = "time_limit", "公开时限是否符合规定"
    PROCEDURE = "procedure", "公开程序是否符合规定"
    ACCURACY = "accuracy", "内容是否准确"
    AUTHORITY = "authority", "内容是否权威"
    COMPLETENESS = "completeness", "内容是否完整"
    TIMELINESS = "timeliness", "内容是否及时有效"


class Gate(Labelled):
    """The five gates of a site's content (五关)."""

    POLITICS = "politics", "政治关"
    LAW = "law", "法律关"
    POLICY = "policy", "政策关"
    SECRECY = "secrecy", "保密关"
    WORDING = "wording", "文字关"


class Round(Labelled):
    """The three readings and three corrections of what is no 公文 (三审三校), in their order."""

    FIRST_REVIEW = "first_review", "一审（科室）"
    FIRST_PROOF = "first_proof", "一校"
    SECOND_REVIEW = "second_review", "二审（办公室）"
    SECOND_PROOF = "second_proof", "二校"
    FINAL_REVIEW = "final_review", "三审（终审）"
    FINAL_PROOF = "final_proof", "三校"


class Scope(Labelled):
    """To whom something is open (公开范围)."""

    SOCIETY = "society", "向社会公开"
    APPLICANT = "applicant", "向申请人公开"
    INTERNAL = "internal", "内部公开"
    NOBODY = "nobody", "不公开"


class Secrecy(Labelled):
    """Level of secrecy (密级)."""

    NONE = "none", "不涉密"
    UNDECIDED = "undecided", "待定密"
    CONFIDENTIAL = "confidential", "秘密"
    SECRET = "secret", "机密"
    TOP_SECRET = "top_secret", "绝密"


#: Longest secrecy periods in years (《保守国家秘密法》第二十条: 绝密30年、机密20年、秘密10年).
LONGEST_SECRECY = {Secrecy.CONFIDENTIAL: 10, Secrecy.SECRET: 20, Secrecy.TOP_SECRET: 30}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The six fields decided together with the document (公开与否、公开范围、公开方式、是否保密、密级、期限)."""

    disclosure: Disclosure | None
    scope: Scope | None
    channels: tuple[str, ...]
    secret: bool | None
    level: Secrecy | None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit (问题): the field at fault, a Chinese sentence, and whether release must wait for
    it."""

    field: str
    text: str
    blocking: bool


def sheet_faults(sheet: Sheet) -> list[Fault]:
    """Return what the six fields leave open or say against each other (六项同步审批). 依据:
    《保守国家秘密法》；《条例》第十七条."""
    faults = [
        Fault(field, f"没有填写“{label}”", True)
        for field, label, value in (
            ("disclosure", "公开与否", sheet.disclosure),
            ("scope", "公开范围", sheet.scope),
            ("secret", "是否保密", sheet.secret),
            ("level", "密级", sheet.level),
        )
        if value is None
    ]
    public = sheet.disclosure is not None and sheet.disclosure.reaches_the_public
    classified = sheet.level in LONGEST_SECRECY
    if sheet.secret is False and classified:
        faults.append(Fault("level", "“是否保密”填“否”，却标了密级", True))
    if sheet.secret and sheet.level is Secrecy.NONE:
        faults.append(Fault("level", "“是否保密”填“是”，却没有密级", True))
    if classified:
        faults.append(Fault("level", "涉密文件不得存入本系统，请按保密规定在涉密载体上办理", True))
        longest = LONGEST_SECRECY[sheet.level] if sheet.level is not None else 0
        if sheet.years is None or not 0 < sheet.years <= longest:
            faults.append(Fault("years", f"保密期限应为1至{longest}年", True))
    elif sheet.years is not None:
        faults.append(Fault("years", "没有密级的文件不填保密期限", False))
    if public and (sheet.secret or classified or sheet.level is Secrecy.UNDECIDED):
        faults.append(Fault("disclosure", "涉密或者待定密的文件不能公开", True))
    faults.extend(_scope_faults(sheet, public))
    return faults


def _scope_faults(sheet: Sheet, public: bool) -> list[Fault]:
    fitting = {
        Disclosure.PUBLIC: {Scope.SOCIETY},
        Disclosure.REDACTED: {Scope.SOCIETY},
        Disclosure.ON_REQUEST: {Scope.APPLICANT, Scope.INTERNAL},
        Disclosure.WITHHELD: {Scope.NOBODY, Scope.INTERNAL},
    }
    faults: list[Fault] = []
    if sheet.disclosure is not None and sheet.scope is not None and sheet.scope not in fitting[sheet.disclosure]:
        faults.append(Fault("scope", f"“{sheet.disclosure.label}”与公开范围“{sheet.scope.label}”不一致", True))
    if public and not sheet.channels:
        faults.append(Fault("channels", "没有选择公开方式", True))
    if sheet.disclosure is Disclosure.WITHHELD and sheet.channels:
        faults.append(Fault("channels", "不公开的文件不应有公开方式", True))
    return faults


def must_pass(points: Mapping[Point, bool], gates: Mapping[Gate, str] | None = None) -> None:
    """Refuse release before all eight points are ticked and, where asked, each of the five gates bears a name.

    ``gates`` maps a gate to the person who passed it. Errors: :class:`GateClosed`, naming what is open.
    """
    open_points = [point.label for point in Point if not points.get(point)]
    open_gates = [gate.label for gate in Gate if gates is not None and not gates.get(gate, "").strip()]
    if open_points or open_gates:
        raise GateClosed(
            what="不能公开",
            why=f"审核尚未完成：{'、'.join([*open_points, *open_gates])}（未经审核的政府信息不得公开）",
            remedy="请逐项核对并由核对人确认后再公开",
            field="points" if open_points else "gates",
        )


def rounds_of(reviewers: Sequence[str], *, writer: str, proofs: str = "") -> dict[Round, str]:
    """Who did which of the six rounds, told from a round of sign-off (三审三校).

    The first, the second and the last signature are the three reviews. Whoever sent the item proofed it first, the
    second reviewer the second time, and ``proofs``, who puts it out, the last ("" while nobody has).
    """
    first, second, final = (reviewers[i] if len(reviewers) >= 3 else "" for i in (0, 1, -1))
    return {
        Round.FIRST_REVIEW: first,
        Round.FIRST_PROOF: writer,
        Round.SECOND_REVIEW: second,
        Round.SECOND_PROOF: second,
        Round.FINAL_REVIEW: final,
        Round.FINAL_PROOF: proofs,
    }


def must_be_three_levels(kind: DocumentKind, levels: int) -> None:
    """Refuse to send what is no 公文 over a chain of fewer than three levels (三审). Errors: :class:`GateClosed`."""
    if kind.family is Family.OTHER and levels < 3:
        raise GateClosed(
            what=f"不能送审这条{kind.label}",
            why=f"非公文信息要三审三校，所选流程只有{levels}级",
            remedy="请选择三级以上的审签流程",
            field="chain",
        )


def must_be_another_reviewer(kind: DocumentKind, before: Collection[str], reviewer: str) -> None:
    """Refuse a review by who reviewed already (三审须由三个不同的人进行). Errors: :class:`GateClosed`."""
    if kind.family is Family.OTHER and reviewer in before:
        raise GateClosed(
            what="没有签署",
            why=f"{reviewer}已经审过这条{kind.label}，三审须由三个不同的人进行",
            remedy="请由另一位有该职责的同事复审；没有的，由安全管理员另行安排岗位",
        )


def must_have_rounds(kind: DocumentKind, done: Mapping[Round, str]) -> None:
    """Refuse an item that is no 公文 before its three readings and three corrections (三审三校).

    ``done`` maps a round to the person who did it. The three readers are three people; nobody both reads and proofs in
    the last round. Errors: :class:`GateClosed`.
    """
    if kind.family is Family.OFFICIAL:
        return  # 公文 has its own levels of approval
    missing = [one.label for one in Round if not done.get(one, "").strip()]
    if missing:
        raise GateClosed(
            what=f"不能发布这条{kind.label}",
            why=f"还没有完成：{'、'.join(missing)}",
            remedy="请按三审三校的顺序完成后再发布",
            field="rounds",
        )
    reviewers = [done[one] for one in (Round.FIRST_REVIEW, Round.SECOND_REVIEW, Round.FINAL_REVIEW)]
    if len(set(reviewers)) < 3:
        raise GateClosed(
            what=f"不能发布这条{kind.label}", why="三审须由三个不同的人进行", remedy="请换人复审", field="rounds"
        )
    if done[Round.FINAL_REVIEW] == done[Round.FINAL_PROOF]:
        raise GateClosed(
            what=f"不能发布这条{kind.label}", why="终审和终校不能是同一个人", remedy="请换人校对", field="rounds"
        )


@dataclass(frozen=True, slots=True)
class Item:
    """What is about to be published (待公开件); "" or None where a field is empty."""

    kind: DocumentKind
    title: str
    text: str = ""
    doc_number: str = ""
    index_no: str = ""
    issuers: tuple[str, ...] = ()
    subject: str = ""
    date_written: date | None = None
    date_published: date | None = None
    source: str = ""
    source_url: str = ""
    present: frozenset[str] = frozenset()  # further metadata that are there, by name


_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s*[—–-]\s*(?:19|20)\d{2})?年(?:度)?")
_NUMBER_YEAR = re.compile(r"[〔\[（(【]\s*((?:19|20)\d{2})\s*[〕\]）)】]")
_ARTICLE = re.compile(r"^[ \t\u3000]*(第[一二三四五六七八九十百]+条)(?=[\s\u3000]|[\u4e00-\u9fff])", re.MULTILINE)


def warnings(item: Item, today: date, *, required: Collection[str] | None = None) -> list[Fault]:
    """Return what is missing or disagrees before publication (完整性、一致性检查), most serious first.

    ``required`` names the metadata asked for, None those of the kind. An empty title or text blocks; the rest warns and
    a person decides. Dates are days in Asia/Shanghai.
    """
    faults: list[Fault] = []
    if not item.title.strip():
        faults.append(Fault("title", "标题是空的", True))
    if not item.text.strip():
        faults.append(Fault("text", "正文是空的", True))
    faults.extend(_missing(item, item.kind.required if required is None else required))
    faults.extend(_dates(item, today))
    faults.extend(_years(item))
    faults.extend(_clauses(item.text))
    return sorted(faults, key=lambda fault: not fault.blocking)


def _missing(item: Item, required: Collection[str]) -> list[Fault]:
    there = {
        "title": bool(item.title.strip()),
        "doc_number": bool(item.doc_number.strip()),
        "index_no": bool(item.index_no.strip()),
        "issuers": bool(item.issuers),
        "subject": bool(item.subject.strip()),
        "date_written": item.date_written is not None,
        "date_published": True,  # set by publishing itself
        "source": bool(item.source.strip()),
        "source_url": bool(item.source_url.strip()),
    }
    faults: list[Fault] = []
    for name in METADATA:
        if name in required and name != "title" and not there.get(name, False) and name not in item.present:
            blocking = name == "source_url"  # a reprint without its source cannot be checked by anybody
            faults.append(Fault(name, f"“{METADATA[name]}”是空的", blocking))
    return faults


def _dates(item: Item, today: date) -> list[Fault]:
    faults: list[Fault] = []
    if item.date_written is not None and item.date_written > today:
        faults.append(Fault("date_written", f"成文日期{_day(item.date_written)}在今天之后", True))
    if item.date_written and item.date_published and item.date_published < item.date_written:
        faults.append(
            Fault("date_published", f"发布日期{_day(item.date_published)}早于成文日期{_day(item.date_written)}", True)
        )
    return faults


def _years(item: Item) -> list[Fault]:
    """Compare the year of the date with those in index number, document number and title."""
    years: dict[str, int] = {}
    tail = item.index_no.rsplit("/", 1)[-1] if "/" in item.index_no else item.index_no
    index_year = re.search(r"(?:^|[-—/])((?:19|20)\d{2})(?=[-—]|\d{2}[-—]|$)", tail)
    if index_year:
        years["index_no"] = int(index_year[1])
    number_year = _NUMBER_YEAR.search(item.doc_number)
    if number_year:
        years["doc_number"] = int(number_year[1])
    labels = {"index_no": "索引号", "doc_number": "文号", "date_written": "成文日期", "date_published": "发布日期"}
    base = item.date_written or item.date_published
    base_label = labels["date_written"] if item.date_written else labels["date_published"]
    faults: list[Fault] = []
    if base is not None:
        faults.extend(
            Fault(field, f"{labels[field]}的年份是{year}，{base_label}的年份是{base.year}，不一致", False)
            for field, year in years.items()
            if year != base.year
        )
    elif len(set(years.values())) > 1:
        faults.append(
            Fault("index_no", f"索引号的年份是{years['index_no']}，文号的年份是{years['doc_number']}，不一致", False)
        )
    faults.extend(_title_year(item, base, years))
    return faults


def _title_year(item: Item, base: date | None, years: Mapping[str, int]) -> list[Fault]:
    """A title about the year before (年报、总结) or the next (计划) is usual; the text's own words are asked too."""
    said = [int(year) for year in _TITLE_YEAR.findall(item.title)]
    reference = base.year if base is not None else next(iter(years.values()), None)
    if reference is None:
        return []
    faults: list[Fault] = []
    if said and not any(abs(year - reference) <= 1 for year in said):
        faults.append(Fault("title", f"标题说的是{said[0]}年，日期或编号的年份是{reference}，请核对", False))
    if not said and item.text:
        named = re.search(
            r"(?:制定|印发|现将|结合)[^。\n]{0,30}?((?:19|20)\d{2})年[^。\n]{0,20}(?:方案|计划|要点|安排)",
            item.text[:600],
        )
        if named and abs(int(named[1]) - reference) > 1:
            faults.append(Fault("text", f"正文说的是{named[1]}年，日期或编号的年份是{reference}，请核对", False))
    return faults


def _clauses(text: str) -> list[Fault]:
    """Report article numbers that occur twice in one institution; 第一条 begins a new one (一文多制度)."""
    faults: list[Fault] = []
    seen: set[str] = set()
    for match in _ARTICLE.finditer(text):
        if match[1] == "第一条":
            seen = set()
        if match[1] in seen:
            faults.append(Fault("text", f"条款编号重复：有两个“{match[1]}”", False))
        seen.add(match[1])
    return faults


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
