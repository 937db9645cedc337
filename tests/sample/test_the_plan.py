"""What the sample county will hold, counted before anything is laid: the figures that the documentation promises."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from zwgk.cli.sample import columns, normative, plan, tables, underway
from zwgk.cli.sample.entries import entries
from zwgk.cli.sample.items import Item
from zwgk.cli.sample.published import catalogues, channels, gazette, topics
from zwgk.cli.sample.size import PER_YEAR, TODAY, Size
from zwgk.publishing import standard
from zwgk.rules import catalogue, secrecy
from zwgk.rules.catalogue_rows import TRIAL_FIELDS
from zwgk.rules.disclosure import Disclosure
from zwgk.rules.document_kinds import KINDS
from zwgk.rules.publication import ColumnKind, LinkKind
from zwgk.rules.subjects import SUBJECTS
from zwgk.rules.workdays import OFFICIAL

WHOLE = Size(1.0)


@pytest.fixture(scope="module")
def whole() -> plan.Plan:
    return plan.plan(WHOLE)


def test_it_holds_4812_publications_over_three_years(whole: plan.Plan) -> None:
    """One of them is the document that is being corrected: it lies on a desk and is public in its old wording."""
    years = Counter(item.on.year for item in whole.all)
    years[2026] += plan.UNDER_WAY_LIVE
    assert dict(years) == PER_YEAR
    assert sum(years.values()) == 4812
    assert len(whole.whole_way) == 30


def test_it_is_the_same_every_time(whole: plan.Plan) -> None:
    assert plan.plan(WHOLE) == whole


def test_every_title_and_every_index_number_is_there_once(whole: plan.Plan) -> None:
    items = whole.all
    assert len({item.title for item in items}) == len(items)
    assert len({item.index_no for item in items}) == len(items)
    assert len({item.key for item in items}) == len(items)


def test_nothing_is_published_on_a_day_off_except_warnings_and_incidents(whole: plan.Plan) -> None:
    allowed = {"t20-12-warnings", "t20-12-handling"}
    assert [i.title for i in whole.all if not OFFICIAL.counts(i.on) and i.column not in allowed] == []
    assert any(not OFFICIAL.counts(item.on) for item in whole.all)
    assert max(item.on for item in whole.all) < TODAY


def test_january_and_february_are_the_busiest(whole: plan.Plan) -> None:
    by_month = Counter(item.on.month for item in whole.all if item.on.year < 2026)
    assert {month for month, _ in by_month.most_common(2)} == {1, 2}


def test_everything_refers_to_what_exists(whole: plan.Plan) -> None:
    known = {row[0] for row in standard._FIXED} | {row[0] for row in columns.FURTHER}
    known |= {catalogue.address_of(code) for code in catalogue.NODES}
    organs = {row[0].partition("（")[0] for row in tables.rows("organs.txt")} | {"清岚县人民政府"}
    keys = {item.key for item in whole.all}
    for item in whole.all:
        assert item.column in known, item.key
        assert item.organ.partition("（")[0] in organs, item.key
        assert item.kind in KINDS, item.key
        assert item.subject in SUBJECTS, item.key
        assert "{" not in item.title + item.text, item.key
        assert {tie.key for tie in item.ties if tie.key} <= keys, item.key


def test_no_text_bears_a_mark_of_secrecy(whole: plan.Plan) -> None:
    def marked(item: Item) -> bool:
        found = secrecy.find(f"{item.title}\n{item.text}", set())
        return any(one.grade is secrecy.Grade.MARK for one in found)

    assert [item.key for item in whole.all if marked(item)] == []


def test_three_hundred_attachments_twelve_of_them_scans(whole: plan.Plan) -> None:
    kinds = Counter(kind for item in whole.all for kind in item.attach)
    assert sum(kinds.values()) == 300
    assert kinds["scan"] + kinds["scan-id"] == 12
    assert kinds["scan-id"] == 1
    assert min(kinds["xlsx"], kinds["docx"], kinds["pdf"]) >= 30


def test_the_normative_papers_stand_as_promised() -> None:
    papers = normative.papers()
    assert Counter(paper.state for paper in papers) == {"I": 61, "A": 7, "R": 14, "E": 4}
    soon = TODAY + timedelta(181)
    assert sum(paper.state == "I" and paper.until is not None and paper.until <= soon for paper in papers) == 5
    assert len({paper.number for paper in papers}) == 86


def test_thirty_one_readings_one_late_one_without_link_one_missing(whole: plan.Plan) -> None:
    by_key = {item.key: item for item in whole.all}
    readings = [i for i in whole.all if any(tie.kind is LinkKind.INTERPRETS for tie in i.ties)]
    assert len(readings) == 31
    unlinked = [i for i in readings if not any(tie.key for tie in i.ties)]
    assert len(unlinked) == 1
    late = [
        i for i in readings for tie in i.ties if tie.key and OFFICIAL.workdays_between(by_key[tie.key].on, i.on) > 5
    ]
    assert len(late) == 1
    chained = [i for i in whole.all if i.key.startswith("normative-") and i.key.endswith("-result")]
    assert len(chained) == normative.CHAINS == 9


def test_exactly_three_columns_are_empty_and_two_stale(whole: plan.Plan) -> None:
    nodes = {catalogue.address_of(node.code): node for node in catalogue.NODES.values()}
    parent_of = {slug: catalogue.address_of(node.parent) for slug, node in nodes.items() if node.parent}
    parent_of |= {row[0]: row[2] for row in columns.FURTHER}
    lists = {row[0] for row in standard._FIXED if row[2] is ColumnKind.LIST} | set(nodes)
    lists |= {row[0] for row in columns.FURTHER}
    latest: dict[str, date] = {}
    for item in whole.all:
        slug = item.column
        while slug:
            latest[slug] = max(latest.get(slug, item.on), item.on)
            slug = parent_of.get(slug, "")
    assert sorted(lists - set(latest)) == ["t20-01-rules", "t21-housing", "t21-village-levies"]
    gaps = {slug: node.every_months * 31 for slug, node in nodes.items() if node.every_months}
    gaps |= {row[0]: row[4] for row in columns.FURTHER if row[4]}
    stale = [slug for slug, gap in gaps.items() if slug in latest and (TODAY - latest[slug]).days > gap]
    assert sorted(stale) == ["t20-09", "t21-public-order"]


def test_one_page_is_dated_before_its_paper_and_one_lists_seven_dead_links(whole: plan.Plan) -> None:
    assert [item.key for item in whole.all if item.written and item.written > item.on] == ["n-early"]
    page = next(item for item in whole.all if item.key == "n-dead-links")
    assert page.text.count("](http://") == 7


def test_forty_two_documents_under_way_at_their_stages() -> None:
    stages = Counter(entry["at"] for entry in underway.chosen(WHOLE))
    assert stages["draft"] + stages["undecided"] == 9
    assert stages["handover"] + stages["handover_late"] == 4
    assert stages["redact"] + stages["redact_copy"] == 2
    assert stages["withdrawn"] + stages["amending"] == 2
    rest = {"section": 6, "office": 5, "secrecy": 3, "leader": 4, "returned": 3, "scheduled": 3, "deferred": 1}
    assert {name: stages[name] for name in rest} == rest
    assert sum(stages.values()) == 42
    papers = entries("underway.txt")
    assert sum(bool(entry["change"]) for entry in papers) == 6
    assert sum(bool(entry["paper"]) for entry in papers) == 1
    named = {entry["disclosure"] for entry in papers} | {e["change"].split("|")[1] for e in papers if e["change"]}
    assert {str(one) for one in Disclosure} <= named


def test_a_small_county_has_some_of_everything() -> None:
    small = plan.plan(Size(0.02))
    assert 250 < len(small.all) < 500
    assert {entry["at"] for entry in underway.chosen(Size(0.02))} == {e["at"] for e in entries("underway.txt")}
    assert len(underway.chosen(Size(0.02))) == 15


def test_forty_eight_issues_monthly_then_twice_a_month_and_one_more_waits() -> None:
    wanted = list(gazette.planned())
    assert len(wanted) == gazette.ISSUES + 1 == 49
    assert Counter(one.year for one in wanted[:48]) == {2024: 12, 2025: 16, 2026: 20}
    assert [one.total_no for one in wanted] == list(range(1, 50))
    assert all(OFFICIAL.counts(one.on) and one.first <= one.last < one.on < TODAY for one in wanted)
    assert all(after.first > before.last for before, after in pairwise(wanted))


def test_fourteen_topics_twenty_six_tables_eighteen_points_twenty_seven_accounts() -> None:
    assert len(topics.chosen(WHOLE)) == 14
    assert sum(bool(entry["closed"]) for entry in entries(topics.FILE)) == 1
    assert sum(bool(entry["organ"]) for entry in entries(topics.FILE)) == 1
    assert {row[0] for row in catalogues.fields(WHOLE)} == {str(field) for field in TRIAL_FIELDS}
    assert len(tables.rows("points.txt")) == 18
    assert Counter(row[5] for row in tables.rows(channels.ACCOUNTS)) == {"active": 24, "mending": 2, "closed": 1}
