"""What may be asked: each parameter with its schema, its meaning, how its text is read; what does not fit is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import QueryDict

from zwgk.portal.api.shapes import Schema
from zwgk.publishing.open.cursors import FIRST_YEAR, LAST_YEAR
from zwgk.rules.errors import BadInput

#: the most characters of any one value
LONGEST = 400
WHAT = "请求的参数有误"


@dataclass(frozen=True)
class Param:
    """One parameter: in the address (``path``) or after the question mark."""

    name: str
    about: str
    schema: Schema
    read: Callable[[str, str], Any] = field(compare=False)
    example: str = ""
    required: bool = False
    default: Any = None


def _refuse(name: str, why: str, remedy: str) -> BadInput:
    return BadInput(what=WHAT, why=why, remedy=remedy, field=name)


def whole(name: str, about: str, *, least: int, most: int, default: int | None = None, example: str = "") -> Param:
    """A whole number."""

    def read(_: str, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,18}", text) or not least <= int(text) <= most:
            raise _refuse(name, f"{name}应为{least}至{most}的整数，您给的是“{text[:20]}”", "请改正后再请求")
        return int(text)

    schema: Schema = {"type": "integer", "minimum": least, "maximum": most}
    if default is not None:
        schema["default"] = default
    return Param(name, about, schema, read, example, default=default)


def number(name: str, about: str, *, example: str = "") -> Param:
    """A number of ours; what no table can hold leads nowhere."""
    return whole(name, about, least=0, most=10**18 - 1, example=example)


def code(name: str, about: str, choices: Sequence[tuple[str, str]], *, default: str = "") -> Param:
    """One of a closed vocabulary, each code with its Chinese label."""
    codes = [one for one, _ in choices]

    def read(_: str, text: str) -> str:
        if text not in codes:
            raise _refuse(name, f"{name}没有“{text[:20]}”这个值", f"请从这些中选择：{'、'.join(codes)}")
        return text

    listed = "；".join(f"{one} {label}" for one, label in choices)
    schema: Schema = {"type": "string", "enum": codes}
    if default:
        schema["default"] = default
    return Param(name, f"{about}（{listed}）", schema, read, codes[0], default=default)


def word(name: str, about: str, pattern: str, *, says: str, example: str = "", required: bool = False) -> Param:
    """A text of a certain form; ``says`` tells the form in Chinese."""
    compiled = re.compile(pattern)

    def read(_: str, text: str) -> str:
        if not compiled.search(text):
            raise _refuse(name, f"{name}应为{says}", "请改正后再请求")
        return text

    return Param(name, about, {"type": "string", "pattern": pattern}, read, example, required, default="")


#: a year in which days are understood, a month, a day
_DAY = r"(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"


def day(name: str, about: str, *, example: str) -> Param:
    """A day in Beijing."""

    def read(_: str, text: str) -> date:
        try:
            found = date.fromisoformat(text) if re.fullmatch(_DAY, text, re.ASCII) else None
        except ValueError:
            found = None
        if found is None:
            raise _refuse(
                name,
                f"{name}应为年月日，如{example}（{FIRST_YEAR}至{LAST_YEAR}年），您给的是“{text[:20]}”",
                "请改正后再请求",
            )
        return found

    return Param(name, about, {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}, read, example)


_MOMENT = rf"{_DAY}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{{1,6}})?(Z|[+-](0\d|1[0-4]):[0-5]\d)"


def moment(name: str, about: str, *, example: str) -> Param:
    """A moment with its offset."""

    def read(_: str, text: str) -> datetime:
        text = text.replace(" ", "+")  # a plus sign that was not escaped
        try:
            found = datetime.fromisoformat(text) if re.fullmatch(_MOMENT, text, re.ASCII) else None
        except ValueError:
            found = None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise _refuse(
                name, f"{name}应为带时区的时间，如{example}，您给的是“{text[:40]}”", "请改正后再请求（加号要写成%2B）"
            )
        return found

    return Param(name, about, {"type": "string", "format": "date-time", "pattern": f"^{_MOMENT}$"}, read, example)


def read_query(params: Sequence[Param], query: QueryDict) -> dict[str, Any]:
    """The values of all parameters by name. Errors: :class:`BadInput` for an unknown, doubled, missing or bad one."""
    known = {param.name: param for param in params}
    for name in query:
        if name not in known:
            allowed = f"这个接口的参数有：{'、'.join(known)}" if known else "这个接口没有参数"
            raise _refuse(name[:40], f"没有“{name[:40]}”这个参数", f"请去掉它；{allowed}")
        if len(query.getlist(name)) > 1:
            raise _refuse(name, f"参数{name}写了{len(query.getlist(name))}次", "请只写一次")
    found: dict[str, Any] = {}
    for name, param in known.items():
        text = query.get(name)
        if text is None:
            if param.required:
                raise _refuse(name, f"没有参数{name}", f"请加上{name}（{param.about}）")
            found[name] = param.default
            continue
        if len(text) > LONGEST or "\x00" in text:
            raise _refuse(name, f"{name}太长，或含有不能处理的字符", "请改正后再请求")
        found[name] = param.read(name, text)
    return found
