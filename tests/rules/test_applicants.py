"""Who applies, what a request must contain, and how a person is masked (S4-35;条例第二十七、二十九条)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.numbers import id_card
from zwgk.rules.applicants import (
    Applicant,
    ApplicantClass,
    Form,
    Proof,
    Way,
    Wish,
    identity,
    masked_contact,
    masked_name,
    masked_number,
    must_be_complete,
)
from zwgk.rules.errors import BadInput, LimitExceeded

CARD = id_card()
PERSON = Applicant(
    ApplicantClass.NATURAL_PERSON, "穆青禾", Proof.ID_CARD, CARD, phone="13900000000", address="青石街1号"
)
WISH = Wish("2025年度农村公路养护资金分配情况", Form.PAPER, Way.POST)


def test_a_whole_request_passes_and_its_number_takes_one_form() -> None:
    spaced = f" {CARD[:6]} {CARD[6:14]}－{CARD[14:].lower()}"
    assert must_be_complete(replace(PERSON, number=spaced), WISH).number == CARD


@pytest.mark.parametrize(
    ("change", "wish", "field"),
    [
        pytest.param({"name": " "}, {}, "name", id="没有姓名"),
        pytest.param({"number": "123"}, {}, "number", id="证件号码位数"),
        pytest.param({"number": CARD[:-1] + ("0" if CARD[-1] != "0" else "1")}, {}, "number", id="校验位"),
        pytest.param({"phone": "", "address": ""}, {"way": Way.COUNTER}, "phone", id="没有联系方式"),
        pytest.param({"phone": "打我电话"}, {}, "phone", id="不是电话"),
        pytest.param({"email": "a@b"}, {}, "email", id="不是邮箱"),
        pytest.param({"address": ""}, {}, "address", id="邮寄没有地址"),
        pytest.param({}, {"way": Way.EMAIL, "consents": True}, "email", id="电子邮件没有邮箱"),
        pytest.param({}, {"way": Way.PORTAL}, "consents", id="没有同意电子送达"),
        pytest.param({}, {"description": "  "}, "description", id="空描述"),
        pytest.param({"proof": Proof.USCC}, {}, "proof", id="自然人用信用代码"),
        pytest.param({"kind": ApplicantClass.COMMERCIAL}, {}, "contact_name", id="单位没有联系人"),
    ],
)
def test_what_is_missing_is_named_at_its_field(change: dict[str, Any], wish: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        must_be_complete(replace(PERSON, **change), replace(WISH, **wish))
    assert refused.value.field == field
    assert CARD not in str(refused.value)


def test_a_description_of_fifty_thousand_characters_is_too_long() -> None:
    with pytest.raises(LimitExceeded, match="50000"):
        must_be_complete(PERSON, replace(WISH, description="路" * 50_000))


def test_a_vague_description_is_taken_all_the_same() -> None:
    """Vagueness is for guidance and a correction notice (条例第三十条), not for refusing the form."""
    assert must_be_complete(PERSON, replace(WISH, description="修路的钱"))


@pytest.mark.parametrize(
    ("proof", "number", "right"),
    [
        (Proof.PASSPORT, "e12345678", True),
        (Proof.PASSPORT, "e1", False),
        (Proof.HK_MO, "H12345678", True),
        (Proof.HK_MO, "12345678", False),
        (Proof.TW, "12345678", True),
        (Proof.OTHER, "村委会证明", True),
        (Proof.OTHER, "", False),
        (Proof.USCC, "91350100M000100Y43", True),
        (Proof.USCC, "91350100M000100Y44", False),
    ],
)
def test_each_proof_has_its_shape(proof: Proof, number: str, right: bool) -> None:
    if right:
        assert identity(proof, number) == number.upper()
    else:
        with pytest.raises(BadInput, match="证件号码不对"):
            identity(proof, number)


def test_the_classes_are_the_columns_of_the_report() -> None:
    assert [str(c) for c in ApplicantClass] == [
        "natural_person",
        "org_commercial",
        "org_research",
        "org_public_welfare",
        "org_legal_service",
        "org_other",
    ]


@given(st.text(min_size=2, max_size=30).filter(lambda t: len(t.strip()) > 1))
def test_a_mask_never_shows_the_whole(text: str) -> None:
    assert masked_name(text) != text.strip() or "＊" in text
    assert len(masked_number(text).strip("＊")) <= 2


def test_masks_are_recognised_by_their_owner() -> None:
    assert masked_name("穆青禾") == "穆＊＊"
    assert masked_number(CARD) == f"＊＊＊＊{CARD[-2:]}"
    assert masked_contact("13900000012") == "139＊＊＊＊12"
    assert masked_contact("qinghe@example.com") == "q＊＊＊@example.com"
