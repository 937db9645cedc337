"""Other channels: the texts made for them, what was recorded, what is not clean yet; accounts elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from zwgk.audit import acts as log
from zwgk.files import photographs, store
from zwgk.office import posted, shell
from zwgk.office.access import actor_of
from zwgk.people import queries as people
from zwgk.people import today as day
from zwgk.publishing import actions as door
from zwgk.publishing import desk
from zwgk.publishing.leaving import channel_desk
from zwgk.rules.channels import BY_HAND, CHANNELS, AccountState, Agreement, PhotoMoment
from zwgk.rules.errors import BadInput, RuleViolation
from zwgk.rules.publication import Channel

if TYPE_CHECKING:
    from datetime import datetime

    from zwgk.people.actor import Actor
    from zwgk.publishing.models import ChannelRecord, Publication


def _publication(request: HttpRequest, number: int) -> Publication:
    publication = desk.find(actor_of(request), number)
    if publication is None:
        raise Http404
    return publication


def _record(request: HttpRequest, publication: Publication) -> ChannelRecord:
    record = desk.channel(publication, posted.must_number(request, "record", "渠道"))
    if record is None:
        raise BadInput(what="没有登记", why="没有这条渠道记录", remedy="请刷新页面")
    return record


# ---- acts on one publication's page: the name in the address → what is done; returns what to say ----


def _add(request: HttpRequest, publication: Publication, actor: Actor, now: datetime) -> str:
    channel = posted.choice(request, "channel", Channel, "渠道")
    at = posted.must_moment(request, "at", "发布时间") if posted.text(request, "at") else now
    if at > now:
        raise BadInput(what="没有登记渠道", why="发布时间在现在之后", remedy="发出之后再登记", field="at")
    if at <= publication.published_at < at + timedelta(minutes=1):
        at = publication.published_at  # the field knows minutes only: the same minute is not before the website
    record = door.record_channel(
        publication,
        channel,
        at=at,
        actor=actor,
        place=posted.text(request, "place"),
        url=posted.text(request, "url"),
        text=posted.text(request, "text"),
        until=posted.day(request, "until", "张贴至"),
    )
    if record.agrees is False:
        return "渠道已登记。渠道上的文字与网页不一致，请在下面核对"
    return "渠道已登记，文字一致" if record.agrees else "渠道已登记"


def _renew(request: HttpRequest, publication: Publication, actor: Actor, now: datetime) -> str:
    record = _record(request, publication)
    door.renew_channel(record, at=now, actor=actor, url=posted.text(request, "url"), text=posted.text(request, "text"))
    return f"{record.get_channel_display()}已登记更新为现行版本"


def _clean(request: HttpRequest, publication: Publication, actor: Actor, now: datetime) -> str:
    door.clean_channel(_record(request, publication), at=now, actor=actor)
    return "已登记清除"


def _off_board(request: HttpRequest, publication: Publication, actor: Actor, now: datetime) -> str:
    record = _record(request, publication)
    door.take_off_board(record, at=now, actor=actor)
    return "已登记撤下，可以上传撤下后的照片"


def _photo(request: HttpRequest, publication: Publication, actor: Actor, now: datetime) -> str:
    record = _record(request, publication)
    upload = request.FILES.get("photo")
    if upload is None:
        raise BadInput(what="没有上传照片", why="没有选择照片", remedy="请拍照或选择图片", field="photo")
    moment = posted.choice(request, "moment", PhotoMoment, "时点")
    file = photographs.keep_photograph(upload.read(), actor=actor)
    door.add_channel_photo(record, file, moment, at=now, actor=actor)
    return "照片已上传，只供内部查看"


ACTS: dict[str, Callable[[HttpRequest, Publication, Actor, datetime], str]] = {
    "channel": _add,
    "renew": _renew,
    "clean": _clean,
    "off-board": _off_board,
    "photo": _photo,
}


def check(request: HttpRequest, number: int, pk: int) -> HttpResponseBase:
    """What stands on a channel beside the page's wording: pasted, compared, the places shown; postings with photos."""
    publication = _publication(request, number)
    record = desk.channel(publication, pk)
    if record is None:
        raise Http404
    refusal: RuleViolation | None = None
    agreement: Agreement | None = None
    if request.method == "POST":
        try:
            agreement = door.check_channel(record, posted.text(request, "text"), actor=actor_of(request))
        except RuleViolation as found:
            refusal = found
        record.refresh_from_db()
    context = {
        "publication": publication,
        "record": record,
        "row": CHANNELS[Channel(record.channel)],
        "agreement": agreement,
        "text": posted.text(request, "text"),
        "photos": channel_desk.photos(record),
        "moments": list(PhotoMoment),
        "is_outdated": record.version_id is not None and record.version_id != publication.current_id,
    }
    return shell.render(request, "channels/record.html", context, refusal=refusal)


