"""Keeps a lead's alarms and the database together: thresholds come from it, what happens is logged."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.figures.alarms import Alarm, AlarmChange, Alarms, Key, Threshold
from desk.figures.day import Board
from desk.figures.readings import readings
from telephony.floor.views import FloorView

if TYPE_CHECKING:
    from desk.records.floor import FloorRecords

_log = logging.getLogger(__name__)
_THRESHOLDS_EVERY = timedelta(seconds=10)  # another lead may have changed them
_STANDING = timedelta(hours=24)


class AlarmKeeper:
    """The alarms of one lead's board; its methods belong to one worker.

    A database that is away stops no alarm: what happened meanwhile is logged when it is back.
    """

    def __init__(self, records: FloorRecords, lead: str) -> None:
        self.trouble: Exception | None = None
        self.thresholds: tuple[Threshold, ...] = ()
        self._records = records
        self._lead = lead
        self._alarms: Alarms | None = None
        self._read: datetime | None = None
        self._unlogged: list[AlarmChange] = []

    @property
    def active(self) -> tuple[Alarm, ...]:
        """The alarms that are not cleared, those to be acknowledged first."""
        return self._alarms.active if self._alarms is not None else ()

    def turn(self, view: FloorView, board: Board, now: datetime) -> list[AlarmChange]:
        """Hold what is against the thresholds; return what has changed, once."""
        from desk.records.errors import RecordsError

        self.trouble = None
        try:
            self._read_thresholds(now)
        except RecordsError as error:
            self._note(error)
        if self._alarms is None:
            return []
        values = readings(self.thresholds, view, board, now)
        changes = self._alarms.update(self.thresholds, values, now)
        self._log(changes)
        return changes

    def acknowledge(self, key: Key, now: datetime) -> AlarmChange:
        """Note that the lead has seen an alarm; raise `IllegalTransition` when it is not raised."""
        alarms = self._alarms or Alarms()
        change = alarms.acknowledge(key, self._lead, now)
        self._log([change])
        return change

    def reread(self) -> None:
        """Have the thresholds read at the next turn, because the lead has just changed one."""
        self._read = None

    def _read_thresholds(self, now: datetime) -> None:
        if self._read is not None and timedelta() <= now - self._read < _THRESHOLDS_EVERY:
            return
        thresholds = self._records.thresholds()
        if self._alarms is None:
            self._alarms = Alarms(self._records.standing_alarms(self._lead, now - _STANDING))
        self.thresholds, self._read = thresholds, now

    def _log(self, changes: list[AlarmChange]) -> None:
        from desk.records.errors import RecordsError

        self._unlogged += changes
        if not self._unlogged:
            return
        try:
            self._records.log_alarms(self._lead, self._unlogged)
        except RecordsError as error:
            self._note(error)
        else:
            self._unlogged = []

    def _note(self, error: Exception) -> None:
        if self.trouble is None:
            _log.warning("alarms can't be logged for now: %s", type(error).__name__)
        self.trouble = error
