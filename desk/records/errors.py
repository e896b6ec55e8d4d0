"""What can go wrong with the records that a person can mend, each with its sentence."""

from __future__ import annotations

import enum
import sqlite3

from sqlalchemy.exc import DBAPIError, ResourceClosedError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from desk.errors import UserError
from desk.language import translate


class Trouble(enum.Enum):
    """Kinds of trouble with the database."""

    LOCKED = "locked"  # another program keeps it locked
    DISK_FULL = "disk_full"
    UNREACHABLE = "unreachable"  # server down, folder missing, log-in refused
    READ_ONLY = "read_only"
    CORRUPT = "corrupt"
    TOO_NEW = "too_new"  # written by a newer version of this program
    TOO_OLD = "too_old"  # not made, or not migrated yet
    NOT_FOUND = "not_found"  # order, department or call
    FILE = "file"  # the file to import can't be read
    NOT_POSSIBLE = "not_possible"  # the order's state does not allow it


class RecordsError(UserError):
    """The records could not do what was asked; nothing was half done."""

    kind = Trouble.UNREACHABLE

    def __init__(self, detail: str = "") -> None:
        """Take technical text, free of a person's data, as `detail`."""
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        return _sentence(self.kind).format(detail=self.detail).strip()


class DatabaseLocked(RecordsError):
    """Somebody else keeps the database locked."""

    kind = Trouble.LOCKED


class DiskFull(RecordsError):
    """There is no room left for the database."""

    kind = Trouble.DISK_FULL


class DatabaseUnreachable(RecordsError):
    """The database can't be opened or the connection to it was lost."""

    kind = Trouble.UNREACHABLE


class DatabaseReadOnly(RecordsError):
    """The database may not be written."""

    kind = Trouble.READ_ONLY


class DatabaseCorrupt(RecordsError):
    """The file is not a database, or a damaged one."""

    kind = Trouble.CORRUPT


class DatabaseTooNew(RecordsError):
    """The database was written by a newer version of the program."""

    kind = Trouble.TOO_NEW


class DatabaseTooOld(RecordsError):
    """The database has not been made or migrated."""

    kind = Trouble.TOO_OLD


class NotFound(RecordsError):
    """There is no such record."""

    kind = Trouble.NOT_FOUND


class FileUnusable(RecordsError):
    """A file to import can't be read."""

    kind = Trouble.FILE


class NotPossible(RecordsError):
    """The record's state does not allow this."""

    kind = Trouble.NOT_POSSIBLE


class StatementFailed(Exception):
    """A statement failed by a mistake of the program; without the values, which may be a person's.

    PostgreSQL's own error message quotes the whole row that it refused.
    """


def _sentence(kind: Trouble) -> str:
    return {
        Trouble.LOCKED: translate(
            "Records", "The database is in use by another program. Nothing was lost; try again."
        ),
        Trouble.DISK_FULL: translate(
            "Records", "The disk is full. Make room, then try again; nothing was lost."
        ),
        Trouble.UNREACHABLE: translate("Records", "The database can't be reached: {detail}"),
        Trouble.READ_ONLY: translate("Records", "The database may not be written: {detail}"),
        Trouble.CORRUPT: translate(
            "Records", "The database is damaged or not a database. Restore it from a backup."
        ),
        Trouble.TOO_NEW: translate(
            "Records", "The database was written by a newer version ({detail}). Update this program."
        ),
        Trouble.TOO_OLD: translate(
            "Records", "The database is not made or not up to date. Run “desk init” first."
        ),
        Trouble.NOT_FOUND: translate("Records", "There is no record “{detail}”."),
        Trouble.FILE: translate("Records", "The file can't be read: {detail}"),
        Trouble.NOT_POSSIBLE: translate("Records", "The state of the order does not allow this ({detail})."),
    }[kind]


_SQLITE = {
    sqlite3.SQLITE_BUSY: DatabaseLocked,
    sqlite3.SQLITE_LOCKED: DatabaseLocked,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_PERM: DatabaseReadOnly,
    sqlite3.SQLITE_CORRUPT: DatabaseCorrupt,
    sqlite3.SQLITE_NOTADB: DatabaseCorrupt,
    sqlite3.SQLITE_CANTOPEN: DatabaseUnreachable,
    sqlite3.SQLITE_IOERR: DatabaseUnreachable,
}
_POSTGRES = {
    "53100": DiskFull,
    "55P03": DatabaseLocked,  # lock_timeout
    "57014": DatabaseLocked,  # statement_timeout
    "40P01": DatabaseLocked,  # deadlock
    "25006": DatabaseReadOnly,
    "42501": DatabaseReadOnly,
    "55000": DatabaseUnreachable,  # it is still recovering from a crash
    "XX001": DatabaseCorrupt,
    "XX002": DatabaseCorrupt,
}


def understood(error: SQLAlchemyError) -> RecordsError | None:
    """Return the error that a person can mend, or None when `error` is a mistake of the program."""
    if isinstance(error, PoolTimeout):
        return DatabaseLocked()
    if isinstance(error, ResourceClosedError):
        return DatabaseUnreachable("connection closed")
    if not isinstance(error, DBAPIError):
        return None
    original = error.orig
    code = getattr(original, "sqlite_errorcode", None)
    if code is not None:
        family = _SQLITE.get(code & 0xFF)
        return family(getattr(original, "sqlite_errorname", "")) if family else None
    state = getattr(original, "sqlstate", None) or ""
    if state in _POSTGRES:
        return _POSTGRES[state](state)
    if error.connection_invalidated or state[:2] in ("08", "28", "57", "3D") or state == "53300":
        return DatabaseUnreachable(state or "connection lost")
    if not state and type(original).__name__ == "OperationalError":
        # psycopg gives no SQLSTATE when it could not connect; its text may name the user, never a person
        return DatabaseUnreachable(str(original).splitlines()[0] if str(original) else "no connection")
    return None
