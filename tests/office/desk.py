"""The staff's face for tests: a browser signed in under a post, on the office's day."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.people.factory import TODAY, County
from zwgk.audit import moments
from zwgk.people.models import Post, Unit
from zwgk.rules.duties import Duty

SignIn = Callable[..., Client]


def browser(post: Post) -> Client:
    """A browser whose session acts under the post."""
    client = Client()
    client.force_login(post.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["post"] = post.pk
    session.save()
    return client


@pytest.fixture
def office_day(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Freeze the office's day, and let the addresses be the office's.

    It is afternoon there, at whatever hour the tests run: after the papers of the morning.
    """
    settings.ROOT_URLCONF = "zwgk.config.urls_office"
    monkeypatch.setitem(settings.ENV.values, "TODAY", TODAY)
    began = time.monotonic()

    def afternoon() -> datetime.time:
        return (datetime.datetime.combine(TODAY, datetime.time(16)) + _passed(began)).time()

    monkeypatch.setattr(moments, "time_of_day", afternoon)


def _passed(began: float) -> datetime.timedelta:
    return datetime.timedelta(seconds=time.monotonic() - began)


@pytest.fixture
def sign_in(county: County, office_day: None) -> SignIn:
    """``sign_in(Duty.OFFICE)``: a browser under the post that carries the duty."""

    def make(duty: Duty, unit: Unit | None = None) -> Client:
        return browser(county.post(duty, unit))

    return make
