"""邮件订阅: open or closed, when digests go out, figures; an address is taken out here and never shown."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import today as day
from zwgk.publishing.actions import following as acts
from zwgk.publishing.following import desk
from zwgk.rules.errors import RuleViolation
from zwgk.rules.following import HOURS, STOP_AFTER, UNREACHED_DAYS

WEEKDAYS = tuple(enumerate("一二三四五", 1))


def page(request: HttpRequest) -> HttpResponseBase:
    """Figures and settings; 代为退订 for whoever asks by telephone."""
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            sentence = _do(request)
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, sentence, to="/settings/following/")
    context = {
        "row": desk.standing(),
        "totals": desk.totals(),
        "kinds": desk.by_kind(),
        "most": desk.most_followed(),
        "least": desk.LEAST_SHOWN,
        "days": desk.lately(day.today()),
        "hours": list(HOURS),
        "weekdays": WEEKDAYS,
        "stop_after": STOP_AFTER,
        "unreached": UNREACHED_DAYS,
    }
    return shell.render(request, "settings/following.html", context, refusal=refusal)


def _do(request: HttpRequest) -> str:
    actor = actor_of(request)
    if posted.text(request, "act") == "drop":
        acts.drop_follower(posted.text(request, "address"), actor=actor)
        return "已处理：这个邮箱如有订阅，已全部退订"
    acts.set_following(
        is_open=posted.flag(request, "is_open"),
        hour=posted.must_number(request, "hour", "发送时刻"),
        weekday=posted.must_number(request, "weekday", "每周发送日"),
        actor=actor,
    )
    return "邮件订阅设置已保存"
