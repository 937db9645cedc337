"""索引号: what is made is read back; an old one is kept as it is; contradictions are said (S2-02, S2-03)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules import index_numbers
from zwgk.rules.errors import BadInput, LimitExceeded

SEED = "115323007704937969-/2019-0703436"
PARTS = {"uscc": "115323007704937969", "org9": "770493796", "region": "532300", "dept": "01", "class": "02"}


@pytest.mark.parametrize("pattern", list(index_numbers.TEMPLATES.values()))
@given(on=st.dates(date(2000, 1, 1), date(2099, 12, 31)), sequence=st.integers(1, 999))
def test_what_is_made_is_read_back(pattern: str, on: date, sequence: int) -> None:
    number = index_numbers.make(pattern, on=on, sequence=sequence, parts=PARTS)
    found = index_numbers.parse(number, {"mine": pattern})
    assert found is not None
    assert (found.sequence, found.year) == (sequence, on.year)


def test_the_number_of_the_sample_page_is_made_again() -> None:
    """S2-02."""
    pattern = index_numbers.TEMPLATES["uscc-slot-mmdd"]
    assert index_numbers.make(pattern, on=date(2019, 7, 3), sequence=436, parts=PARTS) == SEED
    found = index_numbers.parse(SEED)
    assert found is not None
    assert (found.template, found.year, found.sequence) == ("uscc-slot-mmdd", 2019, 436)


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("000014349/2017-00110", 2017),
        ("11441700007280420Y/2021-00050", 2021),
        ("003110926/201510-00216", 2015),
        ("01527918X-2020-153077", 2020),
        ("530000-01-02-20200102-001", 2020),
    ],
)
def test_patterns_seen_elsewhere_are_read(number: str, year: int) -> None:
    """law.md §9.1."""
    found = index_numbers.parse(number)
    assert found is not None
    assert found.year == year


def test_an_unknown_pattern_is_kept_and_said() -> None:
    assert index_numbers.parse("QL-旧-17") is None
    assert index_numbers.doubts_about("QL-旧-17") == ["索引号“QL-旧-17”不合已知的编制规则，按原样保留"]


def test_years_that_disagree_are_said() -> None:
    """S2-03: index 2019, page 2021, title 2018."""
    doubts = index_numbers.doubts_about(SEED, written=date(2018, 5, 1), published=date(2021, 3, 1), title_years={2018})
    assert len(doubts) == 3
    assert all("2019" in doubt for doubt in doubts)
    assert index_numbers.doubts_about(SEED, published=date(2019, 7, 3)) == []


def test_a_wrong_credit_code_in_the_number_is_said() -> None:
    assert any("校验码" in doubt for doubt in index_numbers.doubts_about("115323007704937968/2019-00001"))
    assert any("组织机构代码" in doubt for doubt in index_numbers.doubts_about("770493797/2019-00001"))


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{uscc}/{year}", "流水号"),
        ("{uscc}/{seq:3}-{seq:4}", "流水号"),
        ("{unit}/{seq:3}", "unit"),
        ("{year}{year}{seq:3}", "重复"),
        ("{year} {seq:3}", "空格"),
        ("{year}{seq:99}", "1至12"),
        ("{year{seq:3}", "{year"),
    ],
)
def test_a_template_that_cannot_work_is_refused(pattern: str, why: str) -> None:
    with pytest.raises(BadInput) as refusal:
        index_numbers.template(pattern)
    assert why in refusal.value.why


def test_a_serial_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        index_numbers.make("{year}-{seq:2}", on=date(2026, 1, 1), sequence=100)
    with pytest.raises(LimitExceeded):
        index_numbers.make("{year}-{seq:2}", on=date(2026, 1, 1), sequence=0)


def test_a_missing_or_wrong_part_is_named() -> None:
    with pytest.raises(BadInput) as missing:
        index_numbers.make("{uscc}/{year}-{seq:2}", on=date(2026, 1, 1), sequence=1)
    assert missing.value.field == "uscc"
    with pytest.raises(BadInput) as wrong:
        index_numbers.make("{region}-{seq:2}", on=date(2026, 1, 1), sequence=1, parts={"region": "53"})
    assert "53" in wrong.value.why


def test_a_number_is_never_given_twice() -> None:
    given_out = ["2026-01", "2026-02", "2025-09", "旧号"]
    assert index_numbers.next_sequence("{year}-{seq:2}", given_out, on=date(2026, 5, 1)) == 3
    assert index_numbers.next_sequence("{year}-{seq:2}", given_out, on=date(2027, 1, 1)) == 1
    with pytest.raises(BadInput):
        index_numbers.make("{year}-{seq:2}", on=date(2026, 5, 1), sequence=2, taken=given_out)
    assert index_numbers.repeated(["a", "b", "a", "a"]) == ["a"]
