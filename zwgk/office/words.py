"""How acts of the log are called on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zwgk.rules.approval import Level
from zwgk.rules.disclosure import Disclosure

if TYPE_CHECKING:
    from zwgk.audit.models import Entry

ACTS: dict[str, str] = {
    "documents.create": "建稿",
    "documents.save": "保存文稿",
    "documents.keep_version": "存一稿",
    "documents.attach": "添加附件",
    "documents.replace_attachment": "替换附件",
    "documents.remove_attachment": "删除附件",
    "documents.confirm_unread": "核对没有读出的页",
    "documents.link": "关联文件",
    "documents.unlink": "取消关联",
    "documents.set_joint_issuers": "设置联合发文机关",
    "documents.drop": "作废",
    "documents.check": "自动检查",
    "documents.mend": "一键修改",
    "documents.keep_finding": "保留提示处",
    "documents.confirm_finding": "复核保留的提示",
    "documents.propose": "提出公开属性",
    "documents.review_policy": "公开工作机构审查",
    "documents.precheck": "保密预审查",
    "documents.submit": "送审",
    "documents.recall": "撤回送审",
    "documents.sign": "签署意见",
    "documents.return": "退回修改",
    "documents.print_sheet": "打印处理签",
    "documents.attach_scan": "上传处理签扫描件",
    "documents.enter_paper": "录入线下签字",
    "documents.confirm_paper": "核对线下签字",
    "documents.number": "编号",
    "documents.void_number": "作废文号",
    "documents.seal": "用印",
    "documents.hand_over": "移交发布",
    "documents.archive": "归档",
    "documents.redact": "标注删减",
    "documents.unredact": "取消删减标注",
    "documents.read_redacted": "复读遮盖件",
    "documents.defer": "暂缓",
    "documents.end_deferral": "结束暂缓",
    "documents.publish": "公开",
    "documents.release": "定时公开",
    "documents.schedule": "安排公开时间",
    "documents.amend": "启动更正",
    "documents.withdraw": "撤回",
    "documents.take_down": "紧急撤下",
    "documents.explain_take_down": "补办撤下说明",
    "documents.restore": "恢复公开",
    "publishing.publish": "登上公开页面",
    "publishing.correct": "更新公开页面",
    "publishing.withdraw": "公开页面换成告示",
    "publishing.take_down": "公开页面撤下",
    "publishing.explain_take_down": "登记撤下原因",
    "publishing.restore": "公开页面恢复",
    "publishing.record_channel": "登记渠道",
    "publishing.clean_channel": "渠道已清除",
    "publishing.check_channel": "核对渠道文字",
    "publishing.renew_channel": "渠道已更新",
    "publishing.take_off_board": "公开栏撤下",
    "publishing.add_channel_photo": "上传张贴照片",
    "publishing.open_account": "登记账号",
    "publishing.change_account": "变更账号",
    "publishing.hide_version": "隐藏旧版本",
    "publishing.start_issue": "新建一期公报",
    "publishing.change_issue": "修改公报出刊日期和刊号",
    "publishing.drop_issue": "取消一期公报",
    "publishing.add_articles": "选入公报",
    "publishing.arrange_article": "调整公报栏目和顺序",
    "publishing.drop_article": "移出公报",
    "publishing.bind_issue": "公报送核准",
    "publishing.return_issue": "公报退回编辑",
    "publishing.issue_gazette": "公报出刊",
    "publishing.keep_point": "登记查阅点",
    "publishing.make_delivery": "制移送清单",
    "publishing.receive_delivery": "登记移送签收",
    "publishing.cancel_delivery": "作废移送清单",
    "publishing.read_hidden": "查看已隐藏的旧版本",
    "publishing.add_column": "新增栏目",
    "publishing.change_column": "修改栏目",
    "publishing.move_column": "移动栏目",
    "publishing.merge_column": "合并栏目",
    "publishing.delete_column": "删除栏目",
    "publishing.put_in_charge": "安排栏目责任",
    "publishing.confirm_column": "复核栏目",
    "publishing.begin_edition": "编制目录",
    "publishing.put_row": "编辑目录事项",
    "publishing.drop_row": "删去目录事项",
    "publishing.drop_edition": "放弃目录修订",
    "publishing.import_rows": "导入目录",
    "publishing.submit_edition": "目录送审",
    "publishing.return_edition": "退回目录",
    "publishing.approve_edition": "审定目录",
    "publishing.file_under": "归入目录事项",
    "publishing.unfile": "移出目录事项",
    "publishing.set_dimension": "标注五公开",
    "publishing.open_chain": "建立公开链条",
    "publishing.join_chain": "加入公开链条",
    "publishing.leave_chain": "移出公开链条",
    "publishing.plan_step": "安排公开环节",
    "publishing.close_chain": "办结公开链条",
    "publishing.add_topic": "新建专题",
    "publishing.edit_topic": "修改专题",
    "publishing.set_cover": "设置专题封面",
    "publishing.set_criteria": "设置归集条件",
    "publishing.pick": "收入专题",
    "publishing.pin": "专题置顶",
    "publishing.take_out": "移出专题",
    "publishing.open_topic": "审定开放专题",
    "publishing.close_topic": "结束专题",
    "publishing.order_booklet": "编印汇编",
    "publishing.approve_standing": "批准常设公开清单",
    "publishing.revoke_clearance": "撤销审查结论",
    "publishing.change_validity": "登记有效性变动",
    "publishing.void_validity_change": "作废有效性登记",
    "publishing.set_term": "登记施行日期和有效期",
    "publishing.turn_validity": "有效性随日期更新",
    "documents.open_cleanup": "开展文件清理",
    "documents.answer_cleanup": "提出清理意见",
    "documents.give_cleanup_item": "调整责任单位",
    "documents.decide_cleanup_item": "审定清理意见",
    "documents.finish_cleanup": "清理审定完毕",
    "documents.reopen_cleanup": "重新审定",
    "documents.draft_cleanup_decision": "起草清理结果决定",
    "files.keep": "存入文件",
    "matters.remark": "留言",
    "matters.pass_on": "转办",
    "deadlines.import_calendar": "导入放假安排",
    "people.sign_in": "登录",
    "people.add_user": "新增账号",
    "people.edit_user": "修改账号",
    "people.change_password": "修改密码",
    "people.begin_second_factor": "生成动态口令",
    "people.confirm_second_factor": "绑定动态口令",
    "people.check_second_factor": "核对动态口令",
    "people.renew_recovery_codes": "更换恢复码",
    "people.unbind_second_factor": "解除动态口令",
    "people.reset_second_factor": "重置动态口令",
    "people.set_active": "停用或启用账号",
    "people.appoint": "任命岗位",
    "people.leave_post": "离任",
    "people.delegate": "设置代理",
    "people.end_delegation": "结束代理",
    "people.add_unit": "新增单位",
    "people.edit_unit": "修改单位",
    "people.set_site": "修改网站信息",
    "approvals.set_chain": "设置审签流程",
    "approvals.drop_chain": "取消自设审签流程",
    "people.arrange_metadata": "设置著录项",
    "people.set_local_rule": "设置本地规定",
    "jobs.retry": "重试后台任务",
    "jobs.give_up": "关闭后台任务",
    "audit.export": "导出日志",
    "audit.back_up": "备份",
    "audit.restore": "从备份恢复",
}


def act_label(entry: Entry) -> tuple[str, str]:
    """The act's word and what its figures say, as two short Chinese texts."""
    details = entry.details
    more = []
    if level := details.get("level"):
        more.append(Level(level).label)
    if (code := details.get("disclosure")) in {str(d) for d in Disclosure}:
        more.append(Disclosure(code).label)
    if details.get("changed"):
        more.append("属性改动")
    if (number := details.get("round")) and entry.act == "documents.submit":
        more.append(f"第 {number} 轮")
    if entry.act == "documents.number":
        more.append(f"{details.get('year')} 年第 {details.get('number')} 号")
    if entry.act == "documents.check":
        more.append(f"{details.get('found', 0)} 处提示")
    if entry.act == "documents.seal":
        more.append(f"{details.get('copies')} 份")
    if entry.act == "documents.save":
        more.append(f"第 {details.get('revision')} 次")
    return ACTS.get(entry.act, entry.act), "，".join(more)
