"""The acts that a journey leaves out of the browser: a document carried from stage to stage by those in charge.

Everything goes through the rooms' acts under the posts of real people; nothing is written past them.
"""

from __future__ import annotations

from datetime import datetime

from zwgk.documents import queries
from zwgk.documents.actions import checking, drafting, handing, publishing, redacting, signing, submitting
from zwgk.documents.models import Document
from zwgk.documents.models.deciding import SecrecyResult
from zwgk.people import actions as people
from zwgk.people import today as day
from zwgk.people.actor import SYSTEM, Actor, actor_for
from zwgk.people.models import Post, SiteSettings, Unit, UnitKind
from zwgk.publishing.models import Column
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_flow import Stage
from zwgk.rules.duties import Duty
from zwgk.rules.release_checks import Gate, Point

ALL_TICKS = (*(str(p) for p in Point), *(str(g) for g in Gate))
SIGNERS = {
    Stage.SECTION: Duty.SECTION_HEAD,
    Stage.OFFICE: Duty.OFFICE,
    Stage.SECRECY: Duty.SECRECY,
    Stage.LEADER: Duty.DEPUTY,
}


def who(duty: Duty) -> Actor:
    """The person of the journey's county who holds the duty, acting under that post today."""
    post = Post.objects.filter(duties__duty=str(duty)).select_related("unit", "user").order_by("pk").first()
    assert post is not None, duty.label
    return actor_for(post, today=day.today())


def paper(number: str) -> Document:
    """The document of a matter's number."""
    return Document.objects.select_related("matter", "organ", "publication").get(matter__number=number)


def draft(title: str, body_html: str, column: str, kind: str = "circular") -> str:
    """A fresh draft in a column; returns its number."""
    actor = who(Duty.DRAFTER)
    post = Post.objects.select_related("unit", "unit__parent").get(pk=actor.post_id or 0)
    document = drafting.create(
        title,
        organ=post.unit.parent or post.unit,
        kind=kind,
        on=day.today(),
        at=day.now(),
        actor=actor,
        body_html=body_html,
        section=post.unit,
        column=Column.objects.get(slug=column),
    )
    return document.matter.number


def advance(number: str, goal: str) -> str:
    """Carry a document on until it stands at ``goal`` (a stage); returns the stage reached."""
    for _ in range(12):
        document = paper(number)
        if document.matter.stage == goal:
            return goal
        _step(document, Stage(document.matter.stage), day.now())
    raise AssertionError(f"{number} stays at {paper(number).matter.stage}")


def _step(document: Document, stage: Stage, at: datetime) -> None:
    on = day.today()
    if stage in {Stage.DRAFTING, Stage.RETURNED}:
        _send(document, at)
    elif stage in SIGNERS:
        chosen = Disclosure(document.disclosure)
        secrecy = SecrecyResult.PARTLY if chosen is Disclosure.REDACTED else SecrecyResult.OPEN
        verdict = signing.Verdict(
            chosen,
            ground_code=document.ground_code,
            ground_reason=document.ground_reason,
            ticks=ALL_TICKS,
            secrecy=secrecy if stage is Stage.SECRECY else None,
        )
        signing.sign(document, verdict, on=on, at=at, actor=who(SIGNERS[stage]))
    elif stage is Stage.NUMBERING:
        if not document.doc_number:
            handing.number(document, on=on, actor=who(Duty.OFFICE))
        handing.seal(paper(document.matter.number), copies=10, on=on, at=at, actor=who(Duty.OFFICE))
    elif stage is Stage.HANDOVER:
        handing.hand_over(document, on=on, at=at, actor=who(Duty.DRAFTER))
    elif stage is Stage.TO_PUBLISH:
        publishing.publish(document, at=at, actor=who(Duty.PUBLISHER))
    else:
        raise AssertionError(f"nothing leads on from {stage.label}")


def _send(document: Document, at: datetime) -> None:
    """The drafter's part: attribute, pre-review, check, every weighty finding answered by two, 送审."""
    drafter, on = who(Duty.DRAFTER), day.today()
    if not document.disclosure:
        submitting.propose(document, Disclosure.PUBLIC, actor=drafter)
    if document.column is None:
        document.column = Column.objects.get(slug="zcwj")
        document.save(update_fields=["column"])
    checking.check(document, today=on, at=at, actor=drafter)
    for finding in checking.blocking(document):
        checking.keep_finding(finding, reason="单位对外公布的联系方式", at=at, actor=drafter)
        checking.confirm_finding(finding, at=at, actor=who(Duty.SECRECY))
    submitting.precheck(
        paper(document.matter.number),
        answers=dict.fromkeys(submitting.PRECHECK, True),
        result="",
        on=on,
        at=at,
        actor=drafter,
    )
    submitting.submit(paper(document.matter.number), chain_code="four", on=on, at=at, actor=drafter)


def proved(number: str) -> bool:
    """Read the public copy again as a second person."""
    document = paper(number)
    copy = redacting.current_copy(document)
    assert copy is not None
    redacting.read_redacted(copy, at=day.now(), actor=who(Duty.SECRECY), remaining_is_fine=True)
    return True


def stage(number: str) -> str:
    """Where a document stands."""
    return str(paper(number).matter.stage)


def opinions(number: str) -> list[list[str]]:
    """What each level said, and by which way: ``[[level, opinion, via], …]``."""
    return [[step.level, step.opinion, step.via] for step in queries.steps(paper(number))]


def address(number: str) -> str:
    """The public address of a document."""
    return f"/p/{paper(number).publication_id}"


def published_at(number: str) -> str:
    """When a document became public (ISO)."""
    publication = paper(number).publication
    assert publication is not None
    return publication.published_at.isoformat()


def organs(number: int) -> int:
    """So many departments more below the government, those that are not there yet; returns how many were added."""
    government = SiteSettings.objects.select_related("government").get().government
    there = set(Unit.objects.filter(parent=government).values_list("name", flat=True))
    names = [f"清岚县第{place}工作办公室" for place in range(1, number + 1)]
    added = [name for name in names if name not in there]
    for name in added:
        people.add_unit(name, UnitKind.DEPARTMENT, parent=government, actor=SYSTEM)
    return len(added)


def organ_with_paper(name: str, title: str, column: str) -> tuple[int, str]:
    """A further organ of the county with one public paper; returns its number and the paper's address."""
    from zwgk.files import body
    from zwgk.publishing import addresses, clearing
    from zwgk.publishing.actions import publish
    from zwgk.publishing.content import Content

    county = SiteSettings.objects.get().government
    organ = people.add_unit(name, UnitKind.DEPARTMENT, parent=county, actor=SYSTEM)
    content = Content(title, body.sanitise(f"<p>{title}。</p>"), organ.pk, Column.objects.get(slug=column).pk)
    clearance = clearing.reviewed(
        content.digest,
        subject=title,
        basis="逐件审查",
        approved_by="局长",
        approved_on=day.today(),
        organ_id=organ.pk,
        matter_id=None,
        details={},
    )
    paper = publish(content, clearance=clearance, at=day.now(), actor=SYSTEM)
    return organ.pk, addresses.publication(paper.pk)
