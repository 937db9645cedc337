"""Taking things from the public: with a dated notice, or at once."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from zwgk.audit.acts import act, note
from zwgk.people.actor import Actor
from zwgk.publishing import clearing, effects, shelf
from zwgk.publishing.actions.placing import list_publication
from zwgk.publishing.models import Publication, Removal
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import PublicationState


@act("publishing.withdraw")
def withdraw(publication: Publication, *, notice: str, reason: str, on: date, at: datetime, actor: Actor) -> Removal:
    """Withdraw with a dated public notice (撤回，留告示): the address stays and says since when and why."""
    actor.must_be(Duty.PUBLISHER, over=publication.organ_id, to="撤回已公开信息")
    if not notice.strip():
        raise BadInput(what="不能撤回", why="没有告示", remedy="请写一句对外说明，它会留在原地址上", field="notice")
    if not reason.strip():
        raise BadInput(what="不能撤回", why="没有原因", remedy="请写明撤回的原因和批准人", field="reason")
    return _remove(publication, PublicationState.WITHDRAWN, at=at, on=on, actor=actor, notice=notice, reason=reason)


#: who may pull the emergency cord: everybody who answers for content; approval and reason follow (先撤后补)
MAY_TAKE_DOWN = (
    Duty.PUBLISHER,
    Duty.OFFICE,
    Duty.SECRECY,
    Duty.SECTION_HEAD,
    Duty.DEPUTY,
    Duty.LEADER,
    Duty.DISCLOSURE_OFFICE,
    Duty.INFORMANT,
)


@act("publishing.take_down")
def take_down(publication: Publication, *, on: date, at: datetime, actor: Actor, reason: str = "") -> Removal:
    """Take a publication away at once (紧急撤下): page, files, versions, index, feeds, lists. The reason may follow.

    Doing it twice has the effect of once.
    """
    actor.must_be(*MAY_TAKE_DOWN, over=publication.organ_id, to="紧急撤下")
    existing = Removal.objects.filter(
        publication=publication, publication__state=str(PublicationState.TAKEN_DOWN), restored_at=None
    ).last()
    if existing is not None:
        note(repeated=True)
        return existing
    return _remove(publication, PublicationState.TAKEN_DOWN, at=at, on=on, actor=actor, notice="", reason=reason)


def _remove(
    publication: Publication, state: PublicationState, *, at: datetime, on: date, actor: Actor, notice: str, reason: str
) -> Removal:
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if publication.state not in {PublicationState.LIVE, PublicationState.WITHDRAWN} or publication.state == state:
        raise BadInput(
            what=f"不能办理“{state.label}”",
            why=f"该信息现为“{publication.get_state_display()}”",
            remedy="请刷新页面查看现状",
        )
    removal = Removal.objects.create(
        publication=publication,
        is_emergency=state is PublicationState.TAKEN_DOWN,
        at=at,
        on=on,
        by=actor.signature,
        reason=reason.strip(),
        notice=notice.strip(),
        explained_at=at if reason.strip() else None,
    )
    publication.state = str(state)
    publication.save(update_fields=["state"])
    list_publication(publication)
    paths = effects.gone(publication, at=timezone.now())
    # the bytes go before the act answers: after the commit, so that no page is rendered from the old state in between
    transaction.on_commit(partial(shelf.remove_all, paths))
    note(state=str(state), pages=len(paths), channels=publication.channels.filter(cleaned_at=None).count())
    return removal


@act("publishing.explain_take_down")
def explain_take_down(removal: Removal, *, reason: str, at: datetime, actor: Actor) -> Removal:
    """Add the reason of an emergency afterwards (补办说明)."""
    actor.must_be(*MAY_TAKE_DOWN, over=removal.publication.organ_id, to="补办撤下说明")
    if not reason.strip():
        raise BadInput(what="不能补办说明", why="原因是空的", remedy="请写明撤下的原因", field="reason")
    removal.reason = reason.strip()
    removal.explained_at = at
    removal.save(update_fields=["reason", "explained_at"])
    return removal


@act("publishing.restore")
def restore(publication: Publication, *, reason: str, at: datetime, actor: Actor) -> Publication:
    """Put a withdrawn publication back (恢复公开). Its current version's clearance must still stand and fit."""
    actor.must_be(Duty.PUBLISHER, over=publication.organ_id, to="恢复公开")
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if publication.state not in {PublicationState.WITHDRAWN, PublicationState.TAKEN_DOWN}:
        raise BadInput(
            what="不能恢复", why=f"该信息现为“{publication.get_state_display()}”", remedy="请刷新页面查看现状"
        )
    if not reason.strip():
        raise BadInput(what="不能恢复", why="没有理由", remedy="请写明恢复的理由和批准人", field="reason")
    removal = publication.removals.filter(restored_at=None).latest("pk")
    if removal.is_emergency and removal.explained_at is None:
        raise BadInput(what="不能恢复", why="紧急撤下的原因还没有补办说明", remedy="请先补办说明，再决定是否恢复")
    version = publication.versions.select_related("clearance").latest("no")
    clearing.must_still_stand(version)
    publication.state = str(PublicationState.LIVE)
    publication.save(update_fields=["state"])
    publication.removals.filter(restored_at=None).update(restored_at=at)
    list_publication(publication)
    effects.changed(publication, at=timezone.now())
    note(removal=removal.pk, version=version.no)
    return publication
