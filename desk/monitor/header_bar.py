"""Who leads, which PBXs answer, and the four figures that tell how it goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desk import wording
from desk.models.queues_model import percent, rate_tone
from desk.monitor.rights import LeadPerson, Role
from desk.widgets.dressing import scaled, set_property
from desk.widgets.labels import Chip, PlainLabel, caption
from desk.widgets.text import plain, tooltip
from telephony.floor.views import FloorPbx
from telephony.snapshots import LinkSnapshot, LinkState


class BigFigure(QVBoxLayout):
    """A large number over what it counts."""

    def __init__(self, name: str, title: str, width: int) -> None:
        super().__init__()
        self.setSpacing(0)
        self.value = PlainLabel(name, title, size=22, bold=True)
        self.value.setWidth(scaled(width))
        self.addWidget(self.value)
        self.title = caption(title)
        self.addWidget(self.title)

    def show_value(self, text: str, tone: str = "") -> None:
        """Show a number in its tone."""
        self.value.setText(text)
        self.value.setTone(tone)


class HeaderBar(QFrame):
    """The bar at the window's top."""

    def __init__(self, who: LeadPerson, limit: float, goal: float) -> None:
        super().__init__()
        set_property(self, "card", "true")
        self._goal = goal
        self.who = PlainLabel("monitor_who", self.tr("Who leads here"), bold=True)
        self.who.setText(f"{plain(who.name, 40)} · {self._role(who.role)}")
        self.rate = BigFigure(
            "monitor_answer_rate", self.tr("within {0} s, 15 minutes").format(f"{limit:g}"), 128
        )
        self.hour = BigFigure("monitor_answer_rate_hour", self.tr("1 hour"), 84)
        self.day = BigFigure("monitor_answer_rate_day", self.tr("today"), 84)
        self.waiting = BigFigure("monitor_waiting_count", self.tr("waiting"), 58)
        self.longest = BigFigure("monitor_longest", self.tr("longest wait"), 84)
        self.ready = BigFigure("monitor_ready_count", self.tr("seats ready"), 72)
        self._chips: dict[str, Chip] = {}
        self._links_shown: list[tuple[str, LinkSnapshot, bool]] = []
        self._links = QHBoxLayout()
        self._links.setSpacing(scaled(6))
        left = QVBoxLayout()
        left.setSpacing(scaled(2))
        left.addWidget(self.who)
        left.addLayout(self._links)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(10), scaled(3), scaled(10), scaled(3))
        layout.setSpacing(scaled(18))
        layout.addLayout(left, 1)
        for figure in (self.rate, self.hour, self.day, self.waiting, self.longest, self.ready):
            layout.addLayout(figure)

    def show_pbxs(self, pbxs: Sequence[FloorPbx]) -> None:
        """Show a chip for each PBX."""
        links = [(pbx.name, pbx.link, pbx.loaded) for pbx in pbxs]
        if links == self._links_shown:
            return  # they change once a day, and views come twenty times a second
        self._links_shown = links
        if list(self._chips) != [pbx.name for pbx in pbxs]:
            self._make_chips(pbxs)
        for pbx in pbxs:
            chip = self._chips[pbx.name]
            link = pbx.link
            if link.state is LinkState.UP and link.problem is None:
                text = self.tr("connected") if pbx.loaded else self.tr("reading")
                chip.setChip("good" if pbx.loaded else "neutral")
            elif link.state is LinkState.UP:
                text = wording.link_short(link.problem).partition(":")[2].strip() or self.tr("connected")
                chip.setChip("warning")
            elif link.problem is None:
                text = self.tr("logged off") if link.state is LinkState.STOPPED else self.tr("connecting")
                chip.setChip("neutral")
            else:
                text = wording.link_short(link.problem).partition(":")[2].strip() or self.tr("away")
                chip.setChip("danger")
            chip.setText(f"{plain(pbx.name, 24)}: {text}")
            chip.setToolTip(tooltip(wording.link_problem(link.problem, link.missing) if link.problem else ""))

    def show_rates(self, quarter: float | None, hour: float | None, day: float | None) -> None:
        """Show the share answered in time of the three spans."""
        for figure, rate in ((self.rate, quarter), (self.hour, hour), (self.day, day)):
            figure.show_value(percent(rate), rate_tone(rate, self._goal))

    def show_now(self, waiting: str, waiting_tone: str, longest: str, longest_tone: str, ready: str) -> None:
        """Show who waits and how many seats are free."""
        self.waiting.show_value(waiting, waiting_tone)
        self.longest.show_value(longest, longest_tone)
        self.ready.show_value(ready, "danger" if ready == "0" else "good" if ready.isdigit() else "muted")

    def _make_chips(self, pbxs: Sequence[FloorPbx]) -> None:
        for chip in self._chips.values():
            chip.setParent(None)  # at once: two of one name would be found
            chip.deleteLater()
        while self._links.takeAt(0) is not None:
            pass
        self._chips = {
            pbx.name: Chip(f"monitor_pbx_{at + 1}", self.tr("Connection to a PBX"))
            for at, pbx in enumerate(pbxs)
        }
        for chip in self._chips.values():
            self._links.addWidget(chip)
        self._links.addStretch(1)

    def _role(self, role: Role) -> str:
        return {
            Role.VIEWER: self.tr("viewer"),
            Role.LEAD: self.tr("team lead"),
            Role.CHIEF: self.tr("chief of the shift"),
        }[role]
