"""The table of sounds is what pypinyin knows of the common characters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict

from kb.syllables import Syllables, near

TABLE = Path(__file__).parents[2] / "resources" / "terms" / "pinyin.txt"
_HEAD = """\
# Syllables without tones and the characters of GB 2312 that sound so, from pypinyin (MIT licence).
# A character stands at its first reading, and at others that a twentieth of its phrases have.
# Written by `python -m tests.kb.test_syllables`.
"""
_SHARE, _PHRASES = 0.05, 3


def plain(sound: str) -> str:
    """Return a syllable without its tone; ü is v."""
    letters = unicodedata.normalize("NFD", sound).replace("u\u0308", "v")
    return letters.encode("ascii", "ignore").decode()


def table() -> str:
    """Return the table as text."""
    used: dict[str, Counter[str]] = {}
    for phrase, readings in phrases_dict.items():
        for character, reading in zip(phrase, readings, strict=False):
            used.setdefault(character, Counter())[plain(reading[0])] += 1
    lines: dict[str, list[str]] = {}
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            character = bytes((row, cell)).decode("gb2312", "ignore")
            if not character:
                continue
            first, *others = (plain(each) for each in pinyin(character, Style.TONE, heteronym=True)[0])
            times = used.get(character, Counter())
            often = max(_PHRASES, _SHARE * times.total())
            for syllable in dict.fromkeys((first, *(each for each in others if times[each] >= often))):
                lines.setdefault(syllable, []).append(character)
    return _HEAD + "".join(f"{syllable} {''.join(each)}\n" for syllable, each in sorted(lines.items()))


def test_the_table_is_the_one_that_is_shipped() -> None:
    assert TABLE.read_text("utf-8") == table()


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhi", "zi"), ("chang", "cang"), ("shi", "si"), ("lan", "nan"), ("xin", "xing"), ("sheng", "sen")],
)
def test_what_the_south_does_not_tell_apart_is_near(one: str, other: str) -> None:
    assert near(one) == near(other)
    assert near(one) != near("gong")


def test_characters_of_one_sound_and_of_one_near_it() -> None:
    syllables = Syllables.read(TABLE)
    assert set(syllables.sounds("机")) == set(syllables.sounds("积"))
    assert syllables.sounds("是") == syllables.sounds("寺") != syllables.sounds("机")
    assert syllables.same("是", "市")
    assert not syllables.same("是", "寺")
    assert len(syllables.sounds("行")) == 2
    assert syllables.sounds("x") == Syllables().sounds("机") == ()


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
