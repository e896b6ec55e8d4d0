"""Joins the figures of the day with the records: read at the start and after each wrap-up."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk.workstation.day_line import DayLine
from desk.workstation.form_controller import FormController
from desk.workstation.ports import Ports


class DayController(QObject):
    """Figures that can't be read leave the last ones standing: nobody waits for them."""

    def __init__(
        self, ports: Ports, line: DayLine, form: FormController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ports, self._line = ports, line
        form.finished.connect(self.read)
        self.read()

    def read(self) -> None:
        """Read the figures anew."""
        records, agent = self._ports.records, self._ports.seat.agent
        self._ports.worker.submit(
            "records", lambda: records.statistics_today(agent), self._line.show_day, lambda _: None, key="day"
        )
