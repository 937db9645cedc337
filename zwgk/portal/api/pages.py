"""数据开放: the pages that explain, without a script, what machines may fetch, and the whole exports to download."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from zwgk.people import public
from zwgk.portal import shell, structured
from zwgk.portal.api import answers
from zwgk.portal.api.endpoints import ENDPOINTS, HARVEST, PAGE, RATE, ROOT, SEARCH_RATE, Endpoint
from zwgk.portal.api.parameters import Param
from zwgk.portal.api.shapes import Field
from zwgk.portal.errors import bare
from zwgk.portal.rates import limited
from zwgk.portal.shell import Crumb, Tags
from zwgk.publishing import addresses
from zwgk.publishing.open import exports
from zwgk.publishing.open.exports import Export

HOME = Crumb("数据开放", "/shuju/")
_TYPES = {"string": "文字", "integer": "整数", "number": "数", "boolean": "是否", "array": "列表", "object": "对象"}
_LIMITS = {"rate": RATE, "search": SEARCH_RATE, "page": PAGE, "harvest": HARVEST}
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})\Z")


@dataclass(frozen=True)
class Line:
    """One parameter or field as the page names it; ``link`` leads to another shape."""

    name: str
    type: str
    about: str
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class Told:
    """One endpoint as the page explains it."""

    name: str
    address: str
    summary: str
    about: str
    params: tuple[Line, ...]
    answers: tuple[str, ...]
    example: str


@dataclass(frozen=True)
class Package:
    """One year's archive as the page names it."""

    export: Export
    url: str
    made_at: datetime
    may: bool


def data(request: HttpRequest) -> HttpResponse:
    """``/shuju/``: what can be had here and on what terms."""
    return shell.page(
        request,
        "portal/api/data.html",
        title="数据开放",
        section="data",
        crumbs=[Crumb("数据开放")],
        tags=Tags("数据开放", "数据开放", "开放接口、整体下载和订阅源"),
        description="政府信息公开平台的开放接口、整体下载和订阅源，供再利用",
        endpoints=[one for one in ENDPOINTS if not one.places],
        root=ROOT,
        packages=packages(),
        limits=_LIMITS,
    )


def explained(request: HttpRequest) -> HttpResponse:
    """``/shuju/jiekou/``: every endpoint, every field."""
    return shell.page(
        request,
        "portal/api/explained.html",
        title="开放接口说明",
        section="data",
        crumbs=[HOME, Crumb("开放接口说明")],
        tags=Tags("数据开放", "数据开放", "开放接口的地址、参数和字段"),
        endpoints=[_told(one) for one in ENDPOINTS],
        shapes=[(shape, [_field(field) for field in shape.fields]) for shape in answers.SHAPES],
        root=ROOT,
        site=public.site(),
        limits=_LIMITS,
    )


def whole(request: HttpRequest) -> HttpResponse:
    """``/shuju/quanbu/``: the whole exports: how large, when made, by what digests to check them."""
    site, found = public.site(), packages()
    return shell.page(
        request,
        "portal/api/whole.html",
        title="整体下载",
        section="data",
        crumbs=[HOME, Crumb("整体下载")],
        tags=Tags("数据开放", "数据开放", "全部公开信息按年整体下载"),
        site=site,
        structured=structured.script(structured.catalogue(found, site), context=structured.DCAT),
        packages=found,
    )


def packages() -> list[Package]:
    """The archives as pages name them."""
    return [
        Package(row, addresses.export(row.year), timezone.localtime(datetime.fromisoformat(row.made_at)), may)
        for row, may in exports.listed()
    ]


@limited("export", 30, per=60)
def download(request: HttpRequest, year: int) -> HttpResponseBase:
    """``/shuju/quanbu/<year>.zip``: an archive; what broke off can be taken up again (``Range``)."""
    rows = {row.year: (row, may) for row, may in exports.listed()}
    if year not in rows:
        raise Http404
    row, may = rows[year]
    stream = exports.opened_file(row) if may else None
    if stream is None:
        why = f"{year}年的压缩包生成以后有信息撤回，正在重新生成，今夜以后可以下载。其他年份不受影响。"
        response = bare(503, "这一年的整体下载正在重新生成", why)
        response.headers["Retry-After"] = "3600"
        return response
    etag = f'"{row.sha256[:32]}"'
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    headers["Content-Disposition"] = f'attachment; filename="zwgk-{year}.zip"'
    if etag in request.headers.get("If-None-Match", ""):
        stream.close()
        return HttpResponse(status=304, headers=headers)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        wanted = ""
    span = _span(wanted, row.size) if wanted else None
    if wanted and span == (0, -1):
        stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{row.size}"})
    first, last = span or (0, row.size - 1)
    headers["Content-Length"] = str(last - first + 1)
    if span:
        headers["Content-Range"] = f"bytes {first}-{last}/{row.size}"
    if request.method == "HEAD":
        stream.close()
        return HttpResponse(content_type="application/zip", headers=headers)
    stream.seek(first)
    answer = FileResponse(
        _Limited(stream, last - first + 1), content_type="application/zip", status=206 if span else 200
    )
    for name, value in headers.items():  # FileResponse would set its own where it can guess
        answer.headers[name] = value
    return answer


def _span(text: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None for what we do not serve in parts (several, other units); (0, -1) where none fits."""
    match = _RANGE.match(text)
    if match is None or match[1] == match[2] == "":
        return None
    if not match[1]:
        first, last = max(0, size - int(match[2])), size - 1
    else:
        first, last = int(match[1]), min(int(match[2] or size - 1), size - 1)
    return (first, last) if first <= last and first < size else (0, -1)


class _Limited:
    """A part of an open file: no more is read than was asked for."""

    def __init__(self, stream: IO[bytes], left: int) -> None:
        self.stream, self.left = stream, left

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.stream.close()


def _told(endpoint: Endpoint) -> Told:
    example = f"{ROOT}{endpoint.path}"
    for place in endpoint.places:
        example = example.replace(f"{{{place.name}}}", place.example or "1")
    wanted = [f"{one.name}={one.example}" for one in endpoint.params if one.required]
    wanted += [f"{one.name}={one.example}" for one in endpoint.params if one.name in {"limit", "column"}][:1]
    return Told(
        endpoint.name,
        f"{ROOT}{endpoint.path}",
        endpoint.summary,
        endpoint.about,
        tuple(_param(one) for one in (*endpoint.places, *endpoint.params)),
        tuple(shape.name for shape in (endpoint.answer, *endpoint.answers)),
        f"{example}?{'&'.join(wanted)}" if wanted else example,
    )


def _param(param: Param) -> Line:
    kind = _TYPES[param.schema["type"]]
    if param.schema.get("format") == "date":
        kind = "日期"
    elif param.schema.get("format") == "date-time":
        kind = "时间"
    notes = ["必填" if param.required else ""]
    if "minimum" in param.schema and param.schema["maximum"] < 10**9:
        notes.append(f"{param.schema['minimum']}至{param.schema['maximum']}")
    if param.default:
        notes.append(f"不填为{param.default}")
    return Line(param.name, kind, param.about, note="，".join(filter(None, notes)))


def _field(field: Field) -> Line:
    schema = field.schema
    inner = schema.get("items", schema)
    names = [one["$ref"] for one in inner.get("anyOf", [inner]) if "$ref" in one]
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    label = {"date": "日期", "date-time": "时间", "uri-reference": "网址"}.get(schema.get("format", ""), _TYPES[kind])
    link = names[0].rpartition("/")[2] if names else ""
    return Line(field.name, label, field.about, link)
