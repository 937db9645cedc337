"""What came in (收件), as the public writes it, and the little that the public may read back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zwgk.people.models import Unit
from zwgk.rules.applicants import ApplicantClass, Form, Way
from zwgk.rules.inforequest import Stage
from zwgk.rules.receipt import Channel


class SealingKey(models.Model):
    """The public half of a key that seals identities (加密公钥); its private half is in no table."""

    key_id = models.CharField("编号", max_length=20, unique=True)
    public = models.CharField("公钥", max_length=64)
    made_at = models.DateTimeField("启用时间")
    is_current = models.BooleanField("正在使用", default=True)
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["is_current"], condition=Q(is_current=True), name="one_sealing_key_in_use")
        ]

    def __str__(self) -> str:
        return self.key_id


class Filing(models.Model):
    """One application as it came in (申请): who is sealed, what is asked for is not.

    ``number`` is what the applicant knows it by; of the query code only a digest is kept. ``token`` is the digest of a
    mark that comes with the form: the same form sent twice is one application. ``person`` is the keyed hash of the
    identity, worked out where the private key is; empty until then.
    """

    number = models.CharField("申请编号", max_length=24, unique=True)
    code_digest = models.CharField("查询码摘要", max_length=64)
    token = models.CharField("提交标记", max_length=64, unique=True)
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="filings", verbose_name="受理机关")
    channel = models.CharField("渠道", max_length=20, choices=Channel.choices())
    filed_at = models.DateTimeField("提交时间")
    arrived_on = models.DateField("到达之日")
    applicant_class = models.CharField("申请人类别", max_length=24, choices=ApplicantClass.choices())
    masked_name = models.CharField("申请人（遮盖）", max_length=20)
    sealed = models.TextField("申请人信息（加密）", blank=True)
    person = models.CharField("同一申请人标记", max_length=64, blank=True)
    description = models.TextField("内容描述", blank=True)
    form = models.CharField("获取形式", max_length=12, choices=Form.choices())
    way = models.CharField("获取途径", max_length=12, choices=Way.choices())
    consents = models.BooleanField("同意电子送达", default=False)
    needs_help = models.CharField("需要的帮助", max_length=200, blank=True)
    by_staff = models.CharField("登记人", max_length=120, blank=True)
    #: what a reply is sealed for: the public half of a key that follows from number and query code; "" for old cases
    reply_key = models.CharField("答复加密公钥", max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "organ", "arrived_on"], name="filing_of_person"),
            models.Index(fields=["id"], name="filing_to_fingerprint", condition=Q(person="") & ~Q(sealed="")),
        ]

    def __str__(self) -> str:
        return self.number


class FilingProof(models.Model):
    """A picture of the proof of identity (身份证明), sealed like the identity itself."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="proofs")
    sealed = models.BinaryField("内容（加密）")
    mime = models.CharField("类型", max_length=40)
    size = models.PositiveIntegerField("字节数")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(size__gt=0), name="filing_proof_not_empty")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.mime}"


class Progress(models.Model):
    """What the applicant may read of the case (办理进展): words and days, no name of anybody. Written by the acts."""

    filing = models.OneToOneField(Filing, models.CASCADE, related_name="progress")
    stage = models.CharField("环节", max_length=20, choices=Stage.choices())
    word = models.CharField("进展", max_length=40)
    sentence = models.CharField("说明", max_length=300)
    received_on = models.DateField("收到申请之日", null=True, blank=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    due_is_firm = models.BooleanField(default=True)
    is_paused = models.BooleanField(default=False)
    act_by = models.DateField("请在此前办理", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    #: what happened so far: day, words, more, article — and what is asked of the applicant, the days, the end
    story = models.JSONField("经过", default=list)
    asks = models.JSONField("请申请人办理的事项", default=list)
    days = models.JSONField("期限逐日", default=dict)
    ending = models.JSONField("答复和救济", default=dict)
    updated_at = models.DateTimeField("更新时间")

    def __str__(self) -> str:
        return f"{self.filing_id} {self.word}"


class Opening(models.Model):
    """That the applicant opened a page of the case: the first opening of a reply proves its arrival (查看记录)."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="openings")
    what = models.CharField("查看内容", max_length=20)
    at = models.DateTimeField("时间")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["filing", "what", "at"], name="opening_of_filing")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.what}"
