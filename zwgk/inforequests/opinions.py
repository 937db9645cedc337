"""The link to others whose opinion is asked (征求意见的链接): what concerns them, and nothing of the applicant."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from zwgk.inforequests.models import Consultation, ConsultationAnswer
from zwgk.inforequests.models.asking import Answer as Answer
from zwgk.inforequests.models.asking import ConsultationKind


@dataclass(frozen=True, slots=True)
class Asked:
    """What the other side is asked: by which organ, about what, until when, and what silence means."""

    organ: str
    phone: str
    excerpt: str
    answer_by: date | None
    silence: str
    basis: str
    is_answered: bool
    is_third_party: bool


def asked_by(token: str, *, at: datetime) -> Asked | None:
    """What a link asks; None where it is unknown, ended or has run out: the three look the same."""
    row = _open(token, at)
    if row is None:
        return None
    kind = ConsultationKind(row.kind)
    silence, basis = {
        ConsultationKind.THIRD_PARTY: ("逾期未提出意见的，由行政机关依照条例的规定决定是否公开", "第三十二条"),
        ConsultationKind.JOINT: ("逾期未提出意见的，视为同意公开", "第三十四条"),
        ConsultationKind.ORGAN: ("逾期未提出意见的，由行政机关依法决定", "第三十三条"),
    }[kind]
    answered = ConsultationAnswer.objects.filter(consultation_id=row.pk).only("id").exists()
    return Asked(
        row.request.organ.name,
        row.request.organ.phone,
        row.excerpt,
        row.answer_by,
        silence,
        f"《政府信息公开条例》{basis}",
        answered,
        kind is ConsultationKind.THIRD_PARTY,
    )


def _open(token: str, at: datetime) -> Consultation | None:
    digest = hashlib.sha256(token.encode()).hexdigest()
    rows = Consultation.objects.select_related("request__organ").filter(token_digest=digest, ended_on=None)
    row = rows.only(
        *("id", "kind", "excerpt", "answer_by", "ended_on", "token_digest"),
        *("request__organ_id", "request__organ__name", "request__organ__phone"),
    ).first()
    if row is None or (row.answer_by is not None and timezone.localdate(at) > row.answer_by):
        return None
    return row
