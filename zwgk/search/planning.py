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
from zwgk.search.words import GENERIC, HELPING, INTENTS, STOP

#: longest query in characters; more is a pasted text, not a question
MAX_CHARS = 200
#: typed words beyond these are used for ranking only
MAX_WORDS = 12
#: a word of the synonym table is looked for over so many neighbouring words
MAX_SPAN = 6
#: a dictionary word of so many characters may also stand in pieces; a shorter one is a name and stands together
LONG = 5
#: so does a compound that no row of the synonym table knows: 参军入伍
COMPOUND = 4

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

    @property
    def is_generic(self) -> bool:
        return not self.required or self.word in GENERIC


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
        phrase
        for match in _QUOTED.finditer(plain)
        if (phrase := squeeze(next(part for part in match.groups() if part)))
    )
    rest = _QUOTED.sub(" ", plain)
    chunks = [chunk for chunk in _BREAK.split(rest) if squeeze(chunk)]
    numbers = numbers_in(text)
    if numbers:  # the number is one word, however it is spaced
        chunks = [plain]
    typed = list(dict.fromkeys([*quoted, *(squeeze(chunk) for chunk in chunks)]))
    nodes = [Node((Alternative(phrase, 1.0),)) for phrase in quoted]
    for chunk in chunks:
        nodes.extend(_nodes(chunk, own or {}))
    nodes = list({node.word: node for node in nodes}.values())
    if nodes and not any(node.required for node in nodes):  # only helping words: then they are what is asked
        nodes = [Node(node.words, node.parts) for node in nodes]
    else:
        nodes.extend(_intents(plain))
    whole = "".join(word for chunk in chunks for word in _squeezed(cut(chunk)) if word not in STOP)
    return Plan(text, tuple(typed[:MAX_WORDS]), tuple(nodes[: MAX_WORDS + 2]), "".join(quoted) + whole, numbers, quoted)


def _intents(plain: str) -> list[Node]:
    """What the way of asking lets expect in the title: “怎么申请” a guide, “多少钱” a standard."""
    found = []
    for asking, expected in INTENTS:
        if any(word in plain for word in asking):
            found.append(Node(tuple(Alternative(word, 1.0) for word in expected), required=False))
    return found


def _nodes(chunk: str, own: Mapping[str, Sequence[Alternative]]) -> list[Node]:
    tokens = _with_place_names(_squeezed(cut(chunk)))
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
    if len(nodes) > 1:  # a lone character between words says little: 不, 刚, 修 …
        nodes = [Node(node.words, node.parts, node.required and not _is_scrap(node)) for node in nodes]
    return nodes


def _node(
    word: str, tokens: Sequence[str], own: Mapping[str, Sequence[Alternative]], *, deep: bool = True
) -> Node | None:
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
        may_part = len(word) >= LONG or (len(word) == COMPOUND and not others)
        pieces = list(tokens) if len(tokens) > 1 else _covering(word) if may_part else []
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


def _is_scrap(node: Node) -> bool:
    return len(node.word) == 1 and len(node.words) == 1 and not node.word.isascii()


def _with_place_names(tokens: list[str]) -> list[str]:
    """Join what the dictionary parts within a place's name it does not know: 清 + 岚县."""
    joined: list[str] = []
    for token in tokens:
        alone = joined and len(joined[-1]) == 1 and joined[-1] not in STOP and not joined[-1].isascii()
        if alone and 1 < len(token) <= 3 and token[-1] in "县市区镇乡村":
            joined[-1] += token
        else:
            joined.append(token)
    return joined


def _squeezed(tokens: Sequence[str]) -> list[str]:
    return [plain for token in tokens if (plain := squeeze(token))]


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == 4 and word[:2] in {"19", "20"}
