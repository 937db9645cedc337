"""What the public may do (公众侧): file an application, look how it stands, answer a consultation, note an opening.

All of it runs in the portal's process under its restricted account: it inserts, and reads back next to nothing.
An application is durable before its receipt is shown; the worker makes the case of it (``zwgk.inforequests.jobs``).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from zwgk.inforequests.identity import replying, sealing
from zwgk.inforequests.models import Consultation, ConsultationAnswer, Filing, FilingProof, Opening, Progress
from zwgk.inforequests.models.asking import Answer
from zwgk.people.models import Unit
from zwgk.rules import secrecy
from zwgk.rules.applicants import Applicant, Wish, masked_name, must_be_complete
from zwgk.rules.errors import BadInput, LimitExceeded, NotAllowed
from zwgk.rules.inforequest import ENDED, OPEN, Stage
from zwgk.rules.receipt import Channel

#: letters and digits that nobody confuses on paper or by phone
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#: sixteen, 79 bits: the code alone opens the reply, so it must not be found by trying
_CODE_LETTERS, _GROUP = 16, 4
_TRIES = 8
#: what telephones write by themselves, and few programs read
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
#: what is read of an application to show how it stands
_READ = ("id", "number", "code_digest", "filed_at", "organ__name", "organ__phone", "organ__office_hours")
MAX_PROOFS, MAX_PROOF_BYTES = 4, 2 * 1024 * 1024
_KINDS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", "application/pdf"))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the applicant is shown (回执): the ``code`` is kept by nobody.

    The same form sent again gets the same number and code; the code is "" where it was renewed since.
    """

    number: str
    code: str
    filed_at: datetime
    organ: str
    is_repeat: bool = False


def new_token() -> str:
    """The mark of one form: sent twice, it makes one application."""
    return secrets.token_urlsafe(24)


def file_request(
    applicant: Applicant,
    wish: Wish,
    *,
    organ_id: int,
    token: str,
    at: datetime,
    proofs: Sequence[bytes] = (),
    needs_help: str = "",
    channel: Channel = Channel.ONLINE,
) -> Receipt:
    """Take an application in (提交申请). The same ``token`` again returns the same receipt and makes nothing.

    Identity and proofs are sealed before anything is written. Errors: ``BadInput``, ``LimitExceeded`` at the field;
    ``Classified`` for a text with a mark of secrecy; ``GateClosed`` without a sealing key. Nothing is kept then.
    依据:《政府信息公开条例》第二十九、三十一条
    """
    whole = must_be_complete(applicant, wish)
    secrecy.must_be_open(wish.description, "申请内容")
    if not 16 <= len(token) <= 64:
        raise BadInput(what="不能提交申请", why="表格已经失效", remedy="请重新打开申请页面填写")
    organ = Unit.objects.filter(pk=organ_id, valid_to=None, is_public=True).only("id", "name", "kind").first()
    if organ is None:
        raise BadInput(what="不能提交申请", why="没有选择受理机关", remedy="请选择受理机关", field="organ")
    kinds = [_kind_of(data, n) for n, data in enumerate(proofs, 1)]
    if len(proofs) > MAX_PROOFS:
        raise LimitExceeded(
            what="不能提交申请",
            why=f"身份证明最多{MAX_PROOFS}张，您提交了{len(proofs)}张",
            remedy="请减少图片",
            field="proofs",
        )
    code, mark = _code_of(token), hashlib.sha256(token.encode()).hexdigest()
    for _ in range(_TRIES):
        number = new_number(at)
        row = Filing(
            number=number,
            code_digest=code_digest(number, code),
            token=mark,
            organ_id=organ.pk,
            channel=str(channel),
            filed_at=at,
            arrived_on=timezone.localdate(at),
            applicant_class=str(whole.kind),
            masked_name=masked_name(whole.name),
            sealed=sealing.seal_applicant(whole, whose=number),
            description=wish.description.strip(),
            form=str(wish.form),
            way=str(wish.way),
            consents=wish.consents,
            needs_help=needs_help.strip()[:200],
            reply_key=replying.public_for(number, code),
        )
        sealed = [sealing.seal(data, whose=number).encode() for data in proofs]
        try:
            with transaction.atomic():
                row.save(force_insert=True)
                for data, packed, mime in zip(proofs, sealed, kinds, strict=True):
                    FilingProof.objects.create(filing_id=row.pk, sealed=packed, mime=mime, size=len(data))
        except IntegrityError:
            earlier = Filing.objects.filter(token=mark).only("id", "number", "code_digest", "filed_at").first()
            if earlier is not None:
                still = earlier.code_digest == code_digest(earlier.number, code)
                return Receipt(earlier.number, code if still else "", earlier.filed_at, organ.name, is_repeat=True)
            continue  # the number was taken in the same moment: draw another
        return Receipt(number, code, at, organ.name)
    raise LimitExceeded(what="没有提交", why="系统繁忙，编号没有取到", remedy="请再次点击提交，内容不会重复")


