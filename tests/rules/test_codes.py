"""Check digits: a wrong figure is noticed, a right one is not doubted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules import codes
from zwgk.rules.codes import USCC_ALPHABET

digits = st.text("0123456789", min_size=17, max_size=17)


def test_the_worked_example_of_the_standard_is_an_identity_number() -> None:
    """GB 11643-1999."""
    assert codes.is_id_card("11010519491231002X")
    assert codes.birth_date("11010519491231002X") == date(1949, 12, 31)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("110105194912310021", id="校验码不对"),
        pytest.param("11010519491331002X", id="没有十三月"),
        pytest.param("11010519490229002X", id="那年没有二月二十九"),
        pytest.param("1101051949123100", id="位数不够"),
        pytest.param("00010519491231002X", id="没有这个地区"),
        pytest.param("１1010519491231002X", id="全角数字须先转半角"),
        pytest.param("", id="空"),
    ],
)
def test_what_is_not_an_identity_number_is_not_taken_for_one(code: str) -> None:
    assert not codes.is_id_card(code)


@given(first=digits, wrong=st.sampled_from("0123456789X"))
def test_a_changed_check_character_is_always_noticed(first: str, wrong: str) -> None:
    right = codes.id_card_check_digit(first)
    assert codes.is_id_card(first + right) or not codes.is_id_card(first + wrong)
    if wrong != right:
        assert not codes.is_id_card(first + wrong)


def test_the_old_identity_number_needs_a_real_date_of_birth() -> None:
    assert codes.is_old_id_card("110105491231002")
    assert not codes.is_old_id_card("110105491331002")


def test_the_code_in_the_sample_index_number_is_right() -> None:
    """S2-02: 115323007704937969 carries organisation code 770493796."""
    assert codes.is_uscc("115323007704937969")
    assert codes.is_org_code("770493796")
    assert codes.uscc_doubts("115323007704937969") == []


@given(
    first=st.text(USCC_ALPHABET, min_size=17, max_size=17),
    place=st.integers(0, 16),
    other=st.sampled_from(USCC_ALPHABET),
)
def test_one_wrong_character_in_a_credit_code_is_noticed(first: str, place: int, other: str) -> None:
    """GB 32100-2015: weights are powers of three modulo the prime 31."""
    check = codes.uscc_check_digit(first)
    changed = first[:place] + other + first[place + 1 :]
    assert (codes.uscc_check_digit(changed) == check) == (changed == first)


def test_a_wrong_credit_code_is_doubted_in_words() -> None:
    assert codes.uscc_doubts("115323007704937968") == ["统一社会信用代码“115323007704937968”的末位校验码应为“9”"]
    assert len(codes.uscc_doubts("11532300770493795X")) == 2
    assert "不是18位" in codes.uscc_doubts("I15323007704937969")[0]


def test_an_organisation_code_may_end_in_x() -> None:
    first = next(f"{n:08d}" for n in range(10_000_000, 10_000_100) if codes.org_code_check_digit(f"{n:08d}") == "X")
    assert codes.is_org_code(first + "X")
    assert not codes.is_org_code(first + "0")


@given(first=st.text("0123456789", min_size=15, max_size=18))
def test_exactly_one_last_digit_fits_by_luhn(first: str) -> None:
    assert sum(codes.luhn(first + digit) for digit in "0123456789") == 1


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("4111111111111111", True, id="十六位"),
        pytest.param("6222020200112345678", False, id="校验不对"),
        pytest.param("1234567812345670", False, id="校验对但没有这样的发卡行"),
        pytest.param("62220202001", False, id="位数不够"),
        pytest.param("622202020011234567X", False, id="有字母"),
    ],
)
def test_a_bank_card_has_prefix_length_and_check_digit(code: str, expected: bool) -> None:
    assert codes.is_bank_card(code) is expected


@pytest.mark.parametrize("call", [codes.uscc_check_digit, codes.org_code_check_digit, codes.id_card_check_digit])
def test_a_check_digit_is_not_computed_for_nonsense(call: object) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match="号"):
        call("不是号码")
