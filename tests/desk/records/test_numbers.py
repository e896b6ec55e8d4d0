"""Numbers as PBXs, trunks and people write them; nothing makes it raise."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.records.number_places import place
from desk.records.numbers import describe, number_key
from tests.desk.records.conftest import ROOT


@pytest.mark.parametrize(
    "raw",
    [
        "13800138000",
        "+8613800138000",
        "8613800138000",
        "008613800138000",
        "138-0013-8000",
        "138 0013\r\n8000",
        "１３８００１３８０００",
        "sip:13800138000@10.0.0.1;user=phone",
        "<sip:+8613800138000@example.org>",
        "tel:+86-138-0013-8000",
        "\u202e13800138000",
    ],
)
def test_one_subscriber_has_one_key_however_written(raw: str) -> None:
    info = describe(raw, "zh_CN")
    assert (info.e164, info.display, info.place) == ("+8613800138000", "138 0013 8000", "北京市")
    assert (info.carrier, info.valid, info.withheld) == ("中国移动", True, False)
    assert number_key(raw) == "+8613800138000"


def test_names_are_in_the_language_asked_for() -> None:
    info = describe("13800138000", "en")
    assert (info.place, info.carrier) == ("Beijing", "China Mobile")
    assert describe("0574-87654321", "zh_CN").place == "浙江省宁波市"


@pytest.mark.parametrize(
    "raw",
    ["", "  ", "anonymous", "Anonymous", "unknown", "<unknown>", "sip:anonymous@anonymous.invalid", "\r\n"],
)
def test_withheld_numbers_are_shown_as_that(raw: str) -> None:
    info = describe(raw, "zh_CN")
    assert (info.withheld, info.valid, info.display, number_key(raw)) == (True, False, "", "")


@pytest.mark.parametrize("raw", ["110", "12345", "81890", "2001", "10086"])
def test_short_numbers_stand_as_they_are(raw: str) -> None:
    info = describe(raw, "zh_CN")
    assert (info.display, info.place, info.withheld) == (raw, "", False)
    assert number_key(raw) == raw


def test_foreign_and_impossible_numbers() -> None:
    assert describe("+1 650 253 0000", "en").display == "+1 650-253-0000"
    assert describe("+1 650 253 0000", "en").place == ""
    assert not describe("0" * 29, "en").valid
    assert describe("sip:alice@example.org", "en").display == "alice"
    assert len(describe("x" * 1_000_000, "en").display) <= 64


@given(st.text(max_size=60) | st.text("0123456789+-() sip:@;<>\r\n", max_size=40))
def test_nothing_raises(raw: str) -> None:
    info = describe(raw, "zh_CN")
    assert info.raw == raw
    assert not any(character in info.display for character in "\r\n\x00")
    assert info.withheld == (number_key(raw) == "")


def test_the_small_table_says_what_the_library_says() -> None:
    """In a process of its own: the library's geocoder takes 99 MB."""
    numbers = [f"1{3 + i % 7}{(i * 7919) % 10**9:09d}" for i in range(400)]
    numbers += [f"{area}{(i * 7919) % 10**7 + 10**7:08d}"[:11] for i, area in enumerate(range(10, 999, 3))]
    program = (
        "import json, sys, phonenumbers\n"
        "from phonenumbers import geocoder\n"
        "out = []\n"
        "for text in json.load(sys.stdin):\n"
        "    number = phonenumbers.PhoneNumber(country_code=86, national_number=int(text))\n"
        "    out.append([geocoder._prefix_description_for_number(geocoder.GEOCODE_DATA,\n"
        "        geocoder.GEOCODE_LONGEST_PREFIX, number, lang) for lang in ('zh', 'en')])\n"
        "json.dump(out, sys.stdout)\n"
    )
    import json

    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(numbers), capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert sum(bool(zh) for zh, _ in told) > 300
    for number, (zh, en) in zip(numbers, told, strict=True):
        assert (place(number, "zh_CN"), place(number, "en")) == (zh, en), number


def test_the_heavy_libraries_stay_out_of_the_desk() -> None:
    program = (
        "import sys\n"
        "from desk.records import Records\n"
        "from desk.records.numbers import describe\n"
        "assert describe('13800138000', 'zh_CN').place\n"
        "print([m for m in ('phonenumbers.geocoder', 'phonenumbers.geodata', 'pypinyin', 'alembic')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
