"""Organisations and sections as one tree, their names and leaders. State is a row; constraints keep it true."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.people.kinds import UnitKind


class Unit(models.Model):
    """An organ (机关) or one of its sections (科室)."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    organ = models.ForeignKey("self", models.PROTECT, null=True, related_name="sections", verbose_name="所属机关")
    kind = models.CharField("类别", max_length=20, choices=UnitKind.choices())
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=60, blank=True)
    pinyin_key = models.CharField(max_length=240, blank=True, db_index=True)
    order = models.PositiveIntegerField("排序", default=0)
    code = models.CharField("机关代字", max_length=40, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    region_code = models.CharField("行政区划代码", max_length=12, blank=True)
    valid_from = models.DateField("设立日期", null=True, blank=True)
    valid_to = models.DateField("撤销日期", null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    is_public = models.BooleanField("对外公布", default=True)
    # what the guide (指南) and the profile page (机构职能) show
    address = models.CharField("办公地址", max_length=200, blank=True)
    office_hours = models.CharField("办公时间", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真", max_length=60, blank=True)
    email = models.CharField("电子邮箱", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=10, blank=True)
    website = models.CharField("网址", max_length=200, blank=True)
    duties_text = models.TextField("主要职能", blank=True)
    disclosure_office = models.CharField("政府信息公开工作机构", max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_once_under_parent"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(parent=None), name="unit_once_at_top"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None)
                | models.Q(valid_from=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_runs_forward",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(k.value) for k in UnitKind]), name="unit_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def is_section(self) -> bool:
        return self.kind == UnitKind.SECTION

    @property
    def full_name(self) -> str:
        """The name with its organ's before it, for a section."""
        return f"{self.organ}{self.name}" if self.is_section and self.organ else self.name


class UnitPath(models.Model):
    """Closure of the tree: every unit with every unit above it (itself at depth 0)."""

    above = models.ForeignKey(Unit, models.CASCADE, related_name="paths_down")
    below = models.ForeignKey(Unit, models.CASCADE, related_name="paths_up")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["above", "below"], name="unit_path_once")]
        indexes: ClassVar = [models.Index(fields=["below", "above"], name="unit_path_up")]

    def __str__(self) -> str:
        return f"{self.above_id}→{self.below_id}"


class FormerName(models.Model):
    """Another name of a unit, searched and shown: borne until a day (曾用名), that of an organ which it took over, or a
    plate that hangs beside its own (加挂牌子, ``is_plate``).
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField("曾用名", max_length=120)
    until = models.DateField("使用至", null=True, blank=True)
    since = models.DateField("启用", null=True, blank=True)
    is_plate = models.BooleanField("加挂牌子", default=False)
    change = models.ForeignKey(
        "people.Reorganisation", models.SET_NULL, null=True, blank=True, related_name="names", verbose_name="机构变更"
    )

    def __str__(self) -> str:
        return self.name


class Leader(models.Model):
    """A leader as made public (负责人): 条例第二十条第（二）项 asks for the name."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="leaders")
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("职务", max_length=80)
    portfolio = models.CharField("分工", max_length=300, blank=True)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.name}"
