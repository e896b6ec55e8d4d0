"""The small table of carriers says what the library's large one does."""

from __future__ import annotations

from phonenumbers.carrierdata import CARRIER_DATA

from desk.records.carriers import carrier
from desk.records.numbers import describe

_LIBRARY = {prefix[2:]: names for prefix, names in CARRIER_DATA.items() if prefix.startswith("86")}


def test_every_prefix_has_the_librarys_name() -> None:
    for prefix, names in _LIBRARY.items():
        number = prefix.ljust(11, "0")
        expected = _LIBRARY.get(number[:4]) or names
        assert carrier(number, "zh_CN") == expected["zh"]
        assert carrier(number, "en") == expected["en"]


def test_prefixes_that_the_library_does_not_know_have_no_carrier() -> None:
    for number in range(100, 200):
        national = f"{number}00000000"
        if not any(national.startswith(prefix) for prefix in _LIBRARY):
            assert carrier(national, "zh_CN") == ""


def test_a_fixed_line_has_no_carrier() -> None:
    assert describe("057487654321").carrier == ""
    assert describe("13800138000").carrier == "中国移动"
