"""What goes wrong ends in a Chinese page with a next step and without a trace (S1-02)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory

from tests.portal.conftest import Site, at
from zwgk.people import public
from zwgk.portal import errors, home
from zwgk.portal.middleware import RefusalMiddleware
from zwgk.publishing.models import OldAddress
from zwgk.rules.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db
TRACES = ("Traceback", 'File "', "/work/", "site-packages", "Exception", ".py")


@pytest.mark.parametrize(
    "path", ["/nothing", "/p/0", "/p/99999999999999999999999", "/c/none/", "/%2e%2e/etc", "/p/1/v/x"]
)
def test_unknown_addresses_are_told_so_with_a_next_step(client: Client, site: Site, path: str) -> None:
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 404
    assert "没有找到这一页" in html
    assert 'href="/search/"' in html
    assert 'content="noindex"' in html
    assert not any(trace in html for trace in TRACES)


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (BadInput(what="不能办理", why="日期不对", remedy="请改正日期"), 400, "日期不对。请改正日期。"),
        (NotAllowed(what="不能办理", why="无权", remedy="请联系机关"), 403, "无权。请联系机关。"),
        (PermissionDenied("internal reason"), 403, "不能访问这一页"),
        (SuspiciousOperation("internal reason"), 400, "请求无法处理"),
    ],
)
def test_refusals_become_pages(site: Site, rf: RequestFactory, raised: Exception, status: int, said: str) -> None:
    response: Any = RefusalMiddleware(lambda request: errors.not_found(request)).process_exception(rf.get("/"), raised)
    assert response.status_code == status
    html = response.content.decode()
    assert said in html
    assert "internal reason" not in html


def test_a_fault_shows_nothing_of_itself(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("secret path /srv/zwgk")

    monkeypatch.setattr(home, "tree", broken)
    client = Client(raise_request_exception=False)
    response = client.get("/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "系统出了故障" in html
    assert not any(trace in html for trace in (*TRACES, "ZeroDivision", "/srv"))


def test_errors_are_told_even_with_the_database_away(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(public, "site", away)
    response = errors.not_found(rf.get("/x"))
    assert response.status_code == 404
    assert "没有找到这一页" in response.content.decode()
    assert "connection refused" not in response.content.decode()


@pytest.mark.parametrize("asked", ["/show.php?id=3", "/zfxx/2014/a.html"])
def test_an_address_of_the_earlier_site_leads_on(client: Client, site: Site, asked: str) -> None:
    paper = site.publish("旧站的文件", when=at(2024, 5, 6))
    OldAddress.objects.create(path=asked, publication=paper)
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, f"/p/{paper.pk}")


def test_an_old_address_of_what_left_the_public_leads_nowhere(client: Client, site: Site) -> None:
    paper = site.publish("旧站的文件")
    OldAddress.objects.create(path="/a.html", publication=paper)
    site.take_down(paper)
    assert client.get("/a.html").status_code == 404


def test_a_forgotten_slash_is_forgiven(client: Client, site: Site) -> None:
    response = client.get("/gongkai/fading")
    assert (response.status_code, response.headers["Location"]) == (301, "/gongkai/fading/")


@pytest.mark.parametrize("path", ["//evil.example/gongkai", "/\\evil.example"])
def test_no_address_leads_to_another_host(client: Client, site: Site, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404 or not response.headers.get("Location", "/").startswith(("//", "/\\"))
