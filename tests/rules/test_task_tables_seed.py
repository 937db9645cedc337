"""The task table of the first seed paper, all fifty-two rows."""

from __future__ import annotations

import pytest

from tests.seeds import seed
from zwgk.rules.task_tables import Responsibility, clauses, from_text

#: number, leads, participants; parted by spaces.
ROWS: list[tuple[int, str, str]] = [
    (1, "市政府办", "市法制办"),
    (2, "市政府办", "各有关部门"),
    (
        3,
        "市政府办 市发改委(物价局) 市住建委 市重点工程局 市公共资源局 各有关部门",
        "市教育局 市科技局 市经信委 市财政局 市人社局 市国土资源局 市环保局 市住建委 市农林委 "
        "市商务外事局 市统计局 市工商质监局 市金融办",
    ),
    (4, "市政府办 市审计局 市监察局 市效能办", "被督查、审计的相关单位"),
    (5, "市政府办 市审计局", "市政府各部门 各直属机构"),
    (6, "市政府办 各有关部门", "市政府各部门 各直属机构"),
    (7, "市政府办", "市政府各有关单位"),
    (8, "市编办 市发改委(物价局) 市商务外事局 市工商质监局", "具有行政权力、公共服务事项的市直单位"),
    (9, "市法制办", "具有行政执法权的市直单位"),
    (
        10,
        "市安监局 市环保局 市卫生计生委 市食品药品监管局 市住建委 市工商质监局 市国土资源局 "
        "市发改委(物价局) 市交通局 市文广新局(旅游局) 市财政局",
        "各有关单位",
    ),
    (11, "市财政局 市民政局 市人社局 市农林委 市水利局", "安排有脱贫攻坚资金的市直单位"),
    (12, "市编办 市法制办 市行政审批监管局 公共企事业单位主管部门", "具有公共服务和行政审批事项的市直单位"),
    (13, "市行政审批监管局 市法制办 市政府办", "具有行政审批权的市直单位"),
    (14, "实行政府购买服务的市直单位(购买主体)", "各有关单位"),
    (
        15,
        "市财政局 市国土资源局 市农林委 市住建委 市发改委(物价局) 市民政局 市经信委 市人社局 各有关部门",
        "各列入财政预算的市直单位",
    ),
    (16, "负责重点领域信息公开的市直牵头单位", "各有关单位"),
    (17, "市政府办", "市政府各部门"),
    (18, "市政府办", "起草规范性文件的市直单位"),
    (19, "市法制办", "各有关单位"),
    (20, "市信息办 市网宣办", "各有关单位"),
    (21, "市政府办 市公安局 市民政局 市安监局 市卫生计生委", "市新闻办 市应急办"),
    (22, "市政府办", "市文广新局(旅游局) 蚌埠日报社 蚌埠市广播电视台"),
    (
        23,
        "市政府办 市发改委(物价局) 市经信委 市商务外事局 市公安局 市工商质监局 市国土资源局 市邮政管理局 "
        "各有关部门",
        "各有关单位",
    ),
    (24, "市政府办", "起草贯彻落实文件的牵头部门"),
    (25, "市政府办 市政府新闻办", "起草文件的牵头部门"),
    (26, "市政府办", "市发改委(物价局) 市法制办"),
    (27, "市政府办 市法制办 各有关部门", "市政府各部门 各直属机构"),
    (28, "市政府办 各有关部门", "市政府各部门 各直属机构"),
    (29, "市政府办 市网宣办 各有关部门", "市政府各部门 各直属机构 市网宣办 市新闻办"),
    (30, "市委宣传部", "市政府办"),
    (31, "市政府办", "各有关单位"),
    (32, "市法制办", "具有行政权力的市直单位"),
    (33, "市政府办 市行政审批监管局", "市重点领域信息公开牵头部门"),
    (34, "市政府办", "市政府各部门 各直属机构"),
    (35, "市国家保密局", "市政府各部门 各直属机构"),
    (36, "市政府办 市信息办 市编办 市行政审批监管局 各有关部门", "市政府各部门 各直属机构"),
    (37, "市政府办", "市网宣办 市信息办"),
    (38, "市委宣传部 市政府办", "市新闻办 市网宣办 市信息办"),
    (39, "市委办 市政府办", "市委组织部"),
    (40, "市政府办 市编办 市委宣传部", "市政府各部门 各直属机构 市新闻办 市网宣办 市信息办"),
    (41, "市财政局", "市政府各部门 各直属机构"),
    (42, "市政府办 市目标考核办", "各有关单位"),
    (43, "市政府办", "市政府各部门"),
    (44, "市教育局 市卫生计生委 市住建委 市交通局", "市各公共企事业单位"),
    (45, "市政府办 各县区政府", "市编办 各有关单位"),
    (46, "市政府办", "各有关单位"),
    (47, "市委组织部 市人社局", "市委党校 市行政学院"),
    (48, "市政府办 市人社局 市财政局", "市委党校 市行政学院"),
    (49, "市委组织部 市目标考核办", ""),
    (50, "市政府办", "市财政局"),
    (51, "市委宣传部 市委统战部 市人大常委会办公室 市政协办公室", "市政府各部门 各直属机构"),
    (52, "市委组织部 市政府办 市监察局 市人社局", "市政府各部门 各直属机构"),
]  # fmt: skip


@pytest.mark.seeds
def test_every_row_has_its_leads_and_participants() -> None:
    rows = from_text(seed(0).read_text(encoding="utf-8"))
    read = [(row.number, " ".join(row.lead), " ".join(row.participants)) for row in rows]
    assert read == ROWS


@pytest.mark.seeds
def test_task_texts_are_whole_and_without_stray_spaces() -> None:
    rows = from_text(seed(0).read_text(encoding="utf-8"))
    assert rows[1].task == "决策作出后,按照规定及时公开议定事项和相关文件。"
    assert rows[14].task.endswith("落实公开要求。")  # this cell goes on over a line break
    assert "加快推进“互联网+政务”" in rows[35].task
    assert all(row.task.endswith("。") and "\n" not in row.task for row in rows)


@pytest.mark.seeds
def test_work_points_name_lead_responsible_and_cooperating_units_at_the_end_of_each_clause() -> None:
    """S3-03: four kinds of responsibility."""
    found = clauses(seed(3).read_text(encoding="utf-8"))
    assert len(found) == 12
    assert found[0].title == "推进经济运行高质量发展信息公开"
    assert found[0].of(Responsibility.LEAD)[0] == "县发改局"
    assert found[0].of(Responsibility.RESPONSIBLE) == ("县政府有关部门", "各乡镇政府", "工业园区管委会")
    assert len(found[2].of(Responsibility.SHARED)) == 12
    assert found[3].of(Responsibility.SUPPORT) == ("县政府有关部门", "工业园区管委会")


@pytest.mark.seeds
def test_a_bureaus_plan_names_its_sections() -> None:
    """S2-06: each task has its lead section and cooperating sections."""
    found = clauses(seed(2).read_text(encoding="utf-8"))
    assert len(found) == 10
    assert found[0].of(Responsibility.LEAD) == ("政策法规科",)
    assert found[0].of(Responsibility.SUPPORT) == ("各科室",)
    assert found[2].of(Responsibility.LEAD) == ("政策法规科", "商务运行")
    assert found[3].of(Responsibility.SHARED) == ("各项目科室",)
    assert found[7].of(Responsibility.RESPONSIBLE) == ("文件起草科室",)
