"""What joins a list beside the entry with the knowledge base: read now and then, and after each step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject

from desk import editing_wording as wording
from desk.editor.health import Health
from desk.editor.list_panel import ListPanel
from desk.editor.ports import Ports
from desk.models.rows import Row
from desk.timers import every
from desk.widgets.message_bar import MessageBar

Done = TypeVar("Done")


class ListController(QObject, Generic[Row]):
    """A list that is read anew every `milliseconds`, and when something was done about one of its rows."""

    def __init__(
        self,
        ports: Ports,
        panel: ListPanel[Row],
        health: Health,
        messages: MessageBar,
        milliseconds: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._health, self._messages = ports, health, messages
        self._list = panel
        self._lane = panel.table.objectName()
        self._timer = every(milliseconds, self.read, self)

    def start(self) -> None:
        """Read the list, now and then."""
        self.read()
        self._timer.start()

    def stop(self) -> None:
        """Ask nothing more."""
        self._timer.stop()

    def read(self) -> None:
        """Read the list."""
        self._ports.worker.submit(self._lane, self.find, self.arrived, self._not_read, key=self._lane)

    def find(self) -> Sequence[Row]:
        """Return the rows; called by the worker."""
        raise NotImplementedError

    def arrived(self, found: Sequence[Row]) -> None:
        """Show the rows."""
        raise NotImplementedError

    def take_step(self, job: Callable[[], Done], done: Callable[[Done], Any]) -> None:
        """Do something about a row and read the list again; what goes wrong is said in the message bar."""

        def finished(result: Done) -> None:
            done(result)
            self.read()

        self._ports.worker.submit(self._lane, job, finished, self._not_done)

    def _not_read(self, error: Exception) -> None:
        self._health.failed(error)
        self._list.show_error(wording.failure(error))

    def _not_done(self, error: Exception) -> None:
        if not self._health.failed(error):
            self._messages.error(wording.failure(error))
