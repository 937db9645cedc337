"""What time does for subscriptions: answer wishes, send digests on their days, forget what was not confirmed."""

from __future__ import annotations

from datetime import datetime

from zwgk.jobs import queries as jobs
from zwgk.jobs.queue import enqueue, every, handler
from zwgk.jobs.registry import daily
from zwgk.people.today import now, today
from zwgk.publishing.following import addressing, asking, telling
from zwgk.publishing.models import FollowSettings
from zwgk.rules.following import Cadence

ANSWER = "publishing.answer_followers"
TELL = "publishing.tell_followers"
#: with the queue's pauses a server may be away for an afternoon; the next digest tells of what this one could not
ATTEMPTS = 12


@handler(ANSWER, max_attempts=ATTEMPTS)
def answer_followers() -> None:
    """Send the confirming mails that wait."""
    if addressing.standing().is_ready and asking.waiting():
        asking.answer_all()


@handler(TELL, max_attempts=ATTEMPTS)
def tell_followers(cadence: str, until: str) -> None:
    """Send one digest to everybody."""
    telling.tell(Cadence(cadence), datetime.fromisoformat(until))


@every(seconds=5, name="publishing.look_for_followers")
def look_for_followers() -> None:
    """Ask for a run where somebody waits for a confirming mail and none is under way."""
    if addressing.standing().is_ready and asking.waiting() and not _is_open(ANSWER, ANSWER):
        enqueue(ANSWER, key=ANSWER, queue="slow")


@every(seconds=60, name="publishing.begin_digests")
def begin_digests() -> None:
    """Begin the digests whose hour has come, each once a day."""
    row = addressing.standing()
    for cadence in Cadence:
        on = today()
        until = telling.due(cadence, row, on=on, at=now())
        if until is None:
            continue
        column = "daily_on" if cadence is Cadence.DAILY else "weekly_on"
        FollowSettings.objects.filter(pk=row.pk).update(**{column: on})
        enqueue(TELL, key=str(cadence), args={"cadence": str(cadence), "until": until.isoformat()}, queue="slow")


@daily("04:50", name="publishing.forget_expired_followings")
def forget_expired_followings() -> None:
    """Delete what nobody confirmed."""
    asking.forget_expired()


def _is_open(name: str, key: str) -> bool:
    job = jobs.of(name, key)
    return job is not None and job.state in {"waiting", "running"}
