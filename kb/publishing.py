"""Changes of what is public, in one transaction that holds the counter.

Every change takes the next numbers of one counter row whose lock the writer holds until its commit. So
numbers become visible in order, and a desk that has seen number n can ask for everything after n
without missing the change of a slow writer.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from kb.article import Article
from kb.clock import day_of
from kb.content import article_in, columns_of, differs
from kb.errors import CancelledError
from kb.readings import initials_and_pinyin
from kb.schema import changes, counter, entries, revisions

CHUNK = 400
# Told how many of how many are done; False stops the work, and the transaction is undone.
Progress = Callable[[int, int], bool | None]


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


@contextmanager
def changing(engine: Engine) -> Iterator[Edition]:
    """Open a transaction that may change what is public, alone until its end."""
    with engine.begin() as connection:
        edition = Edition(connection)
        yield edition
        edition.note()


class Edition:
    """Changes of one transaction; `last` is the newest number given."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.last = _hold(connection)
        self._log: list[dict[str, Any]] = []

    def publish(
        self,
        articles: Sequence[Article],
        author: str,
        now: datetime,
        *,
        approved_by: str = "",
        reason: str = "",
        progress: Progress | None = None,
    ) -> PutResult:
        """Publish `articles`; the last of a repeated code wins.

        An entry whose content is what is published already gets no new revision. A new text is confirmed by
        being published; a withdrawal to come is of the entry, not of its text, and stays.
        """
        wanted = {article.code: article for article in articles}
        who = {"author": author, "approved_by": approved_by, "reason": reason}
        added = updated = done = 0
        for codes in chunks(sorted(wanted)):
            if progress is not None and progress(done, len(wanted)) is False:
                raise CancelledError
            new, renewed = self._publish_chunk([wanted[code] for code in codes], who, now)
            added, updated, done = added + new, updated + renewed, done + len(codes)
        if progress is not None and progress(done, len(wanted)) is False:
            raise CancelledError
        return PutResult(added, updated, len(wanted) - added - updated)

    def _publish_chunk(self, articles: list[Article], who: dict[str, str], now: datetime) -> tuple[int, int]:
        codes = [article.code for article in articles]
        current = self.public(codes)
        fresh = [article for article in articles if differs(current.get(article.code), article)]
        if not fresh:
            return 0, 0
        latest = self.latest_revisions(codes)
        gone = [article.code for article in fresh if article.code in current]
        leaving = self._leaving(gone)
        if gone:
            self.connection.execute(sa.delete(entries).where(entries.c.code.in_(gone)))
        rows, history = [], []
        for article in fresh:
            content = columns_of(article) | {
                "code": article.code,
                "revision": latest.get(article.code, 0) + 1,
                "approved_by": who["approved_by"],
            }
            initials, pinyin = initials_and_pinyin(article.title)
            rows.append(
                content
                | {
                    "initials": initials,
                    "pinyin": pinyin,
                    "confirmed_on": day_of(now),
                    "published_at": now,
                    "published_by": who["author"],
                    "withdraw_at": leaving.get(article.code),
                }
            )
            history.append(content | who | {"action": "published", "at": now})
            self.changed(article.code, content["revision"], now)
        self.connection.execute(sa.insert(entries), rows)
        self.connection.execute(sa.insert(revisions), history)
        return len(fresh) - len(gone), len(gone)

    def _leaving(self, codes: Sequence[str]) -> dict[str, datetime]:
        """Return when public entries will be withdrawn, for those that will be."""
        chosen = sa.select(entries.c.code, entries.c.withdraw_at)
        rows = self.connection.execute(
            chosen.where(entries.c.code.in_(codes), entries.c.withdraw_at.is_not(None))
        )
        return {row.code: row.withdraw_at for row in rows}

    def withdraw(self, code: str, author: str, now: datetime, reason: str = "") -> bool:
        """Take an entry away, keeping its revisions; tell whether it was there."""
        article = self.public([code]).get(code)
        if article is None:
            return False
        revision = self.latest_revisions([code]).get(code, 0) + 1
        self.connection.execute(sa.delete(entries).where(entries.c.code == code))
        about = {"code": code, "revision": revision, "action": "withdrawn"}
        who = {"author": author, "reason": reason, "at": now}
        self.connection.execute(sa.insert(revisions).values(columns_of(article) | about | who))
        self.changed(code, revision, now)
        return True

    def set(self, codes: Iterable[str], now: datetime, **values: object) -> None:
        """Change what is said about public entries beside their text: state, day of confirmation."""
        for chunk in chunks(sorted(set(codes))):
            self.connection.execute(sa.update(entries).where(entries.c.code.in_(chunk)).values(**values))
            self.touch(chunk, now)

    def touch(self, codes: Iterable[str], now: datetime) -> None:
        """Have every desk look at public entries again, though their text is as it was."""
        for chunk in chunks(sorted(set(codes))):
            there = sa.select(entries.c.code, entries.c.revision).where(entries.c.code.in_(chunk))
            for row in self.connection.execute(there):
                self.changed(row.code, row.revision, now)

    def public(self, codes: Sequence[str]) -> dict[str, Article]:
        """Return the public texts of `codes`."""
        rows = self.connection.execute(sa.select(entries).where(entries.c.code.in_(codes)))
        return {row.code: article_in(row, row.revision) for row in rows}

    def latest_revisions(self, codes: Sequence[str]) -> dict[str, int]:
        """Return the newest revision of each code that ever was public."""
        query = (
            sa.select(revisions.c.code, sa.func.max(revisions.c.revision))
            .where(revisions.c.code.in_(codes))
            .group_by(revisions.c.code)
        )
        return {row[0]: row[1] for row in self.connection.execute(query)}

    def changed(self, code: str, revision: int, now: datetime) -> None:
        """Have every desk look at an entry again."""
        self.last += 1
        self._log.append({"number": self.last, "code": code, "revision": revision, "at": now})

    def note(self) -> None:
        """Write down the changes, at the transaction's end."""
        if self._log:
            self.connection.execute(sa.insert(changes), self._log)
            self.connection.execute(sa.update(counter).values(last=self.last))


def make_counter(connection: Connection) -> None:
    """Make the counter's row unless another desk has made it."""
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(counter).values(id=1, base=uuid.uuid4().hex, last=0))
    except sa.exc.IntegrityError:
        return


def chunks(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield so many codes at a time as a statement may name."""
    for start in range(0, len(codes), CHUNK):
        yield codes[start : start + CHUNK]


def _hold(connection: Connection) -> int:
    """Hold the counter's row until the transaction's end; return the newest number."""
    hold = sa.update(counter).values(last=counter.c.last)
    if not connection.execute(hold).rowcount:
        make_counter(connection)
        connection.execute(hold)
    newest: int = connection.execute(sa.select(counter.c.last)).scalar_one()
    return newest
