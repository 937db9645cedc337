"""``zwgk verify`` finds what was changed behind the acts' back."""

from __future__ import annotations

import pytest

from tests.documents.story import draft
from tests.people.factory import County
from zwgk.deadlines import verifying as clocks
from zwgk.deadlines.models import Clock
from zwgk.files import store
from zwgk.files import verifying as files
from zwgk.files.models import Purpose
from zwgk.people.actor import SYSTEM
from zwgk.publishing import verifying as publications
from zwgk.publishing.models import ColumnCount, Listing, Publication
from zwgk.rules.duties import Duty

pytestmark = pytest.mark.django_db


def test_a_sound_system_has_no_faults(county: County) -> None:
    draft(county).published()
    assert list(publications.faults()) == []
    assert list(clocks.faults()) == []


def test_a_row_hidden_by_hand_is_found_in_the_list_and_a_wrong_counter_too(county: County) -> None:
    publication = draft(county).published()
    Publication.objects.filter(pk=publication.pk).update(state="taken_down")
    assert any("还在栏目列表里" in fault for fault in publications.faults())
    Publication.objects.filter(pk=publication.pk).update(state="live")
    Listing.objects.all().delete()
    found = list(publications.faults())
    assert any("不在任何栏目列表里" in fault for fault in found)
    assert any("计数" in fault for fault in found)
    ColumnCount.objects.update(number=0)
    assert not any("计数" in fault for fault in publications.faults())


def test_a_due_day_changed_by_hand_is_found(county: County) -> None:
    draft(county).propose().signed().handed_over()
    assert list(clocks.faults()) == []
    Clock.objects.update(due_on="2027-06-01")
    faults = list(clocks.faults())
    assert len(faults) == 1
    assert "按事实应为2026-12-18" in faults[0]


def test_bytes_changed_on_the_disk_are_found(county: County) -> None:
    county.actor(Duty.DRAFTER)
    kept = store.keep("说明.txt", "原来的内容".encode(), actor=SYSTEM, purpose=Purpose.ATTACHMENT)
    assert not [fault for fault in files.faults() if kept.sha256[:12] in fault]
    storage = store.storage()
    storage.delete(store.path_of(kept.sha256))
    assert [fault for fault in files.faults() if kept.sha256[:12] in fault]
