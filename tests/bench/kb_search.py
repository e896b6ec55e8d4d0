"""Measure the knowledge search beside SQLite FTS5, tantivy and plain Whoosh: quality and speed.

`python -m tests.bench.kb_search --data FOLDER` takes `corpus.jsonl` and `queries-*.jsonl` (lines of
`query` and `relevant`); without it the starter knowledge, repeated, gives the speeds alone.
Each set is parted by a hash of the question: the weights in `kb.scoring` were learnt on six tenths, the
rest was held back, and the figures of both stand beside those of the whole. `--levers` says what each lever
of the search carries.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from kb import Article, KnowledgeBase
from tests.bench import kb_peers, kb_speed
from tests.bench.figures import Figure, heading, row
from tests.bench.kb_corpus import Question, corpus_of, filled, many_of, sets_of, starter
from tests.bench.kb_forms import forms
from tests.bench.kb_levers import levers
from tests.bench.kb_slips import slipped

_AIMS = {"letters": 0.82, "pairs": 0.75, "spoken": 0.78}
_STEPS = 400
_TIMES = 3  # slips in each question, one at a time

Search = Callable[[str], list[str]]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--entries", type=int, nargs="*", default=[5000], help="for the speeds")
    parser.add_argument("--peers", nargs="*", choices=kb_peers.PEERS, default=kb_peers.PEERS)
    parser.add_argument("--levers", action="store_true", help="quality without each lever, nothing else")
    parser.add_argument("--part", choices=["all", "work"], default="all", help="of the questions")
    options = parser.parse_args()
    print(heading())
    if options.levers and options.data:
        for figure in _levers(options.data):
            print(row(figure), flush=True)
        return
    for figure in measure(options.data, options.entries, options.peers, whole=options.part == "all"):
        print(row(figure), flush=True)


def measure(
    data: Path | None,
    entries: Sequence[int],
    peers: Sequence[str] = kb_peers.PEERS,
    *,
    whole: bool = True,
) -> Iterator[Figure]:
    """Yield the figures; quality only when there are sets of questions."""
    corpus = corpus_of(data) if data else starter()
    sets = sets_of(data) if data else {}
    if not whole:
        sets = {name: [each for each in every if not each.held_back] for name, every in sets.items()}
    queries = [each.query for questions in sets.values() for each in questions][:_STEPS]
    if sets:
        yield from _beside(corpus, sets, peers)
    for count in entries:
        many = many_of(corpus, count)
        lines = queries or [article.similar[0] for article in many[:_STEPS] if article.similar]
        yield from kb_speed.speed(many, lines, peers)


def _beside(corpus: list[Article], sets: dict[str, list[Question]], peers: Sequence[str]) -> Iterator[Figure]:
    """Yield the quality of the search, of each peer, and on each set beside the best of them."""
    with filled(corpus) as knowledge:
        ours = _ranks(sets, lambda query: [hit.article.code for hit in knowledge.search(query)])
        yield from _quality("", sets, ours)
        yield from _slips(sets, knowledge)
        yield from _learning(sets, knowledge)
    best = dict.fromkeys(sets, (0.0, "none"))
    for peer in peers:
        with tempfile.TemporaryDirectory() as folder:
            search = kb_peers.peer(peer, corpus, Path(folder))
            theirs = _ranks(sets, search)
            yield from _quality(f"{peer} ", sets, theirs)
            for name, ranks in theirs.items():
                best[name] = max(best[name], (_mrr(ranks), peer))
            for name, questions in _with_slips(sets).items() if peer != kb_peers.WHOOSH else ():
                yield Figure(
                    f"{peer} {name}, one character by its sound: MRR@10", f"{_mean(questions, search):.3f}"
                )
    for name, (mean, peer) in best.items():
        reached = _mrr(ours[name])
        yield Figure(f"{name}: MRR@10", f"{reached:.3f}", f"more than {mean:.3f} of {peer}", reached > mean)


def _ranks(sets: dict[str, list[Question]], search: Search) -> dict[str, list[int]]:
    """Return the rank of the right entry for each question, 0 for none among the first ten."""
    return {
        name: [_rank(search(each.query), each.relevant) for each in questions]
        for name, questions in sets.items()
    }


def _quality(engine: str, sets: dict[str, list[Question]], found: dict[str, list[int]]) -> Iterator[Figure]:
    for name, questions in sets.items():
        ranks = found[name]
        recalls = " ".join(f"R@{top} {_share(ranks, top):.2f}" for top in (1, 5, 10))
        held = [rank for rank, each in zip(ranks, questions, strict=True) if each.held_back]
        work = [rank for rank, each in zip(ranks, questions, strict=True) if not each.held_back]
        mean, aim = _mrr(ranks), _AIMS.get(name)
        yield Figure(
            f"{engine}{name} ({len(questions)}): MRR@10",
            f"{mean:.3f} (work {_mrr(work):.3f} held {_mrr(held):.3f}) {recalls}",
            "" if engine or aim is None else f"aim {aim}",
            None if engine or aim is None else mean >= aim,
        )


def _levers(data: Path) -> Iterator[Figure]:
    corpus, sets = corpus_of(data), sets_of(data)
    with filled(corpus) as knowledge:

        def quality() -> str:
            return " ".join(_both(name, questions, knowledge) for name, questions in sets.items())

        yield Figure("with all levers", quality())
        yield from levers(quality)
        questions = [(each.query, min(each.relevant)) for every in sets.values() for each in every]
        yield from forms(knowledge, questions, {article.code: article.title for article in corpus})


def _both(name: str, questions: Sequence[Question], knowledge: KnowledgeBase) -> str:
    held = [each for each in questions if each.held_back]
    return f"{name} {_found(questions, knowledge):.3f} (held {_found(held, knowledge):.3f})"


def _slips(sets: dict[str, list[Question]], knowledge: KnowledgeBase) -> Iterator[Figure]:
    """Yield what it brings that words of no entry are read as what was meant: to slips, and to others."""
    slips = _with_slips(sets)
    now = {name: (_found(slips[name], knowledge), _found(sets[name], knowledge)) for name in sets}
    with patch("kb.slips.Slips.meant", lambda *_: None):
        was = {name: (_found(slips[name], knowledge), _found(sets[name], knowledge)) for name in sets}
    for name, (mended, clean) in now.items():
        before, clean_before = was[name]
        yield Figure(
            f"{name}, one character by its sound: MRR@10",
            f"{before:.3f} to {mended:.3f}, without a slip {clean_before:.3f} to {clean:.3f}",
            "more",
            mended > before,
        )


def _with_slips(sets: dict[str, list[Question]]) -> dict[str, list[Question]]:
    return {
        name: [replace(each, query=slipped(each.query, time)) for time in range(_TIMES) for each in questions]
        for name, questions in sets.items()
    }


def _learning(sets: dict[str, list[Question]], knowledge: KnowledgeBase) -> Iterator[Figure]:
    """Yield what it brings that every second question was chosen before: to ones like it, and to all others.

    A like question is one that has lost every third character.
    """
    like = {
        name: [replace(each, query=_worn(each.query)) for each in questions[::2]]
        for name, questions in sets.items()
    }
    before = {
        name: (_found(like[name], knowledge), _found(questions[1::2], knowledge))
        for name, questions in sets.items()
    }
    for questions in sets.values():
        for each in questions[::2]:
            knowledge.learn(each.query, min(each.relevant))
    knowledge.refresh()
    for name, questions in sets.items():
        (was, others), now = before[name], _found(like[name], knowledge)
        others_now = _found(questions[1::2], knowledge)
        yield Figure(
            f"{name}, like what was chosen before: MRR@10",
            f"{was:.3f} to {now:.3f}, all others {others:.3f} to {others_now:.3f}",
            "more",
            now > was,
        )


def _worn(query: str) -> str:
    return "".join(character for place, character in enumerate(query) if place % 3 != 1)


def _rank(codes: Sequence[str], relevant: frozenset[str]) -> int:
    return next((rank for rank, code in enumerate(codes[:10], start=1) if code in relevant), 0)


def _found(questions: Sequence[Question], knowledge: KnowledgeBase) -> float:
    """Return the MRR@10 of questions."""
    return _mean(questions, lambda query: [hit.article.code for hit in knowledge.search(query)])


def _mean(questions: Sequence[Question], search: Search) -> float:
    return _mrr([_rank(search(each.query), each.relevant) for each in questions])


def _mrr(ranks: Sequence[int]) -> float:
    return sum(1 / rank for rank in ranks if rank) / max(1, len(ranks))


def _share(ranks: Sequence[int], top: int) -> float:
    return sum(1 for rank in ranks if 0 < rank <= top) / max(1, len(ranks))


if __name__ == "__main__":
    main()
