"""The four parts of the platform 政府信息公开, in the order and by the names that every platform has.

依据：国办公开办函〔2019〕61号
"""

from __future__ import annotations

from dataclasses import dataclass

from zwgk.portal.shell import Crumb
from zwgk.portal.tree import Node, Tree

PLATFORM = Crumb("政府信息公开", "/gongkai/")


@dataclass(frozen=True)
class Part:
    """One of the four parts that every platform has, in this order and by these names."""

    code: str
    label: str
    url: str
    about: str


PARTS = (
    Part("guide", "政府信息公开指南", "/gongkai/zhinan/", "公开什么、在哪里看、怎样申请、向谁投诉"),
    Part("institutions", "政府信息公开制度", "/gongkai/zhidu/", "条例、办法和本级有关政府信息公开的规定"),
    Part("statutory", "法定主动公开内容", "/gongkai/fading/", "条例第二十条、第二十一条规定主动公开的各类信息"),
    Part("annual", "政府信息公开年报", "/gongkai/nianbao/", "历年政府信息公开工作年度报告"),
)


def part_of(columns: Tree, node: Node) -> str:
    """The part of the platform in which a column stands; "" outside of it."""
    kinds = {part.code for part in PARTS}
    while True:
        if node.column.kind in kinds:
            return node.column.kind
        if node.column.parent_id not in columns.of:
            return ""
        node = columns.of[node.column.parent_id]
