"""The levers that real questions in simplified characters do not move: other ways to write them, and dates.

On 12,790 real entries and their 500 questions. Questions written in traditional characters: MRR@10 0.815 as
in simplified ones, 0.680 without the conversion. The first 4, 6, 8 initials of a title find it among the
first ten in 0.88, 0.99, 1.00 of the cases, its first 4 syllables in 0.70 (many titles begin alike); with
characters read one by one, and not as parts of words, 0.85, 0.96, 0.96 and 0.66; without letters nothing.
Of two entries that say the same the one in force is always above, without that lever never. What similar
questions carry is what questions chosen before carry, which `tests.bench.kb_search` measures: they are kept
alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from unittest.mock import patch

from kb import KnowledgeBase
from kb.readings import initials_and_pinyin
from tests.bench.figures import Figure

_LETTERS = (4, 6, 8)  # initials typed of a title
_SYLLABLES = 4
_PAST = date(2001, 1, 1)

Codes = Callable[[str], list[str]]


class _AsTyped:
    def convert(self, text: str) -> str:
        return text


def forms(
    knowledge: KnowledgeBase, questions: Sequence[tuple[str, str]], titles: Mapping[str, str]
) -> Iterator[Figure]:
    """Yield what each lever brings; `questions` are with the code of an answer, `titles` of every code."""

    def codes(line: str) -> list[str]:
        return [hit.article.code for hit in knowledge.search(line)]

    yield _traditional(codes, questions)
    yield from _sounds(codes, sorted({code for _, code in questions}), titles)
    yield _dates(knowledge, codes, questions)


def _traditional(codes: Codes, questions: Sequence[tuple[str, str]]) -> Figure:
    import opencc

    convert = opencc.OpenCC("s2t").convert
    written = [(convert(line), code) for line, code in questions]
    now, plain = _mrr(codes, written), _mrr(codes, questions)
    with patch("kb.analysis._converter", _AsTyped):
        was = _mrr(codes, written)
    return Figure(
        "in traditional characters: MRR@10", f"{was:.3f} to {now:.3f}, in simplified ones {plain:.3f}"
    )


def _sounds(codes: Codes, wanted: Sequence[str], titles: Mapping[str, str]) -> Iterator[Figure]:
    """Yield how often a title is among the first ten when its beginning is typed in letters."""
    # of titles that begin with characters: a line with figures in it is no pinyin
    spelt = {code: initials_and_pinyin(titles[code]) for code in wanted}
    spelt = {code: each for code, each in spelt.items() if each[0][: _LETTERS[-1]].isalpha()}
    for number in _LETTERS:
        typed = [(initials[:number], code) for code, (initials, _) in spelt.items()]
        yield _beside(f"the first {number} initials of a title: R@10", codes, typed, "kb.search.add_letters")
    typed = [("".join(pinyin.split()[:_SYLLABLES]), code) for code, (_, pinyin) in spelt.items()]
    yield _beside(f"the first {_SYLLABLES} syllables of a title: R@10", codes, typed, "kb.search.add_letters")


def _beside(name: str, codes: Codes, typed: Sequence[tuple[str, str]], lever: str) -> Figure:
    now = _recall(codes, typed)
    with patch(lever, lambda *_: None):
        was = _recall(codes, typed)
    return Figure(name, f"{was:.2f} to {now:.2f}")


def _dates(knowledge: KnowledgeBase, codes: Codes, questions: Sequence[tuple[str, str]]) -> Figure:
    """Let the right entries be past their date, beside new ones that say the same: which is above?"""
    wanted = {code for _, code in questions}
    olds = [article for code in sorted(wanted) if (article := knowledge.article(code)) is not None]
    knowledge.put([replace(old, valid_until=_PAST) for old in olds], "bench")
    knowledge.put([replace(old, code=f"new-{old.code}") for old in olds], "bench")
    now = _above(codes, questions)
    with patch("kb.search._factors", lambda *_: None):
        was = _above(codes, questions)
    return Figure("in force above the same past its date, of those found", f"{was:.2f} to {now:.2f}")


def _above(codes: Codes, questions: Sequence[tuple[str, str]]) -> float:
    """Return the share of questions, of those that find one of the two, for which the new one is first."""
    firsts = [
        next((each for each in codes(line) if each in (code, f"new-{code}")), "") for line, code in questions
    ]
    found = [first for first in firsts if first]
    return sum(first.startswith("new-") for first in found) / max(1, len(found))


def _mrr(codes: Codes, questions: Sequence[tuple[str, str]]) -> float:
    found = ((codes(line), code) for line, code in questions)
    return sum(1 / (every.index(code) + 1) for every, code in found if code in every) / len(questions)


def _recall(codes: Codes, typed: Sequence[tuple[str, str]]) -> float:
    return sum(code in codes(line) for line, code in typed) / len(typed)
