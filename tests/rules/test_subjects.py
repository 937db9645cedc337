"""Classifications."""

from __future__ import annotations

import pytest

from zwgk.rules.subjects import (
    GENRES,
    KEY_AREAS,
    STANDARD_FIELDS,
    SUBJECTS,
    FiveOpen,
    subject_path,
    subjects_below,
    top_subjects,
)


def test_the_22_classes_have_their_second_level() -> None:
    assert len(top_subjects()) == 22
    assert [row.label for row in subjects_below("02")][:2] == ["政务公开", "政务督查"]
    assert subjects_below("22") == ()
    assert all(row.parent in SUBJECTS for row in SUBJECTS.values() if row.parent)


def test_a_subject_prints_its_path() -> None:
    assert subject_path("0201") == "综合政务 > 政务公开"
    assert subject_path("22") == "其他"
    with pytest.raises(KeyError):
        subject_path("99")


def test_five_publicities_key_areas_and_standard_fields() -> None:
    """S0-04, S1-08."""
    assert [member.label for member in FiveOpen] == ["决策公开", "执行公开", "管理公开", "服务公开", "结果公开"]
    assert (len(KEY_AREAS), sum(len(area.items) for area in KEY_AREAS)) == (5, 19)
    assert len(set(STANDARD_FIELDS)) == 26
    assert GENRES[0] == "决议"
    assert len(set(GENRES)) == len(GENRES)
