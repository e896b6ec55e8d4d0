"""A campaign's name, days and targets, typed in place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from desk.editor.fields import DayEdit, LinesEdit
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import edgeless, scaled, set_property
from desk.widgets.fields import LineEdit
from desk.widgets.labels import caption
from kb.editing.findings import Campaign, Target

_LINE = re.compile(r"(.+?)[\s,，:：]+(\d{1,6})[\s,，/]+(\d{1,6})$")
_DAYS = 100


class CampaignForm(QFrame):
    """Asks for name, days and, a line each, a department with its two targets."""

    given = Signal(object)  # Campaign

    def __init__(self) -> None:
        super().__init__()
        set_property(self, "card", "true")
        self._campaign = Campaign("", date.min, date.min)
        self.name = LineEdit(
            "campaign_name", self.tr("Name of the campaign"), self.tr("Hundred-day campaign")
        )
        self.starts = DayEdit("campaign_starts", self.tr("First day"), self.tr("2027-01-01"))
        self.ends = DayEdit("campaign_ends", self.tr("Last day"), self.tr("2027-04-10"))
        self.targets = LinesEdit(
            "campaign_targets",
            self.tr("Targets, a department a line"),
            self.tr("Department, new, renewed: Housing fund centre 20 30"),
            4,
        )
        self.save = KeyButton("campaign_save", self.tr("Save"), kind="primary")
        self.close_form = KeyButton("campaign_close", self.tr("Close"))
        grid = QGridLayout(self)
        grid.setContentsMargins(scaled(8), scaled(6), scaled(8), scaled(6))
        grid.setSpacing(scaled(5))
        for row, (text, field) in enumerate(
            (
                (self.tr("Name"), self.name),
                (self.tr("From"), self.starts),
                (self.tr("To"), self.ends),
            )
        ):
            grid.addWidget(caption(text), row, 0)
            grid.addWidget(field, row, 1)
        column = edgeless(QVBoxLayout(), 2)
        column.addWidget(caption(self.tr("Targets: a department a line, then new and renewed entries")))
        column.addWidget(self.targets, 1)
        grid.addLayout(column, 0, 2, 3, 1)
        grid.addWidget(self.save, 0, 3)
        grid.addWidget(self.close_form, 1, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 4)
        for line in (self.name, self.starts, self.ends):
            line.textChanged.connect(self._allow)
        self.targets.textChanged.connect(self._allow)
        self.save.clicked.connect(self._give)
        self.close_form.clicked.connect(self.hide)
        self.hide()

    def open(self, campaign: Campaign | None) -> None:
        """Appear for a campaign, or for a new one that begins today."""
        today = date.today()  # noqa: DTZ011 (a day of this place)
        new = Campaign("", today, today + timedelta(days=_DAYS - 1))
        self._campaign = campaign or new
        self.name.show_text(self._campaign.name)
        self.starts.show_day(self._campaign.starts)
        self.ends.show_day(self._campaign.ends)
        self.targets.show_text(
            "\n".join(f"{one.department} {one.new} {one.renewed}" for one in self._campaign.targets)
        )
        self._allow()
        self.show()
        self.name.setFocus()

    def _read(self) -> tuple[tuple[Target, ...], str]:
        """Return the targets, and the first line that is none."""
        found = []
        for line in self.targets.items:
            match = _LINE.match(line)
            if match is None:
                return (), line
            found.append(Target(match[1].strip(), int(match[2]), int(match[3])))
        return tuple(found), ""

    def _allow(self) -> None:
        starts, ends, bad = self.starts.day, self.ends.day, self._read()[1]
        if not self.name.text().strip():
            why: str | None = self.tr("Give the campaign a name.")
        elif starts is None or ends is None or ends < starts:
            why = self.tr("Give a first and a last day.")
        elif bad:
            why = self.tr("“{0}” is no department with two numbers.").format(bad[:60])
        else:
            why = None
        self.save.allow(why)

    def _give(self) -> None:
        starts, ends = self.starts.day, self.ends.day
        if starts is None or ends is None:
            return
        self.hide()
        name = " ".join(self.name.text().split())
        self.given.emit(replace(self._campaign, name=name, starts=starts, ends=ends, targets=self._read()[0]))
