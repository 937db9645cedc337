import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("people", "0002_metadata_block"),
        ("publishing", "0004_validity"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelAccount",
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
                            ("video", "短视频"),
                            ("forum", "网络论坛"),
                            ("meeting", "会议"),
                            ("event", "现场活动"),
                        ],
                        max_length=12,
                        verbose_name="平台",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="账号名称")),
                ("keeper", models.CharField(max_length=120, verbose_name="运维责任人")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="主页")),
                ("opened_on", models.DateField(verbose_name="开设日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="注销日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "在用"), ("mending", "停更整改"), ("closed", "已注销")],
                        default="active",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
        ),
        migrations.CreateModel(
            name="ChannelPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "moment",
                    models.CharField(
                        choices=[("posted", "张贴时"), ("taken_down", "撤下时")], max_length=12, verbose_name="时点"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("by", models.CharField(max_length=120, verbose_name="上传人")),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.DateField(verbose_name="公开日期自")),
                ("last", models.DateField(verbose_name="公开日期至")),
                ("made_on", models.DateField(verbose_name="制单日期")),
                ("made_at", models.DateTimeField(verbose_name="制单时间")),
                ("by", models.CharField(max_length=120, verbose_name="制单人")),
                ("number", models.PositiveIntegerField(verbose_name="件数")),
                ("digest", models.CharField(max_length=64, verbose_name="清单摘要值")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="签收日期")),
                ("received_by", models.CharField(blank=True, max_length=120, verbose_name="签收")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="DeliveryItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stands", models.BooleanField(default=True, verbose_name="有效")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="GazetteArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.CharField(max_length=20, verbose_name="公报栏目")),
                ("place", models.PositiveIntegerField(verbose_name="顺序")),
                ("page", models.PositiveIntegerField(blank=True, null=True, verbose_name="起始页")),
            ],
            options={
                "ordering": ["place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GazetteIssue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("no", models.PositiveSmallIntegerField(verbose_name="期次")),
                ("total_no", models.PositiveIntegerField(unique=True, verbose_name="总期次")),
                ("serial", models.CharField(blank=True, max_length=60, verbose_name="刊号")),
                ("on", models.DateField(verbose_name="出刊日期")),
                (
                    "stage",
                    models.CharField(
                        choices=[("editing", "编辑中"), ("bound", "待核准"), ("published", "已出刊")],
                        default="editing",
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                ("started_by", models.CharField(max_length=120, verbose_name="编辑")),
                ("bound_by", models.CharField(blank=True, max_length=120, verbose_name="送核准人")),
                ("bound_by_user", models.BigIntegerField(blank=True, null=True)),
                ("bound_at", models.DateTimeField(blank=True, null=True, verbose_name="送核准时间")),
                ("bound_digest", models.CharField(blank=True, max_length=64, verbose_name="内容摘要值")),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="页数")),
                ("approved_by", models.CharField(blank=True, max_length=120, verbose_name="核准人")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="出刊时间")),
            ],
            options={
                "ordering": ["-year", "-no"],
            },
        ),
        migrations.CreateModel(
            name="ReadingPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("archive", "国家档案馆"),
                            ("library", "公共图书馆"),
                            ("hall", "政务服务场所"),
                            ("station", "基层查阅点"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("address", models.CharField(max_length=200, verbose_name="地址")),
                ("directions", models.CharField(blank=True, max_length=200, verbose_name="怎么去")),
                ("hours", models.CharField(max_length=200, verbose_name="开放时间")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="电话")),
                ("equipment", models.CharField(blank=True, max_length=300, verbose_name="设备")),
                ("holdings", models.CharField(blank=True, max_length=500, verbose_name="能查到什么")),
                ("help", models.CharField(blank=True, max_length=300, verbose_name="服务和无障碍")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                ("is_open", models.BooleanField(default=True, verbose_name="开放")),
                ("changed_on", models.DateField(verbose_name="更新日期")),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="channelrecord",
            name="agrees",
            field=models.BooleanField(blank=True, null=True, verbose_name="文字一致"),
        ),
        migrations.AddField(
            model_name="channelrecord",
            name="by",
            field=models.CharField(blank=True, max_length=120, verbose_name="登记人"),
        ),
        migrations.AddField(
            model_name="channelrecord",
            name="down_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="撤下时间"),
        ),
        migrations.AddField(
            model_name="channelrecord",
            name="down_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="撤下人"),
        ),
        migrations.AddField(
            model_name="channelrecord",
            name="text_digest",
            field=models.CharField(blank=True, max_length=64, verbose_name="渠道文字摘要值"),
        ),
        migrations.AddField(
            model_name="channelrecord",
            name="until",
            field=models.DateField(blank=True, null=True, verbose_name="张贴至"),
        ),
        migrations.AddField(
            model_name="channelrecord",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="channel_records",
                to="publishing.version",
            ),
        ),
        migrations.AlterField(
            model_name="channelrecord",
            name="channel",
            field=models.CharField(
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
                    ("video", "短视频"),
                    ("forum", "网络论坛"),
                    ("meeting", "会议"),
                    ("event", "现场活动"),
                ],
                max_length=12,
                verbose_name="渠道",
            ),
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
                    ("expired", "已失效"),
                    ("not_yet", "尚未施行"),
                    ("none", ""),
                ],
                default="",
                max_length=12,
                verbose_name="有效性",
            ),
        ),
        migrations.AddIndex(
            model_name="channelrecord",
            index=models.Index(fields=["cleaned_at", "publication"], name="channel_still_there"),
        ),
        migrations.AddField(
            model_name="channelaccount",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit", verbose_name="主办单位"
            ),
        ),
        migrations.AddField(
            model_name="channelphoto",
            name="file",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"),
        ),
        migrations.AddField(
            model_name="channelphoto",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="publishing.channelrecord"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="organ",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit", verbose_name="移送机关"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="package",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.file",
                verbose_name="移送包",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="receipt",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.file",
                verbose_name="回执",
            ),
        ),
        migrations.AddField(
            model_name="deliveryitem",
            name="delivery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="publishing.delivery"
            ),
        ),
        migrations.AddField(
            model_name="deliveryitem",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="publishing.publication"
            ),
        ),
        migrations.AddField(
            model_name="deliveryitem",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publishing.version"
            ),
        ),
        migrations.AddField(
            model_name="gazettearticle",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gazette_articles",
                to="publishing.publication",
            ),
        ),
        migrations.AddField(
            model_name="gazettearticle",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publishing.version"
            ),
        ),
        migrations.AddField(
            model_name="gazetteissue",
            name="pdf",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.file",
                verbose_name="电子版",
            ),
        ),
        migrations.AddField(
            model_name="gazettearticle",
            name="issue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="articles", to="publishing.gazetteissue"
            ),
        ),
        migrations.AddField(
            model_name="readingpoint",
            name="host",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.unit",
                verbose_name="主管单位",
            ),
        ),
        migrations.AddField(
            model_name="deliveryitem",
            name="point",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publishing.readingpoint"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="point",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="publishing.readingpoint",
                verbose_name="接收单位",
            ),
        ),
        migrations.AddConstraint(
            model_name="channelaccount",
            constraint=models.UniqueConstraint(fields=("channel", "name"), name="channel_account_once"),
        ),
        migrations.AddConstraint(
            model_name="channelaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", False), _connector="OR"
                ),
                name="closed_account_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="gazetteissue",
            constraint=models.UniqueConstraint(fields=("year", "no"), name="gazette_issue_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="gazetteissue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "published"), _negated=True),
                    models.Q(("pdf__isnull", False), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="published_issue_has_pdf",
            ),
        ),
        migrations.AddConstraint(
            model_name="gazettearticle",
            constraint=models.UniqueConstraint(fields=("issue", "publication"), name="article_once_in_issue"),
        ),
        migrations.AddConstraint(
            model_name="readingpoint",
            constraint=models.UniqueConstraint(fields=("name",), name="reading_point_once"),
        ),
        migrations.AddConstraint(
            model_name="deliveryitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)), fields=("point", "version"), name="delivered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lte", models.F("last"))), name="delivery_runs_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("received_on", None), ("cancelled_at", None), _connector="OR"),
                name="received_delivery_stands",
            ),
        ),
    ]
