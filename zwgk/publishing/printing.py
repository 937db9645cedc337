"""What the room prints itself: its templates, its style sheets with fonts, the pictures of bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from zwgk.files import body, store
from zwgk.files.models import File
from zwgk.files.writers import fonts


@cache
def _text(name: str) -> str:
    return (resources.files("zwgk.publishing") / "templates" / "publishing" / name).read_text(encoding="utf-8")


def css(name: str) -> str:
    """A style sheet of the room: ``var-font-<voice>`` and ``var-title-weight`` are replaced."""
    text = _text(name).replace("var-title-weight", fonts.title_weight())
    return re.sub(r"var-font-(\w+)", lambda match: fonts.css_stack(match.group(1)), text)


def filled(name: str, values: Mapping[str, Any]) -> str:
    """Fill a template of the room; every text is escaped unless marked safe."""
    from django.template import Context, Engine

    return str(Engine(autoescape=True).from_string(_text(name)).render(Context(dict(values))))


def pictures(bodies: Iterable[str]) -> dict[str, bytes]:
    """The pictures that bodies show, address → bytes. One that is lost is left out."""
    found: dict[str, bytes] = {}
    for html in bodies:
        for block in body.blocks(html):
            for address in re.findall(r'src="([^"]+)"', block.html):
                if address in found:
                    continue
                sha256 = address.rsplit("/", 1)[-1].partition(".")[0]
                file = File.objects.filter(blob__sha256=sha256).select_related("blob").first()
                if file is not None:
                    found[address] = store.data_of(file)
    return found
