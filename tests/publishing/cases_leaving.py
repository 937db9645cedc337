"""Cases of refusal: what leaves the page, and every other channel."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.refusing import Prepared, case
from zwgk.files import store
from zwgk.files.models import Purpose
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing import clearing
from zwgk.publishing.again import content_again
from zwgk.publishing.models import ChannelRecord, Publication
from zwgk.rules.channels import AccountState, PhotoMoment
from zwgk.rules.duties import Duty
from zwgk.rules.hiding import HidingCause
from zwgk.rules.publication import Channel

AT = timezone.make_aware(datetime(2026, 11, 20, 15, 0))  # noqa: DTZ001


def corrected_to(publication: Publication, text: str, note: str) -> Publication:
    """A publication with one more wording."""
    assert publication.current is not None
    content = content_again(publication, publication.current, body_html=text)
    clearance = clearing.reviewed(
        content.digest,
        subject=content.title,
        basis="测试",
        approved_by="局长",
        approved_on=TODAY,
        organ_id=content.organ_id,
        matter_id=None,
        details={},
    )
    return door.correct(publication, content, clearance=clearance, change_note=note, at=AT, actor=SYSTEM)


def posted(county: County) -> ChannelRecord:
    """A posting on a notice board."""
    publication = draft(county).published()
    return door.record_channel(publication, Channel.BOARD, place="政务大厅一楼", at=AT, actor=SYSTEM)


@case("publishing.check_channel", Duty.DRAFTER)
def _check_channel(county: County) -> Prepared:
    record = posted(county)
    return lambda actor: door.check_channel(record, "正文", actor=actor)


@case("publishing.renew_channel", Duty.DRAFTER)
def _renew_channel(county: County) -> Prepared:
    record = posted(county)
    corrected_to(record.publication, "<p>改正后的正文。</p>", "改正")
    return lambda actor: door.renew_channel(record, at=AT, actor=actor)


@case("publishing.take_off_board", Duty.DRAFTER)
def _take_off_board(county: County) -> Prepared:
    record = posted(county)
    return lambda actor: door.take_off_board(record, at=AT, actor=actor)


@case("publishing.add_channel_photo", Duty.DRAFTER)
def _add_channel_photo(county: County) -> Prepared:
    record = posted(county)
    file = store.keep("照片.png", b"a picture", actor=SYSTEM, purpose=Purpose.EVIDENCE)
    return lambda actor: door.add_channel_photo(record, file, PhotoMoment.POSTED, at=AT, actor=actor)


@case("publishing.open_account", Duty.DRAFTER)
def _open_account(county: County) -> Prepared:
    return lambda actor: door.open_account(
        Channel.WECHAT, "清岚商务", owner=county.bureau, keeper="办公室", opened_on=TODAY, actor=actor
    )


@case("publishing.change_account", Duty.DRAFTER)
def _change_account(county: County) -> Prepared:
    account = door.open_account(
        Channel.WECHAT, "清岚商务", owner=county.bureau, keeper="办公室", opened_on=TODAY, actor=SYSTEM
    )
    return lambda actor: door.change_account(account, AccountState.CLOSED, reason="合并", on=TODAY, actor=actor)


@case("publishing.hide_version", Duty.DRAFTER)
def _hide_version(county: County) -> Prepared:
    earlier = draft(county).published().current
    assert earlier is not None
    corrected_to(earlier.publication, "<p>改正后的正文。</p>", "改正")
    return lambda actor: door.hide_version(earlier, HidingCause.PERSONAL, reason="误列", on=TODAY, at=AT, actor=actor)
