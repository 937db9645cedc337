"""The other channels as rows (其他公开渠道): what each needs, what is made for it, and that the website comes first.

依据：《政府信息公开条例》第二十三条、第二十四条、第二十五条
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Final

from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.labelled import Labelled
from zwgk.rules.publication import Channel, PublicationState, Visibility


class Form(Labelled):
    """What is made ready of a publication for another channel (渠道文稿)."""

    WECHAT = "wechat", "公众号图文"
    NEWSPAPER = "newspaper", "报刊文字"
    SPOKEN = "spoken", "广播口播稿"
    SHEET_A4 = "sheet_a4", "张贴件（A4）"
    SHEET_A3 = "sheet_a3", "张贴件（A3）"
    HARVEST = "harvest", "上级平台报送文件"


class PhotoMoment(Labelled):
    """When a posting was photographed (张贴照片的时点)."""

    POSTED = "posted", "张贴时"
    TAKEN_DOWN = "taken_down", "撤下时"


class AccountState(Labelled):
    """Whether an account on a platform of others is in use (账号状态)."""

    ACTIVE = "active", "在用"
    MENDING = "mending", "停更整改"
    CLOSED = "closed", "已注销"


@dataclass(frozen=True)
class ChannelRow:
    """One channel: what is made for it, what must be said of a use, where its place is asked for.

    ``by_hand``: recorded by staff after the use; the others are recorded by the act that uses them (政府公报).
    ``inside``: may also carry what is public only within the house (对内公开; S4-06).
    ``cleaned_how``: what to do there when the publication is corrected or taken away.
    """

    channel: Channel
    forms: tuple[Form, ...]
    place: str
    cleaned_how: str
    needs_url: bool = False
    needs_place: bool = False
    has_posting: bool = False
    by_hand: bool = True
    inside: bool = False


ROWS: Final[tuple[ChannelRow, ...]] = (
    ChannelRow(Channel.WEBSITE, (), "网站和栏目", "由公开平台自动处理", by_hand=False),
    ChannelRow(
        Channel.WECHAT,
        (Form.WECHAT,),
        "公众号名称",
        "在公众平台删除或修改推文，转载的一并通知",
        needs_url=True,
        needs_place=True,
    ),
    ChannelRow(Channel.WEIBO, (Form.NEWSPAPER,), "账号名称", "删除博文，发更正", needs_url=True, needs_place=True),
    ChannelRow(Channel.VIDEO, (Form.SPOKEN,), "账号名称", "下架视频，发更正", needs_url=True, needs_place=True),
    ChannelRow(
        Channel.FORUM, (Form.NEWSPAPER,), "论坛和栏目", "请管理员删帖或置顶更正", needs_url=True, needs_place=True
    ),
    ChannelRow(Channel.GAZETTE, (), "期次", "当期电子版停止提供，下一期刊登更正", by_hand=False),
    ChannelRow(Channel.PRESS, (Form.NEWSPAPER,), "发布会名称", "向到会媒体发更正", needs_place=True),
    ChannelRow(Channel.NEWSPAPER, (Form.NEWSPAPER,), "报刊、版面", "请报社刊登更正，撤下电子版", needs_place=True),
    ChannelRow(Channel.BROADCAST, (Form.SPOKEN,), "频道、节目", "请电台停播，播更正", needs_place=True),
    ChannelRow(
        Channel.BOARD,
        (Form.SHEET_A4, Form.SHEET_A3),
        "公开栏、公示栏所在地点",
        "到现场撤下，有更正的换新",
        needs_place=True,
        has_posting=True,
        inside=True,
    ),
    ChannelRow(Channel.MEETING, (Form.SPOKEN,), "会议名称、地点", "在下次会议上说明", needs_place=True, inside=True),
    ChannelRow(Channel.EVENT, (Form.SHEET_A4, Form.NEWSPAPER), "活动名称、地点", "收回余下的材料", needs_place=True),
    ChannelRow(Channel.SUPERIOR, (Form.HARVEST,), "平台和栏目", "在上级平台撤回或更新", needs_place=True),
)
CHANNELS: Final[dict[Channel, ChannelRow]] = {row.channel: row for row in ROWS}
#: what staff may record by hand, in the order of the page
BY_HAND: Final[tuple[ChannelRow, ...]] = tuple(row for row in ROWS if row.by_hand)

SUMMARY: Final = 120
"""Longest summary of a WeChat article in characters (摘要)."""


def must_follow_website(
    row: ChannelRow,
    *,
    state: PublicationState,
    visibility: Visibility,
    published_at: datetime,
    at: datetime,
) -> None:
    """Refuse a channel before the page is live, or while it is not: the website comes first (网站首发).

    Errors: :class:`GateClosed` with the reason.
    """
    what = f"不能登记“{row.channel.label}”"
    if state is not PublicationState.LIVE:
        raise GateClosed(
            what=what, why=f"网页现为“{state.label}”，其他渠道不得先于网站发布", remedy="请先在网站公开，再发其他渠道"
        )
    if visibility is Visibility.INTERNAL and not row.inside:
        raise GateClosed(what=what, why="该信息只对内公开", remedy="对内公开的，只能用内部公开栏和会议")
    if at < published_at:
        raise GateClosed(
            what=what,
            why=f"网页{published_at:%Y-%m-%d %H:%M}才公开，您填写的时间{at:%Y-%m-%d %H:%M}比它早",
            remedy="请核对发布时间；确实先发了的，请先停下其他渠道",
        )


def must_be_recorded_fully(row: ChannelRow, *, place: str, url: str) -> None:
    """Refuse a use of a channel that could not be found again. Errors: :class:`BadInput` at the field."""
    what = f"没有登记“{row.channel.label}”"
    if not row.by_hand:
        raise BadInput(what=what, why="这个渠道由系统自动登记", remedy="请选择其他渠道", field="channel")
    if row.needs_place and not place:
        raise BadInput(
            what=what, why=f"没有填写{row.place}", remedy=f"请填写{row.place}，撤下时才找得到", field="place"
        )
    if row.needs_url and not url:
        raise BadInput(what=what, why="没有填写链接", remedy="请粘贴文章的网址，撤下时才找得到", field="url")


_ASIDE: Final = re.compile(r"[\s\u00a0\u200b-\u200f\u3000\ufeff]+")
_SHOWN: Final = 5
_AROUND: Final = 12
#: differences so near are one; passages so long are shown as a whole
_NEAR: Final = 3
_CLOSE: Final = 2000


@dataclass(frozen=True)
class Difference:
    """One place where a channel's text departs from the page: what the page says, what the channel says."""

    page: str
    channel: str
    before: str


