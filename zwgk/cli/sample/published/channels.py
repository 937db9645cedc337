"""Other channels: accounts, articles, newspaper, broadcast, boards with photographs; what was cleaned and what was not.

Planted: one posting of a withdrawn paper still hangs, one article still shows the wording before a correction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from zwgk.cli.sample import tables
from zwgk.cli.sample.calendar import at
from zwgk.cli.sample.published import covers
from zwgk.cli.sample.published.acting import editor, organ, somebody
from zwgk.cli.sample.size import TODAY, Size
from zwgk.files import body, images
from zwgk.people.actor import SYSTEM
from zwgk.publishing import desk
from zwgk.publishing.actions import accounts, channels
from zwgk.publishing.leaving import channel_desk
from zwgk.rules.channels import AccountState, PhotoMoment
from zwgk.rules.duties import Duty
from zwgk.rules.publication import Channel
from zwgk.rules.workdays import OFFICIAL

if TYPE_CHECKING:
    from zwgk.people.actor import Actor
    from zwgk.publishing.models import Publication

ACCOUNTS = "accounts.txt"
WECHAT, NEWSPAPER, BROADCAST, BOARD, SUPERIOR = 40, 12, 6, 14, 8
#: publications that go to a channel: which, how many, where it stands there
_BOARDS = ("云溪镇花田村村委会", "青石镇柏木村村委会", "白鹭镇渡口村村委会", "东城街道学府社区", "西城街道和平社区")


@dataclass(frozen=True)
class Use:
    """A use of a channel that is laid."""

    publication: Publication
    channel: Channel
    place: str
    at: datetime
    url: str = ""
    until: date | None = None


def lay(size: Size) -> int:
    """Enter accounts and uses that are not there yet; returns how many uses. One transaction each."""
    _accounts()
    added = 0
    for use in _uses(size):
        if use.publication.channels.filter(channel=str(use.channel)).exists():
            continue
        with transaction.atomic():
            _record(use)
        added += 1
    return added


def before_withdrawal(publication: Publication, *, on: date) -> None:
    """A paper that will be withdrawn went out by an article and on a board before."""
    for use in (
        Use(publication, Channel.WECHAT, "清岚民政", at(on, 17, 20), _article(publication)),
        Use(publication, Channel.BOARD, _BOARDS[0], at(on, 17, 50), until=on + timedelta(30)),
    ):
        _record(use)


def after_withdrawal(publication: Publication, *, on: date) -> None:
    """The article is deleted; the posting still hangs, which the desk must say every day (planted)."""
    article = publication.channels.get(channel=str(Channel.WECHAT))
    channels.clean_channel(article, at=at(on, 16), actor=_keeper(publication))


def before_correction(publication: Publication, *, on: date) -> None:
    """A paper that is being corrected went out by an article, which shows the old wording until it is renewed."""
    _record(Use(publication, Channel.WECHAT, "清岚民政", at(on, 17, 40), _article(publication)))


def _accounts() -> None:
    there = {(account.channel, account.name) for account in channel_desk.accounts(editor(TODAY))}
    for channel, name, owner, keeper, opened, state in tables.rows(ACCOUNTS):
        if (channel, name) in there:
            continue
        with transaction.atomic():
            account = accounts.open_account(
                Channel(channel),
                name,
                owner=organ(owner),
                keeper=keeper,
                opened_on=date.fromisoformat(opened),
                actor=editor(TODAY),
                url=f"http://{channel}.example/{abs(hash_of(name))}",
            )
            if state != "active":
                reason = "连续两周没有更新，停更整改" if state == "mending" else "同类账号整合，已向主管部门备案"
                accounts.change_account(
                    account, AccountState(state), reason=reason, on=date(2026, 9, 30), actor=editor(TODAY)
                )


def hash_of(text: str) -> int:
    """A small number of a text that is the same in every process."""
    return sum((place + 1) * ord(char) for place, char in enumerate(text))


def _uses(size: Size) -> Iterator[Use]:
    live = desk.visible_to(SYSTEM).filter(state="live", visibility="public").order_by("-published_at", "-pk")
    readings = live.filter(kind="interpretation", published_on__lt=TODAY)
    for publication in readings[: size.of(WECHAT, least=2)]:
        yield Use(publication, Channel.WECHAT, "清岚发布", _after(publication, 1), _article(publication))
    policies = live.filter(is_normative=True, validity="in_force", date_written__year=2026)
    for place, publication in enumerate(policies[: size.of(NEWSPAPER, least=1)]):
        yield Use(publication, Channel.NEWSPAPER, f"《清岚报》第{place % 4 + 1}版", _after(publication, 2))
    for publication in policies[: size.of(BROADCAST, least=1)]:
        yield Use(publication, Channel.BROADCAST, "清岚人民广播《政策直通车》", _after(publication, 2))
    lists = live.filter(column__slug="t21-relief")
    for place, publication in enumerate(lists[: size.of(BOARD, least=2)]):
        posted = _after(publication, 1)
        until = timezone.localdate(posted) + timedelta(7)
        yield Use(publication, Channel.BOARD, _BOARDS[place % len(_BOARDS)], posted, until=until)
    for publication in live.filter(column__slug="t20-04")[: size.of(SUPERIOR, least=1)]:
        yield Use(publication, Channel.SUPERIOR, "澜溪市政府网站“县区动态”", _after(publication, 1))


def _after(publication: Publication, workdays: int) -> datetime:
    day = OFFICIAL.add_workdays(publication.published_on, workdays)
    return at(min(day, TODAY), 18 if day >= TODAY else 10, 30)


def _article(publication: Publication) -> str:
    return f"http://wechat.example/s/{hash_of(publication.title)}"


def _keeper(publication: Publication) -> Actor:
    return somebody(publication.organ, Duty.PUBLISHER, Duty.INFORMANT, Duty.OFFICE, on=TODAY) or SYSTEM


def _record(use: Use) -> None:
    by = _keeper(use.publication)
    version = use.publication.current
    record = channels.record_channel(
        use.publication,
        use.channel,
        at=use.at,
        actor=by,
        place=use.place,
        url=use.url,
        until=use.until,
        text=body.text_of(version.body_html) if use.channel is Channel.WECHAT and version else "",
    )
    if use.channel is not Channel.BOARD:
        return
    _photo(use, record.pk, PhotoMoment.POSTED, use.at)
    if use.until and use.until < TODAY:
        down = at(OFFICIAL.add_workdays(use.until, 1), 9, 40)
        channels.take_off_board(record, at=down, actor=by)
        _photo(use, record.pk, PhotoMoment.TAKEN_DOWN, down)


def _photo(use: Use, record: int, moment: PhotoMoment, when: datetime) -> None:
    row = desk.channel(use.publication, record)
    assert row is not None
    picture = covers.posting(use.publication.title, use.place, taken_down=moment is PhotoMoment.TAKEN_DOWN)
    by = _keeper(use.publication)
    file = images.keep_image(picture, f"{use.place}公开栏", actor=by)
    channels.add_channel_photo(row, file, moment, at=when, actor=by)
