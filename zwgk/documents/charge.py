"""Whose paper it is: one place decides who may act on a document and who may read it (科室之间的界限).

起草 and 科室负责人 act on papers of their own section, or on those given to them; 办公室, 政策法规, 保密审查, leaders
and the publishing section reach the whole organ. Colleagues read what is signed and final, never others' drafts.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from zwgk.documents.models import Document
from zwgk.matters import charge as in_charge
from zwgk.matters import queries as matters
from zwgk.people.actor import Actor
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import IN_PAPERS, Duty
from zwgk.rules.errors import NotAllowed

#: signed and no longer on its way
FINAL = (Stage.PUBLISHED, Stage.NOT_PUBLISHED, Stage.ARCHIVED)
#: what colleagues of the organ may read then; the original of a redacted paper, or a withheld one, is not for all
FOR_COLLEAGUES = (Disclosure.PUBLIC, Disclosure.ON_REQUEST)
#: what the archive (档案) must see to close and keep it, whatever its attribute
FOR_THE_ARCHIVE = (*FINAL, Stage.WITHDRAWN)


def visible_q(actor: Actor) -> Q:
    """The condition under which a document is there for the actor."""
    if actor.is_system:
        return Q()
    reached = matters.reach(actor)
    of_mine = matters.of_the_organ_q(reached)
    final = Q(matter__stage__in=[str(s) for s in FINAL], disclosure__in=[str(d) for d in FOR_COLLEAGUES])
    if actor.has(Duty.ARCHIVIST):
        final |= Q(matter__stage__in=[str(s) for s in FOR_THE_ARCHIVE])
    return matters.visible_q(actor, counted=IN_PAPERS, besides=of_mine & final)


def may(actor: Actor, duties: Iterable[Duty], document: Document) -> bool:
    """True where one of the duties reaches this very document."""
    return in_charge.may(actor, duties, document.matter, organ=document.organ_id)


def must(actor: Actor, *duties: Duty, document: Document, to: str) -> None:
    """Refuse unless one of the duties reaches this document. Errors: :class:`NotAllowed`, naming whose paper it is."""
    in_charge.must(actor, *duties, matter=document.matter, organ=document.organ_id, to=to, thing="这份文件")


def must_be_at_home(actor: Actor, duties: Iterable[Duty], *, organ: int, section: int | None, to: str) -> None:
    """Refuse to open a paper for a section that is not one's own. Errors: :class:`NotAllowed`."""
    held = [duty for duty in duties if actor.may(duty, over=organ)]
    if held and not any(actor.reaches(duty, organ=organ, section=section) for duty in held):
        raise NotAllowed(
            what=f"不能{to}", why="您的岗位不在这个科室", remedy="请由该科室的同事起草，或以本科室的名义起草"
        )
