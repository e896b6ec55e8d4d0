"""Questions that mean the same, put together: by the terms that the search would look for."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Mapping, Sequence

# From here on two questions are one matter. Dice's coefficient of their terms, rare terms counting more.
ALIKE = 0.45
_COMMON = 0.2  # a term in so large a share of the questions says nothing of their matter alone

Terms = Callable[[str], Mapping[str, float]]


def group(questions: Sequence[str], terms_of: Terms, known: int = 0) -> list[list[int]]:
    """Return groups of places in `questions`, each led by the first of its members.

    A question joins the likest leader before it, or leads a group of its own; the first `known`
    questions lead whatever they are like.
    """
    features = [dict(terms_of(question)) for question in questions]
    spread = Counter(term for each in features for term in each)
    weights = {term: math.log1p(len(questions) / count) for term, count in spread.items()}
    for each in features:
        for term in each:
            each[term] *= weights[term]
    sizes = [sum(each.values()) for each in features]
    common = max(10.0, len(questions) * _COMMON)
    vague = {term for term, count in spread.items() if count > common}
    leaders: dict[str, list[int]] = defaultdict(list)  # by their telling terms
    groups: dict[int, list[int]] = {}
    for place, each in enumerate(features):
        leader = None if place < known else _likest(each, place, features, sizes, leaders, vague)
        if leader is not None:
            groups[leader].append(place)
            continue
        groups[place] = [place]
        for term in each:
            if term not in vague or len(each) == 1:
                leaders[term].append(place)
    return list(groups.values())


def _likest(
    own: Mapping[str, float],
    place: int,
    features: Sequence[Mapping[str, float]],
    sizes: Sequence[float],
    leaders: Mapping[str, Sequence[int]],
    vague: Container[str],
) -> int | None:
    size = sizes[place]
    shared: dict[int, float] = defaultdict(float)
    rest = 0.0  # of terms that are too common to look leaders up by
    for term, weight in own.items():
        if term in vague:
            rest += weight
        for leader in leaders.get(term, ()):
            shared[leader] += min(weight, features[leader][term])
    best, likest = ALIKE, None
    for leader, common in sorted(shared.items()):
        if 2 * (common + rest) <= best * (size + sizes[leader]):
            continue  # even with all that was not looked up
        alike = likeness(own, size, features[leader], sizes[leader])
        if alike > best:
            best, likest = alike, leader
    return likest


def likeness(one: Mapping[str, float], size: float, other: Mapping[str, float], other_size: float) -> float:
    """Return Dice's coefficient of two weighted sets of terms, whose weights sum up to their sizes."""
    if not size or not other_size:
        return 0.0
    common = sum(min(weight, other[term]) for term, weight in one.items() if term in other)
    return 2 * common / (size + other_size)
