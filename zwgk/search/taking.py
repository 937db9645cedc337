"""Taking papers into an index: what the daily work and a rebuild have in common.

While a rebuild runs, the daily work notes the keys that it took into the present generation; the rebuild takes them
into the new one before it puts that in its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from zwgk.search import store
from zwgk.search.document import SearchDoc, to_index

#: file in the index's folder that notes what changed while a rebuild runs
CHANGED = "changed-during-rebuild"


def apply(writer: Any, keys: Sequence[str], docs: Iterable[SearchDoc]) -> None:
    """Replace the papers under ``keys`` by ``docs`` and commit; a key without a paper is deleted."""
    try:
        for key in keys:
            writer.delete_documents_by_term("key", key)
        for doc in docs:
            writer.add_document(to_index(doc))
        writer.commit()
    except (ValueError, OSError) as error:
        raise store.IndexUnavailable(store.IndexState.CORRUPT) from error


def note_changed(index: str, keys: Sequence[str]) -> None:
    """While a rebuild runs, note what the present generation took in, so that the new one takes it in too."""
    path = store.folder(index) / CHANGED
    if path.exists():
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(key, ensure_ascii=False) + "\n" for key in keys)


def changed(path: Path) -> list[str]:
    """The keys noted while a rebuild ran, once each."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line) for line in lines))
