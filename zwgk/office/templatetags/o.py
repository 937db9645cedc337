"""Small words of the office's templates: what was typed, the refusal at its field, states with colour and word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zwgk.rules.duties import Duty
from zwgk.rules.labelled import Labelled
from zwgk.rules.lights import Light, Standing

register = template.Library()

#: class of the stylesheet for each light; its word always stands beside it
LIGHT_CLASS = {
    Light.OVERDUE: "late",
    Light.TODAY: "due-today",
    Light.SOON: "soon",
    Light.NORMAL: "ok",
    Light.PAUSED: "pause",
}


@register.simple_tag(takes_context=True)
def kept(context: template.Context, name: str, otherwise: Any = "") -> Any:
    """What was typed into a field before a refusal, else the stored value."""
    typed = context.get("typed")
    if typed and name in typed:
        return typed.get(name)
    return "" if otherwise is None else otherwise


@register.simple_tag(takes_context=True)
def ticked(context: template.Context, name: str, value: Any, stored: Any = False) -> str:
    """``checked`` where the box was set before a refusal, else where ``stored`` is true or the value itself."""
    typed = context.get("typed")
    if typed:
        return "checked" if str(value) in typed.getlist(name) else ""
    is_set = stored if isinstance(stored, bool) else str(stored) == str(value)
    return "checked" if is_set else ""


@register.simple_tag(takes_context=True)
def picked(context: template.Context, name: str, value: Any, otherwise: Any = "") -> str:
    """``selected`` for the option that was chosen before a refusal, else for the stored one."""
    typed = context.get("typed")
    now = typed.get(name) if typed and name in typed else otherwise
    return "selected" if str(now if now is not None else "") == str(value) else ""


@register.simple_tag(takes_context=True)
def at_field(context: template.Context, name: str) -> SafeString:
    """The refusal's sentence under the field at fault; nothing elsewhere."""
    refusal = context.get("refusal")
    if refusal is None or refusal.field != name:
        return SafeString("")
    return format_html('<p class="fault" id="{}-say">{}。{}。</p>', name, refusal.why, refusal.remedy)


@register.simple_tag(takes_context=True)
def bad(context: template.Context, name: str) -> SafeString:
    """The attributes that mark a field at fault."""
    refusal = context.get("refusal")
    if refusal is None or refusal.field != name:
        return SafeString("")
    return format_html('aria-invalid="true" aria-describedby="{}-say"', name)


@register.filter
def light_class(standing: Standing | None) -> str:
    """The class of a light."""
    return LIGHT_CLASS[standing.light] if standing else ""


@register.filter
def left_words(standing: Standing | None) -> str:
    """``剩 3 天``, ``今天``, ``超 2 天``, ``暂停``."""
    if standing is None:
        return ""
    if standing.light is Light.TODAY:
        return "今天"
    if standing.light is Light.OVERDUE:
        return f"超 {max(-standing.left, 1)} 天"
    return "暂停" if standing.light is Light.PAUSED else f"剩 {standing.left} 天"


@register.filter
def short_day(value: Any) -> str:
    """``11月20日 周五``; "" for nothing."""
    if not isinstance(value, date):
        return ""
    return f"{value.month}月{value.day}日 周{'一二三四五六日'[value.weekday()]}"


@register.filter
def label(member: Any) -> str:
    """The Chinese label of a member of a vocabulary."""
    return member.label if isinstance(member, Labelled) else str(member or "")


@register.filter
def duty_label(code: str) -> str:
    """The Chinese name of a duty."""
    return Duty(code).label


@register.filter
def has(collection: Any, item: Any) -> bool:
    """``item in collection``."""
    return item in collection if collection else False


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """The page's own query with some fields changed; empty ones go."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in {"", None}:
            query[name] = str(value)
    encoded: str = query.urlencode()
    # a list that opens with a saved filter needs an address that asks for nothing
    return f"?{encoded}" if encoded else "?f=0" if context.get("kept_filters") else "?"
