"""The columns beside the standard ones, the standing clearances, and the county's own figures."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from zwgk.cli.sample.signins import GOVERNMENT
from zwgk.cli.sample.staff import unit_at
from zwgk.people import actions as people
from zwgk.people import queries as units
from zwgk.people.actor import SYSTEM
from zwgk.publishing import desk, standard
from zwgk.publishing.actions import add_column, approve_standing
from zwgk.publishing.clearing import STANDING_CLASSES

#: (address, name, address above, note, longest gap in days)
FURTHER: tuple[tuple[str, str, str, str, int | None], ...] = (
    ("zcwj-zf", "县政府文件", "zcwj", "以清岚县人民政府名义印发的文件", None),
    ("zcwj-zfb", "县政府办公室文件", "zcwj", "以清岚县人民政府办公室名义印发的文件", None),
    ("zcwj-bm", "部门文件", "zcwj", "县政府各部门印发的文件", None),
    ("zcwj-rsrm", "人事任免", "zcwj", "县政府人事任免通知", None),
    ("zcjd-wz", "文字解读", "zcjd", "用通俗文字说明文件讲了什么、怎么办", None),
    ("zcjd-tj", "图解", "zcjd", "用图表说明文件要点", None),
    ("zcjd-wd", "问答", "zcjd", "对办事群众常问的问题逐一回答", None),
    ("tzgg-gg", "公示公告", "tzgg", "公示、公告和听取意见", 31),
    ("tzgg-zb", "招标采购", "tzgg", "招标、采购公告和结果", 62),
    ("tzgg-bm", "便民提示", "tzgg", "停水、停电、道路施工和办事提示", 31),
    ("gzdt-zw", "政务要闻", "gzdt", "县政府主要工作", 31),
    ("gzdt-bm", "部门动态", "gzdt", "部门工作动态", 31),
    ("gzdt-xz", "乡镇动态", "gzdt", "乡镇、街道工作动态", 31),
    ("zdly-ys", "义务教育", "zdly", "招生入学、学生资助、校园安全", 186),
    ("zdly-yl", "养老服务", "zdly", "养老机构、老年助餐、高龄津贴", 186),
    ("zdly-hj", "生态环境", "zdly", "空气、水环境质量和环境执法", 93),
    ("zdly-sp", "食品药品安全", "zdly", "抽检、核查处置和风险提示", 93),
    ("zdly-nt", "涉农补贴", "zdly", "补贴政策、对象和发放结果", 186),
    ("zdly-zf", "保障性住房", "zdly", "申请、分配和退出", 186),
    ("zdly-zd", "征地信息", "zdly", "征收土地预公告、公告和补偿安置", 366),
)
#: (key, figure, basis): stricter than the national twenty working days, which the law allows
LOCAL_RULES: tuple[tuple[str, int, str], ...] = (
    ("publish.handover", 3, "《清岚县政务公开工作实施方案》第四条：文件制作后3日内移交公开（演示）"),
    ("publish.handover_normative", 5, "《清岚县政务公开工作实施方案》第四条：规范性文件5日内移交公开（演示）"),
    ("publish.deadline", 5, "《清岚县政府信息公开工作制度》第十八条：形成之日起5个工作日内公开（演示）"),
    ("publish.update_deadline", 10, "《清岚县政府信息公开工作制度》第十八条：变更之日起10个工作日内更新（演示）"),
)
_SINCE = date(2026, 1, 1)


def lay() -> bool:
    """Lay the columns and what stands beside them; True where anything was added. All or nothing."""
    if any(column.slug == FURTHER[-1][0] for column in desk.all_columns()):
        return False
    with transaction.atomic():
        columns = standard.lay_out(actor=SYSTEM)
        for order, (slug, name, above, note, gap) in enumerate(FURTHER):
            add_column(name, slug, parent=columns[above], actor=SYSTEM, note=note, update_days=gap, order=order)
        for name in STANDING_CLASSES:
            approve_standing(
                name,
                organ=None,
                basis="清岚县人民政府办公室关于常设公开信息的审查意见（演示）",
                on=_SINCE,
                valid_to=date(2028, 12, 31),
                actor=SYSTEM,
            )
        government = unit_at(GOVERNMENT)
        for key, figure, basis in LOCAL_RULES:
            people.set_local_rule(key, figure, basis=basis, actor=SYSTEM, unit=government, valid_from=_SINCE)
    return True


def by_address() -> dict[str, int]:
    """The ids of all columns by address."""
    return {column.slug: column.pk for column in desk.all_columns()}


def organs_by_name() -> dict[str, int]:
    """The ids of all organs by full name (with or without a second name in brackets) and by short name."""
    found: dict[str, int] = {}
    for unit in units.organs():
        found.setdefault(unit.short_name, unit.pk)
        found[unit.name] = found[unit.name.partition("（")[0]] = unit.pk
    return found
