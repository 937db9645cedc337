"""What an applicant does online with number and code (网上办理): kept once, taken up by the worker or the desk."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from zwgk.inforequests import intake
from zwgk.inforequests.models import OnlineAct, Progress
from zwgk.inforequests.models.online import OnlineKind as OnlineKind
from zwgk.inforequests.models.online import Rating as Rating
from zwgk.rules import secrecy
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.inforequest import ENDED, OPEN, Stage

#: characters of a text; reasons and corrections may be as long as a request
MOST = {
    OnlineKind.CORRECTION: 5000,
    OnlineKind.REASONS: 5000,
    OnlineKind.WITHDRAWAL: 200,
    OnlineKind.SATISFACTION: 500,
    OnlineKind.COMPLAINT: 2000,
}
_NEEDS_TEXT = {OnlineKind.CORRECTION, OnlineKind.REASONS, OnlineKind.COMPLAINT}


def act_online(
    number: str, code: str, kind: OnlineKind, *, text: str, token: str, at: datetime, rating: str = ""
) -> None:
    """Keep what the applicant did. The same ``token`` again keeps nothing more.

    Errors: :class:`NotAllowed` without the right to the case; :class:`BadInput` at ``text`` or ``rating``, or where the
    case does not stand so; :class:`LimitExceeded`; ``Classified``. Nothing is kept then.
    """
    row = intake.mine(number, code)
    what = f"没有{kind.label}" if kind is not OnlineKind.SATISFACTION else "没有提交评价"
    said = text.strip()
    if kind in _NEEDS_TEXT and not said:
        raise BadInput(what=what, why="没有填写内容", remedy="请写明后再提交", field="text")
    if len(said) > MOST[kind]:
        raise LimitExceeded(
            what=what, why=f"最多{MOST[kind]}个字，您写了{len(said)}个字", remedy="请缩短", field="text"
        )
    if kind is OnlineKind.SATISFACTION and rating not in {str(r) for r in Rating}:
        raise BadInput(what=what, why="没有选择满意程度", remedy="请选一项", field="rating")
    if not 16 <= len(token) <= 64:
        raise BadInput(what=what, why="页面已经失效", remedy="请重新打开查进度的页面")
    secrecy.must_be_open(said, kind.label)
    _must_stand_so(row.pk, kind, what)
    digest = hashlib.sha256(token.encode()).hexdigest()
    try:
        with transaction.atomic():
            OnlineAct.objects.create(filing_id=row.pk, kind=str(kind), text=said, rating=rating, token=digest, at=at)
    except IntegrityError:
        return  # the same form sent twice


def _must_stand_so(filing_id: int, kind: OnlineKind, what: str) -> None:
    found = Progress.objects.filter(filing_id=filing_id).only("stage", "asks").first()
    if found is None:
        raise BadInput(what=what, why="申请正在登记", remedy="请过几分钟再办理")
    stage, asked = Stage(found.stage), {ask["kind"] for ask in found.asks}
    if kind in {OnlineKind.CORRECTION, OnlineKind.REASONS} and str(kind) not in asked:
        raise BadInput(what=what, why="现在没有需要您办理的这一事项", remedy="请刷新页面查看最新进展")
    if kind is OnlineKind.WITHDRAWAL and stage not in OPEN:
        raise BadInput(what=what, why="申请已经办结，不能撤回", remedy="请刷新页面查看最新进展")
    if kind is OnlineKind.SATISFACTION and stage not in ENDED:
        raise BadInput(what=what, why="申请还没有答复", remedy="请在收到答复后评价")
