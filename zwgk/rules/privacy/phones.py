"""Finder of landline numbers (固定电话), with the area codes in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zwgk.rules.privacy.plain import after, before

Span = tuple[int, int]


def _codes(table: str) -> frozenset[str]:
    found: set[str] = set()
    for part in table.split():
        first, _, last = part.partition("-")
        found.update(f"0{number}" for number in range(int(first), int(last or first) + 1))
    return frozenset(found)


#: Area codes of three digits (eight digits follow).
METROPOLITAN: Final = frozenset({"010", "020", "021", "022", "023", "024", "025", "027", "028", "029"})
#: Area codes of four digits (seven or eight digits follow).
AREA_CODES: Final = _codes(
    "310-319 335 349-359 370-379 391-398 411-419 421 427 429 431-440 451-459 464 467-479 482-483 510-527 530-539 543 "
    "546 550-559 561-566 570-580 591-599 631-635 660 662-663 668 691-692 701 710-719 722 724 728 730-739 743-746 "
    "750-760 762-763 765-766 768-779 790-799 810-819 825-827 830-840 851-859 870-879 881 883 886-888 890-899 "
    "901-903 906 908-919 930-939 941 943 951-955 970-979 990-999"
)

_LOCAL: Final = r"[1-9][0-9]{2,3}[ -]?[0-9]{4}"
_EXTENSION: Final = r"(?:\s?(?:转|-{1,2}|[Ee]xt\.?\s?)\s?[0-9]{1,5}(?![0-9])(?!-[0-9])|[(](?:转|分机)?[0-9]{1,5}[)])?"
_WITH_AREA: Final = re.compile(
    r"(?<![0-9])(?:[(]\s?(?P<boxed>0[0-9]{2,3})\s?[)][ -]{0,2}|(?P<area>0[0-9]{2,3})(?P<gap>[ -]{1,3}|[)])?)"
    rf"(?P<local>{_LOCAL})(?P<ext>{_EXTENSION})(?![0-9])"
)
_ABROAD: Final = re.compile(rf"(?<=\+86)[ -]?(?P<area>[1-9][0-9]{{1,2}})[ -](?P<local>{_LOCAL})(?![0-9])")
_CALLED: Final = (
    r"(?:电话|座机|传真|固话|热线|办公室?|值班室?|举报|投诉|咨询|监督|联系方式|联系|[Tt]el|TEL|[Ff]ax|FAX)(?:号码)?"
    r"(?:[(][^()\n]{1,8}[)])?(?:为|是)?[:. ]{0,3}"
)
_LOCAL_ONLY: Final = re.compile(
    rf"{_CALLED}(?P<local>[2-8][0-9]{{2,3}}-?[0-9]{{4}})(?![0-9])(?![-.][0-9])(?![A-Za-z%元万])"
)
_LIST_MARK: Final = re.compile(r"\s?[、/,;或和]\s?(?P<local>[2-8][0-9]{6,7})(?![0-9])(?![-.][0-9])(?![A-Za-z%元万])")
_NOT_A_PHONE: Final = re.compile(
    r"(?:订单|流水|编|文|批|运?单|合同|发票|档案|QQ|索引|邮政编|邮编|型|版本|序列)(?:号码?|码)?[: ]{0,2}$"
)


def landlines(text: str) -> Iterator[Span]:
    """Yield the spans of landline numbers, area code and extension included.

    ``text`` is plain. Service numbers (12345, 400, 800, 95…) belong to nobody and are not reported. A number without
    area code counts only right after a word such as 电话, or in a list after a full number.
    """
    for found in _WITH_AREA.finditer(text):
        span = _checked(text, found)
        if span is not None:
            yield span
            yield from _listed_after(text, span[1])
    for found in _ABROAD.finditer(text):
        if f"0{found['area']}" in METROPOLITAN | AREA_CODES:
            yield found.start("area"), found.end()
    for found in _LOCAL_ONLY.finditer(text):
        yield found.span("local")
        yield from _listed_after(text, found.end("local"))


def _listed_after(text: str, end: int) -> Iterator[Span]:
    while (following := _LIST_MARK.match(text, end)) is not None:
        yield following.span("local")
        end = following.end("local")


def _checked(text: str, found: re.Match[str]) -> Span | None:
    """Return the span where the number is one, ``None`` where the area code or the surroundings speak against it."""
    start, end = found.span()
    area = found["boxed"] or found["area"]
    local = re.sub(r"[^0-9]", "", found["local"])
    separated = found["boxed"] is not None or found["gap"] is not None
    if found["boxed"] is None and found["gap"] == ")":
        if text[start - 1 : start] != "(":
            return None
        start -= 1
    if area[:2] in ("01", "02"):
        glued = len(area) == 4 and area[:3] in METROPOLITAN and not separated  # 01012345678 read as 0101 + 2345678
        if not glued and not (area in METROPOLITAN and len(local) == 8):
            return None
    elif len(area) == 3 or (area not in AREA_CODES and not separated):
        return None
    if not separated and len(found["local"]) != len(local):
        return None
    if re.search(r"[A-Za-z0-9_][-_.]?\Z", text[max(0, start - 2) : start]) and not _continues_list(text, start):
        return None
    if (
        found["boxed"] is None
        and re.search(r"[-_/]\Z", text[max(0, start - 1) : start])
        and not _continues_list(text, start)
    ):
        return None
    if _NOT_A_PHONE.search(before(text, start)) or re.match(
        r"[A-Za-z_]|[-./][0-9]{5,}[^0-9]|\.[0-9]|\s?(?:元|万元)", after(text, end)
    ):
        return None
    dated = separated and len(area) == 4 and re.fullmatch(r"20[0-4][0-9](?:0[1-9]|1[0-2])[0-3][0-9]", local)
    if dated and not re.search(r"电话|传真|联系|热线|座机", before(text, start)):
        return None
    return start, end


def _continues_list(text: str, start: int) -> bool:
    """Whether the number follows another number or a word over a stroke: 0878-3389123/0878-3389124, +86-0878-…."""
    piece = text[max(0, start - 16) : start]
    return (
        re.search(r"(?:\+86|(?:[0-9]{7,8}|1[3-9][0-9]{9})[/-]|[^\x00-\x7f][-/]|[Tt]el\.|TEL\.)[- ]?\Z", piece)
        is not None
    )
