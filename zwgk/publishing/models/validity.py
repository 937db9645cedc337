"""What happened to a paper's validity (有效性变动): which paper ends or amends which, from when, whole or articles."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zwgk.publishing.models.publications import Publication
from zwgk.rules.validity import ChangeKind


class ValidityChange(models.Model):
    """One change, never edited: one that was wrong is voided with its reason and stays on record.

    ``basis`` is the paper of ours that says so; one that stands elsewhere is known by ``basis_text``. ``by_link`` where
    the fact came from the links of the basis itself: it goes when a correction of the basis no longer says so.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="changes_to", verbose_name="被变动的文件")
    kind = models.CharField("变动", max_length=12, choices=ChangeKind.choices())
    basis = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="changes_by", verbose_name="依据文件"
    )
    basis_text = models.CharField("依据文件名称", max_length=300, blank=True)
    basis_number = models.CharField("依据文件文号", max_length=80, blank=True)
    on = models.DateField("生效日期", null=True, blank=True)
    articles = models.CharField("条款", max_length=300, blank=True)
    until = models.DateField("延长至", null=True, blank=True)
    by_link = models.BooleanField("由依据文件载明", default=False)
    by = models.CharField("登记人", max_length=120, blank=True)
    at = models.DateTimeField("登记时间")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(basis__isnull=False) | ~Q(basis_text=""), name="validity_change_has_a_basis"
            ),
            models.CheckConstraint(condition=~Q(basis=F("publication")), name="no_paper_changes_itself"),
            models.CheckConstraint(
                condition=~Q(kind=str(ChangeKind.EXTENDS)) | Q(until__isnull=False), name="extension_says_until_when"
            ),
            models.CheckConstraint(condition=Q(voided_at=None) | ~Q(void_reason=""), name="void_change_says_why"),
            models.UniqueConstraint(
                fields=["publication", "kind", "basis"],
                condition=Q(voided_at=None) & Q(basis__isnull=False),
                name="validity_change_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["publication", "on"], name="validity_change_of"),
            models.Index(fields=["basis", "kind"], name="validity_change_by"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.get_kind_display()} {self.on or ''}"
