"""The labels (标签) met in metadata blocks of government sites; words only, the surest of a field first."""

from __future__ import annotations

from typing import Final

from zwgk.rules.metadata.result import Field

_WORDS: Final[dict[Field, str]] = {
    Field.TITLE: """
        标题 文件标题 公文标题 信息标题 文件名称 信息名称 公文名称 名称 题名 文件名
    """,
    Field.DOC_NUMBER: """
        发文字号 文号 发文文号 公文文号 文件编号 文件文号 文件号 发文号 发布文号 公文字号 文件字号
        发文编号 字号 令号
    """,
    Field.ISSUERS: """
        发文机关 发文单位 发文机构 制发机关 制文机关 制发单位 制定机关 成文机关 发文部门 颁布机关
        颁布单位 制作机关 制作单位 印发机关 印发单位 联合发文单位 制定单位 起草单位
    """,
    Field.PUBLISHER: """
        发布机构 发布机关 发布单位 发布部门 公开机构 公开机关 公开单位 公开主体 公开部门
        信息发布机构 信息公开机构 公布机关 公开责任部门 信息来源 来源 文章来源 稿件来源 内容来源
        稿源 来源单位 信息提供单位 信息提供部门 提供单位 供稿单位 供稿 责任部门 公开责任单位
        责任单位 信源 发布者 发布人
    """,
    Field.DATE_WRITTEN: """
        成文日期 成文时间 生成日期 生成时间 信息生成日期 产生日期 形成日期 形成时间 制发日期
        制定日期 制作日期 签发日期 签署日期 写作日期 印发日期 印发时间
    """,
    Field.DATE_PUBLISHED: """
        发布日期 发布时间 公开日期 公开时间 信息公开日期 公布日期 公布时间 发布于 发表时间 发表日期
        上网日期 上网时间 上传时间 添加时间 录入时间 刊发日期 发稿时间 信息时间 文章时间 发布
        发文日期 发文时间 时间 日期 更新时间 更新日期
    """,
    Field.INDEX_NO: """
        索引号 信息索引号 索引编号 信息索引 索引码 索取号 信息编号 目录编号 公开索引号
    """,
    Field.TOPIC: """
        主题分类 主题类别 信息主题 公文目录 主题目录 信息类别 信息分类 分类 类别 目录分类 所属类别
        信息类型 内容分类 公开类别 公开目录 所属主题 主题 所属栏目 栏目 栏目名称 文章类别 公文分类
        目录 所属分类 所属目录 政策分类 文件分类 文件类别
    """,
}
_OTHERS: Final = """
    主题词 分类词 关键词 关键字 有效性 效力状态 有效状态 是否有效 时效性 时效 文件状态 文件有效性
    规范性文件有效性 作者 编辑 责任编辑 责编 校对 审核 初审 复审 终审 审签 签发人 记者 摄影
    通讯员 阅读 阅读量 阅读次数 阅读数 浏览 浏览量 浏览次数 浏览数 点击 点击数 点击量 点击率
    点击次数 访问 访问量 访问次数 次数 人气 字体 字体大小 文字大小 字号大小 文字 打印 分享
    分享到 分享至 体裁分类 体裁 文体 组配分类 组配类别 服务对象分类 服务对象 生命周期分类
    生命周期 信息格式 语种 信息格式/语种 格式 内容概述 内容摘要 摘要 概述 简介 公开方式
    公开形式 公开范围 公开属性 公开时限 公开期限 公开程序 废止日期 废止时间 失效日期 失效时间
    截止日期 生效日期 生效时间 实施日期 实施时间 施行日期 执行日期 有效期 有效期至 载体类型
    记录形式 密级 紧急程度 保存期限 保密期限 份号 附件 下载 收藏 视力保护色 背景色 扫一扫
    公文种类 公文类型 文种 文件类型 文件种类 信息种类 适用范围 所属地区 地区 行业分类 行业
    登记号 统一编号 统一登记号 规范性文件编号 备案号 审查号 解读 相关解读 相关链接 备注
    备注/文号 联系电话 联系人 联系方式 电话 地址 邮编 传真 邮箱 成文 归档 档案号 依据
    设定依据 收文机关 主送 主送机关 抄送
"""
_WEAK: Final = """
    主题 供稿 分类 发布 名称 字号 文字 日期 时间 来源 标题 栏目 目录 类别 责任单位
    责任部门 起草单位
"""

#: label → the field it fills and how much it is believed there (lower is surer).
LABELS: Final[dict[str, tuple[Field, int]]] = {
    word: (field, rank) for field, words in _WORDS.items() for rank, word in enumerate(words.split())
}
#: Labels of other things: they end a value and are otherwise passed over.
OTHERS: Final = tuple(_OTHERS.split())
#: These need company: alone they may be a heading of the text itself (一、时间: …).
WEAK: Final = frozenset(_WEAK.split())
