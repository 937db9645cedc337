"""What was asked for is to be published for everybody (转为主动公开)."""

from __future__ import annotations

from datetime import date, datetime

from zwgk.audit.acts import about, act, note
from zwgk.inforequests import moving
from zwgk.inforequests.models import Conversion, InfoRequest
from zwgk.matters.models import Matter
from zwgk.people.actor import Actor
from zwgk.rules.errors import BadInput
from zwgk.rules.outcomes import OUTCOMES


@act("inforequests.convert")
def convert(
    request: InfoRequest, document: Matter, *, because: str, on: date, at: datetime, actor: Actor
) -> Conversion:
    """Keep that a draft was opened to publish what was given to one applicant (转为主动公开).

    Errors: :class:`BadInput` where nothing was given, for it may not be published then; without a reason.
    依据:《政府信息公开条例》第四十四条
    """
    request = moving.opened(request, "convert", actor)
    what = "不能转为主动公开"
    if not request.outcome or not OUTCOMES[request.outcome].gives:
        raise BadInput(what=what, why="这件申请没有公开任何信息", remedy="只有可以公开的信息才能转为主动公开")
    row = Conversion.objects.create(
        request=request,
        document=document,
        because=moving.must_say(because, "理由", "because", what=what),
        on=on,
        by=actor.signature,
    )
    moving.stayed(request, at=at)
    about(row)
    note(request=request.pk, document=document.pk)
    return row
