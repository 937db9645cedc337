"""Leftovers of programs and web pages in a text (程序报错、网页残留)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zwgk.rules.wording.findings import Finding, Kind, Severity

_PROGRAM = re.compile(
    r"(?:PHP )?(?:Warning|Notice|Fatal error|Parse error|Deprecated|Strict Standards)\s*: .{0,300}? on line \d+"
    r"|Traceback \(most recent call last\):?"
    r"|(?:java|javax|org\.[a-z.]+|System)\.[\w.]*(?:Exception|Error)\b[^\n]{0,120}"
    r"|\bORA-\d{5}\b[^\n]{0,80}|SQLSTATE\[\w+\][^\n]{0,120}|Microsoft OLE DB Provider[^\n]{0,120}"
    r"|You have an error in your SQL syntax[^\n]{0,120}|Server Error in '[^'\n]*' Application"
    r"|(?:Undefined (?:index|variable|offset)|Uncaught (?:Error|Exception|TypeError))[^\n]{0,120}"
    r"|(?:HTTP )?(?:404|500|502|503) (?:Not Found|Internal Server Error|Bad Gateway|Service Unavailable)"
    r"|(?m:^\s*at [\w$.<>]+\([\w.]+:\d+\)$)"
)
#: Whole lines that belong to the frame of a web page, not to the text.
_FRAME_LINE = re.compile(
    r"(?:"
    r"分享到?[:：]?[\s微信博QQ空间朋友圈新浪]*"
    r"|【?\s*(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|上页|首页)?|收藏(?:本页)?|下载|复制链接|回到顶部)\s*】?(?:\s*【?(?:打印|关闭|收藏)[^\n]{0,4}】?)*"
    r"|扫一扫[，,]?在手机(?:上)?打开当前(?:页面|页)|扫一扫在手机打开当前页面?"
    r"|首\s*页\s*(?:>|›|»|/|加入收藏|设为首页)[^\n。]{0,40}"
    r"|当前位置\s*[:：][^\n。]{0,60}|您(?:现在|当前)?(?:的|所在)位置\s*[:：][^\n。]{0,60}"
    r"|(?:上一篇|下一篇|上一条|下一条)\s*[:：][^\n]{0,60}"
    r"|[^\n。]{0,80}(?:文字大小|字体(?:大小)?|字号)\s*[:：]?\s*(?:\[[^\]\n]{0,4}\]\s*){2,}|【?字体\s*[:：]\s*大\s*中\s*小】?"
    r"|[^\n。]{0,100}阅读(?:次数|量|数)?\s*[:：]\s*\d*\s*(?:次)?|(?:浏览|点击)(?:次数|量)\s*[:：]\s*\d*\s*(?:次)?"
    r"|责任编辑\s*[:：][^\n。]{0,20}|加入收藏|设为首页|版权所有[^\n]{0,60}"
    r")"
)
_LONGEST_FRAME = 200
_MARKUP = re.compile(
    r"</?(?:p|div|span|br|table|tr|td|font|strong|b|img|a|script|style)\b[^<>\n]{0,200}>|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash);|\ufffd+"
)


def find(text: str) -> Iterator[Finding]:
    """Yield error messages of programs, frames of web pages, markup and lost characters. 依据: 页面不得泄露程序信息."""
    for match in _PROGRAM.finditer(text):
        yield Finding(
            Kind.PROGRAM_ERROR,
            match.start(),
            match.end(),
            match[0],
            "",
            "这是程序的报错信息，不是正文，公开会泄露服务器路径",
        )
    position = 0
    for line in text.split("\n"):
        bare = line.strip(" \t\u3000\r")
        if 0 < len(bare) <= _LONGEST_FRAME and _FRAME_LINE.fullmatch(bare):
            start = position + line.index(bare)
            why = "这是网页的按钮或导航文字，不是正文"
            yield Finding(Kind.PAGE_DEBRIS, start, start + len(bare), bare, "", why, Severity.WARNING)
        position += len(line) + 1
    for match in _MARKUP.finditer(text):
        lost = "\ufffd" in match[0]
        why = "这里的字没有正确解码" if lost else "这是网页代码，不是正文"
        yield Finding(Kind.PAGE_DEBRIS, match.start(), match.end(), match[0], None if lost else "", why)
