"""Digests (汇编邮件): one mail to an address with what is new under its subscriptions, on work days at a set hour."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import structlog
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from zwgk.deadlines.calendars import calendar_for
from zwgk.jobs.queue import report
from zwgk.notices import mail
from zwgk.people import public
from zwgk.people.today import today
from zwgk.publishing import addresses
from zwgk.publishing.following import addressing, scopes
from zwgk.publishing.following.matching import News, news
from zwgk.publishing.following.scopes import Scope
from zwgk.publishing.models import Following, FollowSettings
from zwgk.rules.errors import BadInput
from zwgk.rules.following import STOP_AFTER, UNREACHED_DAYS, Cadence, FollowState, is_digest_day

log = structlog.get_logger(__name__)

#: rows read at a time; the followings of one address are never parted
BATCH = 200


def due(cadence: Cadence, row: FollowSettings, *, on: date, at: datetime) -> datetime | None:
    """The moment up to which today's digest tells, where its hour has come and it has not begun; else None."""
    begun = row.daily_on if cadence is Cadence.DAILY else row.weekly_on
    hour = timezone.make_aware(datetime.combine(on, time(row.hour)))
    if not (row.is_open and row.is_ready) or (begun is not None and begun >= on) or at < hour:
        return None
    site = public.site()
    calendar = calendar_for(site.government if site is not None else None)
    return hour if is_digest_day(cadence, on, weekday=row.weekday, works=calendar.counts) else None


@dataclass
class Run:
    """One run over the subscriptions of a cadence: what it has done, and the answers it has already looked up."""

    cadence: Cadence
    until: datetime
    frame: addressing.Frame
    sent: int = 0
    refused: int = 0
    stopped: int = 0
    later: set[str] = field(default_factory=set)
    _known: dict[tuple[str, str, str, str, datetime], tuple[Scope, News] | None] = field(default_factory=dict)

    def news(self, row: Following) -> tuple[Scope, News] | None:
        """What is new under a subscription; the same question is asked once. None where its object is gone."""
        since = max(row.told_until or self.until, self.until - timedelta(days=UNREACHED_DAYS))
        key = (row.kind, row.target, row.words, row.narrowed, since)
        if key not in self._known:
            if len(self._known) > 2000:
                self._known.clear()
            scope = scopes.found(row.kind, row.target, words=row.words, narrowed=row.narrowed)
            self._known[key] = None if scope is None else (scope, news(scope, since=since, until=self.until))
        return self._known[key]


class Later(Exception):
    """Some boxes could not take their digest for now; the next attempt is for them alone."""


def tell(cadence: Cadence, until: datetime) -> Run:
    """Send the digests of a cadence that tell up to ``until``; whoever has been told is not told again.

    What is looked up for a mail is looked up when it is sent. Errors: :class:`Later`, and those of the server; what was
    sent stays sent.
    """
    run = Run(cadence, until, addressing.frame())
    try:
        with mail.post(str(settings.ENV.email_url)) as post:
            for rows in _by_address(run):
                _serve(rows, run, post)
                report(run.sent, run.sent + run.refused)
    finally:
        addressing.count(today(), digests=run.sent, refused=run.refused, stopped=run.stopped)
    if run.later:
        raise Later(f"{len(run.later)} boxes wait")
    return run


def _by_address(run: Run) -> Iterator[list[Following]]:
    """The subscriptions that are due, those of one address together."""
    last = ""
    while True:
        rows = list(
            Following.objects.filter(
                Q(tried_until=None) | Q(tried_until__lt=run.until),
                state=str(FollowState.ACTIVE),
                cadence=str(run.cadence),
                told_until__lt=run.until,
                address_digest__gt=last,
            ).order_by("address_digest", "pk")[:BATCH]
        )
        if not rows:
            return
        groups = [list(group) for _, group in itertools.groupby(rows, key=lambda row: row.address_digest)]
        if len(rows) == BATCH and len(groups) > 1:
            groups.pop()  # its rest may lie beyond this batch
        last = groups[-1][0].address_digest
        yield from groups


def _serve(rows: list[Following], run: Run, post: mail.Post) -> None:
    """Tell one address; a row that was left or deleted while others were told is not told."""
    rows = list(Following.objects.filter(pk__in=[row.pk for row in rows], state=str(FollowState.ACTIVE)))
    parts = [(row, *found) for row in rows if (found := run.news(row)) is not None and found[1].rows]
    if not parts:
        _told(rows, run)
        return
    try:
        address = run.frame.keys.opened(rows[0].sealed)
    except BadInput as error:
        log.warning("following.unopened", pk=rows[0].pk, why=str(error))
        run.stopped += len(rows)
        _delete(rows)
        return
    try:
        post.send(_letter(parts, address, run))
    except mail.Refused as refusal:
        _refused(rows, run, refusal)
        return
    run.sent += 1
    _told(rows, run)


def _told(rows: list[Following], run: Run) -> None:
    Following.objects.filter(pk__in=[row.pk for row in rows]).update(told_until=run.until, tried_until=None, refusals=0)


def _delete(rows: list[Following]) -> None:
    Following.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _refused(rows: list[Following], run: Run, refusal: mail.Refused) -> None:
    """A box that is gone is tried some digests more, one that is full some weeks; then the subscription ends."""
    oldest = min(row.told_until or run.until for row in rows)
    unreached = oldest < run.until - timedelta(days=UNREACHED_DAYS)
    if not refusal.for_good and not unreached:
        run.later.add(rows[0].address_digest)
        return
    run.refused += 1
    refusals = max(row.refusals for row in rows) + 1
    if unreached or refusals >= STOP_AFTER:
        run.stopped += len(rows)
        _delete(rows)
        return
    # not told: the next digest tells of what this one could not
    Following.objects.filter(pk__in=[row.pk for row in rows]).update(refusals=refusals, tried_until=run.until)


def _letter(parts: list[tuple[Following, Scope, News]], address: str, run: Run) -> mail.Letter:
    frame = run.frame
    numbers = {row.pk for _, _, found in parts for row in found.rows}
    more = any(found.more for _, _, found in parts)
    day = timezone.localdate(run.until)
    count = f"{len(numbers)}件以上" if more else f"{len(numbers)}件"
    lines = [f"您好：\n\n您订阅的内容有更新，共{count}。"]
    for following, scope, found in parts:
        lines.append(f"\n■ {scope.title}")
        for no, paper in enumerate(found.rows, 1):
            about = "　".join(
                part for part in (paper.doc_number, str(paper.organ), f"{paper.published_on:%Y-%m-%d}公开") if part
            )
            lines.append(f"{no}. {paper.title}\n   {about}\n   {frame.absolute(addresses.publication(paper.pk))}")
        if found.more:
            lines.append(f"还有更多，请看：{frame.absolute(scope.url)}")
        lines.append(f"不再订阅这一项：{frame.leave_link(following)}")
    link = frame.leave_all_link(parts[0][0])
    lines.append(f"\n全部退订：{link}\n退订以后，您的邮箱地址随即删除。\n\n{frame.foot}\n")
    return mail.Letter(
        address=address,
        subject=f"【{frame.name}】{day.month}月{day.day}日公开信息更新（{count}）",
        text="\n".join(lines),
        key=f"zwgk-digest-{parts[0][0].pk}-{parts[0][0].salt[:8]}-{run.cadence}-{day:%Y%m%d}",
        headers=addressing.list_headers(link),
        sender_name=frame.name,
    )
