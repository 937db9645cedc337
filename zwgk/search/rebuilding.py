"""Build an index anew beside the one in use and put it in its place, while both searching and publishing go on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from zwgk.search import dictionary, store
from zwgk.search.document import to_index
from zwgk.search.sources import source
from zwgk.search.taking import CHANGED, apply, changed

#: papers loaded at a time
CHUNK = 500
#: papers between two commits
COMMIT_EVERY = 20_000
#: file whose lock is held while a rebuild runs
LOCK = "rebuild-lock"


def rebuild(index: str, progress: Callable[[int], None] | None = None) -> int:
    """Build ``index`` from its source; returns the number of papers. ``progress`` is told how many are in so far.

    What is published meanwhile goes into the old generation at once, is noted, and is taken into the new one before the
    swap. A rebuild that is killed leaves the old generation in use.
    Errors: :class:`WriterBusy` where a rebuild is running; :class:`BadInput` where nobody supplies the index.
    """
    supplier = source(index)
    with store.locked(index, LOCK):
        noted = store.folder(index) / CHANGED
        noted.write_text("", encoding="utf-8")  # from now on the drain notes what it takes in
        generation = store.new_generation(index)
        try:
            writer = store.writer(store.open_index(generation, create=True))
            number = 0
            for keys in _chunks(supplier.keys()):
                for doc in supplier.load(keys):
                    writer.add_document(to_index(doc))
                    number += 1
                    if number % COMMIT_EVERY == 0:
                        writer.commit()
                if progress is not None:
                    progress(number)
            writer.commit()
            with store.locked(index, wait=True):  # the drain stands still for this moment only
                keys = changed(noted)
                if keys:
                    apply(writer, keys, supplier.load(keys))
                writer.wait_merging_threads()
                dictionary.refresh(index, generation, force=True)
                store.swap(index, generation)
                noted.unlink()
        except BaseException:
            shutil.rmtree(generation, ignore_errors=True)
            noted.unlink(missing_ok=True)
            raise
    return number


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    walk = iter(keys)
    while chunk := list(islice(walk, CHUNK)):
        yield chunk
