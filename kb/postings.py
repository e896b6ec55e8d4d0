"""From a Whoosh segment to the arrays that a search reads: postings decoded, joined and weighed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from itertools import chain
from pathlib import Path
from pickle import load
from struct import Struct
from typing import Any

import numpy as np
import numpy.typing as npt

from kb import analysis, sounds
from kb.arrays import FIELDS, SECOND, SHIFT, TEXT, SegmentArrays, code_key, document_of, term_key
from kb.packed import packed
from kb.segment_file import Arrays, write_arrays

_K1 = 1.2
_B_QUESTION, _B_TEXT = 0.5, 0.75
_TITLE_COUNTS = 3.0
_CHOSEN = 0.85
_EXTENT = Struct("!qi")
_LATER, _EARLIER = np.iinfo(np.int32).max, 0

Ids = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
# field, term, documents in order, weights
Postings = Iterator[tuple[str, bytes, Ids, Weights]]


def write(
    path: Path,
    storage: Any,
    segment: Any,
    base: SegmentArrays | None,
    postings: Postings | None = None,
) -> None:
    """Write the file `path` for a Whoosh segment; who has just written it gives its `postings`.

    A small segment takes mean lengths and the worth of characters from `base`; without one they are its own.
    """
    count = segment.doc_count_all()
    texts = _stored(storage, segment)
    values = [json.loads(text) for text in texts]
    postings = _again(storage, segment, values) if postings is None else postings
    questions = _Questions(values)
    lists = [*questions.lists(), *_text_lists(postings)]
    lists.sort(key=lambda each: each[0])
    keys = np.array([each[0] for each in lists], np.uint64)
    starts = np.zeros(len(lists) + 1, np.int64)
    np.cumsum([len(each[1]) for each in lists], out=starts[1:])
    ids = np.concatenate([each[1] for each in lists]) if lists else np.zeros(0, np.int32)
    weights = np.concatenate([each[2] for each in lists]) if lists else np.zeros(0, np.float32)
    boundary = int(starts[keys.searchsorted(np.uint64(TEXT))])
    known = base.averages if base else {}
    means = {}
    impacts = np.empty(len(ids), np.float32)
    for name, span, lengths, b in (
        ("question", slice(0, boundary), questions.lengths, _B_QUESTION),
        ("text", slice(boundary, None), None, _B_TEXT),
    ):
        here, times = ids[span], weights[span]
        length = np.bincount(here, times, minlength=count) if lengths is None else lengths
        filled = length[length > 0]
        means[name] = float(known.get(name) or (filled.mean() if len(filled) else 1.0))
        norms = (_K1 * (1 - b + b * length / means[name])).astype(np.float32)
        impacts[span] = times * (_K1 + 1) / (times + norms[here])
    impacts[:boundary] *= questions.worths[ids[:boundary]]
    arrays: Arrays = {
        "keys": keys,
        "starts": starts,
        "postings": packed(ids, impacts),
        "question_starts": questions.starts,
        "masses": _masses(keys, starts, ids, questions.count, base),
        "pair_counts": questions.pair_counts,
        "words": np.frombuffer("\n".join(sorted(questions.words)).encode(), np.uint8),
    }
    arrays |= _documents(texts, values)
    write_arrays(path, {"averages": means, "count": count}, arrays)


class _Questions:
    """The questions of all documents, numbered one after the other, as lists of postings."""

    def __init__(self, values: Sequence[Mapping[str, Any]]) -> None:
        asked = [(each["title"], *each["similar"], *each["chosen"]) for each in values]
        written = np.array([1 + len(each["similar"]) for each in values], np.int64)
        self.starts = np.zeros(len(values) + 1, np.int32)
        np.cumsum([len(each) for each in asked], out=self.starts[1:])
        self.count = int(self.starts[-1])
        # what a question counts: less when nobody wrote it for the entry
        self.worths = np.ones(self.count, np.float32)
        places = np.arange(self.count) - np.repeat(self.starts[:-1], np.diff(self.starts))
        self.worths[places >= np.repeat(written, np.diff(self.starts))] = _CHOSEN
        self.words: set[str] = set()
        texts = [analysis.simplify(question) for each in asked for question in each]
        keys, numbers = self._han(texts)
        more_keys, more_numbers = self._latin(texts)
        self._keys = np.concatenate((keys, more_keys))
        self._numbers = np.concatenate((numbers, more_numbers))
        order = np.lexsort((self._numbers, self._keys))
        self._keys, self._numbers = self._keys[order], self._numbers[order]
        self._first = np.ones(len(order), np.bool_)
        self._first[1:] = (self._keys[1:] != self._keys[:-1]) | (self._numbers[1:] != self._numbers[:-1])
        one = single(self._keys)
        self.lengths = np.bincount(self._numbers[one], minlength=self.count)
        pairs = self._numbers[~one & self._first]
        self.pair_counts = np.bincount(pairs, minlength=self.count).astype(np.float32)

    def lists(self) -> Iterator[tuple[int, Ids, Weights]]:
        """Yield key, questions in order, and how often the term stands in each."""
        if not len(self._keys):
            return
        places = np.flatnonzero(self._first)
        times = np.diff(np.append(places, len(self._keys))).astype(np.float32)
        keys, numbers = self._keys[places], self._numbers[places].astype(np.int32)
        begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        ends = np.append(begins[1:], len(keys))
        for key, begin, end in zip(keys[begins].tolist(), begins.tolist(), ends.tolist(), strict=True):
            yield key, numbers[begin:end], times[begin:end]

    @staticmethod
    def _han(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
        """Return the keys of characters and pairs, and the question of each."""
        joined = "\n\n".join(texts) + "\n\n"
        codes = np.frombuffer(joined.encode("utf-32-le"), np.uint32).astype(np.uint64)
        lengths = np.array([len(text) + 2 for text in texts], np.int64)
        numbers = np.repeat(np.arange(len(texts)), lengths)
        han = _is_han(codes)
        shifted = codes << SHIFT
        pair = np.flatnonzero(han[:-1] & han[1:])
        keys = (shifted[han], shifted[pair] | codes[pair + 1])
        return np.concatenate(keys), np.concatenate((numbers[han], numbers[pair]))

    def _latin(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
        keys: list[int] = []
        numbers: list[int] = []
        for number, text in enumerate(texts):
            words = [word for run, han in analysis.runs(text) if not han for word in analysis.words(run)]
            if words:
                self.words.update(words)
                words += analysis.joints(text)
                keys += map(term_key, words)
                numbers += [number] * len(words)
        return np.array(keys, np.uint64), np.array(numbers, np.int64)


def single(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Tell which keys of questions are those of one character."""
    lower: npt.NDArray[np.bool_] = keys & SECOND == 0
    return lower


