"""What a wording check reports (校核发现)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zwgk.rules.labelled import Labelled


class Kind(Labelled):
    """What is wrong (问题类型)."""

    TYPO = "typo", "错别字"
    REPEATED = "repeated", "重复字词"
    UNBALANCED = "unbalanced", "括号引号不配对"
    PUNCTUATION = "punctuation", "标点误用"
    HALF_WIDTH = "half_width", "半角标点"
    UNFINISHED = "unfinished", "句末缺标点"
    DOC_NUMBER = "doc_number", "发文字号不规范"
    NUMBERING = "numbering", "序号不连续"
    PROGRAM_ERROR = "program_error", "程序报错信息"
    PAGE_DEBRIS = "page_debris", "网页残留"


class Severity(Labelled):
    """How sure the finding is (严重程度)."""

    ERROR = "error", "应改"
    WARNING = "warning", "请核对"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: ``start`` and ``end`` in characters of the text checked, end exclusive.

    ``suggestion`` is what to write instead of ``text`` ("" = leave it out), None where only a person can tell; ``why``
    a
    Chinese sentence without a stop.
    """

    kind: Kind
    start: int
    end: int
    text: str
    suggestion: str | None
    why: str
    severity: Severity = Severity.ERROR


def mended(text: str, findings: Iterable[Finding]) -> str:
    """Return ``text`` with the suggestions of ``findings`` put in, from the end; of overlapping ones the first wins."""
    chosen: list[Finding] = []
    for finding in sorted(findings, key=lambda found: (found.start, found.end)):
        if finding.suggestion is not None and (not chosen or finding.start >= chosen[-1].end):
            chosen.append(finding)
    for finding in reversed(chosen):
        text = text[: finding.start] + (finding.suggestion or "") + text[finding.end :]
    return text
