"""Columns, catalogues, topics and papers for the tests of what stands where."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from tests.people.factory import TODAY, County
from zwgk.files import body
from zwgk.people.actor import SYSTEM
from zwgk.publishing import actions as door
from zwgk.publishing import clearing
from zwgk.publishing.actions import catalogue, topics
from zwgk.publishing.actions.catalogue import Placed
from zwgk.publishing.content import Content
from zwgk.publishing.models import CatalogueEdition, Column, Publication, Topic
from zwgk.rules.catalogue_rows import RowValues, TrialField

AT = timezone.make_aware(datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001


def moment(month: int, day: int, year: int = 2026) -> datetime:
    """Half past nine in Beijing on a day."""
    return timezone.make_aware(datetime(year, month, day, 9, 30))  # noqa: DTZ001


def column(slug: str, parent: Column | None = None, *, organ: Any = None, **fields: object) -> Column:
    """A column with that address and name."""
    return door.add_column(f"栏目{slug}", slug, parent=parent, organ=organ, actor=SYSTEM, **fields)


def publish(county: County, where: Column, title: str = "关于供暖的通知", **fields: Any) -> Publication:
    """A reviewed paper in a column, of the bureau unless another organ is named, at ``when``."""
    when, organ = fields.pop("when", moment(11, 18)), fields.pop("organ", county.bureau)
    text = fields.pop("text", f"<p>{title}的正文。</p>")
    content = Content(title, body.sanitise(text), organ.pk, where.pk, **fields)
    clearance = clearing.reviewed(
        content.digest,
        subject=title,
        basis="测试",
        approved_by="局长",
        approved_on=TODAY,
        organ_id=organ.pk,
        matter_id=None,
        details={},
    )
    return door.publish(content, clearance=clearance, at=when, actor=SYSTEM)


def row_values(name: str = "最低生活保障", **fields: Any) -> RowValues:
    """A sound row."""
    given = {
        "content": "标准、程序、审核确认结果",
        "basis": "《社会救助暂行办法》第九条",
        "limit": "信息形成之日起20个工作日内",
    }
    return RowValues(name=name, **(given | fields))


def edition(county: County, *rows: Placed, submitted: bool = False, in_force: bool = False) -> CatalogueEdition:
    """An edition of the bureau's catalogue of social relief with just these rows (default one)."""
    made = catalogue.begin_edition(county.bureau, TrialField.SOCIAL_RELIEF, reason="", actor=SYSTEM)
    for row in made.rows.all():
        catalogue.drop_row(row, actor=SYSTEM)
    for placed in rows or (Placed(row_values(), county.bureau),):
        catalogue.put_row(made, placed, actor=SYSTEM)
    if submitted or in_force:
        catalogue.submit_edition(made, at=AT, actor=SYSTEM)
    if in_force:
        catalogue.approve_edition(made, on=TODAY, at=AT, actor=SYSTEM)
    made.refresh_from_db()
    return made


def topic(county: County, slug: str = "gongnuan") -> Topic:
    """A topic of the bureau that nobody sees yet."""
    return topics.add_topic("供暖专题", slug, "供暖季的政策和服务信息。", organ=county.bureau, actor=SYSTEM)
