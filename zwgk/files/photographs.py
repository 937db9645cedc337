"""Photographs that staff bring as evidence (现场照片): readable pictures only, without position and camera data."""

from __future__ import annotations

from zwgk.files import limits, store
from zwgk.files.models import File, Purpose
from zwgk.files.readers.kinds import image_extension
from zwgk.people.actor import Actor
from zwgk.rules.errors import BadInput


def keep_photograph(data: bytes, *, actor: Actor) -> File:
    """Keep a photograph for internal use. Errors: ``BadInput`` (no picture, broken), ``LimitExceeded`` (too large)."""
    from zwgk.files.readers.picture import showable

    limits.must_fit("照片", len(data))
    shown = showable(data, "")
    if shown is None:
        raise BadInput(
            what="没有上传照片", why="文件不是能显示的图片，或已损坏", remedy="请改用 jpg 或 png", field="photo"
        )
    name = f"照片.{image_extension(shown.data[:32])}"
    return store.keep(name, shown.data, actor=actor, purpose=Purpose.EVIDENCE)
