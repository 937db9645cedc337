"""Marks of secrecy (密级标志) in a text, and words that only speak of secrecy.

A *mark* refuses the whole file before anything of it is kept (涉密不上网); a *hint* is shown to the reviewer.
依据：《保守国家秘密法》第二十三条（标志）、第三十五条（公开前审查）；《政府信息公开条例》第十七条
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from zwgk.rules import document_numbers
from zwgk.rules.errors import Classified
from zwgk.rules.labelled import Labelled
from zwgk.rules.privacy.places import Places
from zwgk.rules.privacy.plain import plain


class Grade(Labelled):
    """How much a place weighs."""

    MARK = "mark", "密级标志"
    HINT = "hint", "需要核对"


@dataclass(frozen=True)
class SecrecyFinding:
    """A place ``text[start:end]`` that bears on secrecy; ``reason`` is a Chinese sentence without a stop."""

    grade: Grade
    start: int
    end: int
    text: str
    reason: str
    line: int


_LEVEL: Final = r"(?:绝 {0,2}密|机 {0,2}密|秘 {0,2}密)"
_PERIOD: Final = (
    r"(?:[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?前?|[0-9]{1,2} ?(?:年|个?月|天|日)|"
    r"[一二三四五六七八九十]{1,3}(?:年|个月)|"
    r"长期|启用前|解密前|公布前)"
)
_STARS: Final = "★☆*＊✱⭐"
#: A star between level and period, or a level with a star alone: nobody writes so in running text.
_STARRED: Final = re.compile(rf"{_LEVEL} ?[{_STARS}] ?{_PERIOD}?|[{_STARS}] ?{_LEVEL}(?! ?[\u4e00-\u9fff])")
#: A level that is alone in its line, perhaps with its period, a copy number (份号) and an urgency (紧急程度).
_ALONE: Final = re.compile(
    rf"(?m)^[ ]*(?:№?[0-9]{{1,6}} +)?(?P<mark>{_LEVEL}(?: ?[(]?{_PERIOD}[)]?)?)(?: +(?:特 ?急|加 ?急|平 ?急))?[ \r]*$"
)
_LABELLED: Final = re.compile(
    rf"(?:密 {{0,4}}级|涉密等级|秘密等级|保密等级|定密)(?:和保密期限|标志|标识)?[】\]]? ?[:|"
    rf"] ?(?P<mark>{_LEVEL})(?![、/和或及\u4e00-\u9fff])"
)
_BOXED: Final = re.compile(rf"[【\[〔<《(]{{1}} ?(?P<mark>{_LEVEL}) ?(?:{_PERIOD})?[】\]〕>》)]{{1}}")
_ENGLISH: Final = re.compile(r"(?m)^[ ]*(?:TOP SECRET|CONFIDENTIAL|SECRET)[ \r]*$")

_INTERNAL: Final = (
    (
        re.compile(
            r"内部(?:资料|文件|材料|刊物)[, ]{0,2}(?:请)?(?:注意保存|注意保管|严禁外传|不得外传|请勿外传|"
            r"妥善保管|严禁复制|禁止外传)"
        ),
        "是内部资料标志",
    ),
    (
        re.compile(
            r"(?m)^[ ]*[(【\[]?(?:内部文件|内部资料|内部使用|仅供内部使用|工作秘密|内部★|敏感信息)[)】\]]?[ \r]*$"
        ),
        "是内部资料标志",
    ),
    (re.compile(r"(?:不得|严禁|禁止|请勿)(?:上网|外传|对外公开|公开发布|复印|复制|擅自扩散|转载网络)"), "要求不得外传"),
    (
        re.compile(
            r"(?m)^[ ]*[(\[【]?此件不(?:予)?公开[)\]】]?[ \r]*$|[(]此件不(?:予)?公开[)]|公开属性 ?[:|"
            r"] ?不(?:予)?公开|公开方式 ?[:|] ?不(?:予)?公开"
        ),
        "公开属性为“不公开”",
    ),
    (
        re.compile(r"(?m)^[ ]*此件依申请公开[ \r]*$|[(]此件依申请公开[)]|公开属性 ?[:|] ?依申请公开"),
        "公开属性为“依申请公开”，不主动公开",
    ),
    (re.compile(r"(?m)^[ ]*(?:特级|绝密级|机密级|秘密级)(?:文件|资料|电报)?[ \r]*$"), "像密级标志"),
    (re.compile(r"密码电报|明传电报|涉密(?:文件|载体|计算机)编号 ?[:|]|份号 ?[:|] ?[0-9]{4,6}"), "像涉密文件的版头"),
)


def find(text: str, non_public: Collection[str] = ()) -> list[SecrecyFinding]:
    """Return marks and hints in order of place.

    ``non_public``: numbers of papers that are not public; a paper that quotes one gets a hint there. Words such as
    国家秘密, 商业秘密, “秘密”、“机密”、“绝密” in running text are neither.
    """
    level = plain(text)
    places: list[tuple[Grade, int, int, str]] = []
    for pattern, reason in ((_STARRED, "带★的密级标志"), (_ENGLISH, "英文密级标志")):
        places += [(Grade.MARK, *found.span(), reason) for found in pattern.finditer(level)]
    places += [(Grade.MARK, *found.span("mark"), "密级栏填有密级") for found in _LABELLED.finditer(level)]
    places += [(Grade.MARK, *found.span("mark"), "单独成行的密级标志") for found in _ALONE.finditer(level)]
    places += list(_boxed(level))
    for pattern, reason in _INTERNAL:
        places += [(Grade.HINT, *found.span(), reason) for found in pattern.finditer(level)]
    places += list(_quoting(text, non_public))
    return _merged(text, places)


def must_be_open(text: str, name: str = "该文件", non_public: Collection[str] = ()) -> list[SecrecyFinding]:
    """Refuse a text that bears a mark; return the hints. Errors: ``Classified`` with the place of the first mark.

    The refusal repeats nothing of the text but the mark. 依据：《保守国家秘密法》第三十一条
    """
    findings = find(text, non_public)
    marks = [finding for finding in findings if finding.grade is Grade.MARK]
    if marks:
        raise Classified(
            what=f"不能接收{name}",
            why=f"第{marks[0].line}行有{marks[0].reason}“{marks[0].text.strip()}”，涉密信息不得进入非涉密系统（《保守国家秘密法》第三十一条）",
            remedy="请立即按保密规定处理原文件；确已解密的，请先去除密级标志并办理解密手续；误标的，请由定密责任人更正后再导入",
            field="text",
        )
    return findings


def _boxed(level: str) -> Iterator[tuple[Grade, int, int, str]]:
    for found in _BOXED.finditer(level):
        line_start = level.rfind("\n", 0, found.start()) + 1
        alone = not level[line_start : found.start()].strip()
        if alone:
            yield Grade.MARK, *found.span(), "括号内的密级标志"


def _quoting(text: str, non_public: Collection[str]) -> Iterator[tuple[Grade, int, int, str]]:
    if not non_public:
        return
    secret = {document_numbers.key(document_numbers.parse(number)) for number in non_public}
    for quoted in document_numbers.find(text):
        if document_numbers.key(quoted.number) in secret:
            yield Grade.HINT, quoted.start, quoted.end, "引用了不公开文件的文号"


def _merged(text: str, places: list[tuple[Grade, int, int, str]]) -> list[SecrecyFinding]:
    kept: list[SecrecyFinding] = []
    taken = Places()
    newlines = [place for place, character in enumerate(text) if character == "\n"] if places else []
    for grade, start, end, reason in sorted(
        places, key=lambda place: (place[0] is not Grade.MARK, place[1], -place[2])
    ):
        if taken.claim(start, end):
            kept.append(SecrecyFinding(grade, start, end, text[start:end], reason, 1 + bisect_left(newlines, start)))
    return sorted(kept, key=lambda finding: finding.start)
