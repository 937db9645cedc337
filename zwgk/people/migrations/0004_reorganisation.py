"""Changes of organs as facts with their basis, the rows that followed, plates beside names."""

import django.db.models.deletion
from django.db import migrations, models

_KINDS = [
    ("rename", "更名"),
    ("merge", "合并"),
    ("split", "分设"),
    ("abolish", "撤销"),
    ("take_over", "职能承接"),
    ("plate", "加挂牌子"),
    ("unplate", "摘牌"),
]
_STATES = [("running", "正在转移"), ("done", "已完成"), ("undoing", "正在撤回"), ("undone", "已撤回")]


class Migration(migrations.Migration):
    dependencies = [("people", "0003_second_factor")]

    operations = [
        migrations.CreateModel(
            name="Reorganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=_KINDS, max_length=12, verbose_name="种类")),
                ("on", models.DateField(verbose_name="生效日")),
                ("basis", models.CharField(max_length=300, verbose_name="批准文件")),
                ("number", models.CharField(max_length=80, verbose_name="批准文号")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="名称")),
                (
                    "state",
                    models.CharField(choices=_STATES, default="running", max_length=10, verbose_name="进度"),
                ),
                ("decided_on", models.DateField(verbose_name="办理日期")),
                ("decided_at", models.DateTimeField(verbose_name="办理时间")),
                ("decided_by", models.CharField(max_length=120, verbose_name="办理人")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="转移完成时间")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
                ("undone_by", models.CharField(blank=True, max_length=120, verbose_name="撤回人")),
                ("undone_because", models.CharField(blank=True, max_length=300, verbose_name="撤回原因")),
            ],
            options={
                "indexes": [models.Index(fields=["-on", "-id"], name="reorganisation_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True) & models.Q(("number", ""), _negated=True),
                        name="change_has_its_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(kind__in=[code for code, _ in _KINDS]), name="change_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReorganisationLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_name", models.CharField(max_length=120, verbose_name="原名称")),
                ("successor_name", models.CharField(blank=True, max_length=120, verbose_name="现名称")),
                ("is_organ", models.BooleanField(default=True, verbose_name="机关")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="people.reorganisation"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.unit",
                        verbose_name="现机关",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="taken_over",
                        to="people.unit",
                        verbose_name="现单位",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="people.unit",
                        verbose_name="原单位",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("change", "unit"), name="change_once_a_unit")],
            },
        ),
        migrations.CreateModel(
            name="MadeUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="made", to="people.reorganisation"
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="made_by", to="people.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MovedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=40, verbose_name="内容")),
                ("row", models.BigIntegerField(verbose_name="编号")),
                ("before", models.JSONField(default=dict, verbose_name="变更前")),
                ("after", models.JSONField(default=dict, verbose_name="变更后")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moved", to="people.reorganisation"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("change", "what", "row"), name="moved_once")],
            },
        ),
        migrations.AddField(
            model_name="formername",
            name="since",
            field=models.DateField(blank=True, null=True, verbose_name="启用"),
        ),
        migrations.AddField(
            model_name="formername",
            name="is_plate",
            field=models.BooleanField(default=False, verbose_name="加挂牌子"),
        ),
        migrations.AddField(
            model_name="formername",
            name="change",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="names",
                to="people.reorganisation",
                verbose_name="机构变更",
            ),
        ),
    ]
