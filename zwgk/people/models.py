"""Organisations and their sections as one tree, people and their posts. State is a row; constraints keep it true."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from zwgk.people.kinds import UnitKind as UnitKind
from zwgk.rules.duties import Duty


class Unit(models.Model):
    """An organ (机关) or one of its sections (科室)."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    organ = models.ForeignKey("self", models.PROTECT, null=True, related_name="sections", verbose_name="所属机关")
    kind = models.CharField("类别", max_length=20, choices=UnitKind.choices())
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=60, blank=True)
    pinyin_key = models.CharField(max_length=240, blank=True, db_index=True)
    order = models.PositiveIntegerField("排序", default=0)
    code = models.CharField("机关代字", max_length=40, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    region_code = models.CharField("行政区划代码", max_length=12, blank=True)
    valid_from = models.DateField("设立日期", null=True, blank=True)
    valid_to = models.DateField("撤销日期", null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    is_public = models.BooleanField("对外公布", default=True)
    # what the guide (指南) and the profile page (机构职能) show
    address = models.CharField("办公地址", max_length=200, blank=True)
    office_hours = models.CharField("办公时间", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真", max_length=60, blank=True)
    email = models.CharField("电子邮箱", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=10, blank=True)
    website = models.CharField("网址", max_length=200, blank=True)
    duties_text = models.TextField("主要职能", blank=True)
    disclosure_office = models.CharField("政府信息公开工作机构", max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_once_under_parent"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(parent=None), name="unit_once_at_top"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None)
                | models.Q(valid_from=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_runs_forward",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(k.value) for k in UnitKind]), name="unit_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def is_section(self) -> bool:
        return self.kind == UnitKind.SECTION

    @property
    def full_name(self) -> str:
        """The name with its organ's before it, for a section."""
        return f"{self.organ}{self.name}" if self.is_section and self.organ else self.name


class UnitPath(models.Model):
    """Closure of the tree: every unit with every unit above it (itself at depth 0)."""

    above = models.ForeignKey(Unit, models.CASCADE, related_name="paths_down")
    below = models.ForeignKey(Unit, models.CASCADE, related_name="paths_up")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["above", "below"], name="unit_path_once")]
        indexes: ClassVar = [models.Index(fields=["below", "above"], name="unit_path_up")]

    def __str__(self) -> str:
        return f"{self.above_id}→{self.below_id}"


class FormerName(models.Model):
    """A name that a unit bore until a day (曾用名); searched and shown."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField("曾用名", max_length=120)
    until = models.DateField("使用至", null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Leader(models.Model):
    """A leader as made public (负责人): 条例第二十条第（二）项 asks for the name."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="leaders")
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("职务", max_length=80)
    portfolio = models.CharField("分工", max_length=300, blank=True)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.name}"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person with an account. What they may do comes from their posts."""

    username = models.CharField("用户名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=40)
    pinyin_key = models.CharField(max_length=120, blank=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    email = models.CharField("工作邮箱", max_length=120, blank=True)
    mobile = models.CharField("工作手机", max_length=20, blank=True)
    is_active = models.BooleanField("可用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True)
    past_passwords = models.JSONField(default=list, blank=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class SecondFactor(models.Model):
    """The second factor of an account (动态口令): secret sealed, recovery codes as digests; bound once confirmed."""

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    sealed_secret = models.CharField("密钥（加密）", max_length=200)
    recovery = models.JSONField("恢复码摘要", default=list)
    made_at = models.DateTimeField("生成时间")
    confirmed_at = models.DateTimeField("绑定时间", null=True, blank=True)
    last_step = models.BigIntegerField("最近用过的一步", default=0)  # a code is taken once
    failures = models.PositiveSmallIntegerField("连续错误次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id}"


class Post(models.Model):
    """A person's post (岗位) in a unit, with the duties it carries over the unit's subtree."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField("岗位", max_length=60)
    valid_from = models.DateField("任职日期", null=True, blank=True)
    valid_to = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "valid_to"], name="post_of_user")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None)
                | models.Q(valid_from=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="post_runs_forward",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit.full_name} {self.title} {self.user.name}"


class PostDuty(models.Model):
    """One duty (职责) of a post; over the post's organ, or over ``over`` and all below it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="duties")
    duty = models.CharField("职责", max_length=30)
    over = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "duty"], name="duty_once_a_post"),
            models.CheckConstraint(condition=models.Q(duty__in=[str(d.value) for d in Duty]), name="duty_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["duty", "over"], name="post_duty_over")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.duty}"


class Delegation(models.Model):
    """One post acts for another between two days (代理): leave, travel, hand-over."""

    absent = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    deputy = models.ForeignKey(Post, models.PROTECT, related_name="acts_for")
    first = models.DateField("自")
    last = models.DateField("至")
    reason = models.CharField("事由", max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="delegation_runs_forward"),
            models.CheckConstraint(condition=~models.Q(absent=models.F("deputy")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} 代 {self.absent_id}"


class LocalRule(models.Model):
    """A locality's own figure (本地规定): may be stricter than the national one, never looser (``rules.limits``)."""

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="local_rules")
    key = models.CharField("规则", max_length=80)
    value = models.JSONField("数值")
    basis = models.CharField("依据", max_length=300)
    valid_from = models.DateField("自", null=True, blank=True)
    valid_to = models.DateField("至", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class SiteSettings(models.Model):
    """The one row that says whose installation this is (本级政府与网站)."""

    government = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="本级政府")
    name = models.CharField("网站名称", max_length=80)
    short = models.CharField("印章字", max_length=8, blank=True)
    domain = models.CharField("域名", max_length=120, blank=True)
    host_unit = models.CharField("主办单位", max_length=120, blank=True)
    operator = models.CharField("承办单位", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=80, blank=True)
    site_id = models.CharField("网站标识码", max_length=20, blank=True)
    icp = models.CharField("ICP备案号", max_length=40, blank=True)
    police = models.CharField("公安备案号", max_length=60, blank=True)
    rule_pack = models.CharField("规则包", max_length=40, default="national")
    index_pattern = models.CharField("索引号格式", max_length=120, default="{org9}/{year}-{seq:5}")
    #: names, order and choice of the lines above a paper (``rules.metadata_block``); empty: as shipped
    metadata_block = models.JSONField("著录项", default=list, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="site_settings_once")]

    def __str__(self) -> str:
        return self.name
