"""Matters whose calls grow faster than usual: kinds, words and places of the last half hour.

What is usual is what the same half hour of earlier days had. A matter rises when all of this is so:

- its number of calls is too large for its usual rate, and its share of the calls too large for its usual
  share (so that a busy day is not news about every word). Both are exact conditional tests of two Poisson
  counts: given their sum, the recent one is binomial (Przyborowski and Wilenski, Biometrika 31, 1940);
  the larger of the two chances counts;
- among all that were tested, no more than the share `false` is expected to be chance (Benjamini and
  Hochberg, Journal of the Royal Statistical Society B 57, 1995);
- no earlier day had as many, and there are at least `least`.

A call counts once, however often its call-taker typed.
"""

from __future__ import annotations

import enum
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kb.analysis import HAN, simplify
from kb.article import Hit
from kb.query import Glossary, understand

_SHORTEST, _LONGEST = 2, 6  # characters of a word
_ONE_MATTER = 0.8  # words that share so many of their calls are one matter
_NO_GLOSSARY = Glossary()
_HAN_RUN = re.compile(f"[{HAN}]+")
_CODE = re.compile(r"[a-z]*[0-9][0-9a-z]*|[a-z]{2,}")
_PLACE = re.compile(
    f"[{HAN}]{{1,8}}?(?:街道|社区|大道|小区|花园|公寓|广场|省|市|区|县|镇|乡|村|路|街|巷|弄|苑|里)"
)


class Sort(enum.Enum):
    """What of a matter rises."""

    KIND = "kind"
    WORD = "word"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Matter:
    """What was written or asked in one call; `kind` and `place` are empty for a search."""

    at: datetime
    call: str
    kind: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Rise:
    """A matter that rises: calls now and usually, and how likely that is by chance.

    `entry` and `title` are the knowledge entry that answers it; both empty: a gap. Kinds and places have
    none.
    """

    sort: Sort
    word: str
    calls: int
    usual: float
    chance: float
    others: tuple[str, ...] = ()  # words of the same calls
    call_ids: frozenset[str] = frozenset()
    entry: str = ""
    title: str = ""

    @property
    def gap(self) -> bool:
        """Tell whether the knowledge base has no answer."""
        return self.sort is Sort.WORD and not self.entry


Term = tuple[Sort, str]


def rising(
    recent: Iterable[Matter],
    usual: Sequence[Iterable[Matter]],
    *,
    least: int = 5,
    false: float = 0.05,
) -> list[Rise]:
    """Return what rises, the most striking first; `usual` are the same spans of earlier days.

    Without an earlier day nothing is usual, and nothing is said to rise.
    """
    if not usual:
        return []
    texts = _by_call(recent)
    calls = _calls_of_terms(texts)
    candidates = {term: found for term, found in calls.items() if len(found) >= least}
    counts: dict[Term, list[int]] = {term: [] for term in candidates}
    total = 0
    for window in usual:
        earlier = _by_call(window)
        total += len(earlier)
        found = _counted(earlier, candidates)
        for term in candidates:
            counts[term].append(found[term])
    chances = {
        term: _chance(len(found), sum(counts[term]), len(texts), total, len(usual))
        for term, found in candidates.items()
    }
    passed = discoveries(chances, false)
    rises = [
        Rise(
            term[0],
            term[1],
            calls=len(candidates[term]),
            usual=sum(counts[term]) / len(usual),
            chance=chances[term],
            call_ids=frozenset(candidates[term]),
        )
        for term in passed
        if len(candidates[term]) > max(counts[term])
    ]
    return _as_matters(rises)


def answered(rises: Iterable[Rise], search: Callable[[str], Sequence[Hit]]) -> list[Rise]:
    """Return the rises with the entries that answer them: the best hit in which one of the words stands."""
    found = []
    for rise in rises:
        entry = _entry(rise, search) if rise.sort is Sort.WORD else None
        found.append(
            rise if entry is None else replace(rise, entry=entry.article.code, title=entry.article.title)
        )
    return found


def discoveries(chances: Mapping[Term, float], false: float) -> list[Term]:
    """Return what stands out of all that was tested, at most the share `false` of it by chance."""
    ordered = sorted(chances, key=lambda term: (chances[term], term[1]))
    last = 0
    for place, term in enumerate(ordered, start=1):
        if chances[term] <= false * place / len(ordered):
            last = place
    return ordered[:last]


