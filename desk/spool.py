"""Rows that the database has not taken yet, in a file: they outlast the program's end."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from desk.settings import data_folder

_log = logging.getLogger(__name__)
Row = TypeVar("Row")


def spool_file(rows: str, *whose: str) -> Path:
    """Return the file for rows that a database has not taken: never given to another one.

    `whose` is the database's address, and what else tells two programs of one person apart.
    """
    return data_folder() / f"{rows}-{hashlib.sha256(chr(0).join(whose).encode()).hexdigest()[:12]}.jsonl"


class Spool(Generic[Row]):
    """One row a line. A disk that takes nothing is logged: the rows still wait in memory."""

    def __init__(self, path: Path | None, kind: type[Row]) -> None:
        """`kind` is a frozen dataclass of texts, numbers, times and enums; `path` None keeps nothing."""
        self._path = path
        self._decoder = msgspec.json.Decoder(kind)

    def keep(self, rows: Iterable[Row]) -> None:
        """Add rows; when this returns they are on the disk."""
        self._write(rows, os.O_APPEND)

    def replace(self, rows: Iterable[Row]) -> None:
        """Keep these rows and no others."""
        rows = list(rows)
        if rows:
            self._write(rows, os.O_TRUNC)
        elif self._path is not None:
            try:
                self._path.unlink(missing_ok=True)
            except OSError as error:
                _log.warning("the kept rows can't be removed: %s", error.strerror)

    def rows(self) -> list[Row]:
        """Return the rows that were kept; a line that a crash has cut is left out."""
        if self._path is None:
            return []
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            _log.warning("the kept rows can't be read: %s", error.strerror)
            return []
        found = [self._row(line) for line in lines if line]
        if None in found:
            _log.warning("%d lines of the kept rows can't be read", found.count(None))
        return [row for row in found if row is not None]

    def _row(self, line: bytes) -> Row | None:
        try:
            return self._decoder.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None

    def _write(self, rows: Iterable[Row], how: int) -> None:
        # A line begins with its break: the one before it may have been cut by a crash.
        data = b"".join(b"\n" + msgspec.json.encode(row) for row in rows)
        if self._path is None or not data:
            return
        try:
            # Nobody else's business: the file says who called, or who listened to whom.
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | how, 0o600)
            with open(file, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(file)
        except OSError as error:
            _log.warning("rows can't be kept on this machine: %s", error.strerror)
