"""Writes down who did what: before it is asked, and what the PBX made of it."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desk.monitor.ports import Ports
from desk.monitor.rights import Deed
from desk.records.errors import RecordsError
from desk.records.lead_log import ActionResult, LeadAction
from desk.spool import Spool
from desk.timers import every
from telephony.errors import TelephonyError
from telephony.floor.facts import Watched

_AGAIN_MS = 3000
_MOST = 10_000  # rows that wait for the database


class Audit(QObject):
    """The log of actions. What the database can't take now is written when it answers again."""

    lost = Signal(object)  # the exception
    written = Signal()

    def __init__(self, ports: Ports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self._pending: deque[LeadAction] = deque(maxlen=_MOST)
        self._under_way: set[LeadAction] = set()  # given to the worker, and not written yet
        self._spool = Spool(ports.audit_spool, LeadAction)
        self._again = every(_AGAIN_MS, self._write_pending, self)
        ports.floor.watch_changed.connect(self._watched)

    @property
    def pending(self) -> int:
        """How many rows wait for the database."""
        return len(self._pending)

    def start(self) -> None:
        """Write what the last board of this desk could not."""
        self._pending.extend(self._spool.rows())
        if self._pending:
            self._again.start()

    def stop(self) -> None:
        """Try no more."""
        self._again.stop()

    def keep(self) -> None:
        """Keep for the next start what has not been written: the program ends."""
        self._spool.replace([*self._pending, *self._under_way])

    def begin(self, deed: Deed, pbx: str, target: str, detail: str) -> LeadAction:
        """Make the first row of a request."""
        now, who = self._ports.now(), self._ports.who
        return LeadAction(
            now, uuid.uuid4().hex, who.name, deed.value, ActionResult.ASKED, pbx, target, detail
        )

    def write_first(
        self, action: LeadAction, done: Callable[[], None], refused: Callable[[Exception], None]
    ) -> None:
        """Write a row and call `done` when it is safe, else `refused`."""
        records = self._ports.records
        self._ports.worker.submit("audit", lambda: records.log_action(action), lambda _: done(), refused)

    def write(self, action: LeadAction) -> None:
        """Write a row, later if the database is away."""
        records, under_way = self._ports.records, self._under_way

        def job() -> None:
            records.log_action(action)
            under_way.discard(action)

        def failed(error: Exception) -> None:
            under_way.discard(action)
            self._pending.append(action)
            self._spool.keep([action])
            self._again.start()
            self.lost.emit(error)

        under_way.add(action)
        self._ports.worker.submit("audit", job, lambda _: self.written.emit(), failed)

    def end(self, action: LeadAction, error: Exception | None) -> None:
        """Write what came of a request."""
        result = ActionResult.DONE if error is None else ActionResult.FAILED
        detail = action.detail if error is None else _reason(error)
        self.write(replace(action, at=self._ports.now(), result=result, detail=detail))

    def _watched(self, fact: Watched) -> None:
        """Write when listening began and ended, as the PBX reported it; each board tells of its own lead."""
        if not self._ports.who.is_at(fact.lead):
            return
        at: datetime = fact.ended_at or fact.began_at
        self.write(
            LeadAction(
                at,
                f"{fact.seat} {fact.began_at.isoformat()}",
                self._ports.who.name,
                fact.mode,
                ActionResult.BEGAN if fact.ended_at is None else ActionResult.ENDED,
                fact.pbx,
                fact.seat,
                "told" if fact.told else "not told",
            )
        )

    def _write_pending(self) -> None:
        if not self._pending:
            self._again.stop()
            return
        rows, records = tuple(self._pending), self._ports.records

        def job() -> int:
            for number, row in enumerate(rows):
                try:
                    records.log_action_once(row)
                except RecordsError:
                    return number
            return len(rows)

        def done(count: int) -> None:
            for _ in range(count):
                self._pending.popleft()
            if count:
                self._spool.replace(self._pending)
                self.written.emit()

        self._ports.worker.submit("audit", job, done, key="pending actions")


def _reason(error: Exception) -> str:
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, TelephonyError) else name
