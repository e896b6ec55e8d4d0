"""The index's files are Whoosh's: its schema, and a codec that writes its posting files faster.

Whoosh's own writer spends its time moving one tuple a posting through a sorting pool (22 s for
5,000 entries). Documents arrive in order here, so a pool of flat arrays sorted once does the same
work; the files stay W3 files, which any Whoosh reader understands.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pickle import dumps
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import fields, formats
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3TermInfo
from whoosh.system import pack_ushort
from whoosh.util.numeric import length_to_byte

from kb import analysis
from kb.arrays import FIELDS

_CHARACTERS = frozenset(("title", "similar"))
_BLOCK = 4096

Postings = Iterator[tuple[str, bytes, npt.NDArray[np.int32], npt.NDArray[np.float32]]]


class WeightFormat(formats.Format):  # type: ignore[misc]
    """Postings that carry a weight and no bytes."""

    def word_values(
        self, value: Any, analyzer: Any, **kwargs: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """Whoosh's interface; the field below makes the postings itself."""
        raise NotImplementedError

    def fixed_value_size(self) -> int:
        """Tell the codec that there are no bytes."""
        return 0

    def decode_weight(self, value: bytes) -> float:
        """Whoosh's interface; weights stand in the blocks."""
        return 1.0


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A text as the terms of `kb.analysis`; Whoosh pickles it, so it stands at module level."""

    def __init__(self, *, characters: bool) -> None:
        self.characters = characters
        self.format = WeightFormat()
        self.scorable = True
        self.stored = False
        self.unique = False
        self.indexed = True
        self.analyzer = None
        self.vector = None

    def index(self, value: str, **kwargs: Any) -> list[tuple[bytes, int, float, bytes]]:
        """Return (term, frequency, weight, no bytes) of each term."""
        counts = Counter(analysis.terms(value, characters=self.characters))
        return [(term.encode(), count, float(count), b"") for term, count in counts.items()]

    def process_text(self, qstring: str, **kwargs: Any) -> list[str]:
        """Return the terms of a query text (for Whoosh's own query parser)."""
        return analysis.terms(analysis.simplify(qstring), characters=self.characters)


def schema() -> Any:
    """Return the schema: one field of terms a part of the entry, and the entry as it is shown."""
    terms = {name: TermsField(characters=name in _CHARACTERS) for name in FIELDS}
    return fields.Schema(code=fields.ID(unique=True, stored=True), entry=fields.STORED, **terms)


def codec() -> Any:
    """Return the codec: large blocks without compression, because they are decoded only once."""
    return _ArrayCodec(blocklimit=_BLOCK, compression=0, inlinelimit=0)


class ArrayPool:
    """Postings of one segment in flat arrays; takes the place of Whoosh's sorting pool.

    Without `text` those of the terms don't go to Whoosh's files, which then hold the documents and their
    codes: valid, and enough to make the arrays again, because a document carries its whole entry.
    """

    def __init__(self, *, text: bool = True) -> None:
        self._text = text
        self._ids: dict[tuple[str, bytes], int] = {}
        self._terms, self._docs, self._weights = array("I"), array("I"), array("f")

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take a posting; documents must come in order."""
        field, term, doc, weight, _ = item
        ids = self._ids
        self._terms.append(ids.setdefault((field, term), len(ids)))
        self._docs.append(doc)
        self._weights.append(weight)

    def iter_postings(self) -> ArrayPool:
        """Return what `_ArrayFieldWriter.add_postings` takes."""
        return self

    def written(self) -> Postings:
        """Yield the postings that go to Whoosh's files."""
        return (each for each in self.postings() if self._text or each[0] not in FIELDS)

    def cleanup(self) -> None:
        """Whoosh's interface; there are no temporary files."""

    def postings(self) -> Postings:
        """Yield field, term, documents and weights in the order of the files."""
        names = sorted(self._ids)
        if not names:
            return
        rank = np.empty(len(names), np.uint32)
        for place, name in enumerate(names):
            rank[self._ids[name]] = place
        ranks = rank[np.frombuffer(self._terms, np.uint32)]
        order = np.argsort(ranks, kind="stable")
        docs = np.frombuffer(self._docs, np.uint32).astype(np.int32)[order]
        weights = np.frombuffer(self._weights, np.float32)[order]
        start = 0
        for (field, term), end in zip(names, np.cumsum(np.bincount(ranks)).tolist(), strict=True):
            yield field, term, docs[start:end], weights[start:end]
            start = end


def analysed(documents: Iterable[Mapping[str, str]]) -> Postings:
    """Return the postings of documents as if they were just being written."""
    pool, made = ArrayPool(), schema()
    for number, document in enumerate(documents):
        for name in FIELDS:
            for term, _, weight, nothing in made[name].index(document.get(name, "")):
                pool.add((name, term, number, weight, nothing))
    return pool.postings()


class _ArrayCodec(W3Codec):  # type: ignore[misc]
    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _ArrayFieldWriter(self, storage, segment)


class _ArrayFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes whole posting lists; lengths are left out because the arrays carry their own."""

    def add_postings(self, schema: Any, lengths: Any, items: ArrayPool) -> None:
        last = None
        for field, term, docs, weights in items.written():
            if field != last:
                if last is not None:
                    self.finish_field()
                self.start_field(field, schema[field])
                last = field
            self._write_term(term, docs.tolist(), weights.tolist())
        if last is not None:
            self.finish_field()

    def _write_term(self, term: bytes, docs: list[int], weights: list[float]) -> None:
        file, info = self._postfile, W3TermInfo()
        start = file.tell()
        file.write(WHOOSH3_HEADER_MAGIC)
        shortest = length_to_byte(1)
        for first in range(0, len(docs), _BLOCK):
            ids, block = docs[first : first + _BLOCK], weights[first : first + _BLOCK]
            heaviest, same = max(block), min(block)
            deltas = (ids[0], *(after - before for before, after in pairwise(ids)))
            kept = (None if same == 1.0 else same) if heaviest == same else tuple(block)
            data = dumps((deltas, kept, None), 2)
            header = dumps((len(ids), ids[-1], heaviest, 0, shortest, 255), 2)
            length = len(header) + len(data)
            file.write_int(-length if first + _BLOCK >= len(docs) else length)
            file.write(header)
            file.write(data)
        info._weight, info._df = sum(weights), len(docs)
        info._minlength, info._maxlength, info._maxweight = 1, 0xFFFF, max(weights)
        info._minid, info._maxid = docs[0], docs[-1]
        info.set_extent(start, file.tell() - start)
        self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())
