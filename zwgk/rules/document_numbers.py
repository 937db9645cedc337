"""发文字号: read in every misspelling, printed in the one right form (机关代字〔年份〕序号号).

依据：《党政机关公文格式》（GB/T 9704-2012）7.2.5；《党政机关公文处理工作条例》第九条
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zwgk.rules.errors import BadInput
from zwgk.rules.labelled import Labelled
from zwgk.rules.numerals import value_of
from zwgk.rules.privacy.plain import plain


class NumberKind(Labelled):
    """How a document is numbered."""

    REGISTERED = "registered", "发文字号"
    ORDER = "order", "令号"
    YEARLY = "yearly", "年度编号"


@dataclass(frozen=True)
class DocumentNumber:
    """A document number: ``word`` 机关代字 (of orders: the organ), ``year`` (of orders: ``None``), ``number``."""

    word: str
    year: int | None
    number: int
    kind: NumberKind = NumberKind.REGISTERED

    def __str__(self) -> str:
        if self.kind is NumberKind.ORDER:
            return f"{self.word}令第{self.number}号"
        if self.kind is NumberKind.YEARLY:
            return f"{self.word}{self.year}年第{self.number}号"
        return f"{self.word}〔{self.year}〕{self.number}号"


@dataclass(frozen=True)
class Quoted:
    """A document number met at ``text[start:end]``, with what is wrong in the way it is written (Chinese, no stop)."""

    number: DocumentNumber
    start: int
    end: int
    text: str
    doubts: tuple[str, ...] = ()


OPENING: Final = "〔[【({﹝「⟮〖<〈"
CLOSING: Final = "〕]】)}﹞」⟯〗>〉"
_HAN: Final = "\u4e00-\u9fff"
#: 机关代字 with a bracket in it or before it: 清农（渔业）罚, （清）市监许准字. A bracket after a title is none (试行).
_BOXED: Final = rf"\((?!试行|暂行|修订|修正|草案|讨论|征求|送审|以下|附件|见)[{_HAN}]{{1,6}}\)"
_REGISTERED: Final = re.compile(
    rf"(?P<word>(?:(?<![{_HAN}A-Za-z0-9》)]){_BOXED})?[{_HAN}][{_HAN}A-Za-z]{{0,15}}(?:{_BOXED}[{_HAN}]{{1,4}})?) ?"
    rf"(?P<open>[{re.escape(OPENING)}]) ?(?P<year>(?:19|"
    rf"20)[0-9]{{2}}|[0-9]{{2}})年? ?"
    rf"(?P<close>[{re.escape(CLOSING)}]) ?(?P<di>第 ?)?(?P<number>[0-9]{{1,5}}) ?(?P<hao>号|號)?"
)
_COUNT: Final = r"(?P<number>[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,7})"
_ORDER: Final = re.compile(
    rf"令 ?\(?第 ?{_COUNT} ?号\)?|第 ?(?P<first>[0-9]{{1,4}}|[一二三四五六七八九十百零〇]{{1,7}}) ?号令"
)
_ORGAN: Final = re.compile(rf"[{_HAN}]{{2,24}}$")
_YEARLY: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年 ?第 ?(?P<number>[0-9]{1,4}) ?号")

#: Words that run into the 机关代字 from the sentence around it.
_LEAD_IN: Final = re.compile(
    r"^(?:.*(?:发文字号|发文号|文件号|文件编号|公文字号|文号|字号|根据|依据|按照|依照|遵照|参照|印发的?|"
    r"转发的?|下发的?|贯彻|落实|执行|"
    r"严格|废止|取消|替代|详见|参见|见|为|以|(?<!共)和|与|及|或|由|对|在|请|关于|按|的|了|是|该|我[局县市省委办]|"
    r"文件|通知|意见|办法|规定|方案|决定|批复|号|附件|标题)|原)(?=[^字号])"
)
_NO_WORD: Final = frozenset({"表", "图", "附件", "附表", "序号", "编号", "年", "第", "文号", "号", "条", "款", "项"})
_CENTURY_TURN: Final = 50


def find(text: str) -> list[Quoted]:
    """Return every document number in ``text`` (发文字号, 令, 年度编号), in order, with its span."""
    level = plain(text)
    found = [*_registered(text, level), *_orders(text, level)]
    busy = [(quoted.start, quoted.end) for quoted in found]
    found += [quoted for quoted in _yearly(text, level) if not any(s <= quoted.start < e for s, e in busy)]
    return sorted(found, key=lambda quoted: quoted.start)


def parse(text: str) -> DocumentNumber:
    """Read one document number, however it is written. Errors: ``BadInput`` where it is none.

    >>> str(parse("毕文广旅通[2020]第090号"))
    '毕文广旅通〔2020〕90号'
    """
    found = find(text.strip())
    whole = re.sub(r"\s", "", text)
    if len(found) != 1 or len(re.sub(r"\s", "", found[0].text)) < len(whole):
        raise BadInput(
            what=f"“{text[:40]}”不是发文字号",
            why="发文字号由机关代字、年份和序号组成（GB/T 9704-2012 第7.2.5条）",
            remedy="请写成“×政发〔2026〕3号”的形式",
            field="doc_number",
        )
    return found[0].number


def canonical(text: str) -> str:
    """Return the right form of a document number. Errors: ``BadInput``."""
    return str(parse(text))


def key(number: DocumentNumber) -> tuple[str, int, int]:
    """Return what two spellings of one number share: the old 字 before the bracket does not count."""
    return number.word.removesuffix("字"), number.year or 0, number.number


def own(text: str) -> Quoted | None:
    """Return the document's own number: labelled 文号, or standing alone in a line of the head; else ``None``.

    A number in a sentence or in brackets after a title is quoted, not own.
    """
    level = plain(text)
    offset = 0
    lines = level.split("\n")
    for place, line in enumerate(lines[:40]):
        for quoted in find(text[offset : offset + len(line)]):
            rest = (line[: quoted.start] + line[quoted.end :]).strip(" ()\r")
            alone = not rest or re.fullmatch(r"(?:签发人[: ]*[\u4e00-\u9fff ·]{0,12}|特急|加急|平急)", rest)
            labelled = re.search(
                r"(?:发文字号|发文编号|文件编号|公文文号|文 {0,4}号|字 {0,4}号)[\]】〕]?[: |]*$", line[: quoted.start]
            )
            if labelled or (alone and place < 25):
                return Quoted(quoted.number, quoted.start + offset, quoted.end + offset, quoted.text, quoted.doubts)
        offset += len(line) + 1
    return None


def quoted(text: str) -> list[Quoted]:
    """Return the numbers of other documents that ``text`` cites (引用的文号)."""
    mine = own(text)
    return [found for found in find(text) if mine is None or key(found.number) != key(mine.number)]


def _registered(text: str, level: str) -> Iterator[Quoted]:
    for found in _REGISTERED.finditer(level):
        raw = found["word"]
        word = raw if raw.startswith("(") else _trimmed(raw)
        bare = found["hao"] is None
        doubtful = found["open"] in "({<〈" and not re.search(r"[发办函通字文政]$", word)
        if word in _NO_WORD or len(word) > 14 or (bare and (doubtful or len(found["year"]) == 2)):
            continue
        if len(found["year"]) == 2 and found["open"] in "({<〈":
            continue
        if bare and re.match(r"[-.年月日/%]", level[found.end() : found.end() + 1]):
            continue
        start = found.start() + len(raw) - len(word)
        year = _year(found["year"])
        number = DocumentNumber(_printed(word), year, int(found["number"]))
        yield Quoted(number, start, found.end(), text[start : found.end()], tuple(_doubts(text, found)))


def _printed(word: str) -> str:
    """Return 机关代字 as it is printed: brackets full-width, no blanks."""
    return word.replace(" ", "").replace("(", "（").replace(")", "）")


def _trimmed(word: str) -> str:
    lead = _LEAD_IN.match(word)
    return word[lead.end() :] if lead and len(word) - lead.end() >= 1 else word


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < _CENTURY_TURN else 1900)


def _doubts(text: str, found: re.Match[str]) -> Iterator[str]:
    if found["open"] != "〔" or found["close"] != "〕":
        yield "年份应括入六角括号“〔〕”"
    if len(found["year"]) == 2:
        yield "年份应标全称（四位数）"
    if found["di"]:
        yield "序号前不加“第”字"
    if found["number"].startswith("0"):
        yield "序号不编虚位（1不编为01）"
    if found["hao"] is None:
        yield "序号后应加“号”字"
    written = text[found.start("year") : found.end("number")]
    if any(character.isdigit() and not character.isascii() for character in written):
        yield "年份、序号应用半角阿拉伯数字"


def _orders(text: str, level: str) -> Iterator[Quoted]:
    for found in _ORDER.finditer(level):
        organ = _ORGAN.search(level[max(0, found.start() - 24) : found.start()].rstrip(" "))
        if organ is None:
            continue
        name = _trimmed(organ[0])
        start = level.rfind(name, 0, found.start())
        number = DocumentNumber(name, None, value_of(found["number"] or found["first"]), NumberKind.ORDER)
        yield Quoted(number, start, found.end(), text[start : found.end()])


def _yearly(text: str, level: str) -> Iterator[Quoted]:
    for found in _YEARLY.finditer(level):
        number = DocumentNumber("", int(found["year"]), int(found["number"]), NumberKind.YEARLY)
        yield Quoted(number, *found.span(), text[found.start() : found.end()])
