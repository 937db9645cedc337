"""Whose installation this is, and the locality's own figures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zwgk.people.models.units import Unit


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
