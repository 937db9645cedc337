import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matters", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain_name", models.CharField(max_length=80, verbose_name="流程")),
                ("round", models.PositiveIntegerField(verbose_name="轮次")),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要值")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "审签中"),
                            ("approved", "已签发"),
                            ("returned", "已退回"),
                            ("recalled", "已撤回"),
                        ],
                        default="running",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="送审时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="matters.matter"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "round"), name="approval_round_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")), fields=("matter",), name="one_round_at_a_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="代码")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                ("steps", models.JSONField(verbose_name="步骤")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chains",
                        to="people.unit",
                        verbose_name="适用机关",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [models.UniqueConstraint(fields=("organ", "code"), name="chain_once_per_organ")],
            },
        ),
        migrations.CreateModel(
            name="PaperSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="编码")),
                ("printed_at", models.DateTimeField(verbose_name="打印时间")),
                ("printed_by", models.CharField(max_length=120, verbose_name="打印人")),
                ("scan_file_id", models.BigIntegerField(blank=True, null=True, verbose_name="扫描件")),
                ("scanned_at", models.DateTimeField(blank=True, null=True, verbose_name="扫描时间")),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper_sheets",
                        to="approvals.approval",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="paper_sheets", to="matters.matter"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField(verbose_name="次序")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("section", "科室审核"),
                            ("office", "办公室核稿"),
                            ("legal", "合法性审核"),
                            ("countersign", "会签"),
                            ("meeting", "上会"),
                            ("secrecy", "保密审查"),
                            ("leader", "领导签发"),
                        ],
                        max_length=20,
                        verbose_name="层级",
                    ),
                ),
                ("duties", models.JSONField(default=list, verbose_name="职责")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ahead", "未到"),
                            ("pending", "待审"),
                            ("signed", "已签"),
                            ("returned", "已退回"),
                            ("cancelled", "已取消"),
                        ],
                        default="ahead",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="到达时间")),
                ("decision", models.CharField(blank=True, max_length=20, verbose_name="公开属性")),
                ("changed", models.BooleanField(default=False, verbose_name="改变了公开属性")),
                ("opinion", models.CharField(blank=True, max_length=600, verbose_name="意见")),
                ("signed_by", models.CharField(blank=True, max_length=120, verbose_name="审签人")),
                ("on_behalf_of", models.CharField(blank=True, max_length=120, verbose_name="代")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="审签日期")),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="录入时间")),
                (
                    "via",
                    models.CharField(
                        blank=True,
                        choices=[("online", "在线"), ("phone", "手机"), ("paper", "线下纸质")],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("facts", models.JSONField(default=dict, verbose_name="核对事项")),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="approvals.approval"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                        verbose_name="审签岗位",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="审签单位",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "signed"), _negated=True),
                            models.Q(("signed_on__isnull", False), models.Q(("signed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="signed_step_says_by_whom_and_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decision", models.CharField(max_length=20, verbose_name="公开属性")),
                ("opinion", models.CharField(max_length=600, verbose_name="意见")),
                ("signed_on", models.DateField(verbose_name="签字日期")),
                ("entered_by_post", models.BigIntegerField(null=True, verbose_name="录入岗位")),
                ("entered_by_user", models.BigIntegerField(null=True, verbose_name="录入人编号")),
                ("entered_by", models.CharField(max_length=120, verbose_name="录入人")),
                ("entered_at", models.DateTimeField(verbose_name="录入时间")),
                ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="核对人")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="核对时间")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="approvals.papersheet",
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                        verbose_name="签字人",
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="paper", to="approvals.step"
                    ),
                ),
            ],
        ),
    ]
