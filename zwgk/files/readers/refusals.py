"""The readers' refusals (拒收): one sentence each on what is wrong with the file and what to do."""

from __future__ import annotations

from zwgk.rules.errors import BadInput, LimitExceeded

RESAVE = "请用WPS或Word打开，确认无误后另存为docx，再重新上传"


def _what(name: str) -> str:
    return f"不能读取文件“{name}”"


def broken(name: str, kind: str, remedy: str = "请打开原文件检查，另存一份后重新上传") -> BadInput:
    """The file is damaged or cut off (文件损坏)."""
    return BadInput(what=_what(name), why=f"{kind}文件已损坏或不完整", remedy=remedy)


def encrypted(name: str, kind: str) -> BadInput:
    """The file asks for a password (加密文件)."""
    return BadInput(what=_what(name), why=f"{kind}文件设有打开密码", remedy="请取消密码、另存一份后重新上传")


def macros(name: str) -> BadInput:
    """The file carries macros (宏)."""
    return BadInput(what=_what(name), why="文件带有宏，可能夹带病毒", remedy="请另存为不带宏的docx或xlsx后重新上传")


def bomb(name: str, why: str) -> LimitExceeded:
    """The packed file unpacks to far more than it seems (压缩炸弹)."""
    return LimitExceeded(what=_what(name), why=why, remedy="请确认文件来源；确需上传的，请另存为普通docx或拆分后再传")


def wrong_extension(name: str, extension: str, actual: str, better: str) -> BadInput:
    """Name and content contradict each other (扩展名与内容不符)."""
    return BadInput(
        what=_what(name),
        why=f"扩展名是“.{extension}”，内容却是{actual}",
        remedy=f"请核对文件；内容无误的，把扩展名改为“.{better}”后重新上传",
    )


def unknown(name: str, why: str, remedy: str = "请改用txt、docx、xlsx、pdf、html或图片格式") -> BadInput:
    """A kind of file that is not taken (不支持的类型)."""
    return BadInput(what=_what(name), why=why, remedy=remedy)


def garbled(name: str) -> BadInput:
    """The text cannot be decoded into Chinese (乱码)."""
    return BadInput(
        what=_what(name),
        why="文字编码无法辨认，读出来是乱码",
        remedy="请用记事本打开原文件，另存为UTF-8编码后重新上传",
    )


def too_large(name: str, why: str, remedy: str) -> LimitExceeded:
    """Something in the file lies beyond a limit (超出限额)."""
    return LimitExceeded(what=_what(name), why=why, remedy=remedy)
