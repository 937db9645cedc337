"""What is withheld: 政务公开负面清单, class by class, and 非公开政府信息目录, item by item."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zwgk.matters.models import Matter
from zwgk.people.models import Unit
from zwgk.publishing.models.clearances import Clearance
from zwgk.rules.withheld import EntryState, ItemKind, ItemState, Told


class NegativeEntry(models.Model):
    """A class of information that an organ, and all below it, withholds (负面清单条目).

    Never edited once in force: an amendment is a new row that ``replaces`` it. In force on a day: confirmed or later,
    ``valid_from`` reached, ``ended_on`` (the first day on which it no longer holds) not reached.
    """

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=120)
    matters = models.CharField("事项范围", max_length=500)
    ground_code = models.CharField("法定依据", max_length=40)
    law = models.CharField("其他依据", max_length=300, blank=True)
    scope = models.CharField("不公开的内容", max_length=300, blank=True)
    words = models.CharField("标题用字", max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位")
    review_on = models.DateField("评估日期")
    told = models.CharField("提醒", max_length=8, choices=Told.choices(), blank=True)
    reviewed_on = models.DateField("上次评估", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=EntryState.choices(), default=str(EntryState.DRAFT))
    valid_from = models.DateField("施行日期", null=True, blank=True)
    ended_on = models.DateField("不再施行日期", null=True, blank=True)
    why_ended = models.CharField("修订或删去的原因", max_length=300, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="修订的条目"
    )
    prepared_by = models.CharField("编制人", max_length=120)
    prepared_by_user = models.BigIntegerField(null=True)
    confirmed_by = models.CharField("审定人", max_length=120, blank=True)
    clearance = models.ForeignKey(Clearance, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=str(EntryState.DRAFT))
                | Q(valid_from__isnull=False, clearance__isnull=False) & ~Q(confirmed_by=""),
                name="negative_entry_in_force_was_confirmed",
            ),
            models.UniqueConstraint(
                fields=["organ", "name"], condition=Q(state=str(EntryState.CONFIRMED)), name="negative_entry_once"
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(state=str(EntryState.DRAFT)), name="negative_entry_amended_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "state", "-id"], name="negative_entry_of_organ"),
            models.Index(fields=["state", "review_on"], name="negative_entry_review"),
        ]

    def __str__(self) -> str:
        return self.name


class WithheldItem(models.Model):
    """One item that is not public (非公开政府信息目录的一件).

    ``entry`` is the class of the 负面清单 on which it rests, None where it is listed by itself. Of a secret one
    (``is_secret``) neither title nor number is kept. ``level`` holds the duties, comma between, of which one decided
    it: a re-evaluation is confirmed there. ``public_title`` is what the site shows of it once cleared, "" nothing.
    """

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveIntegerField("年份")
    serial = models.PositiveIntegerField("序号")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="withheld_items")
    entry = models.ForeignKey(
        NegativeEntry, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="负面清单条目"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位")
    kind = models.CharField("公开情形", max_length=12, choices=ItemKind.choices())
    state = models.CharField("状态", max_length=12, choices=ItemState.choices())
    is_secret = models.BooleanField("涉密", default=False)
    title = models.CharField("题名", max_length=300, blank=True)
    doc_number = models.CharField("文号", max_length=80, blank=True)
    ground_code = models.CharField("法定依据", max_length=40, blank=True)
    ground_reason = models.CharField("理由", max_length=500, blank=True)
    apart_because = models.CharField("清单外列入的理由", max_length=300, blank=True)
    decided_on = models.DateField("确定日期", null=True, blank=True)
    decided_by = models.CharField("确定人", max_length=120, blank=True)
    level = models.CharField("确定层级", max_length=120, blank=True)
    review_on = models.DateField("评估日期", null=True, blank=True)
    told = models.CharField("提醒", max_length=8, choices=Told.choices(), blank=True)
    reviewed_on = models.DateField("上次评估", null=True, blank=True)
    secret_until = models.DateField("保密期限届满日", null=True, blank=True)
    public_title = models.CharField("对外题名", max_length=300, blank=True)
    clearance = models.ForeignKey(Clearance, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField("移出日期", null=True, blank=True)
    closed_because = models.CharField("移出的原因", max_length=300, blank=True)
    listed_by = models.CharField("登记人", max_length=120)
    listed_at = models.DateTimeField("登记时间")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year", "serial"], name="withheld_number_once"),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=[str(one) for one in ItemState if one.is_open]),
                name="withheld_once_a_matter",
            ),
            models.CheckConstraint(
                condition=Q(is_secret=False) | Q(title="", doc_number="", matter=None), name="no_title_of_a_secret"
            ),
            models.CheckConstraint(
                condition=Q(state=str(ItemState.PROPOSED)) | Q(decided_on__isnull=False, review_on__isnull=False),
                name="withheld_item_was_decided",
            ),
            models.CheckConstraint(
                condition=Q(public_title="") | Q(clearance__isnull=False), name="shown_title_was_cleared"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(decided_on=None) | Q(closed_on__gte=F("decided_on")),
                name="withheld_item_closed_later",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "state", "-id"], name="withheld_of_organ"),
            models.Index(fields=["organ", "-year", "-serial"], name="withheld_by_number"),
            models.Index(fields=["state", "review_on", "id"], name="withheld_review"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """非公开〔2026〕3号, one row of numbers for an organ and year."""
        return f"非公开〔{self.year}〕{self.serial}号"

    @property
    def shown_as(self) -> str:
        """The title, or that there is one that is not kept here."""
        return "（涉密，不登记题名）" if self.is_secret else self.title
