"""机构变更的页面：先预览、再办理、看进度、当日撤回；三员只看数字。"""

from __future__ import annotations

import re

import pytest

from tests.crossings.changing import BASIS
from tests.documents.story import draft
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from tests.publishing.shelves import column, publish
from tests.unchanged import nothing_changes
from zwgk.crossings.reorganising import carrying
from zwgk.people.models import Reorganisation, Unit
from zwgk.publishing.models import Publication
from zwgk.rules.duties import Duty
from zwgk.rules.reorganising import ChangeKind, ChangeState

pytestmark = pytest.mark.django_db
NEW = "/settings/organs/new/"


def _held(page: str) -> str:
    found = re.search(r'name="held" value="([^"]+)"', page)
    assert found, "the preview offers the second click"
    return found[1]


def test_a_merger_is_told_beforehand_carried_out_and_taken_back(county: County, sign_in: SignIn) -> None:
    story = draft(county).propose()
    paper = publish(county, column("tz"))
    client = sign_in(Duty.SYSTEM_ADMIN)
    form = client.get(f"{NEW}merge/?former={county.bureau.pk}").content.decode()
    assert f'<option value="{county.bureau.pk}" selected>清岚县商务局</option>' in form
    typed = {
        **BASIS,
        "on": str(TODAY),
        "former": [county.bureau.pk, county.other.pk],
        "new-1": "清岚县商务教育局",
        "new-1-code": "清商教",
    }
    with nothing_changes():
        page = client.post(f"{NEW}merge/", typed).content.decode()
    assert "还没有写入" in page
    assert "不再保留，由清岚县商务教育局承接" in page
    assert story.document.matter.number in page
    assert story.document.title not in page, "a keeper sees numbers, not what papers are about"
    assert "常设公开" in page
    answer = client.post(f"{NEW}merge/", {"held": _held(page)})
    made = Reorganisation.objects.get()
    assert answer.headers["Location"] == f"/settings/organs/{made.pk}/"
    assert "正在转移" in client.get(f"/settings/organs/{made.pk}/").content.decode()
    assert client.post(f"/settings/organs/{made.pk}/", {"reason": "录错"}).status_code == 409, "rows still follow"
    carrying.follow(made.pk)
    page = client.get(f"/settings/organs/{made.pk}/").content.decode()
    assert "已完成" in page
    assert "未办结的事项" in page
    assert Publication.objects.get(pk=paper.pk).organ.name == "清岚县商务教育局"
    assert "清岚县商务局 → 清岚县商务教育局" in client.get("/settings/organs/").content.decode()
    client.post(f"/settings/organs/{made.pk}/", {"reason": "文号录错"})
    carrying.give_back(made.pk)
    assert "文号录错" in client.get(f"/settings/organs/{made.pk}/").content.decode()
    assert Publication.objects.get(pk=paper.pk).organ == county.bureau
    assert not Unit.objects.filter(name="清岚县商务教育局").exists()


def test_a_split_asks_where_each_section_goes(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN)
    assert "下一步" in client.get(f"{NEW}split/").content.decode()
    form = client.get(f"{NEW}split/?former={county.bureau.pk}").content.decode()
    assert f'name="section-{county.operations.pk}"' in form
    typed = {
        **BASIS,
        "on": str(TODAY),
        "former": county.bureau.pk,
        "new-1": "清岚县投资促进局",
        "stays": "1",
        f"section-{county.operations.pk}": "0",
    }
    page = client.post(f"{NEW}split/", typed).content.decode()
    assert "清岚县投资促进局商务运行科" in page
    client.post(f"{NEW}split/", {"held": _held(page)})
    assert Unit.objects.get(pk=county.operations.pk).organ == Unit.objects.get(name="清岚县投资促进局")


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(county: County, sign_in: SignIn) -> None:
    client = sign_in(Duty.SYSTEM_ADMIN)
    typed = {**BASIS, "number": "", "on": str(TODAY), "former": county.bureau.pk, "name": "清岚县商贸局"}
    with nothing_changes():
        answer = client.post(f"{NEW}rename/", typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'id="number-say"' in page
    assert 'value="清岚县商贸局"' in page
    ahead = client.post(f"{NEW}rename/", {**typed, "number": "清编〔2026〕3号", "on": "2026-12-31"}).content.decode()
    assert "还没有到" in ahead
    assert 'name="held"' not in ahead
    with nothing_changes():
        assert client.post(f"{NEW}rename/", {"held": "made-up"}).status_code == 409
        assert client.get(f"{NEW}something/").status_code == 404
        assert client.get("/settings/organs/99/").status_code == 404


def test_the_disclosure_office_reads_and_only_the_administrator_acts(county: County, sign_in: SignIn) -> None:
    reader = sign_in(Duty.DISCLOSURE_OFFICE)
    page = reader.get("/settings/organs/").content.decode()
    assert "由系统管理员凭批准文件办理" in page
    assert f"{NEW}merge/" not in page
    assert reader.get(f"{NEW}merge/").status_code == 403
    admin = sign_in(Duty.SYSTEM_ADMIN).get("/settings/organs/").content.decode()
    assert all(f"{NEW}{kind}/" in admin for kind in ChangeKind)


def test_the_list_costs_the_same_for_one_and_for_many(county: County, sign_in: SignIn) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(Duty.DISCLOSURE_OFFICE)

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/settings/organs/").status_code == 200
        return len(captured)

    def more(count: int) -> None:
        for _ in range(count):
            Reorganisation.objects.create(
                kind="plate",
                on=TODAY,
                name="牌子",
                decided_on=TODAY,
                decided_at="2026-11-20T04:00:00Z",
                decided_by="管理员",
                state=str(ChangeState.DONE),
                **BASIS,
            )

    more(1)
    questions()
    few = questions()
    more(30)
    assert questions() == few
    assert "更早的" in client.get("/settings/organs/").content.decode()
