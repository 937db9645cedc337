"""The closed file (案卷): filed with a term and a number, taken out with a reason, its applicant erased by two.

依据:《政府信息公开条例》第四十五条;《个人信息保护法》第十九、四十七条
"""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import about, act, note
from zwgk.files.models import File
from zwgk.inforequests import charge, moving
from zwgk.inforequests.actions import ending
from zwgk.inforequests.filed.sheets import ERASED
from zwgk.inforequests.identity import opening
from zwgk.inforequests.models import (
    ArchivedCase,
    Delivery,
    Erasure,
    Filing,
    InfoRequest,
    IssuedPaper,
    Material,
    PaperNumber,
    Progress,
)
from zwgk.matters import keeping
from zwgk.people.actor import Actor
from zwgk.rules import archiving, privacy, retention
from zwgk.rules.applicants import Applicant
from zwgk.rules.archiving import Term
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed
from zwgk.rules.inforequest import DESK, HEAD, Stage

CLERKS = (*DESK, Duty.ARCHIVIST)


@act("inforequests.file_case")
def file_case(
    request: InfoRequest,
    *,
    term: Term,
    on: date,
    at: datetime,
    actor: Actor,
    reason: str = "",
    fonds: str = "",
) -> ArchivedCase:
    """File an ended case under a term (归档立卷); it gets its number for good and is archived where it is not yet.

    ``fonds``: the 全宗号 of the organ, "" where the archives gave none yet: then there is no 档号. Errors:
    :class:`BadInput` for a shorter term without a reason, or a case that is filed; as :func:`ending.archive`.
    """
    request = _mine(request, actor, CLERKS, "归档立卷")
    if ArchivedCase.objects.filter(request=request).exists():
        raise BadInput(what="不能归档", why="这件申请已经立卷", remedy="请刷新页面")
    row = proposed(request)
    archiving.must_be_reasoned(row.term, term, reason)
    if fonds:
        archiving.must_be_fonds(fonds)
    if Stage(request.matter.stage) is not Stage.ARCHIVED:
        request = ending.archive(request, on=on, at=at, actor=actor)
    year = archiving.filing_year(request.answered_on, request.matter.closed_on or on)
    request.keep_until = retention.keep_until(year, term)
    request.save(update_fields=["keep_until"])
    counter, _ = PaperNumber.objects.select_for_update().get_or_create(
        organ=request.organ, word=f"归档{archiving.CODES[term]}", year=year
    )
    counter.last += 1
    counter.save(update_fields=["last"])
    number = archiving.archival_number(fonds, year, term, counter.last, retention.SECTION_CODE) if fonds else ""
    file = ArchivedCase.objects.create(
        request=request,
        year=year,
        term=str(term),
        proposed_term=str(row.term),
        basis=f"{row.label}（{row.basis}）",
        reason=reason.strip()[:300],
        number=counter.last,
        archival_number=number,
        filed_by=actor.signature,
        filed_on=on,
    )
    note(year=year, term=str(term), number=counter.last)
    return file


def proposed(request: InfoRequest) -> retention.RetentionRow:
    """The class and term proposed for a case."""
    return retention.proposed(request.outcome, disputed=request.disputes.exists())


@act("inforequests.take_out")
def take_out(request: InfoRequest, *, reason: str, as_package: bool, at: datetime, actor: Actor) -> Applicant | None:
    """Take the whole file out (调取案卷): the applicant stands in it, so each time has a reason and is logged.

    Returns the applicant, None where erased. Errors: ``NotAllowed``; :class:`BadInput` without a reason;
    :class:`GateClosed` while the case is under way, or where the key is not here.
    """
    request = _mine(request, actor, CLERKS, "调取案卷")
    said = moving.must_say(reason, "调取原因", "reason", what="不能调取案卷", most=120)
    if Stage(request.matter.stage) not in {Stage.ANSWERED, Stage.WITHDRAWN, Stage.ARCHIVED}:
        raise GateClosed(what="不能调取案卷", why="这件申请还在办理", remedy="请在答复之后再调取")
    note(reason_length=len(said), package=as_package)
    sealed = request.filing.sealed
    return opening.applicant(sealed, whose=request.filing.number) if sealed else None


@act("inforequests.ask_erasure")
def ask_erasure(request: InfoRequest, *, because: str, on: date, at: datetime, actor: Actor) -> Erasure:
    """Ask that who applied be erased from a file whose time is over (提出清除); another person decides.

    Errors: :class:`GateClosed` while the file is kept; :class:`BadInput`.
    """
    request = _mine(request, actor, CLERKS, "提出清除申请人信息")
    retention.must_be_over(request.keep_until, on)
    if Erasure.objects.filter(request=request).exists():
        raise BadInput(what="不能提出清除", why="已经提出过", remedy="请由另一位同事核准")
    row = Erasure.objects.create(
        request=request,
        because=moving.must_say(because, "理由", "because", what="不能提出清除"),
        asked_by=actor.signature,
        asked_by_user=actor.user_id,
        asked_on=on,
    )
    keeping.wait_for(
        request.matter, "inforequests.erase", "核准清除申请人信息", unit=request.organ, duty=Duty.OFFICE, at=at
    )
    about(row)
    note(request=request.pk)
    return row


