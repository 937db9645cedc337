"""The OpenAPI 3.1 document, made from the table of endpoints."""

from __future__ import annotations

from typing import Any

from zwgk import __version__
from zwgk.portal.api import answers, problems
from zwgk.portal.api.endpoints import ENDPOINTS, RATE, ROOT, SEARCH_RATE, Endpoint
from zwgk.portal.api.parameters import Param
from zwgk.portal.api.shapes import Shape, ref

_ABOUT = (
    "政府信息公开平台的开放接口：只读、无需登录，内容与网站页面相同。"
    f"同一网络地址每分钟最多{RATE}次，其中检索最多{SEARCH_RATE}次，超过的答复 429 并说明何时再来。"
    "答复带 ETag，再次请求时附上 If-None-Match，没有变化的答复 304。"
    "已撤回的信息即时从各接口消失；持有副本的，请按变动接口中的注销记录删去。"
)
#: what may come instead of an answer, by status
_REFUSALS = {
    "400": "参数有误（参数不存在、重复、不合格式）",
    "404": "没有这项公开内容",
    "405": "不支持的请求方法",
    "410": "该信息已不再公开",
    "429": "请求太多",
    "503": "暂时不能检索",
}
INDEX = Endpoint("index", "/", "接口目录", answers.DOORS, lambda asked: _never())
_HEADERS = {
    "ETag": {"description": "内容标记", "schema": {"type": "string"}},
    "Last-Modified": {"description": "最近变动时间", "schema": {"type": "string"}},
    "Link": {"description": "下一批的地址（rel=next）", "schema": {"type": "string"}},
}


def _never() -> Any:
    raise NotImplementedError("the directory is served by itself")


def document(base: str, site: str) -> dict[str, Any]:
    """The whole document; ``base`` is the site's address without a final stroke."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site or '政务公开'}开放接口",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "公开的政府信息，使用时请注明来源", "url": f"{base}{problems.PAGE}#guize"},
        },
        "servers": [{"url": base or "/"}],
        "externalDocs": {"url": f"{base}{problems.PAGE}", "description": "说明页"},
        "paths": {f"{ROOT}{one.path}": _path(one) for one in (INDEX, *ENDPOINTS)},
        "components": {"schemas": {shape.name: shape.schema() for shape in answers.SHAPES}},
    }


def _path(endpoint: Endpoint) -> dict[str, Any]:
    both = {
        "summary": endpoint.summary,
        "description": endpoint.about or endpoint.summary,
        "parameters": [
            *(_parameter(place, "path") for place in endpoint.places),
            *(_parameter(param, "query") for param in endpoint.params),
        ],
    }
    return {
        "get": {**both, "operationId": endpoint.name, "responses": responses(endpoint)},
        "head": {**both, "operationId": f"{endpoint.name}Head", "responses": _bodiless(endpoint)},
        "options": {
            "operationId": f"{endpoint.name}Options",
            "summary": "跨站读取的询问",
            "parameters": [{**_parameter(place, "path"), "schema": {"type": "string"}} for place in endpoint.places],
            "responses": {"204": {"description": "可以读取"}},
        },
    }


def _parameter(param: Param, place: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": param.name,
        "in": place,
        "required": place == "path" or param.required,
        "description": param.about,
        "schema": param.schema,
    }
    if param.example:
        found["example"] = int(param.example) if param.schema["type"] == "integer" else param.example
    return found


def statuses(endpoint: Endpoint) -> list[str]:
    """What an endpoint may refuse with."""
    found = ["400", "405", "429"]
    if endpoint.may_be_absent:
        found.append("404")
    if endpoint.name in {"publication", "version"}:
        found.append("410")
    if endpoint.searches:
        found.append("503")
    return sorted(found)


def answer_schema(endpoint: Endpoint) -> dict[str, Any]:
    """The schema of the answer: one shape, or one of several."""
    shapes: tuple[Shape, ...] = (endpoint.answer, *endpoint.answers)
    return ref(shapes[0].name) if len(shapes) == 1 else {"anyOf": [ref(shape.name) for shape in shapes]}


def responses(endpoint: Endpoint) -> dict[str, Any]:
    """All that may come back on a GET."""
    problem = {"application/problem+json": {"schema": ref("Problem")}}
    return {
        "200": {
            "description": endpoint.answer.about,
            "headers": _HEADERS,
            "content": {"application/json": {"schema": answer_schema(endpoint)}},
        },
        "304": {"description": "没有变化"},
        **{code: {"description": _REFUSALS[code], "content": problem} for code in statuses(endpoint)},
    }


def _bodiless(endpoint: Endpoint) -> dict[str, Any]:
    found = responses(endpoint)
    return {code: {"description": found[code]["description"]} for code in found}
