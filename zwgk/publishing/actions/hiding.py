"""Taking an earlier public wording out of the public's sight, while the present one stays."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from zwgk.audit.acts import act, note, nothing_happened
from zwgk.people.actor import Actor
from zwgk.publishing import effects, leaks, shelf
from zwgk.publishing.models import Hiding, Publication, Version
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.hiding import HidingCause

#: who may hide an earlier wording, and read it afterwards
MAY_HIDE = (Duty.PUBLISHER, Duty.OFFICE, Duty.SECRECY, Duty.DEPUTY, Duty.LEADER, Duty.DISCLOSURE_OFFICE)


@act("publishing.hide_version")
def hide_version(version: Version, cause: HidingCause, *, reason: str, on: date, at: datetime, actor: Actor) -> Hiding:
    """Hide an earlier public wording (隐藏旧版本): its page, files and comparisons are gone at once.

    The list of versions says on which day and for what kind of reason; the note of the correction that followed is no
    longer shown either, since it may quote what leaked. Doing it twice has the effect of once.

    Errors: :class:`BadInput` for the present wording (it is corrected or taken down instead) and without a reason.
    依据：《个人信息保护法》第四十七条
    """
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=version.publication_id)
    actor.must_be(*MAY_HIDE, over=publication.organ_id, to="隐藏旧版本")
    existing = Hiding.objects.filter(version=version.pk).first()
    if existing is not None:
        nothing_happened()
        return existing
    if version.pk == publication.current_id:
        raise BadInput(
            what="不能隐藏这一版",
            why=f"第{version.no}版是现行版本",
            remedy="请先更正，再隐藏旧版本；一刻也不能留的，请紧急撤下",
        )
    if not reason.strip():
        raise BadInput(what="不能隐藏这一版", why="没有写明原因", remedy="请写明原因和批准人", field="hide_reason")
    if len(reason.strip()) > 500:
        raise BadInput(what="不能隐藏这一版", why="原因最多500字", remedy="请缩短", field="hide_reason")
    Version.objects.filter(pk=version.pk).update(is_public=False)
    hidden = Hiding.objects.create(
        version=version, cause=str(cause), reason=reason.strip(), on=on, at=at, by=actor.signature
    )
    key = shelf.key_of_publication(publication.pk)
    paths = shelf.paths_depending_on(key)
    effects.mark_changed([publication.pk], at=timezone.now())
    effects.touched([key], at=timezone.now())
    transaction.on_commit(partial(shelf.remove_all, paths))
    leaks.ask(publication, at=at)
    note(publication=publication.pk, version=version.no, cause=str(cause))
    return hidden
