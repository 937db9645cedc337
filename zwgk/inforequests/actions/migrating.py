"""Old cases taken over (历史申请迁移): as they ended, with their days; each once, however often it is brought."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from zwgk.audit.acts import act, note
from zwgk.deadlines import counting
from zwgk.inforequests import clocks, intake
from zwgk.inforequests.identity import opening, sealing
from zwgk.inforequests.models import (
    Consultation,
    Correction,
    Dispute,
    Extension,
    Filing,
    InfoRequest,
    Item,
    OnlineAct,
    Progress,
)
from zwgk.inforequests.models.asking import Answer as Answer
from zwgk.inforequests.models.asking import ConsultationKind as ConsultationKind
from zwgk.inforequests.models.deciding import DisputeKind as DisputeKind
from zwgk.inforequests.models.deciding import DisputeResult as DisputeResult
from zwgk.inforequests.models.online import OnlineKind
from zwgk.inforequests.opening_cases import KIND, LETTER
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.people.local import figures_of
from zwgk.people.models import Unit
from zwgk.rules import privacy, receipt
from zwgk.rules.applicants import Applicant, Form, Way, masked_name
from zwgk.rules.errors import NotAllowed
from zwgk.rules.inforequest import Stage, public_word
from zwgk.rules.receipt import Channel

#: cases of one transaction
BATCH = 50
BY = "历史数据"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OldDispute:
    """A 复议 or suit of an old case; ``result_on`` None while it is pending."""

    kind: DisputeKind
    body: str
    received_on: date
    result: DisputeResult = DisputeResult.PENDING
    result_on: date | None = None


@dataclass(frozen=True)
class OldCase:
    """One case that ended before (checked by :mod:`zwgk.inforequests.imports`).

    ``key``: by which it is known where it comes from. ``applicant.number`` may be empty: then the same person is not
    found again. ``consulted``: first and last day of a third party's opinion. ``rating``: 5 to 1 (满意度), "" for none.
    """

    key: str
    organ: Unit
    applicant: Applicant
    description: str
    channel: Channel
    received_on: date
    answered_on: date
    outcome: str
    form: Form = Form.PAPER
    way: Way = Way.POST
    doc_number: str = ""
    extended_by: int = 0
    correction_on: date | None = None
    corrected_on: date | None = None
    third_party: str = ""
    consulted: tuple[date, date] | None = None
    disputes: tuple[OldDispute, ...] = ()
    rating: str = ""


def token_of(key: str) -> str:
    """What marks the application of an old case: the same key is the same case."""
    return hashlib.sha256(f"old case:{key}".encode()).hexdigest()


def known(keys: Sequence[str]) -> set[str]:
    """Those of the keys that were taken over before."""
    tokens = {token_of(key): key for key in keys}
    found = Filing.objects.filter(token__in=list(tokens)).values_list("token", flat=True)
    return {tokens[token] for token in found}


@act("inforequests.take_over")
def take_over(cases: Sequence[OldCase], *, at: datetime, actor: Actor) -> list[InfoRequest]:
    """Take a batch of old cases over, all of it or nothing; those that are there already are passed by.

    Errors: :class:`NotAllowed` for anybody but the system's own command; ``GateClosed`` without a sealing key.
    """
    if not actor.is_system:
        raise NotAllowed(
            what="不能导入历史申请", why="历史申请由系统管理员用命令导入", remedy="请用 zwgk import requests"
        )
    there = known([case.key for case in cases])
    new = [case for case in cases if case.key not in there]
    note(taken=len(new), known=len(there))
    if not new:
        return []
    filings = Filing.objects.bulk_create([_filing(case) for case in new])
    past = [
        keeping.Past(
            f"{masked_name(case.applicant.name)}：{privacy.redacted(case.description)}".replace("\n", " ")[:120],
            case.organ,
            Stage.ARCHIVED,
            case.received_on,
            case.answered_on,
            _moment(case.answered_on),
        )
        for case in new
    ]
    matters = keeping.take_over(KIND, LETTER, past)
    rows = [
        InfoRequest(
            matter=matter,
            filing=filing,
            organ=case.organ,
            channel=str(case.channel),
            applicant_class=str(case.applicant.kind),
            events={receipt.RECEIPT_RULES[case.channel].decided_by.value: case.received_on.isoformat()},
            evidence="历史数据，凭证见原案卷",
            received_on=case.received_on,
            outcome=case.outcome,
            answered_on=case.answered_on,
            withdrawn_because="历史数据" if case.outcome == "withdrawn" else "",
        )
        for case, filing, matter in zip(new, filings, matters, strict=True)
    ]
    requests = InfoRequest.objects.bulk_create(rows)
    pairs = list(zip(new, requests, strict=True))
    _facts(pairs)
    _clocks(pairs)
    _progress(pairs, at)
    return requests


def _filing(case: OldCase) -> Filing:
    number = f"{case.received_on:%Y%m%d}-{int(token_of(case.key)[:12], 16) % 9_000_000 + 1_000_000}"
    return Filing(
        number=number,
        code_digest=intake.code_digest(number, secrets.token_hex(16)),
        token=token_of(case.key),
        organ=case.organ,
        channel=str(case.channel),
        filed_at=_moment(case.received_on, 10),
        arrived_on=case.received_on,
        applicant_class=str(case.applicant.kind),
        masked_name=masked_name(case.applicant.name),
        sealed=sealing.seal_applicant(case.applicant, whose=number),
        person=opening.person(case.applicant) if case.applicant.number else "",
        description=case.description,
        form=str(case.form),
        way=str(case.way),
        consents=False,
        by_staff=BY,
    )


def _facts(pairs: Sequence[tuple[OldCase, InfoRequest]]) -> None:
    """What happened on the way, as far as it is known."""
    items, corrections, extensions, consultations, disputes = [], [], [], [], []
    for case, request in pairs:
        facts = {"doc_number": case.doc_number} if case.doc_number else {}
        items.append(Item(request=request, no=1, description=case.description, outcome=case.outcome, facts=facts))
        if case.correction_on is not None:
            corrections.append(
                Correction(
                    request=request,
                    points=BY,
                    notified_on=case.correction_on,
                    told_on=case.correction_on,
                    correct_by=case.corrected_on or case.answered_on,
                    corrected_on=case.corrected_on,
                    given_up_on=None if case.corrected_on else case.answered_on,
                )
            )
        if case.extended_by:
            extensions.append(
                Extension(
                    request=request,
                    workdays=case.extended_by,
                    reason=BY,
                    asked_by=BY,
                    asked_on=case.received_on,
                    approved_by=BY,
                    approved_on=case.received_on,
                    told_on=case.received_on,
                )
            )
        if case.consulted is not None:
            first, last = case.consulted
            consultations.append(
                Consultation(
                    request=request,
                    kind=str(ConsultationKind.THIRD_PARTY),
                    name=case.third_party or BY,
                    excerpt=BY,
                    sent_on=first,
                    received_on=first,
                    answer=str(Answer.OBJECT if case.outcome == "refuse_third_party" else Answer.AGREE),
                    answered_on=last,
                    ended_on=last,
                    by=BY,
                )
            )
        disputes += [
            Dispute(
                request=request,
                kind=str(one.kind),
                body=one.body,
                received_on=one.received_on,
                result=str(one.result),
                result_on=one.result_on,
            )
            for one in case.disputes
        ]
    Item.objects.bulk_create(items)
    Correction.objects.bulk_create(corrections)
    Extension.objects.bulk_create(extensions)
    Consultation.objects.bulk_create(consultations)
    Dispute.objects.bulk_create(disputes)
    OnlineAct.objects.bulk_create(
        OnlineAct(
            filing=request.filing,
            kind=str(OnlineKind.SATISFACTION),
            rating=case.rating,
            token=hashlib.sha256(f"old rating:{case.key}".encode()).hexdigest(),
            at=_moment(case.answered_on),
            taken_at=_moment(case.answered_on),
            came_to=BY,
        )
        for case, request in pairs
        if case.rating
    )


def _clocks(pairs: Sequence[tuple[OldCase, InfoRequest]]) -> None:
    """The clock of the reply, stopped with it: whether it was in time is derived, not taken over."""
    by_organ: dict[int, list[tuple[OldCase, InfoRequest]]] = {}
    for pair in pairs:
        by_organ.setdefault(pair[0].organ.pk, []).append(pair)
    for group in by_organ.values():
        organ = group[0][0].organ
        figures, calendar = figures_of(organ), clocks.calendar(group[0][1])
        past = [
            counting.Past(
                matter=request.matter,
                kind=clocks.REPLY,
                label=clocks.label(clocks.REPLY),
                organ=organ,
                value=figures.figure(clocks.REPLY, on=case.received_on),
                started_on=case.received_on,
                stopped_on=case.answered_on,
                because="申请人撤回" if case.outcome == "withdrawn" else "已答复",
                restarted_on=case.corrected_on,
                extended_by=case.extended_by,
                left_out=_left_out(case),
            )
            for case, request in group
        ]
        for due_on, (case, request) in zip(counting.take_over(past, calendar), group, strict=True):
            if case.extended_by:
                Extension.objects.filter(request=request).update(due_after=due_on)


def _left_out(case: OldCase) -> tuple[tuple[date, date, str], ...]:
    if case.consulted is None or case.consulted[1] <= case.consulted[0]:
        return ()
    first, last = case.consulted
    return ((first + ONE_DAY, last, "征求第三方意见"),)


def _progress(pairs: Sequence[tuple[OldCase, InfoRequest]], at: datetime) -> None:
    word = public_word(Stage.ARCHIVED)
    rows = [
        Progress(
            filing=request.filing,
            stage=str(Stage.ARCHIVED),
            word=word.word,
            sentence=word.sentence,
            received_on=case.received_on,
            answered_on=case.answered_on,
            updated_at=at,
        )
        for case, request in pairs
    ]
    Progress.objects.bulk_create(rows)


def _moment(day: date, hour: int = 17) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
