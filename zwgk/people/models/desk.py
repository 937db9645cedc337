"""What a person keeps on the own desk: saved filters of lists (常用筛选)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models.accounts import User
from zwgk.people.models.units import Unit


class SavedFilter(models.Model):
    """A list narrowed in a way that somebody needs again (常用筛选): its address, under a name."""

    user = models.ForeignKey(User, models.CASCADE, related_name="filters")
    page = models.CharField("列表", max_length=30)
    name = models.CharField("名称", max_length=40)
    query = models.CharField("条件", max_length=500)
    is_default = models.BooleanField("打开列表时使用", default=False)
    #: whose people may use it too (None: nobody else)
    shared_with = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="共享给"
    )
    made_at = models.DateTimeField("保存时间")

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="filter_name_once"),
            models.UniqueConstraint(fields=["user", "page"], condition=Q(is_default=True), name="filter_one_default"),
        ]
        indexes: ClassVar = [models.Index(fields=["shared_with", "page"], name="filter_shared")]

    def __str__(self) -> str:
        return self.name
