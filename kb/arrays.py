"""A Whoosh segment as NumPy arrays in one mapped file beside it: what a search reads.

Whoosh answers through Python objects, one call a posting, and takes 50 ms and more. A segment never
changes once written, so its posting blocks are decoded once into `docs` and `impacts` (the BM25 part
that does not depend on the query), and searching is a few array operations. The file is derived: it can be
made again from the segment, and goes when the segment goes.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from pickle import load
from struct import Struct
from typing import Any

import numpy as np
import numpy.typing as npt

from kb import analysis
from kb.article import Article, article_from, article_values

FIELDS = ("title", "similar", "about", "answer")
MAGIC = b"KBARRAY1"
_ALIGN = 64
_BLOCK = 1 << 18
_KEPT = 2000
_K1 = 1.2
_B = {"title": 0.5, "similar": 0.5, "about": 0.3, "answer": 0.75}
_EXTENT = Struct("!qi")
_FIELD_NUMBER = {name: number for number, name in enumerate(FIELDS)}
_LATER, _EARLIER = np.iinfo(np.int32).max, 0

Arrays = dict[str, npt.NDArray[Any]]
# field, term, documents in order, weights
Postings = Iterator[tuple[str, bytes, npt.NDArray[np.int32], npt.NDArray[np.float32]]]


class CorruptArraysError(Exception):
    """The file of arrays is not what was written."""


@lru_cache(20_000)
def term_key(term: str) -> int:
    """Return a term's key: exact for one or two characters, a 56-bit hash of a longer word."""
    if len(term) == 1:
        return ord(term) << 21
    if len(term) == 2:
        return ord(term[0]) << 21 | ord(term[1])
    return 1 << 60 | int.from_bytes(blake2b(term.encode(), digest_size=7).digest(), "big")


def field_key(field: str) -> int:
    """Return what is added to a term's key for a field."""
    return _FIELD_NUMBER[field] << 61


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with its title simplified (character by character) and the title's sound."""

    article: Article
    plain: str
    initials: str
    pinyin: str


class SegmentArrays:
    """The arrays of one segment, mapped read-only; safe to read from any thread."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        arrays, header = _read(path)
        self.averages: dict[str, float] = header["averages"]
        self.count: int = header["count"]
        self.keys, self.starts = arrays["keys"], arrays["starts"]
        self.docs, self.impacts = arrays["docs"], arrays["impacts"]
        self.valid_from, self.valid_until = arrays["valid_from"], arrays["valid_until"]
        self.confirmed = arrays["confirmed"]
        self.title_terms = arrays["title_terms"]
        self._entry_starts, self._entries = arrays["entry_starts"], arrays["entries"]
        self._code_keys, self._code_docs = arrays["code_keys"], arrays["code_docs"]
        self.initials = arrays["initials"].tobytes()
        self.initial_starts = arrays["initial_starts"]
        self.pinyin = arrays["pinyin"].tobytes()
        self.pinyin_starts = arrays["pinyin_starts"]
        self._words = arrays["words"]
        self._shown: dict[int, Shown] = {}

    def values(self, doc: int) -> dict[str, Any]:
        """Return a document's stored values."""
        start, end = int(self._entry_starts[doc]), int(self._entry_starts[doc + 1])
        stored: dict[str, Any] = json.loads(self._entries[start:end].tobytes())
        return stored

    def article(self, doc: int) -> Article:
        """Return a document's entry."""
        return article_from(self.values(doc))

    def entry(self, doc: int) -> Shown:
        """Return a document as a hit shows it; the ones shown before are kept."""
        shown = self._shown.get(doc)
        if shown is None:
            values = self.values(doc)
            plain = analysis.same_length(values["title"])
            shown = Shown(article_from(values), plain, values["initials"], values["pinyin"])
            if len(self._shown) >= _KEPT:
                self._shown = {}
            self._shown[doc] = shown
        return shown

    def find(self, code: str) -> int | None:
        """Return the document of a code, deleted or not."""
        key = np.uint64(_code_key(code))
        place = int(np.searchsorted(self._code_keys, key))
        while place < self.count and self._code_keys[place] == key:
            doc = int(self._code_docs[place])
            if self.values(doc)["code"] == code:
                return doc
            place += 1
        return None

    def words(self) -> list[str]:
        """Return the Latin/digit words of titles and similar questions, sorted."""
        text = self._words.tobytes().decode()
        return text.split("\n") if text else []


