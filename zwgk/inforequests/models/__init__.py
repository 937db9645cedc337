"""Requests for information: what came in, the case, what was asked, decided, sent and disputed. Facts are rows."""

from zwgk.inforequests.models.asking import (
    Attempt,
    Consultation,
    ConsultationAnswer,
    Correction,
    Extension,
    FeeNotice,
    ReasonablePeriod,
    ReasonRequest,
)
from zwgk.inforequests.models.case import InfoRequest, Item, Material, Recheck, Reopening, SearchRecord, Transfer
from zwgk.inforequests.models.deciding import Decision, Delivery, Dispute, IssuedPaper, PaperNumber, RemedyBody
from zwgk.inforequests.models.filing import Filing, FilingProof, Opening, Progress, SealingKey
from zwgk.inforequests.models.keeping import ArchivedCase, Erasure
from zwgk.inforequests.models.online import Deflection, OnlineAct, Told
from zwgk.inforequests.models.replying import Conversion, PaperCheck, ReplyPart

__all__ = [
    "ArchivedCase",
    "Attempt",
    "Consultation",
    "ConsultationAnswer",
    "Conversion",
    "Correction",
    "Decision",
    "Deflection",
    "Delivery",
    "Dispute",
    "Erasure",
    "Extension",
    "FeeNotice",
    "Filing",
    "FilingProof",
    "InfoRequest",
    "IssuedPaper",
    "Item",
    "Material",
    "OnlineAct",
    "Opening",
    "PaperCheck",
    "PaperNumber",
    "Progress",
    "ReasonRequest",
    "ReasonablePeriod",
    "Recheck",
    "RemedyBody",
    "Reopening",
    "ReplyPart",
    "SealingKey",
    "SearchRecord",
    "Told",
    "Transfer",
]
