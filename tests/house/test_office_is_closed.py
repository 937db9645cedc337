"""Whoever has not signed in sees nothing of the office but the door."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.people.factory import PASSWORD, County
from zwgk.people import actions
from zwgk.people.actor import SYSTEM

pytestmark = pytest.mark.django_db
URLCONF = "zwgk.config.urls_office"
#: what must be reachable before signing in
DOORS = re.compile(r"/(healthz|account/[a-z-]*|favicon\.ico|robots\.txt)/?")
_SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def _addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    for entry in resolver.url_patterns:
        text = prefix + str(entry.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, text)
        else:
            assert isinstance(entry, URLPattern)
            filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: _SAMPLES.get(found[1] or "str", "x"), text)
            yield re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)", "1", filled)


@pytest.fixture
def addresses() -> list[str]:
    return sorted(set(_addresses(get_resolver(URLCONF))))


def _is_shut(answer: Any) -> bool:
    if answer.status_code in {302, 303}:
        return answer["Location"].startswith("/account/")
    return answer.status_code in {401, 403, 404, 405}


def test_every_address_refuses_an_anonymous_visitor(addresses: list[str], settings: Any) -> None:
    settings.ROOT_URLCONF = URLCONF
    assert len(addresses) > 5
    client = Client(raise_request_exception=False)
    open_to_all = []
    for address in addresses:
        for method in (client.get, client.post):
            answer = method(address)
            if not _is_shut(answer) and not DOORS.fullmatch(address):
                open_to_all.append(f"{address} answers {answer.status_code}")
    assert open_to_all == []


def test_an_account_without_a_post_gets_no_further_than_the_choice_of_posts(
    addresses: list[str], settings: Any, county: County
) -> None:
    settings.ROOT_URLCONF = URLCONF
    user = actions.add_user("lin", "林间月", PASSWORD, actor=SYSTEM, must_change=False)
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    open_to_all = []
    for address in addresses:
        answer = client.get(address)
        if not _is_shut(answer) and not DOORS.fullmatch(address):
            open_to_all.append(f"{address} answers {answer.status_code}")
    assert open_to_all == []


def test_a_first_password_must_be_changed_before_anything_else(
    addresses: list[str], settings: Any, county: County
) -> None:
    settings.ROOT_URLCONF = URLCONF
    user = actions.add_user("lin", "林间月", PASSWORD, actor=SYSTEM)
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/password/")
