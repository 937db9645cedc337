"""What the checks found in a text or attachment (提示), and what became of each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.documents.models.paper import Attachment, Document
from zwgk.rules.labelled import Labelled


class FindingKind(Labelled):
    """Which check speaks."""

    PRIVACY = "privacy", "隐私"
    SECRECY = "secrecy", "保密"
    WORDING = "wording", "用字"
    COMPLETE = "complete", "要素"
    UNREAD = "unread", "未读出"
    BASIS = "basis", "依据"


class Severity(Labelled):
    """How much it weighs: a *block* must be mended or answered by two persons before release."""

    BLOCK = "block", "须处理"
    WARN = "warn", "请核对"
    HINT = "hint", "建议"


class FindingState(Labelled):
    OPEN = "open", "待处理"
    MENDED = "mended", "已改"
    KEPT = "kept", "保留"
    ASKED = "asked", "保留待复核"
    GONE = "gone", "已消失"


class Finding(models.Model):
    """One place that a check names. ``key`` recognises it again when the text is checked anew."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="findings")
    attachment = models.ForeignKey(Attachment, models.CASCADE, null=True, blank=True, related_name="findings")
    kind = models.CharField(max_length=12, choices=FindingKind.choices())
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=8, choices=Severity.choices())
    block_id = models.CharField(max_length=12, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    # masked where it is personal data: the place is enough to find it again
    shown = models.CharField("原文", max_length=200, blank=True)
    text_digest = models.CharField(max_length=64, blank=True)
    suggestion = models.CharField("建议改为", max_length=200, null=True, blank=True)
    why = models.CharField("说明", max_length=400)
    state = models.CharField(max_length=8, choices=FindingState.choices(), default=str(FindingState.OPEN))
    answered_by = models.CharField("处理人", max_length=120, blank=True)
    answered_by_user = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField("处理时间", null=True, blank=True)
    reason = models.CharField("保留理由", max_length=300, blank=True)
    second_by = models.CharField("复核人", max_length=120, blank=True)
    second_at = models.DateTimeField("复核时间", null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["document", "state"], name="finding_open")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=str(FindingState.KEPT)) | ~Q(reason=""), name="kept_finding_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
