from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk.figures.numbers import NOTHING, Numbers

# Few places for many keys, negative ones among them: most of them have to look for another place.
_KEYS = st.one_of(st.integers(-(2**63), 2**63 - 1), st.integers(-20, 20).map(lambda step: step * 1024))


@given(st.lists(st.tuples(_KEYS, st.integers(0, 2**31 - 1))))
def test_it_knows_what_a_dict_knows(pairs: list[tuple[int, int]]) -> None:
    numbers, known = Numbers(size=4), dict[int, int]()
    for key, value in pairs:
        numbers[key] = known[key] = value
    assert {key: numbers[key] for key in numbers} == known
    assert len(numbers) == len(known)


@given(st.lists(_KEYS), _KEYS)
def test_a_key_that_was_never_set_has_nothing(keys: list[int], asked: int) -> None:
    numbers = Numbers(size=4)
    for place, key in enumerate(keys):
        numbers[key] = place
    assert (numbers[asked] == NOTHING) == (asked not in keys)
