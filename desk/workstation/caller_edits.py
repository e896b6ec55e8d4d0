"""What was changed about callers here: kept for each of them until the records have it."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desk.records.views import CallerCard
from desk.timers import after
from desk.workstation.ports import Ports

_SAVE_MS = 600
_AGAIN_MS = 3000


class Edit(enum.Enum):
    """What can be changed about a caller."""

    NOTE = "note"
    NAME = "name"
    NUISANCE = "nuisance"  # the reason; empty: it is no nuisance


class CallerEdits(QObject):
    """Changes on their way; another caller on the screen takes none of them away."""

    saved = Signal(str, object)  # number, Edit
    failed = Signal(object)  # the exception, once per trouble
    recovered = Signal()

    def __init__(self, ports: Ports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self._open: dict[tuple[str, Edit], str] = {}
        self._sent: dict[tuple[str, Edit], str] = {}
        self._in_trouble = False
        self._save = after(_SAVE_MS, self.flush, self)

    def put(self, number: str, edit: Edit, value: str) -> None:
        """Keep a change, and save it at once."""
        self._open[number, edit] = value
        self.flush()

    def put_soon(self, number: str, edit: Edit, value: str) -> None:
        """Keep a change that is still being typed; it is saved within a second."""
        self._open[number, edit] = value
        if not self._save.isActive():
            self._save.start(_SAVE_MS)

    def over(self, number: str, card: CallerCard) -> CallerCard:
        """Return `card` with what was written here and is not in the records yet."""
        note = self._open.get((number, Edit.NOTE), card.note)
        name = self._open.get((number, Edit.NAME), card.name)
        return replace(card, note=note, name=name)

    def flush(self) -> None:
        """Save what is not on its way."""
        self._save.stop()
        for key, value in tuple(self._open.items()):
            if self._sent.get(key) != value:
                self._send(key, value)

    def _send(self, key: tuple[str, Edit], value: str) -> None:
        number, edit = key
        self._sent[key] = value
        self._ports.worker.submit(
            "records",
            partial(self._writer(edit), number, value),
            lambda _: self._done(key),
            lambda error: self._failed(key, error),
            key=("caller", *key),
        )

    def _writer(self, edit: Edit) -> Callable[[str, str], None]:
        records = self._ports.records
        return {
            Edit.NOTE: records.save_note,
            Edit.NAME: records.rename_caller,
            Edit.NUISANCE: records.mark_nuisance,
        }[edit]

    def _done(self, key: tuple[str, Edit]) -> None:
        if self._open.get(key) == self._sent.pop(key, None):
            self._open.pop(key, None)
        self.saved.emit(*key)
        if self._in_trouble and not self._open:
            self._in_trouble = False
            self.recovered.emit()

    def _failed(self, key: tuple[str, Edit], error: Exception) -> None:
        self._sent.pop(key, None)
        self._save.start(_AGAIN_MS)
        if not self._in_trouble:
            self._in_trouble = True
            self.failed.emit(error)
