"""The knowledge base's tables and the queries on them: the database is the truth, the index a copy.

The caller gives the `Engine` (SQLite or PostgreSQL) and migrates the tables from `metadata`;
`create_all` is for tests. Every change takes the next numbers of one counter row whose lock the
writer holds until its commit. So numbers become visible in order, and a desk that has seen number n
can ask for everything after n without missing the change of a slow writer.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from kb.analysis import initials_and_pinyin
from kb.article import Article

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CODE_LENGTH = 64


def _content() -> list[sa.Column[Any]]:
    return [
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("similar", sa.JSON, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("keywords", sa.JSON, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
    ]


entries = sa.Table(
    "kb_entries",
    metadata,
    sa.Column("code", sa.String(CODE_LENGTH), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    *_content(),
    # the title's sound, computed when it is written: the library for it is too heavy for a desk
    sa.Column("initials", sa.Text, nullable=False),
    sa.Column("pinyin", sa.Text, nullable=False),
    sa.Column("confirmed_on", sa.Date, nullable=False),
    sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("published_by", sa.Text, nullable=False),
)

revisions = sa.Table(
    "kb_revisions",
    metadata,
    sa.Column("code", sa.String(CODE_LENGTH), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("action", sa.String(16), nullable=False),
    *_content(),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("action IN ('published', 'withdrawn')", name="action"),
)

changes = sa.Table(
    "kb_changes",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("code", sa.String(CODE_LENGTH), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)

uses = sa.Table(
    "kb_uses",
    metadata,
    sa.Column("code", sa.String(CODE_LENGTH), primary_key=True),
    sa.Column("uses", sa.BigInteger, nullable=False),
    sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
)

# One row, made by the first writer: `last` is the newest change, `base` tells databases apart.
counter = sa.Table(
    "kb_counter",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("base", sa.String(32), nullable=False),
    sa.Column("last", sa.BigInteger, nullable=False),
)

_CONTENT = (
    "title",
    "answer",
    "similar",
    "department",
    "category",
    "keywords",
    "source",
    "valid_from",
    "valid_until",
)
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A published entry with what the index needs besides the article."""

    article: Article
    initials: str
    pinyin: str
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class PutResult:
    """How many entries a `put` added, updated and found unchanged."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def changed(self) -> int:
        """Entries that got a new revision."""
        return self.added + self.updated


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a number: entries as they are now, and codes that are gone."""

    last: int
    entries: tuple[Entry, ...]
    removed: tuple[str, ...]


def create_all(engine: Engine) -> None:
    """Make the tables without a migration (tests only)."""
    metadata.create_all(engine)


