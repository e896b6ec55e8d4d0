"""The call-taker's day in figures, small, at the bottom of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from desk.records.views import AgentDay
from desk.widgets.dressing import scaled, set_property
from desk.widgets.labels import PlainLabel
from desk.widgets.text import clock


class DayLine(QFrame):
    """One line; it takes no room until the figures are there, and gives it to what is more urgent."""

    def __init__(self) -> None:
        super().__init__()
        set_property(self, "card", "true")
        self.figures = PlainLabel("seat_day", self.tr("What this call-taker has done today"), size=12)
        self.figures.setTone("muted")
        self.figures.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(9), scaled(3), scaled(9), scaled(3))
        layout.addWidget(self.figures)
        self._known = self._aside = False
        self.hide()

    def show_day(self, day: AgentDay) -> None:
        """Show the figures of today."""
        parts = [
            self.tr("Today: calls {0}").format(day.calls),
            self.tr("answered {0}").format(day.answered),
            self.tr("direct answers {0}").format(day.direct_answers),
            self.tr("three-way {0}").format(day.three_way),
            self.tr("orders {0}").format(day.orders),
        ]
        if day.mean_talk_seconds is not None:
            parts.append(self.tr("mean talk {0}").format(clock(day.mean_talk_seconds)))
        self.figures.setText(" · ".join(parts))
        self._known = True
        self.give_way(self._aside)

    def give_way(self, aside: bool) -> None:
        """Leave the room to a line that must be read, and come back."""
        self._aside = aside
        self.setVisible(self._known and not aside)
