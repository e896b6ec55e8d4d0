"""Joins the floor and the figures with the tables: a view is shown at once, the figures each second."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desk.figures.day import Board
from desk.figures.periods import Window
from desk.models.queues_model import QueueRow, reasons
from desk.monitor.board_rows import BoardRows
from desk.monitor.caller_book import CallerBook
from desk.monitor.figures import Turn
from desk.monitor.header_bar import HeaderBar
from desk.monitor.ports import Ports
from desk.monitor.table_panel import TablePanel
from desk.timers import every
from desk.widgets.text import clock
from telephony.floor.views import FloorState, FloorView

_log = logging.getLogger(__name__)
_TURN_MS = 1000


class LiveController(QObject):
    """Keeps the four views of the moment: header, groups, waiting callers and seats."""

    turned = Signal(object)  # Turn
    shown = Signal(object)  # FloorView: the tables have its rows
    group_changed = Signal(str)

    def __init__(
        self,
        ports: Ports,
        rows: BoardRows,
        header: HeaderBar,
        queues: TablePanel,
        waiting: TablePanel,
        seats: TablePanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports = ports
        self._header, self._queues, self._waiting, self._seats = header, queues, waiting, seats
        self.rows = rows
        self._turn: Turn | None = None
        self._group = ""
        self._wanted = ""
        self._window = Window.HOUR
        self._loaded: bool | None = None
        self._reckoning = False
        self._second = every(_TURN_MS, self._each_second, self)
        self._book = CallerBook(ports, self)
        self._book.learned.connect(self._show_rows)
        ports.floor.view_changed.connect(self._show)
        queues.table.selectionModel().currentRowChanged.connect(self._choose_group)

    @property
    def board(self) -> Board | None:
        """The figures that are shown."""
        return self._turn.board if self._turn is not None else None

    @property
    def turn(self) -> Turn | None:
        """The last figures, advice among them."""
        return self._turn

    @property
    def group(self) -> str:
        """The group whose seats and callers are shown; empty for all."""
        return self._group

    @property
    def window(self) -> Window:
        """The span of the figures."""
        return self._window

    def start(self) -> None:
        """Show what is there, and ask for figures."""
        self._second.start()
        self._show(self._ports.floor.view)
        self._each_second()
        self._ports.worker.submit("lookups", self._ports.departments, self._take_departments, _quiet)

    def stop(self) -> None:
        """Ask nothing more."""
        self._second.stop()
        self._book.stop()

    def set_window(self, window: Window) -> None:
        """Show the figures of another span."""
        self._window = window
        self._show(self._ports.floor.view)

    def find(self, wanted: str) -> None:
        """Show the seats that fit what was typed."""
        self._wanted = wanted
        self._show_seats(self._ports.floor.view)

    # What comes in

    def _show(self, view: FloorView) -> None:
        now = self._ports.now()
        for panel in (self._queues, self._waiting, self._seats):
            panel.model.now = now
        advice = self._turn.advice if self._turn is not None else {}
        rows = self.rows.queues(view, self.board, advice, self._window)
        self._queues.model.set_rows(rows)
        self._show_rows()
        self._show_reasons(rows)
        self._header.show_pbxs(view.pbxs)
        self._show_now(rows[0], now)
        self._tell_states(view)
        self._book.look()
        self.shown.emit(view)

    def _show_rows(self) -> None:
        """Show who waits and the seats, of the chosen group or of all."""
        view = self._ports.floor.view
        self._waiting.model.set_rows(self.rows.waiting(view.waiting, self._book.known, self._group))
        self._show_seats(view)

    def _show_reasons(self, rows: Sequence[QueueRow]) -> None:
        """Say why how many seats of the chosen group, or of all, are not ready."""
        row = next((row for row in rows if row.name == self._group), rows[0])
        why = reasons(row)
        self._queues.count.setTextOrHide(
            self.tr("{0} · not ready: {1}").format(row.label, why) if why else ""
        )

    def _show_seats(self, view: FloorView) -> None:
        rows = self.rows.seats(view, self.board, self._book.known, self._group, self._wanted)
        self._seats.model.set_rows(rows)
        self._seats.count.setTextOrHide(str(len(rows)) if rows else "")

    def _show_now(self, total: QueueRow, now: datetime) -> None:
        since = total.longest_since
        seconds = (now - since).total_seconds() if since is not None else 0.0
        late = seconds > self._ports.limit
        if not total.known:
            self._header.show_now("–", "muted", "–", "muted", "–")
            return
        self._header.show_now(
            str(total.waiting),
            "danger" if late else "warning" if total.waiting else "",
            clock(seconds) if since is not None else "–",
            "danger" if late else "",
            str(total.states.get(FloorState.READY, 0)),
        )
        self._waiting.count.setTextOrHide(str(total.waiting) if total.waiting else "")

    def _tell_states(self, view: FloorView) -> None:
        """Say in each empty table why it is empty."""
        loaded = any(pbx.loaded for pbx in view.pbxs)
        if loaded is self._loaded:
            return
        self._loaded = loaded
        connecting = self.tr("Waiting for the PBX …")
        self._queues.hint.setText(connecting)
        self._seats.hint.setText(self.tr("No seat fits.") if loaded else connecting)
        self._waiting.hint.setText(self.tr("Nobody waits.") if loaded else connecting)

    def _each_second(self) -> None:
        view, now = self._ports.floor.view, self._ports.now()
        for panel in (self._queues, self._waiting, self._seats):
            panel.model.tick(now)
        rows = self._queues.model.rows
        if rows:
            self._show_now(rows[0], now)
        if self._reckoning:
            return  # on a busy machine a turn may take longer than a second: a newer one would overtake it
        self._reckoning = True
        figures = self._ports.figures
        self._ports.worker.submit("figures", lambda: figures.turn(view, now), self._take_turn, self._no_turn)

    def _no_turn(self, error: Exception) -> None:
        self._reckoning = False
        _log.error("the figures of a moment can't be reckoned", exc_info=error)

    def _take_turn(self, turn: Turn) -> None:
        self._reckoning = False
        self._turn = turn
        board = turn.board
        rates = [board[kind].total.answer_rate for kind in (Window.QUARTER, Window.HOUR, Window.DAY)]
        self._header.show_rates(*rates)
        self._show(self._ports.floor.view)
        self.turned.emit(turn)

    def _choose_group(self) -> None:
        row = self._queues.chosen
        group = row.name if row is not None else ""
        if group != self._group:
            self._group = group
            self._show_reasons(self._queues.model.rows)
            self._show_rows()
            self.group_changed.emit(group)

    def _take_departments(self, found: Mapping[str, str]) -> None:
        self.rows.departments = found


def _quiet(error: Exception) -> None:
    """The directory of departments only adds names."""
