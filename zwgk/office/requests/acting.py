"""Acts that need a form and nothing more: each is a row with its fields; one page asks, one view does.

A form carries the moment of the case that was on the screen: what somebody else did meanwhile is told, and everything
typed stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from zwgk.inforequests import queries
from zwgk.office import posted, shell
from zwgk.office.requests import case as pages
from zwgk.office.requests.finding import Case, case_of, head
from zwgk.rules.errors import BadInput, RuleViolation

Kind = Literal["text", "long", "day", "number", "choice", "tick", "file"]
Choices = Sequence[tuple[str, str]]
Facts = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Field:
    """One field: name, label, a hint, and what stands in it at first. ``choices`` and ``first`` may ask the case."""

    name: str
    label: str
    hint: str = ""
    kind: Kind = "text"
    rows: int = 3
    most: int = 300
    needed: bool = True
    choices: Choices | Callable[[Case], Choices] = ()
    first: str | Callable[[Case], str] = ""


@dataclass(frozen=True)
class FormAct:
    """One act: what it does in a sentence, its fields, and how it is done.

    ``do`` returns what to say, or a page of its own. ``facts``: what the handler should see before deciding, as label
    and text (the day that would be due, the figures of the history). ``move``: the move that allows it, where it is
    not called as the act.
    """

    says: str
    fields: tuple[Field, ...]
    do: Callable[[HttpRequest, Case], str | HttpResponseBase]
    button: str = ""
    facts: Callable[[Case], Facts] | None = None
    move: str = ""


@dataclass(frozen=True)
class Shown:
    """A field as the page shows it for this case."""

    field: Field
    choices: Choices
    first: str


def view_of(acts: Mapping[str, FormAct]) -> Callable[[HttpRequest, str, str], HttpResponseBase]:
    """The view over a table of acts."""

    def view(request: HttpRequest, number: str, act: str) -> HttpResponseBase:
        """Ask for what the act needs, then do it."""
        row = acts.get(act)
        if row is None:
            raise Http404
        case = case_of(request, number)
        refusal: RuleViolation | None = None
        if request.method == "POST":
            try:
                queries.as_seen(case.request, posted.text(request, "seen"))
                closed = queries.why_not(case.request, row.move or act, case.actor)
                if closed is not None:
                    raise closed
                said = row.do(request, case)
            except RuleViolation as found:
                refusal = found
                case = case_of(request, number)
            else:
                return said if isinstance(said, HttpResponseBase) else shell.done(request, said, to=case.base)
        closed = queries.why_not(case.request, row.move or act, case.actor)
        if closed is not None:
            return pages.show(request, case, refusal=refusal or closed)
        return shell.render(request, "requests/act.html", _context(case, act, row), refusal=refusal)

    return view


def _context(case: Case, act: str, row: FormAct) -> dict[str, Any]:
    move = queries.move(row.move or act)
    return {
        **head(case),
        "act": row,
        "act_name": act,
        "button": row.button or move.label,
        "danger": move.danger,
        "facts": row.facts(case) if row.facts else (),
        "fields": [
            Shown(
                field,
                field.choices(case) if callable(field.choices) else field.choices,
                field.first(case) if callable(field.first) else field.first,
            )
            for field in row.fields
        ],
        "has_file": any(field.kind == "file" for field in row.fields),
    }


def chosen(request: HttpRequest, name: str, label: str, among: Mapping[str, Any]) -> Any:
    """What was chosen among rows by number. Errors: :class:`BadInput` at the field."""
    found = among.get(posted.text(request, name))
    if found is None:
        raise BadInput(what="没有办理", why=f"没有选择“{label}”", remedy=f"请选择“{label}”", field=name)
    return found
