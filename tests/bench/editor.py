"""`editor`: the list of entries under the hands of who types and scrolls in it."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine

from desk.models.paged import PAGE
from kb import KnowledgeBase
from kb.editing import Editor, Editorial
from kb.editing.entries import EntryList
from kb.editing.views import Filter, Sorting
from kb.schema import create_all
from tests.bench.figures import Figure, milliseconds, percentile
from tests.kb.editing.many import write_entries

ENTRIES = 100_000
KEY_MS = 50.0  # from a key to the rows, so that typing is followed and not waited for
PAGE_MS = 16.0
_TYPED = ("公积金业务", "7号窗口怎么办理", "医疗保险 窗口", "dhgjj", "k0999", "没有这样的")
_PAGES = 300


def measure() -> Iterator[Figure]:
    """Give what reading the list, a key of the filter and a page cost."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'kb.db'}")
        create_all(engine)
        write_entries(engine, ENTRIES)
        entries = Editorial(KnowledgeBase(engine, Path(folder) / "index"), Editor("bench")).entries
        begun = time.perf_counter()
        entries.load()
        yield Figure(f"editor: {ENTRIES:,} entries read", f"{time.perf_counter() - begun:.1f} s")
        yield _limited("editor: a key of the filter", _keys(entries), KEY_MS)
        yield _limited("editor: a page anywhere", _pages(entries), PAGE_MS)
        engine.dispose()


def _keys(entries: EntryList) -> list[float]:
    taken = []
    for typed in _TYPED:
        for end in range(1, len(typed) + 1):
            chosen = Filter(text=typed[:end])
            taken.append(
                milliseconds(lambda chosen=chosen: (entries.rows(chosen, 0, PAGE), entries.count(chosen)))
            )
    return taken


def _pages(entries: EntryList) -> list[float]:
    chance = random.Random(12345)
    for sorting in Sorting:
        entries.rows(Filter(sorting=sorting), 0, PAGE)  # the first of a sorting makes its order
    return [
        milliseconds(
            lambda: entries.rows(
                Filter(sorting=chance.choice(list(Sorting))), chance.randrange(ENTRIES - PAGE), PAGE
            )
        )
        for _ in range(_PAGES)
    ]


def _limited(name: str, taken: list[float], limit: float) -> Figure:
    p99 = percentile(taken, 0.99)
    measured = f"{percentile(taken, 0.5):.1f} / {p99:.1f} ms ({len(taken)} times)"
    return Figure(f"{name}, p50 / p99", measured, f"p99 {limit:.0f} ms", p99 <= limit)
