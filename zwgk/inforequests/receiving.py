"""Files that staff bring to a case: asked first, looked through, then kept; nothing of a refused one stays."""

from __future__ import annotations

from collections.abc import Collection
from typing import IO

from django.db.models import Q

from zwgk.files import intake, store
from zwgk.files.models import File, Purpose
from zwgk.inforequests import charge
from zwgk.inforequests.mails import Mail
from zwgk.inforequests.models import InfoRequest
from zwgk.people.actor import Actor
from zwgk.rules import secrecy
from zwgk.rules.errors import BadInput
from zwgk.rules.inforequest import FLOW, Stage


def evidence(request: InfoRequest, act: str, name: str, data: IO[bytes], *, actor: Actor) -> File:
    """Take a file in for an act (材料、信封扫描件、意见原件); the act that uses it asks again under its lock.

    Errors: ``NotAllowed``, ``WrongStage``; as :func:`zwgk.files.intake.take`.
    """
    move = FLOW.move(act)
    charge.must(actor, *move.duties, request=request, to=move.label)
    FLOW.must_be_open(act, Stage(request.matter.stage))
    return intake.take(name, data, actor=actor, purpose=Purpose.EVIDENCE, matter_id=request.matter_id).file


def loose(name: str, data: bytes | IO[bytes], *, actor: Actor) -> File:
    """Keep a file that belongs to a request which is still being entered, so that a refusal of the form loses nothing.

    Errors: as :func:`zwgk.files.intake.take`.
    """
    return intake.take(name, data, actor=actor, purpose=Purpose.IMPORT).file


def letter(name: str, data: bytes, mail: Mail, *, actor: Actor) -> list[File]:
    """Keep a saved e-mail and what was attached to it, until the request is entered (邮件原件).

    An attachment that no reader knows stays in the letter alone. Errors: ``Classified`` for a mark of secrecy anywhere;
    ``LimitExceeded``.
    """
    secrecy.must_be_open(f"{mail.subject}\n{mail.text}", "邮件")
    kept = []
    for label, content in mail.attached:
        try:
            kept.append(loose(label, content, actor=actor))
        except BadInput:
            intake.must_bear_no_mark(label)
    return [store.keep(name, data, actor=actor, purpose=Purpose.IMPORT), *kept]


def own_loose(actor: Actor, numbers: Collection[int]) -> list[File]:
    """Of these files those that the actor's post brought and that belong to no case yet."""
    rows = File.objects.filter(pk__in=numbers, post_id=actor.post_id, matter_id=None, purpose=str(Purpose.IMPORT))
    return list(rows.order_by("pk"))


def file_of(request: InfoRequest, pk: int) -> File | None:
    """A file of the case, or None: kept for it, put to an item, the sealed paper, the proof of a delivery."""
    items, papers = Q(pk__in=request.items.values("materials__file")), request.papers
    scans = Q(pk__in=papers.values("sealed_scan")) | Q(pk__in=papers.values("deliveries__evidence"))
    proxies = Q(pk__in=papers.values("deliveries__authority"))
    rows = File.objects.filter(Q(matter_id=request.matter_id) | items | scans | proxies, pk=pk)
    return rows.select_related("blob").first()
