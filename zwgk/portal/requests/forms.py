"""The application form as it was sent (申请表): what the fields said, and the applicant and wish made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from zwgk.inforequests import intake
from zwgk.rules.applicants import Applicant, ApplicantClass, Form, Proof, Way, Wish
from zwgk.rules.errors import BadInput

if TYPE_CHECKING:
    from django.http import HttpRequest

#: what is kept of a field, whatever was sent; the rules refuse what is too long in words
_LONGEST = {"description": 60_000, "name": 400, "address": 600, "needs_help": 400}
FIELDS = (
    *("organ", "description", "form", "way", "consents", "kind", "name", "proof", "number", "contact_name"),
    *("phone", "email", "address", "postcode", "needs_help", "token"),
)
T = TypeVar("T", ApplicantClass, Proof, Form, Way)
PERSON_PROOFS = tuple(p for p in Proof if p is not Proof.USCC)


@dataclass(slots=True)
class Sent:
    """The values of the fields, as they are shown again, and the pictures."""

    values: dict[str, str] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)

    def applicant(self) -> Applicant:
        """Who applies. Errors: :class:`BadInput` at ``kind`` or ``proof``."""
        value = self.values
        kind = _one(ApplicantClass, value["kind"], "kind", "申请人类别")
        proof = _one(Proof, value["proof"] or ("" if kind.is_person else str(Proof.USCC)), "proof", "证件种类")
        contact = "" if kind.is_person else value["contact_name"]
        return Applicant(
            *(kind, value["name"], proof, value["number"], contact),
            *(value["phone"], value["email"], value["address"], value["postcode"][:10]),
        )

    def wish(self) -> Wish:
        """What is asked for. Errors: :class:`BadInput` at ``form`` or ``way``."""
        value = self.values
        return Wish(
            value["description"],
            _one(Form, value["form"], "form", "获取信息的形式"),
            _one(Way, value["way"], "way", "获取信息的途径"),
            consents=value["consents"] == "1",
        )

    @property
    def organ_id(self) -> int:
        """The organ's number; 0 where none was chosen."""
        organ = self.values["organ"]
        return int(organ) if organ.isdecimal() and len(organ) <= 18 else 0


def begun(request: HttpRequest) -> Sent:
    """A fresh form: what an earlier step already knows, the commonest choices, and its mark."""
    values = dict.fromkeys(FIELDS, "")
    values |= {
        "organ": request.GET.get("organ", "")[:18],
        "description": request.GET.get("q", "")[:500],
        "kind": str(ApplicantClass.NATURAL_PERSON),
        "proof": str(Proof.ID_CARD),
        "form": str(Form.ELECTRONIC),
        "way": str(Way.PORTAL),
        "token": intake.new_token(),
    }
    return Sent(values)


def sent(request: HttpRequest) -> Sent:
    """What was sent. Of too many pictures no more are read than it takes to refuse them."""
    values = {name: request.POST.get(name, "")[: _LONGEST.get(name, 200)] for name in FIELDS}
    files = request.FILES.getlist("proofs")[: intake.MAX_PROOFS + 1]
    # one byte more than is taken: the rule then says how large the file is
    pictures = [file.read(max(file.size or 0, intake.MAX_PROOF_BYTES) + 1) for file in files if file.size]
    return Sent(values, pictures)


def must_show_identity(given: Sent) -> None:
    """Refuse a form without any proof of identity (《条例》第二十九条: 身份证明). Errors: :class:`BadInput`."""
    if not given.pictures:
        raise BadInput(
            what="不能提交申请",
            why="没有身份证明（《条例》第二十九条）",
            remedy="请上传证件照片；不便上传的，可以邮寄或者到受理机关当面提交",
            field="proofs",
        )


def _one(kind: type[T], value: str, name: str, label: str) -> T:
    for one in kind:
        if str(one) == value:
            return one
    raise BadInput(what="不能提交申请", why=f"没有选择{label}", remedy=f"请选择{label}", field=name)
