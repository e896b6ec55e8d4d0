"""Whether the database answers: told by the work that succeeds and fails, said once."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from desk import editing_wording as wording
from desk.errors import UserError
from desk.records.errors import RecordsError
from kb.editing.errors import CancelledError, EditingError
from kb.rows import TransferError

_log = logging.getLogger(__name__)


class Health(QObject):
    """The database as the last work found it."""

    lost = Signal(str)  # a sentence
    recovered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._why = ""

    @property
    def well(self) -> bool:
        """Whether the database answers."""
        return not self._why

    @property
    def why(self) -> str:
        """What is wrong with the database, in a sentence."""
        return self._why

    def failed(self, error: Exception) -> bool:
        """Note that work failed; tell whether that is the database's trouble, which is said elsewhere."""
        if not isinstance(error, RecordsError):
            if not isinstance(error, UserError | EditingError | CancelledError | TransferError):
                _log.error("work for the editor's window failed", exc_info=error)
            return False
        why = wording.failure(error)
        if why != self._why:
            self._why = why
            self.lost.emit(why)
        return True

    def worked(self) -> None:
        """Note that the database has answered."""
        if self._why:
            self._why = ""
            self.recovered.emit()