def receipt_of(token: str) -> Receipt | None:
    """The receipt of a form once more, for whoever just sent it; None where it was not sent.

    The code is "" where it was renewed since.
    """
    mark = hashlib.sha256(token.encode()).hexdigest()
    row = Filing.objects.select_related("organ").filter(token=mark).only(*_READ).first()
    if row is None:
        return None
    code = _code_of(token)
    still = row.code_digest == code_digest(row.number, code)
    return Receipt(row.number, code if still else "", row.filed_at, row.organ.name, is_repeat=True)


def new_number(at: datetime) -> str:
    """A number that tells the day and nothing else: ``20260130-482913``; nobody can count by it how many there are."""
    return f"{timezone.localdate(at):%Y%m%d}-{secrets.randbelow(900_000) + 100_000}"


def code_digest(number: str, code: str) -> str:
    """What is kept of a query code."""
    return hashlib.sha256(f"{number}:{_plain(code)}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FreshCode:
    """A new query code (查询码), and what is kept of it: its digest, and the key that replies are sealed for."""

    code: str
    digest: str
    reply_key: str


def fresh_code(number: str) -> FreshCode:
    """A new query code for an application (登记、重发查询码)."""
    code = _new_code()
    return FreshCode(code, code_digest(number, code), replying.public_for(number, code))


@dataclass(frozen=True, slots=True)
class Standing:
    """How an application stands, as its applicant sees it; ``word`` and days come from the case."""

    number: str
    organ: str
    filed_at: datetime
    word: str
    sentence: str
    received_on: date | None = None
    due_on: date | None = None
    due_is_firm: bool = True
    is_paused: bool = False
    act_by: date | None = None
    answered_on: date | None = None
    stage: str = ""
    #: as :mod:`zwgk.inforequests.applicants_view` makes them
    story: Sequence[Mapping[str, str]] = ()
    asks: Sequence[Mapping[str, str]] = ()
    days: Mapping[str, Any] = field(default_factory=dict)
    ending: Mapping[str, Any] = field(default_factory=dict)
    #: of the organ
    phone: str = ""
    hours: str = ""

    @property
    def may_withdraw(self) -> bool:
        """True while a reply is owed."""
        return bool(self.stage) and Stage(self.stage) in OPEN

    @property
    def is_over(self) -> bool:
        """True where nothing more is owed."""
        return bool(self.stage) and Stage(self.stage) in ENDED


def look_up(number: str, code: str) -> Standing:
    """How the application stands. Errors: :class:`NotAllowed`, the same for a wrong number and a wrong code."""
    row = mine(number, code)
    progress = Progress.objects.filter(filing_id=row.pk).first()
    phone, hours = row.organ.phone, row.organ.office_hours
    if progress is None:
        words = ("已收到", "我们将尽快与您确认收到申请")
        return Standing(row.number, row.organ.name, row.filed_at, *words, phone=phone, hours=hours)
    return Standing(
        row.number,
        row.organ.name,
        row.filed_at,
        progress.word,
        progress.sentence,
        progress.received_on,
        progress.due_on,
        progress.due_is_firm,
        progress.is_paused,
        progress.act_by,
        progress.answered_on,
        progress.stage,
        progress.story,
        progress.asks,
        progress.days,
        progress.ending,
        phone,
        hours,
    )


def note_opening(number: str, code: str, *, what: str, at: datetime) -> Opening:
    """Keep that the applicant opened something of the case (首次查看); ``what`` is ``progress`` or ``reply``.

    Errors: as :func:`look_up`.
    """
    if what not in {"progress", "reply"}:
        raise ValueError(what)
    return Opening.objects.create(filing_id=mine(number, code).pk, what=what, at=at)


def answer_consultation(token: str, *, answer: Answer, reasons: str, at: datetime) -> ConsultationAnswer:
    """Let the other side answer through its link, once. Nothing of the applicant is shown to it.

    Errors: :class:`NotAllowed` for a link that is unknown, expired or was used; :class:`BadInput` for an objection
    without reasons (条例第三十二条: 合理理由).
    """
    digest = hashlib.sha256(token.encode()).hexdigest()
    row = Consultation.objects.filter(token_digest=digest, ended_on=None).only("id", "answer_by").first()
    if row is None or (row.answer_by is not None and timezone.localdate(at) > row.answer_by):
        raise NotAllowed(what="不能提交意见", why="链接已经失效或者已过期限", remedy="请与发函机关联系")
    if answer is Answer.SILENT:
        raise BadInput(what="没有提交意见", why="没有选择意见", remedy="请选择同意、部分同意或者不同意", field="answer")
    reasons = reasons.strip()
    if answer is not Answer.AGREE and not reasons:
        raise BadInput(what="没有提交意见", why="不同意公开须说明理由", remedy="请写明理由", field="reasons")
    if len(reasons) > 2000:
        raise LimitExceeded(
            what="没有提交意见", why=f"理由最多2000个字，您写了{len(reasons)}个字", remedy="请缩短", field="reasons"
        )
    try:
        with transaction.atomic():
            return ConsultationAnswer.objects.create(consultation_id=row.pk, answer=str(answer), reasons=reasons, at=at)
    except IntegrityError as error:
        raise NotAllowed(what="不能提交意见", why="意见已经提交过", remedy="需要更正的，请与发函机关联系") from error


def mine(number: str, code: str) -> Filing:
    """The application of a number, for whoever knows its code. Errors: :class:`NotAllowed`, one for both at fault."""
    rows = Filing.objects.select_related("organ")
    row = rows.only(*_READ).filter(number=number.strip()[:24]).first()
    wanted = code_digest(number.strip(), code)
    if row is None or not hmac.compare_digest(row.code_digest, wanted):
        raise NotAllowed(
            what="查不到这件申请",
            why="申请编号或者查询码不对",
            remedy="请核对回执；查询码丢失的，可凭身份证明到受理机关重新领取",
        )
    return row


def _new_code() -> str:
    return _grouped("".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS)))


