"""People at work: leave, stand-ins with reservations, hand-overs, saved filters, keys that can be switched off."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from zwgk.people import guards


def name_the_people(apps, schema_editor):
    """Say of every delegation which people stand behind its two posts."""
    post = apps.get_model("people", "Post")
    apps.get_model("people", "Delegation").objects.update(
        absent_user=Subquery(post.objects.filter(pk=OuterRef("absent")).values("user")),
        deputy_user=Subquery(post.objects.filter(pk=OuterRef("deputy")).values("user")),
    )
    if schema_editor.connection.vendor == "postgresql":  # else the table could not be altered in this transaction
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def guard(apps, schema_editor):
    guards.install(schema_editor.connection)


def unguard(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_reorganisation"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.CharField(max_length=30, verbose_name="列表")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("query", models.CharField(max_length=500, verbose_name="条件")),
                ("is_default", models.BooleanField(default=False, verbose_name="打开列表时使用")),
                ("made_at", models.DateTimeField(verbose_name="保存时间")),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="delegation",
            name="absent_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="agreed_last",
            field=models.DateField(blank=True, null=True, verbose_name="原定至"),
        ),
        migrations.AddField(
            model_name="delegation",
            name="deputy_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="reserved",
            field=models.JSONField(blank=True, default=list, verbose_name="保留事项"),
        ),
        migrations.AddField(
            model_name="delegation",
            name="set_at",
            field=models.DateTimeField(null=True, verbose_name="设置时间"),
        ),
        migrations.AddField(
            model_name="delegation",
            name="set_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="设置人"),
        ),
        migrations.AddField(
            model_name="delegation",
            name="set_by_user",
            field=models.BigIntegerField(null=True, verbose_name="设置人编号"),
        ),
        migrations.AddField(
            model_name="post",
            name="handed_over_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="交出时间"),
        ),
        migrations.AddField(
            model_name="user",
            name="has_shortcuts",
            field=models.BooleanField(default=True, verbose_name="使用快捷键"),
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("move", "调动"),
                            ("leave", "离职"),
                            ("retire", "退休"),
                            ("rotate", "轮岗"),
                            ("long_leave", "长期离岗"),
                        ],
                        max_length=12,
                        verbose_name="原因",
                    ),
                ),
                ("last_day", models.DateField(verbose_name="在岗至")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("listing", "正在列清单"),
                            ("signing", "待签字"),
                            ("done", "已交接"),
                            ("dropped", "已取消"),
                        ],
                        default="listing",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="交接说明")),
                ("begun_by", models.CharField(max_length=120, verbose_name="发起人")),
                ("begun_by_user", models.BigIntegerField(null=True, verbose_name="发起人编号")),
                ("begun_at", models.DateTimeField(verbose_name="发起时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="people.post",
                        verbose_name="交出岗位",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandoverLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="类别")),
                ("ref", models.CharField(max_length=64, verbose_name="编号")),
                ("title", models.CharField(max_length=300, verbose_name="内容")),
                ("state", models.CharField(blank=True, max_length=120, verbose_name="现状")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("url", models.CharField(blank=True, max_length=200)),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="备注")),
                ("outcome", models.CharField(blank=True, max_length=10, verbose_name="结果")),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="people.handover"
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                        verbose_name="接收人",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HandoverSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("giver", "移交人"), ("taker", "接收人"), ("supervisor", "监交人")],
                        max_length=12,
                        verbose_name="身份",
                    ),
                ),
                ("user_id", models.BigIntegerField(null=True, verbose_name="签字人编号")),
                ("by", models.CharField(max_length=120, verbose_name="签字人")),
                ("word", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="签字时间")),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="people.handover"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annual", "年休假"),
                            ("travel", "出差"),
                            ("training", "培训"),
                            ("sick", "病假"),
                            ("private", "事假"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("first", models.DateField(verbose_name="自")),
                ("last", models.DateField(verbose_name="至")),
                ("entered_by", models.CharField(max_length=120, verbose_name="登记人")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="销假时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leaves", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="delegation",
            name="leave",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="delegations",
                to="people.leave",
            ),
        ),
        migrations.RunPython(name_the_people, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="delegation",
            name="absent_user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            model_name="delegation",
            name="deputy_user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="delegation",
            index=models.Index(fields=["deputy_user", "last"], name="delegation_to_user"),
        ),
        migrations.AddIndex(
            model_name="delegation",
            index=models.Index(fields=["absent", "last"], name="delegation_of_post"),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("absent_user", models.F("deputy_user")), _negated=True),
                name="delegation_to_another_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("set_by_user", None),
                    models.Q(("set_by_user", models.F("deputy_user")), _negated=True),
                    _connector="OR",
                ),
                name="delegation_not_to_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed_last", None), ("last__lte", models.F("agreed_last")), _connector="OR"),
                name="delegation_is_not_stretched",
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="shared_with",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.unit",
                verbose_name="共享给",
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="filters", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["post", "-id"], name="handover_of_post"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage__in", ["listing", "signing"])),
                fields=("post",),
                name="handover_one_open_a_post",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["listing", "signing", "done", "dropped"])),
                name="handover_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "done"), _negated=True), ("ended_at__isnull", False), _connector="OR"
                ),
                name="handover_done_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverline",
            constraint=models.UniqueConstraint(fields=("handover", "kind", "ref"), name="handed_over_once"),
        ),
        migrations.AddConstraint(
            model_name="handoversignature",
            constraint=models.UniqueConstraint(fields=("handover", "role", "post"), name="handover_signed_once"),
        ),
        migrations.AddConstraint(
            model_name="handoversignature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role__in", ["giver", "supervisor"])),
                fields=("handover", "user_id"),
                name="handover_supervised_by_another",
            ),
        ),
        migrations.AddIndex(
            model_name="leave",
            index=models.Index(fields=["user", "last"], name="leave_of_user"),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))), name="leave_runs_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["annual", "travel", "training", "sick", "private", "other"])),
                name="leave_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="savedfilter",
            index=models.Index(fields=["shared_with", "page"], name="filter_shared"),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(fields=("user", "page", "name"), name="filter_name_once"),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)), fields=("user", "page"), name="filter_one_default"
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
