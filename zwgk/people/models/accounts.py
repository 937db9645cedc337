"""People: accounts and what guards them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


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
    #: single keys (j k / ? …) in the office; off for who speaks to the machine or types with one switch (WCAG 2.1.4)
    has_shortcuts = models.BooleanField("使用快捷键", default=True)

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
