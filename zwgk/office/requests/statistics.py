"""依申请公开统计: a year's figures by result, applicant, unit, channel, time and reason; each opens its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.inforequests import statistics, statistics_tables
from zwgk.office import shell
from zwgk.office.access import actor_of
from zwgk.office.documents.books import sheet, year_of, years
from zwgk.office.requests.register import organs_of
from zwgk.people import queries as people
from zwgk.rules.annual_report.layout import COLUMNS, REMEDIES, REMEDY_COLUMNS
from zwgk.rules.receipt import Channel

if TYPE_CHECKING:
    from zwgk.inforequests.statistics import Figures

#: units of the page; the table has all
UNITS_SHOWN = 60


def page(request: HttpRequest) -> HttpResponseBase:
    """The year's figures: of all that the reader's duties reach, or of one organ."""
    year, organ_id = year_of(request), _organ(request)
    figures = _figures(request, year, organ_id)
    most_month = max(figures.months, default=0) or 1
    most_days = max(figures.days, default=0) or 1
    context = {
        "year": year,
        "years": years(),
        "figures": figures,
        "columns": list(COLUMNS.items()),
        "table": statistics_tables.table_three(figures),
        "remedy_columns": list(REMEDY_COLUMNS.values()),
        "remedies": [
            (label, [(of, figures.remedies.get((kind, end), 0)) for end, of in REMEDY_COLUMNS.items()])
            for kind, label in REMEDIES.items()
        ],
        "units": figures.units[:UNITS_SHOWN],
        "more_units": max(len(figures.units) - UNITS_SHOWN, 0),
        "channels": [(c, figures.channels.get(str(c), 0)) for c in Channel],
        "months": [(m, n, 100 * n // most_month) for m, n in enumerate(figures.months, 1)],
        "days": [(label, n, 100 * n // most_days) for (_, label), n in zip(statistics.DAYS, figures.days, strict=True)],
        "fees": [(label, figures.fees.get(key, 0)) for key, label in statistics_tables.FEES.items()],
        "organs": organs_of(request),
        "organ_id": organ_id,
        "suffix": f"&organ={organ_id}" if organ_id else "",
    }
    return shell.render(request, "requests/statistics.html", context)


def export(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    year, organ_id = year_of(request), _organ(request)
    figures = _figures(request, year, organ_id)
    unit = people.unit(organ_id or actor_of(request).organ_id)
    name = unit.name if unit else ""
    title = f"{name}{year}年政府信息公开申请统计"
    return sheet(statistics_tables.xlsx(figures, title=title, organ=name), f"{title}.xlsx")


def _figures(request: HttpRequest, year: int, organ_id: int | None) -> Figures:
    return statistics.of_year(year, statistics.scope(actor_of(request), organ_id))


def _organ(request: HttpRequest) -> int | None:
    typed = request.GET.get("organ", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
