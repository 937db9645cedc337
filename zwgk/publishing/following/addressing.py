"""The worker's side of a subscription: keys, addresses, links, the day's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from zwgk.people import public
from zwgk.publishing import addresses
from zwgk.publishing.following.sealing import Keys
from zwgk.publishing.models import FollowCount, Following, FollowSettings

PATH = "/dingyue/"


def keys() -> Keys:
    """The keys of this installation; only processes that hold the personal key have them."""
    return Keys(settings.PERSON_KEY)


def standing() -> FollowSettings:
    """The row of settings, made at first use, with what the portal must know of this worker brought up to date."""
    row, _ = FollowSettings.objects.get_or_create(pk=1)
    public_key, ready = keys().public, is_ready()
    if (row.public_key, row.is_ready) != (public_key, ready):
        FollowSettings.objects.filter(pk=1).update(public_key=public_key, is_ready=ready)
        row.public_key, row.is_ready = public_key, ready
    return row


def is_ready() -> bool:
    """Whether mail is set up here and links in it have a host to lead to."""
    return bool(settings.ENV.email_url) and bool(urlsplit(addresses.absolute("/")).hostname)


@dataclass(frozen=True)
class Frame:
    """What every mail of one run has around it, asked for once: name, host, what stands below, and the keys."""

    name: str
    base: str
    foot: str
    keys: Keys

    def absolute(self, path: str) -> str:
        """A path of the portal as mails carry it."""
        return f"{self.base}{path}"

    def confirm_link(self, row: Following) -> str:
        """The address that confirms one subscription."""
        return f"{self.base}{PATH}queren/{self.keys.token('confirm', row.pk, row.salt)}/"

    def leave_link(self, row: Following) -> str:
        """The address that ends one subscription."""
        return f"{self.base}{PATH}tuiding/{self.keys.token('leave', row.pk, row.salt)}/"

    def leave_all_link(self, row: Following) -> str:
        """The address that ends all subscriptions of the same address, with one click."""
        return f"{self.leave_link(row)}quanbu/"


def frame() -> Frame:
    """The frame of a run's mails."""
    site, base = public.site(), addresses.absolute("")
    phone = f"，或拨打 {site.phone}" if site is not None and site.phone else ""
    foot = f"本邮件由系统自动发出，请不要直接回复。有疑问请看 {base}/about/contact/{phone}。"
    return Frame(site.name if site is not None else "政务公开", base, foot, keys())


def list_headers(link: str) -> tuple[tuple[str, str], ...]:
    """What lets a mail program offer 退订 by itself, and keeps answering machines quiet."""
    host = urlsplit(link).hostname or "localhost"
    return (
        ("List-Id", f"<dingyue.{host}>"),
        ("List-Unsubscribe", f"<{link}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Precedence", "bulk"),
        ("Auto-Submitted", "auto-generated"),
    )


def count(on: date, **figures: int) -> None:
    """Add to the figures of a day."""
    changes = {name: F(name) + number for name, number in figures.items() if number}
    if changes and not FollowCount.objects.filter(on=on).update(**changes):
        try:
            with transaction.atomic():
                FollowCount.objects.create(on=on, **figures)
        except IntegrityError:  # another worker began the day
            FollowCount.objects.filter(on=on).update(**changes)
