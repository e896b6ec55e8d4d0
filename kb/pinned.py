"""One agreed answer: what is pinned to all desks, in memory, quick enough for each keystroke."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from kb.analysis import simplify
from kb.article import Article
from kb.clock import day_of
from kb.content import article_in
from kb.query import MAX_LENGTH
from kb.readings import by_characters
from kb.schema import entries, pins
from kb.store import Store, confirmed_in


@dataclass(frozen=True, slots=True)
class Pinned:
    """An entry to show above the results until a time, and whether it needs checking as a hit would."""

    article: Article
    until: datetime
    needs_checking: bool = False


@dataclass(frozen=True, slots=True)
class _Pin:
    pinned: Pinned
    starts: datetime
    words: tuple[str, ...]
    sounds: tuple[str, ...]  # of the words, each as initials and as syllables
    kinds: frozenset[str]
    queues: frozenset[str]

    def suits(self, plain: str, queue: str, kind: str) -> bool:
        """Tell whether such a call is to see it; a kind that is not known yet hides nothing."""
        if self.queues and queue not in self.queues:
            return False
        if self.kinds and kind and kind not in self.kinds:
            return False
        if not self.words:
            return True
        if any(word in plain or (len(plain) > 1 and plain in word) for word in self.words):
            return True
        letters = plain.replace(" ", "")
        return len(letters) > 1 and letters.isascii() and any(_heard(letters, each) for each in self.sounds)


def _heard(letters: str, sound: str) -> bool:
    """Tell whether typed letters begin a word's sound, or have the whole of one that is not too short."""
    return sound.startswith(letters) or (len(sound) > 2 and sound in letters)


def _pin(row: sa.Row[Any], today: date) -> _Pin:
    words = tuple(filter(None, (simplify(word).strip() for word in row.words)))
    sounds = [sound.replace(" ", "") for word in words for sound in by_characters(word)]
    article = article_in(row, row.revision)
    return _Pin(
        pinned=Pinned(article, row.ends, article.doubtful(confirmed_in(row), today)),
        starts=row.starts,
        words=words,
        sounds=tuple(filter(None, sounds)),
        kinds=frozenset(row.kinds),
        queues=frozenset(row.queues),
    )


class PinBoard:
    """The pins that are on or to come, as they were when they were last read."""

    def __init__(self) -> None:
        self._pins: tuple[_Pin, ...] = ()
        self._offset: tuple[datetime, float] | None = None

    def read(self, store: Store) -> None:
        """Read the pins; a moment, since only a few are on at a time."""
        with store.engine.connect() as connection:
            now = store.clock(connection)
            chosen = sa.select(*pins.c["starts", "ends", "words", "kinds", "queues"], *entries.c)
            rows = connection.execute(
                chosen.join(entries, entries.c.code == pins.c.code)
                .where(pins.c.ends > now)
                .order_by(pins.c.starts.desc(), pins.c.id.desc())
            ).all()
        self._pins = tuple(_pin(row, day_of(now)) for row in rows)
        self._offset = now, time.monotonic()

    def find(self, query: str, queue: str, kind: str) -> tuple[Pinned, ...]:
        """Return what is pinned now for such a call, the newest first."""
        if not self._pins or self._offset is None:
            return ()
        # the database's time, which went on since: this desk's clock may be wrong
        read, at = self._offset
        now = read + timedelta(seconds=time.monotonic() - at)
        plain = simplify(query[:MAX_LENGTH]).strip()
        found = {
            pin.pinned.article.code: pin.pinned
            for pin in reversed(self._pins)
            if pin.starts <= now < pin.pinned.until and pin.suits(plain, queue, kind)
        }
        return tuple(reversed(found.values()))
