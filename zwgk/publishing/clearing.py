"""Clearances: made by approvals, standing classes and migrations; checked at the door."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from zwgk.publishing.content import Content
from zwgk.publishing.models import Clearance, Version
from zwgk.rules import secrecy
from zwgk.rules.errors import NotCleared
from zwgk.rules.publication import ClearanceKind

#: classes of data that may be approved once for a time (常设公开清单), with what each covers
STANDING_CLASSES: dict[str, str] = {
    "guide": "政府信息公开指南（由机构信息生成）",
    "organs": "机构职能、负责人姓名、联系方式",
    "counters": "公开数量等统计数字",
    "platform": "平台栏目名称与说明",
}


def reviewed(
    digest: str,
    *,
    subject: str,
    basis: str,
    approved_by: str,
    approved_on: date,
    matter_id: int | None,
    details: dict[str, object],
    organ_id: int | None,
) -> Clearance:
    """Record that one text was reviewed and approved for release (逐件审查;保密法实施条例第四十二条)."""
    return Clearance.objects.create(
        kind=str(ClearanceKind.REVIEWED),
        digest=digest,
        subject=subject[:200],
        basis=basis,
        approved_by=approved_by,
        approved_on=approved_on,
        organ_id=organ_id,
        matter_id=matter_id,
        details=details,
    )


def migration(subject: str, *, basis: str, approved_by: str) -> Clearance | None:
    """The approval of a migration in these very words that still stands, or None: a repeated run needs no other."""
    rows = Clearance.objects.filter(
        kind=str(ClearanceKind.MIGRATION), subject=subject[:200], basis=basis, approved_by=approved_by, revoked_at=None
    )
    return rows.order_by("pk").first()


def must_be_open(content: Content) -> None:
    """Refuse a content that bears a mark of secrecy in title, text or files (涉密不上网). Errors: ``Classified``."""
    secrecy.must_be_open(
        "\n".join([content.title, content.plain_text, *(f.text for f in content.files)]), "要公开的内容"
    )


def must_fit(content: Content, clearance: Clearance, *, today: date) -> None:
    """Refuse unless the clearance lets this very content out (先审查、后公开).

    Errors: :class:`NotCleared` with the reason; :class:`Classified` where the text bears a mark of secrecy, whatever
    the
    clearance says.
    """
    secrecy.must_be_open(
        "\n".join([content.title, content.plain_text, *(f.text for f in content.files)]), "要公开的内容"
    )
    clearance = Clearance.objects.get(pk=clearance.pk)  # as it stands now: it may have been revoked since it was read
    if clearance.revoked_at is not None:
        raise NotCleared(what="不能发布", why="公开审查结论已被撤销", remedy="请重新送审")
    kind = ClearanceKind(clearance.kind)
    if kind is ClearanceKind.REVIEWED and clearance.digest != content.digest:
        raise NotCleared(
            what="不能发布", why="正文、标题、附件或公开属性在审查之后有改动", remedy="请重新送保密审查和审签"
        )
    if kind is ClearanceKind.MIGRATION and not clearance.items.filter(digest=content.digest).exists():
        raise NotCleared(what="不能发布", why="内容不在已批准的迁移清单内", remedy="请核对清单，或作为新文件送审")
    if kind is ClearanceKind.STANDING:
        raise NotCleared(
            what="不能发布", why="常设公开清单只适用于由数据生成的页面，不适用于文件", remedy="请把文件送审后发布"
        )
    if clearance.approved_on > today:
        raise NotCleared(what="不能发布", why="审查结论的日期在今天之后", remedy="请改正审批日期")


def standing(name: str, *, organ_id: int | None, today: date) -> QuerySet[Clearance]:
    """The standing clearances in force for a class of data of an organ, the newest first."""
    return Clearance.objects.filter(
        Q(organ=organ_id) | Q(organ=None),
        kind=str(ClearanceKind.STANDING),
        standing_class=name,
        approved_on__lte=today,
        valid_to__gte=today,
        revoked_at=None,
    ).order_by("-pk")


def must_still_stand(version: Version) -> None:
    """Refuse to show again a version whose clearance was revoked or never fitted. Errors: :class:`NotCleared`."""
    clearance = version.clearance
    if clearance.revoked_at is not None:
        raise NotCleared(what="不能恢复", why="原公开审查结论已被撤销", remedy="请把改正后的内容重新送审")
    if clearance.kind == ClearanceKind.REVIEWED and clearance.digest != version.digest:
        raise NotCleared(what="不能恢复", why="内容与审查时不一致", remedy="请重新送审")
