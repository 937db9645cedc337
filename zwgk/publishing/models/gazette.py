"""The government gazette (政府公报): issues bound from what is public already."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.publishing.models.publications import Publication, Version
from zwgk.rules.gazette import IssueStage, name_of


class GazetteIssue(models.Model):
    """One issue (一期公报): its numbers, its day, the PDF that was bound of its articles, who bound and who approved.

    ``bound_digest`` is the digest of what was bound; an issue whose articles changed since is bound anew.
    """

    year = models.PositiveSmallIntegerField("年份")
    no = models.PositiveSmallIntegerField("期次")
    total_no = models.PositiveIntegerField("总期次", unique=True)
    serial = models.CharField("刊号", max_length=60, blank=True)
    on = models.DateField("出刊日期")
    stage = models.CharField("环节", max_length=12, choices=IssueStage.choices(), default=str(IssueStage.EDITING))
    started_by = models.CharField("编辑", max_length=120)
    bound_by = models.CharField("送核准人", max_length=120, blank=True)
    bound_by_user = models.BigIntegerField(null=True, blank=True)
    bound_at = models.DateTimeField("送核准时间", null=True, blank=True)
    bound_digest = models.CharField("内容摘要值", max_length=64, blank=True)
    pdf_sha256 = models.CharField("电子版摘要值", max_length=64, blank=True)
    pdf_size = models.PositiveBigIntegerField("电子版字节数", default=0)
    pages = models.PositiveIntegerField("页数", default=0)
    approved_by = models.CharField("核准人", max_length=120, blank=True)
    published_at = models.DateTimeField("出刊时间", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-year", "-no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "no"], name="gazette_issue_once_a_year"),
            models.CheckConstraint(
                condition=~Q(stage=str(IssueStage.PUBLISHED)) | (Q(published_at__isnull=False) & ~Q(pdf_sha256="")),
                name="published_issue_has_pdf",
            ),
        ]

    def __str__(self) -> str:
        return name_of(self.year, self.no, self.total_no)


class GazetteArticle(models.Model):
    """One article of an issue: a publication in the wording that was public when the issue was bound."""

    issue = models.ForeignKey(GazetteIssue, models.CASCADE, related_name="articles")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="gazette_articles")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    section = models.CharField("公报栏目", max_length=20)
    place = models.PositiveIntegerField("顺序")
    page = models.PositiveIntegerField("起始页", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "publication"], name="article_once_in_issue"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.publication_id}"
