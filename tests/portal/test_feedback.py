"""对本页的反馈: works without script, keeps nothing personal, refuses what it must."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.portal.conftest import Site
from zwgk.publishing.models import Feedback

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(site: Site) -> str:
    return f"/p/{site.publish('关于供暖的通知').pk}/feedback"


def test_the_page_s_buttons_lead_to_a_form_with_the_choice_made(client: Client, path: str) -> None:
    """The page itself lies on the shelf and can carry no token."""
    page = client.get(path.removesuffix("/feedback")).content.decode()
    assert f'action="{path}" method="get"' in page
    form = client.get(path, {"understood": "0"}).content.decode()
    assert re.search(r'value="0"\s+checked', form)
    assert "csrfmiddlewaretoken" in form


def test_a_word_is_kept_without_name_or_address(client: Client, path: str) -> None:
    response = client.post(path, {"understood": "0", "text": " 第二条没看懂 "})
    assert response.status_code == 302
    kept = Feedback.objects.get()
    assert (kept.understood, kept.text) == (False, "第二条没看懂")
    assert {f.name for f in Feedback._meta.fields} == {"id", "publication", "understood", "text", "at"}
    assert "谢谢" in client.get(response.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param({"text": "只写了字"}, "没有选择是否看明白", id="没有选择"),
        pytest.param({"understood": "2", "text": ""}, "没有选择是否看明白", id="没有的选项"),
        pytest.param({"understood": "1", "text": "长" * 501}, "最多500字", id="太长"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    client: Client, path: str, data: dict[str, str], why: str
) -> None:
    response = client.post(path, data)
    html = response.content.decode()
    assert response.status_code == 400
    assert why in html
    assert data["text"] in html
    assert not Feedback.objects.exists()


def test_without_its_token_a_form_is_refused_in_chinese(path: str) -> None:
    response = Client(enforce_csrf_checks=True).post(path, {"understood": "1", "text": ""})
    assert response.status_code == 403
    assert "没有提交成功" in response.content.decode()
    assert not Feedback.objects.exists()


def test_one_reader_cannot_flood(client: Client, path: str) -> None:
    """Ten a minute; the figures stand in ``rates``."""
    for _ in range(10):
        assert client.post(path, {"understood": "1", "text": ""}).status_code == 302
    response = client.post(path, {"understood": "1", "text": ""})
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 1
    assert "请稍候再试" in response.content.decode()
    assert Feedback.objects.count() == 10
    assert client.get(path).status_code == 200
    assert client.post(path, {"understood": "1", "text": ""}, REMOTE_ADDR="198.51.100.9").status_code == 302
