"""Publicity attributes (公开属性): the four values, the wording of each level, what has to be justified."""

from __future__ import annotations

from collections.abc import Sequence

from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.grounds import ground
from zwgk.rules.labelled import Labelled


class Disclosure(Labelled):
    """The attribute a document bears from its source on (公文公开属性源头认定)."""

    PUBLIC = "public", "此件公开发布"
    WITHHELD = "withheld", "此件不公开"
    ON_REQUEST = "on_request", "此件依申请公开"
    REDACTED = "redacted", "此件删减后公开"

    @property
    def phrase(self) -> str:
        """The words after 「此件」: 公开发布, 不公开, 依申请公开, 删减后公开."""
        return self.label.removeprefix("此件")

    @property
    def reaches_the_public(self) -> bool:
        """Whether something of the document is put on the public page."""
        return self in {Disclosure.PUBLIC, Disclosure.REDACTED}


class NationalAttribute(Labelled):
    """The three attributes of the national rule (国办发〔2016〕80号)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    NOT_DISCLOSED = "not_disclosed", "不予公开"


class Level(Labelled):
    """Who gives an opinion on the attribute (认定层级)."""

    DRAFTER = "drafter", "拟稿人"
    SECTION = "section", "科室负责人"
    OFFICE = "office", "办公室"
    LEADER = "leader", "签发领导"


_NATIONAL = {
    Disclosure.PUBLIC: NationalAttribute.PROACTIVE,
    Disclosure.REDACTED: NationalAttribute.PROACTIVE,  # 主动公开 after severing (《条例》第三十七条)
    Disclosure.ON_REQUEST: NationalAttribute.ON_REQUEST,
    Disclosure.WITHHELD: NationalAttribute.NOT_DISCLOSED,
}

#: 以公开为常态、不公开为例外 (《条例》第五条): what is chosen before anybody chooses.
PRESELECTED = Disclosure.PUBLIC


def national(disclosure: Disclosure) -> NationalAttribute:
    """Map the four attributes of the approval sheet to the national three; statistics count these."""
    return _NATIONAL[disclosure]


def opinion(level: Level, previous: Disclosure | None, chosen: Disclosure) -> str:
    """Return the exact wording of an opinion on the attribute (公开属性意见).

    ``previous`` is the attribute proposed by the level before, None at the drafter. Drafter: 「此件…」; section and
    office:
    「同意此件…」 or, when they change it, 「此件应…」; leader: 「同意」 or 「此件…」 without 应.
    Errors: :class:`GateClosed` where a level above the drafter has nothing before it to agree with.
    """
    if level is Level.DRAFTER:
        return chosen.label
    if previous is None:
        raise GateClosed(
            what=f"{level.label}不能签署公开属性意见",
            why="拟稿人还没有提出这份文件的公开属性",
            remedy="请退回拟稿人，先选定公开属性",
            field="disclosure",
        )
    if level is Level.LEADER:
        return "同意" if chosen is previous else chosen.label
    return f"同意{chosen.label}" if chosen is previous else f"此件应{chosen.phrase}"


def read_opinion(level: Level, previous: Disclosure | None, text: str) -> Disclosure:
    """Read an opinion written by pen back into the attribute (线下审签录入).

    Spaces, brackets and a stop are allowed; the wording is otherwise exactly that of :func:`opinion`.
    Errors: :class:`BadInput` where the words are not those of this level.
    """
    written = "".join(char for char in text if not char.isspace()).strip("。.（）()")
    for chosen in Disclosure:
        if (level is Level.DRAFTER or previous is not None) and written == opinion(level, previous, chosen):
            return chosen
    raise BadInput(
        what="公开属性意见读不懂",
        why=f"“{text.strip()}”不是{level.label}一级的规范写法",
        remedy=f"请按规范写法录入：{_wordings(level, previous)}",
        field="opinion",
    )


def needs_reason(disclosure: Disclosure) -> bool:
    """Whether the choice has to be explained (说明理由): everything but 公开发布."""
    return disclosure is not Disclosure.PUBLIC


def needs_ground(disclosure: Disclosure) -> bool:
    """Whether the choice has to cite a statutory ground (依据): 不公开, and each passage of 删减后公开."""
    return disclosure in {Disclosure.WITHHELD, Disclosure.REDACTED}


def must_be_justified(
    disclosure: Disclosure,
    *,
    reason: str = "",
    grounds: Sequence[str] = (),
    normative: bool = False,
    policy: bool = False,
    reviewed_by_disclosure_office: bool = False,
    blanket_words: Sequence[str] = (),
) -> None:
    """Refuse an attribute that the law does not carry (公开属性认定规则).

    ``grounds`` are codes of ``rules.grounds``; ``normative`` says 规范性文件, ``policy`` 政策性文件; ``blanket_words``
    are names of
    whole classes (「会议纪要」) that do not count as a reason by themselves.
    Errors: :class:`GateClosed` where the 公开工作机构 must see it first, else :class:`BadInput`.
    依据: 《条例》第五条、第十三条至第十六条、第二十条第（一）项；国办发〔2016〕80号
    """
    what = f"不能定为“{disclosure.label}”"
    if normative and not disclosure.reaches_the_public:
        raise BadInput(
            what=what,
            why="行政规范性文件应当主动公开（《条例》第二十条第（一）项），未经公布不得作为行政管理依据",
            remedy="请改为“此件公开发布”；确有不宜公开的内容，改为“此件删减后公开”",
            field="disclosure",
        )
    explained = reason.strip(" \t\u3000。，；")
    if needs_reason(disclosure) and len(explained) < 4:
        raise BadInput(
            what=what,
            why="以公开为常态、不公开为例外（《条例》第五条），不主动公开须说明理由",
            remedy="请逐件写明理由",
            field="reason",
        )
    if needs_reason(disclosure) and any(
        explained in {word, f"属于{word}", f"{word}不公开", f"{word}一律不公开"} for word in blanket_words
    ):
        raise BadInput(
            what=what,
            why=f"“{explained}”只说明了文种，《条例》第十六条规定的是“可以”不予公开，不能按文种一概不公开",
            remedy="请写明这一件的具体内容为什么不宜公开",
            field="reason",
        )
    cited = [ground(code) for code in grounds]
    if needs_ground(disclosure) and not cited:
        raise BadInput(
            what=what,
            why="没有写明法定依据，不予公开以《条例》第十四条至第十六条规定的情形为限",
            remedy="请在不予公开依据中选择一项；没有合适的，改为公开",
            field="ground",
        )
    for row in cited:
        allowed = row.may_mark if disclosure is Disclosure.REDACTED else row.for_documents
        if needs_ground(disclosure) and not allowed:
            raise BadInput(
                what=what,
                why=f"“{row.label}”不能作为这一公开属性的依据",
                remedy="请改选其他法定依据；含国家秘密的文件请移出本系统办理",
                field="ground",
            )
    if policy and disclosure is Disclosure.WITHHELD and not reviewed_by_disclosure_office:
        raise GateClosed(
            what=what,
            why="政策性文件拟不公开的，须先送政府信息公开工作机构审查（国办发〔2016〕80号）",
            remedy="请先送公开工作机构审查，取得意见后再签批",
            field="disclosure",
        )


def must_have_versions(disclosure: Disclosure, *, original: bool, redacted: bool) -> None:
    """Refuse 删减后公开 without both its original and its redacted version (原件、删减件). Errors:
    :class:`GateClosed`."""
    if disclosure is not Disclosure.REDACTED or (original and redacted):
        return
    missing = "删减件" if original else "原件"
    raise GateClosed(
        what="不能按“此件删减后公开”发布",
        why=f"缺少{missing}：删减后公开须同时有原件和删减件，公开的只是删减件",
        remedy="请先制作删减件并核对" if original else "请先存入原件",
        field="disclosure",
    )


def _wordings(level: Level, previous: Disclosure | None) -> str:
    if level is not Level.DRAFTER and previous is None:
        return "须先有上一级的意见"
    return "、".join(f"“{opinion(level, previous, chosen)}”" for chosen in Disclosure)
