"""Cases of refusal: what leaves the page, and every other channel."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.refusing import Prepared, case
from zwgk.files import store
from zwgk.files.models import Purpose
from zwgk.people.actor import SYSTEM, Actor
from zwgk.publishing import actions as door
from zwgk.publishing import clearing
from zwgk.publishing.actions import delivering, gazette
from zwgk.publishing.again import content_again
from zwgk.publishing.leaving import binding, gazettes
from zwgk.publishing.models import ChannelRecord, Delivery, GazetteIssue, Publication, ReadingPoint
from zwgk.rules.channels import AccountState, PhotoMoment
from zwgk.rules.duties import Duty
from zwgk.rules.hiding import HidingCause
from zwgk.rules.publication import Channel
from zwgk.rules.reading_points import PointKind

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


def issue_of(county: County, **more: Any) -> GazetteIssue:
    """An issue that is being edited, with one article."""
    publication = draft(county).published()
    numbers = gazettes.next_numbers(2026)
    issue = gazette.start_issue(
        2026, numbers.no, total_no=numbers.total_no or 1, on=TODAY, actor=SYSTEM, serial="QL-0001", **more
    )
    gazette.add_articles(issue, [publication.pk], actor=SYSTEM)
    return issue


def bound_issue(county: County, *, by: Actor = SYSTEM) -> GazetteIssue:
    """An issue that waits for approval, its PDF bound."""
    issue = gazette.bind_issue(issue_of(county), at=AT, actor=by)
    binding.bind(issue.pk)
    issue.refresh_from_db()
    return issue


@case("publishing.start_issue", Duty.DRAFTER)
def _start_issue(county: County) -> Prepared:
    return lambda actor: gazette.start_issue(2026, 1, total_no=1, on=TODAY, actor=actor)


@case("publishing.change_issue", Duty.DRAFTER)
def _change_issue(county: County) -> Prepared:
    issue = issue_of(county)
    return lambda actor: gazette.change_issue(issue, on=TODAY, serial="X", actor=actor)


@case("publishing.drop_issue", Duty.DRAFTER)
def _drop_issue(county: County) -> Prepared:
    issue = issue_of(county)
    return lambda actor: gazette.drop_issue(issue, actor=actor)


@case("publishing.add_articles", Duty.DRAFTER)
def _add_articles(county: County) -> Prepared:
    issue, other = issue_of(county), draft(county, title="另一件").published()
    return lambda actor: gazette.add_articles(issue, [other.pk], actor=actor)


@case("publishing.arrange_article", Duty.DRAFTER)
def _arrange_article(county: County) -> Prepared:
    article = issue_of(county).articles.get()
    return lambda actor: gazette.arrange_article(article, section="other", step=0, actor=actor)


@case("publishing.drop_article", Duty.DRAFTER)
def _drop_article(county: County) -> Prepared:
    article = issue_of(county).articles.get()
    return lambda actor: gazette.drop_article(article, actor=actor)


@case("publishing.bind_issue", Duty.DRAFTER)
def _bind_issue(county: County) -> Prepared:
    issue = issue_of(county)
    return lambda actor: gazette.bind_issue(issue, at=AT, actor=actor)


@case("publishing.return_issue", Duty.DRAFTER)
def _return_issue(county: County) -> Prepared:
    issue = bound_issue(county)
    return lambda actor: gazette.return_issue(issue, reason="改", actor=actor)


@case("publishing.issue_gazette", Duty.DRAFTER)
def _issue_gazette(county: County) -> Prepared:
    issue = bound_issue(county)
    return lambda actor: gazette.issue_gazette(issue, at=AT, actor=actor)


def archive(kind: PointKind = PointKind.ARCHIVE, name: str = "清岚县档案馆", **more: Any) -> ReadingPoint:
    """A reading point that gets deliveries."""
    given = {"address": "清岚县文昌路8号", "hours": "工作日9:00—17:00", **more}
    return delivering.keep_point(None, kind, host=None, on=TODAY, actor=SYSTEM, name=name, **given)


def delivered(county: County) -> Delivery:
    """A list of what the bureau made public this year, for the archive."""
    draft(county).published()
    return delivering.make_delivery(
        archive(), county.bureau, first=date(2026, 1, 1), last=TODAY, on=TODAY, at=AT, actor=SYSTEM
    )


@case("publishing.keep_point", Duty.DRAFTER)
def _keep_point(county: County) -> Prepared:
    return lambda actor: delivering.keep_point(
        None, PointKind.HALL, host=None, on=TODAY, actor=actor, name="大厅", address="街", hours="天天"
    )


@case("publishing.make_delivery", Duty.DRAFTER)
def _make_delivery(county: County) -> Prepared:
    point, _ = archive(), draft(county).published()
    return lambda actor: delivering.make_delivery(
        point, county.bureau, first=TODAY, last=TODAY, on=TODAY, at=AT, actor=actor
    )


@case("publishing.receive_delivery", Duty.DRAFTER)
def _receive_delivery(county: County) -> Prepared:
    delivery = delivered(county)
    return lambda actor: delivering.receive_delivery(
        delivery, received_on=TODAY, received_by="保管利用科", today=TODAY, actor=actor
    )


@case("publishing.cancel_delivery", Duty.DRAFTER)
def _cancel_delivery(county: County) -> Prepared:
    delivery = delivered(county)
    return lambda actor: delivering.cancel_delivery(delivery, reason="重做", at=AT, actor=actor)
