"""Serving a paper on a person (送达): by which ways, what each needs, and which postal numbers there are.

依据:国办公开办函〔2016〕235号;《政府信息公开条例》第四十条;《邮政法》
"""

from __future__ import annotations

import re

from zwgk.rules.applicants import ELECTRONIC, Way
from zwgk.rules.errors import BadInput, GateClosed

#: thirteen digits (EMS), or two letters, nine digits and CN (EMS, 挂号)
_POSTAL = re.compile(r"\d{13}|[A-Z]{2}\d{9}CN")

#: what proves the service, by way (送达凭证)
EVIDENCE: dict[Way, str] = {
    Way.PORTAL: "网上备妥和首次打开的记录",
    Way.EMAIL: "发送记录和申请人的回复",
    Way.POST: "邮政企业收寄凭证和签收记录",
    Way.COUNTER: "签收人签名的送达回证",
    Way.FAX: "传真发送报告",
}


def postal_number(typed: str, *, what: str) -> str:
    """Return the number of a registered letter or EMS in its one form.

    Private couriers' numbers are refused: 答复 go by the post (邮政企业). Errors: :class:`BadInput` at
    ``tracking_no``. 依据:国办公开办函〔2016〕235号
    """
    number = re.sub(r"[\s-]", "", typed).upper()
    if not number:
        raise BadInput(
            what=what,
            why="邮寄须登记邮件号码（邮政企业挂号或者EMS）",
            remedy="请填写邮件号码",
            field="tracking_no",
        )
    if not _POSTAL.fullmatch(number):
        raise BadInput(
            what=what,
            why=f"“{typed.strip()[:30]}”不是邮政企业的邮件号码（13位数字，或者EM123456789CN这样的号码）",
            remedy="答复应当通过邮政企业寄送，请核对号码",
            field="tracking_no",
        )
    return number


def must_be_lawful(way: Way, *, consents: bool, signed_by: str, what: str) -> None:
    """Refuse electronic service without consent, and service at the counter without a signature.

    Errors: :class:`GateClosed`, :class:`BadInput` at ``signed_by``.
    """
    if way in ELECTRONIC and not consents:
        raise GateClosed(what=what, why="申请人没有同意电子送达", remedy="请改为邮寄或者当面送达", field="way")
    if way is Way.COUNTER and not signed_by.strip():
        raise BadInput(what=what, why="当面送达须有签收人", remedy="请填写签收人", field="signed_by")


def must_show_authority(*, is_proxy: bool, has_authority: bool, what: str) -> None:
    """Refuse to hand a paper to somebody else without a power of attorney (授权委托书). Errors: :class:`BadInput`."""
    if is_proxy and not has_authority:
        raise BadInput(
            what=what,
            why="由代理人签收的，须留存授权委托书",
            remedy="请上传授权委托书的扫描件",
            field="authority",
        )