def binomial_tail(successes: int, trials: int, share: float) -> float:
    """Return the chance of at least so many successes."""
    if successes <= 0:
        return 1.0
    if share >= 1.0:
        return 1.0
    if share <= 0.0:
        return 0.0
    logs = [
        math.lgamma(trials + 1)
        - math.lgamma(n + 1)
        - math.lgamma(trials - n + 1)
        + n * math.log(share)
        + (trials - n) * math.log1p(-share)
        for n in range(successes, trials + 1)
    ]
    most = max(logs)
    return min(1.0, math.exp(most) * sum(math.exp(value - most) for value in logs))


def _chance(now: int, before: int, calls: int, calls_before: int, windows: int) -> float:
    rate = binomial_tail(now, now + before, 1 / (1 + windows))
    share = binomial_tail(now, now + before, calls / max(1, calls + calls_before))
    return max(rate, share)


def _by_call(matters: Iterable[Matter]) -> dict[str, list[Matter]]:
    calls: dict[str, list[Matter]] = defaultdict(list)
    for matter in matters:
        calls[matter.call].append(matter)
    return calls


def _stretches(matter: Matter) -> list[str]:
    """Return the parts of the text that say something: without filler words, simplified."""
    return list(understand(matter.text, _NO_GLOSSARY).stretches)


def places(text: str) -> list[str]:
    """Return the places that a text names, from the large to the small."""
    return _PLACE.findall(simplify(text))


def _words(matter: Matter) -> set[str]:
    found: set[str] = set()
    for stretch in _stretches(matter):
        for run in _HAN_RUN.findall(stretch):
            for length in range(_SHORTEST, min(_LONGEST, len(run)) + 1):
                found.update(run[at : at + length] for at in range(len(run) - length + 1))
        # Letters that were typed into the search are the beginnings of syllables, no words.
        found.update(word for word in _CODE.findall(stretch) if matter.kind or not word.isalpha())
    return found


def _calls_of_terms(texts: Mapping[str, list[Matter]]) -> dict[Term, set[str]]:
    calls: dict[Term, set[str]] = defaultdict(set)
    for call, matters in texts.items():
        for matter in matters:
            for word in _words(matter):
                calls[Sort.WORD, word].add(call)
            for place in places(matter.place):
                calls[Sort.PLACE, place].add(call)
            if matter.kind:
                calls[Sort.KIND, matter.kind].add(call)
    return calls


def _counted(texts: Mapping[str, list[Matter]], terms: Iterable[Term]) -> Counter[Term]:
    """Return how many calls have each of the terms; cheaper than to look for all that they have."""
    words = [word for sort, word in terms if sort is Sort.WORD]
    found: Counter[Term] = Counter()
    for matters in texts.values():
        text = "\n".join(stretch for matter in matters for stretch in _stretches(matter))
        found.update({(Sort.WORD, word) for word in words if word in text})
        found.update({(Sort.PLACE, place) for matter in matters for place in places(matter.place)})
        found.update({(Sort.KIND, matter.kind) for matter in matters if matter.kind})
    return found


def _as_matters(rises: Iterable[Rise]) -> list[Rise]:
    """Put words of the same calls together: the longest word that nearly all of them have stands for all."""
    groups: list[list[Rise]] = []
    for rise in sorted(rises, key=lambda rise: (-rise.calls, -len(rise.word), rise.word)):
        for group in groups:
            first = group[0]
            shared = len(first.call_ids & rise.call_ids) / rise.calls
            if first.sort is rise.sort is Sort.WORD and shared >= _ONE_MATTER:
                group.append(rise)
                break
        else:
            groups.append([rise])
    found = []
    for group in groups:
        full = [rise for rise in group if rise.calls >= _ONE_MATTER * group[0].calls]
        chosen = max(full, key=lambda rise: (len(rise.word), rise.calls))
        others = tuple(
            rise.word for rise in group if rise.word not in chosen.word and chosen.word not in rise.word
        )
        found.append(replace(chosen, others=others[:5]))
    return sorted(found, key=lambda rise: (rise.chance, rise.word))


def _entry(rise: Rise, search: Callable[[str], Sequence[Hit]]) -> Hit | None:
    for word in (rise.word, *rise.others):
        for hit in search(word):
            article = hit.article
            text = simplify("\n".join((article.title, *article.similar, *article.keywords, article.answer)))
            if word in text:
                return hit
    return None
