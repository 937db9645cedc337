"""Where the elements of an official document stand, as numbers (GB/T 9704—2012 7.2.6, 7.3.2, 7.3.5)."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.files.body import sanitise
from zwgk.files.writers.elements import Form, OfficialDocument
from zwgk.files.writers.official_layout import (
    WIDTH,
    SignatureLine,
    addressees_below,
    arranged,
    extent,
    imprint,
    number_lines,
    signature_of,
)

PAPER = OfficialDocument(
    title="关于某事的通知",
    body_html=sanitise("<p>正文。</p>"),
    issuers=("青禾县人民政府办公室",),
    doc_number="青政办〔2026〕12号",
    date_written=date(2026, 3, 5),
)


def signed(**changes: object) -> list[SignatureLine]:
    document = dataclasses.replace(PAPER, **changes)  # type: ignore[arg-type]
    return signature_of(document, arranged(document))


def spans(lines: list[SignatureLine]) -> list[list[tuple[str, float, float]]]:
    return [[(each.text, *extent(each)) for each in line.placed] for line in lines]


def test_without_a_seal_the_date_begins_two_characters_right_of_the_name() -> None:
    lines = signed(signed_by=("青禾县人民政府办公室",))
    assert spans(lines) == [[("青禾县人民政府办公室", 16, 26)], [("2026年3月5日", 18, 24)]]
    assert lines[0].before == 1, "正文之下空一行"


def test_without_a_seal_a_date_longer_than_the_name_is_two_characters_from_the_right() -> None:
    assert spans(signed(signed_by=("青禾县",))) == [[("青禾县", 18, 21)], [("2026年3月5日", 20, 26)]]


def test_with_a_seal_the_date_is_four_characters_from_the_right_and_the_name_centred_over_it() -> None:
    lines = signed(signed_by=("青禾县财政局",), sealed=True)
    assert spans(lines) == [[("青禾县财政局", 18, 24)], [("2026年3月5日", 18, 24)]]
    assert lines[0].before == 2, "印章顶端距正文一行之内"


@given(st.lists(st.integers(4, 16), min_size=2, max_size=8))
def test_seals_of_joint_issuers_stand_in_rows_that_neither_overlap_nor_leave_the_type_area(lengths: list[int]) -> None:
    names = tuple("县" * n for n in lengths)
    lines = signed(signed_by=names, sealed=True)
    assert [each.text for line in lines[:-1] for each in line.placed] == list(names), "按发文机关顺序"
    for line in lines[:-1]:
        assert len(line.placed) <= 3
        edges = [extent(each) for each in line.placed]
        assert edges[0][0] >= -0.01
        assert edges[-1][1] <= WIDTH + 0.01
        centres = [each.at for each in line.placed]
        gaps = [b - a for a, b in itertools.pairwise(centres)]
        assert all(gap * 156 / 28 >= 45 for gap in gaps), "印章互不相交"
    assert all(line.before >= 4 for line in lines[1:-1]), "两排印章互不相交"
    assert lines[-1].placed[0].at == lines[-2].placed[-1].at, "最后一个印章压署名和成文日期"


def test_joint_issuers_without_seals_stand_below_each_other_the_lead_first() -> None:
    names = ("青禾县财政局", "青禾县人力资源和社会保障局")
    assert [line.placed[0].text for line in signed(signed_by=names)] == [*names, "2026年3月5日"]


def test_signers_stand_two_in_a_line_under_each_other_with_the_number_in_the_last_line() -> None:
    document = dataclasses.replace(PAPER, signers=("王某某", "李某某", "赵某"))
    first, second = number_lines(document)
    assert [(p.text, *extent(p)) for p in first] == [("签发人：", 16, 20), ("王某某", 20, 23), ("李某某", 24, 27)]
    assert [(p.text, extent(p)[0]) for p in second] == [("青政办〔2026〕12号", 1), ("赵某", 20)]
    assert {p.voice for p in first if p.text != "签发人："} == {"kai"}


def test_so_many_addressees_that_no_text_would_stand_on_the_first_page_go_into_the_imprint() -> None:
    many = dataclasses.replace(PAPER, addressees=tuple(f"青禾县第{i}乡镇人民政府" for i in range(40)))
    few = dataclasses.replace(PAPER, addressees=("各乡镇人民政府",))
    assert addressees_below(many)
    assert not addressees_below(few)
    made = imprint(many)
    assert made is not None
    assert made.rows[0][0] == "主送："
    assert made.rows[0][1].endswith("。")
    assert imprint(few) is None


@pytest.mark.parametrize("form", [Form.LETTER, Form.DOCUMENT])
def test_a_letter_s_imprint_has_no_printer_and_no_rules(form: Form) -> None:
    made = imprint(dataclasses.replace(PAPER, form=form, copy_to=("县委办公室",), printed_by="县政府办公室"))
    assert made is not None
    assert made.ruled is (form is Form.DOCUMENT)
    assert bool(made.printed_by) is (form is Form.DOCUMENT)
