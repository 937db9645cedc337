"""Who applies (申请人): the report's classes, proofs of identity, what a request must contain, how a person is masked.

依据:《政府信息公开条例》第二十七、二十九条;国办公开办函〔2021〕30号;《个人信息保护法》第六条
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zwgk.rules import codes
from zwgk.rules.errors import BadInput, LimitExceeded
from zwgk.rules.labelled import Labelled
from zwgk.rules.privacy.plain import plain


class ApplicantClass(Labelled):
    """The columns of the annual report's table 3 (申请人情况); the codes are the report's keys."""

    NATURAL_PERSON = "natural_person", "自然人"
    COMMERCIAL = "org_commercial", "商业企业"
    RESEARCH = "org_research", "科研机构"
    PUBLIC_WELFARE = "org_public_welfare", "社会公益组织"
    LEGAL_SERVICE = "org_legal_service", "法律服务机构"
    OTHER = "org_other", "其他"

    @property
    def is_person(self) -> bool:
        return self is ApplicantClass.NATURAL_PERSON


class Proof(Labelled):
    """What proves the identity (身份证明)."""

    ID_CARD = "id_card", "居民身份证"
    PASSPORT = "passport", "护照"
    OFFICER = "officer", "军官证、士兵证"
    HK_MO = "hk_mo", "港澳居民来往内地通行证、居住证"
    TW = "tw", "台湾居民来往大陆通行证、居住证"
    FOREIGNER = "foreigner", "外国人永久居留身份证"
    USCC = "uscc", "统一社会信用代码"
    OTHER = "other", "其他证明"


class Form(Labelled):
    """In which form the information is wanted (获取信息的形式)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子文件"
    INSPECT = "inspect", "现场查阅、抄录"


class Way(Labelled):
    """By which way it is to come (获取信息的途径)."""

    PORTAL = "portal", "网上查看"
    EMAIL = "email", "电子邮件"
    POST = "post", "邮寄"
    COUNTER = "counter", "自行领取"
    FAX = "fax", "传真"


#: electronic ways need the applicant's consent to be served so (电子送达)
ELECTRONIC = frozenset({Way.PORTAL, Way.EMAIL, Way.FAX})