def _is_han(codes: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = codes == ord("〇")
    for first, last in analysis.HAN_RANGES:
        found |= (codes >= first) & (codes <= last)
    return found


def _text_lists(postings: Postings) -> Iterator[tuple[int, Ids, Weights]]:
    """Yield the postings of all fields together; a character of a question is no term of the text."""
    lists: dict[int, list[tuple[Ids, Weights]]] = {}
    for field, encoded, docs, weights in postings:
        if field not in FIELDS:
            continue
        term = encoded.decode()
        if len(term) == 1 and not term.isascii() and field in ("title", "similar"):
            continue
        times = weights * np.float32(_TITLE_COUNTS) if field == "title" else weights
        lists.setdefault(TEXT | term_key(term), []).append((docs, times))
    for key, parts in lists.items():
        if len(parts) == 1:
            yield key, *parts[0]
            continue
        docs = np.concatenate([part[0] for part in parts])
        weights = np.concatenate([part[1] for part in parts])
        order = np.argsort(docs, kind="stable")
        docs = docs[order]
        places = np.flatnonzero(np.append(True, docs[1:] != docs[:-1]))
        yield key, docs[places], np.add.reduceat(weights[order], places)


def _masses(
    keys: npt.NDArray[np.uint64],
    starts: npt.NDArray[np.int64],
    ids: Ids,
    questions: int,
    base: SegmentArrays | None,
) -> npt.NDArray[np.float32]:
    """Return what the characters of each question are worth together (their idf)."""
    places = np.flatnonzero(single(keys) & (keys < np.uint64(TEXT)))
    if not len(places):
        return np.zeros(questions, np.float32)
    lengths = starts[places + 1] - starts[places]
    worth = idf(lengths, questions) if base is None else known_idf(base, keys[places])
    flat = np.concatenate([ids[starts[place] : starts[place + 1]] for place in places.tolist()])
    return np.bincount(flat, np.repeat(worth, lengths), minlength=questions).astype(np.float32)


def idf(frequencies: npt.NDArray[Any], count: int | npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Return how much a term tells that stands in so many of `count` texts."""
    told: npt.NDArray[np.float64] = np.log((count + 1.0) / (frequencies + 0.5))
    return told


def known_idf(base: SegmentArrays, keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.float64]:
    """Return what terms of questions are worth in another segment."""
    starts, ends = spans(base, keys)
    return idf(ends - starts, base.questions)


def spans(arrays: Any, keys: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where each key's postings start and end; both 0 when the segment has none."""
    if not len(arrays.keys):
        nothing = np.zeros(len(keys), np.int64)
        return nothing, nothing
    places = arrays.keys.searchsorted(keys)
    places[places == len(arrays.keys)] = 0
    there = arrays.keys[places] == keys
    return arrays.starts[places] * there, arrays.starts[places + 1] * there


def _again(storage: Any, segment: Any, values: Sequence[dict[str, Any]]) -> Postings:
    """Return the postings of a segment from its files, or of its entries when the files hold no terms."""
    from kb.whoosh_files import analysed

    decoded = _from_files(storage, segment)
    first = next(decoded, None)
    return analysed(map(document_of, values)) if first is None else chain((first,), decoded)


def _from_files(storage: Any, segment: Any) -> Postings:
    """Yield the postings of a segment, decoded from its files."""
    from whoosh.codec.whoosh3 import W3Codec

    reader = W3Codec().terms_reader(storage, segment)
    try:
        fields = {number: name for name, number in reader._fieldmap.items()}
        posts = BytesIO((Path(storage.folder) / segment.make_filename(W3Codec.POSTS_EXT)).read_bytes())
        for key, value in reader._tindex.items():
            field = fields[key[0] << 8 | key[1]]
            if field in FIELDS:
                yield field, key[2:], *_blocks(posts, value)
    finally:
        reader.close()


def _blocks(posts: BytesIO, value: bytes) -> tuple[Ids, Weights]:
    """Return the documents and weights in one term's posting blocks."""
    offset, _ = _EXTENT.unpack_from(value, len(value) - _EXTENT.size)
    posts.seek(offset + 4)  # the header's magic
    docs, weights, last = [], [], False
    while not last:
        last = int.from_bytes(posts.read(4), "big", signed=True) < 0
        count = load(posts)[0]  # noqa: S301 (our own file, of a folder of ours)
        deltas, kept, _ = load(posts)  # noqa: S301
        docs.append(np.cumsum(np.array(deltas, np.int32), dtype=np.int32))
        weights.append(
            np.array(kept, np.float32) if isinstance(kept, tuple) else np.full(count, kept or 1.0, np.float32)
        )
    return (docs[0], weights[0]) if len(docs) == 1 else (np.concatenate(docs), np.concatenate(weights))


def _stored(storage: Any, segment: Any) -> list[str]:
    from whoosh.codec.whoosh3 import W3Codec

    reader = W3Codec().per_document_reader(storage, segment)
    try:
        return [reader.stored_fields(doc)["entry"] for doc in range(segment.doc_count_all())]
    finally:
        reader.close()


def _documents(stored: Sequence[str], values: Sequence[Mapping[str, Any]]) -> Arrays:
    texts = [text.encode() for text in stored]
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=starts[1:])
    codes = np.array([code_key(each["code"]) for each in values], np.uint64)
    order = np.argsort(codes, kind="stable")
    return {
        "entry_starts": starts,
        "entries": np.frombuffer(b"".join(texts), np.uint8),
        "code_keys": codes[order],
        "code_docs": order.astype(np.int32),
        "valid_from": np.array([_ordinal(each["valid_from"], _EARLIER) for each in values], np.int32),
        "valid_until": np.array([_ordinal(each["valid_until"], _LATER) for each in values], np.int32),
        "lengths": np.log1p([len(each["answer"]) for each in values]).astype(np.float32),
        "confirmed": np.array([_ordinal(each["confirmed_on"], _EARLIER) for each in values], np.int32),
        **sounds.columns([each["initials"] for each in values], [each["pinyin"] for each in values]),
    }


def _ordinal(text: str | None, default: int) -> int:
    return default if text is None else date.fromisoformat(text).toordinal()
