"""What time does with requests: the portal's applications become cases, and identities are sealed anew."""

from __future__ import annotations

from django.db import transaction

from zwgk.inforequests import copying, pressing, telling
from zwgk.inforequests.actions import hearing, serving, taking
from zwgk.inforequests.identity import keys, opening, sealing
from zwgk.inforequests.models import Delivery, Filing, FilingProof, OnlineAct
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import every, handler, report
from zwgk.people.actor import SYSTEM
from zwgk.people.today import now, today

BATCH = 50


@every(seconds=3, name="inforequests.take_in_new")
def take_in_new() -> int:
    """Open the case of every application that has none yet; each in its own transaction, so that none is lost."""
    done = 0
    for filing in list(Filing.objects.filter(inforequest=None).order_by("pk")[:BATCH]):
        taking.take_in(filing, at=now(), actor=SYSTEM)
        killpoint("inforequests.taken_in")
        done += 1
    return done


@every(seconds=5, name="inforequests.hear_applicants")
def hear_applicants() -> int:
    """Take up what applicants did online, each in its own transaction."""
    done = 0
    for row in list(OnlineAct.objects.filter(taken_at=None).order_by("pk")[:BATCH]):
        done += hearing.hear(row, at=now(), actor=SYSTEM).taken_at is not None
    return done


@every(seconds=30, name="inforequests.tell_applicants")
def tell_applicants() -> int:
    """Send the mails that tell applicants to look."""
    return telling.tell(at=now())


@every(seconds=300, name="inforequests.key_in_use")
def key_in_use() -> None:
    """See to it that there is a key to seal with, before the first applicant comes."""
    keys.ensure(at=now())


@handler(copying.JOB)
def copy_reply(delivery: int) -> int:
    """Make the copy of a reply that its applicant opens on the portal."""
    row = Delivery.objects.filter(pk=delivery).first()
    return copying.make(row, at=now()) if row is not None else 0


@every(seconds=60, name="inforequests.note_arrivals")
def note_arrivals() -> int:
    """Enter the first opening of replies that were served on the portal: from there the days of the remedies run."""
    return sum(serving.note_opened(row, at=now(), actor=SYSTEM) is not None for row in serving.unopened()[:BATCH])


@every(seconds=900, name="inforequests.remind")
def remind() -> int:
    """Tell of requests that are soon due, and lay what is overdue before the office in charge; once each."""
    return pressing.remind(today=today(), at=now())


@handler("inforequests.reseal")
def reseal() -> int:
    """Seal what older keys sealed with the one in use, batch by batch; running it again finds nothing to do."""
    current = sealing.current_key()
    mark = f"{sealing.VERSION}.{current.key_id}."
    stale = Filing.objects.exclude(sealed="").exclude(sealed__startswith=mark)
    total, done = stale.count(), 0
    while True:
        numbers = list(stale.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not numbers:
            return done
        for pk in numbers:
            with transaction.atomic():
                _reseal(Filing.objects.select_for_update().get(pk=pk))
            killpoint("inforequests.resealed")
            done += 1
        report(done, total)


def _reseal(filing: Filing) -> None:
    data = opening.opened(filing.sealed, whose=filing.number)
    filing.sealed = sealing.seal(data, whose=filing.number)
    filing.save(update_fields=["sealed"])
    for proof in FilingProof.objects.select_for_update().filter(filing=filing):
        picture = opening.opened(bytes(proof.sealed).decode(), whose=filing.number)
        proof.sealed = sealing.seal(picture, whose=filing.number).encode()
        proof.save(update_fields=["sealed"])