@act("inforequests.erase")
def erase(request: InfoRequest, *, on: date, at: datetime, actor: Actor) -> Erasure:
    """Erase who applied (清除申请人信息), as a second person: identity, proofs, scans, names; days and figures remain.

    Errors: :class:`NotAllowed` for the one who asked; :class:`GateClosed` before it was asked or while it is kept.
    """
    request = _mine(request, actor, HEAD, "核准清除申请人信息")
    row = Erasure.objects.select_for_update().filter(request=request).first()
    if row is None:
        raise GateClosed(what="不能清除", why="还没有人提出清除", remedy="请先由经办人提出并写明理由")
    if row.done_on is not None:
        raise BadInput(what="不能清除", why=f"已于{row.done_on}清除", remedy="请刷新页面")
    if actor.user_id is not None and actor.user_id == row.asked_by_user:
        raise NotAllowed(what="不能清除", why="提出人不能自己核准（双人办理）", remedy="请由另一位同事核准")
    retention.must_be_over(request.keep_until, on)
    removed = _forget(request)
    row.done_by, row.done_on = actor.signature, on
    row.save(update_fields=["done_by", "done_on"])
    keeping.no_longer_wait(request.matter)
    about(row)
    note(request=request.pk, proofs=removed[0], scans=removed[1])
    return row


def _forget(request: InfoRequest) -> tuple[int, int]:
    """Take every trace of the person out of the rows; returns how many proofs and scans went."""
    filing = request.filing
    who = opening.applicant(filing.sealed, whose=filing.number) if filing.sealed else None
    secrets = (who.name, who.contact_name, who.number, who.phone, who.email, who.address) if who is not None else ()

    def without(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, "＊＊") if len(secret) >= 2 else text
        return privacy.redacted(text)

    proofs, _ = filing.proofs.all().delete()
    description = without(filing.description)
    Filing.objects.filter(pk=filing.pk).update(
        sealed="", person="", masked_name=ERASED, needs_help="", description=description, reply_key=""
    )
    for item in request.items.all():
        item.description = without(item.description)
        item.save(update_fields=["description"])
    correction = getattr(request, "correction", None)
    if correction is not None:
        correction.description = without(correction.description)
        correction.save(update_fields=["description"])
    request.attempts.update(words="")
    for done in filing.online_acts.exclude(text=""):
        done.text = without(done.text)
        done.save(update_fields=["text"])
    Progress.objects.filter(filing=filing).update(story=[], asks=[], ending={})
    request.evidence, request.withdrawn_because = "", ""
    request.save(update_fields=["evidence", "withdrawn_because"])
    request.matter.title = f"{ERASED}：{description}".replace("\n", " ")[:120]
    request.matter.save(update_fields=["title"])
    papers = IssuedPaper.objects.filter(request=request)
    for paper in papers:
        elements = {name: without(str(text)) for name, text in dict(paper.facts.get("elements", {})).items()}
        if "applicant" in elements:
            elements["applicant"] = ERASED
        paper.facts = {**paper.facts, "elements": elements}
        paper.save(update_fields=["facts"])
    deliveries = Delivery.objects.filter(paper__request=request)
    scans = [*papers.values_list("sealed_scan", flat=True)]
    scans += [pk for row in deliveries.values_list("evidence", "authority") for pk in row]
    papers.update(sealed_scan=None)
    deliveries.exclude(signed_by="").update(signed_by=ERASED)
    deliveries.update(evidence=None, authority=None, is_proxy=False, tracking_no="")
    copies = list(filing.reply_parts.values_list("file", flat=True))
    filing.reply_parts.all().delete()
    kept = Material.objects.filter(item__request=request).values_list("file", flat=True)
    beside = File.objects.filter(matter_id=request.matter_id).exclude(pk__in=kept).values_list("pk", flat=True)
    gone, _ = File.objects.filter(pk__in=[*(pk for pk in scans if pk), *copies, *beside]).delete()
    return proofs, gone


def _mine(request: InfoRequest, actor: Actor, duties: tuple[Duty, ...], to: str) -> InfoRequest:
    fresh = InfoRequest.objects.select_related("organ", "filing", "matter__section").get(pk=request.pk)
    charge.must(actor, *duties, request=fresh, to=to)
    fresh.matter = keeping.locked(fresh.matter)
    return fresh