def photo(request: HttpRequest, number: int, pk: int) -> HttpResponseBase:
    """A photograph of a posting; the log says who looked at it."""
    publication = _publication(request, number)
    found = channel_desk.photo(publication, pk)
    if found is None:
        raise Http404
    log.read("files.open", found.file, actor=actor_of(request))
    response = FileResponse(store.open_file(found.file), content_type=found.file.mime)
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, no-store"
    return response


# ---- what is made for other channels ----


def kit(request: HttpRequest, number: int) -> HttpResponse:
    """The texts of a publication for other channels: a look at them, copies, files."""
    publication = _publication(request, number)
    refusal: RuleViolation | None = None
    context: dict[str, object] = {"publication": publication}
    try:
        context["kit"] = made = channel_desk.kit(publication)
        context["newspaper"], context["spoken"] = channel_desk.texts_of(made)
    except RuleViolation as found:
        refusal = found
    return shell.render(request, "channels/kit.html", context, refusal=refusal)


@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]
    {
        "default-src": ["'none'"],
        "script-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
)
def article(request: HttpRequest, number: int) -> HttpResponse:
    """The article for WeChat as it will look; inline styles are its whole dress, so this page alone allows them."""
    response = HttpResponse(channel_desk.article(_publication(request, number)))
    response["Cache-Control"] = "private, no-store"
    return response


def kit_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """One form of a kit as a file, or all of them."""
    publication = _publication(request, number)
    made = channel_desk.kit_file(publication, name)
    if made is None:
        raise Http404
    response = HttpResponse(made.data, content_type=made.mime)
    kind = "inline" if made.mime == "application/pdf" else "attachment"
    response["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(made.name)}"
    response["Cache-Control"] = "private, no-store"
    return response


# ---- across publications ----


def index(request: HttpRequest) -> HttpResponse:
    """What is not clean yet anywhere, postings that should be down, accounts; the ways to gazette and deliveries."""
    return _show(request)


def _show(request: HttpRequest, *, refusal: RuleViolation | None = None) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "unclean": channel_desk.unclean(actor),
        "hanging": channel_desk.hanging(actor, today=day.today()),
        "accounts": channel_desk.accounts(actor),
        "platforms": door.PLATFORMS,
        "states": list(AccountState),
        "owners": channel_desk.organs_of(actor),
        "cleaned_how": {str(row.channel): row.cleaned_how for row in CHANNELS.values()},
        "most": channel_desk.MOST,
    }
    return shell.render(request, "channels/index.html", context, refusal=refusal)


def account(request: HttpRequest) -> HttpResponseBase:
    """An account entered, or its state changed."""
    actor = actor_of(request)
    if request.method != "POST":
        return _show(request)
    try:
        if posted.text(request, "account"):
            row = channel_desk.account(actor, posted.must_number(request, "account", "账号"))
            if row is None:
                raise BadInput(what="没有变更账号", why="没有这个账号", remedy="请刷新页面")
            state = posted.choice(request, "state", AccountState, "状态")
            door.change_account(row, state, reason=posted.text(request, "reason"), on=day.today(), actor=actor)
            sentence = f"“{row.name}”现为{state.label}"
        else:
            owner = people.unit(posted.number(request, "owner", "主办单位"))
            if owner is None:
                raise BadInput(what="没有登记账号", why="没有选择主办单位", remedy="请选择", field="owner")
            made = door.open_account(
                posted.choice(request, "channel", Channel, "平台"),
                posted.text(request, "name"),
                owner=owner,
                keeper=posted.text(request, "keeper"),
                opened_on=posted.must_day(request, "opened_on", "开设日期"),
                url=posted.text(request, "url"),
                actor=actor,
            )
            sentence = f"“{made.name}”已登记"
    except RuleViolation as refusal:
        return _show(request, refusal=refusal)
    return shell.done(request, sentence, to="/channels/#accounts")


def page_context(publication: Publication) -> dict[str, object]:
    """What the publication's own page needs for its channels."""
    current = publication.current
    return {
        "channel_rows": BY_HAND,
        "channels_open": publication.state == "live" and current is not None,
        "outdated": [
            record.pk for record in publication.channels.all() if record.pk in channel_desk.unclean_of(publication)
        ],
        "now_local": timezone.localtime(day.now()).strftime("%Y-%m-%dT%H:%M"),
    }
