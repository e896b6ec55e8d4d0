"""How far each lever of the search carries: its quality with that one taken away.

MRR@10 on 12,790 real entries (letters, pairs, spoken): all levers 0.824, 0.751, 0.862. Without the answer's
text 0.784, 0.721, 0.836; rarest pairs 0.813, 0.736, 0.871; share of the title 0.819, 0.709, 0.801; share of
the query 0.823, 0.734, 0.805; synonyms 0.825, 0.733, 0.806; characters of the title 0.824, 0.725, 0.794;
characters of filler words 0.825, 0.729, 0.841; likeness counted once 0.828, 0.757, 0.819; places 0.820,
0.742, 0.862; how much the answer says 0.822, 0.733, 0.861; filler words 0.821, 0.754, 0.817. What carried
nothing, and is not there: groups of three characters, the longest common stretch, characters one apart, the
answer's beginning, the kind of question, other weights for questions than for statements, other norms.
"""

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
    with patch("kb.slips.Slips.meant", lambda *_: None):
        yield Figure("without: words of no entry read as what was meant", quality())
