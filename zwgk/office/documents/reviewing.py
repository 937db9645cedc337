"""前置程序 of a 规范性文件: the four steps as a checklist, and recording one with its opinion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from zwgk.documents import charge, queries, receiving
from zwgk.documents.actions import reviewing
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.documents.finding import base, found, head
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.rules.document_flow import FLOW, Stage
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.normative import REVIEWS, Review, ReviewRule, Told

if TYPE_CHECKING:
    from zwgk.documents.models import Document, NormativeReview


#: shown as a checklist of their own, not among the other gates of a matter
LABELS = frozenset(review.label for review in Review)


@dataclass(frozen=True)
class Step:
    """One line of the checklist: the rule, the newest record, whether it is open now, whether this actor records it."""

    rule: ReviewRule
    row: NormativeReview | None
    is_open: bool
    may: bool
    earlier: bool

    @property
    def says(self) -> str:
        """How it stands, in a word."""
        if self.row is None:
            return "未办"
        if not self.row.passed:
            return "未通过"
        return "文稿改过，须重新办理" if self.is_open else "已办"


def checklist(document: Document, actor: Actor) -> list[Step]:
    """The steps of a 规范性文件 in their order; empty for other papers."""
    if not document.is_normative:
        return []
    rows, missing = queries.reviews(document), reviewing.open_reviews(document)
    is_open = Stage(document.matter.stage) in FLOW.move("review").since
    return [
        Step(
            rule,
            rows.get(rule.review),
            rule.review in missing,
            is_open and charge.may(actor, rule.duties, document),
            rule.review in missing and rule.review in rows,
        )
        for rule in REVIEWS
    ]


def page(request: HttpRequest, number: str) -> HttpResponse:
    """The checklist with a form at each step that this actor may record."""
    return _show(request, found(request, number))


def _show(
    request: HttpRequest, document: Document, *, refusal: RuleViolation | None = None, at: str = ""
) -> HttpResponse:
    context = {**head(request, document), "steps": checklist(document, actor_of(request)), "refused_at": at}
    return shell.render(request, "documents/reviews.html", context, refusal=refusal)


@require_POST
def record(request: HttpRequest, number: str, code: str) -> HttpResponseBase:
    """Record one step."""
    document = found(request, number)
    try:
        try:
            review = Review(code)
        except ValueError as error:
            raise BadInput(what="没有记录", why="没有这一事项", remedy="请刷新页面") from error
        upload = request.FILES.get("file")
        file = None
        if upload is not None:
            file = receiving.opinion(document, review, upload.name or "意见书", upload, actor=actor_of(request))
        told = Told(
            passed=posted.text(request, "passed") != "no",
            opinion=posted.text(request, "opinion"),
            by=posted.text(request, "by"),
            on=posted.day(request, "on", "日期"),
            link=posted.text(request, "link"),
            first_on=posted.day(request, "first_on", "开始日期"),
            last_on=posted.day(request, "last_on", "截止日期"),
            why_not=posted.text(request, "why_not"),
            meeting=posted.text(request, "meeting"),
        )
        reviewing.record(document, review, told, at=day.now(), actor=actor_of(request), file=file)
    except RuleViolation as refusal:
        return _show(request, document, refusal=refusal, at=code)
    sentence = f"已记录“{review.label}”" + ("" if told.passed else "：未通过，不能签发")
    return shell.done(request, sentence, to=f"{base(document)}reviews/")
