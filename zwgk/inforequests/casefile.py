"""A case with everything that happened to it (案卷), read at once: a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from zwgk.approvals.models import Step
from zwgk.audit import queries as log
from zwgk.deadlines import queries as deadlines
from zwgk.inforequests import clocks
from zwgk.inforequests.models import (
    Attempt,
    Consultation,
    Conversion,
    Correction,
    Decision,
    Delivery,
    Dispute,
    Extension,
    FeeNotice,
    InfoRequest,
    IssuedPaper,
    Item,
    Material,
    OnlineAct,
    Opening,
    ReasonablePeriod,
    ReasonRequest,
    Reopening,
    SearchRecord,
    Transfer,
)
from zwgk.inforequests.models.online import OnlineKind as OnlineKind  # the pages' choices

if TYPE_CHECKING:
    from zwgk.audit.models import Entry
    from zwgk.deadlines.models import Clock


@dataclass(frozen=True)
class CaseFile:
    """The rows of one case, each list in the order in which its rows were made."""

    request: InfoRequest
    clocks: list[Clock]
    attempts: list[Attempt]
    transfers: list[Transfer]
    items: list[Item]
    searches: list[SearchRecord]
    consultations: list[Consultation]
    papers: list[IssuedPaper]
    decisions: list[Decision]
    steps: list[Step]
    disputes: list[Dispute]
    reopenings: list[Reopening]
    conversions: list[Conversion]
    openings: list[Opening]
    online: list[OnlineAct]
    entries: list[Entry]
    correction: Correction | None
    extension: Extension | None
    reasons: ReasonRequest | None
    period: ReasonablePeriod | None
    fee: FeeNotice | None

    @property
    def reply(self) -> Clock | None:
        """The clock of the reply, the newest where the case was taken up again; None before the receipt."""
        return next((clock for clock in reversed(self.clocks) if clock.kind == clocks.REPLY), None)

    @property
    def materials(self) -> list[Material]:
        """The materials of all items."""
        return [material for item in self.items for material in item.materials.all()]

    @property
    def deliveries(self) -> list[Delivery]:
        """How the papers went out."""
        return [delivery for paper in self.papers for delivery in paper.deliveries.all()]

    def last_online(self, kind: OnlineKind) -> OnlineAct | None:
        """What the applicant sent last of that kind (网上补正、说明), None where nothing came."""
        return next((row for row in reversed(self.online) if row.kind == kind), None)

    def by(self, act: str) -> str:
        """Who did an act last, as the log says; "" where the log has none (an old case that was taken over)."""
        name = f"inforequests.{act}"
        return next((entry.by for entry in reversed(self.entries) if entry.act == name), "")


def of(request: InfoRequest) -> CaseFile:
    """Read the case. The caller has made sure that the reader may see it (:func:`zwgk.inforequests.queries.find`)."""
    materials = Material.objects.select_related("file", "file__blob").order_by("pk").prefetch_related("rechecks")
    materials = materials.defer("file__text", "file__elsewhere")
    papers = IssuedPaper.objects.filter(request=request).select_related("sealed_scan").order_by("pk")
    papers = papers.defer("sealed_scan__text", "sealed_scan__elsewhere")
    steps = Step.objects.filter(approval__matter=request.matter_id).select_related("approval", "unit")
    consultations = Consultation.objects.filter(request=request).select_related("online_answer", "unit")
    return CaseFile(
        request=request,
        clocks=list(deadlines.of(request.matter)),
        attempts=list(Attempt.objects.filter(request=request).order_by("pk")),
        transfers=list(Transfer.objects.filter(request=request).select_related("section").order_by("pk")),
        items=list(request.items.order_by("no").prefetch_related(Prefetch("materials", materials))),
        searches=list(SearchRecord.objects.filter(request=request).order_by("pk")),
        consultations=list(consultations.order_by("pk")),
        papers=list(papers.prefetch_related("deliveries")),
        decisions=list(Decision.objects.filter(request=request).select_related("paper").order_by("pk")),
        steps=list(steps.order_by("approval__round", "order", "pk")),
        disputes=list(Dispute.objects.filter(request=request).order_by("pk")),
        reopenings=list(Reopening.objects.filter(request=request).order_by("pk")),
        conversions=list(Conversion.objects.filter(request=request).select_related("document").order_by("pk")),
        online=list(OnlineAct.objects.filter(filing=request.filing_id).order_by("pk")[:50]),
        openings=list(Opening.objects.filter(filing=request.filing_id).order_by("pk")[:50]),
        entries=list(log.story(request.matter_id)[:500]),
        correction=Correction.objects.filter(request=request).first(),
        extension=Extension.objects.filter(request=request).first(),
        reasons=ReasonRequest.objects.filter(request=request).first(),
        period=ReasonablePeriod.objects.filter(request=request).first(),
        fee=FeeNotice.objects.filter(request=request).first(),
    )
