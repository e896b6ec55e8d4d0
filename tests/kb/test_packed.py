"""Postings packed into one array give back what was put in."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kb.packed import impacts_of, numbers_in, numbers_of, packed, renumbered

_NUMBERS = st.integers(0, (1 << 30) - 1)
_POSTINGS = st.lists(st.tuples(_NUMBERS, st.floats(-10, 10, width=32), _NUMBERS))


@given(_POSTINGS)
def test_numbers_and_impacts_come_back(postings: list[tuple[int, float, int]]) -> None:
    ids = np.array([number for number, _, _ in postings], np.int32)
    impacts = np.array([impact for _, impact, _ in postings], np.float32)
    both = packed(ids, impacts)
    assert numbers_of(both).tolist() == numbers_in(both).tolist() == ids.tolist()
    np.testing.assert_array_equal(impacts_of(both), impacts)


@given(_POSTINGS)
def test_renumbering_leaves_the_impacts(postings: list[tuple[int, float, int]]) -> None:
    ids = np.array([number for number, _, _ in postings], np.int32)
    impacts = np.array([impact for _, impact, _ in postings], np.float32)
    shift = np.array([more for _, _, more in postings], np.int64)
    moved = renumbered(packed(ids, impacts), shift)
    assert numbers_of(moved).tolist() == (ids + shift).tolist()
    np.testing.assert_array_equal(impacts_of(moved), impacts)
