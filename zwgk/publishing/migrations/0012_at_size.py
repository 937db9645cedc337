"""A million papers: the site's frame as one number, when pages were read last, what is found in migrated papers."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("publishing", "0011_issued_as"),
    ]

    operations: ClassVar = [
        # every page depends on it: no longer kept page by page
        migrations.RunSQL("DELETE FROM publishing_shelfkey WHERE key = 'site'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="MigrationFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("email", "电子邮箱"),
                            ("id_card", "居民身份证号码"),
                            ("bank_card", "银行卡号"),
                            ("mobile", "手机号码"),
                            ("landline", "固定电话"),
                            ("plate", "车牌号"),
                            ("passport", "护照号"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="处数")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="核对时间")),
                ("settled_by", models.CharField(blank=True, max_length=120, verbose_name="核对人")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="核对意见")),
            ],
        ),
        migrations.CreateModel(
            name="MigrationScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_version", models.BigIntegerField(default=0, verbose_name="查到的版本")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="总数")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已检查")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
        ),
        migrations.CreateModel(
            name="ShelfTurn",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="shelfpage",
            name="read_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="shelfpage",
            name="turn",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="shelfpage",
            index=models.Index(fields=["turn", "id"], name="shelf_turn"),
        ),
        migrations.AddIndex(
            model_name="shelfpage",
            index=models.Index(fields=["read_on", "id"], name="shelf_read"),
        ),
        migrations.AddField(
            model_name="migrationfinding",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="migration_findings",
                to="publishing.publication",
            ),
        ),
        migrations.AddField(
            model_name="migrationfinding",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.version"
            ),
        ),
        migrations.AddField(
            model_name="migrationscan",
            name="clearance",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scan",
                to="publishing.clearance",
                verbose_name="迁移批准",
            ),
        ),
        migrations.AddIndex(
            model_name="migrationfinding",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)), fields=["id"], name="migration_finding_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="migrationfinding",
            constraint=models.UniqueConstraint(fields=("version", "kind"), name="migration_finding_once"),
        ),
        migrations.AddConstraint(
            model_name="migrationfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("settled_at__isnull", True), models.Q(("note", ""), _negated=True), _connector="OR"
                ),
                name="migration_finding_says_why",
            ),
        ),
    ]
