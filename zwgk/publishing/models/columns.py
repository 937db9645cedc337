"""Where publications are listed: the tree of columns (栏目)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.people.models import Unit
from zwgk.rules.coverage import UpdateClass
from zwgk.rules.publication import ColumnKind


class Column(models.Model):
    """A place in the site's tree where publications are listed (栏目)."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    organ = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="columns", verbose_name="机关自设"
    )
    slug = models.SlugField("地址", max_length=120, unique=True)
    name = models.CharField("栏目名称", max_length=80)
    kind = models.CharField("类型", max_length=20, choices=ColumnKind.choices(), default=str(ColumnKind.LIST))
    article = models.CharField("依据条款", max_length=120, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    frequency = models.CharField("更新频次", max_length=20, blank=True)
    update_days = models.PositiveIntegerField("最长更新间隔（天）", null=True, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    is_public = models.BooleanField("对外显示", default=True)
    external_url = models.URLField("外部链接", blank=True)
    update_class = models.CharField("更新类别", max_length=10, blank=True, choices=UpdateClass.choices(), default="")
    #: merged away: the address leads on to this one for ever
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="并入"
    )

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "organ", "name"], name="column_once_under_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class ColumnPath(models.Model):
    """Closure of the column tree: every column with every column above it (itself at depth 0)."""

    above = models.ForeignKey(Column, models.CASCADE, related_name="paths_down")
    below = models.ForeignKey(Column, models.CASCADE, related_name="paths_up")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["above", "below"], name="column_path_once")]

    def __str__(self) -> str:
        return f"{self.above_id}→{self.below_id}"
