"""Clean-up batches as pages and files ask for them: who sees which, how far they are, the four lists."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.db.models import Count, Q, QuerySet

from zwgk.documents.models import Cleanup, CleanupItem
from zwgk.documents.shares import Share, shares
from zwgk.matters import queries as matters
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing.models import Link, Publication
from zwgk.rules.cleaning import CleanupStage, Known, Verdict
from zwgk.rules.publication import LinkKind, PublicationState, Validity
from zwgk.ui.paging import Page, page_of


def visible_to(actor: Actor) -> QuerySet[Cleanup]:
    """The batches of the actor's scope, and those in which its organ takes part."""
    return Cleanup.objects.filter(matters.visible_q(actor)).select_related("matter", "organ", "decision__publication")


def find(actor: Actor, number: str) -> Cleanup | None:
    """One batch by the number of its matter (清2026-00001)."""
    return visible_to(actor).filter(matter__number=number).first()


def listed(actor: Actor, cursor: str, *, size: int = 30) -> Page[Cleanup]:
    """One page of batches, latest touched first."""
    return page_of(visible_to(actor), cursor, by=("matter__touched_at", "id"), size=size)


def items(
    cleanup: Cleanup,
    cursor: str,
    *,
    unit_id: int | None = None,
    verdict: str = "",
    unanswered: bool = False,
    size: int = 50,
) -> Page[CleanupItem]:
    """One page of a batch's papers."""
    rows = cleanup.items.select_related("publication", "unit")
    if unit_id:
        rows = rows.filter(unit=unit_id)
    if verdict:
        rows = rows.filter(verdict=verdict)
    if unanswered:
        rows = rows.filter(answer="")
    return page_of(rows, cursor, by=("publication__published_at", "id"), size=size)


def item(cleanup: Cleanup, pk: int) -> CleanupItem | None:
    """One paper of a batch."""
    return cleanup.items.filter(pk=pk).select_related("publication", "unit", "cleanup").first()


def progress(cleanup: Cleanup) -> list[Share]:
    """How far each unit is, who has most left first; one question."""
    return shares(cleanup.items.all(), answered=~Q(answer=""))


def totals(cleanup: Cleanup) -> dict[Verdict, int]:
    """How many papers stand in each of the four lists."""
    rows = dict(cleanup.items.exclude(verdict="").values_list("verdict").annotate(n=Count("pk")))
    return {verdict: rows.get(str(verdict), 0) for verdict in Verdict}


def stage_label(cleanup: Cleanup) -> str:
    """The word of the stage; 已公布 comes from the decision's own publication."""
    decision = cleanup.decision
    if decision is not None and decision.publication is not None:
        live = decision.publication.state == PublicationState.LIVE
        return "结果已公布" if live else "决定已撤下"
    return CleanupStage(cleanup.matter.stage).label


def scope(organ: Unit) -> QuerySet[Publication]:
    """The 规范性文件 of an organ and all below it that still bind somebody."""
    past = [str(state) for state in Validity if state.is_past and state is not Validity.EXPIRED]
    return Publication.objects.filter(
        organ__in=organ.paths_down.values("below"), is_normative=True, state=str(PublicationState.LIVE)
    ).exclude(validity__in=past)


def known(publications: Sequence[Publication]) -> dict[int, Known]:
    """What the rules need to know of each; one question for however many."""
    ended: dict[int, list[str]] = {}
    rows = Link.objects.filter(
        publication__in=publications,
        kind=str(LinkKind.BASIS),
        target__validity__in=[str(state) for state in Validity if state.is_past],
    )
    for pk, number, title in rows.values_list("publication", "target__doc_number", "target__title"):
        ended.setdefault(pk, []).append(number or f"《{title}》")
    return {
        p.pk: Known(
            p.title,
            Validity(p.validity) if p.validity else Validity.NONE,
            p.in_force_from,
            p.in_force_to or p.expires_on,
            tuple(ended.get(p.pk, ())),
        )
        for p in publications
    }


Row = tuple[int, str, str, str, str]
HEADINGS = ("序号", "文件名称", "文号", "制定机关", "说明")


def four_lists(cleanup: Cleanup) -> dict[Verdict, list[Row]]:
    """The result: papers by verdict, numbered, oldest first."""
    lists: dict[Verdict, list[Row]] = {verdict: [] for verdict in Verdict}
    rows = cleanup.items.exclude(verdict="").select_related("publication__organ")
    for row in rows.order_by("publication__date_written", "publication__pk"):
        found = lists[Verdict(row.verdict)]
        paper = row.publication
        found.append((len(found) + 1, paper.title, paper.doc_number, str(paper.organ), _says(row)))
    return lists


def _says(row: CleanupItem) -> str:
    if row.until:
        return f"有效期延长至{row.until.year}年{row.until.month}月{row.until.day}日"
    if row.verdict == str(Verdict.AMEND):
        return f"修改{row.articles}：{row.reason}" if row.articles else f"由起草单位另行修改：{row.reason}"
    return row.reason


def decision_body(cleanup: Cleanup) -> str:
    """The text of the decision (清理结果): an opening, and a table for each list that is not empty."""
    lists = four_lists(cleanup)
    number = {verdict: len(rows) for verdict, rows in lists.items()}
    told = "，".join(f"{_VERBS[verdict]}{n}件" for verdict, n in number.items() if n)
    day = cleanup.cutoff_on
    parts = [
        f"<p>根据{escape(cleanup.basis)}，{escape(cleanup.organ.name)}对截至{day.year}年{day.month}月{day.day}日的"
        f"行政规范性文件进行了清理，决定{told}。</p>",
        "<p>本决定自公布之日起施行。废止和宣布失效的文件不再作为行政管理的依据，已经依照原文件作出的决定不受影响。</p>",
    ]
    for order, (verdict, rows) in enumerate((v, r) for v, r in lists.items() if r):
        head = "".join(f"<th>{name}</th>" for name in HEADINGS)
        lines = "".join("<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>" for row in rows)
        numeral = "一二三四"[order]
        parts.append(f"<h2>{numeral}、{_VERBS[verdict]}的行政规范性文件目录（{len(rows)}件）</h2>")
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>")
    return "".join(parts)


_VERBS = {Verdict.KEEP: "保留", Verdict.AMEND: "修改", Verdict.REPEAL: "废止", Verdict.DECLARE: "宣布失效"}
