"""How long the knowledge search takes to build, open, search and take a change, searches beside the peers."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from kb import Article, KnowledgeBase
from kb.readings import initials_and_pinyin
from tests.bench import kb_peers
from tests.bench.figures import Figure, milliseconds, percentile
from tests.bench.kb_corpus import TERMS, engine_in

_LARGE = 50_000
_TURN = 100  # questions that one engine is asked before it is the next one's turn
_ROUNDS = 3

Search = Callable[[str], object]


def speed(corpus: list[Article], queries: Sequence[str], peers: Sequence[str]) -> Iterator[Figure]:
    """Yield the figures.

    No slower than tantivy means: than tantivy with the same terms, which has as much to do. The engines are
    asked in turns, for a machine's speed changes within a minute by more than they differ.
    """
    count = len(corpus)
    size = f"{count:,} entries"
    large = count >= _LARGE
    typed = [query[:end] for query in queries[:60] for end in range(1, len(query) + 1)]
    initials = [initials_and_pinyin(query)[0] for query in queries[:200]]
    letters = [sound[:end] for sound in initials for end in range(1, min(7, len(sound) + 1))]
    others = {name: kb_peers.peer(name, corpus, Path()) for name in peers if name != kb_peers.WHOOSH}
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_in(Path(folder))
        knowledge = KnowledgeBase(engine, Path(folder) / "index", TERMS)
        knowledge.store.put(corpus, "bench")
        limit = 300 if large else 15
        taken = milliseconds(knowledge.open) / 1000
        yield Figure(f"build, {size}", f"{taken:.1f} s", f"{limit} s", taken <= limit)
        knowledge.close()
        knowledge = KnowledgeBase(engine, Path(folder) / "index", TERMS)
        opened = milliseconds(knowledge.open)
        yield Figure(f"open, {size}", f"{opened:.0f} ms", "200 ms", opened <= 200)
        gc.freeze()  # as a desk does when it stands
        limit = 5 if large else 1
        yield from _beside(knowledge.search, others, "whole questions", queries, size, limit)
        yield from _beside(knowledge.search, others, "typing", typed, size, limit)
        yield from _beside(knowledge.search, {}, "initials", letters, size, limit)
        gc.unfreeze()
        updates = []
        for step in range(100):
            article = corpus[step * 7 % count]
            knowledge.store.put([replace(article, answer=f"{article.answer} {step}")], "bench")
            updates.append(milliseconds(knowledge.refresh))
        p95 = percentile(updates, 0.95)
        yield Figure(f"one change, {size}", _percentiles(updates), "p95 30 ms", p95 <= 30)
        times = _in_turns({"": knowledge.search}, queries)[""]
        yield Figure(f"whole questions after 100 changes, {size}", _percentiles(times))
        knowledge.close()
        engine.dispose()


def _beside(
    search: Search, peers: Mapping[str, Search], kind: str, lines: Sequence[str], size: str, limit: int
) -> Iterator[Figure]:
    """Yield how long searches of a kind take, here and at the peers; the limit is in ms."""
    times = _in_turns({"": search, **peers}, lines)
    p95 = {name: percentile(taken, 0.95) for name, taken in times.items()}
    beside = "".join(f", {name} {p95[name]:.2f}" for name in peers if name.startswith("tantivy"))
    yield Figure(
        f"search, {kind}, {size}",
        _percentiles(times[""]),
        f"p95 {limit} ms{beside}",
        p95[""] <= min(limit, p95.get(kb_peers.ALIKE, limit)),
    )
    for name in peers:
        yield Figure(f"{name}, {kind}, {size}", _percentiles(times[name]))


def _in_turns(searches: Mapping[str, Search], lines: Sequence[str]) -> dict[str, list[float]]:
    """Ask each engine some of the lines, then the next one the same; return the times in ms."""
    times: dict[str, list[float]] = {name: [] for name in searches}
    for search in searches.values():
        for line in lines[:5]:
            search(line)
    for _ in range(_ROUNDS):
        for begin in range(0, len(lines), _TURN):
            for name, search in searches.items():
                turn = lines[begin : begin + _TURN]
                times[name] += [milliseconds(partial(search, line)) for line in turn]
    return times


def _percentiles(taken: Sequence[float]) -> str:
    return f"p50 {percentile(taken, 0.5):.2f} p95 {percentile(taken, 0.95):.2f} ms"
