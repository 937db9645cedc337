"""Kinds of units, apart from the tables, so that faces and commands may name them."""

from __future__ import annotations

from zwgk.rules.labelled import Labelled


class UnitKind(Labelled):
    """What a unit is (单位类别). A section (科室) belongs to an organ (机关)."""

    CITY = "city", "市"
    GOVERNMENT = "government", "人民政府"
    DEPARTMENT = "department", "工作部门"
    TOWNSHIP = "township", "乡镇街道"
    VERTICAL = "vertical", "垂直管理单位"
    ZONE = "zone", "开发区"
    PUBLIC_BODY = "public_body", "公共企事业单位"
    VILLAGE = "village", "村（社区）"
    SECTION = "section", "科室"
