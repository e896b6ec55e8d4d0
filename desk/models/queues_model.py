"""The seat groups: who waits, what the seats do, and the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject

from desk import monitor_wording as words
from desk import wording
from desk.figures.periods import Window
from desk.figures.tally import Figures
from desk.language import translate
from desk.models.live_model import LiveModel
from desk.models.rows import Column
from desk.widgets.text import clock, plain, tooltip
from telephony.floor.views import FloorState

_STATES = (
    FloorState.READY,
    FloorState.RINGING,
    FloorState.TALKING,
    FloorState.CONSULTING,
    FloorState.THREE_WAY,
    FloorState.HELD,
    FloorState.AFTER_CALL,
    FloorState.NOT_READY,
    FloorState.SIGNED_OUT,
)
# What has no column of its own is counted in another: who calls a citizen back is at work in a call.
_WITH: Mapping[FloorState, tuple[FloorState, ...]] = {FloorState.TALKING: (FloorState.DIALLING,)}
REASONS = 3 + len(_STATES)  # the column of why seats are not ready
_FROM_RATES = REASONS + 1  # the column of the first rate


@dataclass(frozen=True)
class QueueRow:
    """A group, added up over all PBXs; an empty `name` is the total. `reasons` are those of NOT_READY."""

    name: str
    label: str
    waiting: int = 0
    longest_since: datetime | None = None
    states: Mapping[FloorState, int] = field(default_factory=Counter)
    reasons: tuple[tuple[str, int], ...] = ()
    figures: Mapping[Window, Figures] = field(default_factory=dict)
    window: Window = Window.HOUR
    known: bool = True
    more: int | None = None  # seats that are missing

    @property
    def shown(self) -> Figures:
        """The figures of the chosen span."""
        return self.figures.get(self.window) or Figures()


class QueuesModel(LiveModel[QueueRow]):
    """Rows of `QueueRow`, the total first."""

    def __init__(self, goal: float, limit: float, parent: QObject | None = None) -> None:
        self._goal, self._limit = goal, limit
        columns = [
            Column[QueueRow](translate("QueuesModel", "Group"), lambda row: row.label),
            Column[QueueRow](
                translate("QueuesModel", "Waiting"),
                lambda row: str(row.waiting) if row.known else "–",
                None,
                self._waiting_tone,
            ),
            Column[QueueRow](
                translate("QueuesModel", "Longest"),
                lambda row: self.ago(row.longest_since),
                None,
                self._longest_tone,
            ),
        ]
        columns += [self._state_column(state) for state in _STATES]
        columns += [
            Column[QueueRow](
                translate("QueuesModel", "Not ready for"), reasons, lambda row: tooltip(reasons(row))
            )
        ]
        columns += [self._rate_column(kind) for kind in Window]
        columns += [
            Column[QueueRow](
                translate("QueuesModel", "Connected"), lambda row: percent(row.shown.connect_rate)
            ),
            Column[QueueRow](translate("QueuesModel", "Gave up"), _abandoned, _abandoned_more),
            Column[QueueRow](translate("QueuesModel", "Wait"), lambda row: length(row.shown.mean_wait)),
            Column[QueueRow](translate("QueuesModel", "Talk"), lambda row: length(row.shown.mean_talk)),
            Column[QueueRow](translate("QueuesModel", "Direct"), lambda row: percent(row.shown.direct_rate)),
            Column[QueueRow](
                translate("QueuesModel", "3-way %"), lambda row: percent(row.shown.three_way_share)
            ),
            Column[QueueRow](translate("QueuesModel", "Orders"), lambda row: str(row.shown.orders)),
        ]
        super().__init__(columns, lambda row: row.name, (1, 2), parent)

    def columns_between(self, old: QueueRow, new: QueueRow) -> Sequence[int]:
        """Return all columns once a second, when there are new figures; else those of the moment."""
        if old.figures is new.figures and old.window is new.window and old.known is new.known:
            return range(1, _FROM_RATES)
        return super().columns_between(old, new)

    def _state_column(self, state: FloorState) -> Column[QueueRow]:
        heading = {
            FloorState.READY: translate("QueuesModel", "Ready"),
            FloorState.RINGING: translate("QueuesModel", "Rings"),
            FloorState.TALKING: translate("QueuesModel", "Talks"),
            FloorState.CONSULTING: translate("QueuesModel", "Consults"),
            FloorState.THREE_WAY: translate("QueuesModel", "3-way"),
            FloorState.HELD: translate("QueuesModel", "Hold"),
            FloorState.AFTER_CALL: translate("QueuesModel", "After"),
            FloorState.NOT_READY: translate("QueuesModel", "Not r."),
            FloorState.SIGNED_OUT: translate("QueuesModel", "Out"),
        }[state]

        others = _WITH.get(state, ())

        def number(row: QueueRow) -> int:
            return sum(row.states.get(each, 0) for each in (state, *others))

        def tone(row: QueueRow) -> str:
            count = number(row)
            if state is FloorState.READY:
                return "danger" if not count and row.waiting else "good" if count else "muted"
            return "" if count else "muted"

        def tip(row: QueueRow) -> str:
            lines = [words.floor_state(state)]
            lines += [f"{words.floor_state(each)}: {row.states.get(each, 0)}" for each in others]
            if state is FloorState.NOT_READY:
                lines += [f"{wording.not_ready_reason(reason)}: {count}" for reason, count in row.reasons]
            return tooltip("\n".join(lines))

        return Column[QueueRow](heading, lambda row: str(number(row)) if row.known else "–", tip, tone)

    def _rate_column(self, kind: Window) -> Column[QueueRow]:
        heading = {
            Window.QUARTER: translate("QueuesModel", "≤{0}s 15m"),
            Window.HOUR: translate("QueuesModel", "≤{0}s 1h"),
            Window.DAY: translate("QueuesModel", "≤{0}s day"),
        }[kind].format(f"{self._limit:g}")

        def figures(row: QueueRow) -> Figures:
            return row.figures.get(kind) or Figures()

        def tip(row: QueueRow) -> str:
            found = figures(row)
            return tooltip(
                translate("QueuesModel", "{0} of {1} callers within {2} s").format(
                    found.answered_soon, found.offered, f"{self._limit:g}"
                )
            )

        return Column[QueueRow](
            heading,
            lambda row: percent(figures(row).answer_rate),
            tip,
            lambda row: rate_tone(figures(row).answer_rate, self._goal),
        )

    def _waiting_tone(self, row: QueueRow) -> str:
        if not row.waiting:
            return "muted"
        return "danger" if self.seconds(row.longest_since) > self._limit else "warning"

    def _longest_tone(self, row: QueueRow) -> str:
        return "danger" if self.seconds(row.longest_since) > self._limit else ""


def reasons(row: QueueRow) -> str:
    """Say how many seats are not ready for which reason, the most frequent one first."""
    counted = sorted(row.reasons, key=lambda one: -one[1])
    return " · ".join(f"{plain(wording.not_ready_reason(reason), 20)} {count}" for reason, count in counted)


def percent(share: float | None) -> str:
    """Write a share, as it is read from afar: no decimals for all of it."""
    if share is None:
        return "–"
    return f"{share:.0%}" if share >= 0.9995 else f"{share:.1%}"


def length(seconds: float | None) -> str:
    """Write a mean length of time."""
    return "–" if seconds is None else clock(round(seconds))


def rate_tone(rate: float | None, goal: float) -> str:
    """Return the tone of a rate beside its goal."""
    if rate is None:
        return "muted"
    return "good" if rate >= goal else "warning" if rate >= goal - 0.1 else "danger"


def _abandoned(row: QueueRow) -> str:
    figures = row.shown
    median = figures.abandon_median
    return str(figures.abandoned) if median is None else f"{figures.abandoned} ({median:.0f} s)"


def _abandoned_more(row: QueueRow) -> str:
    figures = row.shown
    soon = ", ".join(
        translate("QueuesModel", "within {0} s: {1}").format(limit, count)
        for limit, count in zip((5, 15, 30), figures.abandoned_within, strict=True)
    )
    text = translate("QueuesModel", "{0} of the callers gave up. {1}").format(
        percent(figures.abandon_rate), soon
    )
    return tooltip(plain(text))
