"""Rows of the audit log that the database has not taken yet, in a file: they outlast the program's end."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from desk.records.lead_log import ActionResult, LeadAction

_log = logging.getLogger(__name__)


class AuditSpool:
    """One row a line. A disk that takes nothing is logged: the rows still wait in memory."""

    def __init__(self, path: Path | None) -> None:
        """`path` None keeps nothing."""
        self._path = path

    def keep(self, rows: Iterable[LeadAction]) -> None:
        """Add rows; when this returns they are on the disk."""
        self._write(rows, os.O_APPEND)

    def replace(self, rows: Iterable[LeadAction]) -> None:
        """Keep these rows and no others."""
        rows = list(rows)
        if rows:
            self._write(rows, os.O_TRUNC)
        elif self._path is not None:
            try:
                self._path.unlink(missing_ok=True)
            except OSError as error:
                _log.warning("the kept audit rows can't be removed: %s", error.strerror)

    def rows(self) -> list[LeadAction]:
        """Return the rows that were kept; a line that a crash has cut is left out."""
        if self._path is None:
            return []
        try:
            lines = self._path.read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            _log.warning("the kept audit rows can't be read: %s", error.strerror)
            return []
        found = [_row(line) for line in lines if line]
        if None in found:
            _log.warning("%d lines of the kept audit rows can't be read", found.count(None))
        return [row for row in found if row is not None]

    def _write(self, rows: Iterable[LeadAction], how: int) -> None:
        # A line begins with its break: the one before it may have been cut by a crash.
        text = "".join(f"\n{_line(row)}" for row in rows)
        if self._path is None or not text:
            return
        try:
            # Nobody else's business: the file says who listened to whom.
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | how, 0o600)
            with open(file, "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(file)
        except OSError as error:
            _log.warning("audit rows can't be kept on this machine: %s", error.strerror)


def _line(row: LeadAction) -> str:
    return json.dumps(asdict(row) | {"at": row.at.isoformat(), "result": row.result.value})


def _row(line: str) -> LeadAction | None:
    try:
        values = json.loads(line)
        at, result = datetime.fromisoformat(values.pop("at")), ActionResult(values.pop("result"))
        return LeadAction(at=at, result=result, **{name: str(value) for name, value in values.items()})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
