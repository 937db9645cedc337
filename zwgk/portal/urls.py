"""Every address of the portal. Those of publications, columns and organs are made by ``publishing.addresses``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http.response import HttpResponseBase
from django.urls import include, path, re_path, register_converter
from django.urls.converters import IntConverter
from django.views.decorators.csrf import csrf_exempt

from zwgk.portal import (
    catalogue,
    columns,
    documents,
    downloads,
    elder,
    feedback,
    feeds,
    following,
    gazette,
    home,
    maps,
    normative,
    old,
    organs,
    pictures,
    plain,
    platform,
    points,
    publicity,
    searching,
    topics,
    withheld,
)
from zwgk.portal.api import pages, problems


class Number(IntConverter):
    """A number that a table can hold: longer ones are addresses of nothing."""

    regex = "[0-9]{1,18}"


register_converter(Number, "number")

handler400 = "zwgk.portal.errors.bad_request"
handler403 = "zwgk.portal.errors.forbidden"
handler404 = "zwgk.portal.errors.not_found"
handler500 = "zwgk.portal.errors.server_error"

#: each in two forms
_FEEDS: tuple[tuple[str, Callable[..., HttpResponseBase]], ...] = (
    ("", feeds.site_feed),
    ("c/<slug:slug>/", feeds.column_feed),
    ("o/<number:pk>/", organs.feed),
    ("zt/<slug:slug>/", feeds.topic_feed),
    ("search/", feeds.search_feed),
)

urlpatterns = [
    path("", home.home),
    path("p/<number:number>", documents.document),
    path("p/<number:number>/v/<number:no>", documents.version),
    path("p/<number:number>/compare/<number:old>/<number:new>", documents.compare),
    path("p/<number:number>/feedback", feedback.feedback),
    path("p/<number:number>/feedback/thanks", feedback.thanks),
    path("p/<number:number>/f/<number:file_id>/fenye/", pictures.pages),
    path("p/<number:number>/f/<number:file_id>/fenye/<number:page>", pictures.picture),
    path("p/<number:number>/f/<number:file_id>/<str:name>", downloads.download),
    re_path(r"^files/(?P<sha256>[0-9a-f]{64})\.(?P<suffix>[a-z0-9]{1,8})$", downloads.image),
    path("c/<slug:slug>/", columns.column),
    path("o/<number:pk>/", organs.organ),
    path("o/<number:pk>/all/", organs.everything),
    path("o/<number:pk>/c/<slug:slug>/", organs.column),
    path("zt/", topics.index),
    path("zt/<slug:slug>/", topics.topic),
    re_path(r"^zt/(?P<slug>[-\w]{1,60})/huibian\.(?P<form>pdf|docx)$", topics.booklet),
    re_path(r"^zt/(?P<slug>[-\w]{1,60})/(?P<digest>[0-9a-f]{16})\.(?P<suffix>[a-z]{3,4})$", topics.cover),
    path("gongkai/mulu/", catalogue.index),
    path("gongkai/mulu/<number:pk>/", catalogue.table),
    path("gongkai/mulu/<number:pk>/<number:number>/", catalogue.matter),
    re_path(r"^gongkai/mulu/(?P<pk>[0-9]{1,18})/mulu\.(?P<form>xlsx|docx)$", catalogue.download),
    path("gongkai/fumianqingdan/", withheld.negative_list),
    path("gongkai/feigongkai/", withheld.catalogue),
    path("gongkai/wugongkai/", publicity.index),
    path("gongkai/shixiang/", publicity.matters),
    path("gongkai/shixiang/<number:pk>/", publicity.matter),
    path("gongkai/", platform.overview),
    path("gongkai/zhinan/", platform.guide),
    path("gongkai/zhidu/", platform.institutions),
    path("gongkai/fading/", platform.statutory),
    path("gongkai/nianbao/", platform.annual),
    path("", include("zwgk.portal.requests.urls")),
    path("gongbao/", gazette.index),
    path("gongbao/<number:year>/<number:no>/", gazette.issue),
    path("gongbao/<number:year>/<number:no>/gongbao.pdf", gazette.bound),
    path("chayuedian/", points.points),
    path("jigou/", organs.organs),
    path("zhengce/", normative.policy),
    path("all/", columns.everything),
    path("search/", searching.search),
    path("shuju/", pages.data),
    path("shuju/jiekou/", pages.explained),
    path("shuju/quanbu/", pages.whole),
    path("shuju/quanbu/<number:year>.zip", pages.download),
    path("api/v1/", include("zwgk.portal.api.urls")),
    re_path(r"^api/", csrf_exempt(problems.unknown)),
    *(path(f"{room}/", partial(plain.soon, room=room)) for room in plain.SOON),
    path("dingyue/", following.form),
    path("dingyue/yijieshou/", following.taken),
    re_path(r"^dingyue/queren/(?P<token>[-\w=]{20,60})/$", following.confirm),
    re_path(r"^dingyue/tuiding/(?P<token>[-\w=]{20,60})/(?P<all_of_it>quanbu/)?$", following.leave),
    path("about/accessibility/", plain.accessibility),
    path("about/privacy/", plain.privacy),
    path("about/contact/", plain.contact),
    path("map/", plain.site_map),
    *(path(f"{place}feed.xml", view) for place, view in _FEEDS),
    path("sitemap.xml", maps.map_index),
    path("sitemap-pages.xml", maps.map_pages),
    path("sitemap-<number:number>.xml", maps.map_numbers),
    path("robots.txt", maps.robots),
    *(path(f"{place}rss.xml", view, {"form": "rss"}) for place, view in _FEEDS),
    path("xianshi/", plain.display),
    re_path(r"^elder/(?P<path>.*)$", elder.elder),
    re_path(r"^(?P<kind>elder|view)-(?P<theme>bai|hei|lan)/(?P<path>.*)$", elder.elder),
    re_path(r"^(?P<path>.+)$", old.lead_on),
]
