"""Taking the scan of a sealed paper in: looked through, counted, and asked whether it is this paper."""

from __future__ import annotations

import re
from datetime import datetime
from typing import IO

from zwgk.documents import filed
from zwgk.documents.actions import sealed
from zwgk.documents.models import Document, SealedScan
from zwgk.files import intake, store
from zwgk.files.models import Purpose
from zwgk.files.readers.codes import codes_of
from zwgk.files.readers.result import FileKind, PageState
from zwgk.files.writers.official import official_pdf
from zwgk.people.actor import Actor
from zwgk.rules.errors import BadInput


def code_of(document: Document) -> str:
    """The code that the printed paper bears (印制件二维码): the matter's number in letters and digits."""
    return "G" + document.matter.number.lstrip("文")


def printed(document: Document) -> bytes:
    """The paper as it is printed for sealing: the official layout with its code in the upper right corner."""
    return official_pdf(filed.paper(document, code=code_of(document)))


def receive(document: Document, name: str, data: IO[bytes], *, at: datetime, actor: Actor) -> SealedScan:
    """Take the scan in and enter what was found on it (上传盖章扫描件).

    Its pages are counted against the printed paper, its QR code and 文号 looked for. Renders a PDF: not inside a
    transaction. Errors: those of ``intake.take`` and ``sealed.take_sealed_scan``; :class:`BadInput` for what is no PDF.
    """
    sealed.must_be_sealed(document, actor, to="上传盖章扫描件")
    looked = intake.look_through(name, data)
    if looked.read.kind is not FileKind.PDF:
        raise BadInput(what="没有上传", why="盖章扫描件应是一个PDF文件", remedy="请扫描成PDF后上传", field="scan")
    kept = store.keep(
        looked.name, looked.data, actor=actor, purpose=Purpose.SCAN, matter_id=document.matter_id, read=looked.read
    )
    said = _plain(looked.read.text)
    return sealed.take_sealed_scan(
        document,
        sealed.Looked(
            file_id=kept.pk,
            pages=filed.pdf_pages(looked.data),
            expected_pages=filed.pdf_pages(printed(document)),
            code_found=code_of(document) in codes_of(looked.data),
            number_found=bool(document.doc_number) and _plain(document.doc_number) in said,
            unread_pages=sum(state is PageState.UNREADABLE for state in looked.read.pages),
        ),
        at=at,
        actor=actor,
    )


def _plain(text: str) -> str:
    """A text as a scan may give it: without blanks, all brackets alike."""
    return re.sub(r"[〔\[【（(]", "〔", re.sub(r"[〕\]】）)]", "〕", "".join(text.split())))
