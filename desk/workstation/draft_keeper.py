"""Keeps drafts in the records: stored as typed, tried again until they are, read at the start.

What the records do not take outlasts the end of the program on this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desk.records.views import OrderDraft, OrderView, UnfinishedCall
from desk.spool import Spool
from desk.workstation.call_form import CallForm
from desk.workstation.ports import Ports

_AGAIN_MS = 2000


@dataclass(frozen=True, slots=True)
class LeftCall:
    """What an earlier start has left of a call, or of an order without one."""

    call_id: str
    draft: OrderDraft | None
    orders: tuple[OrderView, ...]  # have left in it, the oldest first
    answers: tuple[str, ...]
    record: UnfinishedCall | None = None  # when it has no wrap-up


class DraftKeeper(QObject):
    """The newest draft of each call is stored; an older one on its way is overtaken."""

    stored = Signal(object)  # OrderDraft
    failed = Signal(str, object)  # call id, the exception
    wanted = Signal(str)  # call id: what stands there now is to be stored

    def __init__(self, ports: Ports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self._spool = Spool(ports.draft_spool, OrderDraft)
        self._spooled = self._spool.rows()
        self._owed = {draft.call_id: draft for draft in self._spooled}
        self._under_way: dict[str, OrderDraft] = {}

    def store(self, draft: OrderDraft) -> None:
        """Store a draft, and ask for it again when that does not work."""
        records, call_id = self._ports.records, draft.call_id
        self._under_way[call_id] = draft

        def done(_: object) -> None:
            self.forget(call_id)
            self.stored.emit(draft)

        def failed(error: Exception) -> None:
            self._owed[call_id] = self._under_way.pop(call_id, draft)
            self._keep_on_disk(self._owed)
            self.failed.emit(call_id, error)
            QTimer.singleShot(_AGAIN_MS, self, partial(self.wanted.emit, call_id))

        self._ports.worker.submit(
            "records",
            lambda: records.save_draft(draft),
            done,
            failed,
            key=("draft", call_id),
        )

    def forget(self, call_id: str) -> None:
        """Owe nothing of a call any more."""
        self._under_way.pop(call_id, None)
        if self._owed.pop(call_id, None) is not None:
            self._keep_on_disk(self._owed)

    def spool(self) -> None:
        """Keep on this machine what the records do not have; nothing is written into them any more."""
        self._keep_on_disk(self._owed | self._under_way)

    def discard(self, call_id: str) -> None:
        """Remove a draft; one that stays is removed with the call's wrap-up."""
        self.forget(call_id)
        records = self._ports.records
        self._ports.worker.submit("records", lambda: records.discard_draft(call_id), None, lambda error: None)

    def read(self, call_id: str, found: Callable[[LeftCall], None], *, rings: bool) -> None:
        """Look what an earlier start has left of a call; of one that still rings no more than a draft."""
        records, owed = self._ports.records, self._owed.get(call_id)

        def job() -> LeftCall:
            draft = _newer(owed, records.draft(call_id))
            # What is read now takes turns with the card of who rings.
            return LeftCall(call_id, draft, (), ()) if rings else self._left(call_id, draft)

        self._ports.worker.submit("records", job, found, lambda error: None)

    def read_left(
        self, found: Callable[[tuple[LeftCall, ...]], None], failed: Callable[[Exception], None]
    ) -> None:
        """Read what an earlier start has left: calls without wrap-up, and drafts; the oldest first."""
        records, agent, owed = self._ports.records, self._ports.seat.agent, dict(self._owed)

        def job() -> tuple[LeftCall, ...]:
            drafts = {draft.call_id: draft for draft in reversed(records.drafts())}
            for call_id, draft in owed.items():
                drafts[call_id] = _newer(draft, drafts.pop(call_id, None)) or draft
            calls = {call.call_id: call for call in records.unfinished(agent)}
            return tuple(self._left(one, drafts.get(one), calls.get(one)) for one in drafts | calls)

        def arrived(left: tuple[LeftCall, ...]) -> None:
            for one in left:
                if one.draft is not None and one.call_id in owed:
                    self.store(one.draft)
            found(left)

        self._ports.worker.submit("records", job, arrived, failed, key="restore")

    def _left(self, call_id: str, draft: OrderDraft | None, record: UnfinishedCall | None = None) -> LeftCall:
        records, agent = self._ports.records, self._ports.seat.agent
        orders, answers = records.orders_of(agent, call_id), records.direct_answers(call_id)
        return LeftCall(call_id, draft, orders, answers, record)

    def _keep_on_disk(self, owed: Mapping[str, OrderDraft]) -> None:
        if list(owed.values()) != self._spooled:
            self._spooled = list(owed.values())
            self._spool.replace(self._spooled)


def _newer(owed: OrderDraft | None, stored: OrderDraft | None) -> OrderDraft | None:
    """Return the one of two drafts of a call that was written last."""
    if owed is None or stored is None or owed.updated_at is None or stored.updated_at is None:
        return owed or stored
    return owed if owed.updated_at > stored.updated_at else stored


def restored(left: LeftCall) -> CallForm:
    """Return the form of what an earlier start has left."""
    record = left.record
    number, came_at = (record.number, record.offered_at) if record is not None else ("", None)
    draft = left.draft or OrderDraft(left.call_id)
    if not draft.caller_number:
        draft = replace(draft, caller_number=number)
    form = CallForm(
        draft, answers=left.answers, came_at=came_at, restored=True, stored=left.draft is not None
    )
    form.take_orders(left.orders)
    return form
