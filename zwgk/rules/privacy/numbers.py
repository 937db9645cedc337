"""Finders of long numbers: identity numbers, bank cards, mobile numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zwgk.rules.codes import is_bank_card, is_id_card, is_old_id_card, is_uscc
from zwgk.rules.privacy.plain import Run, after, before, groups_from

Span = tuple[int, int]

_LABEL_END: Final = (
    r"(?:编?号码?|代码|编码|号|码|ID|id|No\.?)?[（(]?[)）]?(?:为|是|系)?[\"“':： ]{0,3}(?:No\.?|NO\.?)?$"
)
#: A label right before the number says that it is something else.
_NOT_A_PERSON: Final = re.compile(
    r"(?:订单|流水|交易|运单|快递|物流|运输?单|单|QQ群?|qq群?|企鹅|群|工单|发票|合同|条形?|序列|批|税务?|纳税人识别|识别|"
    r"社会信用|信用代|信用|组织机构|机构|项目|工程|索引|文|采购|招标|许可证?|备案|设备|资产|产品|商品|IMEI|SN|sn)"
    + _LABEL_END
)
_NOT_AN_IDENTITY: Final = re.compile(
    r"(?:订单|流水|交易|运单|快递|物流|发票|条形?|纳税人识别|识别|社会信用|信用代|项目|工程|索引|IMEI|税)" + _LABEL_END
)
_NOT_A_CARD: Final = re.compile(
    r"(?:编|受理|申请|办件|案件|登记|注册|宗地|不动产|产权|档案|监督|准考证|学籍?|身份证|证件|运维|版本|ISBN)"
    + _LABEL_END
)
_IDENTITY_NEAR: Final = re.compile(r"身份证|身份号|公民身份|证件号|身份证明")
#: A form with one box for each digit, read as text.
_BOXED: Final = re.compile(r"(?<![0-9] )(?<![0-9A-Za-z])[0-9](?: [0-9]){16} [0-9Xx](?! ?[0-9A-Za-z])")
_CARD_NEAR: Final = re.compile(
    r"卡号|[账帐]号|[账帐]户|银行卡|信用卡|储蓄卡|借记卡|工资卡|社保卡|一卡通|一折通|存折|开户|打款|收款|转账|汇款|银行|信用社|Visa|VISA"
)
_STRONG_CARD: Final = re.compile(r"62|9558|4|5[1-5]|35")
#: Letters that make a number the head of a code; a word such as Email may follow without a blank.
_LETTERS_AFTER: Final = r"(?!(?:[Ee]-?[Mm]ail|QQ|[Tt]el|TEL|[Ff]ax|FAX|[Pp]hone)[^a-z])[A-Za-z_]"
_AMOUNT_AFTER: Final = re.compile(
    r"\s?(?:元|万元|亿元|万|亿|美元|港元|欧元|千元|％|%|平方|立方|平米|公里|千米|公顷|亩|吨|公斤|千克|千瓦|人次)"
)
#: Labels of figures that have the length of a mobile number by chance.
_NOT_A_MOBILE: Final = re.compile(
    r"(?:编|预算|统计|科目|户(?=号)|案(?=号)|批(?=号)|档(?=号)|学(?=号)|证(?=号)|面积|总额|金额|总量|产量)" + _LABEL_END
)
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_MOBILE_PREFIX: Final = re.compile(r"(?:\+|00)?86|0")
_MOBILE_GROUPS: Final = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3)})
#: Points only in the usual grouping: 139.196.123.45 is an address of a machine.
_DOTTED_MOBILE: Final = re.compile(r"(?<![0-9A-Za-z._-])1[3-9][0-9]\.[0-9]{4}\.[0-9]{4}(?![0-9A-Za-z_])(?!\.[0-9])")


def id_cards(text: str, all_runs: list[Run]) -> Iterator[Span]:
    """Yield the spans of identity numbers with a right check character, and of 15-digit ones that are called so.

    ``text`` is plain. 依据：GB 11643-1999
    """
    for boxed in _BOXED.finditer(text):
        if is_id_card(boxed[0].replace(" ", "").upper()):
            yield boxed.span()
    for first in range(len(all_runs)):
        for groups in groups_from(text, all_runs, first, 18, lines=True):
            digits = "".join(text[run.start : run.end] for run in groups)
            start, end = groups[0].start, groups[-1].end
            if len(digits) == 17:
                tail = re.match(r"[ -]?[xX](?![0-9A-Za-z])", text[end : end + 3])
                if tail is None:
                    continue
                digits, end = digits + "X", end + tail.end()
            if len(digits) == 18 and is_id_card(digits) and _identity_stands_free(text, start, end, digits):
                yield start, end
                break
            if (
                len(digits) == 15
                and len(groups) <= 3
                and is_old_id_card(digits)
                and _IDENTITY_NEAR.search(before(text, start, 24))
                and not re.match(r"[ -]?[0-9A-Za-z]", text[end : end + 2])
                and _free_before(text, start)
            ):
                yield start, end
                break


def bank_cards(text: str, all_runs: list[Run]) -> Iterator[Span]:
    """Yield the spans of bank card numbers: known prefix and length, right by Luhn, not labelled as something else."""
    for first, run in enumerate(all_runs):
        best: Span | None = None
        for groups in groups_from(text, all_runs, first, 19, lines=True):
            digits = "".join(text[part.start : part.end] for part in groups)
            if not is_bank_card(digits) or not _card_grouping([len(part) for part in groups]):
                continue
            if _card_stands_free(text, groups, digits):
                best = (run.start, groups[-1].end)
                if len(groups) == 1:
                    break
        if best is not None:
            yield best


def _card_stands_free(text: str, groups: list[Run], digits: str) -> bool:
    start, end = groups[0].start, groups[-1].end
    lead = before(text, start)
    near = _CARD_NEAR.search(before(text, start, 30)) is not None
    if not _free_before(text, start) or _NOT_A_PERSON.search(lead):
        return False
    if not near:
        if _NOT_A_CARD.search(lead) or len(digits) in (14, 15, 17, 18) or _STRONG_CARD.match(digits) is None:
            return False
        if "\n" in text[start:end]:
            return False
    if re.match(rf"{_LETTERS_AFTER}|[./][0-9]", after(text, end)) or _AMOUNT_AFTER.match(after(text, end)):
        return False
    if len(groups) == 1:
        return not re.match(r"-[0-9]", text[end : end + 2])  # the head of a longer code
    return not re.search(r"[0-9]{4}[ -]\Z", text[max(0, start - 5) : start])


def mobiles(text: str, all_runs: list[Run]) -> Iterator[Span]:
    """Yield the spans of mobile numbers: always the eleven digits, without ``+86`` or ``0`` before them."""
    for first, run in enumerate(all_runs):
        yield from _mobile_at(text, all_runs, first, run)
    for dotted in _DOTTED_MOBILE.finditer(text):
        yield dotted.span()


def _mobile_at(text: str, all_runs: list[Run], first: int, run: Run) -> Iterator[Span]:
    lead = _MOBILE_PREFIX.match(text[run.start : run.end])
    if lead and len(run) - lead.end() == 11 and _MOBILE.fullmatch(text[run.start + lead.end() : run.end]):
        if _mobile_stands_free(text, run.start, run.end):
            yield run.start + lead.end(), run.end
        return
    if lead and lead.end() < len(run) and len(run) - lead.end() == 3:
        # +86138 1234 5678: the prefix is glued to the first group.
        shortened = [Run(run.start + lead.end(), run.end), *all_runs[first + 1 : first + 4]]
        yield from _mobile_groups(text, shortened, 0, run.start)
        return
    yield from _mobile_groups(text, all_runs, first, run.start)


def _mobile_groups(text: str, all_runs: list[Run], first: int, outer_start: int) -> Iterator[Span]:
    if text[all_runs[first].start] != "1":
        return
    for groups in groups_from(text, all_runs, first, 11):
        if tuple(len(part) for part in groups) not in _MOBILE_GROUPS:
            continue
        digits = "".join(text[part.start : part.end] for part in groups)
        start, end = groups[0].start, groups[-1].end
        if not _MOBILE.fullmatch(digits) or not _mobile_stands_free(text, outer_start, end):
            continue
        if len(groups) > 1 and _part_of_longer_groups(text, outer_start, end):
            continue
        yield start, end
        return


def _mobile_stands_free(text: str, start: int, end: int) -> bool:
    lead = before(text, start)
    if _NOT_A_PERSON.search(lead) or _NOT_A_MOBILE.search(lead) or _AMOUNT_AFTER.match(after(text, end)):
        return False
    if re.search(r"[￥¥$€]\s?\Z", lead) or re.match(
        rf"{_LETTERS_AFTER}|\.[0-9]|,[0-9]{{3}}(?![0-9])", after(text, end)
    ):
        return False
    if re.match(r"-[0-9]", after(text, end)) and not re.match(
        r"-{1,2}(?:1[3-9][0-9]{9}|0[0-9]{2,3}-)(?![0-9])", after(text, end, 14)
    ):
        return False
    country = re.search(r"(?:\+86|(?<![0-9A-Za-z])(?:00)?86)[)\]]?[ -]{0,2}\Z", text[max(0, start - 8) : start])
    if country:
        return True
    previous = re.search(
        r"(?<![0-9])(?:0[0-9]{2,3}-?[0-9]{7,8}|1[3-9][0-9]{9})-{1,2}\Z", text[max(0, start - 16) : start]
    )
    return previous is not None or _free_before(
        text, start, letters=r"(?:[Tt]el|TEL|[Pp]hone|[Mm]obile|[Mm]ob|MOB|M|T|No|NO)\.?"
    )


def _free_before(text: str, start: int, letters: str = r"(?:ID|id|Id|No|NO|no)\.?") -> bool:
    """Whether the number does not hang on a code or decimal that begins before it."""
    piece = text[max(0, start - 8) : start]
    if re.search(r"(?<![A-Za-z0-9])" + letters + r"\Z", piece):
        return True
    return re.search(r"[A-Za-z0-9_][-_.]?\Z|_\Z", piece) is None


def _identity_stands_free(text: str, start: int, end: int, digits: str) -> bool:
    if re.match(rf"[0-9]|{_LETTERS_AFTER}|[-]?/\s?[0-9]{{4}}|\.[0-9]", after(text, end)):
        return False
    lead = before(text, start)
    if _NOT_AN_IDENTITY.search(lead):
        return False
    if is_uscc(digits) and re.search(r"信用|机构|单位|企业|公司|代码", before(text, start, 30)):
        return False
    if re.search(r"(?<![A-Za-z])[GL]\Z", lead):  # 学籍号 and 学位号: a letter and the identity number
        return True
    return _free_before(text, start)


def _card_grouping(sizes: list[int]) -> bool:
    """Whether people write a card number in groups of these sizes: 4-4-4-4(-3), 6-13, 6-4-4-4."""
    if len(sizes) == 1:
        return True
    if len(sizes) == 2:
        return sizes[0] in (4, 6, 8, 16) and sizes[1] <= 13
    return sizes[0] in (4, 6) and all(size == 4 for size in sizes[1:-1]) and sizes[-1] <= 4


def _part_of_longer_groups(text: str, start: int, end: int) -> bool:
    """Whether groups of digits stand next to a spaced number, so that it may be the middle of a longer one."""
    following = re.match(r"[ -][0-9]{3,}", text[end : end + 14])
    if following and not re.match(r"[ -](?:1[3-9]|0[1-9])", text[end : end + 3]):
        return True
    leading = re.search(r"([0-9]{2,})[ -]\Z", text[max(0, start - 14) : start])
    return leading is not None and leading.group(1) not in {"86", "0086", "086"} and len(leading.group(1)) < 11
