"""Which requests ended how in which year, known before anything is laid; the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from zwgk.cli.sample import naming, tables
from zwgk.cli.sample.size import Size
from zwgk.rules import clock
from zwgk.rules.applicants import Applicant, ApplicantClass, Form, Proof, Way
from zwgk.rules.receipt import Channel
from zwgk.rules.workdays import OFFICIAL

#: outcome → how many ended so, by year; those of 2026 that are walked act by act (``walked``) are not in here
ENDED: dict[int, dict[str, int]] = {
    2024: {
        "reply_published": 8,
        "reply_granted": 17,
        "reply_partial": 6,
        "refuse_secret": 1,
        "refuse_three_safety_one_stability": 1,
        "refuse_internal_affairs": 1,
        "refuse_process_info": 2,
        "refuse_third_party": 1,
        "refuse_enforcement_file": 1,
        "reply_not_exist": 9,
        "reply_not_ours": 5,
        "reply_no_ready": 1,
        "reply_petition": 2,
        "reply_repeat": 1,
        "reply_reissue": 1,
        "closed_not_corrected": 1,
        "withdrawn": 2,
    },
    2025: {
        "reply_published": 10,
        "reply_granted": 20,
        "reply_partial": 7,
        "refuse_forbidden_by_law": 1,
        "refuse_third_party": 2,
        "refuse_internal_affairs": 1,
        "refuse_process_info": 2,
        "refuse_enforcement_file": 2,
        "reply_special": 1,
        "reply_not_exist": 10,
        "reply_not_ours": 5,
        "reply_no_ready": 2,
        "reply_petition": 2,
        "reply_publication": 1,
        "reply_repeat": 1,
        "reply_reissue": 1,
        "closed_not_corrected": 1,
        "closed_not_paid": 1,
        "withdrawn": 2,
    },
    2026: {
        "reply_published": 8,
        "reply_granted": 19,
        "reply_partial": 7,
        "refuse_third_party": 2,
        "refuse_forbidden_by_law": 1,
        "refuse_internal_affairs": 2,
        "refuse_process_info": 2,
        "reply_special": 1,
        "reply_not_exist": 10,
        "reply_not_ours": 5,
        "reply_no_ready": 3,
        "reply_unclear": 1,
        "reply_petition": 3,
        "reply_repeat": 2,
        "reply_publication": 1,
        "reply_excess": 1,
        "closed_not_corrected": 2,
        "withdrawn": 3,
        "other": 1,
    },
}
#: carried into the year from the one before (上年结转)
CARRIED = {2024: 4, 2025: 5, 2026: 7}
#: asked for by one person in 2026
BY_ONE = 14
RATED = 40
EXTENDED, CORRECTED, THIRD_PARTY = 11, 3, 1  # of 2026, beside those walked and those whose outcome says so
#: 复议 (维持, 纠正) and suits of 2026; the one that is pending is walked
DISPUTES = ("upheld", "upheld", "upheld", "corrected")
SUITS = ("litigation_direct", "litigation_after_reconsideration")
_LAST = date(2026, 11, 18)
_LETTER = {"reply_published": "g", "reply_granted": "g", "reply_partial": "p", "closed_not_paid": "p", "withdrawn": "g"}
_TOWNS = ("云溪镇", "青石镇", "白鹭镇", "松涛镇", "石桥镇", "南溪镇", "柳坪乡", "竹山乡", "龙潭乡", "茶岭乡")
_BODIES = (
    (ApplicantClass.COMMERCIAL, "澜溪恒岳建设工程有限公司"),
    (ApplicantClass.COMMERCIAL, "清岚县绿禾农业开发有限公司"),
    (ApplicantClass.RESEARCH, "澜溪市区域发展研究院"),
    (ApplicantClass.PUBLIC_WELFARE, "清岚县河流守望志愿者协会"),
    (ApplicantClass.LEGAL_SERVICE, "澜溪明衡律师事务所"),
    (ApplicantClass.OTHER, "清岚县云溪镇青松农民专业合作社"),
)
_CHANNELS = (
    *(Channel.ONLINE,) * 9,
    *(Channel.REGISTERED_MAIL,) * 5,
    *(Channel.IN_PERSON,) * 4,
    *(Channel.EMAIL, Channel.EMAIL, Channel.ORDINARY_MAIL, Channel.FAX, Channel.ORAL, Channel.MISDIRECTED),
)


@dataclass(frozen=True)
class Planned:
    """One request that ended, before its organ is looked up."""

    key: str
    organ: str
    applicant: Applicant
    description: str
    channel: Channel
    received_on: date
    answered_on: date
    outcome: str
    extended_by: int = 0
    correction_on: date | None = None
    corrected_on: date | None = None
    consulted: tuple[date, date] | None = None
    disputes: tuple[str, ...] = field(default=())
    rating: str = ""


def applicant(number: int, random: Random) -> Applicant:
    """Somebody who applies: mostly a person; of region 99, so nobody's."""
    if number % 5 == 4:
        kind, name = _BODIES[number // 5 % len(_BODIES)]
        proof, code = Proof.USCC, naming.uscc(7000 + number // 5 % len(_BODIES), kind="91")
        return Applicant(
            kind,
            name,
            proof,
            code,
            contact_name=naming.anybody(random),
            phone=naming.phone(7000 + number),
            address=_at(number),
        )
    person = naming.anybody_named(f"申请人{number}")
    code = naming.id_card(5000 + number * 7)
    return Applicant(
        ApplicantClass.NATURAL_PERSON,
        person,
        Proof.ID_CARD,
        code,
        phone=naming.phone(6000 + number),
        address=_at(number),
    )


def ended(size: Size) -> list[Planned]:
    """What ended, in order of receipt; a smaller county keeps every outcome of the last year."""
    found = [case for year in ENDED for case in _year(year)]
    if not size.whole:
        seen: set[str] = set()
        kept = [case for case in found if case.answered_on.year == 2026]
        found = [case for case in kept if not (case.outcome in seen or seen.add(case.outcome))]  # type: ignore[func-returns-value]
    return sorted(found, key=lambda case: (case.received_on, case.key))


def _year(year: int) -> Iterator[Planned]:
    random = Random(f"清岚|申请|{year}")  # noqa: S311 - sample data wants repeating
    codes = [code for code, count in ENDED[year].items() for _ in range(count)]
    random.shuffle(codes)
    cases = []
    for n, code in enumerate(codes):
        carried = n < CARRIED[year]
        cases.append(_case(year, n, code, carried, random))
    yield from _marked(cases, random) if year == 2026 else cases


def _case(year: int, n: int, code: str, carried: bool, random: Random) -> Planned:
    rows = tables.rows("requests.txt")
    letter = _letter(code)
    fitting = [row for row in rows if letter in row[2]] or list(rows)
    organ, text, _ = random.choice(fitting)
    description = text.format(y=year - 1, t=random.choice(_TOWNS))
    if carried:
        first, last = date(year - 1, 12, 8), date(year - 1, 12, 26)
    else:
        first, last = date(year, 1, 5), _LAST - timedelta(30) if year == 2026 else date(year, 12, 1)
    received = OFFICIAL.next_workday(first + timedelta(random.randint(0, (last - first).days)))
    correction = corrected = None
    start = received
    if code in {"reply_unclear", "closed_not_corrected"}:
        correction = OFFICIAL.add_workdays(received, random.randint(2, 6))
        if code == "reply_unclear":
            corrected = start = OFFICIAL.add_workdays(correction, 6)
    days = random.randint(16, 18) if carried else random.randint(2, 19)
    answered = OFFICIAL.add_workdays(start, max(days, 17) if correction and not corrected else days)
    if carried and answered.year < year:
        answered = OFFICIAL.add_workdays(date(year, 1, 1), 2)
    consulted = None
    if code == "refuse_third_party":
        consulted = (OFFICIAL.add_workdays(received, 1), OFFICIAL.add_workdays(received, 4))
        answered = max(answered, OFFICIAL.add_workdays(received, 8))
    return Planned(
        key=f"demo:{year}-{n:03d}",
        organ=organ,
        applicant=applicant(year % 10 * 100 + n, random),
        description=description,
        channel=_CHANNELS[(n + year) % len(_CHANNELS)],
        received_on=received,
        answered_on=answered,
        outcome=code,
        correction_on=correction,
        corrected_on=corrected,
        consulted=consulted,
    )


def _letter(code: str) -> str:
    if code in _LETTER:
        return _LETTER[code]
    if code.startswith("refuse_") or code == "reply_special":
        return "r"
    return "u" if code in {"reply_not_exist", "reply_not_ours", "reply_no_ready", "reply_unclear"} else "g"


def _marked(cases: list[Planned], random: Random) -> list[Planned]:
    """What the year is to show besides: extensions, corrections, one person with many, disputes, ratings."""
    plain = [n for n, case in enumerate(cases) if case.outcome in {"reply_granted", "reply_not_exist", "reply_partial"}]
    plain = [n for n in plain if cases[n].received_on.year == 2026 and cases[n].received_on < date(2026, 8, 20)]
    chosen = iter(plain)
    for _ in range(EXTENDED):
        n = next(chosen)
        answered = OFFICIAL.add_workdays(cases[n].received_on, 24 + random.randint(0, 12))
        cases[n] = replace(cases[n], extended_by=20, answered_on=answered)
    for _ in range(CORRECTED):
        n = next(chosen)
        asked = OFFICIAL.add_workdays(cases[n].received_on, 5)
        back = OFFICIAL.add_workdays(asked, 4)
        cases[n] = replace(
            cases[n], correction_on=asked, corrected_on=back, answered_on=OFFICIAL.add_workdays(back, 12)
        )
    for _ in range(THIRD_PARTY):
        n = next(chosen)
        first = OFFICIAL.add_workdays(cases[n].received_on, 3)
        last = OFFICIAL.add_workdays(first, 9)
        cases[n] = replace(cases[n], consulted=(first, last), answered_on=OFFICIAL.add_workdays(last, 10))
    for n in [n for n, case in enumerate(cases) if case.applicant.kind.is_person][:BY_ONE]:
        cases[n] = replace(
            cases[n], applicant=cases[0].applicant if cases[0].applicant.kind.is_person else applicant(0, random)
        )
    early = [
        n
        for n, case in enumerate(cases)
        if case.answered_on < date(2026, 7, 1) and case.outcome.startswith(("refuse", "reply"))
    ]
    for n, result in zip(early, (*DISPUTES, *SUITS), strict=False):
        cases[n] = replace(cases[n], disputes=(result,))
    for n, case in enumerate(cases[:RATED]):
        cases[n] = replace(case, rating="5443545"[n % 7])
    return cases


def reply_due(case: Planned) -> date:
    """The last day for the reply of a planned case (for its tests)."""
    pauses = [clock.Pause(case.consulted[0] + timedelta(1), case.consulted[1])] if case.consulted else []
    return clock.due(
        case.received_on, 20, OFFICIAL, pauses, extended_by=case.extended_by, corrected_on=case.corrected_on
    ).on


def way_of(channel: Channel) -> tuple[Form, Way]:
    """In which form and by which way somebody who asked so wants the reply."""
    if channel in {Channel.ONLINE, Channel.EMAIL}:
        return Form.ELECTRONIC, Way.EMAIL if channel is Channel.EMAIL else Way.PORTAL
    return Form.PAPER, Way.COUNTER if channel in {Channel.IN_PERSON, Channel.ORAL} else Way.POST


def _at(number: int) -> str:
    return f"清岚县{_TOWNS[number % len(_TOWNS)]}{number % 60 + 1}号"
