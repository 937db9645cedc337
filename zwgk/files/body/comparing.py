"""Two versions side by side, clause by clause (条款对照)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from zwgk.files.body.reading import Block, blocks
from zwgk.rules.labelled import Labelled

SIMILAR = 0.45
"""Two blocks alike to at least this ratio are one clause that was changed."""
LONG = 2_000
"""Longer blocks are compared by phrases instead of characters."""
WIDE = 120
"""In longer runs of replaced blocks only ids and order pair the clauses."""


class ChangeKind(Labelled):
    """What became of a clause (修改情形)."""

    SAME = "same", "未改"
    CHANGED = "changed", "修改"
    ADDED = "added", "新增"
    REMOVED = "removed", "删除"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; ``touched`` where it is on one side only."""

    text: str
    touched: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the comparison: the old clause, the new clause, and their stretches for marking."""

    kind: ChangeKind
    old: Block | None
    new: Block | None
    old_segments: tuple[Segment, ...] = ()
    new_segments: tuple[Segment, ...] = ()


def compare(old: str, new: str, *, context: bool = True) -> list[Change]:
    """Compare two bodies clause by clause; ``context=False`` leaves unchanged clauses out."""
    before, after = blocks(old), blocks(new)
    matcher = difflib.SequenceMatcher(
        None,
        [(b.tag, b.cls, b.html_text) for b in map(_Keyed, before)],
        [(b.tag, b.cls, b.html_text) for b in map(_Keyed, after)],
        autojunk=False,
    )
    result: list[Change] = []
    for op, a1, a2, b1, b2 in matcher.get_opcodes():
        if op == "equal":
            if context:
                result += [_same(o, n) for o, n in zip(before[a1:a2], after[b1:b2], strict=True)]
        else:
            result += _replaced(before[a1:a2], after[b1:b2])
    return result


class _Keyed:
    """What makes two blocks equal for the comparison: everything but the id."""

    def __init__(self, block: Block) -> None:
        self.tag, self.cls = block.tag, block.cls
        self.html_text = re.sub(r' data-b="[^"]*"', "", block.html, count=1)


def _same(old: Block, new: Block) -> Change:
    return Change(ChangeKind.SAME, old, new, (Segment(old.text, False),), (Segment(new.text, False),))


def _replaced(old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[Change]:
    """Pair what belongs together, in order: by id, then by likeness; what is left was removed or added."""
    partner: dict[int, int] = {}
    floor = 0
    by_id = {block.id: i for i, block in enumerate(new)}
    for i, block in enumerate(old):
        match = by_id.get(block.id)
        if match is None and len(old) <= WIDE and len(new) <= WIDE:
            match = _most_alike(block, new, floor)
        if match is not None and match >= floor:
            partner[i] = match
            floor = match + 1
    shown = 0
    for i, block in enumerate(old):
        if i in partner:
            yield from (_added(n) for n in new[shown : partner[i]])
            shown = partner[i] + 1
            left, right = _segments(block.text, new[partner[i]].text)
            yield Change(ChangeKind.CHANGED, block, new[partner[i]], left, right)
        else:
            yield Change(ChangeKind.REMOVED, block, None, (Segment(block.text, True),))
    yield from (_added(n) for n in new[shown:])


def _added(block: Block) -> Change:
    return Change(ChangeKind.ADDED, None, block, (), (Segment(block.text, True),))


def _most_alike(block: Block, candidates: tuple[Block, ...], floor: int) -> int | None:
    best, best_ratio = None, SIMILAR
    for i in range(floor, len(candidates)):
        if candidates[i].kind != block.kind:
            continue
        matcher = difflib.SequenceMatcher(None, block.text[:LONG], candidates[i].text[:LONG], autojunk=False)
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio or (best is None and ratio == best_ratio):
            best, best_ratio = i, ratio
    return best


def _segments(old: str, new: str) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Mark what differs; long texts are compared phrase by phrase to stay quick."""
    long = len(old) > LONG or len(new) > LONG
    a = re.findall(r"[^，,。；;、：:\n\t]*[，,。；;、：:\n\t]?", old)[:-1] if long else list(old)
    b = re.findall(r"[^，,。；;、：:\n\t]*[，,。；;、：:\n\t]?", new)[:-1] if long else list(new)
    left: list[Segment] = []
    right: list[Segment] = []
    for op, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        touched = op != "equal"
        if a1 < a2:
            left.append(Segment("".join(a[a1:a2]), touched))
        if b1 < b2:
            right.append(Segment("".join(b[b1:b2]), touched))
    return tuple(left), tuple(right)