def _code_of(token: str) -> str:
    """The code that belongs to a form: whoever sent it twice reads the same one twice; the table holds no token."""
    number = int.from_bytes(hmac.new(token.encode(), b"code", hashlib.sha256).digest(), "big")
    letters = ""
    for _ in range(_CODE_LETTERS):
        number, place = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[place]
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + _GROUP] for i in range(0, _CODE_LETTERS, _GROUP))


def _plain(code: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def _kind_of(data: bytes, n: int) -> str:
    if len(data) > MAX_PROOF_BYTES:
        raise LimitExceeded(
            what="不能提交申请",
            why=f"第{n}张身份证明有{len(data) / 1024 / 1024:.1f}兆，最多{MAX_PROOF_BYTES // 1024 // 1024}兆",
            remedy="请压缩或者重新拍照",
            field="proofs",
        )
    for head, mime in _KINDS:
        if data.startswith(head):
            return mime
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise BadInput(
            what="不能提交申请",
            why=f"第{n}张身份证明是 HEIC 照片，这里不能读取",
            remedy="请打开照片截一张屏，改选截屏；或者在手机“设置－相机－格式”里选“兼容性最佳”后重拍",
            field="proofs",
        )
    raise BadInput(
        what="不能提交申请",
        why=f"第{n}张身份证明不是 JPEG、PNG 图片或者 PDF",
        remedy="请重新拍照或者另存为图片",
        field="proofs",
    )
