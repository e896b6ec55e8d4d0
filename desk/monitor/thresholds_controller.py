"""Joins the page of thresholds with the records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject

from desk import monitor_wording as words
from desk.figures.alarms import Threshold
from desk.monitor.alarms_controller import AlarmsController
from desk.monitor.audit import Audit
from desk.monitor.board_rows import BoardRows
from desk.monitor.hindrances import of_role
from desk.monitor.ports import Ports
from desk.monitor.rights import Deed
from desk.monitor.thresholds_page import ThresholdsPage
from desk.widgets.message_bar import MessageBar


class ThresholdsController(QObject):
    """Saves and removes thresholds; both are written to the audit log."""

    def __init__(
        self,
        ports: Ports,
        page: ThresholdsPage,
        alarms: AlarmsController,
        rows: BoardRows,
        audit: Audit,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._page, self._alarms, self._rows = ports, page, alarms, rows
        self._audit, self._messages = audit, messages
        page.allow_changes(of_role(Deed.THRESHOLDS, ports.who))
        page.saved.connect(self._save)
        page.removed.connect(self._remove)
        alarms.thresholds_changed.connect(self._show)

    def show(self) -> None:
        """Read the thresholds anew, and offer the groups of this moment."""
        names = self._rows.order(queue.name for queue in self._ports.floor.view.queues)
        self._page.offer_groups({name: self._rows.name(name) for name in names})
        self._show(self._alarms.thresholds)
        self._alarms.read()

    def _show(self, thresholds: Sequence[Threshold]) -> None:
        self._page.model.set_rows(thresholds)

    def _save(self, threshold: Threshold) -> None:
        records, who = self._ports.records, self._ports.who
        self._change(
            lambda: records.save_threshold(threshold, who.name),
            f"{threshold.measure.value} {threshold.queue} {threshold.limit:g}",
            self.tr("The threshold was saved."),
        )

    def _remove(self, number: int) -> None:
        records = self._ports.records
        self._change(
            lambda: records.remove_threshold(number),
            f"remove {number}",
            self.tr("The threshold was removed."),
        )
        self._page.begin()

    def _change(self, job: Callable[[], Any], detail: str, said: str) -> None:
        why = of_role(Deed.THRESHOLDS, self._ports.who)
        if why is not None:
            self._messages.error(why)
            return
        action = self._audit.begin(Deed.THRESHOLDS, "", "", detail)
        self._audit.write(action)

        def done(_: object) -> None:
            self._audit.end(action, None)
            self._messages.notice(said)
            self._alarms.read()

        def failed(error: Exception) -> None:
            self._audit.end(action, error)
            self._messages.error(words.failure(error))

        self._ports.worker.submit("alarms", job, done, failed)
