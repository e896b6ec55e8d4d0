"""Queries on what is public in the knowledge base: the database is the truth, the index a copy.

The caller gives the `Engine` (SQLite or PostgreSQL) and migrates the tables of `kb.schema`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from kb.article import Article
from kb.clock import Clock, database_time
from kb.content import article_in
from kb.learning import learn, questions
from kb.publishing import Progress, PutResult, changing, chunks, make_counter
from kb.schema import (
    CODE_LENGTH,
    changes,
    counter,
    create_all,
    entries,
    metadata,
    revisions,
    suggestions,
    uses,
)

__all__ = ["CODE_LENGTH", "Changes", "Entry", "PutResult", "Store", "create_all", "metadata"]

_NEVER = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A published entry with what the index needs besides the article.

    An entry that somebody doubts counts as never confirmed until it is confirmed again. `chosen` are the
    questions from which it settled calls.
    """

    article: Article
    initials: str
    pinyin: str
    confirmed_on: date
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a number: entries as they are now, and codes that are gone."""

    last: int
    entries: tuple[Entry, ...]
    removed: tuple[str, ...]


class Store:
    """Queries on the knowledge base's tables; one transaction a method, safe from any thread."""

    def __init__(self, engine: Engine, clock: Clock = database_time) -> None:
        self.engine = engine
        self.clock = clock

    def base(self) -> tuple[str, int]:
        """Return the database's own id and the number of its newest change."""
        with self.engine.begin() as connection:
            row = connection.execute(sa.select(counter.c.base, counter.c.last)).first()
            if row is None:
                make_counter(connection)
                row = connection.execute(sa.select(counter.c.base, counter.c.last)).one()
            return row.base, row.last

    def count(self) -> int:
        """Return how many entries are published."""
        with self.engine.connect() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(entries)).scalar_one()

    def article(self, code: str) -> Article | None:
        """Return one published entry."""
        with self.engine.connect() as connection:
            row = connection.execute(sa.select(entries).where(entries.c.code == code)).first()
        return None if row is None else article_in(row, row.revision)

    def articles(self, codes: Sequence[str]) -> dict[str, Article]:
        """Return the published entries of `codes`."""
        found: dict[str, Article] = {}
        with self.engine.connect() as connection:
            for chunk in chunks(codes):
                rows = connection.execute(sa.select(entries).where(entries.c.code.in_(chunk)))
                found |= {row.code: article_in(row, row.revision) for row in rows}
        return found

    def all(self) -> Iterator[Entry]:
        """Yield every published entry in the order of codes, read in chunks."""
        after = ""
        while True:
            with self.engine.connect() as connection:
                rows = connection.execute(
                    sa.select(entries).where(entries.c.code > after).order_by(entries.c.code).limit(1000)
                ).all()
                found = _entries(connection, rows)
            if not rows:
                return
            yield from found
            after = rows[-1].code

    def since(self, number: int, limit: int = 1000) -> Changes:
        """Return the changes after `number`, at most `limit` of them, each code once."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                sa.select(changes.c.number, changes.c.code)
                .where(changes.c.number > number)
                .order_by(changes.c.number)
                .limit(limit)
            ).all()
            if not rows:
                return Changes(number, (), ())
            codes = sorted({row.code for row in rows})
            found: list[Entry] = []
            for chunk in chunks(codes):
                query = sa.select(entries).where(entries.c.code.in_(chunk))
                found += _entries(connection, connection.execute(query).all())
        present = {entry.article.code for entry in found}
        removed = tuple(code for code in codes if code not in present)
        return Changes(rows[-1].number, tuple(found), removed)

    def put(self, articles: Sequence[Article], author: str, progress: Progress | None = None) -> PutResult:
        """Publish `articles` in one transaction; the last of a repeated code wins.

        An entry whose content is what is published already gets no new revision.
        """
        with changing(self.engine) as edition:
            return edition.publish(articles, author, self.clock(edition.connection), progress=progress)

    def remove(self, code: str, author: str) -> bool:
        """Withdraw an entry, keeping its revisions; tell whether it was there."""
        with changing(self.engine) as edition:
            return edition.withdraw(code, author, self.clock(edition.connection))

    def confirm(self, codes: Iterable[str], on: date) -> None:
        """Note that somebody found these entries still true `on` that day."""
        with changing(self.engine) as edition:
            edition.set(codes, self.clock(edition.connection), confirmed_on=on, state="published")

    def history(self, code: str) -> tuple[Article, ...]:
        """Return every revision of an entry that was published, oldest first."""
        query = sa.select(revisions).where(revisions.c.code == code, revisions.c.action == "published")
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(revisions.c.revision))
            return tuple(article_in(row, row.revision) for row in rows)

    def record_use(self, code: str) -> None:
        """Count one direct answer from an entry."""
        now = datetime.now(UTC)
        more = sa.update(uses).where(uses.c.code == code).values(uses=uses.c.uses + 1, last_used_at=now)
        with self.engine.begin() as connection:
            if connection.execute(more).rowcount:
                return
            try:
                with connection.begin_nested():
                    connection.execute(sa.insert(uses).values(code=code, uses=1, last_used_at=now))
            except sa.exc.IntegrityError:  # another desk was first
                connection.execute(more)

    def learn(self, code: str, question: str) -> None:
        """Note that an entry was chosen for a question."""
        learn(self.engine, self.clock, code, question)

    def suggest(self, code: str, revision: int, words: str, call_id: str, agent: str) -> None:
        """Keep a call-taker's word on an entry."""
        with self.engine.begin() as connection:
            connection.execute(
                sa.insert(suggestions).values(
                    code=code,
                    revision=revision,
                    words=words,
                    call_id=call_id,
                    agent=agent,
                    at=self.clock(connection),
                )
            )

    def uses(self) -> dict[str, int]:
        """Return how often each entry settled a call; entries never used are left out."""
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(uses.c.code, uses.c.uses)).all()
        return {row.code: row.uses for row in rows}


def _entries(connection: Connection, rows: Sequence[sa.Row[Any]]) -> list[Entry]:
    chosen = questions(connection, [row.code for row in rows])
    return [
        Entry(
            article_in(row, row.revision),
            row.initials,
            row.pinyin,
            confirmed_in(row),
            tuple(chosen.get(row.code, ())),
        )
        for row in rows
    ]


def confirmed_in(row: sa.Row[Any]) -> date:
    """Return when a public entry was last found true; what somebody doubts never was."""
    confirmed: date = row.confirmed_on if row.state == "published" else _NEVER
    return confirmed
