"""Acts upon saved filters (常用筛选): kept under a name, shared with the unit, used when a list opens, dropped."""

from __future__ import annotations

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.people.actor import Actor
from zwgk.people.models import SavedFilter, Unit, User
from zwgk.people.today import now
from zwgk.rules.errors import BadInput, LimitExceeded, NotAllowed

MOST = 30
_LONGEST_NAME, _LONGEST_QUERY = 40, 500


@act("people.save_filter")
def save_filter(
    page: str, name: str, query: str, *, actor: Actor, is_default: bool = False, shared_with: Unit | None = None
) -> SavedFilter:
    """Keep how a list is narrowed, under a name; the same name again replaces it.

    ``query``: the address's own words after ``?``. ``shared_with``: the unit whose people may use it too, one's own.
    Errors: :class:`BadInput`, :class:`LimitExceeded`, :class:`NotAllowed` for another unit.
    """
    what = "没有保存筛选"
    user = User.objects.select_for_update().filter(pk=actor.user_id or 0).first()
    if user is None:
        raise NotAllowed(what=what, why="没有登录的人", remedy="请登录后再保存")
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise BadInput(what=what, why=f"名称应有1至{_LONGEST_NAME}个字", remedy="请填写名称", field="filter_name")
    if not query or len(query) > _LONGEST_QUERY:
        raise BadInput(what=what, why="没有筛选条件，或条件过长", remedy="请先筛选，再保存", field="filter_name")
    if shared_with is not None and shared_with.pk not in {actor.unit_id, actor.organ_id}:
        raise NotAllowed(what=what, why="只能与自己的单位共享", remedy="请重新选择")
    own = SavedFilter.objects.filter(user=user, page=page)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        raise LimitExceeded(what=what, why=f"一个列表最多保存{MOST}个筛选", remedy="请先删除不用的")
    if is_default:
        own.exclude(name=name).update(is_default=False)
    found, _ = SavedFilter.objects.update_or_create(
        user=user,
        page=page,
        name=name,
        defaults={"query": query, "is_default": is_default, "shared_with": shared_with, "made_at": now()},
    )
    about(found)
    note(page=page, is_default=is_default, shared_with=shared_with.pk if shared_with else None)
    return found


@act("people.set_default_filter")
def set_default_filter(found: SavedFilter, on: bool, *, actor: Actor) -> SavedFilter:
    """Use a filter whenever its list opens, or no longer. Errors: :class:`NotAllowed` for another's."""
    _must_own(found, actor)
    User.objects.select_for_update().get(pk=found.user_id)
    if found.is_default == on:
        nothing_happened()
        return found
    if on:
        SavedFilter.objects.filter(user=found.user_id, page=found.page, is_default=True).update(is_default=False)
    found.is_default = on
    found.save(update_fields=["is_default"])
    note(page=found.page, on=on)
    return found


@act("people.drop_filter")
def drop_filter(found: SavedFilter, *, actor: Actor) -> SavedFilter:
    """Drop a saved filter; with whom it was shared loses it too. Errors: :class:`NotAllowed` for another's."""
    _must_own(found, actor)
    note(page=found.page, shared=found.shared_with_id is not None)
    SavedFilter.objects.filter(pk=found.pk).delete()
    return found


def _must_own(found: SavedFilter, actor: Actor) -> None:
    if actor.user_id != found.user_id:
        raise NotAllowed(what="没有修改筛选", why="这是同事共享的筛选", remedy="请由保存它的人修改，或另存一个")
