"""What a typed query asks for: words that must occur, words that help, exact numbers, quoted phrases.

No index is needed here: :func:`plan` turns text into a :class:`Plan`, the engine turns the plan into a search.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zwgk.rules import synonyms
from zwgk.rules.errors import LimitExceeded
from zwgk.rules.synonyms import Alternative
from zwgk.search.numbers import numbers_in
from zwgk.search.segmenting import cut, parts
from zwgk.search.text import normalise, squeeze

#: longest query in characters; more is a pasted text, not a question
MAX_CHARS = 200
#: typed words beyond these are used for ranking only
MAX_WORDS = 12
#: a word of the synonym table is looked for over so many neighbouring words
MAX_SPAN = 6

#: Words of asking: what a person says around the thing they look for. They are never required and find nothing.
STOP = frozenset(
    """怎么 怎样 怎么样 如何 咋 咋办 什么 啥 哪些 哪个 哪里 哪儿 哪 何时 几时 多久 多少 几 几岁 多大 谁 为什么 为何 是否 能否 可否 吗 呢 吧 啊 呀 么
    的 了 和 与 及 或 在 是 有 有没有 没有 对 为 于 以 之 其 等 将 由 从 向 并 而 被 把 就 也 都 又 还 再 很 最 给 让 到 去 来 要 想 需 需要 可以 能 会 应该
    我 我们 你 你们 他 请 请问 想问 问 一下 关于 有关 相关 一个 这个 那个 个 个人 自己 家 家里 本 该 各 哦 呗 嘛 得 地 着 过 才 吗 多 上 下 里 中 后 前
    什么时候 时候 啥时候 怎么办 怎么弄 怎么领 怎么交 怎么查 怎么报 怎么算 在哪 在哪里 哪办 能不能 可不可以 要不要 是不是 多少钱 钱 介绍 情况 问题 最近 现在 最新
    印发 本县 我县 全县 县里 当地 本地""".split()
)
#: Words that say what one wants to do with the thing: they help ranking and are not required.
HELPING = frozenset(
    """申请 办理 办 办法 查询 查 领取 领 缴纳 交 咨询 提交 条件 流程 程序 手续 材料 资料 所需 标准 规定 政策 文件 通知 公告 公示 时间 地点 地址 电话 入口 指南
    网上 线上 网站 平台 结果 名单 表 下载 开 弄 拿 发放 享受 认定 对象 范围 要求 方式 比例 金额 期限 年度 年 号 月 日 须知 说明 新 最新 怎么办理 安排 实施 开展 工作 做好 意见
    方案 实施方案 工作方案 县 市 区 镇 乡 村""".split()
)

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|「([^「」]+)」|『([^『』]+)』")
_BREAK = re.compile(r"[\s,，。;；、?？!！|+&]+")


@dataclass(frozen=True)
class Node:
    """One thing asked for: any of ``words`` (the typed one first, with weights) or all of ``parts`` together."""

    words: tuple[Alternative, ...]
    parts: tuple[Node, ...] = ()
    required: bool = True

    @property
    def word(self) -> str:
        return self.words[0].word


@dataclass(frozen=True)
class Plan:
    """What to search for. ``typed``: squeezed words each of which must occur (recall). ``nodes``: what they mean.

    ``whole`` is the query without asking words, for phrase and exact-title boosts; ``numbers`` are document and index
    numbers in squeezed form, one of which must fit where there are any.
    """

    text: str
    typed: tuple[str, ...]
    nodes: tuple[Node, ...]
    whole: str
    numbers: tuple[str, ...] = ()
    quoted: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.typed or self.numbers)

    @property
    def required(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.required)


def plan(text: str, own: Mapping[str, Sequence[Alternative]] | None = None) -> Plan:
    """Read a query. ``own`` are the office's own synonyms beside the built-in ones.

    Errors: :class:`LimitExceeded` where the text is longer than :data:`MAX_CHARS` characters.
    """
    if len(text) > MAX_CHARS:
        raise LimitExceeded(
            what="不能检索",
            why=f"检索词最多{MAX_CHARS}个字，您输入了{len(text)}个字",
            remedy="请只输入几个关键词",
            field="q",
        )
    plain = normalise(text)
    quoted = tuple(
        phrase for match in _QUOTED.finditer(plain) if (phrase := squeeze(next(part for part in match.groups() if part)))
    )
    rest = _QUOTED.sub(" ", plain)
    chunks = [chunk for chunk in _BREAK.split(rest) if squeeze(chunk)]
    typed = list(dict.fromkeys([*quoted, *(squeeze(chunk) for chunk in chunks)]))
    nodes = [Node((Alternative(phrase, 1.0),)) for phrase in quoted]
    for chunk in chunks:
        nodes.extend(_nodes(chunk, own or {}))
    nodes = list({node.word: node for node in nodes}.values())
    if nodes and not any(node.required for node in nodes):  # only helping words: then they are what is asked
        nodes = [Node(node.words, node.parts) for node in nodes]
    whole = "".join(word for chunk in chunks for word in _squeezed(cut(chunk)) if word not in STOP)
    return Plan(text, tuple(typed[:MAX_WORDS]), tuple(nodes[:MAX_WORDS]), "".join(quoted) + whole, numbers_in(text), quoted)


def _nodes(chunk: str, own: Mapping[str, Sequence[Alternative]]) -> list[Node]:
    tokens = _squeezed(cut(chunk))
    known = synonyms.built_in()
    nodes: list[Node] = []
    place = 0
    while place < len(tokens):
        span = next(
            (
                size
                for size in range(min(MAX_SPAN, len(tokens) - place), 1, -1)
                if (joined := "".join(tokens[place : place + size])) in known or joined in own
            ),
            1,
        )
        word = "".join(tokens[place : place + span])
        node = _node(word, tokens[place : place + span], own)
        if node is not None:
            nodes.append(node)
        place += span
    return _joined_scraps(nodes)


def _node(word: str, tokens: Sequence[str], own: Mapping[str, Sequence[Alternative]], *, deep: bool = True) -> Node | None:
    if word in STOP:
        return None
    others = {other.word: other for other in (*synonyms.built_in().get(word, ()), *own.get(word, ()))}
    words = [Alternative(word, 1.0)]
    for other in others.values():
        plain = squeeze(other.word)
        if plain and plain != word:
            words.append(Alternative(plain, other.weight))
    inner: list[Node] = []
    if deep:
        pieces = list(tokens) if len(tokens) > 1 else _covering(word)
        inner = [node for piece in pieces if (node := _node(piece, [piece], own, deep=False)) is not None]
    return Node(tuple(words), tuple(inner) if len(inner) > 1 else (), word not in HELPING and not _is_year(word))


def _covering(word: str) -> list[str]:
    """The shorter words that together make up the whole word, or none."""
    pieces = parts(word)
    chosen: list[str] = []
    left = word
    while left:
        piece = max((piece for piece in pieces if left.startswith(piece)), key=len, default="")
        if not piece:
            return []
        chosen.append(piece)
        left = left[len(piece) :]
    return chosen


def _joined_scraps(nodes: list[Node]) -> list[Node]:
    """Join single characters that stand beside each other: the dictionary did not know the word (岚+县 → 岚县)."""
    joined: list[Node] = []
    for node in nodes:
        scrap = len(node.word) == 1 and not node.word.isascii()
        before = joined[-1] if joined else None
        if scrap and node.required and before is not None and before.required and 1 <= len(before.word) <= 2 and not before.parts:
            if before.words[0].weight == 1.0 and len(before.words) == 1:
                joined[-1] = Node((Alternative(before.word + node.word, 1.0),))
                continue
        joined.append(node)
    return joined


def _squeezed(tokens: Sequence[str]) -> list[str]:
    return [plain for token in tokens if (plain := squeeze(token))]


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == 4 and word[:2] in {"19", "20"}
