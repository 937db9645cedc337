"""The addresses of the two lists and of re-evaluation; everybody who has to do with content may read them."""

from __future__ import annotations

from django.urls import URLPattern, path

from zwgk.office.access import CONTENT, View, charged
from zwgk.office.withheld import entries, items, neither, rounds, support


def _content(address: str, view: View, name: str) -> URLPattern:
    return path(address, charged(*CONTENT)(view), name=name)


WITHHELD = [
    _content("negative-list/", entries.index, "negative_list"),
    _content("negative-list/list.xlsx", entries.download, "negative_list_file"),
    _content("negative-list/blank.xlsx", entries.blank, "negative_list_blank"),
    _content("negative-list/<int:pk>/", entries.page, "negative_entry"),
    _content("withheld/", items.index, "withheld"),
    _content("withheld/list.xlsx", items.download, "withheld_file"),
    _content("withheld/blank.xlsx", items.blank, "withheld_blank"),
    _content("withheld/many/", items.many, "withheld_many"),
    _content("withheld/neither/", neither.index, "withheld_neither"),
    _content("withheld/neither/<int:pk>/", neither.page, "withheld_filing"),
    _content("withheld/<int:pk>/", items.page, "withheld_item"),
    _content("reevaluations/", rounds.index, "reevaluations"),
    _content("reevaluations/<str:number>/", rounds.page, "reevaluation"),
    _content("reevaluations/<str:number>/result.<str:form>", rounds.result, "reevaluation_result"),
    _content("reevaluations/<str:number>/<str:name>/", rounds.act, "reevaluation_act"),
    _content("documents/<str:number>/withheld/", support.page, "document_withheld"),
]
