"""The table of other words: rows that read as they say, expansion in the right directions."""

from __future__ import annotations

import pytest

from zwgk.rules.errors import BadInput
from zwgk.rules.synonyms import ROWS, Relation, Row, built_in, parse, table, vocabulary
from zwgk.search.planning import plan


def words_for(word: str) -> set[str]:
    return {other.word for other in built_in().get(word, ())}


def test_the_house_brings_at_least_three_hundred_rows_of_its_own() -> None:
    rows = parse(ROWS)
    assert len(rows) >= 300
    assert len(set(rows)) == len(rows)
    assert {row.relation for row in rows} == set(Relation)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("低保", "最低生活保障"),
        ("公积金", "住房公积金"),
        ("发改委", "发展和改革委员会"),
        ("新农合", "城乡居民基本医疗保险"),
        ("工商局", "市场监督管理局"),
        ("三公经费", "“三公”经费"),
        ("放管服", "简政放权放管结合优化服务"),
        ("旧改", "老旧小区改造"),
    ],
)
def test_abbreviations_and_former_names_are_found_both_ways(one: str, other: str) -> None:
    assert other in words_for(one)
    assert one in words_for(other)


def test_what_citizens_say_leads_to_what_papers_say_and_not_back() -> None:
    assert "企业开办" in words_for("开公司")
    assert "开公司" not in words_for("企业开办")


def test_what_a_word_leads_to_brings_its_equals_one_step_and_lighter() -> None:
    own = table(parse("不发工资 > 拖欠工资\n拖欠工资 = 欠薪\n欠薪 = 欠资\n"))
    weight = {other.word: other.weight for other in own["不发工资"]}
    assert set(weight) == {"拖欠工资", "欠薪"}
    assert weight["欠薪"] < weight["拖欠工资"]
    assert "欠薪" in words_for("老板不发工资")


def test_a_compound_the_table_does_not_know_is_also_read_by_its_parts() -> None:
    (node,) = plan("参军入伍").nodes
    assert [part.word for part in node.parts] == ["参军", "入伍"]
    assert "征兵" in {other.word for other in node.parts[0].words}


def test_a_word_never_stands_for_itself_and_weighs_less_than_the_typed_one() -> None:
    for word, others in built_in().items():
        assert word not in {other.word for other in others}
        assert all(0 < other.weight < 1 for other in others)
        assert [other.weight for other in others] == sorted((other.weight for other in others), reverse=True)


def test_one_line_may_hold_equals_and_hints() -> None:
    assert parse("甲 = 乙 > 丙 丁") == (Row(Relation.SAME, ("甲", "乙")), Row(Relation.TOWARD, ("甲", "丙", "丁")))


def test_an_office_may_add_rows_of_its_own() -> None:
    own = table(parse("# 本县叫法\n清岚通 < 清岚县政务服务平台\n"))
    assert [other.word for other in own["清岚通"]] == ["清岚县政务服务平台"]
    assert [other.word for other in own["清岚县政务服务平台"]] == ["清岚通"]


@pytest.mark.parametrize("line", ["孤单", "=", "> 乙"])
def test_a_row_of_one_word_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(BadInput, match="第2行"):
        parse(f"# 头\n{line}")


def test_no_word_is_empty_or_holds_a_space() -> None:
    assert all(word and word == word.strip() and " " not in word for word in vocabulary())
