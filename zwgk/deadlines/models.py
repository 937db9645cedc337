"""Running clocks over matters (期限): facts are rows; the due day is derived from them by one function."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zwgk.matters.models import Matter
from zwgk.people.models import Unit


class CalendarTable(models.Model):
    """An imported calendar (放假安排): a year's official table, or a region's own days; the newest import wins."""

    year = models.PositiveIntegerField("年份")
    region = models.CharField("地区", max_length=60, blank=True)
    data = models.JSONField("内容")
    source = models.CharField("来源", max_length=300)
    imported_at = models.DateTimeField("导入时间")
    imported_by = models.CharField("导入人", max_length=120)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "region"], name="calendar_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.region}".strip()


class Clock(models.Model):
    """One running period over a matter (期限): what started it, with which figure; ``due_on`` is derived."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="clocks")
    kind = models.CharField("期限种类", max_length=40)
    label = models.CharField("名称", max_length=80)
    started_on = models.DateField("起算之日")
    restarted_on = models.DateField("重新起算之日", null=True, blank=True)
    figure = models.PositiveIntegerField("期限")
    unit = models.CharField("单位", max_length=20)
    basis = models.CharField("依据", max_length=300)
    extended_by = models.PositiveIntegerField("延长", default=0)
    #: a day that was set instead of counted (合理期限); nothing moves it
    fixed_on = models.DateField("确定的届满日", null=True, blank=True)
    organ = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    # derived by deadlines.counting.recount and by nothing else
    due_on = models.DateField("届满日")
    firm = models.BooleanField("日历已公布", default=True)
    calendar_version = models.CharField(max_length=12)
    stopped_on = models.DateField("停止之日", null=True, blank=True)
    stopped_because = models.CharField("停止原因", max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "kind"], condition=Q(stopped_on=None), name="clock_runs_once"),
            models.CheckConstraint(
                condition=Q(stopped_on=None) | Q(stopped_on__gte=F("started_on")), name="clock_stops_after_start"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on", "id"], name="clock_due", condition=Q(stopped_on=None)),
            models.Index(fields=["kind", "stopped_on"], name="clock_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"

    @property
    def is_late(self) -> bool | None:
        """True where it was stopped after its due day; None while it runs."""
        return None if self.stopped_on is None else self.stopped_on > self.due_on


class Pause(models.Model):
    """Days that do not count (期限暂停); open while ``last`` is empty."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="pauses")
    first = models.DateField("自")
    last = models.DateField("至", null=True, blank=True)
    reason = models.CharField("事由", max_length=200)
    #: what paused it, as the room calls it (``consultation-12``); the same thing pauses a clock once
    source = models.CharField("来源", max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last=None) | Q(last__gte=F("first")), name="pause_runs_forward"),
            models.UniqueConstraint(fields=["clock", "source"], condition=~Q(source=""), name="paused_once_by_one"),
        ]

    def __str__(self) -> str:
        return f"{self.first}—{self.last or '…'}"


class Recount(models.Model):
    """What moved when clocks were counted again (重算记录): a new calendar, a corrected fact."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="recounts")
    at = models.DateTimeField("时间")
    before = models.DateField("原届满日")
    after = models.DateField("新届满日")
    cause = models.CharField("原因", max_length=200)

    def __str__(self) -> str:
        return f"{self.before}→{self.after}"
