"""Papers within a paper (分件): a notice that issues eleven institutions has eleven parts."""

from __future__ import annotations

from dataclasses import dataclass

from zwgk.files.body.reading import Block, blocks


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its title, and the first and last block that belong to it (the attachment mark above it as well)."""

    title: str
    first_block_id: str
    last_block_id: str


def parts(body: str) -> tuple[Part, ...]:
    """Return the parts of a sanitised body in order; none for a paper with a single title.

    The covering notice (the first title and what follows up to the second) is not a part.
    """
    found = blocks(body)
    starts = [i for i, block in enumerate(found) if block.cls == "title"][1:]
    firsts = [_with_mark(found, start) for start in starts]
    result = []
    for n, start in enumerate(starts):
        last = (firsts[n + 1] if n + 1 < len(starts) else len(found)) - 1
        result.append(Part(found[start].text.replace("\n", ""), found[firsts[n]].id, found[last].id))
    return tuple(result)


def _with_mark(found: tuple[Block, ...], start: int) -> int:
    """“附件1” right above a title opens the part."""
    return start - 1 if start and found[start - 1].cls == "attachment" and len(found[start - 1].text) < 8 else start
