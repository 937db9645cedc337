"""Where a machine goes on reading: a moment and a number, sealed in a word that is handed back as it was given."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

from zwgk.rules.errors import BadInput

#: years that a moment may lie in: beyond them no calendar of ours reaches and databases disagree
FIRST_YEAR, LAST_YEAR = 1900, 2199
_LONGEST = 200
NUMBERS = 2**62


def written(moment: datetime, number: int) -> str:
    """The cursor that goes on after this row; read by :func:`read` and by ``ui.paging.page_of`` alike."""
    text = json.dumps([">", moment.isoformat(), number], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(cursor: str) -> tuple[datetime, int]:
    """The place that a cursor names. Errors: :class:`BadInput` for any that we never gave."""
    try:
        if len(cursor) > _LONGEST:
            raise ValueError(cursor)
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        direction, moment, number = json.loads(raw)
        place = datetime.fromisoformat(moment)
        plain = isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= NUMBERS
        if direction != ">" or not plain or place.tzinfo is None or not FIRST_YEAR <= place.year <= LAST_YEAR:
            raise ValueError(cursor)
    except (ValueError, TypeError, RecursionError):
        raise foreign() from None
    return place.astimezone(UTC), number


def foreign() -> BadInput:
    """The refusal of a cursor that we never gave."""
    return BadInput(
        what="不能从这里继续读取",
        why="翻页标记（cursor）不是本接口给出的",
        remedy="请原样使用上一次结果里的标记；没有的，从头读起",
        field="cursor",
    )
