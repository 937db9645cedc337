"""Correcting what is public: a new version with a note; typing errors by the short way."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from zwgk.audit.acts import act, note
from zwgk.people.actor import Actor
from zwgk.people.today import today
from zwgk.publishing import clearing, effects, leaks, validity
from zwgk.publishing.actions.placing import add_version, column_for, describe, list_publication
from zwgk.publishing.content import Content
from zwgk.publishing.models import Clearance, Publication
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import PublicationState


@act("publishing.correct")
def correct(
    publication: Publication,
    content: Content,
    *,
    clearance: Clearance,
    change_note: str,
    at: datetime,
    actor: Actor,
    is_minor: bool = False,
) -> Publication:
    """Replace the wording by a reviewed new one (更正; ``is_minor``: 勘误). The earlier version stays for the record.

    The address, the index number and the day of first publication stay. Errors: :class:`NotCleared`, :class:`BadInput`.
    """
    actor.must_be(Duty.PUBLISHER, over=publication.organ_id, to="更正已公开信息")
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if publication.state != PublicationState.LIVE:
        raise BadInput(
            what="不能更正", why=f"该信息现为“{publication.get_state_display()}”", remedy="请先恢复公开，或另行发布"
        )
    if not change_note.strip():
        raise BadInput(what="不能更正", why="没有更正说明", remedy="请写明改了什么、为什么改", field="change_note")
    clearing.must_fit(content, clearance, today=today())
    column_for(content)
    keys_before = effects.keys_of(publication)
    describe(publication, content)
    publication.column_id = content.column_id
    publication.save()
    version = add_version(
        publication, content, clearance, at=at, by=actor.signature, change_note=change_note.strip(), is_minor=is_minor
    )
    list_publication(publication)
    validity.settle([publication], by=actor.signature, at=timezone.now())
    effects.touched(keys_before, at=timezone.now())
    effects.changed(publication, at=timezone.now())
    effects.render(publication)
    leaks.ask(publication, at=at)
    note(version=version.no, minor=is_minor, clearance=clearance.pk)
    return publication
