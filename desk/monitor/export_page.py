"""Which table of which span is to be written into a file."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import QDateTime, QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QGridLayout, QHBoxLayout

from desk.monitor.keys import Key
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.labels import PlainLabel, caption


class Sheet(enum.Enum):
    """A table that can be written."""

    GROUPS = "groups"
    SEATS = "seats"
    CALLS = "calls"
    LIVE_GROUPS = "live_groups"
    WAITING = "waiting"
    LIVE_SEATS = "live_seats"
    MOMENT = "moment"
    OUTLOOK = "outlook"
    RISING = "rising"
    STANDING = "standing"
    ALARMS = "alarms"
    THRESHOLDS = "thresholds"
    ACTIONS = "actions"


# Of this moment, whatever the span.
NOW = frozenset(Sheet) - {Sheet.GROUPS, Sheet.SEATS, Sheet.CALLS, Sheet.ALARMS, Sheet.ACTIONS}


class Span(enum.Enum):
    """A span that can be chosen by name."""

    QUARTER = "quarter"
    HOUR = "hour"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written; `since` and `until` count for `Span.OWN`."""

    sheet: Sheet
    span: Span
    since: datetime
    until: datetime
    name: str


class ExportPage(Card):
    """The choice of a table and a span."""

    export_requested = Signal(object)  # Wanted
    back_requested = Signal()

    def __init__(self, zone: tzinfo) -> None:
        super().__init__(self.tr("Write a table into a file"))
        self._zone = zone
        self.sheet = self._combo("export_sheet", self.tr("Table"))
        for sheet, text in (
            (Sheet.GROUPS, self.tr("Figures of the groups")),
            (Sheet.SEATS, self.tr("Figures of the seats")),
            (Sheet.CALLS, self.tr("Calls")),
            (Sheet.LIVE_GROUPS, self.tr("Groups, now")),
            (Sheet.WAITING, self.tr("Waiting callers, now")),
            (Sheet.LIVE_SEATS, self.tr("Seats, now")),
            (Sheet.MOMENT, self.tr("Calls of the chosen moment")),
            (Sheet.OUTLOOK, self.tr("Seats that are needed, now")),
            (Sheet.RISING, self.tr("Rising matters, now")),
            (Sheet.STANDING, self.tr("Alarms that stand, now")),
            (Sheet.ALARMS, self.tr("Log of the alarms")),
            (Sheet.THRESHOLDS, self.tr("Thresholds")),
            (Sheet.ACTIONS, self.tr("Log of the leads' actions")),
        ):
            self.sheet.addItem(text, sheet)
        self.span = self._combo("export_span", self.tr("Span"))
        for span, text in (
            (Span.QUARTER, self.tr("last 15 minutes")),
            (Span.HOUR, self.tr("last hour")),
            (Span.TODAY, self.tr("today")),
            (Span.YESTERDAY, self.tr("yesterday")),
            (Span.WEEK, self.tr("last 7 days")),
            (Span.OWN, self.tr("from … to …")),
        ):
            self.span.addItem(text, span)
        self.span.setCurrentIndex(2)
        self.since = self._moment("export_since", self.tr("from"))
        self.until = self._moment("export_until", self.tr("to"))
        self.note = PlainLabel("export_note", self.tr("About the file"), wrap=True)
        self.note.setText(
            self.tr("XLSX for a spreadsheet program, CSV for any. The ending of the file's name decides.")
        )
        self.note.setTone("muted")
        self.write = KeyButton("export_write", self.tr("Choose the file …"), kind="primary")
        self.back = KeyButton("export_back", self.tr("Back to the board"), Key.BACK)
        self._lay_out()
        self.span.currentIndexChanged.connect(lambda _at: self._fit())
        self.sheet.currentIndexChanged.connect(lambda _at: self._fit())
        self.write.clicked.connect(self._write)
        self.back.clicked.connect(self.back_requested)
        self._fit()

    def begin(self, now: datetime) -> None:
        """Offer the choice; the own span is the last hour until it is changed."""
        for field, moment in ((self.since, now - timedelta(hours=1)), (self.until, now)):
            figures = moment.astimezone(self._zone).replace(tzinfo=UTC)
            field.setDateTime(QDateTime.fromSecsSinceEpoch(int(figures.timestamp()), QTimeZone.utc()))
        self.sheet.setFocus()

    def _fit(self) -> None:
        own = self.span.currentData() is Span.OWN
        now = self.sheet.currentData() in NOW
        self.span.setEnabled(not now)
        self.since.setEnabled(own and not now)
        self.until.setEnabled(own and not now)

    def _write(self) -> None:
        since, until = (self._chosen(field) for field in (self.since, self.until))
        self.export_requested.emit(
            Wanted(self.sheet.currentData(), self.span.currentData(), since, until, self.sheet.currentText())
        )

    def _chosen(self, field: QDateTimeEdit) -> datetime:
        """Return the moment in a field: its figures are those of the place's clock, not this machine's."""
        figures = datetime.fromtimestamp(field.dateTime().toSecsSinceEpoch(), UTC)
        return figures.replace(tzinfo=self._zone)

    def _combo(self, name: str, accessible: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(accessible)
        return combo

    def _moment(self, name: str, accessible: str) -> QDateTimeEdit:
        field = QDateTimeEdit()
        field.setObjectName(name)
        field.setAccessibleName(accessible)
        field.setDisplayFormat("yyyy-MM-dd HH:mm")
        field.setCalendarPopup(True)
        field.setTimeZone(QTimeZone.utc())  # which has every hour: see `_chosen`
        return field

    def _lay_out(self) -> None:
        self.head.addWidget(self.back)
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(10))
        for row, field in enumerate((self.sheet, self.span, self.since, self.until)):
            grid.addWidget(caption(field.accessibleName()), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnMinimumWidth(1, scaled(320))
        grid.setColumnStretch(2, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.write)
        buttons.addStretch(1)
        self.body.addLayout(grid)
        self.body.addWidget(self.note)
        self.body.addLayout(buttons)
        self.body.addStretch(1)
