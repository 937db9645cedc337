"""What the public may do with a publication: say whether it was understood."""

from __future__ import annotations

from datetime import datetime

from zwgk.publishing import queries
from zwgk.publishing.models import Feedback
from zwgk.rules.errors import BadInput

MAX_FEEDBACK = 500


def leave_feedback(number: int, *, understood: bool, text: str, at: datetime) -> Feedback:
    """Keep a reader's word on a page (对本页的反馈), without name or address. Errors: :class:`BadInput`."""
    if len(text) > MAX_FEEDBACK:
        raise BadInput(
            what="没有提交", why=f"意见最多{MAX_FEEDBACK}字，您写了{len(text)}字", remedy="请缩短后再提交", field="text"
        )
    if not queries.live().filter(pk=number).exists():
        raise BadInput(what="没有提交", why="该信息现在不公开", remedy="请返回首页")
    return Feedback.objects.create(publication_id=number, understood=understood, text=text.strip(), at=at)
