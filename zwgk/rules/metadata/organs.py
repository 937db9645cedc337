"""Names of organs (机关名称): what looks like one, and joint ones taken apart."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

_ENDING: Final = (
    r"(?:人民政府(?:办公[室厅])?|委员会(?:办公室)?|常务委员会|办公[室厅]|领导小组(?:办公室)?|"
    r"指挥部(?:办公室)?|联席会议(?:办公室)?|管委会|"
    r"[县市省区州旗盟]委|[党纪监工团]委|党组|编办|局|厅|委|部|署|院|中心|站|所|处|队|公司|乡|镇|街道|办事处|"
    r"联合会|协会|学会|总?工会|学校|中学|小学|"
    r"大学|学院|医院|银行|支行|分行|联社|检察院|法院|常委会|政协|妇联|残联|科协|工商联|文联|侨联|红十字会|"
    r"档案馆|图书馆|博物馆|文化馆|馆|集团|"
    r"合作社|总社|供销社|政府|府办|政府办|县委办|市委办|办|科|股|室|基金会|园区|林场|保护区|国务院)"
)
_ENDS: Final = re.compile(rf"{_ENDING}(?:[(（][\u4e00-\u9fff]{{1,16}}[)）])?$")
_NOT_A_NAME: Final = re.compile(
    r"[,，。;；:：!！?？“”\"《》0-9]|^(?:各|特此|此件|附件|关于|抄送|主送|印发|以上|请|现|第)|^(?:一|二|三|"
    r"四|五|六|七|八|九|十)、"
)
_REGION: Final = re.compile(
    r"(?:中共|中国共产党)?(?P<region>[\u4e00-\u9fff×]{1,6}?(?:省|自治区|市|县|区|州|盟|旗|镇|乡))"
)
_VERB: Final = re.compile(
    r"(?P<sure>关于|印发|转发|批转)|发布|公布|颁布|对|通知|通告|公告|公开|通报|意见|批复|决定|令|转|就|致|"
    r"20[0-9]{2}年|招聘|国有|征地|拟|政府信息"
)
_DOCUMENT: Final = re.compile(
    r"(?:方案|制度|要点|办法|规定|细则|规则|规程|计划|总结|报告|预案|章程|指南|清单|目录|意见|公告|通告|年报|"
    r"通知|决定|令|通报|批复|复函|函|公报|议案|纪要|公示|"
    r"(?:决定|答复|告知|通知|意见|认定|批准|许可|裁决|裁定)书|预算|决算)(?:[(（][^()（）]{1,12}[)）])?$"
)
_SUBJECT: Final = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:人民政府办公[室厅]|人民政府|[县市省区州旗]委办公室|委员会|管委会|办事处|"
    r"(?<![大布格])局|厅)(?![部面势里长])"
)


def is_organ(text: str) -> bool:
    """Tell whether a line is nothing but the name of one organ, or of several with blanks between."""
    parts = [part for part in re.split(r"[ \u3000\t、]+", text.strip()) if part]
    return bool(parts) and len(text) <= 120 and all(_is_one(part) for part in parts)


def _is_one(text: str) -> bool:
    return 3 <= len(text) <= 40 and _NOT_A_NAME.search(text) is None and _ENDS.search(text) is not None


def spaced_name(text: str) -> str:
    """Return a name written with blanks between its characters without them (清 岚 县 财 政 局)."""
    parts = text.split()
    if len(parts) > 2 and sum(len(part) == 1 for part in parts) >= len(parts) - 1:
        return "".join(parts)
    return text


def apart(text: str) -> list[str]:
    """Take names apart that stand together, by marks or merely glued; each once, in order.

    >>> apart("中共清岚县委办公室清岚县人民政府办公室")
    ['中共清岚县委办公室', '清岚县人民政府办公室']
    """
    names: list[str] = []
    for part in re.split(r"[ \u3000\t、,，;；/|\n]+|(?<=[局室厅会委部府院心])和", spaced_name(text.strip())):
        names += _unglued(part)
    cleaned = [re.sub(r"(?:文件|公告|通告|令)$", "", name) if len(name) > 6 else name for name in names]
    return list(dict.fromkeys(name for name in cleaned if name))


def _unglued(text: str) -> list[str]:
    head = _REGION.match(text)
    if head is None:
        return [text]
    region = re.escape(head["region"])
    return re.split(rf"(?<=[局室厅会委部府院心处站队所])(?=(?:中共|中国共产党)?{region}(?!委$))", text)


def at_head_of(title: str) -> str | None:
    """Return the organ names with which a title begins, before 关于, 印发 and the like; else ``None``."""
    for verb in islice(_VERB.finditer(title), 6):
        if verb["sure"] is None and _DOCUMENT.search(title) is None:
            continue  # news about an organ, not a paper of it
        organs = title[: verb.start()].strip(" ")
        parts = [part for part in re.split(r"[ 、,，]+", organs) if part]
        if parts and all(_is_one(part) for part in parts):
            return organs
    return None


def before_subject(title: str) -> str | None:
    """Return the organ with which a title such as 清岚县商务局政务公开实施方案 begins; ``None`` where none does.

    Only titles that name a document at their end are read so: news about an organ is not issued by it.
    """
    if _DOCUMENT.search(title) is None:
        return None
    found = _SUBJECT.match(title)
    return found[0] if found else None
