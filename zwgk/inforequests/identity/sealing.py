"""Sealing an identity with the public key in use: whoever seals cannot read it back, the portal least of all.

The application's number is bound in. Text: ``v1.<key id>.<base64 of the box>`` (``identity.boxes``).
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict

from zwgk.inforequests.identity import boxes
from zwgk.inforequests.models import SealingKey
from zwgk.rules.applicants import Applicant
from zwgk.rules.errors import GateClosed

VERSION = "v1"


def current_key() -> SealingKey:
    """The key in use. Errors: :class:`GateClosed` where none was made yet: nothing is taken in unsealed."""
    key = SealingKey.objects.filter(is_current=True).first()
    if key is None:
        raise GateClosed(
            what="暂时不能接收申请",
            why="保护申请人信息的密钥还没有生成",
            remedy="请稍后再试，或到公开工作机构当面提交",
        )
    return key


def seal(data: bytes, *, whose: str, key: SealingKey | None = None) -> str:
    """Seal bytes for the application of number ``whose``. Errors: as :func:`current_key`."""
    used = key or current_key()
    box = boxes.seal(data, public=bytes.fromhex(used.public), info=info_of(used.key_id), bound=whose.encode())
    return f"{VERSION}.{used.key_id}.{base64.b64encode(box).decode('ascii')}"


def seal_applicant(applicant: Applicant, *, whose: str) -> str:
    """Seal who applied. Errors: as :func:`current_key`."""
    data = json.dumps(asdict(applicant), ensure_ascii=False, sort_keys=True).encode()
    return seal(data, whose=whose)


def info_of(key_id: str) -> str:
    """What the key of one sealed text is for."""
    return f"zwgk identity {key_id}"
