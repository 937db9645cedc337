"""Kinds of personal information that the finders know, and a finding."""

from __future__ import annotations

from dataclasses import dataclass

from zwgk.rules.labelled import Labelled


class Kind(Labelled):
    """What was found (个人信息种类). The order is the order of precedence where two findings claim one place."""

    EMAIL = "email", "电子邮箱"
    ID_CARD = "id_card", "居民身份证号码"
    BANK_CARD = "bank_card", "银行卡号"
    MOBILE = "mobile", "手机号码"
    LANDLINE = "landline", "固定电话"
    PLATE = "plate", "车牌号"
    PASSPORT = "passport", "护照号"


#: Kinds that stop publication until masked or overridden with a reason by a second person; the others are shown.
BLOCKING = frozenset({Kind.ID_CARD, Kind.BANK_CARD, Kind.MOBILE, Kind.PASSPORT})


@dataclass(frozen=True)
class Finding:
    """Personal information at ``text[start:end]`` (characters, ``end`` exclusive).

    ``usual``: stands in a contact line of an office (咨询电话, 单位邮箱 …), where it is as a rule meant to be public.
    """

    kind: Kind
    start: int
    end: int
    text: str
    masked: str
    usual: bool = False

    @property
    def blocking(self) -> bool:
        """Whether publication must stop for it."""
        return self.kind in BLOCKING

    def as_dict(self) -> dict[str, str | int]:
        """Return the five fields that the command line prints."""
        return {
            "kind": self.kind.value,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "masked": self.masked,
        }
