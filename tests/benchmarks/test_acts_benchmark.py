"""The benchmark of a publisher's acts does them all, and the search knows after each."""

from __future__ import annotations

import pytest

from benchmarks import acts, lists
from zwgk.publishing.models import Publication

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_each_act_is_done_and_known_to_the_search(settings: object, tmp_path: object) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    found = acts.measure(lists.fill(200), rounds=3)
    assert [act.name for act in found] == ["publish", "correct", "withdraw", "take down"]
    for act in found:
        assert 0 < act.act_p50 <= act.act_p95
        assert act.act_p50 < act.known_p50 <= act.known_p95
    states = sorted(Publication.objects.filter(title__contains="测量事项").values_list("state", flat=True))
    assert states == ["live", "taken_down", "taken_down", "taken_down"]
    assert "take down" in acts.table(found)
