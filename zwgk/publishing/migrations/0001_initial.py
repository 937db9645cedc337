import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexSequence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=80, unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("reviewed", "逐件审查"), ("standing", "常设清单"), ("migration", "历史迁移")],
                        max_length=12,
                        verbose_name="方式",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="内容摘要值")),
                ("subject", models.CharField(max_length=200, verbose_name="对象")),
                ("basis", models.CharField(max_length=300, verbose_name="依据")),
                ("approved_by", models.CharField(max_length=120, verbose_name="审批人")),
                ("approved_on", models.DateField(verbose_name="审批日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="有效至")),
                ("matter_id", models.BigIntegerField(db_index=True, null=True, verbose_name="事项")),
                ("standing_class", models.CharField(blank=True, max_length=20, verbose_name="常设清单类别")),
                ("details", models.JSONField(default=dict, verbose_name="明细")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="适用机关",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reviewed"), _negated=True),
                            models.Q(("digest", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reviewed_clearance_binds_a_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "standing"), _negated=True), ("valid_to__isnull", False), _connector="OR"
                        ),
                        name="standing_clearance_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Column",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="地址")),
                ("name", models.CharField(max_length=80, verbose_name="栏目名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("list", "信息列表"),
                            ("group", "栏目组"),
                            ("guide", "政府信息公开指南"),
                            ("institutions", "政府信息公开制度"),
                            ("statutory", "法定主动公开内容"),
                            ("annual", "政府信息公开年报"),
                            ("organs", "机构职能"),
                        ],
                        default="list",
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                ("article", models.CharField(blank=True, max_length=120, verbose_name="依据条款")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("frequency", models.CharField(blank=True, max_length=20, verbose_name="更新频次")),
                ("update_days", models.PositiveIntegerField(blank=True, null=True, verbose_name="最长更新间隔（天）")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                ("is_public", models.BooleanField(default=True, verbose_name="对外显示")),
                ("external_url", models.URLField(blank=True, verbose_name="外部链接")),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="columns",
                        to="people.unit",
                        verbose_name="机关自设",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="publishing.column",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("parent", "organ", "name"), name="column_once_under_parent")
                ],
            },
        ),
        migrations.CreateModel(
            name="ColumnCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.CharField(max_length=7)),
                ("number", models.IntegerField(default=0)),
                (
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="publishing.column"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("column", "month"), name="column_month_once")],
            },
        ),
        migrations.CreateModel(
            name="ColumnPath",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("depth", models.PositiveSmallIntegerField()),
                (
                    "above",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="paths_down", to="publishing.column"
                    ),
                ),
                (
                    "below",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="paths_up", to="publishing.column"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("above", "below"), name="column_path_once")],
            },
        ),
        migrations.CreateModel(
            name="MigrationItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                (
                    "clearance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="publishing.clearance"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("clearance", "digest"), name="migration_item_once")],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(blank=True, max_length=120, null=True, unique=True, verbose_name="来源键")),
                ("kind", models.CharField(blank=True, max_length=30, verbose_name="文种")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("doc_number", models.CharField(blank=True, db_index=True, max_length=80, verbose_name="发文字号")),
                (
                    "index_no",
                    models.CharField(blank=True, max_length=80, null=True, unique=True, verbose_name="索引号"),
                ),
                ("date_written", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                ("published_at", models.DateTimeField(verbose_name="发布时间")),
                ("published_on", models.DateField(verbose_name="发布日期")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="施行日期")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                (
                    "validity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_force", "现行有效"),
                            ("amended", "已修改"),
                            ("repealed", "已废止"),
                            ("expired", "已失效"),
                            ("not_yet", "尚未施行"),
                            ("none", ""),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="有效性",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "对外公开"), ("internal", "内部公开")],
                        default="public",
                        max_length=10,
                        verbose_name="公开范围",
                    ),
                ),
                ("disclosure", models.CharField(default="public", max_length=12, verbose_name="公开属性")),
                ("dimension", models.CharField(blank=True, max_length=12, verbose_name="五公开")),
                ("subject_code", models.CharField(blank=True, max_length=12, verbose_name="主题分类")),
                ("is_normative", models.BooleanField(default=False, verbose_name="规范性文件")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("live", "已公开"),
                            ("withdrawn", "已撤回"),
                            ("taken_down", "紧急撤下"),
                            ("erased", "已删除"),
                        ],
                        default="live",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("matter_id", models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name="事项")),
                (
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="publishing.column",
                        verbose_name="栏目",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="people.unit",
                        verbose_name="公开机关",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organ", "-published_at", "-id"], name="publication_by_organ"),
                    models.Index(fields=["-published_at", "-id"], name="publication_by_time"),
                    models.Index(
                        fields=["visibility", "state", "-published_at", "-id"], name="publication_public_by_time"
                    ),
                    models.Index(fields=["is_normative", "validity", "-published_at"], name="publication_normative"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["live", "withdrawn", "taken_down", "erased"])),
                        name="publication_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="publication_has_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=500, unique=True)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_addresses",
                        to="publishing.publication",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField()),
                (
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="listings", to="publishing.column"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="publishing.publication",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["column", "-published_at", "-publication"], name="list_of_column")],
                "constraints": [models.UniqueConstraint(fields=("column", "publication"), name="listed_once")],
            },
        ),
        migrations.CreateModel(
            name="Link",
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
                        max_length=12,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="名称")),
                ("doc_number", models.CharField(blank=True, max_length=80, verbose_name="发文字号")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="链接")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="publishing.publication"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_back",
                        to="publishing.publication",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["target", "kind"], name="links_back")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target__isnull", False), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="link_leads_somewhere",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("understood", models.BooleanField(verbose_name="看明白了")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="publishing.publication",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChannelRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("website", "政府网站"),
                            ("gazette", "政府公报"),
                            ("press", "新闻发布会"),
                            ("newspaper", "报刊"),
                            ("broadcast", "广播电视"),
                            ("board", "信息公开栏"),
                            ("weibo", "微博"),
                            ("wechat", "微信公众号"),
                            ("superior", "上级平台"),
                        ],
                        max_length=12,
                        verbose_name="渠道",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="位置")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="链接")),
                ("at", models.DateTimeField(verbose_name="发布时间")),
                ("cleaned_at", models.DateTimeField(blank=True, null=True, verbose_name="清除时间")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channels",
                        to="publishing.publication",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_emergency", models.BooleanField(default=False, verbose_name="紧急撤下")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("on", models.DateField(verbose_name="日期")),
                ("by", models.CharField(max_length=120, verbose_name="操作人")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="原因")),
                ("notice", models.CharField(blank=True, max_length=500, verbose_name="对外告示")),
                ("explained_at", models.DateTimeField(blank=True, null=True, verbose_name="补说明时间")),
                ("restored_at", models.DateTimeField(blank=True, null=True, verbose_name="恢复时间")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removals",
                        to="publishing.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_emergency", True), models.Q(("notice", ""), _negated=True), _connector="OR"
                        ),
                        name="withdrawal_has_notice",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShelfPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=300, unique=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("rendered_at", models.DateTimeField(blank=True, null=True)),
                ("stale_since", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stale_since__isnull", False)), fields=["stale_since"], name="shelf_stale"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShelfKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="publishing.shelfpage"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "page"), name="shelf_key_once")],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField(verbose_name="版次")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("body_html", models.TextField(verbose_name="正文")),
                ("meta", models.JSONField(default=dict, verbose_name="元数据")),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要值")),
                ("change_note", models.CharField(blank=True, max_length=500, verbose_name="更正说明")),
                ("is_minor", models.BooleanField(default=False, verbose_name="勘误")),
                ("published_at", models.DateTimeField(verbose_name="发布时间")),
                ("by", models.CharField(blank=True, max_length=120, verbose_name="发布人")),
                ("is_public", models.BooleanField(default=True, verbose_name="可公开查阅")),
                (
                    "clearance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="publishing.clearance"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="publishing.publication",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("publication", "no"), name="version_once")],
            },
        ),
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("attachment", "附件"),
                            ("original", "原文件"),
                            ("pdf", "PDF 版"),
                            ("docx", "Word 版"),
                            ("image", "插图"),
                        ],
                        max_length=12,
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0)),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(verbose_name="字节数")),
                ("mime", models.CharField(max_length=100)),
                ("text", models.TextField(blank=True, verbose_name="文字")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="publishing.version"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "indexes": [models.Index(fields=["version", "role", "order"], name="file_of_version")],
            },
        ),
        migrations.AddField(
            model_name="publication",
            name="current",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="publishing.version",
                verbose_name="现行版本",
            ),
        ),
    ]
