"""``zwgk shelve``: the finished pages again, while serving; the answer on standard error."""

from __future__ import annotations

import pytest

from tests.portal.conftest import Site
from zwgk.cli.main import main
from zwgk.publishing import shelf

pytestmark = pytest.mark.django_db


def test_everything_is_rendered_and_counted(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = site.publish("旧的"), site.publish("新的")
    assert main(["shelve", "--newest", "1"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "生成" in told.err
    assert shelf.file_for(f"/p/{new.pk}").exists()
    assert not shelf.file_for(f"/p/{old.pk}").exists()