def stored_values(entry: Any) -> dict[str, Any]:
    """Return a store's entry as the values that the index keeps."""
    return article_values(entry.article) | {
        "initials": entry.initials,
        "pinyin": entry.pinyin,
        "confirmed_on": entry.confirmed_on.isoformat(),
    }


def write(
    path: Path,
    storage: Any,
    segment: Any,
    averages: Mapping[str, float] | None,
    postings: Postings | None = None,
) -> None:
    """Decode a Whoosh segment into the file `path`; who has just written it gives its `postings`.

    `averages` are the mean lengths of the fields over the whole index; None takes this segment's own.
    """
    postings = _from_files(storage, segment) if postings is None else postings
    arrays, means = _postings(segment.doc_count_all(), postings, averages)
    arrays |= _documents(storage, segment)
    header = {"averages": means, "count": segment.doc_count_all(), "arrays": []}
    body = bytearray()
    for name, values in arrays.items():
        body += bytes(-len(body) % _ALIGN)
        header["arrays"].append((name, values.dtype.str, len(body), len(values)))
        body += values.tobytes()
    text = json.dumps(header).encode()
    head = MAGIC + len(text).to_bytes(4, "big") + zlib.crc32(body, zlib.crc32(text)).to_bytes(4, "big") + text
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        file.write(head + bytes(-len(head) % _ALIGN))
        file.write(body)
    temporary.replace(path)


def _read(path: Path) -> tuple[Arrays, dict[str, Any]]:
    try:
        with path.open("rb") as file:
            # Checked by reading, then mapped: a check of the mapping would make all of it resident,
            # and a day of searches touches a part.
            head = file.read(16)
            size, crc = int.from_bytes(head[8:12], "big"), int.from_bytes(head[12:16], "big")
            text = file.read(size)
            begin = 16 + size + (-(16 + size) % _ALIGN)
            file.seek(begin)
            found = zlib.crc32(text)
            while block := file.read(_BLOCK):
                found = zlib.crc32(block, found)
            if head[:8] != MAGIC or found != crc:
                raise CorruptArraysError(path.name)
            plain = np.memmap(file, np.uint8, "r").view(np.ndarray)[begin:]
        header = json.loads(text)
        arrays = {
            name: plain[start : start + count * np.dtype(kind).itemsize].view(kind)
            for name, kind, start, count in header["arrays"]
        }
    except (OSError, ValueError) as error:
        raise CorruptArraysError(f"{path.name}: {error}") from error
    return arrays, header


def _postings(
    count: int, postings: Postings, averages: Mapping[str, float] | None
) -> tuple[Arrays, dict[str, float]]:
    """Return the postings as arrays sorted by key, and the mean length of each field."""
    keys: list[int] = []
    docs: list[npt.NDArray[np.int32]] = []
    weights: list[npt.NDArray[np.float32]] = []
    spans: dict[str, list[int]] = {}
    words = set()
    for field, encoded, term_docs, term_weights in postings:
        if field not in _FIELD_NUMBER:
            continue
        term = encoded.decode()
        if field in ("title", "similar") and term.isascii():
            words.add(term)
        keys.append(field_key(field) | term_key(term))
        spans.setdefault(field, []).append(len(docs))
        docs.append(term_docs)
        weights.append(term_weights)
    frequencies = [len(each) for each in docs]
    means, impacts, title_terms = _impacts(count, docs, weights, spans, averages)
    order = np.argsort(np.array(keys, np.uint64), kind="stable")
    starts = np.zeros(len(keys) + 1, np.int64)
    np.cumsum(np.array(frequencies, np.int64)[order], out=starts[1:])
    places = order.tolist()
    return {
        "keys": np.array(keys, np.uint64)[order],
        "starts": starts,
        "docs": np.concatenate([docs[place] for place in places]) if places else np.zeros(0, np.int32),
        "impacts": np.concatenate([impacts[place] for place in places])
        if places
        else np.zeros(0, np.float32),
        "title_terms": title_terms,
        "words": np.frombuffer("\n".join(sorted(words)).encode(), np.uint8),
    }, means


