"""By whom a paper was made public, as that organ was called then (公开时的机关): kept when the organ is no more."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.people.models import Unit
from zwgk.publishing.models.publications import Publication


class IssuedAs(models.Model):
    """The organ that made a publication public, under its name of then; there only where it changed since.

    The publication itself is led under the organ that goes on (lists, rights), its page shows this name.
    """

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="issued_as")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="公开时的机关")
    name = models.CharField("公开时的机关名称", max_length=120)
    published_at = models.DateTimeField("发布时间")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organ", "-published_at", "-publication"], name="issued_as_of_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.name}"
