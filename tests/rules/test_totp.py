"""Codes of six digits as phones show them; each is taken once, and only near its time (RFC 6238, GB/T 22239)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules import totp

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "wanted"),
    [
        # RFC 6238 appendix B, the last six of the eight digits
        pytest.param(59, "287082", id="1970"),
        pytest.param(1111111109, "081804", id="2005"),
        pytest.param(1111111111, "050471", id="2005之后2秒"),
        pytest.param(1234567890, "005924", id="2009"),
        pytest.param(2000000000, "279037", id="2033"),
        pytest.param(20000000000, "353130", id="2603"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, wanted: str) -> None:
    assert totp.code(SECRET, seconds // totp.STEP) == wanted
    assert totp.matching_step(SECRET, wanted, seconds=seconds, after=0) == seconds // totp.STEP


@given(st.integers(10**9, 4 * 10**9), st.integers(-6, 6))
def test_a_code_is_taken_only_within_a_step_of_its_time(seconds: int, off: int) -> None:
    step = seconds // totp.STEP
    found = totp.matching_step(SECRET, totp.code(SECRET, step + off), seconds=seconds, after=0)
    if abs(off) <= totp.DRIFT:
        assert found is not None
    elif totp.code(SECRET, step + off) not in {totp.code(SECRET, step + d) for d in (-1, 0, 1)}:
        assert found is None


def test_a_code_that_was_taken_is_not_taken_again() -> None:
    seconds = 1234567890.0
    step = totp.matching_step(SECRET, "005924", seconds=seconds, after=0)
    assert step is not None
    assert totp.matching_step(SECRET, "005924", seconds=seconds, after=step) is None


@pytest.mark.parametrize("typed", ["", "00592", "0059244", "００５９２４", "abcdef", "-00592", "0059 2x"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert totp.matching_step(SECRET, typed, seconds=1234567890, after=0) is None


def test_blanks_and_hyphens_do_not_matter() -> None:
    assert totp.matching_step(SECRET, " 005 924 ", seconds=1234567890, after=0) is not None
    assert totp.is_recovery_code("abcd-efgh-jkmn")
    assert totp.grouped("ABCDEFGHJKMN") == "ABCD-EFGH-JKMN"
    assert not totp.is_recovery_code("ABCD-EFGH-JKM0"), "no letters that look alike"


def test_the_address_is_what_phones_read() -> None:
    address = totp.address(SECRET, account="sysadmin", issuer="清岚县")
    assert address.startswith("otpauth://totp/%E6%B8%85%E5%B2%9A%E5%8E%BF%3Asysadmin?secret=GEZDGNBVGY3TQOJQ")
    assert "issuer=%E6%B8%85%E5%B2%9A%E5%8E%BF" in address
