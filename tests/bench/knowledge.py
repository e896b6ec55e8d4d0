"""`kb` and `records`: how long a search and a caller's card take in the full database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desk.assembly import terms_folder
from desk.records import Records
from kb import KnowledgeBase
from tests.bench import kb_search, records_seed
from tests.bench.figures import Figure, milliseconds, percentile
from tests.bench.world import CALLERS, World, articles

SEARCH_MS = 16.0  # a search per keystroke must not be felt
PEERS_ENTRIES = (5_000, 100_000)  # beside SQLite FTS5 and tantivy
_TYPED = 60  # questions typed character by character


def search(world: World, data: Path | None) -> Iterator[Figure]:
    """Search as one types, each character one more search; then quality on `data`, and speed beside peers."""
    with Records.open(world.url, migrate=False) as records:
        knowledge = KnowledgeBase(records.database.knowledge_engine, world.index, terms_folder())
        knowledge.open()
        titles = [article.title for article in articles(knowledge.count)][
            :: max(1, knowledge.count // _TYPED)
        ]
        knowledge.search(titles[0])
        taken = [
            milliseconds(lambda text=title[:end]: knowledge.search(text, 20))
            for title in titles
            for end in range(1, len(title) + 1)
        ]
        p99 = percentile(taken, 0.99)
        yield Figure(
            f"search as one types, {knowledge.count:,} entries, p50 / p99",
            f"{percentile(taken, 0.5):.1f} / {p99:.1f} ms ({len(taken)} searches)",
            f"p99 {SEARCH_MS:.0f} ms",
            p99 <= SEARCH_MS,
        )
        knowledge.close()
    if data is None:
        yield Figure("search, quality", "not measured: no data", "--data FOLDER")
    yield from kb_search.measure(data, PEERS_ENTRIES)


def records(world: World) -> Iterator[Figure]:
    """Read cards and suggestions as the records' own benchmark does."""
    with Records.open(world.url, migrate=False) as opened:
        for name, taken, limit in (
            ("card of a caller read", records_seed.measure_cards(opened, CALLERS), records_seed.LIMIT_MS),
            ("departments suggested", records_seed.measure_suggestions(opened), 20.0),
        ):
            p99 = percentile(taken, 0.99)
            yield Figure(
                f"{name}, p50 / p99", f"{percentile(taken, 0.5):.1f} / {p99:.1f} ms", f"p99 {limit:.0f} ms",
                p99 <= limit,
            )  # fmt: skip
