import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

#: links that say that another paper changes, and states that an old site told
_LINKS = ("repeals", "replaces", "declares", "amends")
_STATED = {"amended": "amends", "repealed": "repeals", "declared": "declares", "expired": "lapses"}


def take_in(apps, editor):
    """Links and states that were there before become changes; the nightly turn derives spans and labels from them."""
    Publication, Link = apps.get_model("publishing", "Publication"), apps.get_model("publishing", "Link")
    Change = apps.get_model("publishing", "ValidityChange")
    now, rows, ended = timezone.now(), {}, set()
    links = Link.objects.filter(kind__in=_LINKS, target__isnull=False).select_related("publication").order_by("pk")
    for link in links.iterator(chunk_size=500):
        basis = link.publication
        key = (link.target_id, link.kind, basis.pk)
        if link.target_id == basis.pk or key in rows or (link.kind != "amends" and link.target_id in ended):
            continue
        if link.kind != "amends":
            ended.add(link.target_id)
        rows[key] = Change(
            publication_id=link.target_id,
            kind=link.kind,
            basis_id=basis.pk,
            on=basis.effective_on or basis.date_written or basis.published_on,
            by_link=True,
            at=now,
        )
    Change.objects.bulk_create(rows.values(), batch_size=500)
    told = {target for target, _, _ in rows}
    stated = Publication.objects.filter(validity__in=list(_STATED)).order_by("pk")
    Change.objects.bulk_create(
        [
            Change(publication_id=pk, kind=_STATED[state], basis_text="原网站载明", at=now)
            for pk, state, expires in stated.values_list("pk", "validity", "expires_on")
            if pk not in told and not (state == "expired" and expires and expires < now.date())
        ],
        batch_size=500,
    )
    has_validity = (
        models.Q(is_normative=True)
        | models.Q(effective_on__isnull=False)
        | models.Q(expires_on__isnull=False)
        | ~models.Q(validity__in=["", "none"])
    )
    Publication.objects.filter(has_validity).update(turns_on=models.F("published_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0003_catalogue"),
    ]

    operations = [
        migrations.CreateModel(
            name="ValidityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("amends", "修改"),
                            ("repeals", "废止"),
                            ("replaces", "代替"),
                            ("declares", "宣布失效"),
                            ("lapses", "失效"),
                            ("extends", "延长有效期"),
                        ],
                        max_length=12,
                        verbose_name="变动",
                    ),
                ),
                ("basis_text", models.CharField(blank=True, max_length=300, verbose_name="依据文件名称")),
                ("basis_number", models.CharField(blank=True, max_length=80, verbose_name="依据文件文号")),
                ("on", models.DateField(blank=True, null=True, verbose_name="生效日期")),
                ("articles", models.CharField(blank=True, max_length=300, verbose_name="条款")),
                ("until", models.DateField(blank=True, null=True, verbose_name="延长至")),
                ("by_link", models.BooleanField(default=False, verbose_name="由依据文件载明")),
                ("by", models.CharField(blank=True, max_length=120, verbose_name="登记人")),
                ("at", models.DateTimeField(verbose_name="登记时间")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, max_length=300, verbose_name="作废原因")),
                (
                    "basis",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_by",
                        to="publishing.publication",
                        verbose_name="依据文件",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_to",
                        to="publishing.publication",
                        verbose_name="被变动的文件",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["publication", "on"], name="validity_change_of"),
                    models.Index(fields=["basis", "kind"], name="validity_change_by"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(basis__isnull=False) | ~models.Q(basis_text=""),
                        name="validity_change_has_a_basis",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(basis=models.F("publication")), name="no_paper_changes_itself"
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(kind="extends") | models.Q(until__isnull=False),
                        name="extension_says_until_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(voided_at=None) | ~models.Q(void_reason=""), name="void_change_says_why"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(voided_at=None) & models.Q(basis__isnull=False),
                        fields=("publication", "kind", "basis"),
                        name="validity_change_once",
                    ),
                ],
            },
        ),
        migrations.AddField("link", "articles", models.CharField(blank=True, max_length=300, verbose_name="条款")),
        migrations.AddField("link", "until", models.DateField(blank=True, null=True, verbose_name="延长至")),
        migrations.AddField(
            "publication", "in_force_from", models.DateField(blank=True, null=True, verbose_name="有效自")
        ),
        migrations.AddField(
            "publication", "in_force_to", models.DateField(blank=True, null=True, verbose_name="有效至")
        ),
        migrations.AddField(
            "publication", "turns_on", models.DateField(blank=True, null=True, verbose_name="下次变动")
        ),
        migrations.AddIndex(
            "publication",
            models.Index(condition=models.Q(turns_on__isnull=False), fields=["turns_on"], name="publication_turns"),
        ),
        migrations.AlterField(
            model_name="link",
            name="kind",
            field=models.CharField(
                choices=[
                    ("basis", "依据"),
                    ("interprets", "解读"),
                    ("replaces", "代替"),
                    ("repeals", "废止"),
                    ("amends", "修改"),
                    ("declares", "宣布失效"),
                    ("extends", "延长有效期"),
                    ("chain", "后续"),
                    ("reprints", "转载"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="validity",
            field=models.CharField(
                blank=True,
                choices=[
                    ("in_force", "现行有效"),
                    ("amended", "已修改"),
                    ("repealed", "已废止"),
                    ("declared", "宣布失效"),
                    ("expired", "已失效"),
                    ("not_yet", "尚未施行"),
                    ("none", ""),
                ],
                default="",
                max_length=12,
                verbose_name="有效性",
            ),
        ),
        migrations.RunPython(take_in, migrations.RunPython.noop),
    ]
