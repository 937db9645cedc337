"""Fill the site: ``python load.py FILE``, a JSON with ``column`` and ``papers``; the first paper gets the slug "p"."""

import json
import os
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
django.setup()

from django.db import transaction  # noqa: E402 - after the settings
from papers.models import ListPage, PaperPage  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402


def main(file: Path) -> None:
    """A home page, one column below it, the papers below that."""
    data = json.loads(file.read_text(encoding="utf-8"))
    with transaction.atomic():
        root = Page.get_first_root_node()
        home = root.add_child(instance=ListPage(title="首页", slug="front"))
        column = home.add_child(instance=ListPage(title=data["column"], slug="column"))
        for place, paper in enumerate(data["papers"]):
            column.add_child(instance=PaperPage(slug="p" if place == 0 else f"p{place}", **paper))
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "127.0.0.1", "root_page": home})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
