"""Addresses of 依申请公开 on the portal; included once by ``portal/urls.py``."""

from django.urls import path, re_path

from zwgk.portal.requests import before, form, others, standing

urlpatterns = [
    path("gongkai/shenqing/", before.entrance),
    path("gongkai/shenqing/chuangkou/", before.windows),
    path("gongkai/shenqing/chazhao/", before.before),
    path("gongkai/shenqing/yigongkai/", before.already),
    path("gongkai/shenqing/zhaodao/", before.settled),
    path("gongkai/shenqing/tianxie/", form.form),
    path("gongkai/shenqing/huizhi/", form.receipt),
    path("gongkai/shenqing/huizhi/huizhi.png", form.picture),
    path("gongkai/shenqing/huizhi/tixing.ics", form.calendar),
    path("gongkai/shenqing/huizhi/guanbi/", form.close),
    path("jindu/", standing.ask),
    path("jindu/tuichu/", standing.leave),
    path("jindu/shenqing/", standing.case),
    path("jindu/shenqing/banli/", standing.act),
    path("jindu/shenqing/yitijiao/", standing.done),
    path("jindu/shenqing/dafu/", standing.reply),
    path("jindu/shenqing/dafu/<number:pk>", standing.part),
    path("jindu/shenqing/qixian.ics", standing.calendar),
    re_path(r"^gongkai/yijian/(?P<token>[-\w]{20,60})/$", others.opinion),
    path("yanzheng/", others.genuine),
    re_path(r"^yanzheng/(?P<code>[-\w ]{4,40})/$", others.genuine),
]
