"""Common miswritings (错别字) and where they do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zwgk.rules.wording.findings import Finding, Kind, Severity
from zwgk.rules.wording.typo_table import GUARDED, IDIOMS, WORDS


@dataclass(frozen=True, slots=True)
class Typo:
    """A miswriting: ``wrong`` counts unless ``unless_before`` stands before it or ``unless_after`` after it
    (patterns)."""

    wrong: str
    right: str
    unless_before: str = ""
    unless_after: str = ""
    severity: Severity = Severity.ERROR


def _pairs(table: str) -> list[Typo]:
    return [Typo(wrong, right) for wrong, _, right in (pair.partition(">") for pair in table.split())]


#: The whole list; of several that begin at one place the longest counts.
TYPOS: tuple[Typo, ...] = (
    *_pairs(IDIOMS),
    *_pairs(WORDS),
    *(Typo(wrong, right, before, after, Severity.WARNING) for wrong, right, before, after in GUARDED),
)
_BY_WRONG = {typo.wrong: typo for typo in TYPOS}
_ANY = re.compile("|".join(re.escape(wrong) for wrong in sorted(_BY_WRONG, key=len, reverse=True)))


def find(text: str) -> Iterator[Finding]:
    """Yield miswritten words with the right writing (《现代汉语词典》《第一批异形词整理表》 are the measure)."""
    for match in _ANY.finditer(text):
        typo = _BY_WRONG[match[0]]
        if typo.unless_before and re.search(f"(?:{typo.unless_before})$", text[: match.start()][-8:]):
            continue
        if typo.unless_after and re.match(f"(?:{typo.unless_after})", text[match.end() : match.end() + 8]):
            continue
        yield Finding(
            Kind.TYPO,
            match.start(),
            match.end(),
            match[0],
            typo.right,
            f"“{typo.wrong}”应为“{typo.right}”",
            typo.severity,
        )
