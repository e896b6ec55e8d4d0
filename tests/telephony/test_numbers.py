"""Which numbers may be dialled, as people write them."""

from __future__ import annotations

import pytest

from telephony.errors import BadNumber
from telephony.steps import checked_number


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("8001", "8001"), ("0574-1234 5678", "057412345678"), ("+86 138", "+86138"), ("(0574) 12", "057412")],
)
def test_numbers_as_people_write_them(written: str, dialled: str) -> None:
    assert checked_number(written) == dialled


@pytest.mark.parametrize(
    "number", ["", "+", "80\n01", "80\0", "8001*2", "8001@x", "8001,1", "a", "８００１", "8" * 33, "1+1"]
)
def test_numbers_that_no_telephone_has(number: str) -> None:
    with pytest.raises(BadNumber):
        checked_number(number)
