"""How acts of requests are called on pages: the moves by their labels, what has no button by its own."""

from __future__ import annotations

from zwgk.rules.inforequest import FLOW

ACTS: dict[str, str] = {
    **{f"inforequests.{move.name}": move.label for move in FLOW},
    "inforequests.take_in": "网上申请立案",
    "inforequests.register": "登记申请",
    "inforequests.add_material": "添加材料",
    "inforequests.remove_material": "移除材料",
    "inforequests.note_letter_received": "登记对方收到函件",
    "inforequests.issue_paper": "出具文书",
    "inforequests.copy_reply": "备妥网上答复",
    "inforequests.note_opened": "申请人首次打开答复",
    "inforequests.hear": "登记申请人网上办理",
    "inforequests.set_bodies": "设置复议机关和法院",
    "inforequests.rotate_key": "更换申请人信息的密钥",
}
