"""Changes waiting to go into the index: one row a change, written in the transaction of the act that made it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.rules.labelled import Labelled


class ChangeOp(Labelled):
    """What happened to a paper (变更)."""

    UPSERT = "upsert", "写入"
    DELETE = "delete", "删除"


class IndexChange(models.Model):
    """One change of one paper in one index (索引变更); gone once the index has taken it in."""

    index = models.CharField("索引", max_length=20)
    key = models.CharField("键", max_length=120)
    op = models.CharField("变更", max_length=10, choices=ChangeOp.choices())
    at = models.DateTimeField("时间")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["index", "id"], name="index_change_waiting")]

    def __str__(self) -> str:
        return f"{self.index}:{self.key} {self.op}"
