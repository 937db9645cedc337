"""Responsibility in running text: 「（牵头单位：…，责任单位：…）」, 「(政策法规科牵头;各科室配合)」 at the end of a
clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zwgk.rules.labelled import Labelled
from zwgk.rules.task_tables.names import is_unit, names, split


class Responsibility(Labelled):
    """The part a unit has in a task (责任方式)."""

    LEAD = "lead", "牵头"
    RESPONSIBLE = "responsible", "责任"
    SUPPORT = "support", "配合"
    SHARED = "shared", "分工负责"


@dataclass(frozen=True, slots=True)
class Clause:
    """A task said in a clause (条款中的任务).

    ``number`` as printed (「（一）」) or "" where there is none, ``title`` its first sentence, ``task`` the clause
    without the
    bracket; ``units`` pairs of responsibility and units in the order written; ``start``/``end`` bound the bracket in
    the
    text, in characters, end exclusive.
    """

    number: str
    title: str
    task: str
    units: tuple[tuple[Responsibility, tuple[str, ...]], ...]
    start: int
    end: int

    def of(self, kind: Responsibility) -> tuple[str, ...]:
        """Return the units with this responsibility, each once."""
        return tuple(dict.fromkeys(name for found, units in self.units if found is kind for name in units))


_NUMBER = re.compile(
    r"^\s*([(（][一二三四五六七八九十百\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、]|第[一二三四五六七八九十百]+[条项])\s*"
)
_LABEL = re.compile(
    r"(牵头|主办|主责|责任|负责|承办|配合|协办|协助|参加|参与|分工负责|完成)(?:责任)?(?:单位|部门|科室|处室|主体)[:：]"
)
_LABELS = {
    "牵头": Responsibility.LEAD,
    "主办": Responsibility.LEAD,
    "主责": Responsibility.LEAD,
    "责任": Responsibility.RESPONSIBLE,
    "负责": Responsibility.RESPONSIBLE,
    "承办": Responsibility.RESPONSIBLE,
    "完成": Responsibility.RESPONSIBLE,
    "分工负责": Responsibility.SHARED,
}
_ENDINGS = (
    (re.compile(r"(?:负责)?牵头(?:负责|组织|落实|实施)?$"), Responsibility.LEAD),
    (re.compile(r"(?:配合|协助|协同|参与|参加|(?<!政)协办)(?:落实|实施|做好)?$"), Responsibility.SUPPORT),
    (
        re.compile(r"(?:分工|分别|共同|各自|按[^、]{0,6}(?:职责|分工))[^、]{0,6}(?:负责|落实|实施)(?:落实|实施)?$"),
        Responsibility.SHARED,
    ),
    (re.compile(r"(?:负责|落实|承办|组织实施|主办)(?:落实|实施)?$"), Responsibility.RESPONSIBLE),
)
#: A period at the end of the bracket, as in 「，2026年12月底前完成」, says when and not who.
_TIME = re.compile(r"(?:年|月|日|季度|底|前|长期|持续|完成|实施时间|时限|时间[:：])")


def clauses(text: str) -> tuple[Clause, ...]:
    """Return every clause of a text that ends with who is responsible, in the order of the text. Errors: none."""
    found = []
    position = 0
    for line in text.split("\n"):
        bracket = _last_bracket(line)
        if bracket is not None:
            start, end = bracket
            units = _units(line[start + 1 : end - 1].strip())
            if units:
                number = _NUMBER.match(line)
                task = line[number.end() if number else 0 : start].strip()
                title = re.split(r"[。；;:：]", task, maxsplit=1)[0]
                printed = number[1] if number else ""
                found.append(Clause(printed, title, task, units, position + start, position + end))
        position += len(line) + 1
    return tuple(found)


def _last_bracket(line: str) -> tuple[int, int] | None:
    """Bounds of the bracket that ends the line, a stop after it allowed; brackets inside it are passed over."""
    bare = line.rstrip(" \t\u3000。.；;")
    if not bare.endswith((")", "）")):
        return None
    depth = 0
    for at in range(len(bare) - 1, -1, -1):
        if bare[at] in ")）":
            depth += 1
        elif bare[at] in "(（":
            depth -= 1
            if depth == 0:
                return at, len(bare)
    return None


def _units(inner: str) -> tuple[tuple[Responsibility, tuple[str, ...]], ...]:
    labels = list(_LABEL.finditer(inner))
    found: list[tuple[Responsibility, list[str]]] = []
    if labels:
        for here, after in zip(labels, [*labels[1:], None], strict=True):
            kind = _LABELS.get(here[1], Responsibility.SUPPORT)
            found.append((kind, _names(inner[here.end() : after.start() if after else len(inner)])))
    else:
        for piece in _phrases(inner):
            said = next((kind for ending, kind in _ENDINGS if ending.search(piece)), None)
            if said is not None:
                found.append((said, _names(piece)))
            elif found == [] and len(_phrases(inner)) == 1 and all(is_unit(name) for name in names(piece)):
                found.append((Responsibility.RESPONSIBLE, _names(piece)))
    return tuple((kind, tuple(units)) for kind, units in found if units)


def _phrases(inner: str) -> list[str]:
    """Cut at ；and ，; a piece without an ending belongs to the next one: 「甲科，乙科负责」."""
    phrases: list[str] = []
    pending = ""
    for piece in split(inner, "；;，,。"):
        whole = f"{pending}、{piece}" if pending else piece
        if any(ending.search(piece) for ending, _ in _ENDINGS) or (_TIME.search(piece) and not is_unit(piece)):
            phrases.append(whole)
            pending = ""
        else:
            pending = whole
    if pending:
        phrases.append(pending)
    return phrases


def _names(piece: str) -> list[str]:
    return [name for name in names(piece.strip("，,；;。 ")) if not (_TIME.search(name) and not is_unit(name))]