class Store:
    """Queries on the knowledge base's tables; one transaction a method, safe from any thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def base(self) -> tuple[str, int]:
        """Return the database's own id and the number of its newest change."""
        with self.engine.begin() as connection:
            row = connection.execute(sa.select(counter.c.base, counter.c.last)).first()
            if row is None:
                self._make_counter(connection)
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
        return None if row is None else _article(row)

    def all(self) -> Iterator[Entry]:
        """Yield every published entry in the order of codes, read in chunks."""
        after = ""
        while True:
            with self.engine.connect() as connection:
                rows = connection.execute(
                    sa.select(entries).where(entries.c.code > after).order_by(entries.c.code).limit(1000)
                ).all()
            if not rows:
                return
            yield from map(_entry, rows)
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
            for chunk in _chunks(codes):
                query = sa.select(entries).where(entries.c.code.in_(chunk))
                found += map(_entry, connection.execute(query))
        present = {entry.article.code for entry in found}
        removed = tuple(code for code in codes if code not in present)
        return Changes(rows[-1].number, tuple(found), removed)

    def put(self, articles: Sequence[Article], author: str) -> PutResult:
        """Publish `articles` in one transaction; the last of a repeated code wins.

        An entry whose content is what is published already gets no new revision.
        """
        wanted = {article.code: article for article in articles}
        now = datetime.now(UTC)
        added = updated = 0
        with self.engine.begin() as connection:
            last = self._lock(connection)
            for codes in _chunks(sorted(wanted)):
                current = {
                    row.code: _article(row)
                    for row in connection.execute(sa.select(entries).where(entries.c.code.in_(codes)))
                }
                latest = self._latest_revisions(connection, codes)
                fresh = [wanted[code] for code in codes if _differs(current.get(code), wanted[code])]
                if not fresh:
                    continue
                gone = [article.code for article in fresh if article.code in current]
                if gone:
                    connection.execute(sa.delete(entries).where(entries.c.code.in_(gone)))
                rows, history, log = [], [], []
                for article in fresh:
                    revision = latest.get(article.code, 0) + 1
                    last += 1
                    content = _columns(article)
                    initials, pinyin = initials_and_pinyin(article.title)
                    rows.append(
                        content
                        | {
                            "code": article.code,
                            "revision": revision,
                            "initials": initials,
                            "pinyin": pinyin,
                            "confirmed_on": now.date(),
                            "published_at": now,
                            "published_by": author,
                        }
                    )
                    history.append(
                        content
                        | {
                            "code": article.code,
                            "revision": revision,
                            "action": "published",
                            "author": author,
                            "at": now,
                        }
                    )
                    log.append({"number": last, "code": article.code, "revision": revision, "at": now})
                connection.execute(sa.insert(entries), rows)
                connection.execute(sa.insert(revisions), history)
                connection.execute(sa.insert(changes), log)
                updated += len(gone)
                added += len(fresh) - len(gone)
            connection.execute(sa.update(counter).values(last=last))
        return PutResult(added, updated, len(wanted) - added - updated)

    def remove(self, code: str, author: str) -> bool:
        """Withdraw an entry, keeping its revisions; tell whether it was there."""
        now = datetime.now(UTC)
        with self.engine.begin() as connection:
            last = self._lock(connection) + 1
            row = connection.execute(sa.select(entries).where(entries.c.code == code)).first()
            if row is None:
                return False
            revision = self._latest_revisions(connection, [code]).get(code, 0) + 1
            content = _columns(_article(row))
            connection.execute(sa.delete(entries).where(entries.c.code == code))
            connection.execute(
                sa.insert(revisions).values(
                    content
                    | {"code": code, "revision": revision, "action": "withdrawn", "author": author, "at": now}
                )
            )
            connection.execute(sa.insert(changes).values(number=last, code=code, revision=revision, at=now))
            connection.execute(sa.update(counter).values(last=last))
        return True

    def confirm(self, codes: Iterable[str], on: date) -> None:
        """Note that somebody found these entries still true `on` that day."""
        now = datetime.now(UTC)
        with self.engine.begin() as connection:
            last = self._lock(connection)
            for chunk in _chunks(sorted(set(codes))):
                connection.execute(
                    sa.update(entries).where(entries.c.code.in_(chunk)).values(confirmed_on=on)
                )
                rows = connection.execute(
                    sa.select(entries.c.code, entries.c.revision).where(entries.c.code.in_(chunk))
                ).all()
                log = [
                    {"number": last + place, "code": row.code, "revision": row.revision, "at": now}
                    for place, row in enumerate(rows, start=1)
                ]
                last += len(log)
                if log:
                    connection.execute(sa.insert(changes), log)
            connection.execute(sa.update(counter).values(last=last))

    def history(self, code: str) -> tuple[Article, ...]:
        """Return every revision of an entry that was published, oldest first."""
        query = sa.select(revisions).where(revisions.c.code == code, revisions.c.action == "published")
        with self.engine.connect() as connection:
            return tuple(map(_article, connection.execute(query.order_by(revisions.c.revision))))

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

    def uses(self) -> dict[str, int]:
        """Return how often each entry settled a call; entries never used are left out."""
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(uses.c.code, uses.c.uses)).all()
        return {row.code: row.uses for row in rows}

    def _lock(self, connection: Connection) -> int:
        """Hold the counter's row until the transaction's end; return the newest number."""
        held = connection.execute(sa.update(counter).values(last=counter.c.last)).rowcount
        if not held:
            self._make_counter(connection)
            connection.execute(sa.update(counter).values(last=counter.c.last))
        newest: int = connection.execute(sa.select(counter.c.last)).scalar_one()
        return newest

    @staticmethod
    def _make_counter(connection: Connection) -> None:
        try:
            with connection.begin_nested():
                connection.execute(sa.insert(counter).values(id=1, base=uuid.uuid4().hex, last=0))
        except sa.exc.IntegrityError:  # another desk made it
            return

    @staticmethod
    def _latest_revisions(connection: Connection, codes: Sequence[str]) -> dict[str, int]:
        query = (
            sa.select(revisions.c.code, sa.func.max(revisions.c.revision))
            .where(revisions.c.code.in_(codes))
            .group_by(revisions.c.code)
        )
        return {row[0]: row[1] for row in connection.execute(query)}


def _chunks(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(codes), _CHUNK):
        yield codes[start : start + _CHUNK]


def _columns(article: Article) -> dict[str, Any]:
    values = {name: getattr(article, name) for name in _CONTENT}
    return values | {"similar": list(article.similar), "keywords": list(article.keywords)}


def _differs(current: Article | None, wanted: Article) -> bool:
    return current is None or _columns(current) != _columns(wanted)


def _article(row: sa.Row[Any]) -> Article:
    values = {name: getattr(row, name) for name in _CONTENT}
    values |= {"similar": tuple(row.similar), "keywords": tuple(row.keywords)}
    return Article(code=row.code, revision=row.revision, **values)


def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(_article(row), row.initials, row.pinyin, row.confirmed_on)
