"""Files that go out with a publication (随件文件): kept once, known by their digest from then on."""

from __future__ import annotations

from typing import IO

from zwgk.files import images, intake, store
from zwgk.files.models import File, Purpose
from zwgk.people.actor import Actor
from zwgk.publishing.content import PublicFile
from zwgk.publishing.models import FileRole


def enclose(name: str, data: bytes, *, text: str, actor: Actor) -> PublicFile:
    """Keep an attachment of a publication that is about to be taken over. ``text`` is what can be read in it ("" for a
    scan). Errors: as :func:`zwgk.files.store.keep`.
    """
    kept = store.keep(name, data, actor=actor, purpose=Purpose.IMPORT)
    return PublicFile(str(FileRole.ATTACHMENT), kept.name, kept.sha256, kept.size, kept.mime, text)


def picture(data: bytes, alt: str, *, actor: Actor) -> tuple[str, PublicFile]:
    """Keep a picture of the text and return the address under which the body shows it. Errors: ``BadInput``."""
    kept = images.keep_image(data, alt, actor=actor)
    address = f"/files/{kept.sha256}.{kept.name.rpartition('.')[2]}"
    return address, PublicFile(str(FileRole.IMAGE), kept.name, kept.sha256, kept.size, kept.mime)


def receipt(name: str, data: IO[bytes], *, actor: Actor) -> File:
    """Take in the scanned receipt of a delivery (回执), for internal use. Errors: as :func:`zwgk.files.intake.take`."""
    return intake.take(name, data, actor=actor, purpose=Purpose.EVIDENCE).file
