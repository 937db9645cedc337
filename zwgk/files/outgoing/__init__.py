"""A file as it goes out (外发副本): the same text and pixels, without what programs wrote into it about people.

The original stays inside. What has no such things is its own copy; a file is looked through once.
"""

from __future__ import annotations

from zwgk.files import store
from zwgk.files.models import File, Purpose
from zwgk.files.outgoing.packed_office import cleaned_ofd, cleaned_office
from zwgk.files.outgoing.portable import cleaned_pdf
from zwgk.files.readers import kinds, picture
from zwgk.files.readers.result import FileKind
from zwgk.people.actor import SYSTEM


def sent_as(file: File) -> File:
    """The file to be put out in place of ``file``: made at the first call, the same ever after.

    Errors: ``BadInput`` where the file cannot be opened, ``LimitExceeded``.
    """
    known = File.objects.select_related("outgoing__blob").get(pk=file.pk).outgoing
    if known is not None:
        return known
    data = store.data_of(file)
    made = cleaned(file.name, data)
    if made == data:
        File.objects.filter(pk=file.pk).update(outgoing=file.pk)
        return file
    kept = store.keep(file.name, made, actor=SYSTEM, purpose=Purpose.RENDITION, matter_id=file.matter_id)
    File.objects.filter(pk=file.pk, outgoing=None).update(outgoing=kept.pk)
    return File.objects.select_related("outgoing__blob").get(pk=file.pk).outgoing or kept


def cleaned(name: str, data: bytes) -> bytes:
    """The bytes without authors, companies, comments, revisions, camera data; the very bytes where there are none.

    docx and xlsx (also under the names of older programs), ofd, pdf, pictures. Other kinds stay as they are: of doc,
    xls and wps files the office is told to save them anew. A file with an electronic signature stays as it is, too.
    Equal bytes give equal bytes. Errors: ``BadInput`` (broken), ``LimitExceeded``.
    """
    kind = kinds.sniff(name, data)
    if kind in (FileKind.DOCX, FileKind.XLSX):
        return cleaned_office(name, data)
    if kind is FileKind.OFD:
        return cleaned_ofd(name, data)
    if kind is FileKind.PDF:
        return cleaned_pdf(name, data)
    if kind is FileKind.IMAGE:
        shown = picture.showable(data, "")
        return shown.data if shown is not None and shown.name.endswith(_suffix(name)) else data
    return data


def _suffix(name: str) -> str:
    suffix = name.rpartition(".")[2].lower()
    return {"jpeg": "jpg"}.get(suffix, suffix)
