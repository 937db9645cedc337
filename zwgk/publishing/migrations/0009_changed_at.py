"""When the public last saw a change, for those who harvest; lists by kind, subject and validity get their indexes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


def fill(apps: Any, schema_editor: Any) -> None:
    """What is public changed last with its present wording; what was taken away, when it was."""
    publication = apps.get_model("publishing", "Publication")
    removal = apps.get_model("publishing", "Removal")
    version = apps.get_model("publishing", "Version")
    wording = version.objects.filter(pk=OuterRef("current")).values("published_at")[:1]
    public = publication.objects.filter(visibility="public")
    public.filter(state="live").update(changed_at=Coalesce(Subquery(wording), "published_at"))
    left = removal.objects.filter(publication=OuterRef("pk")).order_by("-pk").values("at")[:1]
    public.exclude(state="live").update(changed_at=Coalesce(Subquery(left), "published_at"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("publishing", "0008_by_dimension")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="publication",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="最近变动时间"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=Q(("changed_at__isnull", False)), fields=["changed_at", "id"], name="publication_changed"
            ),
        ),
        *(
            migrations.AddIndex(
                model_name="publication",
                index=models.Index(fields=[field, "state", "visibility", "-published_at", "-id"], name=name),
            )
            for field, name in (
                ("kind", "publication_by_kind"),
                ("subject_code", "publication_by_subject"),
                ("validity", "publication_by_validity"),
            )
        ),
    ]
