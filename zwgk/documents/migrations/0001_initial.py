import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("matters", "0001_initial"),
        ("people", "0001_initial"),
        ("publishing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="文种")),
                ("subtype", models.CharField(blank=True, max_length=40, verbose_name="子类")),
                ("is_normative", models.BooleanField(default=False, verbose_name="规范性文件")),
                ("is_policy", models.BooleanField(default=False, verbose_name="政策性文件")),
                ("is_important", models.BooleanField(default=False, verbose_name="重要内容")),
                ("is_incoming", models.BooleanField(default=False, verbose_name="收文")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("addressees", models.CharField(blank=True, max_length=500, verbose_name="主送")),
                ("copy_to", models.CharField(blank=True, max_length=500, verbose_name="抄送")),
                ("chain_code", models.CharField(blank=True, max_length=40, verbose_name="审签流程")),
                ("subject_code", models.CharField(blank=True, max_length=12, verbose_name="主题分类")),
                ("dimension", models.CharField(blank=True, max_length=12, verbose_name="五公开")),
                ("keywords", models.CharField(blank=True, max_length=120, verbose_name="关键词")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="来源")),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="来源链接")),
                ("disclosure", models.CharField(blank=True, max_length=12, verbose_name="公开属性")),
                ("disclosure_decided_on", models.DateField(blank=True, null=True, verbose_name="公开属性确定日期")),
                ("ground_code", models.CharField(blank=True, max_length=40, verbose_name="不公开依据")),
                ("ground_reason", models.CharField(blank=True, max_length=500, verbose_name="不公开理由")),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "对外公开"), ("internal", "内部公开")],
                        default="public",
                        max_length=10,
                        verbose_name="公开范围",
                    ),
                ),
                ("manner", models.CharField(blank=True, max_length=60, verbose_name="公开方式")),
                ("is_secret", models.BooleanField(default=False, verbose_name="涉密")),
                ("doc_number", models.CharField(blank=True, max_length=80, verbose_name="发文字号")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="签发日期")),
                ("date_written", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="施行日期")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                ("index_no", models.CharField(blank=True, max_length=80, verbose_name="索引号（历史）")),
                (
                    "import_key",
                    models.CharField(blank=True, max_length=80, null=True, unique=True, verbose_name="导入键"),
                ),
                (
                    "column",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.column",
                        verbose_name="拟发栏目",
                    ),
                ),
                (
                    "drafter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="people.post",
                        verbose_name="起草岗位",
                    ),
                ),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="document", to="matters.matter"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="people.unit",
                        verbose_name="发文机关",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.publication",
                        verbose_name="公开件",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organ", "-id"], name="document_of_organ")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("is_secret", False)), name="no_secret_document_is_kept"),
                    models.UniqueConstraint(
                        condition=models.Q(("doc_number", ""), _negated=True),
                        fields=("organ", "doc_number"),
                        name="document_number_once_per_organ",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deferral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("secrecy_undecided", "待定密"), ("special_cause", "特殊原因")],
                        max_length=20,
                        verbose_name="情形",
                    ),
                ),
                ("cause", models.CharField(max_length=500, verbose_name="原因")),
                ("stage_before", models.CharField(max_length=20)),
                ("started_on", models.DateField(verbose_name="开始日期")),
                ("referred_to", models.CharField(blank=True, max_length=120, verbose_name="提请确定机关")),
                ("referred_on", models.DateField(blank=True, null=True, verbose_name="提请日期")),
                ("follow_up_on", models.DateField(verbose_name="跟踪日期")),
                ("ends_when", models.CharField(blank=True, max_length=200, verbose_name="何时算原因消除")),
                ("by", models.CharField(max_length=120, verbose_name="经办人")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="结果")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deferrals", to="documents.document"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "secrecy_undecided"), _negated=True),
                            models.Q(("referred_to", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="undecided_secrecy_is_referred",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)), fields=("document",), name="one_deferral_at_a_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("list_code", models.CharField(max_length=20)),
                ("item_code", models.CharField(max_length=40)),
                ("by", models.CharField(max_length=120, verbose_name="核对人")),
                ("at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="documents.document"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "digest", "list_code", "item_code"), name="tick_once_per_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BasisLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("basis", "依据"),
                            ("interprets", "解读"),
                            ("replaces", "代替"),
                            ("repeals", "废止"),
                            ("amends", "修改"),
                            ("chain", "后续"),
                            ("reprints", "转载"),
                        ],
                        default="basis",
                        max_length=12,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="名称")),
                ("doc_number", models.CharField(blank=True, max_length=80, verbose_name="发文字号")),
                (
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.publication",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="documents.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(default="attachment", max_length=20, verbose_name="用途")),
                ("order", models.PositiveIntegerField(default=0)),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("is_public", models.BooleanField(default=True, verbose_name="随文公开")),
                ("added_by", models.CharField(max_length=120, verbose_name="添加人")),
                ("added_at", models.DateTimeField(verbose_name="添加时间")),
                ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="替换时间")),
                ("eyes_needed", models.BooleanField(default=False, verbose_name="有未读出的页，须人工核对")),
                ("eyes_by", models.CharField(blank=True, max_length=120, verbose_name="核对人")),
                ("eyes_at", models.DateTimeField(blank=True, null=True, verbose_name="核对时间")),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="documents.document"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField(verbose_name="版次")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("body_html", models.TextField(verbose_name="正文")),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要值")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("by", models.CharField(max_length=120, verbose_name="保存人")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="documents.document"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("document", "no"), name="document_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body_html", models.TextField(blank=True, verbose_name="正文")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="修订号")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                ("saved_by", models.CharField(max_length=120, verbose_name="保存人")),
                ("saved_by_post", models.BigIntegerField(null=True)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="documents.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Erratum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("block_id", models.CharField(max_length=12)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("old_text", models.CharField(max_length=60, verbose_name="原文")),
                ("new_text", models.CharField(max_length=60, verbose_name="改为")),
                ("reason", models.CharField(max_length=300, verbose_name="说明")),
                ("proposed_by", models.CharField(max_length=120, verbose_name="提出人")),
                ("proposed_by_user", models.BigIntegerField(null=True)),
                ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                ("approved_by", models.CharField(blank=True, max_length=120, verbose_name="核准人")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="核准时间")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="errata", to="documents.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("privacy", "隐私"),
                            ("secrecy", "保密"),
                            ("wording", "用字"),
                            ("complete", "要素"),
                            ("unread", "未读出"),
                            ("basis", "依据"),
                        ],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                (
                    "severity",
                    models.CharField(choices=[("block", "须处理"), ("warn", "请核对"), ("hint", "建议")], max_length=8),
                ),
                ("block_id", models.CharField(blank=True, max_length=12)),
                ("start", models.PositiveIntegerField(default=0)),
                ("end", models.PositiveIntegerField(default=0)),
                ("shown", models.CharField(blank=True, max_length=200, verbose_name="原文")),
                ("text_digest", models.CharField(blank=True, max_length=64)),
                ("suggestion", models.CharField(blank=True, max_length=200, null=True, verbose_name="建议改为")),
                ("why", models.CharField(max_length=400, verbose_name="说明")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待处理"),
                            ("mended", "已改"),
                            ("kept", "保留"),
                            ("asked", "保留待复核"),
                            ("gone", "已消失"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("answered_by", models.CharField(blank=True, max_length=120, verbose_name="处理人")),
                ("answered_by_user", models.BigIntegerField(null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="保留理由")),
                ("second_by", models.CharField(blank=True, max_length=120, verbose_name="复核人")),
                ("second_at", models.DateTimeField(blank=True, null=True, verbose_name="复核时间")),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="documents.attachment",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="documents.document"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["document", "state"], name="finding_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "kept"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="kept_finding_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="移交日期")),
                ("by", models.CharField(max_length=120, verbose_name="移交人")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hand_over", to="documents.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JointIssuer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="机关名称")),
                ("order", models.PositiveIntegerField(default=0)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="joint_issuers",
                        to="documents.document",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [models.UniqueConstraint(fields=("document", "name"), name="joint_issuer_once")],
            },
        ),
        migrations.CreateModel(
            name="NumberEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="机关代字")),
                ("year", models.PositiveIntegerField(verbose_name="年份")),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("given_on", models.DateField(verbose_name="编号日期")),
                ("given_by", models.CharField(max_length=120, verbose_name="编号人")),
                ("void_on", models.DateField(blank=True, null=True, verbose_name="作废日期")),
                ("void_reason", models.CharField(blank=True, max_length=300, verbose_name="作废原因")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="number_entries",
                        to="documents.document",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organ", "code", "year", "number"), name="number_given_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("void_on", None), models.Q(("void_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="void_number_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RedactedCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_digest", models.CharField(max_length=64, verbose_name="原文摘要值")),
                ("removals_digest", models.CharField(max_length=64)),
                ("body_html", models.TextField(verbose_name="公开文本")),
                ("digest", models.CharField(max_length=64)),
                ("proof", models.JSONField(verbose_name="检查结果")),
                ("proof_file_id", models.BigIntegerField(null=True, verbose_name="证明单")),
                ("made_by", models.CharField(max_length=120, verbose_name="制作人")),
                ("made_by_user", models.BigIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                ("read_by", models.CharField(blank=True, max_length=120, verbose_name="复读人")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="复读时间")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="redacted_copies",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "source_digest", "removals_digest"), name="redacted_copy_once_per_marking"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("block_id", models.CharField(max_length=12)),
                ("start", models.PositiveIntegerField(default=0)),
                ("end", models.PositiveIntegerField(default=0)),
                ("ground_code", models.CharField(max_length=40, verbose_name="依据")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("by", models.CharField(max_length=120, verbose_name="标注人")),
                ("at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="redactions", to="documents.document"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("document", "block_id", "start", "end"), name="redaction_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="公开时间")),
                ("group", models.CharField(blank=True, db_index=True, max_length=40, verbose_name="同时公开组")),
                ("planned_by", models.CharField(max_length=120, verbose_name="安排人")),
                ("planned_by_post", models.BigIntegerField(null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                ("held_because", models.CharField(blank=True, max_length=500, verbose_name="未能公开的原因")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="release", to="documents.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sealing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="用印日期")),
                ("copies", models.PositiveIntegerField(verbose_name="份数")),
                ("by", models.CharField(max_length=120, verbose_name="用印人")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sealing", to="documents.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SecrecyPrecheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("answers", models.JSONField(verbose_name="逐项回答")),
                ("result", models.CharField(max_length=200, verbose_name="结论")),
                ("by", models.CharField(max_length=120, verbose_name="预审人")),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prechecks", to="documents.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SecrecyReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("open", "不涉密，可以公开"),
                            ("partly", "部分内容不宜公开，删减后可以公开"),
                            ("closed", "不宜公开"),
                            ("undecided", "不能确定，提请确定"),
                        ],
                        max_length=12,
                        verbose_name="结论",
                    ),
                ),
                ("opinion", models.CharField(max_length=600, verbose_name="意见")),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("by", models.CharField(max_length=120, verbose_name="审查人")),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="secrecy_reviews",
                        to="documents.document",
                    ),
                ),
            ],
        ),
    ]
