"""索引号: made from a template of the organ, read back, and checked.

A template is text with tokens: ``{uscc}`` 统一社会信用代码 18, ``{org9}`` 组织机构代码 9, ``{region}`` 行政区划 6,
``{dept}`` 部门代码, ``{class}`` 类别号, ``{year}``, ``{yyyymm}``, ``{mmdd}``, ``{seq:n}`` a serial number of n digits.
依据：《政府信息公开条例》第二十四条；GB/T 21063.5-2007（前段码/后段码）
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from zwgk.rules.codes import is_org_code, uscc_doubts
from zwgk.rules.errors import BadInput, LimitExceeded

_TOKEN: Final = re.compile(r"\{(?P<name>[a-z]+[0-9]?)(?::(?P<width>[0-9]{1,2}))?\}")
_FORMS: Final = {
    "uscc": r"[0-9A-HJ-NP-RTUWXY]{18}",
    "org9": r"[0-9A-Z]{8}-?[0-9X]",
    "region": r"[0-9]{6}",
    "dept": r"[0-9A-Za-z\u4e00-\u9fff]{1,12}",
    "class": r"[0-9A-Za-z\u4e00-\u9fff]{1,12}",
    "year": r"(?:19|20)[0-9]{2}",
    "yyyymm": r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])",
    "yyyymmdd": r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "mmdd": r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
}

#: Patterns in use, the most telling first; an organ chooses one or writes its own.
TEMPLATES: Final[dict[str, str]] = {
    "uscc-slot-mmdd": "{uscc}-/{year}-{mmdd}{seq:3}",
    "uscc-year-mmdd": "{uscc}/{year}-{mmdd}{seq:3}",
    "uscc-year": "{uscc}/{year}-{seq:5}",
    "uscc-month": "{uscc}/{yyyymm}-{seq:5}",
    "org-month": "{org9}/{yyyymm}-{seq:5}",
    "org-year": "{org9}/{year}-{seq:5}",
    "org-year-dash": "{org9}-{year}-{seq:6}",
    "region-dept-class-day": "{region}-{dept}-{class}-{yyyymmdd}-{seq:3}",
    "dept-class-year": "{dept}-{class}-{year}-{seq:5}",
}


@dataclass(frozen=True)
class Template:
    """A checked template: its text, its pattern, and the pattern with a serial number of another length."""

    text: str
    pattern: re.Pattern[str]
    loose: re.Pattern[str]
    width: int


@dataclass(frozen=True)
class IndexNumber:
    """An index number taken apart: ``parts`` by token, ``sequence`` the serial number, ``year`` where it tells one."""

    text: str
    template: str
    parts: Mapping[str, str]

    @property
    def sequence(self) -> int:
        """Return the serial number (流水号)."""
        return int(self.parts["seq"])

    @property
    def year(self) -> int | None:
        """Return the year that the number tells."""
        for name in ("year", "yyyymm", "yyyymmdd"):
            if name in self.parts:
                return int(self.parts[name][:4])
        return None


def template(text: str) -> Template:
    """Check a template. Errors: ``BadInput`` for an unknown token, none or several ``{seq:n}``."""
    names = [found["name"] for found in _TOKEN.finditer(text)]
    rest = _TOKEN.sub("", text)
    if names.count("seq") != 1:
        raise _bad(text, "必须有且只有一个流水号 {seq:n}")
    unknown = [name for name in names if name != "seq" and name not in _FORMS]
    if unknown or "{" in rest or "}" in rest:
        raise _bad(text, f"不认识的标记“{unknown[0] if unknown else rest}”")
    repeated = [name for name in names if names.count(name) > 1]
    if repeated:
        raise _bad(text, f"标记“{repeated[0]}”重复")
    if re.search(r"\s", text):
        raise _bad(text, "索引号中不能有空格")
    width = 0
    pattern, last = "", 0
    for found in _TOKEN.finditer(text):
        pattern += re.escape(text[last : found.start()])
        if found["name"] == "seq":
            width = int(found["width"] or 5)
            if not 1 <= width <= 12:
                raise _bad(text, "流水号应为1至12位")
            pattern += rf"(?P<seq>[0-9]{{{width}}})"
        else:
            pattern += rf"(?P<{found['name'] if found['name'] != 'class' else 'class_'}>{_FORMS[found['name']]})"
        last = found.end()
    pattern += re.escape(text[last:])
    loose = pattern.replace(f"(?P<seq>[0-9]{{{width}}})", "(?P<seq>[0-9]{3,8})")
    return Template(text, re.compile(pattern), re.compile(loose), width)


def make(
    pattern: str, *, on: date, sequence: int, parts: Mapping[str, str] | None = None, taken: Collection[str] = ()
) -> str:
    """Return the index number for serial number ``sequence`` on day ``on``.

    ``parts`` gives uscc, org9, region, dept, class as the template asks; ``taken`` the numbers already given.
    Errors: ``BadInput`` for a missing or wrong part or a number already taken, ``LimitExceeded`` where the serial
    number has more digits than the template allows.
    """
    checked = template(pattern)
    if sequence < 1 or len(str(sequence)) > checked.width:
        raise LimitExceeded(
            what="不能编制索引号",
            why=f"流水号{sequence}不在1至{10**checked.width - 1}之间（模板“{pattern}”）",
            remedy="请加长模板中的流水号位数",
            field="sequence",
        )
    known = {
        **(parts or {}),
        "year": f"{on:%Y}",
        "yyyymm": f"{on:%Y%m}",
        "yyyymmdd": f"{on:%Y%m%d}",
        "mmdd": f"{on:%m%d}",
        "seq": str(sequence).zfill(checked.width),
    }

    def fill(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in known:
            raise BadInput(
                what="不能编制索引号",
                why=f"模板“{pattern}”要求的“{name}”没有填写",
                remedy="请在机构资料中补充",
                field=name,
            )
        if name != "seq" and re.fullmatch(_FORMS[name], known[name]) is None:
            raise BadInput(
                what="不能编制索引号", why=f"“{name}”的值“{known[name]}”格式不对", remedy="请核对机构资料", field=name
            )
        return known[name]

    number = _TOKEN.sub(fill, pattern)
    if number in taken:
        raise BadInput(
            what="不能编制索引号", why=f"索引号“{number}”已经使用", remedy="请使用下一个流水号", field="sequence"
        )
    return number


def next_sequence(pattern: str, given: Collection[str], *, on: date) -> int:
    """Return the serial number after the highest among ``given`` that share the other parts' time with ``on``."""
    checked = template(pattern)
    highest = 0
    for number in given:
        found = checked.pattern.fullmatch(number)
        if found is None:
            continue
        times = {"year": f"{on:%Y}", "yyyymm": f"{on:%Y%m}", "yyyymmdd": f"{on:%Y%m%d}", "mmdd": f"{on:%m%d}"}
        if all(value == times[name] for name, value in found.groupdict().items() if name in times):
            highest = max(highest, int(found["seq"]))
    return highest + 1


