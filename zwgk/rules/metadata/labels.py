"""The metadata block of a web page (元数据区): labels in any order, values beside or below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zwgk.rules import document_numbers
from zwgk.rules.errors import BadInput
from zwgk.rules.metadata.dates import DATE, TIME, first_date
from zwgk.rules.metadata.lines import Line, tidy
from zwgk.rules.metadata.organs import apart, is_organ
from zwgk.rules.metadata.result import Field
from zwgk.rules.metadata.vocabulary import LABELS, OTHERS, WEAK

_GAP: Final = r"[ ]{0,6}"


def _spaced(label: str) -> str:
    return _GAP.join(re.escape(character) for character in label)


_ALL: Final = sorted({*LABELS, *OTHERS}, key=len, reverse=True)
_LABEL: Final = re.compile(
    rf"[\[【〖〔(]?(?P<label>{'|'.join(_spaced(label) for label in _ALL)})[ ]{{0,4}}(?:[\]】〗〕)][ ]{{0,2}}:?|:)"
)
_ALONE: Final = re.compile(
    rf"[\[【〖〔(]?(?P<label>{'|'.join(_spaced(label) for label in _ALL)})[ ]?[\]】〗〕)]?[ ]?:?"
)
_NOTHING: Final = re.compile(
    r"^[\s\-—_/无暂空N/A.:*]*$|^(?:暂无|没有|无文号|不详|未知|null|None|&nbsp;?)$", re.IGNORECASE
)
_INDEX: Final = re.compile(
    r"[0-9A-Za-z\u4e00-\u9fff〔〕\[\]()（）][0-9A-Za-z\-/_.—–－／〔〕\[\]()（）\u4e00-\u9fff]{3,59}"
)
#: A known label between blanks, without colon.
_UNMARKED: Final = re.compile(rf"(?<![^ ])(?P<label>{'|'.join(re.escape(label) for label in _ALL)})(?: |$)")
#: A list's bullet before a label, as a page saved as text has it; a blank in its stead leaves every offset right.
_BULLETS: Final = str.maketrans(dict.fromkeys("•·●○■□◆◇▪►▶※", " "))
_TOP_LINE: Final = re.compile(rf"(?:{DATE.pattern}{TIME})?[| ]*(?:来 *源|标 *题|时 *间|日 *期|名 *称) *:")
#: What stands below the labels of other things and is no title: 有效性 / 有效.
_PLAIN_VALUE: Final = re.compile(
    r"(?:现行)?有效|失效|废止|已修改|是|否|无|主动公开|依申请公开|长期公开|常年公开|全社会|面向社会|社会公众|中文|文本|"
    r"[0-9]{1,8} ?次?"
)
MOST_HEAD_LINES: Final = 90


@dataclass(frozen=True)
class Value:
    """A labelled value: ``raw`` as printed at ``text[start:end]``."""

    field: Field
    label: str
    rank: int
    raw: str
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """The labelled values of a page, and the numbers of the lines that hold them (no title stands there)."""

    values: tuple[Value, ...]
    lines: frozenset[int]

    def of(self, field: Field) -> list[Value]:
        """Return the values of one field, the surest first."""
        return sorted((value for value in self.values if value.field is field), key=lambda value: value.rank)


def read(text: str, lines: Sequence[Line], body_from: int) -> Block:
    """Read the labelled values in the head (before line ``body_from``) and in the last lines of a page."""
    values: list[Value] = []
    used: set[int] = set()
    tail = [line for line in lines[max(body_from, len(lines) - 15) :] if len(line.raw) < 120]
    for place, line in enumerate(lines[: min(body_from, MOST_HEAD_LINES)]):
        if line.number in used or line.blank:
            continue
        _read_line(text, lines, place, values, used)
    known = {value.field for value in values}
    for line in tail:
        if re.match(
            r"[(\[【]?(?:信息来源|来源|文章来源|稿源|发布日期|发布时间|发布机构|发布单位|索引号|发文字号|"
            r"文号|公开日期|公开时间|公布日期|公布时间|更新时间|更新日期|供稿)[ ]?[:】]",
            line.level,
        ):
            found: list[Value] = []
            _read_line(text, lines, line.number, found, used)
            values += [value for value in found if value.field not in known]
    return Block(tuple(values), frozenset(used))


def is_label_line(line: Line) -> bool:
    """Tell whether a line begins with a known label and a colon, or holds several."""
    marks = list(_LABEL.finditer(line.level))
    return bool(marks) and (len(marks) > 1 or marks[0].start() == 0)


def _read_line(text: str, lines: Sequence[Line], place: int, values: list[Value], used: set[int]) -> None:
    line = lines[place]
    level = _cells(line.level.translate(_BULLETS))
    marks = [mark for mark in _LABEL.finditer(level) if _begins_label(level, mark)]
    if not marks:
        _read_bare_label(text, lines, place, values, used)
        return
    strong = [mark for mark in marks if _name(mark) not in WEAK]
    if not strong and len(marks) < 2 and not _beside_block(lines, place, used):
        return
    if marks[0].start() > 60:
        return
    used.add(line.number)
    ends = [*(mark.start() for mark in marks[1:]), len(level)]
    for mark, end in zip(marks, ends, strict=True):
        name = _name(mark)
        if name not in LABELS:
            continue
        field, rank = LABELS[name]
        raw, start, stop = _trim(level, mark.end(), end)
        if field in (Field.PUBLISHER, Field.ISSUERS) and (dated := DATE.search(raw)) and dated.start() > 2:
            raw = raw[: dated.start()].rstrip(" |([")  # 来源：清岚县财政局 2024-01-02 10:20
            stop = start + len(raw)
        if raw and not _NOTHING.match(raw):
            origin = line.start + start
            values.append(Value(field, name, rank, text[origin : line.start + stop], origin, line.start + stop))
        elif mark is marks[-1]:
            _take_next(text, lines, place, field, name, rank, values, used)


def _read_bare_label(text: str, lines: Sequence[Line], place: int, values: list[Value], used: set[int]) -> None:
    """A cell that is only a label, without colon; its value is the next line."""
    alone = _ALONE.fullmatch(lines[place].level)
    if alone is None:
        return
    name = _name(alone)
    if name in WEAK and ":" not in lines[place].level and not _beside_block(lines, place, used):
        return
    if name in LABELS:
        if _take_next(text, lines, place, *LABELS[name][:1], name, LABELS[name][1], values, used):
            used.add(lines[place].number)
    elif len(name) > 2:
        used.add(lines[place].number)
        below = next((line for line in lines[place + 1 : place + 3] if not line.blank), None)
        if below is not None and _PLAIN_VALUE.fullmatch(below.level):
            used.add(below.number)


def _take_next(
    text: str,
    lines: Sequence[Line],
    place: int,
    field: Field,
    name: str,
    rank: int,
    values: list[Value],
    used: set[int],
) -> bool:
    for step in (1, 2):
        if place + step >= len(lines):
            return False
        line = lines[place + step]
        if line.blank:
            continue
        level = line.level.translate(_BULLETS).strip()
        if _LABEL.match(level) or _ALONE.fullmatch(level) or not fits(field, line.raw, near=step == 1):
            return False
        values.append(Value(field, name, rank, line.raw, line.start, line.end))
        used.add(line.number)
        return True
    return False


def fits(field: Field, raw: str, *, near: bool = True) -> bool:
    """Tell whether ``raw``, a line after an empty label, can be the value of ``field``."""
    if field in (Field.DATE_WRITTEN, Field.DATE_PUBLISHED):
        return len(raw) <= 24 and day(raw) is not None
    if field is Field.DOC_NUMBER:
        return len(raw) <= 30 and number(raw) is not None
    if field is Field.INDEX_NO:
        return _INDEX.fullmatch(raw) is not None and any(character.isdigit() for character in raw)
    if field is Field.ISSUERS:
        return is_organ(raw)
    if not near or re.search(r"[。；;]", raw):
        return False
    if field is Field.TITLE:
        return 4 <= len(raw) <= 100
    return len(raw) <= 24 and not re.search(r"关于.*的", raw)


def day(raw: str) -> date | None:
    """Return the date that a value says."""
    found = first_date(raw, compact=True)
    return found[0] if found else None


def number(raw: str) -> str | None:
    """Return the canonical document number that a value says; ``None`` where it is none."""
    try:
        return document_numbers.canonical(raw)
    except BadInput:
        found = document_numbers.find(raw)
        return str(found[0].number) if len(found) == 1 else None


def organs(raw: str) -> list[str]:
    """Return the organs that a value names."""
    return apart(tidy(raw))


def _name(mark: re.Match[str]) -> str:
    return mark["label"].replace(" ", "")


def _cells(level: str) -> str:
    """Give the labels of a table row their colon, offsets unchanged: ``索引号 | 12 | 文号 | 3`` → ``索引号:| 12 …``."""
    if "|" in level:
        level = _marked(level, r"(\|)")
        # A label in the last cell has no value: it must not run into the value before it.
        empty = re.search(r"\|(?P<cell>[^|]+)$", level)
        if empty is not None and _ALONE.fullmatch(empty["cell"].strip()):
            level = level[: empty.start("cell")] + " " * len(empty["cell"])
    if "|" in level or "  " in level:
        level = _marked(level, r"(\||  +)")
    if ":" in level.replace("://", "") or " " not in level or len(level) > 160 or not _UNMARKED.match(level):
        return level
    # A table whose lines were lost: 信息索引 0140/2019-1 生成日期 2019-06-03.
    marks = [mark for mark in _UNMARKED.finditer(level) if mark["label"] not in WEAK and len(mark["label"]) > 1]
    if len(marks) < 2 and not (marks and marks[0].start() == 0 and _says(marks[0]["label"], level[marks[0].end() :])):
        return level
    for mark in marks:
        level = level[: mark.end("label")] + ":" + level[mark.end("label") + 1 :]
    return level


def _marked(level: str, between: str) -> str:
    """Put a colon after every cell that is only a label; cells stand apart by ``between``."""
    parts = re.split(between, level)
    for place in range(0, len(parts) - 1, 2):
        cell = parts[place].rstrip(" ")
        if cell.strip() and _ALONE.fullmatch(cell.strip()) and not cell.endswith(":"):
            if parts[place].endswith(" "):
                parts[place] = cell + ":" + parts[place][len(cell) + 1 :]
            else:
                parts[place + 1] = ":" + parts[place + 1][1:]
    return "".join(parts)


def _says(label: str, rest: str) -> bool:
    """Whether one label without colon at the head of a line is a label: what follows must be able to be its value."""
    if label in LABELS:
        return bool(rest.strip()) and fits(LABELS[label][0], rest.strip())
    return len(label) > 2


def _begins_label(level: str, mark: re.Match[str]) -> bool:
    """Whether a label begins here and not in the middle of a longer word (资金来源, 会议时间)."""
    lead = level[max(0, mark.start() - 1) : mark.start()]
    if not lead or not re.match(r"[\u4e00-\u9fffA-Za-z]", lead):
        return True
    return (
        _LABEL.match(level) is not None
        and len(_name(mark)) >= 2
        and mark.start() - level.rfind(":", 0, mark.start()) > 1
    )


def _beside_block(lines: Sequence[Line], place: int, used: set[int]) -> bool:
    """Whether a line with one weak label (来源, 时间 …) belongs to the block: near other labels, or at the top."""
    line = lines[place]
    if any(number in used for number in range(line.number - 3, line.number)):
        return True
    at_top = sum(not above.blank for above in lines[:place]) < 8
    dated = len(line.level) < 100 and DATE.search(line.level) is not None
    return at_top and (dated or _TOP_LINE.match(line.level) is not None)


def _trim(level: str, start: int, end: int) -> tuple[str, int, int]:
    raw = level[start:end]
    left = len(raw) - len(raw.lstrip(" |:,;\t"))
    raw = raw.strip(" |:,;\t")
    # A bracket that opens the next label, or counters and buttons after the value.
    cut = re.search(r"[ ]*[\[【(]$|[ ]{2,}(?:\[|【|大 ?中 ?小|打印|分享|字体|我要).*$|(?: *\|)+ *$", raw)
    if cut is not None:
        raw = raw[: cut.start()]
    return raw, start + left, start + left + len(raw)
