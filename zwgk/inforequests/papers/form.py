"""The application form as staff filled it for the applicant (代填的申请表), with lines for the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zwgk.files.writers.tables import PrintedForm, forms_pdf
from zwgk.rules.applicants import ApplicantClass, Form, Way
from zwgk.rules.receipt import Channel

if TYPE_CHECKING:
    from zwgk.inforequests.models import InfoRequest
    from zwgk.rules.applicants import Applicant

_LINE, _TALL, _HIGH = 10.0, 18.0, 70.0


def pdf(request: InfoRequest, who: Applicant) -> bytes:
    """The form as PDF. It bears the applicant's own data: the caller has logged that they were opened.

    依据:《政府信息公开条例》第二十九条
    """
    filing = request.filing
    person = who.kind is ApplicantClass.NATURAL_PERSON
    lines = [
        ("受理机关", request.organ.name, _LINE),
        ("申请编号", filing.number, _LINE),
        ("申请渠道", Channel(filing.channel).label, _LINE),
        ("姓名" if person else "单位名称", who.name, _LINE),
        ("申请人类别", who.kind.label, _LINE),
        ("证件", f"{who.proof.label}　{who.number}", _LINE),
        *([] if person else [("联系人", who.contact_name, _LINE)]),
        ("联系电话", who.phone, _LINE),
        ("电子邮箱", who.email, _LINE),
        ("通信地址", f"{who.address}　{who.postcode}".strip(), _TALL),
        ("所需信息的名称、文号或者其他特征描述", filing.description, _HIGH),
        ("获取信息的形式", Form(filing.form).label, _LINE),
        ("获取信息的途径", Way(filing.way).label, _LINE),
        ("电子送达", "同意" if filing.consents else "不同意", _LINE),
        *([("需要的帮助", filing.needs_help, _LINE)] if filing.needs_help else []),
        ("代填人", filing.by_staff, _LINE),
        ("申请人核对无误后签名、日期", "", _TALL),
    ]
    return forms_pdf([PrintedForm("政府信息公开申请表", tuple(lines), request.organ.name)], organ=request.organ.name)
