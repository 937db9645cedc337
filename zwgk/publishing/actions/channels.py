"""Where else a publication stands: recorded, compared, renewed after a correction, cleaned after it was taken away."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.utils import timezone

from zwgk.audit.acts import about, act, note, nothing_happened
from zwgk.files import body
from zwgk.files.models import File
from zwgk.people.actor import Actor
from zwgk.publishing import effects, shelf
from zwgk.publishing.models import ChannelPhoto, ChannelRecord, Publication
from zwgk.rules import channels
from zwgk.rules.channels import CHANNELS, Agreement, PhotoMoment
from zwgk.rules.duties import Duty
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import Channel, PublicationState, Visibility

#: who keeps the records of other channels
MAY_RECORD = (Duty.PUBLISHER, Duty.OFFICE, Duty.INFORMANT)


@act("publishing.record_channel")
def record_channel(
    publication: Publication,
    channel: Channel,
    *,
    at: datetime,
    actor: Actor,
    place: str = "",
    url: str = "",
    text: str = "",
    until: date | None = None,
) -> ChannelRecord:
    """Note that a publication also went out by another channel (渠道登记), in the wording of now.

    ``at`` is when it went out there; ``text`` what stands there, to be compared with the page; ``until`` the day to
    which a posting hangs. Errors: ``GateClosed`` before the page is live (网站首发), :class:`BadInput`.
    依据：《政府信息公开条例》第二十三条
    """
    actor.must_be(*MAY_RECORD, over=publication.organ_id, to="登记发布渠道")
    publication = Publication.objects.select_related("current").get(pk=publication.pk)
    place, url, row = place.strip(), url.strip(), CHANNELS[channel]
    must_be_short(place, url)
    channels.must_follow_website(
        row,
        state=PublicationState(publication.state),
        visibility=Visibility(publication.visibility),
        published_at=timezone.localtime(publication.published_at),
        at=timezone.localtime(at),
    )
    channels.must_be_recorded_fully(row, place=place, url=url)
    on = timezone.localdate(at)
    if until is not None and (not row.has_posting or until < on):
        raise BadInput(
            what="没有登记渠道", why="张贴至的日期应在张贴之后，只用于公开栏", remedy="请改正日期", field="until"
        )
    record = ChannelRecord(
        publication=publication,
        version=publication.current,
        channel=str(channel),
        place=place,
        url=url,
        at=at,
        by=actor.signature,
        until=until,
    )
    _compare(record, text)
    record.save()
    _show_anew(publication.pk)
    about(record)
    note(publication=publication.pk, channel=str(channel), agrees=record.agrees)
    return record


def must_be_short(place: str, url: str) -> None:
    """Refuse what the row cannot hold, and an address that is none. Errors: :class:`BadInput`."""
    if len(place) > 200 or len(url) > 500 or (url and not url.startswith(("http://", "https://"))):
        raise BadInput(
            what="没有登记渠道",
            why="位置最多200字；链接最多500字，以 http:// 或 https:// 开头",
            remedy="请改正后再登记",
            field="url",
        )


def _compare(record: ChannelRecord, text: str) -> Agreement | None:
    if not text.strip() or record.version is None:
        return None
    agreement = channels.compare(body.text_of(record.version.body_html), text)
    record.agrees = agreement.agrees
    record.text_digest = hashlib.sha256(channels.bare(text).encode()).hexdigest()
    return agreement


def _show_anew(number: int) -> None:
    effects.touched([shelf.key_of_publication(number)], at=timezone.now())


@act("publishing.check_channel")
def check_channel(record: ChannelRecord, text: str, *, actor: Actor) -> Agreement:
    """Compare what stands on a channel with the page's wording that went out there (渠道文字核对).

    Returns where they differ; kept are the digest of the channel's text and the result. Errors: :class:`BadInput`.
    """
    record = _locked(record)
    actor.must_be(*MAY_RECORD, over=record.publication.organ_id, to="核对渠道文字")
    agreement = _compare(record, text)
    if agreement is None:
        raise BadInput(
            what="没有核对",
            why="没有渠道上的文字，或者登记时没有网页版本",
            remedy="请把渠道上的文字粘贴进来",
            field="text",
        )
    record.save(update_fields=["agrees", "text_digest"])
    about(record)
    note(publication=record.publication_id, agrees=agreement.agrees, differences=agreement.number)
    return agreement


@act("publishing.renew_channel")
def renew_channel(
    record: ChannelRecord, *, at: datetime, actor: Actor, place: str = "", url: str = "", text: str = ""
) -> ChannelRecord:
    """Note that a channel shows the corrected wording (渠道更新): a new record, the old one is cleaned.

    Place and address stay where none are given. Errors: as :func:`record_channel`; :class:`BadInput` where the record
    was cleaned or shows the present wording already.
    """
    record = _locked(record)
    actor.must_be(*MAY_RECORD, over=record.publication.organ_id, to="登记渠道更新")
    if record.cleaned_at is not None or record.version_id == record.publication.current_id:
        raise BadInput(what="没有登记更新", why="这处渠道已清除，或者已是现行版本", remedy="请刷新页面查看现状")
    made = record_channel(
        record.publication,
        Channel(record.channel),
        at=at,
        actor=actor,
        place=place or record.place,
        url=url or record.url,
        text=text,
        until=record.until if record.until and record.until >= timezone.localdate(at) else None,
    )
    ChannelRecord.objects.filter(pk=record.pk).update(cleaned_at=at)
    about(made)
    note(publication=record.publication_id, before=record.pk)
    return made


@act("publishing.clean_channel")
def clean_channel(record: ChannelRecord, *, at: datetime, actor: Actor) -> ChannelRecord:
    """Note that a removed or corrected publication is gone from another channel too (渠道清除)."""
    actor.must_be(*MAY_RECORD, over=record.publication.organ_id, to="登记渠道清除")
    if not ChannelRecord.objects.filter(pk=record.pk, cleaned_at=None).update(cleaned_at=at):
        nothing_happened()  # cleaned before: the first day stays
    else:
        _show_anew(record.publication_id)
    record.refresh_from_db()
    return record


@act("publishing.take_off_board")
def take_off_board(record: ChannelRecord, *, at: datetime, actor: Actor) -> ChannelRecord:
    """Note that a posting was taken down from its board (公开栏撤下): who and when. The first time stays.

    Errors: :class:`BadInput` for other channels and a time before the posting. 依据：政务公开工作制度（公开栏公开）
    """
    record = _locked(record)
    actor.must_be(*MAY_RECORD, over=record.publication.organ_id, to="登记公开栏撤下")
    if not CHANNELS[Channel(record.channel)].has_posting:
        raise BadInput(what="没有登记撤下", why="只有公开栏的张贴才登记撤下", remedy="请改用“已清除”")
    if at < record.at:
        raise BadInput(what="没有登记撤下", why="撤下的时间比张贴早", remedy="请改正时间", field="down_at")
    if record.down_at is not None:
        nothing_happened()
        return record
    record.down_at, record.down_by = at, actor.signature
    record.cleaned_at = record.cleaned_at or at
    record.save(update_fields=["down_at", "down_by", "cleaned_at"])
    _show_anew(record.publication_id)
    note(publication=record.publication_id)
    return record


@act("publishing.add_channel_photo")
def add_channel_photo(
    record: ChannelRecord, file: File, moment: PhotoMoment, *, at: datetime, actor: Actor
) -> ChannelPhoto:
    """Lay a photograph to a posting (张贴照片), kept for staff. The file was taken in before."""
    record = _locked(record)
    actor.must_be(*MAY_RECORD, over=record.publication.organ_id, to="上传张贴照片")
    if not CHANNELS[Channel(record.channel)].has_posting:
        raise BadInput(what="没有上传照片", why="只有公开栏的张贴才留照片", remedy="请选择公开栏的记录")
    photo = ChannelPhoto.objects.create(record=record, file=file, moment=str(moment), at=at, by=actor.signature)
    about(photo)
    note(publication=record.publication_id, record=record.pk, moment=str(moment))
    return photo


def _locked(record: ChannelRecord) -> ChannelRecord:
    rows = ChannelRecord.objects.select_for_update(of=("self",)).select_related("publication", "version")
    return rows.get(pk=record.pk)
