"""Whether the workers keep up."""

from __future__ import annotations

from zwgk.jobs.queries import lag

#: seconds that the oldest due job may wait before something is wrong
NOW_LIMIT, SLOW_LIMIT = 60, 3600


def fault() -> str:
    """Empty, or a sentence: work is due and nobody does it."""
    behind = lag()
    if behind.now > NOW_LIMIT:
        return f"即时任务已等待 {behind.now:.0f} 秒，后台进程可能没有运行"
    if behind.slow > SLOW_LIMIT:
        return f"慢速任务已等待 {behind.slow / 60:.0f} 分钟，后台进程可能没有运行"
    return ""
