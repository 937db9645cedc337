"""The government gazette: an issue is started, filled from what is public, bound, approved by a second person, issued.

No free text stands in an issue: its parts are a fixed vocabulary, its articles are public snapshots.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from zwgk.audit.acts import about, act, note
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import Actor
from zwgk.publishing import addresses, effects, shelf
from zwgk.publishing.leaving import gazettes
from zwgk.publishing.models import ChannelRecord, GazetteArticle, GazetteIssue, Publication
from zwgk.publishing.scope import whole_site
from zwgk.rules import gazette
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, GateClosed, NotAllowed
from zwgk.rules.gazette import IssueStage
from zwgk.rules.publication import Channel, PublicationState, Visibility

MAY_EDIT = (Duty.PUBLISHER, Duty.OFFICE, Duty.DISCLOSURE_OFFICE)
MAY_ISSUE = (Duty.OFFICE, Duty.DEPUTY, Duty.LEADER, Duty.DISCLOSURE_OFFICE)
#: papers of one issue: it is bound as one file
MOST = 80


@act("publishing.start_issue")
def start_issue(year: int, no: int, *, total_no: int, on: date, actor: Actor, serial: str = "") -> GazetteIssue:
    """Start an issue of the gazette (新建一期). Numbers run on: within the year, and from the first issue on.

    Errors: :class:`BadInput`. 依据：国办发〔2018〕22号
    """
    actor.must_be(*MAY_EDIT, over=whole_site(), to="编辑政府公报")
    wanted = gazettes.next_numbers(year)
    if no != wanted.no:
        raise BadInput(what="没有新建", why=f"{year}年应接着是第{wanted.no}期", remedy="请按顺序编号", field="no")
    if total_no < 1 or (wanted.total_no and total_no != wanted.total_no):
        raise BadInput(
            what="没有新建", why=f"总期次应接着是第{wanted.total_no or 1}期", remedy="请按顺序编号", field="total_no"
        )
    if on.year != year or len(serial.strip()) > 60:
        raise BadInput(what="没有新建", why="出刊日期应在这一年内，刊号最多60字", remedy="请改正", field="on")
    issue = GazetteIssue.objects.create(
        year=year, no=no, total_no=total_no, on=on, serial=serial.strip(), started_by=actor.signature
    )
    about(issue)
    note(year=year, no=no)
    return issue


@act("publishing.change_issue")
def change_issue(issue: GazetteIssue, *, on: date, serial: str, actor: Actor) -> GazetteIssue:
    """Change the day and the serial number of an issue that is being edited (修改出刊日期和刊号)."""
    actor.must_be(*MAY_EDIT, over=whole_site(), to="编辑政府公报")
    issue = _editable(issue)
    if on.year != issue.year or len(serial.strip()) > 60:
        raise BadInput(what="没有保存", why="出刊日期应在这一年内，刊号最多60字", remedy="请改正", field="on")
    issue.on, issue.serial = on, serial.strip()
    issue.save(update_fields=["on", "serial"])
    note(on=on.isoformat())
    return issue


@act("publishing.drop_issue")
def drop_issue(issue: GazetteIssue, *, actor: Actor) -> None:
    """Give up an issue that is being edited (取消一期); only the last one, so that the numbers keep running on."""
    actor.must_be(*MAY_EDIT, over=whole_site(), to="编辑政府公报")
    issue = _editable(issue)
    if GazetteIssue.objects.filter(total_no__gt=issue.total_no).exists():
        raise BadInput(what="没有取消", why="后面已有一期", remedy="请先取消后面的一期，或继续编完这一期")
    note(year=issue.year, no=issue.no)
    issue.delete()


@act("publishing.add_articles")
def add_articles(issue: GazetteIssue, numbers: Sequence[int], *, actor: Actor) -> list[GazetteArticle]:
    """Take publications into an issue (选入文章), each in its part of the contents; the website comes first.

    Errors: ``GateClosed`` for what is not live and public; :class:`BadInput` for what stands in an issue already, and
    beyond eighty articles.
    """
    actor.must_be(*MAY_EDIT, over=whole_site(), to="编辑政府公报")
    issue = _editable(issue)
    wanted = list(dict.fromkeys(numbers))
    rows = Publication.objects.in_bulk(wanted)
    taken = dict(GazetteArticle.objects.filter(publication__in=wanted).values_list("publication", "issue__no"))
    if issue.articles.count() + len(wanted) > MOST:
        raise BadInput(what="没有选入", why=f"一期最多{MOST}篇", remedy="请分成两期")
    levels = gazettes.levels()
    last = issue.articles.aggregate(last=Max("place"))["last"] or 0
    made = []
    for place, number in enumerate(wanted, last + 1):
        publication = rows.get(number)
        if publication is None or not _is_public(publication) or publication.current_id is None:
            raise GateClosed(
                what="没有选入",
                why=f"公开件{number}现在不在网站上公开",
                remedy="公报只刊登网站上已经公开的文件，请先在网站公开",
            )
        if number in taken:
            raise BadInput(
                what="没有选入", why=f"《{publication.title}》已在第{taken[number]}期", remedy="一件文件只刊登一次"
            )
        section = gazette.section_for(
            publication.kind, publication.title, level=levels.get(publication.organ_id, gazettes.OTHERS)
        )
        made.append(
            GazetteArticle(
                issue=issue,
                publication=publication,
                version_id=publication.current_id,
                section=section.code,
                place=place,
            )
        )
    GazetteArticle.objects.bulk_create(made)
    _in_order(issue)
    note(articles=len(made))
    return made


@act("publishing.arrange_article")
def arrange_article(article: GazetteArticle, *, section: str, step: int, actor: Actor) -> GazetteIssue:
    """Put an article into another part, or one place up (-1) or down (1) within its part (调整栏目和顺序)."""
    actor.must_be(*MAY_EDIT, over=whole_site(), to="编辑政府公报")
    issue = _editable(article.issue)
    article = issue.articles.get(pk=article.pk)
    if section not in gazette.BY_CODE:
        raise BadInput(what="没有调整", why="没有这个公报栏目", remedy="请选择栏目", field="section")
    if section != article.section:
        article.section = section
        article.save(update_fields=["section"])
    elif step:
        part = list(issue.articles.filter(section=section).order_by("place", "pk"))
        at = next(i for i, row in enumerate(part) if row.pk == article.pk)
        to = min(max(at + step, 0), len(part) - 1)
        part.insert(to, part.pop(at))
        for place, row in enumerate(part, 1):
            GazetteArticle.objects.filter(pk=row.pk).update(place=place)
    _in_order(issue)
    note(article=article.publication_id, section=section)
    return issue


@act("publishing.drop_article")
def drop_article(article: GazetteArticle, *, actor: Actor) -> GazetteIssue:
    """Take an article out of an issue that is being edited (移出本期)."""
    actor.must_be(*MAY_EDIT, over=whole_site(), to="编辑政府公报")
    issue = _editable(article.issue)
    issue.articles.filter(pk=article.pk).delete()
    _in_order(issue)
    about(issue)
    note(article=article.publication_id)
    return issue


@act("publishing.bind_issue")
def bind_issue(issue: GazetteIssue, *, at: datetime, actor: Actor) -> GazetteIssue:
    """Close an issue for approval (送核准): each article in the wording of now; the PDF is bound in the background.

    Errors: :class:`BadInput` without articles; ``GateClosed`` where one is no longer public.
    """
    actor.must_be(*MAY_EDIT, over=whole_site(), to="编辑政府公报")
    issue = _editable(issue)
    articles = list(issue.articles.select_related("publication"))
    if not articles:
        raise BadInput(what="没有送核准", why="这一期还没有文章", remedy="请先选入已公开的文件")
    for article in articles:
        if not _is_public(article.publication) or article.publication.current_id is None:
            raise GateClosed(
                what="没有送核准", why=f"《{article.publication.title}》现在不公开", remedy="请把它移出本期"
            )
        article.version_id, article.page = article.publication.current_id, None
    GazetteArticle.objects.bulk_update(articles, ["version", "page"])
    _in_order(issue)
    issue.stage = str(IssueStage.BOUND)
    issue.bound_by, issue.bound_by_user, issue.bound_at = actor.signature, actor.user_id, at
    issue.bound_digest = gazettes.digest_of(issue)
    issue.pdf_sha256, issue.pdf_size, issue.pages = "", 0, 0
    issue.save()
    enqueue(gazettes.BIND, key=str(issue.pk), args={"issue_id": issue.pk}, queue="slow")
    note(articles=len(articles), digest=issue.bound_digest)
    return issue


@act("publishing.return_issue")
def return_issue(issue: GazetteIssue, *, reason: str, actor: Actor) -> GazetteIssue:
    """Give a bound issue back to its editors with the reason (退回编辑)."""
    actor.must_be(*MAY_EDIT, *MAY_ISSUE, over=whole_site(), to="退回公报")
    issue = GazetteIssue.objects.select_for_update().get(pk=issue.pk)
    if issue.stage != IssueStage.BOUND:
        raise BadInput(what="没有退回", why=f"这一期现为“{issue.get_stage_display()}”", remedy="请刷新页面")
    if not reason.strip():
        raise BadInput(what="没有退回", why="没有写明原因", remedy="请写明要改什么", field="reason")
    issue.stage = str(IssueStage.EDITING)
    issue.save(update_fields=["stage"])
    note(reason=reason.strip()[:300])
    return issue


@act("publishing.issue_gazette")
def issue_gazette(issue: GazetteIssue, *, at: datetime, actor: Actor) -> GazetteIssue:
    """Approve a bound issue and put it on the website (核准出刊): by another person than who bound it.

    Every article is recorded as gone out by the gazette. Errors: ``NotAllowed``, ``GateClosed`` where the PDF is not
    there yet, or where an article was corrected or taken away since; :class:`BadInput`.
    """
    actor.must_be(*MAY_ISSUE, over=whole_site(), to="核准公报出刊")
    issue = GazetteIssue.objects.select_for_update().get(pk=issue.pk)
    if issue.stage != IssueStage.BOUND:
        raise BadInput(what="没有出刊", why=f"这一期现为“{issue.get_stage_display()}”", remedy="请刷新页面查看现状")
    if actor.user_id is not None and actor.user_id == issue.bound_by_user:
        raise NotAllowed(what="没有出刊", why="送核准的人不能核准自己编的一期", remedy="请由另一位同事核准")
    if not issue.pdf_sha256:
        raise GateClosed(what="没有出刊", why="电子版还在装订", remedy="请稍候刷新页面，看过电子版再核准")
    articles = list(issue.articles.select_related("publication"))
    for article in articles:
        if not _is_public(article.publication) or article.version_id != article.publication.current_id:
            raise GateClosed(
                what="没有出刊",
                why=f"《{article.publication.title}》在装订之后有更正或撤下",
                remedy="请退回编辑，重新装订",
            )
    issue.stage, issue.approved_by, issue.published_at = str(IssueStage.PUBLISHED), actor.signature, at
    issue.save(update_fields=["stage", "approved_by", "published_at"])
    url = addresses.absolute(addresses.gazette(issue.year, issue.no))
    ChannelRecord.objects.bulk_create(
        [
            ChannelRecord(
                publication_id=article.publication_id,
                version_id=article.version_id,
                channel=str(Channel.GAZETTE),
                place=str(issue),
                url=url,
                at=at,
                by=actor.signature,
                agrees=True,
            )
            for article in articles
        ]
    )
    effects.touched(
        [shelf.SITE, *(shelf.key_of_publication(article.publication_id) for article in articles)], at=timezone.now()
    )
    note(articles=len(articles), digest=issue.bound_digest)
    return issue


def _editable(issue: GazetteIssue) -> GazetteIssue:
    issue = GazetteIssue.objects.select_for_update().get(pk=issue.pk)
    if issue.stage != IssueStage.EDITING:
        raise BadInput(
            what="不能修改这一期",
            why=f"这一期现为“{issue.get_stage_display()}”",
            remedy="待核准的请先退回编辑；已出刊的不再修改，更正刊登在下一期",
        )
    return issue


def _is_public(publication: Publication) -> bool:
    return publication.state == PublicationState.LIVE and publication.visibility == Visibility.PUBLIC


def _in_order(issue: GazetteIssue) -> None:
    """Number the articles through in the order of the contents page."""
    rows = sorted(issue.articles.all(), key=lambda row: (gazette.place_of(row.section), row.place, row.pk))
    for place, row in enumerate(rows, 1):
        row.place = place
    GazetteArticle.objects.bulk_update(rows, ["place"])
