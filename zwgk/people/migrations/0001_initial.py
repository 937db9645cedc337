import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True, verbose_name="用户名")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("pinyin_key", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="办公电话")),
                ("email", models.CharField(blank=True, max_length=120, verbose_name="工作邮箱")),
                ("mobile", models.CharField(blank=True, max_length=20, verbose_name="工作手机")),
                ("is_active", models.BooleanField(default=True, verbose_name="可用")),
                ("must_change_password", models.BooleanField(default=True, verbose_name="下次登录须改密码")),
                ("password_changed_at", models.DateTimeField(blank=True, null=True, verbose_name="密码修改时间")),
                ("past_passwords", models.JSONField(blank=True, default=list)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60, verbose_name="岗位")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="任职日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="离任日期")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "valid_to"], name="post_of_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="post_runs_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city", "市"),
                            ("government", "人民政府"),
                            ("department", "工作部门"),
                            ("township", "乡镇街道"),
                            ("vertical", "垂直管理单位"),
                            ("zone", "开发区"),
                            ("public_body", "公共企事业单位"),
                            ("village", "村（社区）"),
                            ("section", "科室"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="简称")),
                ("pinyin_key", models.CharField(blank=True, db_index=True, max_length=240)),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                ("code", models.CharField(blank=True, max_length=40, verbose_name="机关代字")),
                ("uscc", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
                ("region_code", models.CharField(blank=True, max_length=12, verbose_name="行政区划代码")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="设立日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                ("is_public", models.BooleanField(default=True, verbose_name="对外公布")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="办公地址")),
                ("office_hours", models.CharField(blank=True, max_length=120, verbose_name="办公时间")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="联系电话")),
                ("fax", models.CharField(blank=True, max_length=60, verbose_name="传真")),
                ("email", models.CharField(blank=True, max_length=120, verbose_name="电子邮箱")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="邮政编码")),
                ("website", models.CharField(blank=True, max_length=200, verbose_name="网址")),
                ("duties_text", models.TextField(blank=True, verbose_name="主要职能")),
                (
                    "disclosure_office",
                    models.CharField(blank=True, max_length=120, verbose_name="政府信息公开工作机构"),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="people.unit",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="people.unit",
                        verbose_name="所属机关",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("parent", "name"), name="unit_once_under_parent"),
                    models.UniqueConstraint(
                        condition=models.Q(("parent", None)), fields=("name",), name="unit_once_at_top"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="unit_runs_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "city",
                                    "government",
                                    "department",
                                    "township",
                                    "vertical",
                                    "zone",
                                    "public_body",
                                    "village",
                                    "section",
                                ],
                            )
                        ),
                        name="unit_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SiteSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="网站名称")),
                ("short", models.CharField(blank=True, max_length=8, verbose_name="印章字")),
                ("domain", models.CharField(blank=True, max_length=120, verbose_name="域名")),
                ("host_unit", models.CharField(blank=True, max_length=120, verbose_name="主办单位")),
                ("operator", models.CharField(blank=True, max_length=120, verbose_name="承办单位")),
                ("phone", models.CharField(blank=True, max_length=80, verbose_name="联系电话")),
                ("site_id", models.CharField(blank=True, max_length=20, verbose_name="网站标识码")),
                ("icp", models.CharField(blank=True, max_length=40, verbose_name="ICP备案号")),
                ("police", models.CharField(blank=True, max_length=60, verbose_name="公安备案号")),
                ("rule_pack", models.CharField(default="national", max_length=40, verbose_name="规则包")),
                (
                    "index_pattern",
                    models.CharField(default="{org9}/{year}-{seq:5}", max_length=120, verbose_name="索引号格式"),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="本级政府",
                    ),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="site_settings_once")],
            },
        ),
        migrations.CreateModel(
            name="PostDuty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("duty", models.CharField(max_length=30, verbose_name="职责")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="people.post"
                    ),
                ),
                (
                    "over",
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
                "indexes": [models.Index(fields=["duty", "over"], name="post_duty_over")],
                "constraints": [
                    models.UniqueConstraint(fields=("post", "duty"), name="duty_once_a_post"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "duty__in",
                                [
                                    "drafter",
                                    "section_head",
                                    "office",
                                    "legal",
                                    "secrecy",
                                    "deputy",
                                    "leader",
                                    "publisher",
                                    "informant",
                                    "dispatcher",
                                    "archivist",
                                    "disclosure_office",
                                    "assessor",
                                    "evaluator",
                                    "opinion_officer",
                                    "system_admin",
                                    "security_admin",
                                    "auditor",
                                ],
                            )
                        ),
                        name="duty_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="people.unit"
            ),
        ),
        migrations.CreateModel(
            name="LocalRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, verbose_name="规则")),
                ("value", models.JSONField(verbose_name="数值")),
                ("basis", models.CharField(max_length=300, verbose_name="依据")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="local_rules",
                        to="people.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Leader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("title", models.CharField(max_length=80, verbose_name="职务")),
                ("portfolio", models.CharField(blank=True, max_length=300, verbose_name="分工")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="leaders", to="people.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="曾用名")),
                ("until", models.DateField(blank=True, null=True, verbose_name="使用至")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="former_names", to="people.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnitPath",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("depth", models.PositiveSmallIntegerField()),
                (
                    "above",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="paths_down", to="people.unit"
                    ),
                ),
                (
                    "below",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="paths_up", to="people.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["below", "above"], name="unit_path_up")],
                "constraints": [models.UniqueConstraint(fields=("above", "below"), name="unit_path_once")],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.DateField(verbose_name="自")),
                ("last", models.DateField(verbose_name="至")),
                ("reason", models.CharField(max_length=200, verbose_name="事由")),
                (
                    "absent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="delegations", to="people.post"
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts_for", to="people.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="delegation_runs_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("absent", models.F("deputy")), _negated=True), name="delegation_to_another"
                    ),
                ],
            },
        ),
    ]
