"""A signed paper whose text must change after all: back to its drafter, and the sign-off runs again (退回修改)."""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import act, note
from zwgk.deadlines import counting
from zwgk.documents import withholding
from zwgk.documents.actions.drafting import back_to_writer
from zwgk.documents.actions.handing import HANDOVER, HANDOVER_NORMATIVE, locked
from zwgk.documents.models import Document, Release
from zwgk.matters.models import Waiting
from zwgk.people.actor import Actor
from zwgk.rules.document_flow import Stage
from zwgk.rules.errors import BadInput


@act("documents.take_back")
def take_back(document: Document, *, reason: str, on: date, at: datetime, actor: Actor) -> Document:
    """Return a signed paper that is not out yet to its drafter (退回修改).

    What was signed stays on record and no longer lets anything out: it must be reviewed and signed again. Its number
    stays its own, the seal is used anew; a planned release does not go on, nor what was planned together with it. The
    time to publish goes on, so that lateness stays visible. Errors: :class:`BadInput` without a reason.
    """
    document = locked(document, "take_back", actor)
    if not reason.strip():
        raise BadInput(what="没有退回", why="没有写明退回的原因", remedy="请写明要修改什么、为什么", field="reason")
    before = document.matter.stage
    document.disclosure_decided_on = None
    document.signed_on = None
    document.save(update_fields=["disclosure_decided_on", "signed_on"])
    hold_planned(document, f"《{document.title}》已退回修改，同时公开的安排停止，请重新安排")
    Release.objects.filter(document=document, done_at=None).delete()
    for key in (HANDOVER, HANDOVER_NORMATIVE):
        counting.stop(document.matter, key, on=on, because="已退回修改")
    withholding.taken_back(document, on=on)
    back_to_writer(document, Stage.RETURNED, at=at, label="修改（签发后退回）")
    note(before=before, number_kept=bool(document.doc_number), reason=reason.strip()[:300])
    return document


def hold_planned(document: Document, why: str) -> None:
    """A planned release does not go on, nor that of the papers planned together with it (同时公开)."""
    planned = Release.objects.filter(document=document, done_at=None).first()
    if planned is None:
        return
    together = Release.objects.filter(done_at=None, group=planned.group) if planned.group else None
    held = together or Release.objects.filter(pk=planned.pk)
    held.update(held_because=why[:500])
    others = list(held.exclude(document=document).values_list("document__matter", flat=True))
    Waiting.objects.filter(matter__in=others, act="documents.publish").update(label="定时公开已停止，请重新安排")
