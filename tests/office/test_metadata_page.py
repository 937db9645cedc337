"""网站信息: the lines above a paper are named, ordered and chosen; the pages of the portal follow (S2-01)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.office.desk import SignIn
from tests.people.factory import County
from tests.unchanged import nothing_changes
from zwgk.publishing import shelf
from zwgk.publishing.models import ShelfPage
from zwgk.rules.duties import Duty
from zwgk.rules.metadata_block import LINES

pytestmark = pytest.mark.django_db


def _typed(**changes: object) -> dict[str, object]:
    """The form as it stands, with some fields changed."""
    fields: dict[str, object] = {"lines": "1"}
    for place, line in enumerate(LINES, 1):
        fields |= {f"place-{line.key}": place, f"label-{line.key}": line.label, f"shown-{line.key}": "1"}
    fields |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in fields.items() if value is not None}


def test_a_line_is_renamed_moved_and_left_out(county: County, sign_in: SignIn) -> None:
    shelf.want("/", [shelf.SITE], at=timezone.now())
    ShelfPage.objects.update(stale_since=None)
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    answer = client.post(
        "/settings/site/", _typed(label__published="发文日期", place__published=0, shown__note=None), follow=True
    )
    assert "著录项已保存" in answer.content.decode()
    county.site.refresh_from_db()
    assert county.site.metadata_block[0] == {"key": "published", "label": "发文日期", "shown": True}
    assert [row["key"] for row in county.site.metadata_block if not row["shown"]] == ["note"]
    assert [path for path, _ in shelf.stale()] == ["/"], "every page is made anew"
    assert 'value="发文日期"' in client.get("/settings/site/").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"label__note": "文号"}, "label-note", id="名称重复"),
        pytest.param({"shown__index_no": None}, "shown-index_no", id="索引号总是显示"),
        pytest.param({"place__note": "一"}, "place-note", id="次序不是数字"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_changes(
    county: County, sign_in: SignIn, change: dict[str, object], field: str
) -> None:
    client = sign_in(Duty.DISCLOSURE_OFFICE)
    with nothing_changes():
        answer = client.post("/settings/site/", _typed(**change))
    assert f'id="{field}-say"' in answer.content.decode()


def test_the_particulars_are_not_touched_by_the_lines(county: County, sign_in: SignIn) -> None:
    name = county.site.name
    sign_in(Duty.SYSTEM_ADMIN).post("/settings/site/", _typed(label__note="公开方式"))
    county.site.refresh_from_db()
    assert county.site.name == name
