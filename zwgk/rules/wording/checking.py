"""All wording checks over one text."""

from __future__ import annotations

from zwgk.rules.wording import brackets, debris, numbering, paragraphs, punctuation, repeats, typos
from zwgk.rules.wording.findings import Finding, Kind


def check(text: str) -> list[Finding]:
    """Return what a proof-reader would find in ``text``, in order of place; the same text gives the same findings.

    Of several findings at one place the surest stands. Errors: none.
    """
    found: list[Finding] = []
    for finder in (
        debris.find,
        typos.find,
        repeats.find,
        brackets.find,
        punctuation.find,
        numbering.find,
        paragraphs.find,
    ):
        found.extend(finder(text))
    strongest: dict[int, int] = {}  # place → rank of the surest finding that speaks of it
    for finding in found:
        if (rank := _rank(finding)) < len(_ORDER):
            for place in range(finding.start, finding.end):
                strongest[place] = min(rank, strongest.get(place, rank))
    kept = {finding for finding in found if strongest.get(finding.start, len(_ORDER)) >= _rank(finding)}
    return sorted(kept, key=lambda finding: (finding.start, finding.end, finding.kind))


#: Of findings at one place the one first in this order stands: what is no text at all, then the sure, then the rest.
_ORDER = (Kind.PROGRAM_ERROR, Kind.PAGE_DEBRIS, Kind.TYPO, Kind.REPEATED, Kind.UNBALANCED, Kind.DOC_NUMBER)


def _rank(finding: Finding) -> int:
    return _ORDER.index(finding.kind) if finding.kind in _ORDER else len(_ORDER)
