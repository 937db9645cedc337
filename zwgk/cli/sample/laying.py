"""In which order the county is laid: first what the first page shows and what lies on the desks, then all the rest.

Each step sees for itself what is there already, so a process that was killed is simply started again, and laying twice
adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from zwgk.cli.sample import columns, county, signins, staff, underway, whole_way
from zwgk.cli.sample.filling import Filling
from zwgk.cli.sample.plan import Plan, plan
from zwgk.cli.sample.published import archive, catalogues, chains, channels, cleanup, gazette, reading, topics, withheld
from zwgk.cli.sample.requests import laying as requests
from zwgk.cli.sample.size import Size
from zwgk.people import public
from zwgk.rules.errors import BadInput

Say = Callable[[str], None]


def must_be_ours() -> None:
    """Refuse a system that somebody has set up for real. Errors: :class:`BadInput`."""
    site = public.site()
    if site is not None and site.government.name != signins.GOVERNMENT:
        raise BadInput(
            what="不能建立演示县",
            why=f"数据目录里已有“{site.government.name}”的正式数据",
            remedy="请用 ZWGK_VAR 指定一个空的数据目录（使用数据库服务器时，另建一个空的数据库），或运行 zwgk serve",
        )


def first(size: Size, *, say: Say) -> None:
    """What must be there before the first page answers: organisations, people, columns, the newest, the desks."""
    must_be_ours()
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("机构", county.lay),
        ("人员", staff.lay),
        ("栏目", columns.lay),
        ("最新公开的信息", lambda: Filling().lay(plan(size).first)),
        ("办理中的公文", lambda: underway.lay(size)),
        ("依申请公开", lambda: requests.lay(size)),
        ("专题", lambda: topics.lay(size)),
        ("查阅点", reading.lay),
    )
    for name, step in steps:
        say(f"演示县：{name}")
        step()


def rest(size: Size, *, say: Say) -> None:
    """Everything else, while the pages are already being served."""
    whole: Plan = plan(size)
    say("演示县：其余数据在后台补齐，页面可以先用")
    whole_way.lay(whole.whole_way)
    county.lay_city()
    told = 0

    def progress(done: int, of: int) -> None:
        nonlocal told
        if of > 400 and done * 4 // of > told:
            told = done * 4 // of
            say(f"演示县：历史公开信息 {done} / {of}")

    newest_first = sorted(whole.taken_over, key=lambda item: (bool(item.attach), -item.at.timestamp()))
    Filling(progress).lay(newest_first)
    underway.make_copy()
    for name, step in _afterwards(size):
        say(f"演示县：{name}")
        step()
    say("演示县：数据已全部补齐")


def _afterwards(size: Size) -> tuple[tuple[str, Callable[[], object]], ...]:
    """What is made of publications, once all of them are there."""
    return (
        ("公开链条", chains.lay),
        ("公开目录和栏目责任", lambda: catalogues.lay(size)),
        ("渠道记录", lambda: channels.lay(size)),
        ("办结的依申请公开", lambda: requests.lay_ended(size)),
        ("文件清理", cleanup.lay),
        ("不公开的信息", withheld.lay),
        ("移送清单", lambda: reading.deliver(size)),
        ("文书归档", archive.lay),
        ("专题归集和汇编", lambda: topics.gather_again(size)),
        ("目录归集", catalogues.file_again),
        ("政府公报", lambda: gazette.lay(size)),
    )
