"""A text as it is read out on the air (广播口播稿): figures, days, hours, numbers of papers and telephones in words.

    >>> spoken("2026年3月5日8:30起，电话0990-1234567，增长3.5%。")
    '二〇二六年三月五日八点三十分起，电话零九九零，幺二三四五六七，增长百分之三点五。'

Only how a figure is said changes, never which figure: what stood there can be read back from the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
_YEAR_DIGITS: Final = "〇一二三四五六七八九"
_PHONE_DIGITS: Final = "零幺二三四五六七八九"
_UNITS: Final = ("", "十", "百", "千")
_GROUPS: Final = ("", "万", "亿", "万亿")
#: a single 2 before these is said 两
_COUNTED: Final = "个人年天次家件项条名户类种万亿千批期届所座辆台册张份处周"
_SIGNS: Final = {
    "㎡": "平方米",
    "m²": "平方米",
    "km²": "平方千米",
    "m³": "立方米",
    "㎏": "千克",
    "kg": "千克",
    "km": "千米",
    "cm": "厘米",
    "mm": "毫米",
    "℃": "摄氏度",
    "°C": "摄氏度",
    "kWh": "千瓦时",
    "mg/L": "毫克每升",
    "t/a": "吨每年",
}


def number(value: int) -> str:
    """A whole number in words: 10 500 → 一万零五百. Errors: ``ValueError`` below 0 or from 10¹⁶ on."""
    if not 0 <= value < 10**16:
        raise ValueError(value)
    if value == 0:
        return DIGITS[0]
    groups = []
    while value:
        value, group = divmod(value, 10_000)
        groups.append(group)
    said = ""
    gap = False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            gap = bool(said)
            continue
        if said and (gap or group < 1000):
            said += DIGITS[0]
        # 万亿 is said once as a whole: 一万二千亿, not 一万亿二千亿
        unit = _GROUPS[place]
        if place == 3:
            unit = "万" if groups[2] else "万亿"
        said += _group(group) + unit
        gap = False
    return said.removeprefix("一") if re.match("一十", said) else said


def _group(value: int) -> str:
    said, gap = "", False
    for place in range(3, -1, -1):
        digit, value = divmod(value, 10**place)
        if digit:
            said += (DIGITS[0] if gap and said else "") + DIGITS[digit] + _UNITS[place]
            gap = False
        else:
            gap = True
    return said


def figure(text: str) -> str:
    """A figure as typed (``1,234.50``, ``007``) in words; what begins with a needless zero is said digit by digit."""
    whole, point, rest = text.replace(",", "").replace("，", "").partition(".")
    if (len(whole) > 1 and whole.startswith("0")) or len(whole) > 15:
        return digits(whole) + (f"点{digits(rest)}" if point else "")
    return number(int(whole)) + (f"点{digits(rest)}" if point else "")


def digits(text: str, names: str = DIGITS) -> str:
    """Digit by digit, other characters left out."""
    return "".join(names[int(char)] for char in text if char.isascii() and char.isdigit())


def _date(match: re.Match[str]) -> str:
    year, month, day = match["year"], match["month"], match["day"]
    said = f"{digits(year, _YEAR_DIGITS)}年{number(int(month))}月"
    return said + (f"{number(int(day))}日" if day else "")


def _year(match: re.Match[str]) -> str:
    return f"{digits(match['only_year'], _YEAR_DIGITS)}年"


def _paper(match: re.Match[str]) -> str:
    return f"{digits(match['paper_year'], _YEAR_DIGITS)}年第{number(int(match['paper_no']))}号"


def _clock(text: str) -> str:
    hour, minute = (int(part) for part in re.split("[:：]", text))
    said = f"{number(hour)}点"
    if minute:
        said += f"{DIGITS[0] if minute < 10 else ''}{number(minute)}分"
    return said


def _hours(match: re.Match[str]) -> str:
    first, last = match["from_hour"], match["to_hour"]
    return _clock(first) + (f"至{_clock(last)}" if last else "")


def _share(match: re.Match[str]) -> str:
    head = "千分之" if match["per"] in "‰" else "百分之"
    said = f"{head}{figure(match['share'])}"
    if match["share_to"]:
        said += f"至{head}{figure(match['share_to'])}"
    return said


def _phone(match: re.Match[str]) -> str:
    return "，".join(digits(part, _PHONE_DIGITS) for part in re.split("[-—－ ]", match["phone"]) if part)


def _hotline(match: re.Match[str]) -> str:
    return f"{match['before']}{digits(match['hotline'], _PHONE_DIGITS)}"


def _cold(match: re.Match[str]) -> str:
    return f"零下{figure(match['cold'])}摄氏度"


def _range(match: re.Match[str]) -> str:
    return f"{figure(match['low'])}至{figure(match['high'])}"


def _plain(match: re.Match[str]) -> str:
    text, after = match["plain"], match["unit"] or ""
    if text == "2" and after:
        return f"两{after}"
    return figure(text) + after


def _money(match: re.Match[str]) -> str:
    return f"{figure(match['money'])}{match['money_unit'] or ''}元"


_F: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HOUR: Final = r"(?:[01]?\d|2[0-4])[:：][0-5]\d"
#: one alternative a kind of figure, the surer before the merely likely
_KINDS: Final[tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...]] = (
    ("link", r"(?:https?://|www\.)[\w\-./?=&%#:]+", lambda m: "（网址请看政府网站）"),
    ("date", r"(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?", _date),
    ("years", r"(?P<only_year>(?:19|20)\d\d)年(?![以后内])", _year),
    ("paper", r"[〔\[（(](?P<paper_year>(?:19|20)\d\d)[〕\]）)]第?(?P<paper_no>\d{1,5})号", _paper),
    ("hours", rf"(?P<from_hour>{_HOUR})(?:\s*[-—–~～至]+\s*(?P<to_hour>{_HOUR}))?", _hours),
    ("share", rf"(?P<share>{_F})(?:[%％]?[-—–~～至](?P<share_to>{_F}))?(?P<per>[%％‰])", _share),
    (
        "phone",
        r"(?P<phone>(?<!\d)(?:0\d{2,3}[-—－ ]\d{7,8}|1[3-9]\d{9}|[48]00[-—－ ]?\d{3}[-—－ ]?\d{4}))(?!\d)",
        _phone,
    ),
    ("hotline", r"(?P<before>(?:热线|拨打|电话|致电)[：:“]?)(?P<hotline>\d{3,8})(?!\d|[-—－]\d)", _hotline),
    ("cold", rf"(?<!\d)[-－](?P<cold>{_F})(?:℃|°C|摄氏度)", _cold),
    ("money", rf"[¥￥](?P<money>{_F})(?P<money_unit>万|亿)?元?", _money),
    ("range", rf"(?<![\d.])(?P<low>{_F})\s*[-—–~～]+\s*(?P<high>{_F})(?![\d.])", _range),
    ("plain", rf"(?P<plain>{_F})(?P<unit>[{_COUNTED}])?", _plain),
)
_ANY: Final = re.compile("|".join(f"(?P<k_{name}>{pattern})" for name, pattern, _ in _KINDS))
_SAY: Final = {f"k_{name}": say for name, _, say in _KINDS}
_SIGN: Final = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)))


def spoken(text: str) -> str:
    """Return a text with every figure in words. Letters and punctuation stay; web addresses are left to the website.

    Idempotent: words hold no figures. Errors: none; a string of more than 15 digits is said digit by digit.
    """
    wide = str.maketrans("０１２３４５６７８９％", "0123456789%")
    said = _ANY.sub(_say, text.translate(wide))
    return _SIGN.sub(lambda m: _SIGNS[m.group()], said)


def _say(match: re.Match[str]) -> str:
    kind = next(name for name in _SAY if match[name] is not None)
    return _SAY[kind](match)
