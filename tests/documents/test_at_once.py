"""Two clicks, two editors, two workers at the same moment, in real processes: once is done, and nobody meets a lock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.processes import house

RACING = str(Path(__file__).with_name("racing.py"))

pytestmark = pytest.mark.slow

Races = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def races(tmp_path_factory: pytest.TempPathFactory) -> Races:
    with house(tmp_path_factory.mktemp("races")) as scratch:
        run = scratch.run(RACING, check=False, timeout=300)
        assert run.returncode == 0, run.stderr[-3000:]
        return dict(json.loads(run.stdout))


def kinds(race: dict[str, Any]) -> list[str]:
    return sorted(outcome[0] for outcome in race["outcomes"])


def refusals(race: dict[str, Any]) -> list[str]:
    return [outcome[1] for outcome in race["outcomes"] if outcome[0] == "refused"]


def test_nobody_meets_a_lock_or_any_other_fault_of_the_database(races: Races) -> None:
    assert [(name, r["outcomes"]) for name, runs in races.items() for r in runs if "error" in kinds(r)] == []


def test_two_clicks_on_publish_make_one_publication_and_both_are_led_to_it(races: Races) -> None:
    for race in races["two_clicks_on_publish"]:
        assert kinds(race) == ["ok", "ok"]
        assert race["outcomes"][0] == race["outcomes"][1]
        assert race["made"] == [1, 1, 1]


def test_of_two_workers_one_releases_the_group_and_the_other_finds_it_done(races: Races) -> None:
    for race in races["two_workers_release_one_group"]:
        assert sorted(outcome[1] for outcome in race["outcomes"]) == [0, 2]
        assert race["held"] == []
        assert race["stages"] == ["published", "published"]
        assert race["lines"] == [["归档"], ["归档"]]


def test_two_numbers_given_at_once_are_two_numbers_without_a_gap(races: Races) -> None:
    for race in races["two_numbers_at_once"]:
        assert kinds(race) == ["ok", "ok"]
        assert race["outcomes"][0][1] != race["outcomes"][1][1]
        assert len(set(race["borne"])) == 2
        assert race["numbers"] == list(range(1, len(race["numbers"]) + 1))


def test_the_second_editor_is_told_and_the_first_ones_text_stays_whole(races: Races) -> None:
    for race in races["two_editors"]:
        assert kinds(race) == ["ok", "refused"]
        assert refusals(race) == ["Stale"]
        assert race["revision"] == 2
        assert race["same"]


def test_an_erratum_approved_twice_goes_out_once(races: Races) -> None:
    for race in races["two_approve_one_erratum"]:
        assert kinds(race) == ["ok", "refused"]
        assert race["versions"] == 2


def test_of_two_who_replace_one_attachment_the_second_is_told(races: Races) -> None:
    for race in races["two_replace_one_attachment"]:
        assert kinds(race) == ["ok", "refused"]
        assert race["live"] == 1


def test_one_file_brought_by_two_is_one_draft(races: Races) -> None:
    for race in races["two_import_one_file"]:
        assert race["outcomes"][0] == race["outcomes"][1]
        assert (race["documents"], race["originals"]) == (1, 1)


def test_matters_opened_at_once_bear_numbers_of_their_own_without_a_gap(races: Races) -> None:
    for race in races["four_drafts_at_once"]:
        assert kinds(race) == ["ok"] * 4
        numbers = [int(number[-5:]) for number in race["numbers"]]
        assert numbers == list(range(1, len(numbers) + 1))
