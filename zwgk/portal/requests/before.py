"""Before asking (申请之前): five ways, what is public already, which organ probably holds it; without script, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from zwgk.inforequests import deflecting
from zwgk.people import local, public
from zwgk.people.today import today
from zwgk.portal import shell
from zwgk.portal.parts import PLATFORM
from zwgk.portal.rates import limited
from zwgk.portal.shell import Crumb, Tags
from zwgk.publishing import addresses, queries, shelf
from zwgk.rules import whose
from zwgk.rules.errors import RuleViolation
from zwgk.search import queries as searches

if TYPE_CHECKING:
    from zwgk.people.models import Unit

HERE = "/gongkai/shenqing/"
REQUESTS = Crumb("依申请公开", HERE)
MAX_WORDS = 60
_FOUND = 5


@dataclass(frozen=True, slots=True)
class Window:
    """Records about oneself that have a window and rules of their own; ``words`` find the organ here."""

    what: str
    words: tuple[str, ...]


#: 条例第三十六条第（七）项: registers with rules of their own
WINDOWS = (
    Window("不动产登记资料", ("不动产", "自然资源")),
    Window("企业、个体工商户登记档案", ("市场监督",)),
    Window("婚姻登记档案", ("民政",)),
    Window("社会保险缴费和待遇记录", ("社会保障", "人力资源")),
    Window("医疗保障记录", ("医疗保障",)),
    Window("户籍资料", ("公安",)),
    Window("学籍档案", ("教育",)),
    Window("已经移交档案馆的档案", ("档案馆", "档案")),
)


@dataclass(frozen=True, slots=True)
class Likely:
    """An organ proposed, and why."""

    unit: Unit
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper that is public already."""

    number: int
    title: str
    url: str
    day: str


def entrance(request: HttpRequest) -> HttpResponse:
    """``/gongkai/shenqing/``: the five ways; the same page for all, so it lies on the shelf."""
    site = public.site()
    government = site.government if site else None
    on = today()
    cleared = _is_cleared()
    here = local.figures_of(government)
    shell.depends(request, shelf.DAY, shelf.key_of_standing("guide"))
    return shell.page(
        request,
        "portal/requests/entrance.html",
        title="依申请公开",
        section="request",
        site=site,
        crumbs=[PLATFORM, Crumb("依申请公开")],
        tags=Tags("依申请公开", "政府信息公开", "申请公开政府信息、查询办理进度"),
        cleared=cleared,
        offices=offices() if cleared else [],
        reply=here.figure("request.reply", on=on),
        extension=here.figure("request.extension_max", on=on),
    )


def _is_cleared() -> bool:
    """Whether addresses and telephones of the organs may be shown here (常设审查)."""
    site = public.site()
    government = site.government_id if site else None
    return bool(queries.standing_since("guide", organ_id=government, today=today()))


def offices() -> list[Unit]:
    """The organs that take applications, those without any contact left out."""
    return [unit for unit in takers() if unit.address or unit.phone or unit.email]


def takers() -> list[Unit]:
    """Every organ to which one may apply."""
    return list(public.organs().filter(valid_to=None))


def windows(request: HttpRequest) -> HttpResponse:
    """``/gongkai/shenqing/chuangkou/``: whose window is right for records about oneself."""
    cleared = _is_cleared()
    organs = takers()
    found = [(w.what, _organ_of(w, organs)) for w in WINDOWS]
    return shell.page(
        request,
        "portal/requests/windows.html",
        title="查自己的档案",
        section="request",
        crumbs=[PLATFORM, REQUESTS, Crumb("查自己的档案")],
        cleared=cleared,
        windows=[(what, unit) for what, unit in found if unit is not None],
        robots=False,
    )


def _organ_of(window: Window, organs: list[Unit]) -> Unit | None:
    return next((unit for word in window.words for unit in organs if word in unit.name), None)


@limited("request-before", 60, per=60)
def before(request: HttpRequest) -> HttpResponseBase:
    """``/gongkai/shenqing/chazhao/?q=…``: what is public already and whom to ask; then on to the form."""
    words = request.GET.get("q", "").strip()
    likely = proposed(words)
    onward = {"q": words[:500], "organ": str(likely[0].unit.pk) if likely else ""}
    return shell.page(
        request,
        "portal/requests/before.html",
        title="先看一看有没有公开",
        section="request",
        crumbs=[PLATFORM, REQUESTS, Crumb("先查一查")],
        words=words,
        hits=public_already(words),
        likely=likely,
        onward=f"{HERE}tianxie/?{urlencode({k: v for k, v in onward.items() if v})}",
        robots=False,
    )


@limited("request-before", 60, per=60)
def already(request: HttpRequest) -> HttpResponseBase:
    """``/gongkai/shenqing/yigongkai/?q=…``: the same list as a piece of page, while somebody types."""
    words = request.GET.get("q", "").strip()
    page = render(
        request,
        "portal/requests/already.html",
        {"hits": public_already(words), "likely": proposed(words), "live": True},
    )
    page.headers["Cache-Control"] = "no-store"
    return page


@limited("request-found", 30, per=60)
def settled(request: HttpRequest) -> HttpResponseBase:
    """``/gongkai/shenqing/zhaodao/``: this is it, no need to apply; counted, and on to the paper or the way chosen."""
    where, number = request.POST.get("where", ""), request.POST.get("number", "")
    if request.method != "POST" or where not in {str(w) for w in deflecting.Where}:
        return redirect(HERE)
    deflecting.count(deflecting.Where(where), on=today())
    if number.isdecimal() and len(number) <= 18 and queries.find(int(number)) is not None:
        return redirect(addresses.publication(int(number)))
    return redirect(HERE)


def public_already(words: str) -> list[Hit]:
    """What is public and sounds like it."""
    if len(words) < 2:
        return []
    try:
        hits = searches.search(words[:MAX_WORDS], limit=_FOUND).hits
    except RuleViolation:  # too long a word for the index: nothing is proposed
        return []
    return [Hit(int(hit.key), hit.display.title, hit.display.url, hit.display.published_on or "") for hit in hits]


def proposed(words: str) -> list[Likely]:
    """Which organs say that this is theirs."""
    if len(words) < 2:
        return []
    organs = {unit.pk: unit for unit in takers()}
    rows = ((pk, f"{unit.name} {unit.short_name}", unit.duties_text) for pk, unit in organs.items())
    return [Likely(organs[found.key], found.words) for found in whose.proposals(words[:500], rows)]
