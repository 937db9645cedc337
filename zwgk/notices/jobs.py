"""What goes out, and what is told by the clock."""

from __future__ import annotations

from typing import Any

from zwgk.audit import sealing
from zwgk.jobs.models import Job
from zwgk.jobs.queue import handler
from zwgk.jobs.registry import daily
from zwgk.notices.channels import Unconfigured, sender_for
from zwgk.notices.models import Channel, Message, NoticeKind, Outcome
from zwgk.notices.sending import notify
from zwgk.people import public as site
from zwgk.people import queries as people
from zwgk.people.actor import SYSTEM
from zwgk.people.today import now, today
from zwgk.rules.duties import Duty

ATTEMPTS = 5


@handler("notices.deliver", max_attempts=ATTEMPTS)
def deliver(message_id: int, **_: Any) -> None:
    """Send one outgoing message; a message that has gone is not sent again."""
    message = Message.objects.select_related("notice__post__user").filter(pk=message_id).first()
    if message is None or message.state in {Outcome.SENT, Outcome.UNCONFIGURED}:
        return
    user = message.notice.post.user
    address = user.email if message.channel == Channel.EMAIL else user.mobile
    particulars = site.site()
    subject = f"【{particulars.name if particulars else '政务公开'}】{message.notice.get_kind_display()}提醒"
    try:
        sender_for(message.channel).send(
            address=address, subject=subject, text=message.notice.text, key=f"zwgk-{message.key}"
        )
    except Unconfigured:
        Message.objects.filter(pk=message.pk).update(state=Outcome.UNCONFIGURED, last_error="本系统未配置这种发送方式")
        return
    except Exception as error:
        # the queue tries again; the page shows meanwhile that nothing has arrived
        Message.objects.filter(pk=message.pk).update(state=Outcome.FAILED, last_error=f"{type(error).__name__}"[:300])
        raise
    Message.objects.filter(pk=message.pk).update(state=Outcome.SENT, sent_at=now(), last_error="")


@daily("17:00", name="audit.send_head")
def send_head() -> None:
    """Send the auditors the newest seal of the log: kept outside, it proves later that nothing was rewritten."""
    particulars = site.site()
    if particulars is None:
        return
    auditors = people.posts_with(Duty.AUDITOR.value, over=particulars.government).values_list("pk", flat=True)
    day = today()
    text = f"{day:%Y年%m月%d日}操作日志封存值：{sealing.head()}。请另行保存，日后可据以核对日志未被改动"
    notify(auditors, kind=NoticeKind.AUDIT, text=text, actor=SYSTEM, key=f"audit-head-{day.isoformat()}")


def waiting() -> int:
    """How many outgoing messages wait or wait again."""
    return Job.objects.filter(handler="notices.deliver", state="waiting").count()
