"""The desks beside a hotline on paper: they write into the database, and what they wrote is read by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from desk.records import Records
from desk.records.tables import calls, direct_answers, orders
from desk.records.views import Outcome
from telephony.floor.facts import QueueCall
from telephony.snapshots import CallDirection, CallSnapshot, CallState
from tests.desk.figures.hotline import Written

_OWN = ("call_legs", "call_times", "calls", "direct_answers", "orders")


class Desks:
    """All desks of the hotline; `now` tells its time, as to the records."""

    def __init__(self, records: Records, now: Callable[[], datetime]) -> None:
        self._records = records
        self._now = now
        self._orders = 0

    def clear(self) -> None:
        """Begin with empty tables."""
        with self._records.database.writing() as connection:
            for table in _OWN:
                connection.exec_driver_sql(f"DELETE FROM {table}")

    def wrap_up(self, call: QueueCall, outcome: Outcome) -> None:
        """Let the seat that has, or had, the call say how it was settled."""
        assert call.left_at is not None
        offered = call.left_at - timedelta(seconds=2)
        ring = CallSnapshot(call.call_id, CallDirection.INBOUND, CallState.TALKING, offered_at=offered)
        self._records.call_offered(ring, call.seat)
        self._records.wrap_up(call.call_id, outcome, "")

    def answer_from_entry(self, call: QueueCall) -> None:
        """Let the seat settle the call from the knowledge base."""
        self._records.log_direct_answer(call.call_id, "A1", 1, "公积金", 3.0)

    def dispatch(self, call_id: str | None) -> None:
        """Let an order leave, in a call or without one; its history, which nobody may delete, is left out."""
        self._orders += 1
        at = self._now()
        values = {
            "number": str(self._orders), "call_id": call_id, "kind": "complaint", "state": "dispatched",
            "dispatched_at": at, "sign_due_at": at, "due_at": at,
        }  # fmt: skip
        with self._records.database.writing() as connection:
            connection.execute(orders.insert().values(**values))

    def written(self) -> Written:
        """Read all that was written, row by row."""
        settled: dict[str, bool] = {}
        with self._records.database.reading() as connection:
            for row in connection.execute(select(direct_answers)):
                settled[row.call_id] = True
            for row in connection.execute(select(calls).order_by(calls.c.offered_at)):
                if row.outcome is not None:
                    settled[row.call_id] = row.outcome == Outcome.DIRECT_ANSWER.value
            left = connection.execute(select(orders.c.dispatched_at, orders.c.call_id))
            return Written(settled, tuple((row.dispatched_at, row.call_id or "") for row in left))
