"""The seats: who, what they do and since when, and today's calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desk import monitor_wording as words
from desk import wording
from desk.figures.tally import Figures
from desk.language import translate
from desk.models.live_model import LiveModel
from desk.models.queues_model import length
from desk.models.rows import Column
from desk.widgets.text import plain, tooltip
from telephony.floor.views import IN_CALL, FloorSeat, FloorState

Minutes = Mapping[FloorState, int]
_UNSEEN = frozenset({FloorState.UNKNOWN, FloorState.SIGNED_OUT})
_READY = frozenset({FloorState.READY, FloorState.RINGING})
# What a seat's day is made of, as a lead reads it: of which states each part is.
PARTS: Mapping[str, frozenset[FloorState]] = {
    "signed_in": frozenset(FloorState) - _UNSEEN,
    "ready": _READY,
    "in_calls": IN_CALL,
    "after_call": frozenset({FloorState.AFTER_CALL}),
    "not_ready": frozenset({FloorState.NOT_READY}),
}


@dataclass(frozen=True)
class SeatRow:
    """A seat, its groups, what is known of its call by name, and today's figures and minutes by state."""

    seat: FloorSeat
    groups: str = ""
    department: str = ""
    queue: str = ""  # of the call, by name
    caller: str = ""  # as the records know them
    figures: Figures | None = None
    several: bool = False  # more than one PBX: the seat's is named
    minutes: Minutes | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells the seat from others."""
        return (self.seat.pbx, self.seat.key)

    def spent(self, part: str) -> int | None:
        """Return the minutes of today in a part of `PARTS`, None where nobody has looked."""
        if self.minutes is None:
            return None
        return sum(self.minutes.get(state, 0) for state in PARTS[part])


_OF_THE_MOMENT = (1, 2, 3)  # state, since when, call
# What a narrow table shows in turn: the call, groups and mean wait until answered, and how the day was spent.
NOW_COLUMNS, DAY_COLUMNS = (3, 4, 7), range(8, 8 + len(PARTS))


class SeatsModel(LiveModel[SeatRow]):
    """Rows of `SeatRow`."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[SeatRow](translate("SeatsModel", "Seat"), who, lambda row: tooltip(who(row))),
            Column[SeatRow](
                translate("SeatsModel", "State"),
                _state,
                _state_more,
                lambda row: words.state_tone(row.seat.state),
            ),
            Column[SeatRow](
                translate("SeatsModel", "Since"), lambda row: self.ago(row.seat.since), None, self._tone
            ),
            Column[SeatRow](translate("SeatsModel", "In the call"), _call, lambda row: tooltip(_call(row))),
            Column[SeatRow](
                translate("SeatsModel", "Groups"),
                lambda row: row.groups,
                lambda row: tooltip(row.groups),
                lambda _: "muted",
            ),
            Column[SeatRow](
                translate("SeatsModel", "Calls"), lambda row: str(row.figures.answered if row.figures else 0)
            ),
            Column[SeatRow](
                translate("SeatsModel", "Talk"),
                lambda row: length(row.figures.mean_talk if row.figures else None),
            ),
            Column[SeatRow](
                translate("SeatsModel", "Answer"),
                lambda row: length(row.figures.mean_answer if row.figures else None),
            ),
            *map(self._time_column, PARTS),
        )
        super().__init__(columns, lambda row: row.key, (2,), parent)

    def columns_between(self, old: SeatRow, new: SeatRow) -> Sequence[int]:
        """Return all columns where more than the state and the call has changed."""
        mine, theirs = new.seat, old.seat
        lasting = (old.groups, old.several, theirs.name) == (new.groups, new.several, mine.name)
        same = lasting and old.figures is new.figures and old.minutes is new.minutes
        return _OF_THE_MOMENT if same else super().columns_between(old, new)

    def _time_column(self, part: str) -> Column[SeatRow]:
        def text(row: SeatRow) -> str:
            return duration(row.spent(part))

        return Column[SeatRow](part_heading(part), text, _day_of)

    def _tone(self, row: SeatRow) -> str:
        return "muted" if row.seat.state in (FloorState.SIGNED_OUT, FloorState.UNKNOWN) else ""


def part_heading(part: str) -> str:
    """Name a part of a seat's day."""
    return {
        "signed_in": translate("SeatsModel", "Signed in"),
        "ready": translate("SeatsModel", "Ready"),
        "in_calls": translate("SeatsModel", "In calls"),
        "after_call": translate("SeatsModel", "After-call"),
        "not_ready": translate("SeatsModel", "Not ready"),
    }[part]


def duration(minutes: int | None) -> str:
    """Write a length of time in hours and minutes."""
    if minutes is None:
        return "–"
    hours, rest = divmod(minutes, 60)
    if hours:
        return translate("SeatsModel", "{0}h {1:02}m").format(hours, rest)
    return translate("SeatsModel", "{0}m").format(rest)


def who(row: SeatRow) -> str:
    """Name a seat: its number, of several PBXs with its own, and the person."""
    seat = row.seat
    number = f"{plain(seat.pbx, 20)}/{seat.key}" if row.several else seat.key
    return plain(f"{number} {seat.name}".strip(), 60)


def _state(row: SeatRow) -> str:
    seat = row.seat
    text = words.floor_state(seat.state)
    if seat.state is FloorState.NOT_READY and seat.reason:
        text = f"{text} · {plain(wording.not_ready_reason(seat.reason), 30)}"
    if seat.watched:
        text = f"{text} ◉"
    return text if seat.reachable else f"{text} ⚠"


def _state_more(row: SeatRow) -> str:
    seat = row.seat
    lines = [_state(row)]
    if not seat.reachable:
        lines.append(translate("SeatsModel", "The PBX can't reach the phone."))
    lines += [f"{plain(watch.lead, 30)}: {words.watch_mode(watch.mode)}" for watch in seat.watched]
    return tooltip("\n".join(lines))


def _day_of(row: SeatRow) -> str:
    """Tell a seat's day state by state."""
    return tooltip(
        "\n".join(
            f"{words.floor_state(state)}: {duration(minutes)}"
            for state, minutes in (row.minutes or {}).items()
            if minutes
        )
    )


def _call(row: SeatRow) -> str:
    call = row.seat.call
    if call is None:
        return ""
    parts = [
        plain(row.caller or call.name, 30),
        plain(call.number, 30) or translate("SeatsModel", "number withheld"),
    ]
    if row.queue:
        parts.append(row.queue)
    if call.department:
        parts.append("→ " + (row.department or plain(call.department, 30)))
    return " ".join(part for part in parts if part)
