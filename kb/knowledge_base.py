"""The one door to the knowledge base: entries from the database, searches from the index.

NumPy is imported by `open`, which a desk calls in a thread beside its window, and Whoosh by the first
write: together they take a quarter of a second.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Engine

from kb.article import Article, Hit
from kb.clock import Clock, database_time, today
from kb.editing import due
from kb.errors import IndexBusyError
from kb.learning import wording
from kb.pinned import PinBoard, Pinned
from kb.publishing import Progress as Telling
from kb.query import Glossary, understand
from kb.store import PutResult, Store

if TYPE_CHECKING:
    from kb.index import Index, Progress, Snapshot
    from kb.slips import Slips

_log = logging.getLogger(__name__)
_USES_EVERY = 30.0
_WHOLE_EVERY = 1.5  # seconds: every second time for a desk that follows each second
_SYNONYM = 0.6


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How the index differs from the database: codes that are missing, left over, and not as they are now."""

    entries: int
    indexed: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell that the index holds just what the database does."""
        return not (self.missing or self.extra or self.stale)


class KnowledgeBase:
    """Search and keep knowledge entries; one thread may search while another refreshes."""

    def __init__(
        self,
        engine: Engine,
        index_dir: Path,
        terms: Path | None = None,
        clock: Clock = database_time,
    ) -> None:
        self.store = Store(engine, clock)
        self._pins = PinBoard()
        self._folder = Path(index_dir)
        self._terms = terms  # the folder with synonyms.txt and pinyin.txt
        self._glossary = Glossary()
        self._slips: Slips | None = None
        self._made: Index | None = None
        self._making = threading.Lock()
        self._uses: dict[str, int] = {}
        self._uses_read = 0.0
        self._refreshed = 0.0
        self._uses_guard = threading.Lock()

    def open(self, progress: Progress | None = None) -> None:
        """Open the index, building it when there is none that can be used, and bring it up to date."""
        self._index.open(progress)
        self.refresh()
        self._read_uses()
        self.search("热身")  # loads the converter, which the first keystroke would otherwise wait for

    def close(self) -> None:
        """Let go of the index's files."""
        if self._made is not None:
            self._made.close()

    @property
    def count(self) -> int:
        """How many entries a search sees."""
        return self._made.snapshot.count if self._made is not None else 0

    @property
    def uses(self) -> Mapping[str, int]:
        """How often each entry settled a call, as of the last half minute; another object when it changed."""
        return self._uses

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """Return the entries that answer `query`, best first; `query` may still be being typed."""
        return self._search(self._made.snapshot if self._made is not None else None, query, limit)

    def trial(self, article: Article) -> Callable[[str, int], list[Hit]]:
        """Return a search that finds as if `article` were published."""
        from kb.overlay import overlay

        index = self._index
        snapshot = overlay(index.snapshot, article, today(), index.base)
        return lambda query, limit: self._search(snapshot, query, limit)

    def _search(self, snapshot: Snapshot | None, query: str, limit: int) -> list[Hit]:
        prepared = understand(query, self._glossary)
        if snapshot is None or self._slips is None or not snapshot.count:
            return []
        from kb.search import search

        return search(snapshot, prepared, limit, today(), self._uses, self._slips)

    def terms(self, question: str) -> dict[str, float]:
        """Return what a question is about, as the search sees it: terms with weights, other words' less."""
        prepared = understand(question, self._glossary)
        words = {term: weight for term, weight in prepared.terms.items() if len(term) > 1}
        return dict.fromkeys(prepared.synonyms, _SYNONYM) | (words or prepared.terms)

    def pinned(self, query: str = "", queue: str = "", kind: str = "") -> tuple[Pinned, ...]:
        """Return the agreed answers to show above the results of such a call, as of the last refresh."""
        return self._pins.find(query, queue, kind)

    def article(self, code: str) -> Article | None:
        """Return a published entry from the database."""
        return self.store.article(code)

    def put(self, articles: Sequence[Article], author: str) -> int:
        """Publish entries; return how many were new or changed."""
        return self.put_counted(articles, author).changed

    def put_counted(
        self, articles: Sequence[Article], author: str, progress: Telling | None = None
    ) -> PutResult:
        """Publish entries; return how many were added, updated and unchanged.

        `progress` may return False to stop it: `CancelledError`, and nothing was changed.
        """
        result = self.store.put(articles, author, progress)
        if result.changed:
            self.refresh()
        return result

    def remove(self, code: str, author: str = "") -> bool:
        """Withdraw an entry, its revisions kept; tell whether it was there."""
        there = self.store.remove(code, author)
        if there:
            self.refresh()
        return there

    def refresh(self) -> int:
        """Do what is due by the clock, bring changes of the database into the index; return how many.

        Another process that is just writing the same index does the work for us: 0 then.
        """
        self._refreshed = time.monotonic()
        try:
            due.carry_out(self.store.engine, self.store.clock)
        except Exception as error:  # a desk that may only read, or that waits for a lock, still searches
            _log.warning("what is due in the knowledge base was not done: %s", type(error).__name__)
        self._pins.read(self.store)
        if time.monotonic() - self._uses_read > _USES_EVERY:
            self._read_uses()
        return self._catch_up()

    def follow(self) -> int:
        """Refresh each second: every second time it is one short query, for what others have published."""
        if time.monotonic() - self._refreshed > _WHOLE_EVERY:
            return self.refresh()
        return self._catch_up()

    def _catch_up(self) -> int:
        try:
            return self._index.refresh()
        except IndexBusyError:
            return 0

    def reindex(self, progress: Progress | None = None) -> int:
        """Rebuild the index from the database; return how many entries it holds."""
        return self._index.rebuild(progress)

    def check(self) -> CheckReport:
        """Compare the index with the database, entry by entry: the text, and all that is kept beside it."""
        from kb.arrays import stored_values

        indexed: dict[str, dict[str, Any]] = {}
        twice: list[str] = []
        for part in self._index.snapshot.parts:
            gone = set(part.deleted.tolist())
            for doc in range(part.arrays.count):
                if doc not in gone:
                    values = part.arrays.values(doc)
                    if values["code"] in indexed:
                        twice.append(values["code"])
                    indexed[values["code"]] = values
        entries, total = 0, self.count
        missing, stale = [], []
        for entry in self.store.all():
            entries += 1
            known = indexed.pop(entry.article.code, None)
            if known is None:
                missing.append(entry.article.code)
            elif _unordered(known) != _unordered(stored_values(entry)):
                stale.append(entry.article.code)
        return CheckReport(entries, total, tuple(missing), tuple(sorted([*indexed, *twice])), tuple(stale))

    def record_use(self, code: str) -> None:
        """Count one direct answer from an entry."""
        self.store.record_use(code)
        with self._uses_guard:
            self._uses = self._uses | {code: self._uses.get(code, 0) + 1}

    def learn(self, query: str, code: str) -> None:
        """Note that an entry was chosen for a question: it is found sooner for like ones, at every desk."""
        question = wording(query)
        if question:
            self.store.learn(code, question)

    def suggest(self, code: str, revision: int, words: str, call_id: str = "", agent: str = "") -> None:
        """Tell the editors that something is wrong with an entry; `words` say what."""
        self.store.suggest(code, revision, words, call_id, agent)

    @property
    def _index(self) -> Index:
        with self._making:
            if self._made is None:
                from kb.index import Index
                from kb.slips import Slips
                from kb.syllables import Syllables

                syllables = Syllables()
                if self._terms is not None:
                    self._glossary = Glossary.read(self._terms / "synonyms.txt")
                    syllables = Syllables.read(self._terms / "pinyin.txt")
                self._slips = Slips(self._glossary, syllables)
                self._made = Index(self._folder, self.store)
            return self._made

    def _read_uses(self) -> None:
        uses = self.store.uses()
        with self._uses_guard:
            self._uses = uses
            self._uses_read = time.monotonic()


def _unordered(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry's values for comparing: one that is chosen once more changes only the order."""
    return {**values, "chosen": sorted(values["chosen"])}
