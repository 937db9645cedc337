"""The addresses of changes of organs, and which duties open them."""

from __future__ import annotations

from django.urls import URLPattern, path

from zwgk.office.access import charged
from zwgk.office.organs import changes
from zwgk.rules.duties import Duty

_READERS = (Duty.SYSTEM_ADMIN, Duty.DISCLOSURE_OFFICE)

ORGANS: list[URLPattern] = [
    path("settings/organs/", charged(*_READERS)(changes.index), name="organ_changes"),
    path("settings/organs/new/<str:kind>/", charged(Duty.SYSTEM_ADMIN)(changes.new), name="organ_change_new"),
    path("settings/organs/<int:pk>/", charged(*_READERS)(changes.page), name="organ_change"),
]
