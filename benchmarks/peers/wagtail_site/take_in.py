"""Take an old site in: ``python take_in.py FILE.jsonl`` prints pages, seconds by the clock and of processor.

As its manual tells it: page below its list, a published revision, a redirect from the old address; the search entry is
made by its own signals. A hundred to a transaction. Nothing is cleaned: its editor does that in the browser.
"""

import json
import os
import sys
import time
from itertools import islice
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
django.setup()

from django.db import transaction  # noqa: E402 - after the settings
from papers.models import ListPage, PaperPage  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402


def main(file: Path) -> None:
    """A home page, the columns below it, the papers below those."""
    with transaction.atomic():
        home = Page.get_first_root_node().add_child(instance=ListPage(title="首页", slug="front"))
        site, _ = Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "127.0.0.1", "root_page": home}
        )
    columns: dict[str, ListPage] = {}
    number = 0
    began, worked = time.perf_counter(), time.process_time()
    with file.open(encoding="utf-8") as lines:
        while batch := list(islice(lines, 100)):
            with transaction.atomic():
                for line in batch:
                    _take(json.loads(line), number, home, site, columns)
                    number += 1
    print(json.dumps([number, time.perf_counter() - began, time.process_time() - worked]))


def _take(row: dict[str, str], number: int, home: Page, site: Site, columns: dict[str, ListPage]) -> None:
    name = row["column"]
    if name not in columns:
        columns[name] = home.add_child(instance=ListPage(title=name, slug=f"c{len(columns)}"))
    page = PaperPage(
        title=row["title"][:255],
        slug=f"p{number}",
        index_no=row["key"],
        organ=row["organ"],
        published_on=row["published_on"],
        published_at=f"{row['published_on']} 09:00",
        body=row["body_html"],
    )
    columns[name].add_child(instance=page)
    page.save_revision().publish()
    Redirect.add_redirect(row["old_url"], redirect_to=page)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