@dataclass(frozen=True)
class Agreement:
    """Whether a channel's text says what the page says (渠道文字核对). ``differences``: the first few."""

    agrees: bool
    differences: tuple[Difference, ...] = ()
    number: int = 0


def bare(text: str) -> str:
    """The characters that count when two channels are compared: without blanks and line breaks, in one width."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text))


def compare(page: str, channel: str) -> Agreement:
    """Compare a page's text with what stands on a channel, character by character, layout left aside.

    A channel may add words before and after (账号介绍、版权说明); what stands between must be the page's own text.
    """
    ours, theirs = bare(page), bare(channel)
    if ours and ours in theirs:
        return Agreement(True)
    found = list(_differences(ours, theirs))
    return Agreement(False, tuple(found[:_SHOWN]), len(found))


def _differences(ours: str, theirs: str) -> Iterator[Difference]:
    """Sentence by sentence, then character by character where sentences differ: long texts stay quick."""
    a, b = _sentences(ours), _sentences(theirs)
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        at_an_end = a1 in {0, len(a)} or a2 == len(a)
        page, channel, before = "".join(a[a1:a2]), "".join(b[b1:b2]), "".join(a[:a1])
        if tag == "insert" and at_an_end:
            continue  # a frame around the text: the account's name, the editors
        if max(len(page), len(channel)) > _CLOSE:
            yield Difference(page[:60], channel[:60], before[-_AROUND:])
            continue
        yield from _within(page, channel, before, at_an_end=at_an_end)


def _within(page: str, channel: str, before: str, *, at_an_end: bool) -> Iterator[Difference]:
    last: list[int] = []
    for tag, a, b, c, d in SequenceMatcher(None, page, channel, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "insert" and at_an_end and a in {0, len(page)}):
            continue
        if last and a - last[1] <= _NEAR:
            last[1], last[3] = b, d
            continue
        if last:
            yield _difference(page, channel, before, last)
        last = [a, b, c, d]
    if last:
        yield _difference(page, channel, before, last)


def _difference(page: str, channel: str, before: str, span: list[int]) -> Difference:
    a, b, c, d = span
    return Difference(page[a:b][:60], channel[c:d][:60], (before + page[:a])[-_AROUND:])


def _sentences(text: str) -> list[str]:
    return re.findall(r"[^。!?;！？；]*[。!?;！？；]+|[^。!?;！？；]+", text)


def summary(paragraphs: Sequence[str], limit: int = SUMMARY) -> str:
    """A summary of at most ``limit`` characters: whole sentences where they fit, else cut with an ellipsis."""
    said = ""
    for paragraph in paragraphs:
        for sentence in re.findall(r"[^。！？；]*[。！？；]+|[^。！？；]+", paragraph.strip()):
            if len(said) + len(sentence) > limit:
                return said or f"{sentence[: limit - 1]}…"
            said += sentence
    return said