def _from_files(storage: Any, segment: Any) -> Postings:
    """Yield the postings of a segment, decoded from its files."""
    from whoosh.codec.whoosh3 import W3Codec

    reader = W3Codec().terms_reader(storage, segment)
    try:
        fields = {number: name for name, number in reader._fieldmap.items()}
        posts = BytesIO((Path(storage.folder) / segment.make_filename(W3Codec.POSTS_EXT)).read_bytes())
        for key, value in reader._tindex.items():
            field = fields[key[0] << 8 | key[1]]
            if field in _FIELD_NUMBER:
                yield field, key[2:], *_blocks(posts, value)
    finally:
        reader.close()


def _blocks(posts: BytesIO, value: bytes) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
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


def _impacts(
    count: int,
    docs: list[Any],
    weights: list[Any],
    spans: dict[str, list[int]],
    averages: Mapping[str, float] | None,
) -> tuple[dict[str, float], list[Any], npt.NDArray[Any]]:
    means: dict[str, float] = {}
    impacts: list[Any] = [None] * len(docs)
    title_terms = np.zeros(count, np.float32)
    for field, places in spans.items():
        flat_docs = np.concatenate([docs[place] for place in places])
        flat = np.concatenate([weights[place] for place in places])
        lengths = np.bincount(flat_docs, flat, minlength=count)
        if field == "title":
            title_terms = lengths.astype(np.float32)
        filled = lengths[lengths > 0]
        means[field] = float(averages[field]) if averages and field in averages else float(filled.mean())
        b = _B[field]
        norms = (_K1 * (1 - b + b * lengths / means[field])).astype(np.float32)
        impact = flat * (_K1 + 1) / (flat + norms[flat_docs])
        ends = np.cumsum([len(docs[place]) for place in places])
        for place, part in zip(places, np.split(impact, ends[:-1]), strict=True):
            impacts[place] = part.astype(np.float32)
    return means, impacts, title_terms


def _documents(storage: Any, segment: Any) -> Arrays:
    from whoosh.codec.whoosh3 import W3Codec

    reader = W3Codec().per_document_reader(storage, segment)
    try:
        stored = [reader.stored_fields(doc)["entry"] for doc in range(segment.doc_count_all())]
    finally:
        reader.close()
    values = [json.loads(text) for text in stored]
    texts = [text.encode() for text in stored]
    codes = np.array([_code_key(each["code"]) for each in values], np.uint64)
    order = np.argsort(codes, kind="stable")
    initials = [each["initials"].encode("ascii", "replace") for each in values]
    pinyin = [each["pinyin"].encode("ascii", "replace").replace(b" ", b"") for each in values]
    return {
        "entry_starts": _starts(texts, 0),
        "entries": np.frombuffer(b"".join(texts), np.uint8),
        "code_keys": codes[order],
        "code_docs": order.astype(np.int32),
        "valid_from": np.array([_ordinal(each["valid_from"], _EARLIER) for each in values], np.int32),
        "valid_until": np.array([_ordinal(each["valid_until"], _LATER) for each in values], np.int32),
        "confirmed": np.array([_ordinal(each["confirmed_on"], _EARLIER) for each in values], np.int32),
        # each title starts after a line break, so "\ngjj" finds titles that begin so
        "initials": np.frombuffer(b"".join(b"\n" + each for each in initials), np.uint8),
        "initial_starts": _starts(initials, 1),
        "pinyin": np.frombuffer(b"".join(b"\n" + each for each in pinyin), np.uint8),
        "pinyin_starts": _starts(pinyin, 1),
    }


def _starts(texts: list[bytes], extra: int) -> npt.NDArray[np.int64]:
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) + extra for text in texts], out=starts[1:])
    return starts


def _code_key(code: str) -> int:
    return int.from_bytes(blake2b(code.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _ordinal(text: str | None, default: int) -> int:
    return default if text is None else date.fromisoformat(text).toordinal()
