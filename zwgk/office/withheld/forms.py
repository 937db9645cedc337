"""What the pages of both lists share: organs to choose from, units by name, tables read and sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from zwgk.files.readers import read_bytes
from zwgk.office import posted
from zwgk.office.access import actor_of
from zwgk.people import public
from zwgk.people import queries as people
from zwgk.people.actor import Actor
from zwgk.publishing.withheld.files import XLSX
from zwgk.rules import grounds, withheld_tables
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.grounds import Ground

if TYPE_CHECKING:
    from zwgk.people.models import Unit

GROUNDS = grounds.document_grounds()


def organs(actor: Actor, duties: Sequence[Duty]) -> list[Unit]:
    """The organs over which the actor holds one of the duties."""
    if not any(actor.has(duty) for duty in duties):
        return []
    return [unit for unit in public.organs() if any(actor.may(duty, over=unit) for duty in duties)]


def organ(request: HttpRequest, duties: Sequence[Duty]) -> Unit:
    """The organ chosen in a form. Errors: :class:`BadInput`, ``NotAllowed``."""
    pk = posted.must_number(request, "organ", "机关")
    found = next((unit for unit in public.organs() if unit.pk == pk), None)
    if found is None:
        raise BadInput(what="没有保存", why="没有这个机关", remedy="请重新选择", field="organ")
    actor_of(request).must_be(*duties, over=found, to="办理")
    return found


def unit(request: HttpRequest, *, what: str, field: str = "unit") -> Unit | None:
    """The unit named in a form; None where the field is empty. Errors: :class:`BadInput`."""
    name = posted.text(request, field)
    if not name:
        return None
    found = people.unit_called(name)
    if found is None:
        raise BadInput(
            what=what, why=f"没有叫“{name}”的单位", remedy="请写全称或简称；科室写成“机关/科室”", field=field
        )
    return found


def lines(
    request: HttpRequest, headings: Mapping[str, tuple[str, ...]], needed: Sequence[str], *, what: str
) -> tuple[withheld_tables.Line, ...]:
    """The lines of an uploaded table. Errors: :class:`BadInput`."""
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput(what=what, why="没有选择文件", remedy="请选择 xlsx 文件", field="file")
    if not (upload.name or "").lower().endswith((".xlsx", ".xls")):
        raise BadInput(what=what, why="不是 Excel 表格", remedy="请选择 xlsx 文件", field="file")
    read = read_bytes(upload.name or "清单.xlsx", upload.read())
    if not read.tables:
        raise BadInput(what=what, why="文件里没有表格", remedy="请核对文件", field="file")
    return withheld_tables.read(read.tables[0], headings, needed=needed, what=what)


def table(data: bytes, name: str) -> HttpResponse:
    """An xlsx file for saving under a Chinese name."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["Cache-Control"] = "private, no-store"
    return response


def ground_of(code: str) -> Ground | None:
    """The ground's row; None where there is none."""
    return grounds.GROUNDS.get(code)
