"""The connection to the records: one way to read, one to write for good, one to write soon.

SQLite in WAL mode takes one writer at a time; a transaction that begins as a reader and then writes
fails at once when another has written, so writers begin with BEGIN IMMEDIATE and wait their turn.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tenacity
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from desk.records.errors import DatabaseUnreachable, RecordsError, StatementFailed, understood

_STATEMENT_SECONDS = 30
_CACHE_KB = 1000  # a connection, of which a board has six; the system keeps the file in memory, too


class Database:
    """Engines for one URL; safe to use from any thread."""

    def __init__(self, url: str, lock_seconds: float = 5.0) -> None:
        """Prepare engines without connecting; `lock_seconds` is how long a writer waits for others."""
        try:
            parsed = make_url(url)
            self.dialect = parsed.get_backend_name()
            make = _sqlite if self.dialect == "sqlite" else _postgresql
            if self.dialect not in ("sqlite", "postgresql"):
                raise DatabaseUnreachable(f"{self.dialect}: sqlite or postgresql is needed")
            self._lasting = make(url, lock_seconds, True)
            self._soon = make(url, lock_seconds, False)
            self._knowledge: Engine | None = None
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise DatabaseUnreachable(type(error).__name__) from error

    @property
    def missing(self) -> bool:
        """Whether the SQLite file is not there yet: connecting would make an empty one."""
        path = self._soon.url.database
        return self.dialect == "sqlite" and bool(path) and not Path(str(path)).exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads and waits for nobody."""
        with _mended(), self._soon.connect() as connection:
            connection.execution_options(desk_begin="DEFERRED")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction whose commit outlasts a power cut."""
        with _mended(), self._lasting.begin() as connection:
            yield connection

    @contextmanager
    def writing_soon(self) -> Iterator[Connection]:
        """Open a transaction whose commit outlasts the program, if perhaps not a power cut.

        For what is written many times a minute and replaced the next second: drafts, a call under way.
        """
        with _mended(), self._soon.begin() as connection:
            yield connection

    @property
    def knowledge_engine(self) -> Engine:
        """The engine for the knowledge base, which keeps its own tables in the same database.

        Its transactions begin as readers: each of its writers takes a lock with its first statement.
        """
        if self._knowledge is None:
            self._knowledge = self._lasting.execution_options(desk_begin="DEFERRED")
            event.listen(self._knowledge, "handle_error", _understand)
        return self._knowledge

    def close(self) -> None:
        """Close all connections."""
        self._soon.dispose()
        self._lasting.dispose()


@contextmanager
def _mended() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        known = understood(error)
        # The chain would carry the driver's text, and with it a person's data, into a log.
        if known is not None:
            raise known from None
        if not isinstance(error, DBAPIError):
            raise
        what = f"{type(error.orig).__name__} in {error.statement}"
        raise StatementFailed(what).with_traceback(error.__traceback__) from None


def _understand(context: ExceptionContext) -> RecordsError | None:
    """Put the records' own error in the place of SQLAlchemy's: what is returned is raised."""
    error = context.sqlalchemy_exception
    return understood(error) if error is not None else None


def _sqlite(url: str, lock_seconds: float, lasting: bool) -> Engine:
    engine = create_engine(url, connect_args={"timeout": lock_seconds}, hide_parameters=True, pool_timeout=30)

    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # sqlite3 must not begin transactions of its own
        cursor = connection.cursor()
        _write_ahead(cursor, lock_seconds)
        cursor.execute(f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        cursor.close()

    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("desk_begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {mode}")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)
    return engine


def _write_ahead(cursor: Any, lock_seconds: float) -> None:
    """Have the file kept as WAL; of several who begin together SQLite refuses all but one without waiting."""
    busy = tenacity.retry_if_exception(
        lambda error: getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
    )
    stop, wait = tenacity.stop_after_delay(lock_seconds), tenacity.wait_random(0.005, 0.05)
    again = tenacity.Retrying(retry=busy, stop=stop, wait=wait, reraise=True)
    again(cursor.execute, "PRAGMA journal_mode=WAL")


def _postgresql(url: str, lock_seconds: float, lasting: bool) -> Engine:
    options = (
        f"-c lock_timeout={int(lock_seconds * 1000)} -c statement_timeout={_STATEMENT_SECONDS * 1000}"
        f" -c synchronous_commit={'on' if lasting else 'off'} -c timezone=UTC"
    )
    return create_engine(
        url,
        connect_args={"connect_timeout": 5, "options": options},
        hide_parameters=True,
        # a server that was restarted is noticed before the first statement, not by it
        pool_pre_ping=True,
        pool_size=3,
        max_overflow=5,
    )
