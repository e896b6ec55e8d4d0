"""How far each lever of the search carries: its quality with that one taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from unittest.mock import patch

from kb import scoring
from tests.bench.figures import Figure

# Levers that are a number in `kb.scoring`, and what takes them away.
_NUMBERS: dict[str, dict[str, float]] = {
    "places found": {"_PLACES_FOUND": 0.0},
    "rarest pairs found": {"_RAREST_FOUND": 0.0},
    "words and numbers found": {"_WORDS_FOUND": 0.0},
    "how much the answer says": {"_SAYS_MORE": 0.0},
    "share of the query in the title": {"_QUERY_COVERED": 0.0},
    "share of the title in the query": {"_QUESTION_COVERED": 0.0},
    "likeness counted once only": {"_ALIKE": 0.0},
}
# Levers that are a group of terms, by their place in `kb.scoring._SHARES`.
_GROUPS = ("characters of the title", "characters of filler words", "pairs of the title", "the answer's text")
_NOTHING = 1e-9  # as good as none, and a term is still found


def levers(quality: Callable[[], str]) -> Iterator[Figure]:
    """Yield what `quality` says without each lever."""
    for name, numbers in _NUMBERS.items():
        with patch.multiple(scoring, **numbers):
            yield Figure(f"without: {name}", quality())
    for place, name in enumerate(_GROUPS):
        shares = scoring._SHARES.copy()
        shares[place] = _NOTHING
        with patch.object(scoring, "_SHARES", shares):
            yield Figure(f"without: {name}", quality())
    with patch("kb.query.Glossary.expand", lambda *_: []):
        yield Figure("without: synonyms", quality())
    with patch("kb.query._FILLER", re.compile("(?!)")):
        yield Figure("without: filler words told from the matter", quality())
