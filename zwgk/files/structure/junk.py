"""What a saved web page carries beside its text (网页杂项): share buttons, navigation, server warnings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zwgk.files.readers.result import Piece, PieceKind

TOP, BOTTOM = 6, 8
"""So many pieces at either end are looked through for navigation; server warnings are sought everywhere."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """A line that was left out of the body, and why (剔除的行)."""

    text: str
    why: str


_ANYWHERE = (
    (
        re.compile(r"(?:Warning|Notice|Fatal error|Parse error|Deprecated|Strict Standards)\s*:.* on line \d+"),
        "服务器报错",
    ),
    (re.compile(r"Stack trace:|#\d+ \{main\}\Z|Traceback \(most recent call last\)"), "服务器报错"),
)
_TOP = (
    (re.compile(r"首\s*页\s*(?:$|>>?|》|›|/|→|加入收藏|设为首页|联系我们|网站地图)"), "网页导航"),
    (re.compile(r"(?:您?(?:现在)?(?:当前|所在|的)?位置(?:是)?|当前位置)\s*[:：]"), "网页导航"),
    (re.compile(r"(?:加入收藏|设为首页|联系我们|无障碍|长辈版|网站支持IPv6)"), "网页导航"),
    (re.compile(r"(?:【|\[)?\s*(?:字体|字号|文字大小)\s*[:：]?"), "网页按钮"),
)
_BOTTOM = (
    (re.compile(r"扫一扫.{0,20}(?:手机|微信|页面|分享)"), "网页按钮"),
    (re.compile(r"(?:上一篇|下一篇|上一条|下一条|相关(?:阅读|文章|链接|新闻)|责任编辑)\s*[:：]?"), "网页导航"),
    (
        re.compile(
            r"(?:版权所有|Copyright|主办单位\s*[:：]|承办单位\s*[:：].*备|网站标识码|.{0,12}ICP备|.{0,12}公网安备)"
        ),
        "网页页脚",
    ),
)
_BUTTON = re.compile(
    r"(?:分享(?:到)?|下载|附件下载|打印|打印本页|【?打印】?|关闭|关闭窗口|【?关闭(?:窗口)?】?|返回(?:顶部|首页|列表)?|收藏|大\s*中\s*小|"
    r"(?:[【\[(（](?:打印|关闭|收藏|返回|分享|顶部|大|中|小|字体)[^】\])）]{0,6}[】\])）]\s*)+|纠错|我要纠错|阅读(?:次数)?|浏览(?:次数|量)?|点击(?:数|次数|率)?)\s*[:：]?\s*\d*\s*次?\Z"
)
_LABELS = re.compile(
    r"(?:来源|信息来源|文章来源|发布时间|发布日期|发文日期|成文日期|索引号|公文目录|主题词|文\s*号|作者|类别|阅读|浏览次数|点击数|"
    r"文字大小|字体|发布机构|信息分类|生成日期|有效性)\s*[:：]"
)


def strip(pieces: list[Piece]) -> tuple[list[Piece], list[Stripped]]:
    """Return the pieces without page junk, and every line taken away with the reason.

    A line of page details (发布时间, 来源, 索引号 …) is taken away where two or more such labels stand in it.
    """
    texts = [p for p in pieces if p.text.strip() or p.kind is not PieceKind.TEXT]
    top = {id(p) for p in texts[:TOP]}
    bottom = {id(p) for p in texts[-BOTTOM:]}
    kept, gone = [], []
    for piece in texts:
        line = piece.text.strip(" \u3000\t")
        why = _why(line, id(piece) in top, id(piece) in bottom) if piece.kind is PieceKind.TEXT else ""
        if why:
            gone.append(Stripped(line, why))
        else:
            kept.append(piece)
    return kept, gone


def _why(line: str, at_top: bool, at_bottom: bool) -> str:
    why: str
    for pattern, why in _ANYWHERE:
        if pattern.search(line):
            return why
    if at_top or at_bottom:
        if _BUTTON.match(line):
            return "网页按钮"
        for pattern, why in (*(_TOP if at_top else ()), *(_BOTTOM if at_bottom else ())):
            if pattern.match(line):
                return why
        if at_top and _LABELS.match(line) and len(_LABELS.findall(line)) >= 2:
            return "网页信息行"
    return ""
