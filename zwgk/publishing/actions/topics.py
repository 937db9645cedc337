"""Topics (专题): prepared, opened on a review of what they say, filled by rule and by hand, closed yet readable."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from zwgk.audit.acts import act, note, nothing_happened
from zwgk.files.models import File
from zwgk.jobs.queue import enqueue
from zwgk.people.actor import Actor
from zwgk.people.models import Unit
from zwgk.publishing import clearing, effects, gathering, shelf
from zwgk.publishing.models import Publication, Topic, TopicItem
from zwgk.publishing.scope import whole_site
from zwgk.rules import privacy, secrecy, topics
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput, NotAllowed
from zwgk.rules.publication import PublicationState, Visibility
from zwgk.rules.topics import Criteria, TopicState

EDIT = (Duty.DISCLOSURE_OFFICE, Duty.PUBLISHER, Duty.INFORMANT)
OPEN = (Duty.SECRECY, Duty.LEADER, Duty.DEPUTY)
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_LONGEST = {"title": (2, 80, "名称"), "intro": (10, 1000, "导语")}


def _of(topic: Topic, *, actor: Actor, to: str) -> Topic:
    actor.must_be(*EDIT, over=topic.organ or whole_site(), to=to)
    return Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)


def must_edit(topic: Topic, *, actor: Actor) -> None:
    """Refuse who may not edit the topic, before anything that they brought is kept. Errors: :class:`NotAllowed`."""
    actor.must_be(*EDIT, over=topic.organ or whole_site(), to="修改专题")


def _texts(values: dict[str, str], *, what: str) -> dict[str, str]:
    clean = {name: value.strip() for name, value in values.items()}
    for name, (least, most, label) in _LONGEST.items():
        if name in clean and not least <= len(clean[name]) <= most:
            raise BadInput(
                what=what,
                why=f"{label}应为{least}至{most}字，现为{len(clean[name])}字",
                remedy="请修改后再保存",
                field=name,
            )
    return clean


def _stale(topic: Topic) -> None:
    keys = [shelf.key_of_topic(topic.pk), shelf.TOPICS]
    effects.touched([*keys, shelf.key_of_organ(topic.organ_id)] if topic.organ_id else keys, at=timezone.now())


@act("publishing.add_topic")
def add_topic(title: str, slug: str, intro: str, *, organ: Unit | None, actor: Actor) -> Topic:
    """Prepare a topic (新建专题): of the whole site, or of one organ. The public sees nothing of it yet."""
    what = "没有新建专题"
    actor.must_be(*EDIT, over=organ or whole_site(), to="新建专题")
    texts = _texts({"title": title, "intro": intro}, what=what)
    if not _SLUG.fullmatch(slug):
        raise BadInput(
            what=what,
            why=f"地址“{slug[:60]}”应为1至60位小写字母、数字和连字符",
            remedy="请改正地址，定了就不再变",
            field="slug",
        )
    try:
        with transaction.atomic():
            return Topic.objects.create(slug=slug, organ=organ, edited_post=actor.post_id, **texts)
    except IntegrityError as error:
        raise BadInput(what=what, why=f"地址“{slug}”已被使用", remedy="请换一个地址", field="slug") from error


@act("publishing.edit_topic")
def edit_topic(topic: Topic, *, actor: Actor, title: str, intro: str, order: int) -> Topic:
    """Change name, introduction and order (修改专题); the public keeps reading what was reviewed until it is again."""
    topic = _of(topic, actor=actor, to="修改专题")
    texts = _texts({"title": title, "intro": intro}, what="没有保存专题")
    changed = any(getattr(topic, name) != value for name, value in texts.items())
    topic.title, topic.intro, topic.order = texts["title"], texts["intro"], order
    if changed:
        topic.edited_post = actor.post_id
    topic.save(update_fields=["title", "intro", "order", "edited_post"])
    note(changed=changed)
    return topic


@act("publishing.set_cover")
def set_cover(topic: Topic, file: File | None, *, alt: str, actor: Actor) -> Topic:
    """Give a topic a cover picture with a text for those who do not see it, or take it away (专题封面)."""
    topic = _of(topic, actor=actor, to="修改专题封面")
    alt = alt.strip()
    if file is not None and not file.mime.startswith("image/"):
        raise BadInput(what="没有保存封面", why="封面不是图片", remedy="请上传 jpg 或 png 图片", field="cover")
    if file is not None and not 2 <= len(alt) <= 200:
        raise BadInput(what="没有保存封面", why="没有图片说明（2至200字）", remedy="请写明图上是什么", field="alt")
    topic.cover = file.blob.sha256 if file else ""
    topic.cover_name = file.name if file else ""
    topic.cover_alt = alt if file else ""
    topic.edited_post = actor.post_id
    topic.save(update_fields=["cover", "cover_name", "cover_alt", "edited_post"])
    note(cover=topic.cover)
    return topic


@act("publishing.set_criteria")
def set_criteria(topic: Topic, rule: Criteria, *, actor: Actor) -> Topic:
    """Set by which rule the topic gathers (归集条件); what is there already is gathered in the background."""
    topics.must_be_sound(rule)
    topic = _of(topic, actor=actor, to="修改归集条件")
    topic.criteria = rule.stored()
    topic.save(update_fields=["criteria"])
    note(fields=sorted(topic.criteria))
    enqueue(gathering.REGATHER, key=str(topic.pk), args={"topic_id": topic.pk}, queue="slow")
    return topic


@act("publishing.pick")
def pick(topic: Topic, publication: Publication, *, actor: Actor) -> TopicItem:
    """Put a publication into a topic by hand (收入专题).

    Errors: :class:`BadInput` for what is not public, and for a full topic.
    """
    topic = _of(topic, actor=actor, to="收入专题")
    if publication.state != PublicationState.LIVE or publication.visibility != Visibility.PUBLIC:
        raise BadInput(
            what="没有收入专题", why=f"“{publication}”现在没有对外公开", remedy="请先公开", field="publication"
        )
    if topic.items.count() >= topics.MOST:
        raise BadInput(what="没有收入专题", why=f"一个专题最多{topics.MOST}件", remedy="请拆成几个专题")
    item, made = TopicItem.objects.get_or_create(
        topic=topic, publication=publication, defaults={"published_at": publication.published_at, "by_hand": True}
    )
    if not made and not item.is_out:
        nothing_happened()
        return item
    item.by_hand, item.is_out = True, False
    item.save(update_fields=["by_hand", "is_out"])
    note(topic=topic.pk, publication=publication.pk)
    _stale(topic)
    return item


@act("publishing.pin")
def pin(item: TopicItem, pinned: bool, *, actor: Actor) -> TopicItem:
    """Pin an item to the top of its topic, or let it go (置顶)."""
    topic = _of(item.topic, actor=actor, to="置顶")
    if item.is_out:
        raise BadInput(what="不能置顶", why="它已移出专题", remedy="请先收入专题")
    if pinned and topic.items.filter(is_pinned=True).exclude(pk=item.pk).count() >= 5:
        raise BadInput(what="不能置顶", why="最多置顶5件", remedy="请先取消一件")
    item.is_pinned = pinned
    item.save(update_fields=["is_pinned"])
    note(topic=topic.pk, pinned=pinned)
    _stale(topic)
    return item


@act("publishing.take_out")
def take_out(item: TopicItem, *, actor: Actor) -> TopicItem:
    """Take an item out of its topic (移出专题); the rule does not bring it back."""
    topic = _of(item.topic, actor=actor, to="移出专题")
    item.is_out, item.is_pinned = True, False
    item.save(update_fields=["is_out", "is_pinned"])
    note(topic=topic.pk, publication=item.publication_id)
    _stale(topic)
    return item


def says(topic: Topic) -> dict[str, str]:
    """What the public will read of a topic itself: what is reviewed."""
    return {
        "title": topic.title,
        "intro": topic.intro,
        "cover": topic.cover,
        "cover_name": topic.cover_name,
        "cover_alt": topic.cover_alt,
    }


@act("publishing.open_topic")
def open_topic(topic: Topic, *, on: date, at: datetime, actor: Actor) -> Topic:
    """Let the public see a topic as it is written now (审定并开放专题); also a changed text of an open one.

    Errors: :class:`NotAllowed` for the person who wrote it; :class:`BadInput` for personal data or an empty topic;
    ``Classified`` for a mark of secrecy.
    """
    what = "不能开放专题"
    actor.must_be(*OPEN, over=topic.organ or whole_site(), to="开放专题")
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    if topic.state == TopicState.CLOSED:
        raise BadInput(what=what, why="该专题已经结束", remedy="请新建专题")
    if actor.post_id is not None and actor.post_id == topic.edited_post:
        raise NotAllowed(what=what, why="编辑和审定须由两人办理", remedy="请由另一位有审定职责的同事办理")
    content = says(topic)
    text = "\n".join((topic.title, topic.intro, topic.cover_alt))
    secrecy.must_be_open(text, "专题")
    if any(found.blocking for found in privacy.find(text)):
        raise BadInput(what=what, why="专题导语里有个人信息", remedy="请删去后再审定", field="intro")
    if not topic.items.filter(is_out=False).exists():
        raise BadInput(what=what, why="专题里还没有信息", remedy="请先收入信息或设好归集条件")
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    topic.clearance = clearing.reviewed(
        digest,
        subject=f"专题：{topic.title}",
        basis="逐件审查（保密法实施条例第四十二条）",
        approved_by=actor.signature,
        approved_on=on,
        matter_id=None,
        details={"topic": topic.pk},
        organ_id=topic.organ_id,
    )
    topic.shown, topic.state = content, str(TopicState.OPEN)
    topic.opened_on = topic.opened_on or on
    topic.save(update_fields=["clearance", "shown", "state", "opened_on"])
    note(digest=digest, clearance=topic.clearance_id)
    _stale(topic)
    return topic


@act("publishing.close_topic")
def close_topic(topic: Topic, *, on: date, actor: Actor) -> Topic:
    """End a topic (结束专题): nothing more is gathered, the page stays and says so."""
    topic = _of(topic, actor=actor, to="结束专题")
    if topic.state != TopicState.OPEN:
        raise BadInput(
            what="不能结束专题", why=f"该专题现为“{TopicState(topic.state).label}”", remedy="请刷新页面查看现状"
        )
    topic.state, topic.closed_on = str(TopicState.CLOSED), on
    topic.save(update_fields=["state", "closed_on"])
    _stale(topic)
    return topic


@act("publishing.order_booklet")
def order_booklet(topic: Topic, *, actor: Actor) -> Topic:
    """Ask for the booklet of a topic as PDF and Word (编印汇编); it is made in the background.

    Errors: :class:`BadInput` for a topic that is not public, empty, or too long for one book.
    """
    topic = _of(topic, actor=actor, to="编印汇编")
    if topic.state == TopicState.DRAFT:
        raise BadInput(what="不能编印汇编", why="专题还没有开放", remedy="请先审定并开放专题")
    number = topic.items.filter(is_out=False, publication__in=gathering.shown()).count()
    if not 1 <= number <= topics.MOST_IN_BOOKLET:
        raise BadInput(
            what="不能编印汇编",
            why=f"一册汇编收1至{topics.MOST_IN_BOOKLET}件，专题里现有{number}件公开件",
            remedy="请按年份或主题拆成几个专题",
        )
    note(number=number)
    enqueue(gathering.BOOKLET, key=str(topic.pk), args={"topic_id": topic.pk}, queue="slow")
    return topic
