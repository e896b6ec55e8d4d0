"""The charts with what chooses among them, the cursor's figures in words, and the calls of a moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from desk import monitor_wording as words
from desk.figures.periods import Period
from desk.models.moment_model import MomentModel
from desk.monitor import export_now
from desk.monitor.chart_values import GROUPS, Sort, title
from desk.monitor.export_now import Table
from desk.monitor.figures import MOST_LISTED, ChartData
from desk.monitor.keys import Key
from desk.monitor.pictures import picture_of
from desk.monitor.table_panel import TablePanel
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel
from desk.widgets.text import tooltip
from telephony.floor.facts import QueueCall
from telephony.floor.views import FloorState

if TYPE_CHECKING:
    from desk.monitor.charts import Charts

_MOMENT_WIDTHS = (78, 0, 108, 50, 66, 52, 52)
_A_MOMENT = 3600.0  # a shown span that is no longer is a moment; of a longer one the cursor's minute is


class ChartPanel(Card):
    """Charts, or the calls of a moment."""

    moment_wanted = Signal(object, object)  # since, until
    picture_wanted = Signal()

    def __init__(self, goal: float, limit: float, group: Callable[[str], str], zone: tzinfo) -> None:
        super().__init__(self.tr("24 hours"), shown(Key.CHART))
        self.setObjectName("monitor_chart")
        self.setAccessibleName(self.tr("Charts of the last 24 hours"))
        self._goal, self._group, self._zone = goal, group, zone
        self.charts: Charts | None = None
        self._large = False
        self._newest_of: int | None = None  # how many calls were found when they were listed last
        self.figures = PlainLabel("monitor_chart_figures", self.tr("Figures under the cursor"), size=12)
        self.figures.setText(self.tr("The charts are being drawn …"))
        self.seats = PlainLabel("monitor_chart_seats", self.tr("Seats by state under the cursor"), size=12)
        self.seats.setTextOrHide("")
        self.choices = QButtonGroup(self)
        self.picture = KeyButton("monitor_picture", self.tr("Picture"), Key.PICTURE)
        self.moment = TablePanel(
            "monitor_moment",
            self.tr("Calls of that moment"),
            self.tr("Calls of the chosen moment"),
            MomentModel(group, limit, zone),
            _MOMENT_WIDTHS,
            empty=self.tr("No call was there at that moment."),
        )
        self.back = KeyButton("monitor_moment_back", self.tr("Charts"), Key.BACK)
        self.moment.head.addWidget(self.back)
        self.moment.be_part()
        self.back.setProperty("small", "true")
        self.pages = QStackedWidget()
        self._place = QWidget()
        self._names: list[tuple[str, KeyButton]] = []
        self._lay_out()
        self.picture.clicked.connect(self.picture_wanted)
        self.picture.allow(self.tr("The charts are being drawn …"))
        self.back.clicked.connect(self.turn_back)

    @property
    def lists_calls(self) -> bool:
        """Whether the calls of a moment are in front."""
        return self.pages.currentWidget() is self.moment

    def make_charts(self) -> None:
        """Make the charts: once, when the window has been painted."""
        from desk.monitor.charts import Charts

        self.charts = Charts(self._goal, self._zone)
        layout = self._place.layout()
        assert layout is not None
        layout.addWidget(self.charts)
        self.charts.cursor_moved.connect(self._tell)
        self.charts.moment_chosen.connect(self.list_moment)
        for sort, (_, button) in zip(Sort, self._names, strict=True):
            button.clicked.connect(lambda _checked=False, sort=sort: self.choose(sort))

    def choose(self, sort: Sort) -> None:
        """Show one chart."""
        if self.charts is not None:
            self._names[[s.value for s in type(sort)].index(sort.value)][1].setChecked(True)
            self.pages.setCurrentWidget(self._place)
            self.charts.show_only(None if self._large else sort)

    def show_data(self, data: ChartData) -> None:
        """Show the charts' new figures."""
        if self.charts is not None:
            self.charts.show_data(data)
            self.picture.allow(None)

    def set_large(self, large: bool) -> None:
        """Show all charts side by side, or the chosen one."""
        self._large = large
        chosen = next((at for at, (_, button) in enumerate(self._names) if button.isChecked()), 0)
        if self.charts is not None:
            self.charts.show_only(None if large else tuple(Sort)[chosen])

    def show_calls(self, calls: list[QueueCall], moment: Period, group: str) -> None:
        """List the calls of a moment, of a group or of all; of very many the newest, and say so."""
        here, there = (at.astimezone(self._zone) for at in (moment.since, moment.until))
        heading = self.tr("Calls from {0} to {1}").format(f"{here:%H:%M}", f"{there:%H:%M}")
        self.moment.heading.setText(f"{heading} · {self._group(group)}" if group else heading)
        listed = calls[-MOST_LISTED:]
        self._newest_of = len(calls)
        count = str(len(listed)) if listed == calls else self.tr("the newest {0} of more").format(len(listed))
        self.moment.count.setTextOrHide(count)
        self.moment.model.set_rows(listed)

    def moment_table(self) -> Table | None:
        """Return the calls that were listed last for a file, None before the first time."""
        if self._newest_of is None:
            return None
        left_out = self._newest_of > len(self.moment.model.rows)
        note = self.tr("Only the newest calls of that moment are listed.") if left_out else ""
        return export_now.calls(self.moment.model.rows, self._group)._replace(note=note)

    def turn_to_calls(self) -> None:
        """Show the list of calls, and put the keyboard there."""
        self.pages.setCurrentWidget(self.moment)
        self.moment.focus_table()

    def list_moment(self) -> None:
        """Ask for the calls of the span that is shown, if it is short, or of the cursor's minute."""
        if self.charts is None:
            return
        low, high = self.charts.span
        if high - low <= _A_MOMENT:
            since, until = (datetime.fromtimestamp(at, UTC) for at in (low, high))
            self.moment_wanted.emit(since, until)
        else:
            minute = self.charts.cursor_minute
            self.moment_wanted.emit(minute, minute + timedelta(minutes=1))

    def turn_back(self) -> None:
        """Show the charts again."""
        self.pages.setCurrentWidget(self._place)
        self.focus_chart()

    def focus_chart(self) -> None:
        """Put the keyboard into what is shown."""
        if self.lists_calls:
            self.moment.focus_table()
        elif self.charts is not None:
            self.charts.setFocus()

    def take_picture(self, group: str, now: datetime) -> QPixmap:
        """Return the charts as they stand, with what they show in words: no button, and no list of calls."""
        sort = self.charts.shown if self.charts is not None else None
        said = [self.heading.text()]
        said += [title(sort)] if sort is not None else []
        said += [self._group(group)] if group else []
        if self.lists_calls:
            self._place.resize(self.pages.size())  # behind another page it has the size that it had last
        return picture_of(self._place, " · ".join([*said, f"{now.astimezone(self._zone):%Y-%m-%d %H:%M}"]))

    def fit_letters(self) -> None:
        """Give the charts the letters and colours in force."""
        self.moment.fit_letters()
        if self.charts is not None:
            self.charts.make_anew()

    def _tell(self, minute: datetime) -> None:
        if self.charts is None:
            return
        came, soon, offered, waiting, before = map(_whole, self.charts.figures_at(minute))
        text = self.tr("{0}: {1} came (a week ago {2}), {3} of {4} in time, {5} waiting").format(
            f"{minute:%H:%M}", came, before, soon, offered, waiting
        )
        seats = self._seats_in_words(minute)
        alone = self.charts.shown is Sort.SEATS
        self.figures.setText(seats if alone else text)
        self.figures.setToolTip(tooltip(seats))  # in a narrow panel not all of it is seen
        self.seats.setTextOrHide(seats if self.charts.shown is None else "")

    def _seats_in_words(self, minute: datetime) -> str:
        """Say how many seats were in each state; those in which nobody was are left out."""
        found = self.charts.seats_at(minute) if self.charts is not None else None
        if found is None:
            return self.tr("{0}: the seats are not known").format(f"{minute:%H:%M}")
        order = [*chain.from_iterable(GROUPS.values()), FloorState.SIGNED_OUT, FloorState.UNKNOWN]
        told = [f"{words.floor_state(state)} {found[state]}" for state in order if found[state]]
        return f"{minute:%H:%M}: {' · '.join(told) or '–'}"

    def _lay_out(self) -> None:
        self.body.setContentsMargins(scaled(7), scaled(4), scaled(7), scaled(5))
        for name, text in (
            ("calls", self.tr("Calls")),
            ("rate", self.tr("In time")),
            ("waiting", self.tr("Waiting")),
            ("seats", self.tr("Seats")),
        ):
            button = KeyButton(f"monitor_show_{name}", text)
            button.setCheckable(True)
            button.setProperty("small", "true")
            self.choices.addButton(button)
            self._names.append((name, button))
            self.head.addWidget(button)
        self._names[0][1].setChecked(True)
        self.picture.setProperty("small", "true")
        self.head.addWidget(self.picture)
        charts = edgeless(QVBoxLayout(self._place), 2)
        charts.addWidget(self.figures)
        charts.addWidget(self.seats)
        self.pages.addWidget(self._place)
        self.pages.addWidget(self.moment)
        self.body.addWidget(self.pages, 1)


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"
