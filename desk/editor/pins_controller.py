"""Joins pins with the knowledge base: one agreed answer on every desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from desk import editing_wording as wording
from desk.editor.entry_panel import EntryPanel
from desk.editor.health import Health
from desk.editor.list_controller import ListController
from desk.editor.pins_panel import PinsPanel
from desk.editor.ports import Ports
from desk.editor.rooms_panel import RoomsPanel
from desk.models.rooms import Room
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import moment, plain
from kb.editing.errors import Refusal
from kb.editing.findings import Pin
from kb.editing.views import Opened, Role, State

_EVERY_MS = 10_000
_PUBLIC = frozenset((State.PUBLISHED, State.TO_CONFIRM))


class PinsController(ListController[Pin]):
    """The pins that are on or to come, and the pin of the entry that is open."""

    entry_wanted = Signal(str)  # code

    def __init__(
        self,
        ports: Ports,
        panel: PinsPanel,
        entry: EntryPanel,
        rooms: RoomsPanel,
        health: Health,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ports, panel, health, messages, _EVERY_MS, parent)
        self._panel, self._entry, self._rooms = panel, entry, rooms
        self._pins: tuple[Pin, ...] = ()
        self._opened: Opened | None = None
        panel.chosen_changed.connect(lambda pin: self.entry_wanted.emit(pin.code))
        panel.end_requested.connect(self._end)
        entry.pin_wanted.connect(self._ask)
        entry.pin_row.given.connect(self._pin)
        entry.pin_row.ended.connect(self._end)

    def find(self) -> Sequence[Pin]:
        """Return the pins that are on or to come."""
        return self._ports.editorial.pins.list()

    def arrived(self, found: Sequence[Pin]) -> None:
        """Show the pins, count them, and look whether the open entry is one of them."""
        self._pins = tuple(found)
        self._rooms.show_counts({Room.PINS: len(found)})
        self._panel.show_pins(found)
        self.follow(self._opened)

    def follow(self, opened: Opened | None) -> None:
        """Say whether the open entry can be pinned, and whether it is."""
        self._opened = opened
        if opened is None:
            return
        published = opened.published
        pinned = self._pin_of(opened.code)
        if self._ports.who.role is not Role.REVIEWER:
            why: str | None = wording.refusal(Refusal.ROLE)
        elif published is None or published.state not in _PUBLIC:
            why = self.tr("Only a published entry can be pinned.")
        else:
            why = None
        self._entry.pin.allow(why)
        self._entry.pin.setLabel(self.tr("Pinned …") if pinned is not None else self.tr("Pin …"))

    def _pin_of(self, code: str) -> Pin | None:
        return next((pin for pin in self._pins if pin.code == code), None)

    def _ask(self) -> None:
        if self._opened is not None:
            self._entry.pin_row.open(self._opened.code, self._pin_of(self._opened.code))

    def _pin(self, pin: Pin) -> None:
        pins = self._ports.editorial.pins

        def done(kept: Pin) -> None:
            self._messages.notice(
                self.tr("{0} is pinned to all desks until {1}.").format(
                    plain(kept.code, 40), moment(kept.ends, datetime.now(UTC))
                )
            )

        self.take_step(lambda: pins.pin(pin), done)

    def _end(self, number: int) -> None:
        pins = self._ports.editorial.pins

        def done(_: None) -> None:
            self._messages.notice(self.tr("The entry is no longer pinned."))

        self.take_step(lambda: pins.end(number), done)
