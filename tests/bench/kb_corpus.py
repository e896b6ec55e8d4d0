"""What the knowledge search is measured on: entries, real questions, and a knowledge base of them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

import sqlalchemy as sa

from kb import Article, KnowledgeBase
from kb.store import create_all
from kb.transfer import read

RESOURCES = Path(__file__).parents[2] / "resources"
TERMS = RESOURCES / "terms"


@dataclass(frozen=True)
class Question:
    """A query and the codes that answer it."""

    query: str
    relevant: frozenset[str]

    @property
    def held_back(self) -> bool:
        """Tell that nobody looks at it while working on the search."""
        return int.from_bytes(blake2b(self.query.encode(), digest_size=4).digest(), "big") % 10 >= 6


@contextmanager
def filled(corpus: list[Article]) -> Iterator[KnowledgeBase]:
    """Give a knowledge base with the entries, open."""
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_in(Path(folder))
        knowledge = KnowledgeBase(engine, Path(folder) / "index", TERMS)
        knowledge.store.put(corpus, "bench")
        knowledge.open()
        yield knowledge
        knowledge.close()
        engine.dispose()


def engine_in(folder: Path) -> sa.Engine:
    """Return an empty database in `folder`."""
    engine = sa.create_engine(f"sqlite:///{folder / 'kb.db'}")
    create_all(engine)
    return engine


def corpus_of(data: Path) -> list[Article]:
    """Return the entries in `data`."""
    return [row for row in read(data / "corpus.jsonl") if isinstance(row, Article)]


def starter() -> list[Article]:
    """Return the entries that ship with the program."""
    paths = sorted((RESOURCES / "knowledge").glob("*.jsonl"))
    return [row for path in paths for row in read(path) if isinstance(row, Article)]


def many_of(corpus: list[Article], count: int) -> list[Article]:
    """Return so many entries: those there are, then copies whose title and answer differ a little."""
    found = corpus[:count]
    for number in range(len(found), count):
        one, other = corpus[number % len(corpus)], corpus[number * 7919 % len(corpus)]
        found.append(
            replace(
                one,
                code=f"copy-{number}",
                title=f"{one.title[: len(one.title) * 2 // 3]}{other.title[-8:]}{number}",
                answer=f"{one.answer[: len(one.answer) // 2]}{other.answer[len(other.answer) // 2 :]}"[:2000]
                or "-",
            )
        )
    return found


def sets_of(data: Path) -> dict[str, list[Question]]:
    """Return the questions in `data`, by the name of their set."""
    paths = sorted(data.glob("queries-*.jsonl"))
    return {path.stem.removeprefix("queries-"): _questions(path) for path in paths}


def _questions(path: Path) -> list[Question]:
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Question(line["query"], frozenset(line["relevant"])) for line in lines]
