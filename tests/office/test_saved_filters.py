"""常用筛选: saved under a name, the usual one opens with its list, shared with the unit; what is gone is said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.story import column, draft
from tests.office.desk import SignIn
from tests.people.factory import TODAY, County
from tests.unchanged import nothing_changes
from zwgk.people import actions
from zwgk.people.actions.filters import MOST
from zwgk.people.actor import SYSTEM
from zwgk.people.models import SavedFilter
from zwgk.publishing.actions.moving import merge_column
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, LimitExceeded, NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db
SAVE = {"act": "save", "page": "documents", "query": "show=writing&mine=1&nonsense=7&at=x", "filter_name": "我在写的"}


def test_a_filter_is_kept_by_its_address_and_the_usual_one_opens_with_the_list(county: County, sign_in: SignIn) -> None:
    draft(county, title="关于我的通知")
    client = sign_in(Duty.DRAFTER)
    answer = client.post("/account/filters/", SAVE | {"default": "1"})
    assert answer["Location"] == "/documents/?show=writing&mine=1", "nothing is kept that narrows no list"
    assert client.get("/documents/")["Location"] == "/documents/?show=writing&mine=1"
    page = client.get("/documents/?show=writing&mine=1").content.decode()
    assert "我在写的（默认）" in page
    assert "保存现在的筛选" not in page, "it is saved already"
    assert client.get("/documents/?f=0").status_code == 200, "all of them are one link away"
    assert 'href="?f=0"' in client.get("/documents/?show=writing").content.decode()
    own = SavedFilter.objects.get()
    client.post("/account/filters/", {"act": "plain", "filter": own.pk})
    assert client.get("/documents/").status_code == 200
    client.post("/account/filters/", {"act": "drop", "filter": own.pk})
    assert not SavedFilter.objects.exists()


def test_what_is_shared_is_used_by_the_section_and_changed_by_its_owner_alone(county: County, sign_in: SignIn) -> None:
    sign_in(Duty.DRAFTER).post("/account/filters/", SAVE | {"share": "1", "default": "1"})
    own, head = SavedFilter.objects.get(), sign_in(Duty.SECTION_HEAD)
    assert f"我在写的（{own.user.name}）" in head.get("/documents/").content.decode(), "not the usual one of others"
    with nothing_changes():
        assert head.post("/account/filters/", {"act": "drop", "filter": own.pk}).status_code == 409
    for error, call in _refusals(county, own):
        with nothing_changes(), pytest.raises(error):
            call()
    assert "我在写的" not in sign_in(Duty.LEGAL).get("/documents/").content.decode()


def _refusals(county: County, own: SavedFilter) -> list[tuple[type[RuleViolation], Any]]:
    head, drafter = county.actor(Duty.SECTION_HEAD), county.actor(Duty.DRAFTER)
    new = {"query": "q=x", "actor": drafter}
    full = [SavedFilter(user=own.user, page="log", name=str(n), query="q=x", made_at=own.made_at) for n in range(MOST)]
    SavedFilter.objects.bulk_create(full)
    return [
        (NotAllowed, lambda: actions.drop_filter(own, actor=head)),
        (NotAllowed, lambda: actions.set_default_filter(own, False, actor=head)),
        (NotAllowed, lambda: actions.save_filter("inbox", "甲", "q=x", actor=SYSTEM)),
        (NotAllowed, lambda: actions.save_filter("inbox", "甲", shared_with=county.other, **new)),
        (BadInput, lambda: actions.save_filter("inbox", " ", **new)),
        (BadInput, lambda: actions.save_filter("inbox", "甲", "", actor=drafter)),
        (LimitExceeded, lambda: actions.save_filter("log", "再一个", **new)),
    ]


def test_a_filter_whose_column_or_organ_is_gone_says_so(county: County, sign_in: SignIn) -> None:
    old, into = column("通知公告", "notices"), column()
    query = f"column={old.pk}&organ={county.other.pk}"
    client = sign_in(Duty.PUBLISHER)
    save = {"act": "save", "page": "publications", "query": query, "filter_name": "教育局通知"}
    client.post("/account/filters/", save)
    assert "请改选后重新保存" not in client.get(f"/publications/?{query}").content.decode()
    merge_column(old, into, actor=SYSTEM)
    actions.close_unit(county.other, on=TODAY, merged_into=county.bureau, actor=SYSTEM)
    for address in (f"/publications/?{query}", "/account/filters/"):
        page = client.get(address).content.decode()
        assert "条件里的栏目“通知公告”已并入“政策文件”" in page
        assert "撤销，并入“县商务局”" in page
    gone = client.get("/publications/?column=987654&organ=abc").content.decode()
    assert "条件里的栏目已不存在" in gone
    assert "条件里的机关已不存在" in gone
    assert "条件里的文种已不存在" in sign_in(Duty.OFFICE).get("/documents/?kind=papyrus").content.decode()


def test_the_log_and_the_inbox_have_theirs(county: County, sign_in: SignIn) -> None:
    auditor = sign_in(Duty.AUDITOR)
    save = {"act": "save", "page": "log", "query": "act=people.appoint", "filter_name": "任免"}
    assert auditor.post("/account/filters/", save)["Location"] == "/settings/log/?act=people.appoint"
    assert "任免" in auditor.get("/settings/log/").content.decode()
    inbox = {"act": "save", "page": "inbox", "query": "show=sign", "filter_name": "等签", "default": "1"}
    head = sign_in(Duty.SECTION_HEAD)
    head.post("/account/filters/", inbox)
    assert head.get("/")["Location"] == "/?show=sign"
    refused = head.post("/account/filters/", inbox | {"filter_name": "长" * 41})
    assert refused.status_code == 409
    assert "名称应有1至40个字" in refused.content.decode()
