"""Validity kept in step with its facts: changes read from a paper's links, circles refused, labels derived and shown.

``Publication.validity``, ``in_force_from``, ``in_force_to`` and ``turns_on`` are written by :func:`recount` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from zwgk.jobs.queue import enqueue
from zwgk.people.today import today
from zwgk.publishing import effects, shelf
from zwgk.publishing.models import ColumnPath, Link, Publication
from zwgk.publishing.models.validity import ValidityChange
from zwgk.rules import validity as rules
from zwgk.rules.errors import BadInput
from zwgk.rules.publication import Validity
from zwgk.rules.validity import STATED, Change, ChangeKind, Facts
from zwgk.search import outbox

#: links that say that another paper changes
LINKS = frozenset(str(kind) for kind in ChangeKind) - {str(ChangeKind.LAPSES)}
STATED_THERE = "原网站载明"
_FIELDS = ["validity", "in_force_from", "in_force_to", "turns_on"]


def facts_of(publications: Iterable[Publication]) -> dict[int, Facts]:
    """What is known of each paper's validity; one question for however many."""
    papers = {p.pk: p for p in publications}
    changes: dict[int, list[Change]] = {}
    rows = ValidityChange.objects.filter(publication__in=papers, voided_at=None).order_by("on", "pk")
    # the portal asks as well, and its account may not read who recorded a change
    for row in rows.only("publication", "kind", "on", "articles", "until"):
        changes.setdefault(row.publication_id, []).append(as_change(row))
    return {
        pk: Facts(
            p.date_written or p.published_on,
            p.effective_on,
            p.expires_on,
            tuple(changes.get(pk, ())),
            p.is_normative or p.validity not in {"", str(Validity.NONE)},
        )
        for pk, p in papers.items()
    }


def as_change(row: ValidityChange) -> Change:
    """A row as the rules see it."""
    return Change(ChangeKind(row.kind), row.on, row.articles, row.until)


def recount(publications: Sequence[Publication], *, on: date) -> list[Publication]:
    """Derive label and span of each from its facts and save them; returns those whose label changed."""
    facts = facts_of(publications)
    moved, written = [], []
    for publication in publications:
        standing = rules.standing(facts[publication.pk], on)
        label = "" if standing.validity is Validity.NONE else str(standing.validity)
        wanted = (label, standing.first, standing.last, standing.turns_on)
        if tuple(getattr(publication, name) for name in _FIELDS) == wanted:
            continue
        if publication.validity != label:
            moved.append(publication)
        for name, value in zip(_FIELDS, wanted, strict=True):
            setattr(publication, name, value)
        written.append(publication)
    Publication.objects.bulk_update(written, _FIELDS, batch_size=100)
    return moved


def announce(publications: Sequence[Publication], *, at: datetime) -> None:
    """Let pages, lists and the search tell the new state, in the same transaction; the questions do not grow."""
    if not publications:
        return
    effects.mark_changed([p.pk for p in publications], at=at)
    outbox.enqueue_many([str(p.pk) for p in publications])
    above = ColumnPath.objects.filter(below__in={p.column_id for p in publications}).values_list("above_id", flat=True)
    keys = {shelf.key_of_publication(p.pk) for p in publications}
    keys |= {shelf.key_of_column(column) for column in above}
    keys |= {shelf.key_of_organ(p.organ_id) for p in publications}
    shelf.mark_stale(sorted(keys), at=at)
    enqueue(effects.SHELVE, key=effects.SHELVE, args={})


def onward(papers: set[int]) -> Mapping[int, list[int]]:
    """For each of these papers, the papers that it ends, amends or extends."""
    found: dict[int, list[int]] = {}
    rows = ValidityChange.objects.filter(basis__in=papers, voided_at=None).order_by("pk")
    for basis, target in rows.values_list("basis_id", "publication_id"):
        if basis is not None:
            found.setdefault(basis, []).append(target)
    return found


def must_not_circle(
    basis: Publication, target: Publication, *, what: str, unsaved: Sequence[ValidityChange] = ()
) -> None:
    """Refuse where ``target`` already ends or amends ``basis``, directly or through others; the way is named.

    ``unsaved``: changes about to be kept with this one. Errors: :class:`BadInput`.
    """

    def step(papers: set[int]) -> Mapping[int, list[int]]:
        found = {basis: list(targets) for basis, targets in onward(papers).items()}
        for row in unsaved:
            if row.basis_id in papers:
                found.setdefault(row.basis_id or 0, []).append(row.publication_id)
        return found

    way = rules.path(target.pk, basis.pk, step)
    if not way:
        return
    titles = dict(Publication.objects.filter(pk__in=way).values_list("pk", "title"))
    named = " → ".join(f"《{titles[pk]}》" for pk in (*way, target.pk))
    raise BadInput(
        what=what,
        why=f"两份文件会互相废止或修改：{named}" if len(way) > 1 else f"《{titles[target.pk]}》不能变动它自己",
        remedy="请核对哪一份在后，改正关联后再办理",
        field="publication",
    )


