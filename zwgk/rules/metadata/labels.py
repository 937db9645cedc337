"""The metadata block of a web page (元数据区): labels in any order, several in a line, values on the same or next line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zwgk.rules import document_numbers
from zwgk.rules.errors import BadInput
from zwgk.rules.metadata.dates import first_date
from zwgk.rules.metadata.lines import Line, tidy
from zwgk.rules.metadata.organs import apart, is_organ
from zwgk.rules.metadata.result import Field

#: label → the field it fills and how much it is believed there (lower is surer).
LABELS: Final[dict[str, tuple[Field, int]]] = {
    **{name: (Field.TITLE, rank) for rank, name in enumerate(
        ("标题", "文件标题", "公文标题", "信息标题", "文件名称", "信息名称", "公文名称", "名称", "题名", "文件名"))},
    **{name: (Field.DOC_NUMBER, rank) for rank, name in enumerate(
        ("发文字号", "文号", "发文文号", "公文文号", "文件编号", "文件文号", "文件号", "发文号", "发布文号", "公文字号", "文件字号", "发文编号", "字号", "令号"))},
    **{name: (Field.ISSUERS, rank) for rank, name in enumerate(
        ("发文机关", "发文单位", "发文机构", "制发机关", "制文机关", "制发单位", "制定机关", "成文机关", "发文部门", "颁布机关", "颁布单位", "制作机关", "制作单位", "印发机关",
         "印发单位", "联合发文单位", "制定单位", "起草单位"))},
    **{name: (Field.PUBLISHER, rank) for rank, name in enumerate(
        ("发布机构", "发布机关", "发布单位", "发布部门", "公开机构", "公开机关", "公开单位", "公开主体", "公开部门", "信息发布机构", "信息公开机构", "公布机关", "公开责任部门",
         "信息来源", "来源", "文章来源", "稿件来源", "内容来源", "稿源", "来源单位", "信息提供单位", "信息提供部门", "提供单位", "供稿单位", "供稿", "责任部门", "公开责任单位",
         "责任单位", "信源", "发布者", "发布人"))},
    **{name: (Field.DATE_WRITTEN, rank) for rank, name in enumerate(
        ("成文日期", "成文时间", "生成日期", "生成时间", "信息生成日期", "产生日期", "形成日期", "形成时间", "制发日期", "制定日期", "制作日期", "签发日期", "签署日期", "写作日期",
         "印发日期", "印发时间"))},
    **{name: (Field.DATE_PUBLISHED, rank) for rank, name in enumerate(
        ("发布日期", "发布时间", "公开日期", "公开时间", "信息公开日期", "公布日期", "公布时间", "发布于", "发表时间", "发表日期", "上网日期", "上网时间", "上传时间", "添加时间",
         "录入时间", "刊发日期", "发稿时间", "信息时间", "文章时间", "发布", "发文日期", "发文时间", "时间", "日期", "更新时间", "更新日期"))},
    **{name: (Field.INDEX_NO, rank) for rank, name in enumerate(
        ("索引号", "信息索引号", "索引编号", "信息索引", "索引码", "索取号", "信息编号", "目录编号", "公开索引号"))},
    **{name: (Field.TOPIC, rank) for rank, name in enumerate(
        ("主题分类", "主题类别", "信息主题", "公文目录", "主题目录", "信息类别", "信息分类", "分类", "类别", "目录分类", "所属类别", "信息类型", "内容分类", "公开类别", "公开目录",
         "所属主题", "主题", "所属栏目", "栏目", "栏目名称", "文章类别", "公文分类", "目录", "所属分类", "所属目录", "政策分类", "文件分类", "文件类别"))},
}  # fmt: skip
#: Labels of other things: they end a value and are otherwise passed over.
OTHERS: Final = (
    "主题词 关键词 关键字 有效性 效力状态 有效状态 是否有效 时效性 时效 文件状态 文件有效性 规范性文件有效性 作者 编辑 责任编辑 责编 校对 审核 初审 复审 终审 审签 签发人 记者 "
    "摄影 通讯员 阅读 阅读量 阅读次数 阅读数 浏览 浏览量 浏览次数 浏览数 点击 点击数 点击量 点击率 点击次数 访问 访问量 访问次数 次数 人气 字体 字体大小 文字大小 字号大小 文字 "
    "打印 分享 分享到 分享至 体裁分类 体裁 文体 组配分类 组配类别 服务对象分类 服务对象 生命周期分类 生命周期 信息格式 语种 信息格式/语种 格式 内容概述 内容摘要 摘要 概述 简介 公开方式 "
    "公开形式 公开范围 公开属性 公开时限 公开期限 公开程序 废止日期 废止时间 失效日期 失效时间 截止日期 生效日期 生效时间 实施日期 实施时间 施行日期 执行日期 有效期 有效期至 "
    "载体类型 记录形式 密级 紧急程度 保存期限 保密期限 份号 附件 下载 收藏 视力保护色 背景色 扫一扫 公文种类 公文类型 文种 文件类型 文件种类 信息种类 适用范围 所属地区 地区 行业分类 行业 "
    "登记号 统一编号 统一登记号 规范性文件编号 备案号 审查号 解读 相关解读 相关链接 备注 备注/文号 联系电话 联系人 联系方式 电话 地址 邮编 传真 邮箱 成文 归档 档案号 依据 设定依据 收文机关 主送 主送机关 抄送"
).split()

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
#: These need company: alone they may be a heading of the text itself (一、时间: …).
_WEAK: Final = frozenset(
    {
        "时间",
        "日期",
        "发布",
        "主题",
        "目录",
        "分类",
        "名称",
        "文字",
        "来源",
        "栏目",
        "供稿",
        "标题",
        "类别",
        "字号",
        "责任单位",
        "责任部门",
        "起草单位",
    }
)
_NOTHING: Final = re.compile(
    r"^[\s\-—_/无暂空N/A.:*]*$|^(?:暂无|没有|无文号|不详|未知|null|None|&nbsp;?)$", re.IGNORECASE
)
_INDEX: Final = re.compile(
    r"[0-9A-Za-z\u4e00-\u9fff〔〕\[\]()（）][0-9A-Za-z\-/_.—–－／〔〕\[\]()（）\u4e00-\u9fff]{3,59}"
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
            r"[(\[【]?(?:信息来源|来源|文章来源|稿源|发布日期|发布时间|发布机构|发布单位|索引号|发文字号|文号|公开日期|供稿)[ ]?[:】]",
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
    level = _cells(line.level)
    marks = [mark for mark in _LABEL.finditer(level) if _begins_label(level, mark)]
    if not marks:
        _read_bare_label(text, lines, place, values, used)
        return
    strong = [mark for mark in marks if _name(mark) not in _WEAK]
    if not strong and len(marks) < 2 and not _beside_block(lines, place, used):
        return
    if marks[0].start() > 40:
        return
    used.add(line.number)
    ends = [*(mark.start() for mark in marks[1:]), len(level)]
    for mark, end in zip(marks, ends, strict=True):
        name = _name(mark)
        if name not in LABELS:
            continue
        field, rank = LABELS[name]
        raw, start, stop = _trim(level, mark.end(), end)
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
    if name in _WEAK and ":" not in lines[place].level and not _beside_block(lines, place, used):
        return
    if name in LABELS:
        if _take_next(text, lines, place, *LABELS[name][:1], name, LABELS[name][1], values, used):
            used.add(lines[place].number)
    elif len(name) > 2:
        used.add(lines[place].number)


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
        if _LABEL.match(line.level) or _ALONE.fullmatch(line.level) or not fits(field, line.raw, near=step == 1):
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
    """Give the labels of a table row their colon, length unchanged: ``索引号 | 12 | 文号 | 3`` → ``索引号:| 12 …``."""
    if "|" not in level and "  " not in level:
        return level
    parts = re.split(r"(\||  +)", level)
    for place in range(0, len(parts) - 1, 2):
        cell = parts[place].rstrip(" ")
        if cell.strip() and _ALONE.fullmatch(cell.strip()) and not cell.endswith(":"):
            if parts[place].endswith(" "):
                parts[place] = cell + ":" + parts[place][len(cell) + 1 :]
            else:
                parts[place + 1] = ":" + parts[place + 1][1:]
    return "".join(parts)


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
    return any(number in used for number in range(lines[place].number - 3, lines[place].number)) or (
        lines[place].number < 12 and re.match(r"(?:来源|标题|时间|日期|名称)[ ]{0,4}:", lines[place].level) is not None
    )


def _trim(level: str, start: int, end: int) -> tuple[str, int, int]:
    raw = level[start:end]
    left = len(raw) - len(raw.lstrip(" |:,;\t"))
    raw = raw.strip(" |:,;\t")
    # A bracket that opens the next label, or counters and buttons after the value.
    cut = re.search(r"[ ]*[\[【(]$|[ ]{2,}(?:\[|【|大 ?中 ?小|打印|分享|字体|我要).*$|(?: *\|)+ *$", raw)
    if cut is not None:
        raw = raw[: cut.start()]
    return raw, start + left, start + left + len(raw)
