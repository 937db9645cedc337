"""Who may open a page at all; what they may do there is asked by the acts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zwgk.rules.duties import KEEPERS, Duty
from zwgk.rules.errors import NotAllowed

if TYPE_CHECKING:
    from zwgk.people.actor import Actor

View = Callable[..., HttpResponseBase]

#: every duty that has to do with content; the keepers (三员) see none of it
CONTENT: tuple[Duty, ...] = tuple(duty for duty in Duty if duty not in KEEPERS)
#: who keeps accounts, posts and the log
KEEPING: tuple[Duty, ...] = tuple(KEEPERS)


def actor_of(request: HttpRequest) -> Actor:
    """The person under the post chosen for this session. Errors: :class:`NotAllowed` where none is chosen."""
    found = getattr(request, "actor", None)
    if found is None:
        raise NotAllowed(what="不能办理", why="还没有选择岗位", remedy="请先选择本次登录的岗位")
    return cast("Actor", found)


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in."""
    view.is_open = True  # type: ignore[attr-defined]
    return view


def without_post(view: View) -> View:
    """Mark a view that a signed-in person may use before choosing a post or changing a first password."""
    view.without_post = True  # type: ignore[attr-defined]
    return view


def charged(*duties: Duty) -> Callable[[View], View]:
    """Let only those in whose post stands one of ``duties``; for others the page says whose it is (403)."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request)
            if not any(actor.has(duty) for duty in duties):
                labels = "、".join(duty.label for duty in duties[:4])
                more = "等" if len(duties) > 4 else ""
                raise NotAllowed(
                    what="不能打开这个页面",
                    why=f"这里由“{labels}”{more}岗位使用，您现在的岗位是“{actor.post_label}”",
                    remedy="请切换到有该职责的岗位，或联系安全管理员调整职责",
                )
            return view(request, *args, **kwargs)

        return inner

    return wrap
