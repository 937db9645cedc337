"""Vocabularies of what is published: state, visibility, validity, columns, links between papers."""

from __future__ import annotations

from zwgk.rules.labelled import Labelled


class PublicationState(Labelled):
    """Where a publication stands (公开件状态)."""

    LIVE = "live", "已公开"
    WITHDRAWN = "withdrawn", "已撤回"
    TAKEN_DOWN = "taken_down", "紧急撤下"
    ERASED = "erased", "已删除"


class Visibility(Labelled):
    """How far a publication reaches (公开范围; 政务公开工作制度 对外公开与对内公开)."""

    PUBLIC = "public", "对外公开"
    INTERNAL = "internal", "内部公开"


class Validity(Labelled):
    """Whether a paper is in force (有效性)."""

    IN_FORCE = "in_force", "现行有效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "已废止"
    DECLARED = "declared", "宣布失效"
    EXPIRED = "expired", "已失效"
    NOT_YET = "not_yet", "尚未施行"
    NONE = "none", ""

    @property
    def is_past(self) -> bool:
        """Whether the paper binds nobody any more."""
        return self in {Validity.REPEALED, Validity.DECLARED, Validity.EXPIRED}


class ColumnKind(Labelled):
    """What a column (栏目) shows."""

    LIST = "list", "信息列表"
    GROUP = "group", "栏目组"
    GUIDE = "guide", "政府信息公开指南"
    INSTITUTIONS = "institutions", "政府信息公开制度"
    STATUTORY = "statutory", "法定主动公开内容"
    ANNUAL = "annual", "政府信息公开年报"
    ORGANS = "organs", "机构职能"


class LinkKind(Labelled):
    """How one paper stands to another (关联关系), read from the first to the second."""

    BASIS = "basis", "依据"
    INTERPRETS = "interprets", "解读"
    REPLACES = "replaces", "代替"
    REPEALS = "repeals", "废止"
    AMENDS = "amends", "修改"
    DECLARES = "declares", "宣布失效"
    EXTENDS = "extends", "延长有效期"
    CHAIN = "chain", "后续"
    REPRINTS = "reprints", "转载"

    @property
    def reverse(self) -> str:
        """The label read from the second paper to the first."""
        return {
            "basis": "被援引为依据",
            "interprets": "解读材料",
            "replaces": "被代替",
            "repeals": "被废止",
            "amends": "被修改",
            "declares": "被宣布失效",
            "extends": "有效期被延长",
            "chain": "此前",
            "reprints": "被转载",
        }[str(self.value)]


class ClearanceKind(Labelled):
    """On what footing something may go out (公开审查方式)."""

    REVIEWED = "reviewed", "逐件审查"
    STANDING = "standing", "常设清单"
    MIGRATION = "migration", "历史迁移"


class Channel(Labelled):
    """Where a paper was made public (公开渠道; 条例第二十三条)."""

    WEBSITE = "website", "政府网站"
    GAZETTE = "gazette", "政府公报"
    PRESS = "press", "新闻发布会"
    NEWSPAPER = "newspaper", "报刊"
    BROADCAST = "broadcast", "广播电视"
    BOARD = "board", "信息公开栏"
    WEIBO = "weibo", "微博"
    WECHAT = "wechat", "微信公众号"
    SUPERIOR = "superior", "上级平台"
    VIDEO = "video", "短视频"
    FORUM = "forum", "网络论坛"
    MEETING = "meeting", "会议"
    EVENT = "event", "现场活动"
