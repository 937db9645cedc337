"""The proof sheet (遮盖证明): what was removed and on what ground, what was checked, by whom and when. Not the content.

依据:《政府信息公开条例》第十七条、第三十七条
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zwgk.files.writers.rendition import About, Sheet, filled, render_pdf, style


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """One passage removed: where, its ground, its length in characters (0: nobody knows), the part, the reason."""

    block: str
    ground: str
    length: int
    whole: bool = False
    part: str = "正文"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One file that was searched: its name, its digest (SHA-256 hex), how many parts, and by which means."""

    file: str
    digest: str
    parts: int
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotedRow:
    """Something found or not readable: file, part, what (never the text itself), and what a human decided."""

    file: str
    part: str
    what: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """What stands on the proof sheet. ``at`` is an aware moment; it is printed in the time zone it bears."""

    organ: str
    title: str
    doc_number: str
    original_digest: str
    public_digest: str
    removed: tuple[RemovedRow, ...]
    checked: tuple[CheckedRow, ...]
    leaks: tuple[NotedRow, ...]
    remaining: tuple[NotedRow, ...]
    blind: tuple[NotedRow, ...]
    by: str
    confirmed_by: str
    at: datetime
    code: str = ""


def verdict(sheet: ProofSheet) -> str:
    """Return the one sentence that sums the sheet up (结论)."""
    if sheet.leaks:
        return f"发现{len(sheet.leaks)}处遗留，不得公开。"
    open_points = sum(1 for row in (*sheet.remaining, *sheet.blind) if not row.decision)
    if open_points:
        return f"未发现遗留；另有{open_points}项须由人工核对，核对前不得公开。"
    if sheet.remaining or sheet.blind:
        return "未发现遗留；须人工核对的各项均已核对。"
    return "未发现遗留。"


def _by_ground(rows: Sequence[RemovedRow]) -> list[tuple[str, str, str]]:
    """Each ground with the number of places and of characters."""
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.ground, []).append(row.length)
    return [(ground, str(len(lengths)), str(sum(lengths))) for ground, lengths in found.items()]


def proof_pdf(sheet: ProofSheet) -> bytes:
    """Return the proof sheet as PDF. It holds counts, places, grounds and digests, never a removed text."""
    html = filled(
        "proof.html",
        {
            "sheet": sheet,
            "verdict": verdict(sheet),
            "count": str(len(sheet.removed)),
            "characters": str(sum(row.length for row in sheet.removed)),
            "removed": [
                (
                    str(i),
                    row.part,
                    f"{row.block}{'（整段）' if row.whole else ''}",
                    row.ground,
                    row.reason,
                    str(row.length) if row.length else "图像",
                )
                for i, row in enumerate(sheet.removed, start=1)
            ],
            "grounds": _by_ground(sheet.removed),
            "checked": [(row.file, row.digest, str(row.parts), "、".join(row.methods)) for row in sheet.checked],
            "groups": [
                ("遗留", "在拟公开文件中仍能找到已删去的内容", sheet.leaks),
                ("仍出现在保留部分", "相同文字也出现在有意保留的内容中，须由人工确认", sheet.remaining),
                ("未能自动检查", "须由人工核对", sheet.blind),
            ],
            "at": f"{sheet.at.year}年{sheet.at.month}月{sheet.at.day}日 {sheet.at:%H:%M}",
        },
    )
    about = About(f"遮盖证明（{sheet.code or sheet.public_digest[:12]}）", (sheet.organ,), sheet.at.date().isoformat())
    return render_pdf(Sheet(html, (style("paper.css"), style("proof.css")), about))