MAX_DESCRIPTION = 5_000
MAX_NAME = 100
_SHAPES = {
    Proof.PASSPORT: re.compile(r"[A-Z0-9]{5,17}"),
    Proof.OFFICER: re.compile(r"[\u4e00-\u9fffA-Z0-9字第号]{4,20}"),
    Proof.HK_MO: re.compile(r"[HM]\d{8,10}|8[123]0000\d{11}[\dX]"),
    Proof.TW: re.compile(r"\d{8}|830000\d{11}[\dX]"),
    Proof.FOREIGNER: re.compile(r"[A-Z]{3}\d{12}|9\d{16}[\dX]"),
}
_PHONE = re.compile(r"\+?[\d\-() ]{7,24}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, as the form asks; ``contact_name`` of an organisation. Nothing more is asked for."""

    kind: ApplicantClass
    name: str
    proof: Proof
    number: str
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, in which form and by which way; ``consents`` to be served electronically."""

    description: str
    form: Form
    way: Way
    consents: bool = False


def identity(proof: Proof, number: str) -> str:
    """Return the number of a proof in its one form (upper case, half width, no blanks), so that two can be compared.

    Errors: ``BadInput`` at ``number`` where it cannot be such a number (check digit, length); the number is not
    repeated in the refusal.
    """
    level = re.sub(r"[\s\-—·.]", "", plain(number)).upper()
    if not level:
        raise _wrong(proof, "没有填写证件号码")
    if proof is Proof.ID_CARD:
        if not (codes.is_id_card(level) or codes.is_old_id_card(level)):
            raise _wrong(proof, _why_no_id_card(level))
    elif proof is Proof.USCC:
        if not codes.is_uscc(level):
            raise _wrong(proof, "位数、字符或者校验位不对，应为18位")
    elif proof in _SHAPES:
        if not _SHAPES[proof].fullmatch(level):
            raise _wrong(proof, "不是这种证件的号码格式")
    elif len(level) > 60:
        raise _wrong(proof, "过长")
    return level


def must_be_complete(applicant: Applicant, wish: Wish) -> Applicant:
    """Check what a request must contain and return the applicant with the number in its one form.

    A description may be vague: that is for guidance and a correction notice, not a reason to refuse the form
    (《条例》第三十条); nobody is asked why (第二十七条). Errors: ``BadInput``, ``LimitExceeded`` at the field.
    依据:《政府信息公开条例》第二十九条
    """
    name = applicant.name.strip()
    label = "姓名" if applicant.kind.is_person else "单位名称"
    if not name or len(name) > MAX_NAME:
        raise _field("name", f"{label}应为1至{MAX_NAME}个字，现为{len(name)}个字", f"请填写{label}")
    if applicant.kind.is_person and applicant.proof is Proof.USCC:
        raise _field("proof", "自然人不使用统一社会信用代码", "请选择身份证等个人证件")
    if not applicant.kind.is_person and not applicant.contact_name.strip():
        raise _field("contact_name", "没有填写联系人", "请填写联系人姓名")
    number = identity(applicant.proof, applicant.number)
    _must_be_reachable(applicant, wish)
    words = wish.description.strip()
    if not words:
        raise _field("description", "没有写明需要什么信息", "请写明信息的名称、文号或者便于查询的其他特征")
    if len(words) > MAX_DESCRIPTION:
        raise LimitExceeded(
            what="不能提交申请",
            why=f"内容描述最多{MAX_DESCRIPTION}个字，现为{len(words)}个字",
            remedy="请缩短，或者把较长的说明作为附件",
            field="description",
        )
    return Applicant(
        applicant.kind,
        name,
        applicant.proof,
        number,
        applicant.contact_name.strip(),
        applicant.phone.strip(),
        applicant.email.strip(),
        applicant.address.strip(),
        applicant.postcode.strip(),
    )


def _must_be_reachable(applicant: Applicant, wish: Wish) -> None:
    phone, email, address = (part.strip() for part in (applicant.phone, applicant.email, applicant.address))
    if not (phone or email or address):
        raise _field("phone", "没有填写联系方式（《条例》第二十九条）", "请至少填写电话、电子邮箱、通信地址中的一项")
    if phone and not _PHONE.fullmatch(plain(phone)):
        raise _field("phone", "电话号码只能有数字和“+-()”，7至24位", "请核对电话号码")
    if email and not _EMAIL.fullmatch(email):
        raise _field("email", "不是电子邮箱地址", "请写成“用户名@域名”的形式")
    if wish.way is Way.EMAIL and not email:
        raise _field("email", "选择了电子邮件，但没有填写邮箱", "请填写电子邮箱，或改选其他途径")
    if wish.way is Way.POST and not address:
        raise _field("address", "选择了邮寄，但没有填写通信地址", "请填写通信地址，或改选其他途径")
    if wish.way in ELECTRONIC and not wish.consents:
        raise _field("consents", f"以“{wish.way.label}”送达须经您同意", "请勾选同意电子送达，或改选邮寄、自行领取")


def masked_name(name: str) -> str:
    """Return a person's name as lists show it: the first character stays (王＊＊); an organisation's is treated alike.

    >>> masked_name("欧阳明月")
    '欧＊＊＊'
    """
    stripped = name.strip()
    return stripped[:1] + "＊" * min(len(stripped) - 1, 4) if stripped else ""


def masked_number(number: str) -> str:
    """Return the number of a proof as papers may show it: the last two characters stay, never more."""
    return "＊" * 4 + number[-2:] if len(number) > 4 else "＊" * 4


def masked_contact(text: str) -> str:
    """Return a phone or an e-mail address so that its owner recognises it and nobody else can use it."""
    if "@" in text:
        user, _, domain = text.partition("@")
        return f"{user[:1]}＊＊＊@{domain}"
    digits = text.strip()
    return f"{digits[:3]}＊＊＊＊{digits[-2:]}" if len(digits) > 6 else "＊" * len(digits)


def _why_no_id_card(level: str) -> str:
    if len(level) not in (15, 18):
        return f"应为18位，您填写了{len(level)}位"
    return "校验位或者出生日期不对"


def _wrong(proof: Proof, why: str) -> BadInput:
    return BadInput(what="证件号码不对", why=f"{proof.label}：{why}", remedy="请对照证件核对", field="number")


def _field(field: str, why: str, remedy: str) -> BadInput:
    return BadInput(what="不能提交申请", why=why, remedy=remedy, field=field)
