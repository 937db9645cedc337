"""What stands around every page: navigation with what waits, today's day, who is acting, messages, a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.shortcuts import render as django_render

from zwgk.deadlines.calendars import calendar_for
from zwgk.matters import queries as matters
from zwgk.notices import queries as notices
from zwgk.office.access import CONTENT
from zwgk.people import public
from zwgk.people import today as day
from zwgk.people.actor import Actor
from zwgk.rules.errors import NotAllowed, RuleViolation
from zwgk.rules.inforequest import IN_REQUESTS
from zwgk.rules.workdays import DayKind, WorkCalendar
from zwgk.ui.templatetags.ui import weekday


@dataclass(frozen=True)
class NavItem:
    """One line of the main navigation."""

    label: str
    url: str
    count: int | None = None
    current: bool = False


#: label, address, kinds of matters that its number counts ("*": all)
NAV: tuple[tuple[str, str, str], ...] = (
    ("待办", "/", "*"),
    ("公文公开", "/documents/", "document"),
    ("依申请公开", "/requests/", "inforequest"),
    ("互动回应", "/letters/", "letter"),
    ("清单目录", "/registers/", "register"),
    ("监督考核", "/supervision/", "task"),
    ("统计年报", "/reports/", ""),
    ("设置", "/settings/", ""),
)


#: pages of what is public, all below 公文公开
PUBLISHED = (
    *("/publications/", "/validity/", "/cleanups/", "/negative-list/", "/withheld/", "/reevaluations/"),
    *("/channels/", "/gazette/", "/deliveries/", "/reading-points/", "/migrations/"),
)


def navigation(request: HttpRequest, actor: Actor) -> list[NavItem]:
    """The eight lines with what waits for the actor; the longest address that fits is the current one."""
    waiting = matters.waiting_by_kind(actor)
    at = "/" if request.path.startswith("/mine/") else request.path
    here = max((url for _, url, _ in NAV if at.startswith(url)), key=len, default="/")
    if request.path.startswith(("/account/", "/search/", "/handover/")):
        here = ""
    if request.path.startswith(PUBLISHED):
        here = "/documents/"
    is_content = any(actor.has(duty) for duty in CONTENT)
    items = []
    for label, url, kind in NAV:
        if not is_content and url not in {"/", "/settings/"}:
            continue  # keepers (三员) have nothing to do with content
        if url == "/requests/" and not any(actor.has(duty) for duty in IN_REQUESTS):
            continue
        count = sum(waiting.values()) if kind == "*" else waiting.get(kind, 0)
        items.append(NavItem(label, url, count or None, url == here))
    return items


def today_is(today: date) -> list[str]:
    """Two or three short sentences on today, the working days left in the year, the next holiday."""
    return list(_today_is(calendar_for(None), today))


@lru_cache(maxsize=8)
def _today_is(calendar: WorkCalendar, today: date) -> tuple[str, ...]:
    kind = calendar.kind(today)
    lines = ["今天是工作日" if kind is DayKind.COUNTED else f"今天{calendar.why(today)}"]
    tomorrow = today + timedelta(days=1)
    if calendar.kind(tomorrow) is DayKind.MAKEUP:
        lines.append(f"明天{weekday(tomorrow)}调休上班")
    left = calendar.workdays_between(today, date(today.year, 12, 31))
    lines.append(f"年内还有 {left} 个工作日")
    if not calendar.is_published(date(today.year + 1, 6, 1)):
        lines.append(f"{today.year + 1} 年放假安排未录入，跨年期限标“暂定”")
    ahead = next(
        (d for d in (today + timedelta(days=n) for n in range(1, 120)) if calendar.kind(d) is DayKind.HOLIDAY), None
    )
    if ahead is not None:
        lines.append(f"下一个假日：{calendar.why(ahead).removesuffix('放假')}，{ahead.month}月{ahead.day}日起")
    return tuple(lines)


def status_of(refusal: RuleViolation) -> int:
    """403 for what is somebody else's duty, 409 for everything else that the rules refuse."""
    return 403 if isinstance(refusal, NotAllowed) else 409


def around(request: HttpRequest) -> dict[str, Any]:
    """The shell's part of a page's context."""
    actor: Actor | None = getattr(request, "actor", None)
    today = day.today()
    site = public.site()
    return {
        "site": site,
        "site_name": site.government.short_name or site.government.name if site else "政务公开",
        "seal": (site.short or site.government.name)[:1] if site else "公",
        "actor": actor,
        "today": today,
        "is_demo": settings.ENV.demo,
        "frozen": settings.ENV.today is not None,
        "nav": navigation(request, actor) if actor else [],
        "today_is": today_is(today) if actor else [],
        "unread": notices.unread(actor) if actor else 0,
        "is_content": bool(actor and any(actor.has(duty) for duty in CONTENT)),
        "messages": messages.get_messages(request),
        "keys_on": bool(getattr(request.user, "has_shortcuts", False)),
    }


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    refusal: RuleViolation | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a page; with a refusal, its box at the top, its sentence at the field, and everything typed still there."""
    typed = request.POST if refusal is not None else {}
    whole = {**around(request), "refusal": refusal, "typed": typed, **(context or {})}
    return django_render(request, f"office/{template}", whole, status=status_of(refusal) if refusal else status)


def done(request: HttpRequest, sentence: str, *, to: str) -> HttpResponseRedirect:
    """After an act: say what was done, and go where work goes on."""
    messages.success(request, sentence)
    return redirect(to)
