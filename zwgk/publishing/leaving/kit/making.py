"""A kit's forms by name, and all of them in one package."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zwgk.files.writers.qr import qr_png
from zwgk.publishing.leaving.kit import harvest, sheet, texts, wechat
from zwgk.publishing.leaving.kit.source import Kit, kit_of
from zwgk.publishing.models import Publication
from zwgk.rules.channels import Form

__all__ = ["NAMES", "Kit", "Made", "kit_of", "made", "packed"]

#: the same bytes for the same wording, whenever packed
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Made:
    """One file of a kit."""

    name: str
    mime: str
    data: bytes


#: the forms by the names under which the office asks for them
NAMES: dict[str, Form] = {
    "wechat.zip": Form.WECHAT,
    "newspaper.txt": Form.NEWSPAPER,
    "spoken.txt": Form.SPOKEN,
    "sheet-a4.pdf": Form.SHEET_A4,
    "sheet-a3.pdf": Form.SHEET_A3,
    "harvest.json": Form.HARVEST,
}


def made(publication: Publication, form: Form, *, phone: str = "", until: date | None = None) -> Made:
    """Make one form from the wording that is public now. Errors: ``GateClosed`` where the page is not live."""
    kit = kit_of(publication)
    title = re.sub(r'[\\/:*?"<>|\s]+', " ", kit.title).strip()[:60]
    makers: dict[Form, Callable[[], Made]] = {
        Form.WECHAT: lambda: Made(f"{title}（公众号图文）.zip", "application/zip", _zip(_article(kit))),
        Form.NEWSPAPER: lambda: Made(
            f"{title}（报刊文字）.txt", "text/plain; charset=utf-8", _text(texts.newspaper(kit))
        ),
        Form.SPOKEN: lambda: Made(f"{title}（广播口播稿）.txt", "text/plain; charset=utf-8", _text(texts.on_air(kit))),
        Form.SHEET_A4: lambda: _sheet(kit, Form.SHEET_A4, title, phone, until),
        Form.SHEET_A3: lambda: _sheet(kit, Form.SHEET_A3, title, phone, until),
        Form.HARVEST: lambda: Made(f"{title}（报送）.json", "application/json", harvest.written(publication)),
    }
    return makers[form]()


def packed(publication: Publication, *, phone: str = "") -> Made:
    """All forms of a publication in one package (整套渠道文稿)."""
    kit = kit_of(publication)
    files = {f"公众号/{name}": data for name, data in _article(kit).items()}
    forms = (Form.NEWSPAPER, Form.SPOKEN, Form.SHEET_A4, Form.SHEET_A3)
    for form in forms if kit.inside_only else (*forms, Form.HARVEST):
        one = made(publication, form, phone=phone)
        files[one.name] = one.data
    return Made(f"渠道文稿 {kit.number}.zip", "application/zip", _zip(files))


def _article(kit: Kit) -> dict[str, bytes]:
    names = wechat.names_of(kit)
    files = {
        "正文.html": wechat.page_beside(kit).encode(),
        "封面.png": wechat.cover(kit),
        "标题和摘要.txt": _text(f"标题：{kit.title}\r\n摘要：{kit.summary}\r\n原文链接：{kit.address}\r\n"),
        wechat.QR: qr_png(kit.address, 6),
    }
    return files | {names[address]: data for address, data in kit.pictures.items()}


def _sheet(kit: Kit, form: Form, title: str, phone: str, until: date | None) -> Made:
    return Made(f"{title}（{form.label}）.pdf", "application/pdf", sheet.posting(kit, form, phone=phone, until=until))


def _text(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.encode()  # so that the newsroom's programs read Chinese


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
