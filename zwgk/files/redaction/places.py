"""Where else a removed text stands (同文提示): proposals for further removals, never done by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from zwgk.files.body import Passage, blocks
from zwgk.files.body.editing import CONTEXT
from zwgk.files.redaction.normalising import tight
from zwgk.files.redaction.removing import Removal


def also_here(body_html: str, wanted: str, removals: Sequence[Removal] = ()) -> tuple[Passage, ...]:
    """Return every place where ``wanted`` stands, however it is written (full-width, spaced, broken by a line break).

    Places that ``removals`` take already are left out. Offsets are those of ``Block.text``.
    """
    needle = tight(wanted)
    if not needle:
        return ()
    found = []
    for block in blocks(body_html):
        form, origin = _traced(block.text)
        at = form.find(needle)
        while at >= 0:
            start, end = origin[at], origin[at + len(needle) - 1] + 1
            if not _taken(block.id, start, end, removals):
                before, after = block.text[max(0, start - CONTEXT) : start], block.text[end : end + CONTEXT]
                found.append(Passage(block.id, start, end, block.text[start:end], before, after))
            at = form.find(needle, at + len(needle))
    return tuple(found)


def _traced(text: str) -> tuple[str, list[int]]:
    """Return the tight form together with the place in ``text`` that each of its characters came from."""
    form, origin = [], []
    for i, char in enumerate(text):
        for made in tight(char):
            form.append(made)
            origin.append(i)
    return "".join(form), origin


def _taken(block_id: str, start: int, end: int, removals: Sequence[Removal]) -> bool:
    return any(
        removal.block_id == block_id
        and (removal.start is None or (removal.start <= start and removal.end is not None and end <= removal.end))
        for removal in removals
    )
