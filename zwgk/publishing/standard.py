"""The columns that a new site begins with: the statutory platform and what readers look for beside it. Idempotent."""

from __future__ import annotations

from zwgk.people.actor import Actor
from zwgk.publishing.actions import add_column
from zwgk.publishing.models import Column
from zwgk.rules import catalogue
from zwgk.rules.publication import ColumnKind

#: (address, name, kind, parent's address, note); names as 国办公开办函〔2019〕61号 wants them, S1-26 for the rest
_FIXED: tuple[tuple[str, str, ColumnKind, str, str], ...] = (
    ("zfxxgk", "政府信息公开", ColumnKind.GROUP, "", "依照《政府信息公开条例》设立的统一平台"),
    ("zfxxgkzn", "政府信息公开指南", ColumnKind.GUIDE, "zfxxgk", "怎样查找和申请政府信息"),
    ("zfxxgkzd", "政府信息公开制度", ColumnKind.INSTITUTIONS, "zfxxgk", "政府信息公开的法律、法规、规章和规范性文件"),
    ("fdzdgknr", "法定主动公开内容", ColumnKind.STATUTORY, "zfxxgk", "《条例》第二十条、第二十一条规定的内容"),
    ("zfxxgknb", "政府信息公开年报", ColumnKind.ANNUAL, "zfxxgk", "历年政府信息公开工作年度报告"),
    ("zcwj", "政策文件", ColumnKind.LIST, "", "政府及其部门印发的文件"),
    ("zcjd", "政策解读", ColumnKind.LIST, "", "对政策文件的解读，与文件同步公开"),
    ("tzgg", "通知公告", ColumnKind.LIST, "", ""),
    ("gzdt", "工作动态", ColumnKind.LIST, "", ""),
    ("zdly", "重点领域信息公开", ColumnKind.LIST, "", ""),
    ("hygq", "回应关切", ColumnKind.LIST, "", "对社会关注问题的回应和澄清"),
)


def lay_out(*, actor: Actor) -> dict[str, Column]:
    """Make the standard columns that are not there yet; returns all of them by address."""
    columns = {column.slug: column for column in Column.objects.all()}
    for order, (slug, name, kind, parent, note) in enumerate(_FIXED):
        if slug not in columns:
            columns[slug] = add_column(
                name, slug, parent=columns.get(parent), kind=kind, actor=actor, note=note, order=order
            )
    for order, node in enumerate(catalogue.NODES.values()):
        slug = catalogue.address_of(node.code)
        if slug in columns:
            continue
        parent_slug = catalogue.address_of(node.parent) if node.parent else "fdzdgknr"
        columns[slug] = add_column(
            node.title,
            slug,
            parent=columns[parent_slug],
            actor=actor,
            note=catalogue.line_for_empty(node, "本机关"),
            article=node.article,
            frequency=node.frequency.label,
            update_days=node.every_months * 31 if node.every_months else None,
            order=order,
        )
    return columns
