"""专题: prepared, filled by rule and by hand, opened on a review, bound into a booklet, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from zwgk.files import images
from zwgk.files.public import open_published
from zwgk.jobs import queries as jobs
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.publishing import desk, gathering
from zwgk.publishing.actions import topics as acts
from zwgk.publishing.arranging import catalogue_desk, topic_desk
from zwgk.rules import document_kinds, topics
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.topics import Criteria, TopicState

if TYPE_CHECKING:
    from zwgk.publishing.models import Topic

ROOT = "/registers/topics/"


def index(request: HttpRequest) -> HttpResponseBase:
    """The topics; a new one is prepared here."""
    actor = actor_of(request)
    refusal: RuleViolation | None = None
    if request.method == "POST":
        try:
            organ = people.unit(posted.number(request, "organ", "机关"))
            made = acts.add_topic(
                posted.text(request, "title"),
                posted.text(request, "slug").lower(),
                posted.text(request, "intro"),
                organ=organ,
                actor=actor,
            )
        except RuleViolation as found:
            refusal = found
        else:
            return shell.done(request, "专题已建立，请设好归集条件或收入信息", to=f"{ROOT}{made.pk}/")
    context = {
        "topics": [(row, TopicState(row.state)) for row in topic_desk.topics(actor)[:200]],
        "organs": catalogue_desk.organs_of(actor),
    }
    return shell.render(request, "catalogue/topics.html", context, refusal=refusal)


def _found(request: HttpRequest, pk: int) -> Topic:
    found = topic_desk.topic(actor_of(request), pk)
    if found is None:
        raise Http404
    return found


def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One topic."""
    topic = _found(request, pk)
    if request.method != "POST":
        return _page(request, topic)
    try:
        sentence = _act(request, topic)
    except RuleViolation as refusal:
        return _page(request, topic, refusal=refusal)
    return shell.done(request, sentence, to=f"{ROOT}{pk}/")


def _page(request: HttpRequest, topic: Topic, *, refusal: RuleViolation | None = None) -> HttpResponse:
    topic = _found(request, topic.pk)
    rule = topics.criteria(topic.criteria)
    out = request.GET.get("show") == "out"
    context = {
        "topic": topic,
        "state": TopicState(topic.state),
        "differs": topic_desk.differs(topic),
        "rule": rule,
        "words": "、".join(rule.words),
        "without": "、".join(rule.without),
        "page": topic_desk.items(topic, request.GET.get("at", ""), out=out),
        "out": out,
        "booklets": topic_desk.booklets(topic),
        "gathering": jobs.of(gathering.REGATHER, str(topic.pk)),
        "binding": jobs.of(gathering.BOOKLET, str(topic.pk)),
        "columns": desk.all_columns(),
        "organs": catalogue_desk.organs_of(actor_of(request)),
        "kinds": document_kinds.KINDS.values(),
        "most": topics.MOST_IN_BOOKLET,
    }
    return shell.render(request, "catalogue/topic.html", context, refusal=refusal)


def _act(request: HttpRequest, topic: Topic) -> str:
    actor, today = actor_of(request), day.today()
    post = request.POST
    if "edit" in post:
        acts.edit_topic(
            topic,
            actor=actor,
            title=posted.text(request, "title"),
            intro=posted.text(request, "intro"),
            order=posted.number(request, "order", "排序") or 0,
        )
        return "已保存；对外的文字在审定后更新"
    if "cover" in post:
        return _cover(request, topic)
    if "rule" in post:
        acts.set_criteria(topic, _criteria(request), actor=actor)
        return "归集条件已保存，正在后台归集"
    if "open" in post:
        acts.open_topic(topic, on=today, at=day.now(), actor=actor)
        return "已审定，专题对外开放"
    if "close" in post:
        acts.close_topic(topic, on=today, actor=actor)
        return "专题已结束，页面保留"
    if "book" in post:
        acts.order_booklet(topic, actor=actor)
        return "已开始编印，完成后在本页和专题页下载"
    if "pick" in post:
        publication = catalogue_desk.publication(actor, posted.must_number(request, "publication", "公开件编号"))
        if publication is None:
            raise BadInput(
                what="没有收入专题",
                why="没有这个编号的公开件，或者不在您的工作范围内",
                remedy="请核对页面地址 /p/ 后面的数字",
                field="publication",
            )
        acts.pick(topic, publication, actor=actor)
        return f"已收入“{publication.title}”"
    item = topic_desk.item(topic, posted.must_number(request, "item", "信息"))
    if item is None:
        raise BadInput(what="没有办理", why="它不在这个专题里", remedy="请刷新页面")
    if "out" in post:
        acts.take_out(item, actor=actor)
        return "已移出"
    if "back" in post:
        acts.pick(topic, item.publication, actor=actor)
        return "已收回"
    acts.pin(item, "pin" in post, actor=actor)
    return "已置顶" if "pin" in post else "已取消置顶"


def _cover(request: HttpRequest, topic: Topic) -> str:
    actor, alt = actor_of(request), posted.text(request, "alt")
    acts.must_edit(topic, actor=actor)
    if "remove" in request.POST:
        acts.set_cover(topic, None, alt="", actor=actor)
        return "封面已去掉，审定后对外更新"
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput(what="没有保存封面", why="没有选择图片", remedy="请选择 jpg 或 png 图片", field="file")
    if not 2 <= len(alt) <= 200:
        raise BadInput(what="没有保存封面", why="没有图片说明（2至200字）", remedy="请写明图上是什么", field="alt")
    acts.set_cover(topic, images.keep_image(upload.read(), alt, actor=actor), alt=alt, actor=actor)
    return "封面已保存，审定后对外更新"


def _criteria(request: HttpRequest) -> Criteria:
    def numbers(name: str) -> tuple[int, ...]:
        return tuple(int(typed) for typed in request.POST.getlist(name) if typed.isdigit())

    return Criteria(
        words=topics.words_of(posted.text(request, "words")),
        without=topics.words_of(posted.text(request, "without")),
        columns=numbers("columns"),
        organs=numbers("organs"),
        kinds=tuple(code for code in request.POST.getlist("kinds") if code in document_kinds.KINDS),
        first=posted.day(request, "first", "自"),
        last=posted.day(request, "last", "至"),
    )


def booklet(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """A booklet for the press: the file as it was made last."""
    book = next((one for one in topic_desk.booklets(_found(request, pk)) if one.form == form), None)
    if book is None:
        raise Http404
    file = open_published(book.sha256, book.name)
    response = FileResponse(file.stream, content_type=file.mime)
    response["Content-Disposition"] = file.disposition
    response["Cache-Control"] = "private, no-store"
    return response