def parse(number: str, patterns: Mapping[str, str] | None = None) -> IndexNumber | None:
    """Take an index number apart by the first template that fits; ``None``: none does (old numbers are kept as is).

    The known templates (``patterns`` not given) are read with a serial number of any length from three to eight digits.
    """
    for name, text in (patterns or TEMPLATES).items():
        checked = template(text)
        found = checked.pattern.fullmatch(number)
        if found is None and patterns is None:
            found = checked.loose.fullmatch(number)
        if found is not None:
            return IndexNumber(number, name, {key.rstrip("_"): value for key, value in found.groupdict().items()})
    return None


def doubts_about(
    number: str,
    *,
    written: date | None = None,
    published: date | None = None,
    title_years: Collection[int] = (),
    patterns: Mapping[str, str] | None = None,
) -> list[str]:
    """Return, as Chinese sentences without a stop, what an index number is odd in or contradicts (S2-03)."""
    taken_apart = parse(number, patterns)
    if taken_apart is None:
        return [f"索引号“{number}”不合已知的编制规则，按原样保留"]
    doubts = []
    if "uscc" in taken_apart.parts:
        doubts += uscc_doubts(taken_apart.parts["uscc"])
    code = taken_apart.parts.get("org9", "").replace("-", "")
    if code and not is_org_code(code):
        doubts.append(f"索引号中的组织机构代码“{code}”校验码不对")
    year = taken_apart.year
    if year is None:
        return doubts
    if written and written.year != year:
        doubts.append(f"索引号的年份{year}与成文日期{written}不一致")
    if published and published.year != year:
        doubts.append(f"索引号的年份{year}与发布日期{published}不一致")
    if title_years and year not in title_years:
        doubts.append(f"索引号的年份{year}与标题中的{'、'.join(str(known) for known in sorted(title_years))}年不一致")
    return doubts


def repeated(numbers: Collection[str]) -> list[str]:
    """Return the numbers that occur more than once, each once, in order (索引号重复)."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for number in numbers:
        if number in seen:
            twice[number] = None
        seen.add(number)
    return list(twice)


def _bad(text: str, why: str) -> BadInput:
    return BadInput(
        what=f"索引号模板“{text}”不能用", why=why, remedy="请按“{uscc}/{year}-{seq:5}”的形式填写", field="template"
    )
