"""The lines above a paper: a site names, orders and leaves them out, but not what the catalogue must say (S2-01)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk.rules.errors import BadInput
from zwgk.rules.metadata_block import COMPULSORY, LINES, arranged, as_data, must_fit

KEYS = [line.key for line in LINES]


def test_as_shipped_the_block_has_the_labels_of_the_seed_paper() -> None:
    """002 L1–5: 索引号, 公文目录, 文号, 成文日期, 主题词."""
    labels = {line.label for line in arranged([])}
    assert {"索引号", "公文目录", "文号", "成文日期", "发布日期", "主题词"} <= labels


def test_a_site_says_发文日期_where_others_say_发布日期() -> None:
    lines = must_fit([{"key": "published", "label": "发文日期", "shown": True}])
    assert (lines[0].key, lines[0].label) == ("published", "发文日期")
    assert len(lines) == len(LINES)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        pytest.param({"key": "index_no", "label": "索引号", "shown": False}, "shown-index_no", id="索引号必须显示"),
        pytest.param({"key": "written", "label": "", "shown": False}, "shown-written", id="成文日期必须显示"),
        pytest.param({"key": "note", "label": "很" * 13, "shown": True}, "label-note", id="名称过长"),
        pytest.param({"key": "note", "label": "文号", "shown": True}, "label-doc_number", id="名称重复"),
        pytest.param({"key": "note", "label": "<b>", "shown": True}, "label-note", id="名称含符号"),
        pytest.param({"key": "none", "label": "某项", "shown": True}, "", id="没有这一项"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(row: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        must_fit([row])
    assert refused.value.field == field


def test_a_hidden_line_may_bear_a_name_that_is_taken() -> None:
    assert must_fit([{"key": "note", "label": "文号", "shown": False}])


@given(st.permutations(KEYS), st.sets(st.sampled_from(sorted(set(KEYS) - COMPULSORY))))
def test_every_order_and_choice_is_kept_and_nothing_is_lost(order: list[str], hidden: set[str]) -> None:
    chosen = [{"key": key, "label": "", "shown": key not in hidden} for key in order]
    stored = as_data(must_fit(chosen))
    assert [row["key"] for row in stored] == order
    assert {row["key"] for row in stored if not row["shown"]} == hidden
    assert arranged(stored) == must_fit(chosen)
