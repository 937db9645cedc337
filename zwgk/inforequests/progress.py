"""What the applicant may read, written anew whenever the case moves (办理进展): the acts call it, pages only read."""

from __future__ import annotations

import secrets
from datetime import datetime

from zwgk.deadlines import queries as deadlines
from zwgk.inforequests import applicants_view, clocks
from zwgk.inforequests.models import Consultation, Correction, Extension, FeeNotice, InfoRequest, Progress, Told
from zwgk.rules.inforequest import Stage, public_word


def show(request: InfoRequest, *, at: datetime) -> Progress:
    """Derive the applicant's view from stage, clocks and facts, and keep it for the portal."""
    stage = Stage(request.matter.stage)
    clock = deadlines.newest(request.matter, clocks.REPLY)
    extension = Extension.objects.filter(request=request).exclude(told_on=None).first()
    asked = Consultation.objects.filter(request=request, ended_on=None).exists()
    day = extension.due_after if extension else None
    word = public_word(stage, consulting=asked, extended_to=f"{day.month}月{day.day}日" if day else "")
    act_by = None
    if stage is Stage.CORRECTING:
        act_by = Correction.objects.filter(request=request).values_list("correct_by", flat=True).first()
    elif stage is Stage.PAYING:
        act_by = FeeNotice.objects.filter(request=request).values_list("pay_by", flat=True).first()
    before = Progress.objects.filter(filing_id=request.filing_id).values_list("word", flat=True).first()
    row, _ = Progress.objects.update_or_create(
        filing_id=request.filing_id,
        defaults={
            "stage": str(stage),
            "word": word.word,
            "sentence": word.sentence,
            "received_on": request.received_on,
            "due_on": clock.due_on if clock else None,
            "due_is_firm": clock.firm if clock else True,
            "is_paused": deadlines.open_pauses(request.matter).filter(clock__kind=clocks.REPLY).exists(),
            "act_by": act_by,
            "answered_on": request.answered_on,
            "story": applicants_view.story(request),
            "asks": applicants_view.asks(request, stage),
            "days": applicants_view.days(request),
            "ending": applicants_view.ending(request),
            "updated_at": at,
        },
    )
    if word.word != before:
        Told.objects.create(filing_id=request.filing_id, word=word.word, key=secrets.token_hex(16), wanted_at=at)
    return row
