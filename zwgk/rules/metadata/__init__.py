"""Metadata read from the text of a paper (元数据提取): from a web page saved as text, or from Word.

    >>> extract("清政办发〔2026〕3号\\n清岚县人民政府办公室关于做好防汛工作的通知\\n各乡镇人民政府：").doc_number
    '清政办发〔2026〕3号'

A field is filled only where the text says it: by a label (索引号：…), by its place in the official layout
(GB/T 9704-2012) or by the signature. What is doubtful is said in Chinese, so that the importer can print it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zwgk.rules import document_numbers
from zwgk.rules.errors import LimitExceeded
from zwgk.rules.metadata import labels
from zwgk.rules.metadata.consistency import doubts_about
from zwgk.rules.metadata.dates import DATE, TIME, first_date
from zwgk.rules.metadata.heading import Title, body_begins, enacted, find_title, masthead, red_head, unwrapped
from zwgk.rules.metadata.labels import Block, Value
from zwgk.rules.metadata.lines import Line, cut, tidy
from zwgk.rules.metadata.organs import apart, at_head_of, before_subject, is_organ, spaced_name
from zwgk.rules.metadata.result import Evidence, Field, Metadata
from zwgk.rules.metadata.signature import Signature, find_signature, undated
from zwgk.rules.privacy.plain import plain

__all__ = ["MAX_CHARACTERS", "Evidence", "Field", "Metadata", "extract"]

MAX_CHARACTERS = 5_000_000
#: Says only that the page is the site's own: no organ is named.
_NO_SOURCE = frozenset({"本站", "本站原创", "原创", "本网", "本网原创", "转载", "网络", "互联网", "未知"})
#: Attributes of disclosure that some sites print in the column of the topic.
_ATTRIBUTES = frozenset({"主动公开", "依申请公开", "不予公开", "不公开", "免予公开"})
_SAYS_THE_PAPER = frozenset({"成文日期", "成文时间", "签发日期", "签署日期", "印发日期"})
#: A website makes a page, never a paper (发文机构：县政府网站).
_WEBSITE = re.compile(r"(?:网站?|门户|平台|公众号)$")
_SITE_NAME = re.compile(r"\s*[_|\-—–]{1,2}\s*[^_|\-—–《》]{2,24}(?:网|政府|门户|网站|平台|公开|局|委员会)$")
_OWN_NUMBER_IN_TITLE = re.compile(
    r"[（(](?P<number>[^（）()《》]{2,14}[〔\[【［][0-9０-９]{4}[〕\]】］][^（）()]{1,6}号)[）)]$"
)


def extract(text: str) -> Metadata:
    """Return what ``text`` says about itself. Errors: ``LimitExceeded`` beyond :data:`MAX_CHARACTERS`."""
    if len(text) > MAX_CHARACTERS:
        raise LimitExceeded(
            what="不能提取元数据",
            why=f"文本不得超过{MAX_CHARACTERS // 10_000}万字，现有{len(text)}字",
            remedy="请将文本拆分后分别提取",
        )
    lines = cut(text)
    body_from = body_begins(lines)
    block = labels.read(text, lines, body_from)
    title = find_title(lines, body_from, block)
    result = Metadata()
    _title(result, lines, block, title)
    signature = find_signature(lines, _after_head(lines, body_from, title))
    _number(result, text, lines, block, title, body_from)
    _issuers(result, lines, block, signature, title, body_from)
    _publisher(result, block)
    _dates(result, lines, block, signature, title, body_from)
    _codes(result, block)
    result.doubts += [evidence.doubt for evidence in result.evidence if evidence.doubt]
    result.doubts += doubts_about(result)
    return result


def _note(result: Metadata, field: Field, start: int, end: int, by: str, doubt: str | None = None) -> None:
    result.evidence.append(Evidence(field, start, end, by, doubt))


def _after_head(lines: Sequence[Line], body_from: int, title: Title | None) -> int:
    if body_from < len(lines):
        return body_from
    return title.last + 1 if title else 0


def _title(result: Metadata, lines: Sequence[Line], block: Block, title: Title | None) -> None:
    labelled = [value for value in block.of(Field.TITLE) if len(value.raw) >= 4]
    if labelled:
        value = labelled[0]
        said = tidy(value.raw)
        cut_short = re.search(r"(?:\.{2,}|…+)$", said)
        fuller = title is not None and len(title.text) > len(said) and title.text.endswith(said)
        if title is None or not (cut_short or fuller):
            result.title = _SITE_NAME.sub("", said)
            _note(result, Field.TITLE, value.start, value.end, f"“{value.label}”栏")
            return
    if title is None:
        return
    result.title = (
        _SITE_NAME.sub("", title.text) if "_" in title.text or "|" in title.text or "-" in title.text else title.text
    )
    result.title = unwrapped(result.title)
    rules = enacted(result.title, lines)
    if rules is not None:
        # A page that puts rules into force is known by their name; the order stands in the number.
        result.title = rules[0]
        _note(result, Field.TITLE, rules[1].start, rules[1].end, "令中公布的文件名称")
        return
    doubt = None if title.sure else f"标题“{result.title}”是按位置推断的，请核对"
    _note(result, Field.TITLE, lines[title.first].start, lines[title.last].end, "正文前的标题行", doubt)


def _number(
    result: Metadata, text: str, lines: Sequence[Line], block: Block, title: Title | None, body_from: int
) -> None:
    for value in block.of(Field.DOC_NUMBER):
        canonical = labels.number(value.raw)
        if canonical is not None:
            doubts = document_numbers.find(value.raw)[0].doubts
            doubt = f"发文字号“{value.raw}”写法不规范：{'、'.join(doubts)}" if doubts else None
            result.doc_number = canonical
            _note(result, Field.DOC_NUMBER, value.start, value.end, f"“{value.label}”栏", doubt)
            return
    in_title = _OWN_NUMBER_IN_TITLE.search(result.title or "")
    if in_title is not None and result.title is not None:
        before = result.title[: in_title.start()]
        quoted = before.endswith("》") and re.search(r"转发|印发|学习|贯彻|落实", before) is not None
        canonical = None if quoted else labels.number(in_title["number"])
        if canonical is not None:
            result.doc_number, result.title = canonical, before
            place = result.found(Field.TITLE)
            if place is not None:
                _note(result, Field.DOC_NUMBER, place.start, place.end, "标题后的括号")
            return
    head_end = lines[body_from].start if body_from < len(lines) else len(text)
    head = text[:head_end]
    order = _order_in_head(lines, body_from)
    if order is not None:
        result.doc_number = order[0]
        _note(result, Field.DOC_NUMBER, order[1], order[2], "标题下的编号")
        return
    mine = document_numbers.own(head)
    if mine is not None and _not_in_label(mine.start, block):
        result.doc_number = str(mine.number)
        doubt = f"发文字号“{mine.text}”写法不规范：{'、'.join(mine.doubts)}" if mine.doubts else None
        _note(result, Field.DOC_NUMBER, mine.start, mine.end, "单独成行的发文字号", doubt)


def _not_in_label(start: int, block: Block) -> bool:
    return not any(value.start <= start < value.end for value in block.values)


def _order_in_head(lines: Sequence[Line], body_from: int) -> tuple[str, int, int] | None:
    """The number below 令 or 公告, which is written without 机关代字: 清岚县人民政府令 / 第12号, 公告 / 2026年第3号."""
    head = [line for line in lines[:body_from] if not line.blank]
    for place, line in enumerate(head):
        whole = re.fullmatch(
            r"[(]?(?P<number>(?P<year>(?:19|20)[0-9]{2}年)? ?第 ?[0-9一二三四五六七八九十百〇零]+ ?号)[)]?", line.level
        )
        if whole is None:
            continue
        above = re.sub(r"\s", "", head[place - 1].level) if place else ""
        number = whole["number"].replace(" ", "")
        if above.endswith("令"):
            found = document_numbers.find(above + number)
            return (str(found[0].number) if found else above + number), line.start, line.end
        return number, line.start, line.end
    return None


def _issuers(
    result: Metadata,
    lines: Sequence[Line],
    block: Block,
    signature: Signature | None,
    title: Title | None,
    body_from: int,
) -> None:
    for value in block.of(Field.ISSUERS):
        names = [name for name in labels.organs(value.raw) if not _WEBSITE.search(name)]
        if names:
            result.issuers = names
            _note(result, Field.ISSUERS, value.start, value.end, f"“{value.label}”栏")
            return
    red = red_head(lines, body_from)
    red_names = list(
        dict.fromkeys(name for line in red for name in apart(re.sub(r" ?文 ?件$", "", spaced_name(line.level))))
    )
    signed = list(signature.organs) if signature else []
    if signature and signature.organ_span and len(signed) >= len(red_names):
        result.issuers = signed
        _note(result, Field.ISSUERS, *signature.organ_span, "落款")
        return
    if red_names:
        result.issuers = red_names
        _note(result, Field.ISSUERS, red[0].start, red[-1].end, "红头")
        return
    place = result.found(Field.TITLE)
    first = spaced_name(lines[title.first].level) if title and title.last > title.first else ""
    order = title.text.removesuffix("令") if title and title.text.endswith("令") else first
    level = plain(result.title or "")
    named = (order if is_organ(order) else None) or at_head_of(level) or before_subject(level)
    if named and place is not None:
        result.issuers = apart(named)
        _note(result, Field.ISSUERS, place.start, place.end, "标题中的发文机关")
        return
    below = masthead(lines, body_from)
    if below is not None:
        result.issuers = apart(below[1])
        _note(result, Field.ISSUERS, below[0].start, below[0].end, "标题附近的机关和日期")
        return
    bottom = undated(lines, body_from) or _below_title(lines, title, body_from)
    if bottom is not None:
        result.issuers = bottom[0]
        _note(
            result,
            Field.ISSUERS,
            *bottom[1],
            "没有日期的署名",
            f"发文机关“{'、'.join(bottom[0])}”取自没有日期的署名，请核对",
        )


def _below_title(
    lines: Sequence[Line], title: Title | None, body_from: int
) -> tuple[list[str], tuple[int, int]] | None:
    """The organ that stands alone between the title and the body, as reports to a congress have it."""
    for line in lines[title.last + 1 : min(body_from, title.last + 6)] if title else ():
        name = spaced_name(line.level)
        if is_organ(name):
            return apart(name), (line.start, line.end)
    return None


def _publisher(result: Metadata, block: Block) -> None:
    for value in block.of(Field.PUBLISHER):
        said = tidy(re.sub(r"\s*[(（【\[].{0,8}$", "", value.raw)) if len(value.raw) > 30 else tidy(value.raw)
        if len(said) > 40 and is_organ(said.split(" ")[0]):  # the body follows in the same line
            said = said.split(" ")[0]
        if said and len(said) <= 40 and said not in _NO_SOURCE:
            result.publisher = said
            _note(result, Field.PUBLISHER, value.start, value.end, f"“{value.label}”栏")
            return


def _dates(
    result: Metadata,
    lines: Sequence[Line],
    block: Block,
    signature: Signature | None,
    title: Title | None,
    body_from: int,
) -> None:
    published = [value for value in block.of(Field.DATE_PUBLISHED) if labels.day(value.raw)]
    written = [value for value in block.of(Field.DATE_WRITTEN) if labels.day(value.raw)]
    if not written and signature is None and len(published) > 1 and not published[0].label.startswith("发文"):
        # 发文日期 beside 发布日期: the first is then the day of the paper.
        written = [value for value in published if value.label in ("发文日期", "发文时间")]
    if signature is not None and signature.organs:
        # 生成日期 is often the day when the page was made; the signature says the day of the paper.
        written = [value for value in written if value.label in _SAYS_THE_PAPER]
    if written:
        result.date_written = labels.day(written[0].raw)
        _note(result, Field.DATE_WRITTEN, written[0].start, written[0].end, f"“{written[0].label}”栏")
    elif signature is not None:
        result.date_written = signature.on
        doubt = None if signature.organs else "成文日期上方没有署名，请核对"
        _note(result, Field.DATE_WRITTEN, signature.start, signature.end, "落款日期", doubt)
    elif (below := masthead(lines, body_from)) is not None:
        result.date_written = below[2]
        _note(result, Field.DATE_WRITTEN, below[0].start, below[0].end, "标题附近的机关和日期")
    if written and signature is not None and signature.organs and signature.on != result.date_written:
        result.doubts.append(f"成文日期栏为{result.date_written}，落款为{signature.on}，两者不一致")
    if published:
        result.date_published = labels.day(published[0].raw)
        doubt = None
        if published[0].label in ("更新时间", "更新日期", "时间", "日期"):
            doubt = f"发布日期取自“{published[0].label}”栏，请核对"
        _note(result, Field.DATE_PUBLISHED, published[0].start, published[0].end, f"“{published[0].label}”栏", doubt)
        return
    _unlabelled_date(result, lines, block, title, body_from)


def _unlabelled_date(
    result: Metadata, lines: Sequence[Line], block: Block, title: Title | None, body_from: int
) -> None:
    """A date below the title without label is that of publication; in brackets and words it is that of the paper."""
    if title is None:
        return
    for line in lines[title.first + 1 : min(body_from, title.last + 8)]:
        if line.blank or title.first <= line.number <= title.last:
            continue
        alone = re.fullmatch(rf"[\[(]?(?:{DATE.pattern}){TIME}[\])]?", line.level)
        said = re.fullmatch(rf"\((?:{DATE.pattern}) ?(?:公告|公布|发布|公开)\)", line.level)
        leading = re.match(
            rf"[\[(]?(?:{DATE.pattern}){TIME}[\])]? *[|]? *(?=来源|作者|浏览|阅读|点击|信息来源|编辑|字体|发布)",
            line.level,
        )
        within = line.number in block.lines and len(line.level) < 100
        found = first_date(line.level) if alone or leading or within or said else None
        if found is None and result.date_written is None and result.date_published is None:
            passed = re.match(rf"\((?P<day>{DATE.pattern})[^()]{{4,60}}通过", line.level)
            day = first_date(passed["day"]) if passed else None
            if day is not None:
                result.date_written = day[0]
                _note(result, Field.DATE_WRITTEN, line.start, line.end, "标题下的通过日期")
                return
        if found is None:
            continue
        start, end = line.start + found[1], line.start + found[2]
        if any(value.start <= start < value.end for value in block.values):
            continue
        if alone and line.level.startswith("(") and result.date_written is None:
            result.date_written = found[0]
            _note(result, Field.DATE_WRITTEN, start, end, "标题下的题注", "成文日期取自标题下的题注，请核对")
        elif not (alone and result.date_written == found[0]):
            result.date_published = found[0]
            _note(
                result, Field.DATE_PUBLISHED, start, end, "标题下的日期", "标题下的日期没有注明，按发布日期处理，请核对"
            )
        return


def _codes(result: Metadata, block: Block) -> None:
    for field, setter in ((Field.INDEX_NO, "index_no"), (Field.TOPIC, "topic")):
        for value in block.of(field):
            said = _one_value(field, value)
            if said:
                setattr(result, setter, said)
                _note(result, field, value.start, value.end, f"“{value.label}”栏")
                break


def _one_value(field: Field, value: Value) -> str | None:
    said = tidy(value.raw)
    if field is Field.INDEX_NO:
        said = said.replace(" ", "")
        return said if any(character.isdigit() for character in said) and len(said) <= 64 else None
    return said if len(said) <= 60 and said not in _ATTRIBUTES else None
