"""Whether searching works."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from zwgk.search import store
from zwgk.search.models import IndexChange
from zwgk.search.sources import has_source

#: a change that waits longer than this has been forgotten by the worker
PATIENCE = timedelta(seconds=60)


def fault() -> str:
    """Empty, or a sentence: the public index is away, or changes wait and nobody takes them in."""
    if not has_source(store.PUBLIC):
        return ""
    state = store.state(store.PUBLIC)
    if state is not store.IndexState.READY:
        return f"检索索引{state.label}，正在等待重建"
    if IndexChange.objects.filter(at__lt=timezone.now() - PATIENCE).exists():
        return "检索索引的变更排队超过1分钟，后台进程可能没有运行"
    return ""
