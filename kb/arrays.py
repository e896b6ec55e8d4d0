"""A Whoosh segment as NumPy arrays in one mapped file beside it: what a search reads.

Whoosh answers through Python objects, one call a posting, and takes 50 ms and more. A segment never
changes once written, so its postings are decoded once into numbers and impacts (the BM25 part that does
not depend on the query; `kb.packed`), and searching is a few array operations. The file is derived: it
can be made again from the segment, and goes when the segment goes.

There are two kinds of lists of postings, told apart by the upper bit of a term's key: those of
*questions* (the title, each similar question and each wording for which the entry was chosen has a number
of its own, `question_starts` tells which are a document's) for characters, words and pairs; and
those of *documents*, all fields together, for pairs and words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from kb import analysis
from kb.article import Article, article_values
from kb.segment_file import intact, read_arrays

FIELDS = ("title", "similar", "chosen", "about", "answer")
TEXT = 1 << 62  # of the keys of terms in documents
CHECKED_UP_TO = 32 << 20
_KEPT = 2000
_BITS = 21  # of a key's second character; the first one stands above them
SHIFT, SECOND = np.uint64(_BITS), np.uint64((1 << _BITS) - 1)
HASHED = 1 << 60  # keys from here are of words


def term_key(term: str) -> int:
    """Return a term's key: exact for a character and for two Han characters, else a 56-bit hash."""
    if len(term) == 1:
        return ord(term) << _BITS
    if len(term) == 2 and not term.isascii():
        return ord(term[0]) << _BITS | ord(term[1])
    return _hashed(term)


@lru_cache(5000)
def _hashed(term: str) -> int:
    return HASHED | int.from_bytes(blake2b(term.encode(), digest_size=7).digest(), "big")


def keys_of(terms: Sequence[str], *, plain: bool = False) -> npt.NDArray[np.uint64]:
    """Return the keys of terms; `plain` says that all are single characters, or all two Han characters."""
    if not plain:
        return np.fromiter(map(term_key, terms), np.uint64, len(terms))
    codes = np.frombuffer("".join(terms).encode("utf-32-le"), "<u4").astype(np.uint64)
    if len(codes) == len(terms):
        return codes << SHIFT
    return codes[::2] << SHIFT | codes[1::2]


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with its title simplified (character by character), its sound, and what it was chosen for."""

    article: Article
    plain: str
    initials: str
    pinyin: str
    chosen: tuple[str, ...]


class _Beside(msgspec.Struct):
    """What is stored with an entry, beside the article itself."""

    plain: str
    initials: str
    pinyin: str
    chosen: tuple[str, ...]


# Twice read with a type is faster than once read without one and put together in Python.
_ARTICLE, _BESIDE = msgspec.json.Decoder(Article), msgspec.json.Decoder(_Beside)


class SegmentArrays:
    """The arrays of one segment, mapped read-only; safe to read from any thread."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self._path = path
        arrays, header, self.checked = read_arrays(path, CHECKED_UP_TO)
        self.averages: dict[str, float] = header["averages"]
        self.count: int = header["count"]
        self.keys, self.starts = arrays["keys"], arrays["starts"]
        self.postings = arrays["postings"]
        self.question_starts = arrays["question_starts"]
        self.masses, self.pair_counts = arrays["masses"], arrays["pair_counts"]
        self.valid_from, self.valid_until = arrays["valid_from"], arrays["valid_until"]
        self.confirmed, self.lengths = arrays["confirmed"], arrays["lengths"]
        self.initials, self.initial_starts = arrays["initials"], arrays["initial_starts"]
        self.initial_keys, self.initial_docs = arrays["initial_keys"], arrays["initial_docs"]
        self.pinyins, self.pinyin_starts = arrays["pinyins"], arrays["pinyin_starts"]
        self.pinyin_keys, self.pinyin_docs = arrays["pinyin_keys"], arrays["pinyin_docs"]
        self._entry_starts, self._entries = arrays["entry_starts"], arrays["entries"]
        self._code_keys, self._code_docs = arrays["code_keys"], arrays["code_docs"]
        self._words = arrays["words"]
        self._articles: dict[int, Article] = {}

    @property
    def questions(self) -> int:
        """How many questions the documents have together."""
        return len(self.masses)

    def intact(self) -> bool:
        """Compare the file's checksum unless that was done when it was opened."""
        self.checked = self.checked or intact(self._path)
        return self.checked

    def values(self, doc: int) -> dict[str, Any]:
        """Return a document's stored values."""
        stored: dict[str, Any] = msgspec.json.decode(self._stored(doc))
        return stored

    def article(self, doc: int) -> Article:
        """Return a document's entry; the ones read before are kept."""
        article = self._articles.get(doc)
        if article is None:
            article = _ARTICLE.decode(self._stored(doc))
            if len(self._articles) >= _KEPT:
                self._articles = {}
            self._articles[doc] = article
        return article

    def entry(self, doc: int) -> Shown:
        """Return a document's entry with what is kept beside it, from which a hit says why it was found."""
        beside = _BESIDE.decode(self._stored(doc))
        return Shown(self.article(doc), beside.plain, beside.initials, beside.pinyin, beside.chosen)

    def _stored(self, doc: int) -> bytes:
        start, end = int(self._entry_starts[doc]), int(self._entry_starts[doc + 1])
        entry: bytes = self._entries[start:end].tobytes()
        return entry

    def find(self, code: str) -> int | None:
        """Return the document of a code, deleted or not."""
        key = np.uint64(code_key(code))
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
        "plain": analysis.same_length(entry.article.title),
        "initials": entry.initials,
        "pinyin": entry.pinyin,
        "confirmed_on": entry.confirmed_on.isoformat(),
        "chosen": list(entry.chosen),
    }


def document_of(values: dict[str, Any]) -> dict[str, str]:
    """Return an entry's stored values as the texts of the index's fields."""
    about = (*values["keywords"], values["category"], values["department"])
    document = {
        "code": values["code"],
        "entry": json.dumps(values, ensure_ascii=False, separators=(",", ":")),
        "title": analysis.simplify(values["title"]),
        "similar": analysis.simplify("\n".join(values["similar"])),
        "chosen": analysis.simplify("\n".join(values["chosen"])),
        "about": analysis.simplify("\n".join(about)),
        "answer": analysis.simplify(values["answer"]),
    }
    return {name: text for name, text in document.items() if text}


def code_key(code: str) -> int:
    """Return the hash by which a code is found."""
    return int.from_bytes(blake2b(code.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
