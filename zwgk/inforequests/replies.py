"""The reply as its applicant reads it on the portal: listed and opened with number and query code, by nobody else.

Runs in the portal's process, which may read the sealed parts and holds no key: the code is the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zwgk.files import store
from zwgk.inforequests import intake
from zwgk.inforequests.identity import replying
from zwgk.inforequests.models import ReplyPart
from zwgk.inforequests.models.replying import PartKind
from zwgk.rules.errors import NotAllowed

#: what the portal's account may read of a part
_READ = ("id", "filing_id", "delivery_id", "kind", "no", "sealed_name", "mime", "size", "sha256", "made_at")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a reply: the paper, a picture of one of its pages, or a material; ``pk`` names it in addresses."""

    pk: int
    kind: PartKind
    no: int
    name: str
    mime: str
    size: int
    made_at: datetime


def parts(number: str, code: str) -> list[Part]:
    """The parts of the newest reply, in order; none where nothing waits (not sent yet, or served on paper alone).

    Errors: ``NotAllowed``, the same for a wrong number and a wrong code.
    """
    filing = intake.mine(number, code)
    rows = list(ReplyPart.objects.only(*_READ).filter(filing_id=filing.pk).order_by("-delivery_id", "pk"))
    return [_part(row, filing.number, code) for row in rows if row.delivery_id == rows[0].delivery_id]


def data(number: str, code: str, pk: int) -> tuple[Part, bytes]:
    """One part with its bytes. Errors: ``NotAllowed``, also for a part of another's; ``BadInput`` for damaged bytes."""
    filing = intake.mine(number, code)
    row = ReplyPart.objects.only(*_READ).filter(filing_id=filing.pk, pk=pk).first()
    if row is None:
        raise NotAllowed(what="没有这份文件", why="它不属于这件申请，或者已经更新", remedy="请回到进度页面重新打开")
    with store.open_bytes(row.sha256, "答复") as stream:
        sealed = stream.read()
    return _part(row, filing.number, code), replying.opened(sealed, number=filing.number, code=code)


def _part(row: ReplyPart, number: str, code: str) -> Part:
    name = replying.opened(bytes.fromhex(row.sealed_name), number=number, code=code).decode()
    return Part(row.pk, PartKind(row.kind), row.no, name, row.mime, row.size, row.made_at)
