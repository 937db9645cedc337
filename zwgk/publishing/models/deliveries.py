"""Reading points (查阅点), and what was handed to archives and libraries (条例第二十五条)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zwgk.files.models import File
from zwgk.people.models import Unit
from zwgk.publishing.models.publications import Publication, Version
from zwgk.rules.reading_points import PointKind


class ReadingPoint(models.Model):
    """A place where the public reads and asks (政府信息查阅场所): where, when, with what, and what lies there."""

    kind = models.CharField("类别", max_length=12, choices=PointKind.choices())
    name = models.CharField("名称", max_length=120)
    host = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主管单位")
    address = models.CharField("地址", max_length=200)
    directions = models.CharField("怎么去", max_length=200, blank=True)
    hours = models.CharField("开放时间", max_length=200)
    phone = models.CharField("电话", max_length=60, blank=True)
    equipment = models.CharField("设备", max_length=300, blank=True)
    holdings = models.CharField("能查到什么", max_length=500, blank=True)
    help = models.CharField("服务和无障碍", max_length=300, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    is_open = models.BooleanField("开放", default=True)
    changed_on = models.DateField("更新日期")

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name"], name="reading_point_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One delivery of public papers to an archive or a library (移送清单): the period, the list, the receipt."""

    point = models.ForeignKey(ReadingPoint, models.PROTECT, related_name="deliveries", verbose_name="接收单位")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="移送机关")
    first = models.DateField("公开日期自")
    last = models.DateField("公开日期至")
    made_on = models.DateField("制单日期")
    made_at = models.DateTimeField("制单时间")
    by = models.CharField("制单人", max_length=120)
    number = models.PositiveIntegerField("件数")
    digest = models.CharField("清单摘要值", max_length=64)
    package = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="移送包")
    received_on = models.DateField("签收日期", null=True, blank=True)
    received_by = models.CharField("签收", max_length=120, blank=True)
    receipt = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="回执")
    cancelled_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="delivery_runs_forward"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(cancelled_at=None), name="received_delivery_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.first}—{self.last}"


class DeliveryItem(models.Model):
    """One paper of a delivery, in the wording that was handed over."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="items")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="deliveries")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    point = models.ForeignKey(ReadingPoint, models.PROTECT, related_name="+")
    stands = models.BooleanField("有效", default=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            # one wording of a paper is handed to one place once; a cancelled list stands no longer
            models.UniqueConstraint(fields=["point", "version"], condition=Q(stands=True), name="delivered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.publication_id}"
