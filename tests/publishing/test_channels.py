"""Written once, everywhere: the website first, each use recorded, nothing left behind (S0-11, S1-39, S4-04, S4-20)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.cases_leaving import corrected_to, posted
from tests.unchanged import nothing_changes
from zwgk.files import body
from zwgk.notices.models import Notice
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing.leaving import standing_elsewhere
from zwgk.publishing.models import ChannelRecord, Publication
from zwgk.rules.channels import AccountState
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed
from zwgk.rules.publication import Channel

pytestmark = pytest.mark.django_db

AT = timezone.make_aware(datetime(2026, 11, 20, 15, 0))  # noqa: DTZ001
LATER = AT + timedelta(days=1)


def on_wechat(publication: Publication, **more: object) -> ChannelRecord:
    given = {"place": "清岚商务", "url": "https://mp.example/s/1", "at": AT, "actor": SYSTEM, **more}
    return door.record_channel(publication, Channel.WECHAT, **given)  # type: ignore[arg-type]


def test_a_use_is_kept_with_the_wording_that_went_out_and_who_recorded_it(county: County) -> None:
    publication = draft(county).published()
    record = on_wechat(publication, actor=county.actor(Duty.PUBLISHER))
    assert record.version_id == publication.current_id
    assert record.by.endswith(county.actor(Duty.PUBLISHER).name)
    assert record.agrees is None


def test_no_channel_goes_before_the_website(county: County) -> None:
    publication = draft(county).published()
    with nothing_changes(), pytest.raises(GateClosed, match="比它早"):
        on_wechat(publication, at=publication.published_at - timedelta(minutes=5))
    door.withdraw(publication, notice="撤回", reason="有误", on=TODAY, at=AT, actor=SYSTEM)
    with nothing_changes(), pytest.raises(GateClosed, match="先于网站"):
        on_wechat(publication, at=LATER)


def test_the_channels_text_is_compared_with_the_page(county: County) -> None:
    publication = draft(county).published()
    assert publication.current is not None
    text = body.text_of(publication.current.body_html)
    assert on_wechat(publication, text=f"清岚商务\n{text}\n编辑：某").agrees is True
    record = on_wechat(publication, text=text.replace("八时三十分", "九时"))
    assert record.agrees is False
    found = door.check_channel(record, text.replace("八时三十分", "九时"), actor=SYSTEM)
    assert (found.agrees, found.number) == (False, 1)
    assert "八时三十" in found.differences[0].page
    assert door.check_channel(record, text, actor=SYSTEM).agrees
    record.refresh_from_db()
    assert record.agrees is True
    assert len(record.text_digest) == 64
    with nothing_changes(), pytest.raises(BadInput, match="粘贴"):
        door.check_channel(record, " ", actor=SYSTEM)


def test_after_a_correction_every_channel_is_to_be_renewed_after_a_typing_error_none(county: County) -> None:
    publication = draft(county).published()
    first = on_wechat(publication)
    assert not standing_elsewhere.unclean().exists()
    corrected_to(publication, "<p>改正后的正文。</p>", "改正")
    assert list(standing_elsewhere.unclean()) == [first]
    second = door.renew_channel(first, at=LATER, actor=SYSTEM)
    assert (second.place, second.url) == (first.place, first.url)
    assert second.version.no == 2  # type: ignore[union-attr]
    assert not standing_elsewhere.unclean().exists()
    with nothing_changes(), pytest.raises(BadInput, match="现行版本"):
        door.renew_channel(second, at=LATER, actor=SYSTEM)
    publication.versions.filter(no=2).update(is_minor=True)
    ChannelRecord.objects.filter(pk=first.pk).update(cleaned_at=None)
    assert not standing_elsewhere.unclean().exists()


def test_what_was_taken_down_is_told_day_by_day_until_it_is_clean(county: County) -> None:
    """紧急撤下: the list of channels still to clean, and a reminder a day (S4-73)."""
    county.actor(Duty.PUBLISHER)
    publication = draft(county).published()
    record = on_wechat(publication)
    door.take_down(publication, on=TODAY, at=AT, actor=SYSTEM)
    assert standing_elsewhere.remind(now=AT + timedelta(hours=1), today=TODAY) == 0  # not within the first hours
    assert standing_elsewhere.remind(now=LATER, today=TODAY) == 1
    assert standing_elsewhere.remind(now=LATER, today=TODAY) == 0
    assert "还有1处渠道" in Notice.objects.get().text
    assert standing_elsewhere.remind(now=LATER, today=TODAY + timedelta(days=1)) == 1
    door.clean_channel(record, at=LATER, actor=SYSTEM)
    assert standing_elsewhere.remind(now=LATER, today=TODAY + timedelta(days=2)) == 0


def test_a_posting_hangs_to_its_day_and_is_told_when_it_still_hangs(county: County) -> None:
    """公开栏: 张贴、撤下、谁、何时 (S4-04)."""
    publisher = county.actor(Duty.PUBLISHER)
    publication = draft(county).published()
    with nothing_changes(), pytest.raises(BadInput, match="张贴之后"):
        door.record_channel(
            publication, Channel.BOARD, place="大厅", until=TODAY - timedelta(days=1), at=AT, actor=SYSTEM
        )
    with nothing_changes(), pytest.raises(BadInput, match="公开栏"):
        on_wechat(publication, until=TODAY)
    record = door.record_channel(publication, Channel.BOARD, place="大厅", until=TODAY, at=AT, actor=publisher)
    assert standing_elsewhere.remind(now=LATER, today=TODAY) == 0
    assert standing_elsewhere.remind(now=LATER, today=TODAY + timedelta(days=1)) == 1
    with nothing_changes(), pytest.raises(BadInput, match="早"):
        door.take_off_board(record, at=AT - timedelta(hours=1), actor=publisher)
    down = door.take_off_board(record, at=LATER, actor=publisher)
    assert down.down_by == publisher.signature
    assert down.cleaned_at == LATER
    again = door.take_off_board(record, at=LATER + timedelta(hours=1), actor=publisher)
    assert again.down_at == LATER
    assert standing_elsewhere.remind(now=LATER, today=TODAY + timedelta(days=2)) == 0


def test_only_postings_are_taken_off_and_photographed(county: County) -> None:
    record = on_wechat(draft(county).published())
    with nothing_changes(), pytest.raises(BadInput):
        door.take_off_board(record, at=LATER, actor=SYSTEM)


def test_an_account_is_kept_from_its_opening_to_its_end(county: County) -> None:
    """S3-57: 谁开设谁主办; a closed account stays closed."""
    account = door.open_account(
        Channel.WECHAT, "清岚商务", owner=county.bureau, keeper="办公室 信息员", opened_on=TODAY, actor=SYSTEM
    )
    with nothing_changes(), pytest.raises(BadInput, match="登记过"):
        door.open_account(Channel.WECHAT, "清岚商务", owner=county.other, keeper="某", opened_on=TODAY, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="平台"):
        door.open_account(Channel.BOARD, "栏", owner=county.bureau, keeper="某", opened_on=TODAY, actor=SYSTEM)
    door.change_account(account, AccountState.MENDING, reason="更新不足", on=TODAY, actor=SYSTEM)
    door.change_account(account, AccountState.CLOSED, reason="并入县级账号", on=TODAY, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="注销"):
        door.change_account(account, AccountState.ACTIVE, reason="再用", on=TODAY, actor=SYSTEM)


def test_a_posting_needs_its_place(county: County) -> None:
    publication = draft(county).published()
    with nothing_changes(), pytest.raises(BadInput) as refused:
        door.record_channel(publication, Channel.BOARD, at=AT, actor=SYSTEM)
    assert refused.value.field == "place"
    assert posted(county).place == "政务大厅一楼"
