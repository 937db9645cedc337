"""Which tables follow a change of organs, in which order, and what stays where it is with the reason.

A new table with an organ in it is one row more here; ``tests/crossings`` asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from zwgk.approvals.models import Chain as SigningChain
from zwgk.approvals.models import Step
from zwgk.crossings.reorganising.public import PUBLICATION, Columns, Publications
from zwgk.crossings.reorganising.rows import Rows
from zwgk.documents.models import Cleanup, CleanupItem, Document, IncomingEntry, NumberEntry
from zwgk.documents.models.archive import ArchivePiece
from zwgk.documents.models.reevaluating import ReviewItem, ReviewRound
from zwgk.inforequests.models import Consultation, Filing, InfoRequest, PaperNumber, RemedyBody
from zwgk.matters.models import Exclusion, Involvement, Matter, Waiting
from zwgk.people.models import Delegation, LocalRule
from zwgk.people.reorganising.planning import Moving
from zwgk.publishing.models import (
    Catalogue,
    CatalogueRow,
    Chain,
    ChannelAccount,
    Clearance,
    Column,
    ColumnCharge,
    Delivery,
    NegativeEntry,
    Publication,
    ReadingPoint,
    Topic,
    WithheldItem,
)
from zwgk.rules.approval import StepState
from zwgk.rules.catalogue_rows import EditionState
from zwgk.rules.channels import AccountState

_OPEN = Q(matter__closed_on=None)
_NOT_SIGNED = Q(state__in=[str(StepState.AHEAD), str(StepState.PENDING)])
_LIVING_EDITION = Q(edition__state__in=[str(EditionState.DRAFT), str(EditionState.REVIEW), str(EditionState.APPROVED)])

#: in this order: what asks a matter for its section comes before the matter itself
ROWS: tuple[Rows, ...] = (
    Rows(
        "approvals.step",
        "待审签的步骤",
        Step,
        "unit",
        via="approval__matter__section",
        only=_NOT_SIGNED,
        show=("approval__matter__number",),
    ),
    Rows("matters.waiting", "待办", Waiting, "unit", via="matter__section", show=("matter__number", "label")),
    Rows(
        "matters.involvement",
        "参与的事项",
        Involvement,
        "unit",
        via="matter__section",
        only=_OPEN,
        show=("matter__number", "role"),
        once=("matter", "role"),
    ),
    Rows(
        "matters.exclusion",
        "须回避的事项",
        Exclusion,
        "unit",
        only=_OPEN,
        show=("matter__number",),
        once=("matter",),
        note="承接机关同样回避",
    ),
    Rows(
        "documents.document",
        "未签发的公文",
        Document,
        "organ",
        via="matter__section",
        only=_OPEN & Q(signed_on=None),
        show=("matter__number",),
        note="以承接机关名义发文；已签发的仍用原机关名义",
    ),
    Rows("documents.cleanup", "进行中的文件清理", Cleanup, "organ", only=_OPEN, show=("matter__number", "title")),
    Rows(
        "documents.cleanup_item",
        "待反馈的清理文件",
        CleanupItem,
        "unit",
        only=Q(cleanup__matter__closed_on=None, answered_at=None),
        show=("cleanup__matter__number", "publication_id"),
    ),
    Rows(
        "documents.review_round", "进行中的定期评估", ReviewRound, "organ", only=_OPEN, show=("matter__number", "title")
    ),
    Rows(
        "documents.review_item",
        "待评估的不公开信息",
        ReviewItem,
        "unit",
        only=Q(round__matter__closed_on=None, proposal=""),
        show=("round__matter__number",),
    ),
    Rows(
        "inforequests.request",
        "在办的政府信息公开申请",
        InfoRequest,
        "organ",
        via="matter__section",
        only=_OPEN,
        show=("filing__number",),
        note="以承接机关名义答复，收到之日和届满日不变；已办结的不动",
    ),
    Rows(
        "inforequests.filing",
        "在办申请的来件",
        Filing,
        "organ",
        via="inforequest__matter__section",
        only=Q(inforequest=None) | Q(inforequest__matter__closed_on=None),
        show=("number",),
        note="随申请一并转到承接机关",
    ),
    Rows(
        "inforequests.consultation",
        "待回复的征求意见",
        Consultation,
        "unit",
        only=Q(ended_on=None, unit__isnull=False),
        show=("request__filing__number", "name"),
        note="由承接机关回复，发出和期限不变",
    ),
    Rows(
        "publishing.negative",
        "负面清单条目",
        NegativeEntry,
        "organ",
        section="unit",
        only=Q(ended_on=None),
        show=("name",),
        once=("name",),
        note="承接机关已有同名条目的，以承接机关的为准",
    ),
    Rows(
        "publishing.negative_unit", "负面清单的责任单位", NegativeEntry, "unit", only=Q(ended_on=None), show=("name",)
    ),
    Rows(
        "publishing.withheld_unit",
        "非公开目录的责任单位",
        WithheldItem,
        "unit",
        only=Q(closed_on=None),
        show=("year", "serial"),
        note="目录编号留在原机关名下",
    ),
    Publications(
        PUBLICATION,
        "已公开的信息",
        Publication,
        "organ",
        show=("pk", "title"),
        note="地址、索引号不变，页面仍写公开时的机关名称",
    ),
    Columns("publishing.column", "自设栏目", Column, "organ", show=("name",), note="地址不变"),
    Rows(
        "publishing.charge",
        "栏目责任和信息员",
        ColumnCharge,
        "organ",
        section="section",
        show=("column__name",),
        once=("column",),
        note="承接机关已有责任人的栏目，以承接机关的为准",
    ),
    Rows(
        "publishing.catalogue",
        "公开目录",
        Catalogue,
        "organ",
        show=("field", "pk"),
        once=("field",),
        note="承接机关已有同类目录的，原目录留存，请合并编制新一版",
    ),
    Rows(
        "publishing.catalogue_row",
        "公开目录的事项",
        CatalogueRow,
        "organ",
        section="section",
        only=_LIVING_EDITION,
        show=("name",),
    ),
    Rows("publishing.chain", "未办结的五公开链条", Chain, "organ", only=Q(closed_on=None), show=("title",)),
    Rows("publishing.topic", "专题", Topic, "organ", show=("slug",)),
    Rows("publishing.reading_point", "查阅点", ReadingPoint, "host", show=("name",)),
    Rows(
        "publishing.delivery",
        "未签收的移送清单",
        Delivery,
        "organ",
        only=Q(received_on=None, cancelled_at=None),
        show=("pk",),
    ),
    Rows(
        "publishing.account",
        "政务新媒体账号",
        ChannelAccount,
        "owner",
        only=~Q(state=str(AccountState.CLOSED)),
        show=("name",),
        note="账号名称须另行到平台变更",
    ),
    Rows(
        "approvals.chain",
        "自设审签流程",
        SigningChain,
        "organ",
        show=("name",),
        once=("code",),
        note="承接机关已有同类流程的，以承接机关的为准",
    ),
    Rows(
        "matters.matter",
        "未办结的事项",
        Matter,
        "owner",
        section="section",
        only=Q(closed_on=None),
        show=("number",),
        note="经办人和届满日不变",
    ),
)


@dataclass(frozen=True)
class Stays:
    """What does not follow, and why."""

    label: str
    why: str
    rows: Callable[[list[int]], QuerySet[Any]]


STAYS: tuple[Stays, ...] = (
    Stays(
        "已办结的事项",
        "保持办结时的主办机关，承接机关可以查阅",
        lambda o: Matter.objects.filter(owner__in=o).exclude(closed_on=None),
    ),
    Stays(
        "已编的发文字号", "一经编号不再变动；新文用承接机关的代字", lambda o: NumberEntry.objects.filter(organ__in=o)
    ),
    Stays(
        "已编的答复文号", "一经编号不再变动；新答复用承接机关的代字", lambda o: PaperNumber.objects.filter(organ__in=o)
    ),
    Stays(
        "复议机关和管辖法院",
        "依作出答复的机关确定，承接机关须自行设置",
        lambda o: RemedyBody.objects.filter(organ__in=o),
    ),
    Stays("收文登记簿", "登记簿留存备查", lambda o: IncomingEntry.objects.filter(organ__in=o)),
    Stays(
        "已归档文件", "全宗按立档单位管理，不因机关变更拆开", lambda o: ArchivePiece.objects.filter(fonds__organ__in=o)
    ),
    Stays(
        "常设公开清单",
        "审查意见只对原机关有效，承接机关须重新批准",
        lambda o: Clearance.objects.filter(organ__in=o).exclude(standing_class=""),
    ),
    Stays(
        "本地规定",
        "以原机关名义作出，承接机关须重新发布",
        lambda o: LocalRule.objects.filter(unit__in=o, valid_to=None),
    ),
)


def stand_ins(moving: Moving) -> QuerySet[Delegation]:
    """Stand-ins whose post belongs to the organs: they follow with the post, under the same number."""
    formers = list(moving.organs) or list(moving.formers)
    return Delegation.objects.filter(Q(absent__unit__organ__in=formers) | Q(deputy__unit__organ__in=formers))
