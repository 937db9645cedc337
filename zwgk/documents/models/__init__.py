"""Documents from draft to release: the paper itself, what was found in it, what was decided, how it leaves."""

from zwgk.documents.models.archive import ArchiveBox, ArchivePiece, ArchiveTransfer, Fonds
from zwgk.documents.models.batch import Batch
from zwgk.documents.models.cleaning import Cleanup, CleanupItem
from zwgk.documents.models.covering import AttachmentMark, PageReading
from zwgk.documents.models.deciding import ChecklistTick, Deferral, SecrecyPrecheck, SecrecyReview
from zwgk.documents.models.finding import Finding
from zwgk.documents.models.leaving import Erratum, HandOver, NumberEntry, RedactedCopy, Redaction, Release, Sealing
from zwgk.documents.models.paper import (
    Attachment,
    BasisLink,
    Document,
    DocumentVersion,
    Draft,
    JointIssuer,
)
from zwgk.documents.models.reevaluating import FilingRun, ReviewItem, ReviewRound
from zwgk.documents.models.registering import IncomingEntry, SealedScan
from zwgk.documents.models.reviewing import NormativeReview

__all__ = [
    "ArchiveBox",
    "ArchivePiece",
    "ArchiveTransfer",
    "Attachment",
    "AttachmentMark",
    "BasisLink",
    "Batch",
    "ChecklistTick",
    "Cleanup",
    "CleanupItem",
    "Deferral",
    "Document",
    "DocumentVersion",
    "Draft",
    "Erratum",
    "FilingRun",
    "Finding",
    "Fonds",
    "HandOver",
    "IncomingEntry",
    "JointIssuer",
    "NormativeReview",
    "NumberEntry",
    "PageReading",
    "RedactedCopy",
    "Redaction",
    "Release",
    "ReviewItem",
    "ReviewRound",
    "SealedScan",
    "Sealing",
    "SecrecyPrecheck",
    "SecrecyReview",
]
