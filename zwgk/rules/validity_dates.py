"""When a paper says that it takes effect and ends (施行日期、有效期): read from its text, proposed, never decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zwgk.rules.errors import LimitExceeded
from zwgk.rules.metadata.dates import DATE, first_date
from zwgk.rules.periods import months_later
from zwgk.rules.privacy.plain import plain

_NUMBER = r"(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_BIRTH = r"(?:公布|发布|印发|颁布|下发|签发|公告)"
#: “2019年起施行的《…》同时废止” speaks of another paper
_BEGINS = r"(?:正式)?(?:施行|实施|执行|生效|试行|启用)(?!的)"
_EFFECTIVE_DAY = re.compile(rf"自? ?(?:{DATE.pattern}) ?起 ?{_BEGINS}")
_EFFECTIVE_AT_ONCE = re.compile(rf"自?{_BIRTH}之日起 ?{_BEGINS}")
_EFFECTIVE_LATER = re.compile(rf"自?{_BIRTH}之日起 ?{_NUMBER} ?(?P<unit>日|天|个月)(?:后|之后) ?起?{_BEGINS}")
_UNTIL = re.compile(
    rf"(?:有效期限?|试行期限?|执行期限?|实施期限?)[^。；;]{{0,24}}?(?:至|到|截至) ?(?P<end>{DATE.pattern})"
)
_ENDS = re.compile(rf"(?:至|到) ?(?P<end>{DATE.pattern}) ?(?:止|废止|失效|自动失效)")
_TERM = re.compile(
    r"(?:有效期限?|试行期限?|执行期限?|实施期限?|暂定|试行)(?:暂定)?(?:为|限为|限|是)? ?"
    rf"{_NUMBER} ?(?P<unit>个月|年)"
)
_LONG = re.compile(r"(?:有效期限?(?:为|是)? ?)?长期有效")
_TRIAL = re.compile(r"暂行|试行")
_DIGITS = {c: v for v, c in enumerate("一二三四五六七八九", 1)} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says. ``…_words``: the very words that were read, "" where nothing was found; ``open_ended``: it says
    that it holds without end; ``certain`` False where the day had to be counted from a day not yet fixed.
    """

    effective_on: date | None = None
    effective_words: str = ""
    expires_on: date | None = None
    expires_words: str = ""
    open_ended: bool = False
    certain: bool = True


def is_trial(title: str) -> bool:
    """Whether a title says 暂行 or 试行, for which a shorter term is usual."""
    return bool(_TRIAL.search(title))


def read(text: str, *, issued_on: date | None) -> Reading:
    """Read when a paper takes effect and ends (施行日期、有效期).

    The last sentence that says so counts: a paper that quotes another's days does it before its own closing words.
    ``issued_on``: the day of 公布 or 印发, from which some are counted; None where it is not known yet.
    Units: days are dates in China; a term of years ends the day before its anniversary. Errors: none.
    """
    level = plain(text)
    effective, effective_words, certain = _effective(level, issued_on)
    expires, expires_words = _expires(level, effective)
    open_ended = expires is None and bool(_LONG.search(level))
    return Reading(effective, effective_words, expires, expires_words, open_ended, certain)


def _effective(text: str, issued_on: date | None) -> tuple[date | None, str, bool]:
    found: list[tuple[int, date | None, str, bool]] = []
    for match in _EFFECTIVE_DAY.finditer(text):
        day = first_date(match.group())
        if day is not None:
            found.append((match.start(), day[0], match.group(), True))
    for match in _EFFECTIVE_AT_ONCE.finditer(text):
        found.append((match.start(), issued_on, match.group(), issued_on is not None))
    for match in _EFFECTIVE_LATER.finditer(text):
        number = _number(match["n"])
        day_after = None
        if issued_on is not None and number:
            day_after = (
                _months_after(issued_on, number) if match["unit"] == "个月" else issued_on + timedelta(days=number)
            )
        found.append((match.start(), day_after + timedelta(days=1) if day_after else None, match.group(), False))
    if not found:
        return None, "", True
    _, day_found, words, sure = max(found, key=lambda row: row[0])
    return day_found, words.strip(), sure


def _expires(text: str, effective: date | None) -> tuple[date | None, str]:
    found: list[tuple[int, date, str]] = []
    for match in (*_UNTIL.finditer(text), *_ENDS.finditer(text)):
        day = first_date(match["end"])
        if day is not None:
            found.append((match.end(), day[0], match.group()))
    found += _terms(text, effective)
    if not found:
        return None, ""
    _, last, words = max(found, key=lambda row: row[0])
    return last, words.strip()


def _terms(text: str, effective: date | None) -> Iterator[tuple[int, date, str]]:
    for match in _TERM.finditer(text):
        number = _number(match["n"])
        if number and effective is not None:
            last = end_of_term(effective, months=number * (12 if match["unit"] == "年" else 1))
            if last is not None:
                yield match.end(), last, match.group()


def end_of_term(effective_on: date, *, months: int) -> date | None:
    """Return the last day of a term of so many months: five years from 2026-03-01 end on 2031-02-28. None where the
    term is longer than any calendar.
    """
    after = _months_after(effective_on, months)
    return after - timedelta(days=1) if after else None


def _months_after(day: date, number: int) -> date | None:
    try:
        return months_later(day, number)
    except (LimitExceeded, OverflowError, ValueError):
        return None


def _number(written: str) -> int:
    """The value of 1 to 999 in digits, or 一 to 九十九; 0 where it is neither."""
    if written.isdigit():
        return int(written)
    if "十" not in written:
        return _DIGITS.get(written, 0)
    tens, _, units = written.partition("十")
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(units, 0) if units else 0)
