"""The team lead's window: composes panels and controllers, gives keys, turns pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QScreen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desk import theme
from desk.models.queues_model import QueuesModel
from desk.models.seats_model import SeatsModel
from desk.models.waiting_model import WaitingModel
from desk.monitor.header_bar import HeaderBar
from desk.monitor.keys import Key
from desk.monitor.live_controller import LiveController
from desk.monitor.ports import Ports
from desk.monitor.table_panel import TablePanel
from desk.widgets.dressing import scaled
from desk.widgets.message_bar import MessageBar
from desk.widgets.shortcuts import Shortcuts

_QUEUE_WIDTHS = (0, 48, 52, *(46,) * 9, 74, 70, 70, 62, 78, 48, 48, 56, 56, 46)
_SEAT_WIDTHS = (108, 128, 56, 0, 0, 44, 48, 48)
_WAITING_WIDTHS = (56, 84, 104, 0, 0)


class MonitorWindow(QMainWindow):
    """Groups on top, callers and charts at the left, seats at the right; knows no thread and no database."""

    closing = Signal()

    def __init__(self, ports: Ports) -> None:
        super().__init__()
        self._ports = ports
        self._theme = self._first_theme()
        self.setObjectName("monitor")
        self.setWindowTitle(self.tr("Live queues · team lead"))
        self.messages = MessageBar()
        self.header = HeaderBar(ports.who, ports.limit, ports.goal)
        self.queues = TablePanel(
            "monitor_queues",
            self.tr("Seat groups"),
            self.tr("Seat groups: who waits, what the seats do, and figures"),
            QueuesModel(ports.goal, ports.limit),
            _QUEUE_WIDTHS,
            key=Key.QUEUES,
        )
        self.waiting = TablePanel(
            "monitor_waiting",
            self.tr("Waiting"),
            self.tr("Callers who wait"),
            WaitingModel(ports.limit),
            _WAITING_WIDTHS,
            key=Key.WAITING,
        )
        self.seats = TablePanel(
            "monitor_seats",
            self.tr("Seats"),
            self.tr("Seats: who, state and present call"),
            SeatsModel(),
            _SEAT_WIDTHS,
            key=Key.SEATS,
        )
        self.pages = QStackedWidget()
        self._lay_out()
        self.live = LiveController(ports, self.header, self.queues, self.waiting, self.seats, self)
        self.shortcuts = Shortcuts(self, self.messages)
        self._fill_screen()

    @property
    def look(self) -> theme.Theme:
        """The colours and the scale in force."""
        return self._theme

    def start(self) -> None:
        """Begin to show: records and floor are open."""
        self.live.start()
        self.queues.focus_table()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop asking; the rest is the composition root's."""
        self.live.stop()
        self.closing.emit()
        super().closeEvent(event)

    def _first_theme(self) -> theme.Theme:
        choices = self._ports.choices
        first = theme.make(choices.theme, choices.scale or _scale(QApplication.primaryScreen()))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, first)
        return first

    def _fill_screen(self) -> None:
        """Take the whole screen, if it is large enough for what must be seen at once."""
        screen = self.screen()
        room, least = (screen.availableGeometry().size() if screen else None), self.minimumSizeHint()
        if room is not None and room.width() >= least.width() and room.height() >= least.height():
            self.resize(room)
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(scaled(5))
        left.addWidget(self.waiting, 1)
        right = QVBoxLayout()
        right.setSpacing(scaled(5))
        right.addWidget(self.seats, 1)
        lower = QHBoxLayout()
        lower.setSpacing(scaled(5))
        lower.addLayout(left, 45)
        lower.addLayout(right, 55)
        board = QWidget()
        board.setObjectName("monitor_board")
        body = QVBoxLayout(board)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(scaled(5))
        body.addWidget(self.queues)
        body.addLayout(lower, 1)
        self.pages.addWidget(board)
        root = QWidget()
        root.setObjectName("monitor_root")
        whole = QVBoxLayout(root)
        whole.setContentsMargins(scaled(6), scaled(5), scaled(6), scaled(5))
        whole.setSpacing(scaled(5))
        whole.addWidget(self.header)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.messages)
        self.setCentralWidget(root)


def _scale(screen: QScreen | None) -> float:
    return theme.scale_for(screen.availableGeometry().size()) if screen is not None else 1.0
