"""The team lead's window: composes pages and controllers, gives keys, turns pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk.figures.alarms import Alarm
from desk.figures.periods import Window
from desk.monitor import export_now, hindrances
from desk.monitor.actions_controller import ActionsController
from desk.monitor.alarms_controller import AlarmsController
from desk.monitor.audit import Audit
from desk.monitor.board_page import BoardPage
from desk.monitor.board_rows import BoardRows
from desk.monitor.chart_controller import ChartController
from desk.monitor.export_controller import ExportController
from desk.monitor.export_now import Table
from desk.monitor.export_page import ExportPage, Sheet
from desk.monitor.figures import Turn
from desk.monitor.header_bar import HeaderBar
from desk.monitor.key_bindings import give_keys
from desk.monitor.keys import Key
from desk.monitor.live_controller import LiveController
from desk.monitor.outlook_controller import OutlookController
from desk.monitor.ports import Ports
from desk.monitor.state_counts import TOTAL
from desk.monitor.status_controller import StatusController
from desk.monitor.thresholds_controller import ThresholdsController
from desk.monitor.thresholds_page import ThresholdsPage
from desk.monitor.wallboard import Wallboard
from desk.widgets.buttons import KeyButton
from desk.widgets.desk_window import DeskWindow
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.message_bar import MessageBar
from desk.widgets.notice import Notice
from desk.widgets.reason_row import ReasonRow
from desk.widgets.shortcuts import Shortcuts
from telephony.floor.views import FloorView


class MonitorWindow(DeskWindow):
    """The board and its pages; nothing in it knows a thread or a database."""

    def __init__(self, ports: Ports) -> None:
        super().__init__(ports.choices.theme, ports.choices.scale)
        self._ports = ports
        self.setObjectName("monitor")
        self.setWindowTitle(self.tr("Live queues · team lead"))
        self.rows = BoardRows(ports.queues, self.tr("All groups"))
        self.messages = MessageBar(zone=ports.zone)
        self.header = HeaderBar(ports.who, ports.limit, ports.goal)
        self.away = Notice("monitor_away", self.tr("What is out of sight, and why"))
        self.gaps = Notice("monitor_gaps", self.tr("What of today is not known"))
        self.watching = Notice("monitor_watching", self.tr("Whose call you take part in"))
        self.announce = KeyButton("monitor_announce", self.tr("Line for all desks …"), Key.ANNOUNCE)
        self.line = ReasonRow(
            "monitor_announce_line", self.tr("One line for every desk"), self.tr("Send"), kind="primary"
        )
        self.line.field.setMaxLength(200)
        self.board = BoardPage(ports, self.rows)
        self.thresholds = ThresholdsPage(self.rows.name)
        self.export = ExportPage(ports.zone)
        self.wallboard = Wallboard(ports.goal, ports.limit, ports.zone)
        self.pages = QStackedWidget()
        self._frame: list[QWidget] = [self.header, self.messages]
        self._was_full = False
        self._lay_out()
        self._make_controllers()
        self.shortcuts = Shortcuts(self, self.messages)
        give_keys(self)
        self._connect()
        self.fill_screen()

    def start(self) -> None:
        """Begin to show: records and floor are open."""
        self.live.start()
        self.alarms.start()
        self.audit.start()
        self.charts.start()
        self.outlook.start()
        self.board.queues.focus_table()

    def turn_back(self) -> None:
        """Leave what is in front: the wallboard, a page, the calls of a moment, a large panel."""
        if self.pages.currentWidget() is self.wallboard:
            self.toggle_wallboard()
        elif self.pages.currentWidget() is not self.board:
            self.pages.setCurrentWidget(self.board)
            self.board.queues.focus_table()
        elif self.board.large is not None:
            self.board.enlarge(None)
        else:
            self.board.chart.turn_back()

    def toggle_large(self) -> None:
        """Show the panel with the keyboard alone, or all panels again."""
        self.board.enlarge(None if self.board.large is not None else self.board.panel_with_keyboard())

    def toggle_wallboard(self) -> None:
        """Fill the screen with the wallboard, or return to the board."""
        if self.pages.currentWidget() is self.wallboard:
            self.pages.setCurrentWidget(self.board)
            for part in self._frame:
                part.show()
            self._root.setContentsMargins(*self._margins())
            if not self._was_full:
                self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
            self._tell_watching(self._ports.floor.view)
            self.board.queues.focus_table()
            return
        self._was_full = self.isFullScreen()
        self.wallboard.show_rows(self.board.queues.model.rows, self._ports.now())
        self.pages.setCurrentWidget(self.wallboard)
        for part in (*self._frame, self.line, self.watching):
            part.hide()
        self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        self.wallboard.setFocus()

    def show_thresholds(self) -> None:
        """Show the page of thresholds."""
        self.thresholds_controller.show()
        self.pages.setCurrentWidget(self.thresholds)
        self.thresholds.focus_first()

    def show_export(self) -> None:
        """Show the page that writes tables."""
        self.pages.setCurrentWidget(self.export)
        self.export.begin(self._ports.now())

    def choose_span(self, window: Window | None = None) -> None:
        """Show the figures of a span, or of the next one."""
        spans = list(Window)
        chosen = window or spans[(spans.index(self.live.window) + 1) % len(spans)]
        self.board.span_buttons[chosen].setChecked(True)
        self.live.set_window(chosen)

    def fit_letters(self) -> None:
        """Give lists and tables their lines in the letters in force."""
        for part in (self.board, self.thresholds, self.wallboard):
            part.fit_letters()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape leave what is in front."""
        if event.key() == Qt.Key.Key_Escape:
            self.turn_back()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop asking; the rest is the composition root's."""
        for controller in (self.live, self.alarms, self.audit, self.charts, self.outlook):
            controller.stop()
        super().closeEvent(event)

    # Parts

    def _make_controllers(self) -> None:
        ports, board, messages = self._ports, self.board, self.messages
        self.live = LiveController(
            ports, self.rows, self.header, board.queues, board.waiting, board.seats, self
        )
        self.audit = Audit(ports, self)
        self.deeds = ActionsController(
            ports,
            self.rows,
            board.seats,
            board.waiting,
            board.seat_bar,
            board.caller_bar,
            self.announce,
            self.line,
            self.audit,
            messages,
            self,
        )
        self.alarms = AlarmsController(ports, self.rows, board.alarms, board.acknowledge, messages, self)
        self.thresholds_controller = ThresholdsController(
            ports, self.thresholds, self.alarms, self.rows, self.audit, messages, self
        )
        self.charts = ChartController(ports, board.chart, messages, self)
        self.outlook = OutlookController(ports, board.outlook, self)
        self.status = StatusController(ports, self.away, self.gaps, self)
        self.export_controller = ExportController(
            ports, self.export, self.rows, self._tables_of_now(), messages, self
        )

    def _tables_of_now(self) -> dict[Sheet, Callable[[], Table | None]]:
        """Return what makes the table of each sheet that is of this moment."""
        board, name, now = self.board, self.rows.name, self._ports.now
        return {
            Sheet.LIVE_GROUPS: lambda: export_now.groups(board.queues.model.rows, now()),
            Sheet.WAITING: lambda: export_now.waiting(board.waiting.model.rows, now()),
            Sheet.LIVE_SEATS: lambda: export_now.seats(board.seats.model.rows, now()),
            Sheet.MOMENT: board.chart.moment_table,
            Sheet.OUTLOOK: self._advice_table,
            Sheet.RISING: lambda: export_now.rising(board.outlook.rising.model.rows),
            Sheet.STANDING: lambda: export_now.alarms(self.alarms.active, name),
            Sheet.THRESHOLDS: lambda: export_now.thresholds(self.alarms.thresholds, name),
        }

    def _advice_table(self) -> Table:
        advice = self.live.turn.advice if self.live.turn is not None else {}
        order = [name for name in (TOTAL, *self.rows.order(filter(None, advice))) if name in advice]
        return export_now.outlook(advice, order, self.rows.label, self.board.outlook.sentence)

    def _connect(self) -> None:
        board = self.board
        self.live.shown.connect(self._shown)
        self.live.turned.connect(self._turned)
        self.live.group_changed.connect(self._group_changed)
        self.alarms.raised.connect(self._alarms_raised)
        board.seat_filter.asked.connect(self.live.find)
        for window, button in board.span_buttons.items():
            button.clicked.connect(lambda _checked=False, window=window: self.choose_span(window))
        board.export.clicked.connect(self.show_export)
        board.thresholds.clicked.connect(self.show_thresholds)
        self.watching.acted.connect(lambda _at: board.seat_bar.stop.click())
        self.thresholds.back_requested.connect(self.turn_back)
        self.export.back_requested.connect(self.turn_back)
        board.queues.model.rowsInserted.connect(lambda *_: board.fit_rows())
        board.queues.model.modelReset.connect(board.fit_rows)

    def _shown(self, view: FloorView) -> None:
        self.deeds.allow()
        self._tell_watching(view)
        if self.pages.currentWidget() is self.wallboard:
            self.wallboard.show_rows(self.board.queues.model.rows, self._ports.now())

    def _turned(self, turn: Turn) -> None:
        self.status.take_turn(turn)
        since = turn.board.times_since
        self.board.say_counted_since(since and since.astimezone(self._ports.zone))
        self.alarms.look(turn.board)
        self.outlook.take_turn(turn)

    def _group_changed(self, group: str) -> None:
        self.charts.show_group(group)
        self.outlook.show_group(group)
        self.deeds.allow()

    def _alarms_raised(self, unseen: tuple[Alarm, ...]) -> None:
        self.board.show_alarms.setLabel(
            self.tr("Alarms ({0})").format(len(unseen)) if unseen else self.tr("Alarms")
        )
        if unseen:
            self.board.turn_lower(self.board.alarms)
        self.wallboard.show_alarm(self.tr("Alarm") if unseen else "")

    def _tell_watching(self, view: FloorView) -> None:
        """Never let a lead forget that they listen; a wallboard shows nothing of persons."""
        if self.pages.currentWidget() is self.wallboard:
            return
        seats = hindrances.watched_seats(self._ports.who, view)
        text = ""
        if seats:
            names = ", ".join(self.rows.seat(f"{seat.pbx}/{seat.key}") for seat in seats)
            text = self.tr("You take part in the call of {0}.").format(names)
        if text != self.watching.text:
            self.watching.say(text, *((self.tr("Leave"),) if text else ()))

    def _margins(self) -> tuple[int, int, int, int]:
        return scaled(6), scaled(5), scaled(6), scaled(5)

    def _lay_out(self) -> None:
        for page in (self.board, self.thresholds, self.export, self.wallboard):
            self.pages.addWidget(page)
        root = QWidget()
        root.setObjectName("monitor_root")
        self._root = QVBoxLayout(root)
        self._root.setContentsMargins(*self._margins())
        self._root.setSpacing(scaled(5))
        foot = QWidget()
        bottom = edgeless(QHBoxLayout(foot), 5)
        bottom.addWidget(self.messages, 1)
        bottom.addWidget(self.announce)
        self._frame.append(foot)
        self._root.addWidget(self.header)
        for strip in (self.away, self.gaps, self.watching):
            self._root.addWidget(strip)
        self._root.addWidget(self.pages, 1)
        self._root.addWidget(self.line)
        self._root.addWidget(foot)
        self.setCentralWidget(root)
