"""One wheel, one source archive and one fresh environment for all tests of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packaging import fresh


@pytest.fixture(scope="package")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh.build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="package")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh.build("sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="package")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> fresh.Environment:
    return fresh.environment(tmp_path_factory.mktemp("fresh"), wheel)
