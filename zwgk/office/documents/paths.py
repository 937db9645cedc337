"""The addresses of registers, archive and delivered paper, and which duties open them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import URLPattern, path

from zwgk.office.access import CONTENT, View, charged
from zwgk.office.documents import archive, books, delivered
from zwgk.rules.duties import Duty

READERS = (Duty.OFFICE, Duty.ARCHIVIST, Duty.LEADER, Duty.DEPUTY)
MAIL_ROOM = (Duty.OFFICE, Duty.DISPATCHER, Duty.ARCHIVIST)
CLERKS = (Duty.ARCHIVIST, Duty.OFFICE)


def _of(duties: Iterable[Duty], address: str, view: View, name: str) -> URLPattern:
    return path(address, charged(*duties)(view), name=name)


#: before the addresses of single papers, whose first part may be anything
BOOKS = [
    _of(READERS, "documents/register/", books.outgoing, "register"),
    _of(MAIL_ROOM, "documents/incoming/", books.incoming, "incoming"),
    _of(READERS, "documents/books/<str:book>.<str:form>", books.export, "book"),
    _of(CLERKS, "documents/archive/", archive.index, "archive"),
    _of(CLERKS, "documents/archive/transfer/", archive.transfer, "archive_transfer"),
    _of(CLERKS, "documents/archive/package/<int:pk>/", archive.package, "archive_package"),
    _of(CLERKS, "documents/archive/box/<int:pk>/", archive.box, "archive_box"),
    _of(CLERKS, "documents/archive/<int:year>/catalogue.<str:form>", archive.catalogue, "archive_catalogue"),
    _of(CLERKS, "documents/archive/<int:year>/<str:term>/", archive.shelf, "archive_shelf"),
]
_D = "documents/<str:number>/"
PAPERS = [
    _of(CONTENT, f"{_D}slip.<str:form>", delivered.slip, "filled_slip"),
    _of(CONTENT, f"{_D}sealed/", delivered.page, "sealed"),
    _of(CONTENT, f"{_D}sealed/printed.pdf", delivered.printed, "printed"),
    _of(CONTENT, f"{_D}layout/", delivered.layout, "layout"),
]
