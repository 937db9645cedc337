"""Where else a publication stands, and cleaning there after it was taken away."""

from __future__ import annotations

from datetime import datetime

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.people.actor import Actor
from zwgk.publishing.models import ChannelRecord, Publication
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import Channel


@act("publishing.record_channel")
def record_channel(
    publication: Publication, channel: Channel, *, at: datetime, actor: Actor, place: str = "", url: str = ""
) -> ChannelRecord:
    """Note that a publication also went out by another channel (渠道登记)."""
    actor.must_be(Duty.PUBLISHER, Duty.OFFICE, Duty.INFORMANT, over=publication.organ_id, to="登记发布渠道")
    place, url = place.strip(), url.strip()
    if len(place) > 200 or len(url) > 500 or (url and not url.startswith(("http://", "https://"))):
        raise BadInput(
            what="没有登记渠道",
            why="位置最多200字；链接最多500字，以 http:// 或 https:// 开头",
            remedy="请改正后再登记",
            field="url",
        )
    record = ChannelRecord.objects.create(publication=publication, channel=str(channel), place=place, url=url, at=at)
    about(record)
    note(publication=publication.pk, channel=str(channel))
    return record


@act("publishing.clean_channel")
def clean_channel(record: ChannelRecord, *, at: datetime, actor: Actor) -> ChannelRecord:
    """Note that a removed publication is gone from another channel too (渠道清除)."""
    actor.must_be(Duty.PUBLISHER, Duty.OFFICE, Duty.INFORMANT, over=record.publication.organ_id, to="登记渠道清除")
    if not ChannelRecord.objects.filter(pk=record.pk, cleaned_at=None).update(cleaned_at=at):
        nothing_happened()  # cleaned before: the first day stays
    record.refresh_from_db()
    return record
