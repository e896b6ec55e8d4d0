"""Titles by their sound: every place where typed letters may begin, sorted by the letters that follow.

A place's key is the eight bytes from there, the line break before a title included, so the titles that hold
"gjj", and those that begin with it ("\\ngjj"), are a range of the sorted keys.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Docs = npt.NDArray[np.int64]

_WIDTH = 8
_BREAK, _BLANK = 10, 32
_ENOUGH = 60
_MATCHES = 4000
# A match of all letters outweighs what Latin words of the texts give by chance.
_START, _INSIDE = 60.0, 37.0
_FULL_PINYIN = 0.9
_PIECES = 400

# Whole pinyin syllables, the last perhaps unfinished: "gjj" can't be pinyin, "gongjij" can.
_SYLLABLES = re.compile(
    "(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng|n|r)?)+(?:[zcs]h|[b-df-hj-np-tw-z])?$"
)


def columns(initials: Sequence[str], pinyin: Sequence[str]) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays for titles' initials ("gjj") and syllables ("gong ji jin")."""
    found: dict[str, npt.NDArray[Any]] = {}
    for name, readings in (("initial", initials), ("pinyin", pinyin)):
        texts = [b"\n" + reading.encode("ascii", "replace") for reading in readings]
        text = np.frombuffer(b"".join(texts), np.uint8)
        docs = np.repeat(np.arange(len(texts), dtype=np.int32), [len(each) for each in texts])
        spoken = text != _BLANK
        begins = spoken.copy()
        if name == "pinyin":  # a search begins where a syllable does
            before = np.concatenate((np.zeros(1, np.uint8), text[:-1])) if len(text) else text
            begins = (text == _BREAK) | ((before == _BREAK) | (before == _BLANK)) & spoken
        keys = _keys(text[spoken])[begins[spoken]]
        order = np.argsort(keys, kind="stable")
        found[f"{name}_keys"], found[f"{name}_docs"] = keys[order], docs[begins][order]
        found[f"{name}s"] = text[spoken]
        lengths = np.bincount(docs[spoken], minlength=len(texts))
        found[f"{name}_starts"] = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    return found


def _keys(text: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """Return the eight bytes from each place, zeros after the end of its title."""
    padded = np.concatenate((text, np.full(_WIDTH, _BREAK, np.uint8)))
    keys = np.zeros(len(text), np.uint64)
    alive = np.ones(len(text), np.bool_)
    for offset in range(_WIDTH):
        following = padded[offset : offset + len(text)]
        if offset:
            alive &= following != _BREAK
        keys = keys << np.uint64(8) | np.where(alive, following, 0).astype(np.uint64)
    return keys


def add_letters(arrays: Any, letters: str, scores: npt.NDArray[np.float64]) -> None:
    """Raise the scores of documents whose titles sound like the typed letters."""
    needle = letters.encode()
    readings = [("initial", 1.0)]
    if _SYLLABLES.match(letters):
        readings.append(("pinyin", _FULL_PINYIN))
    any_found = False
    for name, share in readings:
        starts = getattr(arrays, f"{name}_starts")
        for sought, worth in ((b"\n" + needle, _START), (needle, _INSIDE)):
            docs = _docs(arrays, name, sought)
            if len(docs):
                any_found = True
                # of two titles with the letters, the shorter is said more completely by them
                cover = len(needle) / (starts[docs + 1] - starts[docs])
                scores[docs] = np.maximum(scores[docs], worth * share * (0.8 + 0.2 * cover))
            if len(docs) >= _ENOUGH:
                break  # there are enough titles that begin so
    if not any_found and not scores.any():
        _add_pieces(arrays, needle, scores)


def _add_pieces(arrays: Any, needle: bytes, scores: npt.NDArray[np.float64]) -> None:
    """Find titles whose initials hold the letters in two pieces: gjjtq, 提取住房公积金."""
    for cut in range(2, len(needle) - 1):
        one, two = sorted(
            (_range(arrays, "initial", piece) for piece in (needle[:cut], needle[cut:])), key=len
        )
        held = np.zeros(len(scores), np.bool_)
        held[one[:_PIECES]] = True
        docs = two[:_MATCHES]
        docs = docs[held[docs]]
        # the longer the shorter piece, the less it is by chance
        worth = _INSIDE * (0.5 + min(cut, len(needle) - cut) / len(needle))
        scores[docs] = np.maximum(scores[docs], worth)


def _docs(arrays: Any, name: str, needle: bytes) -> Docs:
    """Return the documents that hold the letters, one that holds them twice twice."""
    docs = _range(arrays, name, needle)[:_MATCHES].astype(np.int64)
    if len(needle) > _WIDTH and len(docs):
        text, starts = getattr(arrays, f"{name}s"), getattr(arrays, f"{name}_starts")
        whole = [needle in text[starts[doc] : starts[doc + 1]].tobytes() for doc in docs.tolist()]
        docs = docs[np.array(whole, np.bool_)]
    return docs


def _range(arrays: Any, name: str, needle: bytes) -> npt.NDArray[np.int32]:
    keys = getattr(arrays, f"{name}_keys")
    first = needle[:_WIDTH].ljust(_WIDTH, b"\x00")
    last = needle[:_WIDTH].ljust(_WIDTH, b"\xff")
    start = keys.searchsorted(np.uint64(int.from_bytes(first, "big")), "left")
    end = keys.searchsorted(np.uint64(int.from_bytes(last, "big")), "right")
    docs: npt.NDArray[np.int32] = getattr(arrays, f"{name}_docs")[start:end]
    return docs
