"""What will happen: how many seats are missing and when it is well again; and what is rising."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.figures.staffing import Advice
from desk.models.rising_model import RisingModel
from desk.monitor.board_rows import BoardRows
from desk.monitor.table_panel import TablePanel
from desk.widgets.labels import PlainLabel
from desk.widgets.text import clock

_WIDTHS = (150, 54, 44, 50, 0)


class OutlookPanel(QWidget):
    """The staffing sentences over the rising matters."""

    def __init__(self, rows: BoardRows, goal: float, zone: tzinfo) -> None:
        super().__init__()
        self._rows, self._goal, self._zone = rows, goal, zone
        self.staffing = PlainLabel("monitor_staffing", self.tr("Seats that are needed"), wrap=True)
        self.staffing.setText(self.tr("The figures are being reckoned …"))
        self.rising = TablePanel(
            "monitor_rising",
            self.tr("Rising in the last 30 minutes"),
            self.tr("Matters whose calls grow faster than usual"),
            RisingModel(),
            _WIDTHS,
            empty=self.tr("Nothing grows faster than usual."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.staffing)
        layout.addWidget(self.rising, 1)

    def hasHeightForWidth(self) -> bool:
        """Take the height that there is: a longer sentence takes it from the table, not from the seats."""
        return False

    def show_advice(self, advice: Mapping[str, Advice], group: str, now: datetime) -> None:
        """Say what the groups need that are short of seats, or the chosen one."""
        names = [group] if group else [name for name in self._rows.order(advice) if name]
        short = [(name, advice[name]) for name in names if name in advice and _is_short(advice[name])]
        short.sort(key=lambda one: -(one[1].more or 99))
        sentences = [self.sentence(self._rows.name(name), one) for name, one in short[:3]]
        if not sentences and group in advice and group:
            sentences = [self.sentence(self._rows.name(group), advice[group])]
        if not sentences:
            sentences = [
                self.tr("Every group has the seats that it needs for {0}.").format(f"{self._goal:.0%}")
            ]
        self.staffing.setText("  ".join(sentences))

    def sentence(self, name: str, advice: Advice) -> str:
        """Say what one group needs."""
        goal = f"{self._goal:.0%}"
        if not advice.sure:
            return self.tr("{0}: too few calls for an advice.").format(name)
        if advice.more is None:
            return self.tr("{0}: no number of seats brings it back over {1} within the hour.").format(
                name, goal
            )
        if advice.more > 0 and advice.back_at is not None:
            when = f"{advice.back_at.astimezone(self._zone):%H:%M}"
            text = (
                self.tr("One more seat on {1} brings it back over {2} by {3}.")
                if advice.more == 1
                else self.tr("{0} more seats on {1} bring it back over {2} by {3}.")
            )
            return text.format(advice.more, name, goal, when)
        if advice.more > 0:
            text = self.tr("{1} needs {0} more seats for {2} ({3} calls an hour of {4}).")
            return text.format(advice.more, name, goal, f"{advice.rate:.0f}", clock(advice.handling))
        if advice.more < 0:
            return self.tr("{1} can spare {0} seats and keeps {2}.").format(-advice.more, name, goal)
        return self.tr("{0} has just the seats that it needs for {1}.").format(name, goal)

    def fit_letters(self) -> None:
        """Give the lines their height in the letters in force."""
        self.rising.fit_letters()


def _is_short(advice: Advice) -> bool:
    return advice.sure and (advice.more is None or advice.more > 0)
