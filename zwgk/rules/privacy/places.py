"""Places in a text that are taken, so that no two findings claim one."""

from __future__ import annotations


class Places:
    """Spans that do not overlap, kept in buckets of 64 characters so that asking is quick in long texts."""

    def __init__(self, spans: list[tuple[int, int]] | None = None) -> None:
        self._buckets: dict[int, list[tuple[int, int]]] = {}
        for start, end in spans or []:
            self._add(start, end)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing lies in ``[start, end)``."""
        return not any(
            first < end and start < last
            for bucket in range(start // 64, (end - 1) // 64 + 1)
            for first, last in self._buckets.get(bucket, ())
        )

    def claim(self, start: int, end: int) -> bool:
        """Take the place if it is free; tell whether it was."""
        if not self.free(start, end):
            return False
        self._add(start, end)
        return True

    def _add(self, start: int, end: int) -> None:
        for bucket in range(start // 64, (end - 1) // 64 + 1):
            self._buckets.setdefault(bucket, []).append((start, end))
