"""Lists of a delivery as xlsx and docx, and its package (移送清单、移送包)."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from html import escape
from typing import IO, cast

from django.db import transaction

from zwgk.files import store
from zwgk.files.models import Purpose
from zwgk.files.writers import sheets, word
from zwgk.files.writers.flow import PaperCell, Piece, Table
from zwgk.files.writers.official import chinese_date
from zwgk.files.writers.rendition import About
from zwgk.jobs.killpoints import killpoint
from zwgk.jobs.queue import report
from zwgk.people.actor import SYSTEM
from zwgk.publishing import addresses, issued
from zwgk.publishing.leaving import deliveries
from zwgk.publishing.models import Delivery, DeliveryItem, FileRole, PublishedFile

HEADINGS = ("序号", "索引号", "标题", "发文字号", "发文机关", "成文日期", "公开日期", "有效性", "版次", "公开地址")
_WIDTHS = (6.0, 22.0, 44.0, 20.0, 20.0, 12.0, 12.0, 10.0, 6.0, 40.0)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def lines(delivery: Delivery) -> Iterator[list[sheets.Value]]:
    """The rows of a list under :data:`HEADINGS`."""
    for place, item in enumerate(deliveries.items(delivery).iterator(chunk_size=500), 1):
        publication, version = item.publication, item.version
        yield [
            place,
            publication.index_no or "",
            version.title,
            publication.doc_number,
            "、".join(version.meta.get("issuers", ())) or issued.organ_name(publication),
            publication.date_written,
            publication.published_on,
            publication.get_validity_display(),
            version.no,
            addresses.absolute(addresses.publication(publication.pk)),
        ]


def title_of(delivery: Delivery) -> str:
    """``清岚县商务局向县档案馆移送主动公开政府信息清单（2026-01-01至2026-06-30）``"""
    period = f"{delivery.first:%Y-%m-%d}至{delivery.last:%Y-%m-%d}"
    return f"{delivery.organ.name}向{delivery.point}移送主动公开政府信息清单（{period}）"


def as_xlsx(delivery: Delivery) -> bytes:
    """The list as a workbook."""
    columns = [sheets.Column(name, width) for name, width in zip(HEADINGS, _WIDTHS, strict=True)]
    title = title_of(delivery)
    data = sheets.SheetData("移送清单", columns, lines(delivery), title)
    return sheets.workbook([data], title=title, organ=delivery.organ.name, made_on=delivery.made_on)


def as_docx(delivery: Delivery) -> bytes:
    """The list as Word with the places to sign for both sides."""
    title = title_of(delivery)
    made = word.empty(About(title, (delivery.organ.name,), delivery.made_on.isoformat()))
    word.paragraph(made, [Piece(title)], indent=False, align=word.CENTRE, voice="title", size=18)
    word.paragraph(
        made, [Piece(f"制单日期：{chinese_date(delivery.made_on)}　　共{delivery.number}件")], indent=False, size=12
    )
    wanted = (0, 1, 2, 3, 6, 8)
    head = tuple(PaperCell((Piece(HEADINGS[i]),), header=True) for i in wanted)
    rows = [head]
    for line in lines(delivery):
        rows.append(tuple(PaperCell((Piece(_said(line[i])),)) for i in wanted))
    word.body(made, (Table(tuple(rows), 1, ()),), {})
    for text in (
        f"清单摘要值（SHA-256）：{delivery.digest}",
        "移送单位（盖章）：　　　　　　　　经办人：　　　　　　　　年　　月　　日",
        "接收单位（盖章）：　　　　　　　　签收人：　　　　　　　　年　　月　　日",
    ):
        word.paragraph(made, [Piece(text)], indent=False, size=12)
    return word.saved(made)


def _said(value: sheets.Value) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def pack(delivery_id: int) -> int:
    """Make the package of a list (移送包): the list twice, each paper with its files, digests. Idempotent.

    Returns how many files stand in it; 0 where it is there already or the list was cancelled.
    """
    delivery = Delivery.objects.select_related("point", "organ").get(pk=delivery_id)
    if delivery.package_id is not None or delivery.cancelled_at is not None:
        return 0
    with tempfile.TemporaryFile() as out:
        written = _write(delivery, cast(IO[bytes], out))
        out.seek(0)
        kept = store.keep(
            f"{title_of(delivery)[:120]}.zip", cast(IO[bytes], out), actor=SYSTEM, purpose=Purpose.RENDITION
        )
    killpoint("delivery.kept")
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery_id, package=None, cancelled_at=None).update(package=kept)
    return written


def _write(delivery: Delivery, out: IO[bytes]) -> int:
    sums: list[str] = []
    done = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, data: bytes) -> None:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}")

        put("移送清单.xlsx", as_xlsx(delivery))
        put("移送清单.docx", as_docx(delivery))
        for place, item in enumerate(deliveries.items(delivery).iterator(chunk_size=100), 1):
            folder = f"{place:04d} {_short(item.version.title)}"
            put(f"{folder}/正文.html", _page(item).encode())
            files = item.version.files.exclude(role=FileRole.IMAGE.value).order_by("order", "pk")
            for number, file in enumerate(files, 1):
                put(f"{folder}/{number:02d} {_short(file.name, 80)}", _bytes(file))
            done = place
            if place % 20 == 0:
                report(place, delivery.number)
        put("校验值.txt", ("\r\n".join(sums) + "\r\n").encode())
    report(done, delivery.number)
    return len(sums)


def _bytes(file: PublishedFile) -> bytes:
    with closing(store.open_bytes(file.sha256, file.name)) as stream:
        return stream.read()


def _page(item: DeliveryItem) -> str:
    publication, version = item.publication, item.version
    facts = [
        ("索引号", publication.index_no or ""),
        ("发文字号", publication.doc_number),
        ("公开机关", issued.organ_name(publication)),
        ("公开日期", f"{publication.published_on:%Y-%m-%d}"),
        ("版次", str(version.no)),
        ("公开地址", addresses.absolute(addresses.publication(publication.pk))),
        ("内容摘要值", version.digest),
    ]
    rows = "".join(f"<tr><th>{name}</th><td>{escape(value)}</td></tr>" for name, value in facts if value)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(version.title)}</title></head>'
        f"<body><h1>{escape(version.title)}</h1><table>{rows}</table>{version.body_html}</body></html>"
    )


def _short(name: str, limit: int = 40) -> str:
    clean = "".join(" " if char in '\\/:*?"<>|\r\n\t' else char for char in name).strip(" .")
    stem, dot, kind = clean.rpartition(".")
    if dot and len(kind) <= 5:
        return f"{stem[:limit]}.{kind}"
    return clean[:limit] or "无题"
