"""政府公报: an issue from empty to out, bound from public snapshots, and what happens to it when an article leaves."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from tests.documents.story import draft
from tests.people.factory import TODAY, County
from tests.publishing.cases_leaving import AT, bound_issue, corrected_to, issue_of
from tests.unchanged import nothing_changes
from zwgk.files import store
from zwgk.jobs.models import Job
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing import queries
from zwgk.publishing.actions import gazette
from zwgk.publishing.leaving import binding, gazettes
from zwgk.publishing.models import ChannelRecord, GazetteIssue, Publication
from zwgk.rules import channels
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed
from zwgk.rules.hiding import HidingCause
from zwgk.rules.publication import Channel

pytestmark = pytest.mark.django_db


def issued(county: County) -> GazetteIssue:
    return gazette.issue_gazette(bound_issue(county), at=AT, actor=SYSTEM)


def text_of(issue: GazetteIssue) -> str:
    with store.open_bytes(issue.pdf_sha256, "x") as stream:
        return channels.bare("".join(page.extract_text() for page in PdfReader(io.BytesIO(stream.read())).pages))


def test_numbers_run_on_within_the_year_and_from_the_first_issue(county: County) -> None:
    def start(year: int, no: int, total_no: int) -> GazetteIssue:
        return gazette.start_issue(year, no, total_no=total_no, on=date(year, 12, 1), actor=SYSTEM)

    start(2026, 1, 31)  # an office that had paper issues before goes on with their count
    for year, no, total_no, field in ((2026, 3, 32, "no"), (2026, 2, 40, "total_no")):
        with nothing_changes(), pytest.raises(BadInput) as refused:
            start(year, no, total_no)
        assert refused.value.field == field
    start(2026, 2, 32)
    assert str(start(2027, 1, 33)) == "2027年第1期（总第33期）"
    with nothing_changes(), pytest.raises(BadInput, match="年内"):
        gazette.start_issue(2027, 2, total_no=34, on=TODAY, actor=SYSTEM)


def test_only_what_is_on_the_website_stands_in_an_issue_and_only_once(county: County) -> None:
    issue = issue_of(county)
    withdrawn = draft(county, title="撤回的").published()
    door.withdraw(withdrawn, notice="撤回", reason="有误", on=TODAY, at=AT, actor=SYSTEM)
    for number in (withdrawn.pk, 987_654):
        with nothing_changes(), pytest.raises(GateClosed, match="网站"):
            gazette.add_articles(issue, [number], actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="只刊登一次"):
        gazette.add_articles(issue, [issue.articles.get().publication_id], actor=SYSTEM)


def test_articles_stand_by_parts_and_can_be_moved(county: County) -> None:
    issue = issue_of(county)
    more = [draft(county, title=title).published().pk for title in ("乙通知", "王某任职的通知", "关于某办法的解读")]
    gazette.add_articles(issue, more, actor=SYSTEM)

    def order() -> list[tuple[str, str]]:
        return [(a.section, a.publication.title[:4]) for a in issue.articles.select_related("publication")]

    assert order() == [
        ("department", "关于调整"),
        ("department", "乙通知"),
        ("appointment", "王某任职"),
        ("reading", "关于某办"),
    ]
    second = issue.articles.get(publication=more[0])
    gazette.arrange_article(second, section="department", step=-1, actor=SYSTEM)
    assert [title for _, title in order()][:2] == ["乙通知", "关于调整"]
    gazette.arrange_article(second, section="government", step=0, actor=SYSTEM)
    assert order()[0] == ("government", "乙通知")
    gazette.drop_article(issue.articles.get(publication=more[1]), actor=SYSTEM)
    assert [a.place for a in issue.articles.all()] == [1, 2, 3]


def test_an_empty_issue_is_not_bound_and_the_last_can_be_given_up(county: County) -> None:
    issue = gazette.start_issue(2026, 1, total_no=1, on=TODAY, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="没有文章"):
        gazette.bind_issue(issue, at=AT, actor=SYSTEM)
    later = gazette.start_issue(2026, 2, total_no=2, on=TODAY, actor=SYSTEM)
    with nothing_changes(), pytest.raises(BadInput, match="后面"):
        gazette.drop_issue(issue, actor=SYSTEM)
    gazette.drop_issue(later, actor=SYSTEM)
    gazette.drop_issue(issue, actor=SYSTEM)
    assert gazettes.next_numbers(2026) == gazettes.Numbers(1, 0)


def test_the_pdf_holds_cover_contents_with_pages_and_the_articles(county: County) -> None:
    issue = issue_of(county)
    gazette.add_articles(issue, [draft(county, title="关于乙事项的通知").published().pk], actor=SYSTEM)
    gazette.bind_issue(issue, at=AT, actor=SYSTEM)
    assert Job.objects.filter(handler=gazettes.BIND, queue="slow").count() == 1
    assert binding.bind(issue.pk) == 4  # cover, contents, two articles
    issue.refresh_from_db()
    text = text_of(issue)
    for word in (
        "清岚县人民政府公报",
        "2026年第1期(总第1期)",
        "刊号:QL-0001",
        "部门和乡镇文件",
        "每个工作日上午八时三十分",
    ):
        assert channels.bare(word) in text, word
    assert [a.page for a in issue.articles.all()] == [1, 2]
    assert binding.bind(issue.pk) == 0  # once


def test_a_second_person_approves_and_each_article_is_recorded_as_gone_out(county: County) -> None:
    publisher = county.actor(Duty.PUBLISHER, county.government)
    issue = bound_issue(county, by=publisher)
    office = county.actor(Duty.DISCLOSURE_OFFICE)
    same = county.actor(Duty.PUBLISHER, county.government)
    with nothing_changes(), pytest.raises(NotAllowed):
        gazette.issue_gazette(issue, at=AT, actor=same)
    gazette.issue_gazette(issue, at=AT, actor=office)
    record = ChannelRecord.objects.get(channel=str(Channel.GAZETTE))
    assert (record.place, record.agrees) == ("2026年第1期（总第1期）", True)
    assert record.url.endswith("/gongbao/2026/1/")
    with nothing_changes(), pytest.raises(BadInput, match="已出刊"):
        gazette.issue_gazette(issue, at=AT, actor=office)
    with nothing_changes(), pytest.raises(BadInput, match="下一期"):
        gazette.change_issue(issue, on=TODAY, serial="", actor=office)


def test_who_bound_an_issue_does_not_approve_it(county: County) -> None:
    office = county.actor(Duty.DISCLOSURE_OFFICE)
    issue = bound_issue(county, by=office)
    with nothing_changes(), pytest.raises(NotAllowed, match="自己"):
        gazette.issue_gazette(issue, at=AT, actor=office)


def test_an_issue_is_not_approved_unseen_nor_after_a_correction(county: County) -> None:
    issue = gazette.bind_issue(issue_of(county), at=AT, actor=SYSTEM)
    with nothing_changes(), pytest.raises(GateClosed, match="装订"):
        gazette.issue_gazette(issue, at=AT, actor=SYSTEM)
    binding.bind(issue.pk)
    corrected_to(issue.articles.get().publication, "<p>改正后的正文。</p>", "改正")
    with nothing_changes(), pytest.raises(GateClosed, match="更正或撤下"):
        gazette.issue_gazette(issue, at=AT, actor=SYSTEM)
    gazette.return_issue(issue, reason="有更正", actor=SYSTEM)
    gazette.bind_issue(issue, at=AT, actor=SYSTEM)
    binding.bind(issue.pk)
    issue.refresh_from_db()
    assert "改正后的正文" in text_of(issue)
    gazette.issue_gazette(issue, at=AT, actor=SYSTEM)


def test_what_was_printed_while_the_issue_changed_is_left(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = gazette.bind_issue(issue_of(county), at=AT, actor=SYSTEM)
    real = binding.pdf

    def meanwhile(*given: Any) -> bytes:
        gazette.return_issue(issue, reason="改", actor=SYSTEM)
        return real(*given)

    monkeypatch.setattr(binding, "pdf", meanwhile)
    assert binding.bind(issue.pk) == 0
    issue.refresh_from_db()
    assert (issue.stage, issue.pdf_sha256) == ("editing", "")


def contents() -> gazettes.Contents:
    found = gazettes.contents(2026, 1)
    assert found is not None
    return found


def test_the_public_sees_issues_only_once_they_are_out(county: County) -> None:
    issue = bound_issue(county)
    assert gazettes.published() == []
    assert gazettes.contents(2026, 1) is None
    gazette.issue_gazette(issue, at=AT, actor=SYSTEM)
    assert [(line.name, line.articles) for line in gazettes.published()] == [("2026年第1期（总第1期）", 1)]
    assert contents().is_whole
    assert contents().parts[0].lines[0].page == 1


@pytest.mark.parametrize("how", ["take_down", "withdraw", "hide"])
def test_when_an_article_leaves_the_public_the_bound_file_is_given_to_nobody(county: County, how: str) -> None:
    """紧急撤下: the PDF still holds the text, so it goes at once, without another act."""
    issue = issued(county)
    publication: Publication = issue.articles.get().publication
    if how == "take_down":
        door.take_down(publication, on=TODAY, at=AT, actor=SYSTEM)
    elif how == "withdraw":
        door.withdraw(publication, notice="撤回", reason="有误", on=TODAY, at=AT, actor=SYSTEM)
    else:
        first = publication.current
        assert first is not None
        corrected_to(publication, "<p>改正后的正文。</p>", "改正")
        door.hide_version(first, HidingCause.PERSONAL, reason="误列", on=TODAY, at=AT, actor=SYSTEM)
    found = contents()
    assert (found.sha256, found.size, found.is_whole) == ("", 0, False)
    assert found.parts[0].lines[0].title == ""
    assert found.parts[0].lines[0].url == ""


def test_a_corrected_article_keeps_the_issue_as_printed_and_says_so(county: County) -> None:
    issue = issued(county)
    corrected_to(issue.articles.get().publication, "<p>改正后的正文。</p>", "改正")
    assert contents().is_whole
    assert contents().parts[0].lines[0].is_corrected


def test_a_paper_says_that_it_also_stands_in_the_gazette_until_it_is_corrected(county: County) -> None:
    publication = issued(county).articles.get().publication
    found = queries.also_there(publication, on=TODAY)
    assert [(row.channel, row.place) for row in found] == [(Channel.GAZETTE, "2026年第1期（总第1期）")]
    board = door.record_channel(publication, Channel.BOARD, place="大厅", until=TODAY, at=AT, actor=SYSTEM)
    assert len(queries.also_there(publication, on=TODAY)) == 2
    assert len(queries.also_there(publication, on=TODAY + timedelta(days=1))) == 1
    door.take_off_board(board, at=AT, actor=SYSTEM)
    assert len(queries.also_there(publication, on=TODAY)) == 1
    corrected_to(publication, "<p>改正后的正文。</p>", "改正")
    assert queries.also_there(publication, on=TODAY) == []
