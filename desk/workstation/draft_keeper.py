"""Keeps drafts in the records: stored as typed, tried again until they are, read at the start."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desk.records.views import OrderDraft
from desk.workstation.ports import Ports

_AGAIN_MS = 2000

Left = tuple[tuple[OrderDraft, ...], tuple[str, ...]]  # drafts, and calls without wrap-up, oldest first


class DraftKeeper(QObject):
    """The newest draft of each call is stored; an older one on its way is overtaken."""

    stored = Signal(object)  # OrderDraft
    failed = Signal(str, object)  # call id, the exception
    wanted = Signal(str)  # call id: what stands there now is to be stored

    def __init__(self, ports: Ports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports

    def store(self, draft: OrderDraft) -> None:
        """Store a draft, and ask for it again when that does not work."""
        records, call_id = self._ports.records, draft.call_id

        def failed(error: Exception) -> None:
            self.failed.emit(call_id, error)
            QTimer.singleShot(_AGAIN_MS, self, partial(self.wanted.emit, call_id))

        self._ports.worker.submit(
            "records",
            lambda: records.save_draft(draft),
            lambda _: self.stored.emit(draft),
            failed,
            key=("draft", call_id),
        )

    def discard(self, call_id: str) -> None:
        """Remove a draft; one that stays is removed with the call's wrap-up."""
        records = self._ports.records
        self._ports.worker.submit("records", lambda: records.discard_draft(call_id), None, lambda error: None)

    def read(self, call_id: str, found: Callable[[OrderDraft], None]) -> None:
        """Look whether there is a draft of a call."""
        records = self._ports.records

        def arrived(draft: OrderDraft | None) -> None:
            if draft is not None:
                found(draft)

        self._ports.worker.submit("records", lambda: records.draft(call_id), arrived, lambda error: None)

    def read_left(self, found: Callable[[Left], None], failed: Callable[[Exception], None]) -> None:
        """Read what an earlier start has left."""
        records, agent = self._ports.records, self._ports.seat.agent
        self._ports.worker.submit(
            "records", lambda: (records.drafts(), records.unfinished(agent)), found, failed, key="restore"
        )
