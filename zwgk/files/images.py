"""Images in bodies (正文图片): kept under the address by which the body shows them; texts for those who cannot see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from zwgk.files import store
from zwgk.files.body.reading import tree_of
from zwgk.files.body.sanitising import sanitise
from zwgk.files.models import File, Purpose
from zwgk.files.readers.kinds import image_extension
from zwgk.files.readers.result import Image, ReadFile, address
from zwgk.people.actor import Actor
from zwgk.rules.errors import BadInput


@dataclass(frozen=True, slots=True)
class Silent:
    """An image without alternative text (缺替代文字的图片): its block and address."""

    block_id: str
    src: str


def keep_images(read: ReadFile, *, actor: Actor, matter_id: int | None = None) -> tuple[File, ...]:
    """Keep the images of a file that was read, under the very addresses that its body uses; equal images once."""
    kept: dict[str, File] = {}
    for image in read.images:
        if image.name not in kept:
            kept[image.name] = _keep(image, actor, matter_id)
    return tuple(kept.values())


def keep_image(data: bytes, alt: str, *, actor: Actor, matter_id: int | None = None) -> File:
    """Keep an image put in through the editor; position and camera data are taken out. Errors: ``BadInput``."""
    from zwgk.files.readers.picture import showable

    shown = showable(data, alt.strip())
    if shown is None:
        raise BadInput(
            what="不能插入图片", why="文件不是网页能显示的图片，或已损坏", remedy="请改用jpg或png图片", field="image"
        )
    return _keep(shown, actor, matter_id)


def _keep(image: Image, actor: Actor, matter_id: int | None) -> File:
    extension = image_extension(image.data[:32])
    if address(image.data, extension) != image.name:
        raise BadInput(what="不能保存图片", why="图片内容与地址不符", remedy="请重新上传原文件")
    name = f"图片.{extension}"
    return store.keep(name, image.data, actor=actor, purpose=Purpose.BODY_IMAGE, matter_id=matter_id, alt=image.alt)


def without_alt(body: str) -> tuple[Silent, ...]:
    """Return the images of a body that still need an alternative text. 依据:《互联网信息无障碍》要求图片有替代文字."""
    found = []
    for node in tree_of(body) if body.strip() else ():
        found += [
            Silent(node.get("data-b", ""), i.get("src")) for i in node.iter("img") if not (i.get("alt") or "").strip()
        ]
    return tuple(found)


def with_alt(body: str, src: str, alt: str) -> str:
    """Return the body with the alternative text of every image at ``src`` set. Errors: ``BadInput`` (no such image)."""
    pattern = re.compile(rf'(<img src="{re.escape(escape(src))}" alt=")[^"]*(")')
    if not pattern.search(body):
        raise BadInput(what="不能填写替代文字", why="正文里没有这幅图片", remedy="请刷新页面后重新操作", field="alt")
    return sanitise(pattern.sub(lambda m: m.group(1) + escape(alt.strip()) + m.group(2), body))


def digests_in(body: str) -> tuple[str, ...]:
    """Return the digests of the images that a body shows, each once, in order."""
    return tuple(dict.fromkeys(re.findall(r'<img src="/files/([0-9a-f]{64})\.\w+"', body)))
