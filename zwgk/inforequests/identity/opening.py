"""Opening what was sealed, and the keyed hash of a person: office and worker only."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json

from zwgk.inforequests.identity import boxes, keys, sealing
from zwgk.rules.applicants import Applicant, ApplicantClass, Proof
from zwgk.rules.errors import GateClosed


def opened(text: str, *, whose: str) -> bytes:
    """Open a sealed text of the application ``whose``.

    Errors: ``GateClosed`` where the key is not here; ``BadInput`` where the text was changed or moved.
    """
    try:
        version, key_id, packed = text.split(".", 2)
        box = base64.b64decode(packed, validate=True)
    except (ValueError, binascii.Error) as error:
        raise boxes.broken() from error
    if version != sealing.VERSION:
        raise boxes.broken()
    return boxes.opened(box, private=keys.private(key_id), info=sealing.info_of(key_id), bound=whose.encode())


def unpacked(data: bytes) -> Applicant:
    """The applicant of the bytes."""
    read: dict[str, str] = json.loads(data)
    kind, proof = ApplicantClass(read.pop("kind")), Proof(read.pop("proof"))
    return Applicant(kind=kind, proof=proof, **read)


def applicant(sealed: str, *, whose: str) -> Applicant:
    """Open the applicant of an application; callers log the reading. Errors: as :func:`opened`; erased for good."""
    if not sealed:
        raise GateClosed(what="不能打开申请人信息", why="申请人信息已按规定清除", remedy="案卷的日期和结果仍可查看")
    return unpacked(opened(sealed, whose=whose))


def person(applicant: Applicant) -> str:
    """The keyed hash of who applied: equal for one person (same proof, same number), and not to be turned back."""
    return hmac.new(keys.digest_key(), f"{applicant.proof}:{applicant.number}".encode(), hashlib.sha256).hexdigest()
