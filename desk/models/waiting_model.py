"""The callers who wait, the one who came first at the head."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.live_model import LiveModel
from desk.models.rows import Column
from desk.widgets.text import plain, tooltip
from telephony.floor.views import FloorWaiting


@dataclass(frozen=True)
class WaitingRow:
    """A caller who waits, the group by name, and what the records know of the caller.

    `repeat`: a matter of theirs is open; `today`: their earlier calls of the day, `gave_up` of them in vain.
    """

    caller: FloorWaiting
    group: str
    name: str = ""
    repeat: bool = False
    today: int = 0
    gave_up: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells the wait from others."""
        return (self.caller.pbx, self.caller.queue, self.caller.call_id)


class WaitingModel(LiveModel[WaitingRow]):
    """Rows of `WaitingRow`; who waits longer than `limit` is late."""

    def __init__(self, limit: float, parent: QObject | None = None) -> None:
        self._limit = limit
        columns = (
            Column[WaitingRow](
                translate("WaitingModel", "Wait"), lambda row: self.ago(row.caller.since), None, self._tone
            ),
            Column[WaitingRow](translate("WaitingModel", "Group"), lambda row: row.group),
            Column[WaitingRow](
                translate("WaitingModel", "Number"),
                lambda row: plain(row.caller.number, 30) or translate("WaitingModel", "withheld"),
            ),
            Column[WaitingRow](translate("WaitingModel", "Name"), _name, lambda row: tooltip(_name(row))),
            Column[WaitingRow](translate("WaitingModel", "Mark"), mark, _mark_more, lambda row: "warning"),
        )
        super().__init__(columns, lambda row: row.key, (0,), parent)

    def _tone(self, row: WaitingRow) -> str:
        return "danger" if self.seconds(row.caller.since) > self._limit else ""


def _name(row: WaitingRow) -> str:
    return plain(row.name or row.caller.name, 40)


def mark(row: WaitingRow) -> str:
    """Say what is special about a caller."""
    marks = []
    if row.repeat:
        marks.append(translate("WaitingModel", "matter open"))
    if row.gave_up and row.gave_up == row.today:
        marks.append(translate("WaitingModel", "gave up {0}× today").format(row.gave_up))
    elif row.today:
        marks.append(translate("WaitingModel", "called {0}× today").format(row.today))
    if row.caller.ringing:
        marks.append(translate("WaitingModel", "rings {0}").format(", ".join(row.caller.ringing[:3])))
    elif row.caller.priority:
        marks.append(translate("WaitingModel", "brought forward"))
    return " · ".join(marks)


def _mark_more(row: WaitingRow) -> str:
    lines = [mark(row)]
    if row.repeat:
        lines.append(
            translate("WaitingModel", "Repeat call: an order is open, or a call was left incomplete lately.")
        )
    if row.today:
        lines.append(
            translate(
                "WaitingModel", "Repeat call: called {0} times earlier today, {1} of them in vain."
            ).format(row.today, row.gave_up)
        )
    return tooltip("\n".join(lines))
