"""登记: a request that came by counter, post, fax, e-mail or by word of mouth, entered by staff.

First the channel, because it decides which day counts and what must be kept; then the form. What was uploaded stays
with the form through every refusal, and a letter saved as ``.eml`` fills it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from zwgk.inforequests import intake, mails, receiving
from zwgk.inforequests.actions import taking
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.office.requests.finding import base
from zwgk.people import public
from zwgk.people import today as day
from zwgk.rules.applicants import MAX_DESCRIPTION, Applicant, ApplicantClass, Form, Proof, Way, Wish
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.inforequest import DESK
from zwgk.rules.receipt import RECEIPT_RULES, Channel, Event

if TYPE_CHECKING:
    from datetime import date

    from zwgk.files.models import File
    from zwgk.people.actor import Actor
    from zwgk.people.models import Unit

#: which days each channel asks for, the one that decides last
DAYS: dict[Channel, tuple[Event, ...]] = {
    Channel.IN_PERSON: (Event.SUBMITTED,),
    Channel.REGISTERED_MAIL: (Event.SIGNED_FOR,),
    Channel.ORDINARY_MAIL: (Event.ARRIVED, Event.CONFIRMED),
    Channel.MISDIRECTED: (Event.ARRIVED, Event.CONFIRMED),
    Channel.EMAIL: (Event.ARRIVED, Event.CONFIRMED),
    Channel.FAX: (Event.ARRIVED, Event.CONFIRMED),
    Channel.ORAL: (Event.FORM_SIGNED,),
}


@never_cache
def page(request: HttpRequest) -> HttpResponseBase:
    """Choose the channel, fill the form, see number and query code once."""
    actor = actor_of(request)
    organs = [unit for unit in public.organs() if any(actor.may(duty, over=unit) for duty in DESK)]
    actor.must_be(*DESK, over=None, to="登记申请")
    chosen = request.POST.get("channel") or request.GET.get("channel", "")
    channel = next((one for one in DAYS if one.value == chosen), None)
    if channel is None:
        context: dict[str, Any] = {"rules": [RECEIPT_RULES[one] for one in DAYS]}
        return shell.render(request, "requests/channels.html", context)
    if request.method != "POST":
        return _form(request, channel, organs, {})
    kept = receiving.own_loose(actor, _numbers(request))
    prefill: dict[str, Any] = {}
    try:
        kept, prefill = _brought(request, actor, kept)
        if "read" in request.POST:
            return _form(request, channel, organs, prefill, kept=kept)
        row, code = _register(request, channel, organs, actor, kept)
    except RuleViolation as refusal:
        return _form(request, channel, organs, prefill, kept=kept, refusal=refusal)
    if not code:
        return shell.done(request, "这份申请已经登记过，没有重复登记", to=base(row))
    context = {"row": row, "filing": row.filing, "matter": row.matter, "code": code, "base": base(row), "is_new": True}
    return shell.render(request, "requests/code.html", context)


def _register(
    request: HttpRequest, channel: Channel, organs: list[Unit], actor: Actor, kept: list[File]
) -> tuple[Any, str]:
    wanted = posted.text(request, "organ")
    organ = next((unit for unit in organs if str(unit.pk) == wanted), None)
    if organ is None:
        raise BadInput(what="不能登记", why="没有选择受理机关", remedy="请选择受理机关", field="organ")
    who = Applicant(
        kind=posted.choice(request, "kind", ApplicantClass, "申请人类别"),
        name=posted.text(request, "name"),
        proof=posted.choice(request, "proof", Proof, "证件种类"),
        number=posted.text(request, "number"),
        contact_name=posted.text(request, "contact_name"),
        phone=posted.text(request, "phone"),
        email=posted.text(request, "email"),
        address=posted.text(request, "address"),
        postcode=posted.text(request, "postcode"),
    )
    wish = Wish(
        description=posted.text(request, "description"),
        form=posted.choice(request, "form", Form, "获取形式"),
        way=posted.choice(request, "way", Way, "获取途径"),
        consents=posted.flag(request, "consents"),
    )
    return taking.register(
        organ,
        who,
        wish,
        channel=channel,
        events=_events(request, channel),
        evidence=posted.text(request, "evidence"),
        on=day.today(),
        at=day.now(),
        actor=actor,
        late_because=posted.text(request, "late_because"),
        needs_help=posted.text(request, "needs_help"),
        mark=posted.text(request, "mark"),
        brought=kept,
    )


def _events(request: HttpRequest, channel: Channel) -> dict[Event, date]:
    """The days that were filled in; only the confirmation may still be open."""
    found = {}
    for event in DAYS[channel]:
        value = posted.day(request, event.value, event.label)
        if value is None and event is not Event.CONFIRMED:
            value = posted.must_day(request, event.value, event.label)
        if value is not None:
            found[event] = value
    return found


def _numbers(request: HttpRequest) -> list[int]:
    return [int(pk) for pk in request.POST.getlist("kept") if pk.isascii() and pk.isdigit() and len(pk) < 12]


def _brought(request: HttpRequest, actor: Actor, kept: list[File]) -> tuple[list[File], dict[str, Any]]:
    """Keep what was uploaded with the form; a saved letter also fills what is still empty."""
    found, prefill = list(kept), {}
    upload = request.FILES.get("mail")
    if upload is not None:
        data = upload.read(mails.MAX_BYTES + 1)
        mail = mails.read(data)
        found += receiving.letter(upload.name or "邮件.eml", data, mail, actor=actor)
        said = "\n\n".join(part for part in (mail.subject, mail.text) if part)[:MAX_DESCRIPTION]
        prefill = {
            "name": mail.sender,
            "email": mail.address,
            "description": said,
            "arrived": mail.arrived_on.isoformat() if mail.arrived_on else "",
            "evidence": f"邮件原件（{mail.subject}）"[:300],
        }
    for scan in request.FILES.getlist("scans"):
        found.append(receiving.loose(scan.name or "扫描件", scan, actor=actor))
    return found, prefill


def _form(
    request: HttpRequest,
    channel: Channel,
    organs: list[Unit],
    prefill: dict[str, Any],
    *,
    kept: list[File] | None = None,
    refusal: RuleViolation | None = None,
) -> HttpResponse:
    typed: QueryDict = request.POST.copy()
    for name, value in prefill.items():
        if value and not typed.get(name, "").strip():
            typed[name] = value
    context = {
        "channel": channel,
        "rule": RECEIPT_RULES[channel],
        "days": DAYS[channel],
        "organs": organs,
        "kinds": list(ApplicantClass),
        "proofs": list(Proof),
        "forms": list(Form),
        "ways": list(Way),
        "most": MAX_DESCRIPTION,
        "kept_files": kept or [],
        "mark": posted.text(request, "mark") or intake.new_token(),
        "typed": typed,
        "today": day.today(),
        "is_mail": channel is Channel.EMAIL,
        "is_oral": channel is Channel.ORAL,
    }
    return shell.render(request, "requests/new.html", context, refusal=refusal)
