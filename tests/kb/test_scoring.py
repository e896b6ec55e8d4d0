"""What the scoring does with arrays is what it would do question by question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from kb.scoring import _best_of_each


@dataclass(frozen=True, eq=False)
class Starts:
    question_starts: npt.NDArray[np.int32]


@given(st.lists(st.lists(st.floats(0, 100), min_size=1, max_size=30), min_size=1, max_size=12))
def test_a_document_has_the_score_of_its_best_question(documents: list[list[float]]) -> None:
    starts = np.cumsum([0, *map(len, documents)]).astype(np.int32)
    best = _best_of_each(Starts(starts), np.array([score for each in documents for score in each]))
    assert best.tolist() == [max(each) for each in documents]
