"""Chinese text to index terms: simplified, split into characters and pairs, questions stripped of filler.

A term is one Han character, two Han characters that stand together, a Latin/digit word, or such a word
with the Han character beside it. Nothing of one character is dropped: 12306, A证, 5G and a lone 税 are found.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import Any

HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES) + "〇"
_RUNS = re.compile(f"([{HAN}]+)|([0-9a-zA-Z]+(?:\\.[0-9]+)?)")
_LETTERS_OR_DIGITS = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?")
_HAN_ONE = re.compile(f"[{HAN}]")
_HAN_OR_WORD = re.compile(f"[{HAN}]|[0-9a-z]")


@lru_cache(1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Return `text` in simplified characters, lower case, with full-width forms made normal."""
    text = unicodedata.normalize("NFKC", text).lower()
    if text.isascii():
        return text
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair is no character
    converted: str = _converter().convert(text.replace("\x00", " "))
    return converted


def same_length(text: str) -> str:
    """Return `text` simplified with one character for each of its own."""
    plain = simplify(text)
    if len(plain) == len(text):
        return plain
    return "".join(simplify(character)[:1] or " " for character in text)


def runs(text: str) -> list[tuple[str, bool]]:
    """Split simplified text into (run, is_han): runs of Han characters and Latin/digit words."""
    return [(han or word, bool(han)) for han, word in _RUNS.findall(text)]


def words(run: str) -> list[str]:
    """Return a Latin/digit run as terms: the whole, and its letters and digits when it mixes them."""
    parts = _LETTERS_OR_DIGITS.findall(run)
    return [run] if len(parts) <= 1 else [run, *parts]


def joints(text: str) -> list[str]:
    """Return the terms where Han characters and a Latin/digit run touch: 5g基, a证, 3号."""
    found: list[str] = []
    before, end = "", -1
    for match in _RUNS.finditer(text):
        run, han = match[0], match[1] is not None
        if before and match.start() == end:
            found.append(before[-1] + run if not han else before + run[0])
        before, end = run, match.end()
    return found


def terms(text: str, *, characters: bool) -> list[str]:
    """Return the terms of simplified `text` in order, repeats kept, the joints last.

    `characters` adds every single Han character; without it a run of one character still is a term.
    """
    found: list[str] = []
    mixed = False
    for run, han in runs(text):
        if not han:
            mixed = True
            found += words(run)
            continue
        if characters or len(run) == 1:
            found += run
        found += map("".join, itertools.pairwise(run))
    return found + joints(text) if mixed else found


def sounded(title: str) -> str:
    """Return the characters of a title that have a letter in its initials, in order, simplified."""
    return "".join(_HAN_OR_WORD.findall(simplify(title)))


def characters(text: str) -> list[str]:
    """Return the Chinese characters of a text, in order."""
    return _HAN_ONE.findall(text)


def sound_places(text: str) -> list[int]:
    """Return where the characters of simplified text stand that have a letter in the initials."""
    return [match.start() for match in _HAN_OR_WORD.finditer(text)]