def settle(publications: Sequence[Publication], *, by: str, at: datetime, strict: bool = True) -> list[str]:
    """Take in what newly placed wordings say of validity, their own and other papers', and derive every label anew.

    ``strict``: what cannot be true is refused (:class:`BadInput`, nothing is changed); else, for what an old site says,
    it is left out and returned as sentences.
    """
    doubts: list[str] = []
    targets = _links_taken(publications, by=by, at=at, strict=strict, doubts=doubts)
    own = [p for p in publications if _has_validity(p)]
    _stated(own, by=by, at=at)
    if own or targets:
        told = {p.pk for p in publications}
        others = [target for pk, target in targets.items() if pk not in told]
        recount([*own, *others], on=today())
        announce(others, at=at)
    return doubts


def _has_validity(publication: Publication) -> bool:
    dated = publication.effective_on or publication.expires_on
    return publication.is_normative or bool(dated) or publication.validity not in {"", str(Validity.NONE)}


def _links_taken(
    publications: Sequence[Publication], *, by: str, at: datetime, strict: bool, doubts: list[str]
) -> dict[int, Publication]:
    """Make the changes that links tell, void those that they no longer tell; returns every paper concerned."""
    bases = {p.pk: p for p in publications}
    links = list(Link.objects.filter(publication__in=bases, kind__in=LINKS).exclude(target=None).order_by("pk"))
    rows = ValidityChange.objects.filter(basis__in=bases, by_link=True, voided_at=None)
    before = {(row.basis_id, row.publication_id, row.kind): row for row in rows}
    if not links and not before:
        return {}
    ids = {link.target_id for link in links} | {row.publication_id for row in before.values()}
    targets = Publication.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([pk for pk in ids if pk])
    told = {(link.publication_id, link.target_id, link.kind) for link in links}
    for key, row in before.items():
        if key not in told:
            row.voided_at, row.void_reason = at, "依据文件更正后不再载明"
            row.save(update_fields=["voided_at", "void_reason"])
    facts = facts_of(targets.values())
    ended: set[tuple[int, int]] = set()
    made: list[ValidityChange] = []
    # a paper that nothing changes cannot be at the end of a way: most bases are new and need not be asked
    changed = ValidityChange.objects.filter(publication__in=bases, voided_at=None)
    suspect = set(changed.values_list("publication_id", flat=True))
    for link in links:
        target, basis = targets[link.target_id or 0], bases[link.publication_id]
        change = _change_of(link, basis, strict=strict)
        once = (basis.pk, target.pk)
        known = before.get((basis.pk, target.pk, link.kind))
        if change.ends_all and once in ended:
            continue  # “废止” and “代替” of one paper by the same paper are one end
        if change.ends_all:
            ended.add(once)
        if known is not None and as_change(known) == change:
            continue
        if known is not None:
            known.voided_at, known.void_reason = at, "依据文件更正，条款或日期有变动"
            known.save(update_fields=["voided_at", "void_reason"])
            facts |= facts_of([target])
        try:
            if basis.pk == target.pk or basis.pk in suspect or len(bases) > 1:
                must_not_circle(basis, target, what="不能公开", unsaved=made)
            rules.must_be_sound(
                change, facts[target.pk], title=target.title, basis_on=basis.date_written or basis.published_on
            )
        except BadInput as refusal:
            if strict:
                raise
            doubts.append(str(refusal))
            continue
        made.append(
            ValidityChange(
                publication=target,
                kind=str(change.kind),
                basis=basis,
                on=change.on,
                articles=change.articles,
                until=change.until,
                by_link=True,
                by=by,
                at=at,
            )
        )
        known_now = facts[target.pk]
        facts[target.pk] = replace(known_now, changes=(*known_now.changes, change))
    ValidityChange.objects.bulk_create(made, batch_size=200)
    return targets


def _change_of(link: Link, basis: Publication, *, strict: bool) -> Change:
    """What a link tells. A new paper's word holds from the day it takes effect, else from its publication; an old
    site's papers were made long before they were put up there.
    """
    made = basis.published_on if strict else basis.date_written or basis.published_on
    return Change(ChangeKind(link.kind), basis.effective_on or made, link.articles, link.until)


def _stated(publications: Sequence[Publication], *, by: str, at: datetime) -> None:
    """Keep as a change of unknown day what a wording says of its own state and no fact explains (历史迁移)."""
    wanted = [(p, STATED[Validity(p.validity)]) for p in publications if p.validity and p.validity in STATED]
    if not wanted:
        return
    facts = facts_of(p for p, _ in wanted)
    ValidityChange.objects.bulk_create(
        ValidityChange(publication=p, kind=str(kind), basis_text=STATED_THERE, by=by, at=at)
        for p, kind in wanted
        if not facts[p.pk].changes and str(rules.validity_on(facts[p.pk], today())) != p.validity
    )
