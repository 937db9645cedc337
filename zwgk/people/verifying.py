"""Does the closure of the organisation tree say what the tree says? Are the keepers apart?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from zwgk.people.models import PostDuty, Unit, UnitPath, User
from zwgk.rules import duties as duty_rules
from zwgk.rules.duties import Duty

TITLE = "机构与岗位"


def faults() -> Iterator[str]:
    """Units whose paths differ from their parents, and people who hold what must be kept apart."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    stored: dict[int, dict[int, int]] = defaultdict(dict)
    for above, below, depth in UnitPath.objects.values_list("above_id", "below_id", "depth"):
        stored[below][above] = depth
    for pk in parents:
        wanted: dict[int, int] = {}
        step: int | None = pk
        while step is not None and step not in wanted:
            wanted[step] = len(wanted)
            step = parents[step]
        if stored[pk] != wanted:
            yield f"单位 {pk} 的上下级路径与其上级不符"
    held: dict[int, set[str]] = defaultdict(set)
    rows = PostDuty.objects.filter(post__valid_to=None).values_list("post__user_id", "duty")
    for user_id, duty in rows:
        held[user_id].add(duty)
    for user_id, codes in held.items():
        for clash in duty_rules.conflicts([duty for duty in Duty if duty.value in codes]):
            yield f"账号“{User.objects.get(pk=user_id).username}”：{clash}"
