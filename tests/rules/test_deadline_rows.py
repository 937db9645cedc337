"""The kinds of clocks: every row has its figure, start, stop and basis; due days with real calendars."""

from __future__ import annotations

from datetime import date

import pytest

from zwgk.rules.deadlines import DEADLINES, Subject, due_for, figure_of
from zwgk.rules.errors import BadInput
from zwgk.rules.figures import KEYS
from zwgk.rules.periods import Unit
from zwgk.rules.rule_packs import rule_pack
from zwgk.rules.workdays import OFFICIAL

FORMED = date(2026, 4, 28)


def test_every_row_is_complete():
    for key, rule in DEADLINES.items():
        assert key == rule.key
        assert all((rule.label, rule.starts, rule.stops, rule.basis))
        assert rule.figure in KEYS
        assert rule.extension is None or rule.extension in KEYS
    assert {rule.subject for rule in DEADLINES.values()} == set(Subject)


def test_only_the_reply_may_be_extended_and_paused_and_restarted():
    """《条例》第三十、三十三条。"""
    assert [rule.key for rule in DEADLINES.values() if rule.extension] == ["reply"]
    assert DEADLINES["reply"].pausable
    assert DEADLINES["reply"].restarts == ("收到补正", "缴费")


@pytest.mark.parametrize(
    ("key", "pack", "expected"),
    [
        pytest.param("publish", "national", date(2026, 5, 28), id="国家公开期限"),
        pytest.param("publish", "S4", date(2026, 5, 8), id="毕节公开期限"),
        pytest.param("publish_update", "S4", date(2026, 5, 14), id="毕节更新期限"),
        pytest.param("interpretation", "national", date(2026, 5, 6), id="解读期限"),
        pytest.param("handover", "S2", date(2026, 5, 6), id="楚雄移交"),
        pytest.param("handover_normative", "S2", date(2026, 5, 8), id="楚雄规范性文件移交"),
        pytest.param("handover", "national", None, id="国家没有移交期限"),
        pytest.param("reconsideration", "national", date(2026, 6, 29), id="复议末日是周六"),
        pytest.param("letter_veto", "national", date(2026, 7, 28), id="留言三个月"),
        pytest.param("annual_department", "national", date(2027, 1, 31), id="部门年报"),
    ],
)
def test_due_days(key, pack, expected):
    found = due_for(key, FORMED, OFFICIAL, rule_pack(pack).figures)
    assert (found and found.on) == expected


def test_a_handover_in_natural_days_where_so_set():
    """S2-32、law §11.2:3日为自然日时,5月1日为假日,顺延。"""
    chosen = {"publish.handover.unit": "natural_days"}
    figures = rule_pack("S2").figures
    assert figure_of("handover", FORMED, figures, chosen).unit is Unit.NATURAL_DAYS
    found = due_for("handover", date(2026, 3, 5), OFFICIAL, figures, chosen)
    assert found is not None
    assert found.on == date(2026, 3, 9), "8 March is a Sunday"


def test_hours_run_from_a_moment_not_a_day():
    with pytest.raises(BadInput, match="小时"):
        due_for("incident_release", FORMED, OFFICIAL)


def test_an_unknown_kind_is_a_mistake_in_the_program():
    with pytest.raises(KeyError):
        figure_of("no_such_clock", FORMED)
