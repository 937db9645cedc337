"""The public's process has no staff route and has loaded no staff module (house rule: two web processes)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house.source import ROOT

PROGRAM = """
import json, sys
from zwgk.config.wsgi_portal import application
from django.conf import settings
from django.urls import get_resolver

def walk(patterns, prefix=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern.callback.__module__

routes = list(walk(get_resolver().url_patterns))
json.dump({
    "routes": routes,
    "modules": sorted(name for name in sys.modules if name.startswith("zwgk.")),
    "apps": settings.INSTALLED_APPS,
    "middleware": settings.MIDDLEWARE,
}, sys.stdout)
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the portal's process holds after its start."""
    var: Path = tmp_path_factory.mktemp("var")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("ZWGK_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**environ, "ZWGK_VAR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_has_routes_and_none_of_them_is_the_staffs(portal: dict[str, Any]) -> None:
    assert len(portal["routes"]) > 5
    strangers = [route for route, owner in portal["routes"] if not owner.startswith(("zwgk.portal", "zwgk.config"))]
    # a partial or a generic view reports another module: it must still be no staff's
    assert [route for route in strangers if "office" in route] == []
    assert all("office" not in owner for _, owner in portal["routes"])


def test_no_staff_module_is_loaded(portal: dict[str, Any]) -> None:
    staffs = [
        name
        for name in portal["modules"]
        if name.startswith(("zwgk.office", "zwgk.cli", "zwgk.documents", "zwgk.crossings")) or ".actions" in name
    ]
    assert staffs == []


def test_nobody_can_sign_in_there(portal: dict[str, Any]) -> None:
    assert [app for app in portal["apps"] if app in {"zwgk.office", "axes", "zwgk.documents"}] == []
    assert [name for name in portal["middleware"] if "Authentication" in name or "Session" in name] == []
