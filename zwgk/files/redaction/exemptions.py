"""What was taken away, place by place with its ground and reason (删减目录): kept with the proof, without the texts.

依据:《政府信息公开条例》第十四条至第十六条、第三十七条
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zwgk.files.body import blocks
from zwgk.files.redaction.normalising import bare
from zwgk.files.redaction.removing import RedactedBody, Removal

BODY = "正文"
SAID_TOO_MUCH = "（理由中写有删去的内容，见办理记录）"


@dataclass(frozen=True, slots=True)
class Place:
    """One place where something was taken away: where, how many characters (0: nobody knows), on what ground, why."""

    where: str
    ground_label: str
    length: int
    whole: bool = False
    reason: str = ""


def places_of(original_html: str, made: RedactedBody, removals: Sequence[Removal]) -> tuple[Place, ...]:
    """The places in a body, by the number of the paragraph in the original."""
    nth = {block.id: number for number, block in enumerate(blocks(original_html), start=1)}
    reasons = {(r.block_id, r.start or 0): r.reason for r in removals}
    return tuple(
        Place(f"第{nth[p.block_id]}段", p.ground_label, p.length, p.whole, reasons.get((p.block_id, p.start), ""))
        for p in sorted(made.passages, key=lambda p: (nth[p.block_id], p.start))
    )


def harmless_reason(reason: str, removed: Iterable[str]) -> str:
    """The reason as it may be printed: one that repeats a removed text is left to the file."""
    said = bare(reason)
    for text in removed:
        key = bare(text)
        if len(key) >= 2 and key in said:
            return SAID_TOO_MUCH
    return reason.strip()
