"""The board: groups on top, callers and charts at the left, seats and alarms at the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk import monitor_wording as words
from desk.figures.periods import Window
from desk.models.alarms_model import AlarmsModel
from desk.models.queues_model import REASONS, QueuesModel
from desk.models.seats_model import DAY_COLUMNS, NOW_COLUMNS, SeatsModel
from desk.models.waiting_model import WaitingModel
from desk.monitor.action_bar import ActionBar
from desk.monitor.board_rows import BoardRows
from desk.monitor.caller_bar import CallerBar
from desk.monitor.chart_panel import ChartPanel
from desk.monitor.keys import Key
from desk.monitor.outlook_panel import OutlookPanel
from desk.monitor.ports import Ports
from desk.monitor.table_panel import TablePanel
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.labels import PlainLabel
from desk.widgets.search_edit import SearchEdit

_QUEUE_WIDTHS = (0, 60, 62, 48, 46, 44, 68, 48, 44, 44, 48, 40, 0, 84, 76, 80, 84, 76, 52, 52, 68, 70, 54)
_SEAT_WIDTHS = (104, 132, 52, 0, 76, 46, 56, 60, 76, 68, 68, 80, 80)
_STATE = 1  # the column
_GROUP_ROOM, _REASONS_ROOM, _CALL_ROOM = 120, 180, 200  # what a column that stretches needs
_WAITING_WIDTHS = (48, 78, 104, 88, 0)
_ALARM_WIDTHS = (66, 0, 108, 58, 52, 58, 76)
_MOST_ROWS = 9  # groups that are shown without scrolling
_GROUPS_SHARE = 0.36  # of the height, at most: the seats are what a lead looks at
_CORNER = 146  # the height of alarms or outlook, at least


class BoardPage(QWidget):
    """All panels of the board; it joins nothing."""

    def __init__(self, ports: Ports, rows: BoardRows) -> None:
        super().__init__()
        self.setObjectName("monitor_board")
        self.queues = TablePanel(
            "monitor_queues",
            self.tr("Seat groups"),
            self.tr("Seat groups: who waits, what the seats do, and figures"),
            QueuesModel(ports.goal, ports.limit),
            _QUEUE_WIDTHS,
            key=Key.QUEUES,
        )
        self.spans = QButtonGroup(self)
        self.span_buttons: dict[Window, KeyButton] = {}
        self.export = KeyButton("monitor_export", self.tr("Export …"), Key.EXPORT)
        self.thresholds = KeyButton("monitor_thresholds_open", self.tr("Thresholds …"), Key.THRESHOLDS)
        self.waiting = TablePanel(
            "monitor_waiting",
            self.tr("Waiting"),
            self.tr("Callers who wait"),
            WaitingModel(ports.limit),
            _WAITING_WIDTHS,
            key=Key.WAITING,
        )
        self.caller_bar = CallerBar()
        self.seats = TablePanel(
            "monitor_seats",
            self.tr("Seats"),
            self.tr("Seats: who, state and present call"),
            SeatsModel(),
            _SEAT_WIDTHS,
            key=Key.SEATS,
        )
        self.seat_filter = SearchEdit(
            "monitor_find", self.tr("Find a seat"), self.tr("Find a seat (F6)"), limit=40
        )
        self.seat_filter.setClearButtonEnabled(True)
        self.seat_times = KeyButton("monitor_seat_times", self.tr("Times today"))
        self.seat_times.setCheckable(True)
        self.say_counted_since(None)
        self.seat_bar = ActionBar()
        self.chart = ChartPanel(ports.goal, ports.limit, rows.name, ports.zone)
        self.alarms = TablePanel(
            "monitor_alarms",
            self.tr("Alarms"),
            self.tr("Alarms that stand"),
            AlarmsModel(rows.name, rows.seat),
            _ALARM_WIDTHS,
            empty=self.tr("No alarm."),
        )
        self.acknowledge = KeyButton("monitor_acknowledge", self.tr("Acknowledge"), Key.ACKNOWLEDGE)
        self.outlook = OutlookPanel(rows, ports.goal, ports.zone)
        self.corner = Card(self.tr("Alarms"))
        self.no_alarm = PlainLabel("monitor_no_alarm", self.tr("Alarms that stand"), size=12)
        self.no_alarm.setText(self.tr("No alarm."))
        self.no_alarm.setTone("muted")
        self.lower_pages = QStackedWidget()
        self.show_alarms = KeyButton("monitor_show_alarms", self.tr("Alarms"), Key.ALARMS)
        self.show_outlook = KeyButton("monitor_show_outlook", self.tr("Outlook"), Key.OUTLOOK)
        self._parts: tuple[QWidget, ...] = (self.queues, self.waiting, self.chart, self.seats, self.corner)
        self._left, self._right = QWidget(), QWidget()
        self._large: QWidget | None = None
        self._lay_out()
        self.show_alarms.clicked.connect(self.focus_alarms)
        self.show_outlook.clicked.connect(lambda: self.turn_lower(self.outlook))
        for changed in ("rowsInserted", "rowsRemoved", "modelReset"):
            getattr(self.alarms.model, changed).connect(self.fold)
        self.seat_times.toggled.connect(lambda _on: self.fit_columns())
        self.seat_filter.down_pressed.connect(self.seats.focus_table)
        self.seat_filter.returnPressed.connect(self.seats.focus_table)
        self.fit_letters()

    @property
    def large(self) -> QWidget | None:
        """The panel that alone is shown, None while all are."""
        return self._large

    def enlarge(self, panel: QWidget | None) -> None:
        """Show one panel alone, or all again."""
        self._large = panel
        for part in self._parts:
            part.setVisible(panel is None or part is panel)
        self._left.setVisible(panel in (None, self.waiting, self.chart))
        self._right.setVisible(panel in (None, self.seats, self.corner))
        self.chart.set_large(panel is self.chart)
        self.fold()
        self.fit_rows()

    def panel_with_keyboard(self) -> QWidget | None:
        """Return the panel in which the keyboard is."""
        focus = self.window().focusWidget()
        return next((part for part in self._parts if focus is not None and part.isAncestorOf(focus)), None)

    def turn_lower(self, page: QWidget) -> None:
        """Show the alarms or the outlook."""
        self.lower_pages.setCurrentWidget(page)
        self.show_alarms.setChecked(page is self.alarms)
        self.show_outlook.setChecked(page is self.outlook)
        self.fold()

    def fold(self) -> None:
        """Leave of the alarms one line while there is none: the room is the seats'."""
        none = self.show_alarms.isChecked() and not self.alarms.model.rowCount()
        folded = none and self._large is not self.corner
        self.lower_pages.setVisible(not folded)
        self.no_alarm.setVisible(folded)
        # What is in the corner gives way otherwise; a folded one takes what its line needs.
        vertical = QSizePolicy.Policy.Fixed if folded else QSizePolicy.Policy.Ignored
        self.corner.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self.corner.setMinimumHeight(0 if folded else scaled(_CORNER))

    def focus_alarms(self) -> None:
        """Put the keyboard into the alarms."""
        self.turn_lower(self.alarms)
        if self.lower_pages.isHidden():
            self.show_alarms.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.alarms.focus_table()

    def fit_rows(self) -> None:
        """Give the groups the height of their rows, as far as there is room for them."""
        table = self.queues.table
        if self._large is self.queues:
            table.setMinimumHeight(0)
            table.setMaximumHeight(16_777_215)
            return
        head, line = table.horizontalHeader().sizeHint().height(), table.verticalHeader().defaultSectionSize()
        room = int((self.height() * _GROUPS_SHARE - head) / line)
        rows = max(3, min(_MOST_ROWS, room, table.model().rowCount()))
        table.setFixedHeight(head + rows * line + scaled(3))

    def fit_columns(self) -> None:
        """Show the columns that there is room for; of the seats' the present or the day's, where not both."""
        queues, seats = self.queues.table, self.seats.table
        wide = scaled(sum(_QUEUE_WIDTHS) + _GROUP_ROOM + _REASONS_ROOM)
        queues.setColumnHidden(REASONS, queues.viewport().width() < wide)
        both = seats.viewport().width() >= scaled(sum(_SEAT_WIDTHS) + _CALL_ROOM)
        self.seat_times.setVisible(not both)
        day = not both and self.seat_times.isChecked()
        for columns, shown in ((NOW_COLUMNS, not day), (DAY_COLUMNS, both or day)):
            for column in columns:
                seats.setColumnHidden(column, not shown)
        # While no call is shown the state has the room that is left.
        mode = QHeaderView.ResizeMode.Stretch if day else QHeaderView.ResizeMode.Fixed
        seats.horizontalHeader().setSectionResizeMode(_STATE, mode)
        self.seats.fit_letters()

    def say_counted_since(self, since: datetime | None) -> None:
        """Say since when the seats' times are counted: a board knows what it has seen, or a log tells it."""
        text = self.tr("Each seat's time by state today")
        if since is not None:
            text = self.tr("Each seat's time by state today, counted since {0}").format(f"{since:%H:%M}")
        self.seat_times.setExplanation(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a table that has become wider or narrower show other columns."""
        if event.type() == QEvent.Type.Resize:
            self.fit_columns()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the groups what they may have of the new height."""
        super().resizeEvent(event)
        self.fit_rows()

    def fit_letters(self) -> None:
        """Give lines, columns and charts what the letters in force ask for."""
        for panel in (self.queues, self.waiting, self.seats, self.alarms, self.outlook, self.chart):
            panel.fit_letters()
        self.fit_rows()
        self.fit_columns()

    def _lay_out(self) -> None:
        for window in Window:
            button = KeyButton(f"monitor_span_{window.value}", words.window(window))
            button.setCheckable(True)
            button.setProperty("small", "true")
            self.spans.addButton(button)
            self.span_buttons[window] = button
            self.queues.head.addWidget(button)
        self.span_buttons[Window.HOUR].setChecked(True)
        for button in (
            self.export,
            self.thresholds,
            self.seat_times,
            self.show_alarms,
            self.show_outlook,
            self.acknowledge,
        ):
            button.setProperty("small", "true")
        self.queues.head.addSpacing(scaled(10))
        self.queues.head.addWidget(self.export)
        self.queues.head.addWidget(self.thresholds)
        self.waiting.body.addWidget(self.caller_bar)
        self.seats.head.addWidget(self.seat_filter, 3)
        self.seats.head.addWidget(self.seat_times)
        for panel in (self.queues, self.seats):
            panel.table.viewport().installEventFilter(self)
        self.seats.body.addWidget(self.seat_bar)
        self.corner.heading.hide()
        for place, button in enumerate((self.show_alarms, self.show_outlook)):
            button.setCheckable(True)
            self.corner.head.insertWidget(place, button)
        self.corner.head.insertWidget(2, self.no_alarm, 1)
        self.corner.head.addWidget(self.acknowledge)
        for panel in (self.alarms, self.outlook.rising):
            panel.be_part()
        self.alarms.hide_heading()
        self.outlook.rising.hide_heading()
        for page in (self.alarms, self.outlook):
            self.lower_pages.addWidget(page)
        self.corner.body.addWidget(self.lower_pages, 1)
        self.turn_lower(self.alarms)
        left = edgeless(QVBoxLayout(self._left), 5)
        left.addWidget(self.waiting, 46)
        left.addWidget(self.chart, 54)
        right = edgeless(QVBoxLayout(self._right), 5)
        right.addWidget(self.seats, 80)
        right.addWidget(self.corner, 20)
        columns = QHBoxLayout()
        columns.setSpacing(scaled(5))
        columns.addWidget(self._left, 40)
        columns.addWidget(self._right, 60)
        body = edgeless(QVBoxLayout(self), 5)
        body.addWidget(self.queues)
        body.addLayout(columns, 1)
