"""Small segments as one: a change writes a segment of its own, and a search should not pay for each of them.

The arrays are copied together in memory (a millisecond for some dozen changed entries); the entries
themselves stay in the segments' files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from kb.arrays import TEXT, SegmentArrays, Shown
from kb.article import Article
from kb.packed import Packed, renumbered

_PER_QUESTION = ("masses", "pair_counts")
_PER_DOCUMENT = ("valid_from", "valid_until", "confirmed", "lengths")
_SOUNDS = ("initial", "pinyin")
_T = TypeVar("_T")


class JoinedArrays:
    """What `SegmentArrays` is to a search, of several segments with their documents numbered in a row."""

    keys: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int64]
    postings: Packed
    masses: npt.NDArray[np.float32]

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self.name = "+".join(segment.name for segment in segments)
        self._segments = tuple(segments)
        self.begins = [0]
        for segment in segments:
            self.begins.append(self.begins[-1] + segment.count)
        self.count = self.begins[-1]
        for name in (*_PER_QUESTION, *_PER_DOCUMENT):
            setattr(self, name, np.concatenate([getattr(segment, name) for segment in segments]))
        asked = _running([segment.questions for segment in segments])
        self.question_starts = _starts([segment.question_starts for segment in segments], asked)
        self._join_postings(asked)
        for sound in _SOUNDS:
            self._join_sound(sound)

    @property
    def questions(self) -> int:
        """How many questions the documents have together."""
        return len(self.masses)

    def values(self, doc: int) -> dict[str, Any]:
        """Return a document's stored values."""
        return self._of(doc, SegmentArrays.values)

    def article(self, doc: int) -> Article:
        """Return a document's entry."""
        return self._of(doc, SegmentArrays.article)

    def entry(self, doc: int) -> Shown:
        """Return a document's entry with what is kept beside it."""
        return self._of(doc, SegmentArrays.entry)

    def find(self, code: str) -> int | None:
        """Return the newest document of a code, deleted or not."""
        for segment, begin in zip(reversed(self._segments), reversed(self.begins[:-1]), strict=True):
            doc = segment.find(code)
            if doc is not None:
                return begin + doc
        return None

    def words(self) -> list[str]:
        """Return the Latin/digit words of titles and similar questions, sorted."""
        return sorted({word for segment in self._segments for word in segment.words()})

    def _of(self, doc: int, read: Callable[[SegmentArrays, int], _T]) -> _T:
        number = int(np.searchsorted(self.begins, doc, "right")) - 1
        return read(self._segments[number], doc - self.begins[number])

    def _join_postings(self, asked: Sequence[int]) -> None:
        keys, packed = [], []
        for segment, documents, questions in zip(self._segments, self.begins, asked, strict=False):
            lengths = np.diff(segment.starts)
            keys.append(np.repeat(segment.keys, lengths))
            shift = np.where(segment.keys >= np.uint64(TEXT), documents, questions)
            packed.append(renumbered(segment.postings, np.repeat(shift, lengths)))
        every = np.concatenate(keys)
        order = np.argsort(every, kind="stable")
        every = every[order]
        first = np.flatnonzero(np.append(True, every[1:] != every[:-1])) if len(every) else np.zeros(0, int)
        self.keys, self.starts = every[first], np.append(first, len(every)).astype(np.int64)
        self.postings = np.concatenate(packed)[order]

    def _join_sound(self, sound: str) -> None:
        def every(name: str) -> list[Any]:
            return [getattr(segment, f"{sound}{name}") for segment in self._segments]

        keys = np.concatenate(every("_keys"))
        order = np.argsort(keys, kind="stable")
        docs = [docs + begin for docs, begin in zip(every("_docs"), self.begins, strict=False)]
        texts = every("s")
        setattr(self, f"{sound}_keys", keys[order])
        setattr(self, f"{sound}_docs", np.concatenate(docs)[order])
        setattr(self, f"{sound}s", np.concatenate(texts))
        starts = _starts(every("_starts"), _running([len(text) for text in texts]))
        setattr(self, f"{sound}_starts", starts)


def _running(sizes: Sequence[int]) -> list[int]:
    begins = [0]
    for size in sizes:
        begins.append(begins[-1] + size)
    return begins


def _starts(each: Sequence[npt.NDArray[Any]], begins: Sequence[int]) -> npt.NDArray[Any]:
    """Return starts numbered through; the last start of one segment is the first of the next."""
    parts = [starts[:-1] + begin for starts, (begin, _) in zip(each, pairwise(begins), strict=True)]
    return np.append(np.concatenate(parts), begins[-1]).astype(each[0].dtype)
