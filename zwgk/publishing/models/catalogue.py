"""The catalogue of proactive publication (主动公开基本目录、标准目录): editions, rows, what is filed under them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models import Post, Unit
from zwgk.publishing.models.clearances import Clearance
from zwgk.publishing.models.columns import Column
from zwgk.publishing.models.publications import Publication
from zwgk.rules.catalogue import Frequency
from zwgk.rules.catalogue_rows import Audience, EditionState, Manner, TrialField


class Catalogue(models.Model):
    """One catalogue of an organ: its own (field "") or the standard table of a trial field that it leads."""

    organ = models.ForeignKey(Unit, models.PROTECT, related_name="catalogues", verbose_name="机关")
    field = models.CharField("领域", max_length=30, blank=True, choices=TrialField.choices())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "field"], name="catalogue_once")]

    def __str__(self) -> str:
        return f"{self.organ}{TrialField(self.field).label}"


class CatalogueEdition(models.Model):
    """One wording of a catalogue (版本): drafted, sent for approval, in force, replaced; rows never change after."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="editions")
    no = models.PositiveIntegerField("版次")
    state = models.CharField("状态", max_length=10, choices=EditionState.choices(), default=str(EditionState.DRAFT))
    note = models.CharField("修订说明", max_length=300, blank=True)
    prepared_by = models.CharField("编制人", max_length=120)
    prepared_post = models.BigIntegerField("编制岗位", null=True)
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    returned_because = models.CharField("退回原因", max_length=500, blank=True)
    clearance = models.ForeignKey(Clearance, models.PROTECT, null=True, blank=True, related_name="+")
    in_force_on = models.DateField("施行日期", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["catalogue", "no"], name="catalogue_edition_once"),
            models.UniqueConstraint(
                fields=["catalogue"],
                condition=Q(state__in=[str(EditionState.DRAFT), str(EditionState.REVIEW)]),
                name="catalogue_one_open_edition",
            ),
            models.UniqueConstraint(
                fields=["catalogue"], condition=Q(state=str(EditionState.APPROVED)), name="catalogue_one_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(EditionState.APPROVED), str(EditionState.REPLACED)])
                | Q(clearance__isnull=False),
                name="catalogue_in_force_is_cleared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.catalogue} 第{self.no}版"


class CatalogueItem(models.Model):
    """A matter of a catalogue through all its editions (事项): filings stay when the wording changes."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField("事项编号")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["catalogue", "number"], name="catalogue_item_once")]

    def __str__(self) -> str:
        return f"{self.catalogue_id}-{self.number}"


class CatalogueRow(models.Model):
    """A matter as one edition words it (目录条目)."""

    edition = models.ForeignKey(CatalogueEdition, models.CASCADE, related_name="rows")
    item = models.ForeignKey(CatalogueItem, models.PROTECT, related_name="rows")
    order = models.PositiveIntegerField("序号")
    group = models.CharField("一级事项", max_length=120, blank=True)
    name = models.CharField("二级事项", max_length=200)
    content = models.TextField("公开内容")
    basis = models.TextField("公开依据")
    limit = models.CharField("公开时限", max_length=200)
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="公开主体")
    section = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任科室")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人")
    carriers = models.JSONField("公开渠道和载体", default=list)
    audience = models.CharField("公开对象", max_length=10, choices=Audience.choices(), default=str(Audience.ALL))
    audience_note = models.CharField("对象说明", max_length=100, blank=True)
    manner = models.CharField("公开方式", max_length=12, choices=Manner.choices(), default=str(Manner.PROACTIVE))
    tiers = models.JSONField("公开层级", default=list)
    dimension = models.CharField("五公开", max_length=12, blank=True)
    frequency = models.CharField(
        "公开频次", max_length=12, choices=Frequency.choices(), default=str(Frequency.LONG_TERM)
    )
    every_days = models.PositiveIntegerField("更新周期（天）", null=True, blank=True)
    column = models.ForeignKey(Column, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对应栏目")
    words = models.CharField("归集关键词", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "item"], name="catalogue_row_once"),
            models.CheckConstraint(condition=~Q(name=""), name="catalogue_row_has_name"),
        ]
        indexes: ClassVar = [models.Index(fields=["organ", "column"], name="catalogue_row_of_place")]

    def __str__(self) -> str:
        return self.name


class CatalogueFiling(models.Model):
    """A publication put under a matter (归入事项), where the column alone does not tell: by hand, or by the words of
    its row (``by`` empty). ``is_out`` keeps out what the words would bring in.
    """

    item = models.ForeignKey(CatalogueItem, models.CASCADE, related_name="filings")
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="filings")
    by = models.CharField("归入人", max_length=120, blank=True)
    is_out = models.BooleanField("移出", default=False)
    at = models.DateTimeField("归入时间")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "publication"], name="filed_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.publication_id}"


class ColumnCharge(models.Model):
    """Who answers for a column in an organ (栏目责任): the section and the informant (信息员), and when it was looked
    through last.
    """

    column = models.ForeignKey(Column, models.CASCADE, related_name="charges")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="column_charges", verbose_name="责任机关")
    section = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任科室")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="信息员")
    confirmed_on = models.DateField("复核日期", null=True, blank=True)
    confirmed_by = models.CharField("复核人", max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["column", "organ"], name="column_charge_once")]

    def __str__(self) -> str:
        return f"{self.column_id} {self.organ_id}"
