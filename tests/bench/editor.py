"""`editor`: the list of entries under the hands of who types and scrolls in it, and its window."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from desk.assembly import terms_folder
from desk.models.paged import PAGE
from desk.records import Records
from kb import KnowledgeBase
from kb.editing import Editor, Editorial
from kb.editing.entries import EntryList
from kb.editing.views import Filter, Sorting
from tests.bench.editor_window import TYPED
from tests.bench.figures import Figure, longest_gap, milliseconds, percentile
from tests.bench.programs import program, screen, window
from tests.kb.editing.many import write_entries

ENTRIES = 100_000
KEY_MS = 50.0  # from a key to the rows, so that typing is followed and not waited for
PAGE_MS = 16.0
GAP_MS = 50.0  # of the window's loop
_PAGES = 300
_UP_SECONDS = 120


def measure() -> Iterator[Figure]:
    """Give what reading the list, a key of the filter and a page cost, and the gaps of the window's loop."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url, index = f"sqlite:///{folder / 'desk.db'}", folder / "index"
        with Records.open(url, migrate=True) as records:
            engine = records.database.knowledge_engine
            write_entries(engine, ENTRIES)
            knowledge = KnowledgeBase(engine, index, terms_folder())
            yield from _list(Editorial(knowledge, Editor("bench")).entries)
            knowledge.open()  # makes the index: what an editor's desk has had for long
            knowledge.close()
        yield from _window(url, index, folder)


def _list(entries: EntryList) -> Iterator[Figure]:
    begun = time.perf_counter()
    entries.load()
    yield Figure(f"editor: {ENTRIES:,} entries read", f"{time.perf_counter() - begun:.1f} s")
    yield _limited("editor: a key of the filter", _keys(entries), KEY_MS)
    yield _limited("editor: a page anywhere", _pages(entries), PAGE_MS)


def _window(url: str, index: Path, folder: Path) -> Iterator[Figure]:
    with screen() as env:
        own = env | {"XDG_DATA_HOME": str(folder / "data")}
        arguments = "tests.bench.editor_window", url, index, ENTRIES
        with window(*arguments, env=own) as editor:
            with program("tests.bench.idle_loop") as idle:
                typing = editor.wait_for("typing", _UP_SECONDS)
                scrolling = editor.wait_for("scrolling", _UP_SECONDS)
            nothing = idle.all("gaps")[0]["gaps"]
            shown = editor.wait_for("shown", 5)
            platform = editor.wait_for("platform", 5)
    yield Figure("editor: its window", f"{ENTRIES:,} entries, {platform}")
    for words, seen in (("while one filters", typing), ("through the whole list", scrolling)):
        name = f"  longest gap of its loop {words}"
        yield longest_gap(name, seen["gaps"], seen["busy"], nothing, GAP_MS)
    yield Figure("  from the slider's stop to the last entry", f"{shown * 1000:.0f} ms")


def _keys(entries: EntryList) -> list[float]:
    taken = []
    for typed in TYPED:
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
