"""The head of a paper: where the body begins, the title (标题), the red head (红头)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zwgk.rules import document_numbers
from zwgk.rules.metadata.dates import DATE, TIME, first_date
from zwgk.rules.metadata.labels import Block, is_label_line
from zwgk.rules.metadata.lines import Line, tidy
from zwgk.rules.metadata.organs import at_head_of, is_organ, spaced_name

#: Nouns with which the title of an official paper ends (文种 and near ones).
_KIND_WORDS: Final = (
    "通知|决议|决定|命令|令|公报|公告|通告|意见|通报|报告|请示|批复|议案|函|复函|纪要|办法|规定|细则|规则|"
    "规程|方案|制度|要点|计划|规划|总结|"
    "条例|章程|预案|指南|清单|目录|名单|公示|年报|标准|解读|说明|须知|简报|讲话|工作总结|概况|简介|问答|"
    "办事指南|预算|决算|公约|公报|决定书|答复书|告知书|通知书|意见书|建议书|认定书|裁决书|责任书|倡议书|声明|"
    "答复|启事|结果"
)
_ENDS_AS_TITLE: Final = re.compile(
    rf"(?:{_KIND_WORDS})(?:[(][^()]{{1,30}}[)]|第[0-9一二三四五六七八九十]+号|[0-9]{{4}}年第[0-9]+号)?$"
)
_OPEN_END: Final = re.compile(
    r"(?:关于|印发|转发|批转|发布|的|、|和|与|及|暨|以及|等|在|对|为|《[^》]*|[(][^)]*|——|—|:)$"
)
_CRUMBS: Final = re.compile(
    r"^(?:您?(?:现|当前|所)?(?:在的?|前的?)?位置|您现在|当前位置|首页 ?[>»＞/|\-]|>|»|主页 ?[>»])|首页 ?(?:>|"
    r"»|-> |/ )|>>|» | > .* > "
)
_BUTTONS: Final = re.compile(
    r"加入收藏|设为首页|联系我们|无障碍|长者模式|长辈版|关怀版|登录|注册|站内搜索|全站搜索|请输入|繁体|简体|"
    r"English|手机版|网站地图|RSS|微信公众号|"
    r"扫一扫|打印本页|打印|关闭窗口|分享到|分享|字体 ?:|字号 ?:|【?大 中 小】?|收藏本页|返回|我要纠错|朗读|"
    r"\[大\]|文件下载|下载$|^导航|上一篇|下一篇|版权所有|ICP备"
)
_SITE: Final = re.compile(
    r"(?:门户网站|政府网|政务网|信息网|公众网|政务公开网|信息公开网|官网|网站|公开平台|公开专栏|信息公开目录|"
    r"政务服务网)$|^(?:首页|网站首页|新闻中心|政务公开|政府信息公开|"
    r"信息公开|互动交流|办事服务|政务服务|走进.{2,6}|通知公告|政策文件|政策解读|公示公告|法定主动公开内容|"
    r"正文|详细内容|内容详情|信息详情|文件详情|依申请公开|政策法规|机构概况|"
    r"公告公示|工作动态|政务动态|部门文件|规范性文件|其他文件|专题专栏|数据开放|政民互动|解读回应|"
    r"重点领域信息公开|要闻动态|新闻动态|领导之窗|搜索)$"
)
_RED_HEAD: Final = re.compile(r"文件$")
_HEAD_MARK: Final = re.compile(
    r"^(?:[0-9]{6}|№[0-9]+|(?:绝密|机密|秘密)(?:★.*)?|特急|加急|平急|签发人.*|[(]?(?:此件|本件).*公开.*[)]?|"
    r"[-=_*—★☆· ]+|[(]?[0-9]+[)]?|第?[0-9]+页.*|共[0-9]+页)$"
)
_ADDRESSEE: Final = re.compile(
    r"^(?:各|全|局机关|机关各|县|市|省|区|州|本|驻|公司|国务院|中共|[\u4e00-\u9fff×]{2,60}?(?:政府|局|委|办|"
    r"厅|公司|单位|部门|中心|院|校|同志|先生|女士|公民|代表|委员|企业|组织|法人|群众|市民))"
    r"[^。;；]{0,300}[:：]$"
)
_CHAPTER: Final = re.compile(
    r"^(?:第[一二三四五六七八九十1-9]+[章条节]|[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|[1-9][.、])"
)
#: What an organ's paper is called where its name alone stands in the line above: 责令改正通知书, 任免通知.
_BARE_KIND: Final = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:书|函)|[\u4e00-\u9fff]{0,4}(?:通知|决定|公告|通告|命令|批复|通报|纪要|公示|声明|启事)"
)
_MASTHEAD: Final = re.compile(rf"(?P<organ>[\u4e00-\u9fff]{{3,40}})[ |]+(?:{DATE.pattern})(?: ?(?:编|印|编印|印发))?")
_ENACTED: Final = re.compile(
    r"^(?:修订后的|修改后的)?《(?P<name>[^《》]{4,60})》(?:已经|已于|业经|经).{0,120}?(?:公布|发布|颁布|施行)"
)
_MOST: Final = 60


@dataclass(frozen=True)
class Title:
    """A title and the lines from ``first`` to ``last`` (numbers) that hold it."""

    text: str
    first: int
    last: int
    sure: bool


def body_begins(lines: Sequence[Line]) -> int:
    """Return the number of the line where the body (正文) begins: 主送机关, a numbered heading, a long sentence."""
    for line in lines:
        if line.blank or is_label_line(line) or _CRUMBS.search(line.level) or _BUTTONS.search(line.level):
            continue
        level = line.level
        if _ADDRESSEE.match(level) or (_CHAPTER.match(level) and line.number > 0):
            return line.number
        if len(level) > 70 and re.search(r"[,。;]|，", level):
            return line.number
        if len(level) > 12 and re.search(r"[。;!]$", level) and DATE.fullmatch(level) is None:
            return line.number
    return len(lines)


def find_title(lines: Sequence[Line], body_from: int, block: Block) -> Title | None:
    """Return the most likely title among the lines before the body."""
    best: Title | None = None
    best_score = 0
    head = [line for line in lines[:body_from] if not line.blank][:_MOST]
    place = 0
    while place < len(head):
        line = head[place]
        if not _may_be_title(line, block):
            place += 1
            continue
        title, size = _joined(head, place, block)
        score = _score(title, head, place, place + size - 1, block)
        if score > best_score:
            best_score = score
            best = Title(title, line.number, head[place + size - 1].number, score >= 4)
        place += size
    return best or _heading(head, block)


def _heading(head: Sequence[Line], block: Block) -> Title | None:
    """The last short line before the body of a page that has nothing better: 招聘公告, 清岚概况."""
    for line in reversed(head):
        short = _may_be_title(line, block) and re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9·]{4,30}", line.level)
        if short and not is_organ(spaced_name(line.level)):
            return Title(tidy(line.raw), line.number, line.number, False)
    return None


def masthead(lines: Sequence[Line], body_from: int) -> tuple[Line, str, date] | None:
    """Return the line below the title of minutes and briefings that names the organ and the day (纪要、简报、通报)."""
    for line in [line for line in lines[:body_from] if not line.blank][1:_MOST]:
        found = _MASTHEAD.fullmatch(line.level)
        day = first_date(line.level)
        if found is not None and day is not None and is_organ(found["organ"]):
            return line, found["organ"], day[0]
    return None


def enacted(title: str, lines: Sequence[Line]) -> tuple[str, Line] | None:
    """Return the name of the rules that an order (令) with this title puts into force, and the line that says so."""
    if re.fullmatch(r"[\u4e00-\u9fff]{2,30}令(?: ?[(（]?第.{1,6}号[)）]?)?", title) is None:
        return None
    for line in [line for line in lines if not line.blank][:12]:
        found = _ENACTED.match(line.level)
        if found is not None:
            return found["name"].replace("〈", "《").replace("〉", "》"), line
    return None


def unwrapped(title: str) -> str:
    """Return a title that stands wholly in 《》 without them; the marks inside step up one level."""
    inner = title[1:-1]
    if title.startswith("《") and title.endswith("》") and "《" not in inner and "》" not in inner:
        return inner.replace("〈", "《").replace("〉", "》")
    return title


def red_head(lines: Sequence[Line], body_from: int) -> list[Line]:
    """Return the lines of the red head: organs followed by 文件, or organs alone above the document number."""
    head = [line for line in lines[:body_from] if not line.blank][:_MOST]
    for place, line in enumerate(head):
        name = spaced_name(line.level)
        if _RED_HEAD.search(name) and is_organ(re.sub(r" ?文 ?件$", "", name)):
            first = place
            while first > 0 and is_organ(spaced_name(head[first - 1].level)):
                first -= 1
            return head[first : place + 1]
        if _is_number_line(line):
            first = place
            while first > 0 and is_organ(spaced_name(head[first - 1].level)):
                first -= 1
            if first < place:
                return head[first:place]
    return []


def _may_be_title(line: Line, block: Block) -> bool:
    level = line.level
    if line.number in block.lines or len(line.bare) < 2 or len(level) > 110 or "|" in level:
        return False
    if _CRUMBS.search(level) or _BUTTONS.search(level) or _HEAD_MARK.fullmatch(level) or _is_number_line(line):
        return False
    masthead_line = _MASTHEAD.fullmatch(level)
    if masthead_line is not None and is_organ(masthead_line["organ"]):
        return False
    if re.fullmatch(rf"[(\[]?{DATE.pattern}{TIME}[)\]]?", level) or re.match(r"^(?:Warning|<|http)", level):
        return False
    if (len(level) <= 20 and _SITE.search(level)) or re.search(r"日 ?印发$", level):
        return False
    name = spaced_name(level)
    return not (_RED_HEAD.search(name) and is_organ(re.sub(r" ?文 ?件$", "", name)))


def _is_number_line(line: Line) -> bool:
    found = document_numbers.find(line.level)
    if len(found) == 1:
        rest = (line.level[: found[0].start] + line.level[found[0].end :]).strip(" ()|")
        return not rest or re.fullmatch(r"签发人.*", rest) is not None
    return re.fullmatch(r"[(]?第 ?[0-9一二三四五六七八九十百]+ ?号[)]?", line.level) is not None


def _joined(head: Sequence[Line], place: int, block: Block) -> tuple[str, int]:
    """Return the title that begins at ``place`` with the lines that belong to it, and how many they are."""
    title = tidy(head[place].raw)
    size = 1
    while place + size < len(head) and size < 6:
        following = head[place + size]
        if not _may_be_title(following, block):
            break
        if not _continues(title, head[place + size - 1], following) and not _framed(head, place, place + size):
            break
        gap = " " if is_organ(spaced_name(title)) and is_organ(spaced_name(following.level)) else ""
        title = f"{spaced_name(title)}{gap}{tidy(following.raw)}"
        size += 1
    return title, size


def _framed(head: Sequence[Line], organ: int, kind: int) -> bool:
    """Whether an organ and the line below it are one title because the document number stands right above or below."""
    level = head[kind].level
    if kind != organ + 1 or not is_organ(spaced_name(head[organ].level)) or len(level) > 40:
        return False
    numbered = [head[place] for place in (organ - 1, kind + 1) if 0 <= place < len(head)]
    return _ENDS_AS_TITLE.search(level) is not None and any(map(_is_number_line, numbered))


def _continues(title: str, last: Line, following: Line) -> bool:
    level = following.level
    close = following.number - last.number <= 2
    if not close or len(level) > 60 or re.search(r"[。;:,]$", level):
        return False
    plain_title = title.replace("（", "(").replace("）", ")")
    if re.fullmatch(
        r"[(](?:试行|暂行|修订|征求意见稿|草案|送审稿|修正|代拟稿|[0-9]{4}年?.{0,12}|.{1,8}[稿版])[)]", level
    ):
        return True
    if _OPEN_END.search(plain_title) or plain_title.count("《") > plain_title.count("》"):
        return True
    if _ENDS_AS_TITLE.search(plain_title):
        return False
    if is_organ(spaced_name(title)):
        return (
            re.match(r"关于|印发|转发|批转|对|公告|通告|令|决定|政府工作报告|20[0-9]{2}年", level) is not None
            or is_organ(spaced_name(level))
            or _BARE_KIND.fullmatch(level) is not None
        )
    if re.match(r"^(?:——|--|─)", level):
        return True
    return following.number - last.number == 1 and _ENDS_AS_TITLE.search(level) is not None and not is_organ(level)


def _score(title: str, head: Sequence[Line], first: int, last: int, block: Block) -> int:
    level = title.replace("（", "(").replace("）", ")")
    score = 1
    if _ENDS_AS_TITLE.search(level):
        score += 3
    if "关于" in level or at_head_of(level):
        score += 3
    if len(level) >= 8:
        score += 2
    if len(level) <= 4 and not re.fullmatch(r"公告|通告|通知|通报|公示", level):
        score -= 4
    if _SITE.search(level):
        score -= 6
    if is_organ(spaced_name(level)):
        score -= 3
    if re.search(r"[,。;:：]$", level) or re.match(r"[\u4e00-\u9fff]{2,6}[:：]", level):
        score -= 4
    if any(
        head[near].number in block.lines and abs(head[near].number - head[edge].number) <= 4
        for edge, near in ((first, first - 1), (last, last + 1))
        if 0 <= near < len(head)
    ):
        score += 2
    if first > 0 and _is_number_line(head[first - 1]):
        score += 3
    if last + 1 < len(head) and _is_number_line(head[last + 1]):
        score += 2
    return score
