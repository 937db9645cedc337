"""Validity as facts: a change recorded, one that was wrong voided, dates corrected, and the turn of the day."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.people.actor import Actor
from zwgk.publishing import validity
from zwgk.publishing.models import Publication, ValidityChange
from zwgk.publishing.scope import whole_site
from zwgk.rules import validity as rules
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import PublicationState
from zwgk.rules.validity import Change, ChangeKind

#: who keeps the state of the papers of an organ: 政策法规, the publishing desk, 公开办
KEEPS_VALIDITY = (Duty.LEGAL, Duty.PUBLISHER, Duty.DISCLOSURE_OFFICE)
TURN_AT_ONCE = 100


@act("publishing.change_validity")
def change_validity(
    publication: Publication,
    kind: ChangeKind,
    *,
    on: date,
    at: datetime,
    today: date,
    actor: Actor,
    basis: Publication | None = None,
    basis_text: str = "",
    basis_number: str = "",
    articles: str = "",
    until: date | None = None,
) -> ValidityChange:
    """Record that a paper was amended, repealed, declared ended or extended by another (有效性变动登记).

    ``basis`` is the paper of ours that says so, else its name and number; ``on`` the first day on which it holds;
    ``articles`` which articles, "" for the whole. The label on page, lists and search follows at once, or on the day.
    Errors: :class:`BadInput` for what cannot be true and for a circle, whose way is named; nothing is changed then.
    """
    actor.must_be(*KEEPS_VALIDITY, over=publication.organ_id, to="登记有效性变动")
    publication = _locked(publication)
    what = f"不能登记“{kind.label}”"
    text, number, articles = basis_text.strip(), basis_number.strip(), articles.strip()
    if basis is None and not text:
        raise BadInput(what=what, why="没有写明依据哪份文件", remedy="请填写依据文件的名称和文号", field="basis_text")
    if len(text) > 300 or len(number) > 80 or len(articles) > 300:
        raise BadInput(what=what, why="名称和条款最多300字，文号最多80字", remedy="请缩短", field="basis_text")
    if kind is ChangeKind.AMENDS and not articles:
        raise BadInput(
            what=what, why="没有写明修改了哪些条款", remedy="请填写条款，如“第三条、第五条”", field="articles"
        )
    change = Change(kind, on, articles, until if kind is ChangeKind.EXTENDS else None)
    facts = validity.facts_of([publication])[publication.pk]
    basis_on = None
    if basis is not None:
        validity.must_not_circle(basis, publication, what=what)
        basis_on = basis.date_written or basis.published_on
        if ValidityChange.objects.filter(publication=publication, kind=str(kind), basis=basis, voided_at=None).exists():
            raise BadInput(what=what, why=f"《{basis.title}》的这一变动已经登记", remedy="如有误，请先作废原来的登记")
    rules.must_be_sound(change, facts, title=publication.title, basis_on=basis_on)
    row = ValidityChange.objects.create(
        publication=publication,
        kind=str(kind),
        basis=basis,
        basis_text="" if basis else text,
        basis_number="" if basis else number,
        on=on,
        articles=articles,
        until=change.until,
        by=actor.signature,
        at=at,
    )
    _derived(publication, on=today)
    about(row)
    note(publication=publication.pk, kind=str(kind), on=str(on), basis=basis.pk if basis else None)
    return row


@act("publishing.void_validity_change")
def void_validity_change(row: ValidityChange, *, reason: str, at: datetime, today: date, actor: Actor) -> Publication:
    """Void a change that was recorded wrongly (作废有效性登记); it stays on record. Errors: :class:`BadInput`."""
    actor.must_be(*KEEPS_VALIDITY, over=row.publication.organ_id, to="作废有效性登记")
    publication = _locked(row.publication)
    row = ValidityChange.objects.select_for_update(of=("self",)).get(pk=row.pk)
    what = "不能作废这条登记"
    if row.voided_at is not None:
        raise BadInput(what=what, why="它已经作废", remedy="请刷新页面查看最新进展")
    if not reason.strip():
        raise BadInput(what=what, why="没有原因", remedy="请写明错在哪里", field="void_reason")
    if row.by_link and row.basis is not None and row.basis.state == str(PublicationState.LIVE):
        raise BadInput(
            what=what,
            why=f"《{row.basis.title}》公开着，文中载明了这一变动",
            remedy="请先更正那份文件的关联，登记会随之改变",
        )
    row.voided_at, row.void_reason = at, reason.strip()[:300]
    row.save(update_fields=["voided_at", "void_reason"])
    _derived(publication, on=today)
    note(publication=publication.pk, kind=row.kind)
    return publication


@act("publishing.set_term")
def set_term(
    publication: Publication,
    *,
    effective_on: date | None,
    expires_on: date | None,
    reason: str,
    today: date,
    actor: Actor,
) -> Publication:
    """Set when a public paper takes effect and ends, as its text says (登记施行日期和有效期).

    Not for changing a term: that is an extension with its own paper. Errors: :class:`BadInput`.
    """
    actor.must_be(*KEEPS_VALIDITY, over=publication.organ_id, to="登记施行日期和有效期")
    publication = _locked(publication)
    what = "没有登记施行日期和有效期"
    if not reason.strip():
        raise BadInput(
            what=what, why="没有写明依据", remedy="请摘录文中的原话，如“自2026年3月1日起施行”", field="term_reason"
        )
    if effective_on and expires_on and expires_on < effective_on:
        raise BadInput(
            what=what, why=f"有效期至{expires_on}，早于施行日期{effective_on}", remedy="请核对日期", field="expires_on"
        )
    if (effective_on, expires_on) == (publication.effective_on, publication.expires_on):
        nothing_happened()
        return publication
    publication.effective_on, publication.expires_on = effective_on, expires_on
    publication.save(update_fields=["effective_on", "expires_on"])
    _derived(publication, on=today)
    note(effective_on=str(effective_on), expires_on=str(expires_on), reason=reason.strip()[:200])
    return publication


@act("publishing.turn_validity")
def turn_validity(*, today: date, actor: Actor) -> int:
    """Let the papers whose state changes with the day say so (施行、届满); at most :data:`TURN_AT_ONCE`.

    Returns how many were looked at: call it again until it is 0. Days on which nothing ran are made up.
    """
    actor.must_be(*KEEPS_VALIDITY, over=whole_site(), to="更新有效性")
    due = Publication.objects.select_for_update(of=("self",)).filter(turns_on__lte=today).order_by("turns_on", "pk")
    rows = list(due[:TURN_AT_ONCE])
    if not rows:
        nothing_happened()
        return 0
    moved = validity.recount(rows, on=today)
    validity.announce(rows, at=timezone.now())
    note(looked_at=len(rows), moved=[p.pk for p in moved])
    return len(rows)


def _locked(publication: Publication) -> Publication:
    return Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)


def _derived(publication: Publication, *, on: date) -> None:
    validity.recount([publication], on=on)
    validity.announce([publication], at=timezone.now())
