"""Which typeface stands for which voice of an official document (公文字体), and what replaces it where it is missing.

方正小标宋, 仿宋_GB2312 and 楷体_GB2312 are licensed fonts: they are named first so that they win where an office has
them, and free ones follow. Nothing is shipped with the program.
"""

from __future__ import annotations

import functools
import shutil
import subprocess

SONG_TITLE = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong")
"""小标宋: 发文机关标志, 标题."""
FANGSONG = ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong")
"""仿宋: everything that has no typeface of its own."""
KAITI = ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti")
"""楷体: second-level headings, 签发人."""
HEITI = ("黑体", "SimHei", "华文黑体", "STHeiti")
"""黑体: first-level headings, 密级, 紧急程度."""
SONGTI = ("宋体", "SimSun", "华文宋体", "STSong")
"""宋体: page numbers, forms."""

FREE_FANGSONG = ("Zhuque Fangsong (technical preview)", "朱雀仿宋（预览测试版）", "FandolFang R", "FandolFang")
"""Free 仿宋 faces; what they lack is taken from the Song face behind them."""
FREE_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN")
FREE_KAI = ("LXGW WenKai", "霞鹜文楷", "AR PL UKai CN", "AR PL KaitiM GB")
FREE_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei")

STACKS = {
    "title": SONG_TITLE + FREE_SERIF,
    "body": FANGSONG + FREE_FANGSONG + FREE_SERIF,
    "kai": KAITI + FREE_KAI + FREE_SERIF,
    "hei": HEITI + FREE_SANS,
    "song": SONGTI + FREE_SERIF,
}
"""Voice → families in order of preference."""

WORD_NAMES = {"title": "方正小标宋简体", "body": "仿宋_GB2312", "kai": "楷体_GB2312", "hei": "黑体", "song": "宋体"}
"""Voice → the one name written into a Word file; Word and WPS replace it themselves where it is missing."""


_WORD_OTHERS = {
    "方正小标宋简体": ("华文中宋", "roman"),
    "仿宋_GB2312": ("仿宋", "roman"),
    "楷体_GB2312": ("楷体", "roman"),
    "黑体": ("SimHei", "swiss"),
    "宋体": ("SimSun", "roman"),
}
"""Name in a Word file → the name under which newer systems have the same face, and its family."""


def word_table() -> bytes:
    """Return the list of fonts of a Word file: what to take where a prescribed face is not installed."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, (other, family) in _WORD_OTHERS.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{space}">{rows}</w:fonts>'.encode()


def css_stack(voice: str) -> str:
    """Return the ``font-family`` value of a voice. Errors: ``KeyError`` for an unknown voice."""
    return ", ".join(f'"{name}"' for name in STACKS[voice]) + (", sans-serif" if voice == "hei" else ", serif")


@functools.lru_cache(maxsize=1)
def installed() -> frozenset[str]:
    """Return the font families this machine has, in all their names; empty where fontconfig's tools are missing."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    listed = subprocess.run([program, ":", "family"], capture_output=True, check=True, timeout=60)  # noqa: S603
    lines = listed.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))


def missing(names: frozenset[str] | None = None) -> tuple[str, ...]:
    """Return the voices for which neither the prescribed nor a free typeface is installed (缺字体), for ``zwgk
    check``."""
    have = installed() if names is None else names
    return tuple(voice for voice, stack in STACKS.items() if not have.intersection(stack))


def title_weight() -> str:
    """Return the CSS weight of titles: a free Song face is set bold to stand for 小标宋, the real one stays as it
    is."""
    return "normal" if installed().intersection(SONG_TITLE) else "bold"


@functools.lru_cache(maxsize=8)
def picture_font(voice: str = "hei") -> tuple[str, int] | None:
    """Return file and face number of a voice's first installed family, for drawing; None where none has Chinese."""
    program = shutil.which("fc-match")
    name = next((name for name in STACKS[voice] if name in installed()), "")
    if program is None or not name:
        return None
    found = subprocess.run([program, "-f", "%{file}|%{index}", name], capture_output=True, check=True, timeout=60)  # noqa: S603
    path, _, index = found.stdout.decode("utf-8", "replace").partition("|")
    return path, int(index) % 65536 if index.isdigit() else 0
