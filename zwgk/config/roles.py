"""The portal's own account on PostgreSQL: what it may read and write, table by table. SQLite has no such wall.

``python -m zwgk.config.roles NAME`` prints the statements; ``zwgk serve`` and ``zwgk portal`` run them at start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import django
from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Grant:
    """What the portal may do with one table (``app.Model``); columns where not all of it."""

    model: str
    may: str
    columns: tuple[str, ...] = ()


#: what the public's pages read, and the little that a visitor's request adds
GRANTS: tuple[Grant, ...] = (
    *(Grant(f"people.{model}", "SELECT") for model in ("Unit", "FormerName", "Leader", "SiteSettings")),
    # the figures in force here, which the guide tells everybody (本地数值)
    Grant("people.LocalRule", "SELECT"),
    Grant("people.UnitPath", "SELECT"),
    # snapshots, catalogue, addresses; not the channels to clean, nor who fetched what
    *(
        Grant(f"publishing.{model}", "SELECT")
        for model in (
            *("Column", "ColumnPath", "ColumnCount", "Publication", "Version", "PublishedFile", "Listing", "Link"),
            *("Removal", "OldAddress"),
        )
    ),
    # SM3 beside SHA-256 (国密): digests of bytes, no names
    Grant("files.Blob", "SELECT", ("id", "sha256", "sm3")),
    # what became of organs and by which paper, not who entered it; the organ of then of papers that are led elsewhere
    Grant("people.Reorganisation", "SELECT", ("id", "kind", "on", "basis", "number", "name", "state")),
    Grant("people.ReorganisationLine", "SELECT"),
    Grant("people.MadeUnit", "SELECT"),
    Grant("publishing.IssuedAs", "SELECT"),
    # what changed the validity of what, not who recorded it
    Grant(
        "publishing.ValidityChange",
        "SELECT",
        (
            *("id", "publication_id", "kind", "basis_id", "basis_text", "basis_number"),
            *("on", "articles", "until", "voided_at"),
        ),
    ),
    # the list of what is withheld in force, not who drafted it; of items only what was let out, never their titles
    Grant(
        "publishing.NegativeEntry",
        "SELECT",
        (
            *("id", "organ_id", "name", "matters", "ground_code", "law", "scope", "unit_id", "review_on"),
            *("reviewed_on", "state", "valid_from", "ended_on", "why_ended", "replaces_id", "clearance_id"),
        ),
    ),
    Grant(
        "publishing.WithheldItem",
        "SELECT",
        (
            *("id", "organ_id", "year", "serial", "kind", "state", "is_secret", "ground_code", "decided_on"),
            *("review_on", "public_title", "clearance_id"),
        ),
    ),
    # whether a class of generated pages is cleared (常设清单), and until when; not by whom nor on what text
    Grant(
        "publishing.Clearance",
        "SELECT",
        ("id", "kind", "organ_id", "standing_class", "approved_on", "valid_to", "revoked_at"),
    ),
    # that an earlier wording is no longer shown, since when and for what kind of reason; not the internal one
    Grant("publishing.Hiding", "SELECT", ("id", "version_id", "cause", "on")),
    # the catalogue in force and its editions, not who drafted them; topics as cleared, not as they are being edited
    *(
        Grant(f"publishing.{model}", "SELECT")
        for model in ("Catalogue", "CatalogueItem", "CatalogueRow", "Chain", "ChainPlan", "TopicItem", "Booklet")
    ),
    Grant(
        "publishing.CatalogueEdition",
        "SELECT",
        ("id", "catalogue_id", "no", "state", "note", "clearance_id", "in_force_on"),
    ),
    Grant("publishing.CatalogueFiling", "SELECT", ("id", "item_id", "publication_id", "is_out")),
    Grant(
        "publishing.Topic",
        "SELECT",
        ("id", "slug", "organ_id", "state", "shown", "clearance_id", "order", "opened_on", "closed_on"),
    ),
    # also published there (也发布于): not who recorded it, nor whether the texts agree
    Grant(
        "publishing.ChannelRecord",
        "SELECT",
        ("id", "publication_id", "version_id", "channel", "place", "url", "at", "until", "cleaned_at"),
    ),
    # issues of the gazette: not who edits, binds and approves them
    Grant(
        "publishing.GazetteIssue",
        "SELECT",
        ("id", "year", "no", "total_no", "serial", "on", "stage", "pdf_sha256", "pdf_size", "pages", "published_at"),
    ),
    Grant("publishing.GazetteArticle", "SELECT"),
    # requests: written and never read back, but for what tells an applicant how his own one stands
    Grant("inforequests.SealingKey", "SELECT"),
    Grant("inforequests.Filing", "INSERT"),
    Grant("inforequests.Filing", "SELECT", ("id", "number", "code_digest", "token", "organ_id", "filed_at")),
    Grant("inforequests.FilingProof", "INSERT"),
    Grant("inforequests.FilingProof", "SELECT", ("id",)),
    Grant("inforequests.Progress", "SELECT"),
    Grant("inforequests.Opening", "INSERT"),
    Grant("inforequests.Opening", "SELECT", ("id",)),
    # replies, sealed for number and code; what a paper is, for whoever holds it (验真)
    Grant(
        "inforequests.ReplyPart",
        "SELECT",
        (*("id", "filing_id", "delivery_id", "kind", "no", "sealed_name", "mime", "size", "sha256", "made_at"),),
    ),
    Grant("inforequests.PaperCheck", "SELECT"),
    # what the applicant does online goes in and is not read back
    Grant("inforequests.OnlineAct", "INSERT"),
    Grant("inforequests.OnlineAct", "SELECT", ("id",)),
    # whose opinion is asked about what, by which organ; never for whom
    Grant("inforequests.InfoRequest", "SELECT", ("id", "organ_id")),
    Grant(
        "inforequests.Consultation",
        "SELECT",
        ("id", "request_id", "kind", "excerpt", "token_digest", "answer_by", "ended_on"),
    ),
    Grant("inforequests.ConsultationAnswer", "INSERT"),
    Grant("inforequests.ConsultationAnswer", "SELECT", ("id", "consultation_id")),
    # found before asking: a number a day
    Grant("inforequests.Deflection", "INSERT"),
    Grant("inforequests.Deflection", "SELECT"),
    Grant("inforequests.Deflection", "UPDATE", ("number",)),
    Grant("publishing.ReadingPoint", "SELECT"),
    # pages of attachments as pictures
    Grant("publishing.PagePicture", "SELECT"),
    # subscriptions by e-mail: kept, confirmed and ended by their own links; the sealed address is written, never read
    Grant("publishing.FollowSettings", "SELECT", ("id", "is_open", "is_ready", "hour", "weekday", "public_key")),
    Grant("publishing.Following", "INSERT"),
    Grant("publishing.Following", "DELETE"),
    Grant(
        "publishing.Following",
        "SELECT",
        (
            *("id", "kind", "target", "words", "narrowed", "cadence", "state", "expires_at"),
            *("address_digest", "confirm_digest", "leave_digest"),
        ),
    ),
    Grant("publishing.Following", "UPDATE", ("state", "expires_at", "told_until")),
    Grant("publishing.Feedback", "INSERT"),
    Grant("publishing.Feedback", "SELECT", ("id",)),
)
#: rooms all of whose tables the portal writes: its own counters (限流)
OWN_APPS = ("portal",)


def statements(role: str) -> list[str]:
    """The SQL that takes everything from ``role`` and gives back what the portal needs. The role must exist."""
    name = f'"{role.replace(chr(34), chr(34) * 2)}"'
    made = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f'GRANT SELECT ON "django_migrations" TO {name}',
    ]
    for app in OWN_APPS:
        made += [f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {name}" for table in _tables_of(app)]
    for grant in GRANTS:
        model = apps.get_model(grant.model)
        columns = f" ({', '.join(_quoted(grant.columns))})" if grant.columns else ""
        made.append(f'GRANT {grant.may}{columns} ON "{model._meta.db_table}" TO {name}')
    return made


def tables() -> set[str]:
    """The tables that the portal's account may touch at all."""
    granted = {apps.get_model(grant.model)._meta.db_table for grant in GRANTS}
    own = {name.strip('"') for app in OWN_APPS for name in _tables_of(app)}
    return granted | own | {"django_migrations"}


def apply(connection: BaseDatabaseWrapper, role: str) -> None:
    """Run the statements; the caller is the owner of the tables."""
    with connection.cursor() as cursor:
        for statement in statements(role):
            cursor.execute(statement)


def role_of(url: str) -> str:
    """The account named in a database URL; empty where there is none."""
    return unquote(urlsplit(url).username or "") if url else ""


def _tables_of(app: str) -> list[str]:
    if not apps.is_installed(f"zwgk.{app}"):
        return []
    models = apps.get_app_config(app).get_models(include_auto_created=True)
    return _quoted(sorted(model._meta.db_table for model in models))


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def main(argv: list[str]) -> int:
    """Print the statements for one role name."""
    if len(argv) != 1:
        print("用法：python -m zwgk.config.roles 账号名", file=sys.stderr)  # noqa: T201
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zwgk.config.settings.worker")
    django.setup()
    print(";\n".join(statements(argv[0])) + ";")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
