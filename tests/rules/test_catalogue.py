"""The statutory catalogue."""

from __future__ import annotations

from zwgk.rules.catalogue import (
    CATALOGUE_STATUTORY,
    DEFAULT_COLUMNS,
    GUIDE_FIELDS,
    GUIDE_STATUTORY,
    NODES,
    Frequency,
    OrganLevel,
    Part,
    children,
    coverage,
    line_for_empty,
    missing_guide_fields,
    nodes_for,
)


def roots(level: OrganLevel) -> list[str]:
    return [node.title for node in nodes_for(level) if not node.parent]


def test_the_platform_has_four_parts_named_exactly_so() -> None:
    assert [part.label for part in Part] == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
    ]
    assert DEFAULT_COLUMNS == ("主动公开", "重点公开", "政策解读", "舆情回应")


def test_article_20_gives_fifteen_roots_to_everybody_and_article_21_some_by_level() -> None:
    statutory = [node for node in children("") if node.code.startswith("20.")]
    assert [node.article for node in statutory][:2] == ["第二十条第（一）项", "第二十条第（二）项"]
    assert len(statutory) == 15
    assert all(node.organs == frozenset(OrganLevel) for node in statutory)
    assert {"市政建设", "治安管理"} <= set(roots(OrganLevel.COUNTY))
    assert {"农田水利工程建设运营", "宅基地使用情况审核", "筹资筹劳"} <= set(roots(OrganLevel.TOWNSHIP))
    assert "市政建设" not in roots(OrganLevel.TOWNSHIP)
    assert "筹资筹劳" not in roots(OrganLevel.DEPARTMENT)
    assert "社会救助" in set(roots(OrganLevel.TOWNSHIP)) & set(roots(OrganLevel.DEPARTMENT))


def test_every_node_explains_itself_and_no_column_is_bare() -> None:
    for node in NODES.values():
        assert node.explanation
        assert line_for_empty(node, "某县财政局").startswith("本栏目公开某县财政局的")
        assert node.parent == "" or node.parent in NODES


def test_periodic_nodes_have_a_period_and_the_others_none() -> None:
    """S1-34, S4-05."""
    assert {kind.label for kind in Frequency} == {"长期公开", "定期公开", "临时公开"}
    for node in NODES.values():
        assert (node.every_months is not None) == (node.frequency is Frequency.PERIODIC)
    assert NODES["20.08"].frequency is Frequency.LONG_TERM
    assert NODES["20.07"].frequency is Frequency.PERIODIC
    assert NODES["20.12"].frequency is Frequency.AD_HOC


def test_coverage_names_missing_extra_and_empty_nodes() -> None:
    """S0-09."""
    full = {node.code: 1 for node in nodes_for(OrganLevel.TOWNSHIP)}
    assert coverage(OrganLevel.TOWNSHIP, full).complete
    contents = {**full, "20.07": 0, "20.07.budget": 0, "20.07.accounts": 0, "20.07.three_expenses": 0, "old.news": 3}
    del contents["20.01"]
    result = coverage(OrganLevel.TOWNSHIP, contents)
    assert (result.missing, result.extra, result.empty) == (("20.01",), ("old.news",), ("20.07",))
    assert not result.complete


def test_a_local_template_adds_nodes_and_cannot_drop_the_statutory_ones() -> None:
    result = coverage(OrganLevel.COUNTY, {"local.list": 1}, required=["local.list"])
    assert "local.list" not in result.missing + result.extra
    assert "20.01" in result.missing


def test_the_guide_names_what_article_12_asks() -> None:
    """S4-21."""
    assert len(GUIDE_STATUTORY) == 9
    assert "phone" in GUIDE_STATUTORY
    guide = dict.fromkeys(GUIDE_FIELDS, "有")
    assert missing_guide_fields(guide) == ()
    assert missing_guide_fields({**guide, "fax": " ", "procedure": ""}) == ("传真号码",)
    assert CATALOGUE_STATUTORY == ("index_no", "title", "summary", "date_written")
