"""Measure the knowledge search: quality on sets of real questions, and speed, beside SQLite FTS5.

`python -m tests.bench.kb_search --data FOLDER` takes `corpus.jsonl` and `queries-*.jsonl` (lines of
`query` and `relevant`); without it the starter knowledge, repeated, gives the speeds alone.
The weights were chosen with these sets in sight; the odd lines stand beside the whole to show the spread.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from kb import Article, KnowledgeBase, analysis
from kb.store import create_all
from kb.transfer import read
from tests.bench.figures import Figure, heading, percentile, row

RESOURCES = Path(__file__).parents[2] / "resources"
SYNONYMS = RESOURCES / "terms" / "synonyms.txt"
_AIMS = {"letters": 0.82, "pairs": 0.75, "spoken": 0.78}
_STEPS = 400

Search = Callable[[str], list[str]]


@dataclass(frozen=True)
class Question:
    """A query and the codes that answer it."""

    query: str
    relevant: frozenset[str]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--entries", type=int, default=5000, help="for the speeds")
    options = parser.parse_args()
    print(heading())
    for figure in measure(options.data, options.entries):
        print(row(figure), flush=True)


def measure(data: Path | None, entries: int) -> Iterator[Figure]:
    """Yield the figures; quality only when there are sets of questions."""
    corpus = _corpus(data) if data else _starter(entries)
    sets = (
        {
            path.stem.removeprefix("queries-"): _questions(path)
            for path in sorted(data.glob("queries-*.jsonl"))
        }
        if data
        else {}
    )
    if sets:
        with _filled(corpus) as knowledge:
            yield from _quality("", sets, lambda query: [hit.article.code for hit in knowledge.search(query)])
        yield from _quality("FTS5 ", sets, _fts5(corpus))
    queries = [each.query for questions in sets.values() for each in questions][:_STEPS]
    yield from _speed(corpus[:entries], queries or [article.similar[0] for article in corpus[:_STEPS]])


def _quality(engine: str, sets: dict[str, list[Question]], search: Search) -> Iterator[Figure]:
    for name, questions in sets.items():
        ranks = [_rank(search(each.query), each.relevant) for each in questions]
        recalls = " ".join(f"R@{top} {_share(ranks, top):.2f}" for top in (1, 5, 10))
        mean, odd = _mrr(ranks), _mrr(ranks[1::2])
        aim = _AIMS.get(name)
        yield Figure(
            f"{engine}{name} ({len(questions)}): MRR@10",
            f"{mean:.3f} (odd lines {odd:.3f}) {recalls}",
            "" if engine or aim is None else f"aim {aim}",
            None if engine or aim is None else mean >= aim,
        )


def _speed(corpus: list[Article], queries: Sequence[str]) -> Iterator[Figure]:
    count = len(corpus)
    with tempfile.TemporaryDirectory() as folder:
        engine = _engine(Path(folder))
        knowledge = KnowledgeBase(engine, Path(folder) / "index", SYNONYMS)
        knowledge.store.put(corpus, "bench")
        build = _seconds(knowledge.open)
        yield Figure(f"build, {count:,} entries", f"{build:.1f} s", "15 s", build <= 15)
        knowledge.close()
        knowledge = KnowledgeBase(engine, Path(folder) / "index", SYNONYMS)
        opened = _seconds(knowledge.open) * 1000
        yield Figure(f"open, {count:,} entries", f"{opened:.0f} ms", "200 ms", opened <= 200)
        typed = [query[:end] for query in queries[:60] for end in range(1, len(query) + 1)]
        initials = [analysis.initials_and_pinyin(query)[0][:6] for query in queries[:200]]
        for name, lines in (("whole questions", queries), ("typing", typed), ("initials", initials)):
            times = [_seconds(lambda line=line: knowledge.search(line)) * 1000 for line in lines]  # type: ignore[misc]
            p95 = percentile(times, 0.95)
            value = f"p50 {percentile(times, 0.5):.2f} p95 {p95:.2f} ms"
            yield Figure(f"search, {name}, {count:,} entries", value, "p95 1 ms", p95 <= 1)
        updates = []
        for step in range(100):
            article = corpus[step * 7 % count]
            knowledge.store.put([replace(article, answer=f"{article.answer} {step}")], "bench")
            updates.append(_seconds(knowledge.refresh) * 1000)
        p95 = percentile(updates, 0.95)
        value = f"p50 {percentile(updates, 0.5):.0f} p95 {p95:.0f} ms"
        yield Figure(f"one change, {count:,} entries", value, "p95 30 ms", p95 <= 30)
        knowledge.close()
        engine.dispose()


@contextmanager
def _filled(corpus: list[Article]) -> Iterator[KnowledgeBase]:
    with tempfile.TemporaryDirectory() as folder:
        engine = _engine(Path(folder))
        knowledge = KnowledgeBase(engine, Path(folder) / "index", SYNONYMS)
        knowledge.store.put(corpus, "bench")
        knowledge.open()
        yield knowledge
        knowledge.close()
        engine.dispose()


def _engine(folder: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{folder / 'kb.db'}")
    create_all(engine)
    return engine


def _fts5(corpus: list[Article]) -> Search:
    """SQLite FTS5 with pairs of characters written out, the title above the answer."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE entries USING fts5(code UNINDEXED, title, answer)")
    connection.executemany(
        "INSERT INTO entries VALUES (?, ?, ?)",
        ((each.code, _written_out(each.title), _written_out(each.answer)) for each in corpus),
    )

    def search(query: str) -> list[str]:
        wanted = " OR ".join(f'"{term}"' for term in dict.fromkeys(_written_out(query).split()))
        rows = connection.execute(
            "SELECT code FROM entries WHERE entries MATCH ? ORDER BY bm25(entries, 0, 2, 1) LIMIT 10",
            (wanted or '"-"',),
        )
        return [code for (code,) in rows]

    return search


def _written_out(text: str) -> str:
    return " ".join(analysis.terms(analysis.simplify(text), characters=False))


def _corpus(data: Path) -> list[Article]:
    return [row for row in read(data / "corpus.jsonl") if isinstance(row, Article)]


def _starter(entries: int) -> list[Article]:
    paths = sorted((RESOURCES / "knowledge").glob("*.jsonl"))
    starter = [row for path in paths for row in read(path) if isinstance(row, Article)]
    return [
        replace(
            starter[number % len(starter)],
            code=f"bench-{number}",
            title=f"{starter[number % len(starter)].title}{number}",
        )
        for number in range(entries)
    ]


def _questions(path: Path) -> list[Question]:
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Question(line["query"], frozenset(line["relevant"])) for line in lines]


def _rank(codes: Sequence[str], relevant: frozenset[str]) -> int:
    return next((rank for rank, code in enumerate(codes[:10], start=1) if code in relevant), 0)


def _mrr(ranks: Sequence[int]) -> float:
    return sum(1 / rank for rank in ranks if rank) / max(1, len(ranks))


def _share(ranks: Sequence[int], top: int) -> float:
    return sum(1 for rank in ranks if 0 < rank <= top) / max(1, len(ranks))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
