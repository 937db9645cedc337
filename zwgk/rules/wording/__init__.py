"""Wording checks (文字校核): what a proof-reader would find, each finding with its place and, where certain, the
mend."""

from zwgk.rules.wording.checking import check
from zwgk.rules.wording.findings import Finding, Kind, Severity, mended

__all__ = ["Finding", "Kind", "Severity", "check", "mended"]
