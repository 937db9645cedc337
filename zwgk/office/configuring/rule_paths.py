"""The addresses of calendars and rules, and which duties open them."""

from __future__ import annotations

from django.urls import URLPattern, path

from zwgk.office.access import charged
from zwgk.office.configuring import calendars, rulebook
from zwgk.rules.duties import Duty

_SITE = (Duty.SYSTEM_ADMIN, Duty.DISCLOSURE_OFFICE)

RULES: list[URLPattern] = [
    path("settings/calendars/", charged(*_SITE)(calendars.page), name="calendars"),
    path("settings/calendars/<int:year>.ics", charged(*_SITE)(calendars.year_file), name="calendar_file"),
    path("settings/rules/", charged(*_SITE)(rulebook.page), name="packs"),
]
