"""Questions as citizens ask them find the starter knowledge's right entry: floors that hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from kb import Article, KnowledgeBase
from kb.store import create_all
from kb.transfer import read

RESOURCES = Path(__file__).parents[2] / "resources"
QUESTIONS = [
    line.split("\t")
    for line in (Path(__file__).parent / "questions.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
# kind: share found first, share among the first five
FLOORS = {
    "letter": (0.8, 0.95),
    "spoken": (0.8, 0.95),
    "initials": (0.8, 1.0),
    "slip": (0.8, 1.0),
    "traditional": (0.8, 1.0),
}


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("starter")
    engine = sa.create_engine(f"sqlite:///{folder / 'kb.db'}")
    create_all(engine)
    made = KnowledgeBase(engine, folder / "index", RESOURCES / "terms")
    rows = [row for path in sorted((RESOURCES / "knowledge").glob("*.jsonl")) for row in read(path)]
    made.store.put([row for row in rows if isinstance(row, Article)], "editor")
    made.open()
    yield made
    made.close()
    engine.dispose()


@pytest.mark.parametrize("kind", FLOORS)
def test_questions_find_their_entry(starter: KnowledgeBase, kind: str) -> None:
    asked = [(query, codes.split("|")) for each, query, codes in QUESTIONS if each == kind]
    ranks = []
    for query, codes in asked:
        found = [hit.article.code for hit in starter.search(query, 5)]
        ranks.append(next((place for place, code in enumerate(found) if code in codes), 9))
    missed = [query for (query, _), rank in zip(asked, ranks, strict=True) if rank]
    first, five = FLOORS[kind]
    assert sum(rank == 0 for rank in ranks) >= first * len(ranks), missed
    assert sum(rank < 5 for rank in ranks) >= five * len(ranks), missed


def test_every_standard_and_similar_question_finds_its_entry(starter: KnowledgeBase) -> None:
    entries = [entry.article for entry in starter.store.all()]
    asked = [(question, each.code) for each in entries for question in (each.title, *each.similar)]
    missed = [
        question
        for question, code in asked
        if code not in [hit.article.code for hit in starter.search(question, 3)]
    ]
    assert len(missed) <= len(asked) // 100, missed


def test_a_large_index_finds_what_a_small_one_does(
    starter: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frequent characters that wait for candidates change no best hit, and hardly a score."""
    asked = [query for _, query, _ in QUESTIONS]
    whole = [starter.search(query, 5) for query in asked]
    monkeypatch.setattr("kb.scoring._MANY", 0)
    for query, hits in zip(asked, whole, strict=True):
        again = starter.search(query, 5)
        assert again[0].article.code == hits[0].article.code
        assert again[0].score == pytest.approx(hits[0].score, rel=1e-3)
