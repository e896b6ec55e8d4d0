"""The tables of this moment as files have them: numbers as numbers, lengths of time in seconds.

What a column of the board has no room for is told, too. Nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from desk import monitor_wording as words
from desk import wording
from desk.figures import export
from desk.figures.alarms import Alarm, Threshold
from desk.figures.export import Value
from desk.figures.periods import Window
from desk.figures.rising import Rise
from desk.figures.staffing import Advice
from desk.figures.tally import Figures
from desk.language import translate
from desk.models.alarms_model import what
from desk.models.queues_model import QueueRow, reasons
from desk.models.rising_model import matter
from desk.models.seats_model import PARTS, SeatRow, part_heading
from desk.models.waiting_model import WaitingRow, mark
from desk.monitor.export_wording import advice_heading, call_heading, figure_heading, now_heading
from telephony.floor.facts import QueueCall
from telephony.floor.views import FloorState

Names = Callable[[str], str]  # a group's name on the screen
_STATES = tuple(state for state in FloorState if state is not FloorState.UNKNOWN)
_SEATS = (
    "pbx",
    "seat",
    "person",
    "state",
    "reason",
    "since",
    "state_seconds",
    "number",
    "name",
    "call_group",
    "department",
    "groups",
    "calls",
    "mean_talk",
    "mean_answer",
)
_ADVICE = (
    "more",
    "seats",
    "needed",
    "rate",
    "handling",
    "patience",
    "now",
    "then",
    "cleared_at",
    "back_at",
)


class Table(NamedTuple):
    """What is written: headings, rows, and what is to be said about them."""

    headings: list[str]
    rows: list[list[Value]]
    note: str = ""


def groups(rows: Iterable[QueueRow], now: datetime) -> Table:
    """Return the groups: who waits, what the seats do, and the figures of the chosen span."""
    rate = figure_heading("answer_rate")
    headings = [now_heading("group"), now_heading("waiting"), now_heading("longest")]
    headings += [*map(words.floor_state, _STATES), now_heading("reasons"), now_heading("more")]
    headings += [f"{rate} · {words.window(kind)}" for kind in Window]
    headings += [now_heading("span"), *map(figure_heading, export.FIGURE_COLUMNS)]
    table = []
    for row in rows:
        live: list[Value] = [row.waiting, _since(row.longest_since, now)]
        live += [row.states.get(state, 0) for state in _STATES]
        cells: list[Value] = [row.label, *(live if row.known else [None] * len(live))]
        cells += [reasons(row), row.more]
        cells += [(row.figures.get(kind) or Figures()).answer_rate for kind in Window]
        cells += [words.window(row.window), *export.figures_row(row.shown)]
        table.append(cells)
    return Table(headings, table)


def waiting(rows: Iterable[WaitingRow], now: datetime) -> Table:
    """Return the callers who wait."""
    names = ("came", "wait", "group", "position", "number", "name", "mark", "pbx")
    return Table(
        [now_heading(name) for name in names],
        [
            [
                row.caller.since,
                _since(row.caller.since, now),
                row.group,
                row.caller.position,
                row.caller.number,
                row.name or row.caller.name,
                mark(row),
                row.caller.pbx,
            ]
            for row in rows
        ],
    )


def seats(rows: Iterable[SeatRow], now: datetime) -> Table:
    """Return the seats: who, what they do, with whom, and how they have spent the day."""
    minutes = translate("MonitorExport", "{0} today, min")
    table = []
    for row in rows:
        seat, call, figures = row.seat, row.seat.call, row.figures or Figures()
        cells: list[Value] = [seat.pbx, seat.key, seat.name, words.floor_state(seat.state)]
        cells += [wording.not_ready_reason(seat.reason), seat.since, _since(seat.since, now)]
        cells += [call.number, row.caller or call.name, row.queue] if call is not None else ["", "", ""]
        cells += [row.department or (call.department if call is not None else ""), row.groups]
        cells += [figures.answered, figures.mean_talk, figures.mean_answer]
        table.append([*cells, *(row.spent(part) for part in PARTS)])
    headings = [now_heading(name) for name in _SEATS]
    return Table([*headings, *(minutes.format(part_heading(part)) for part in PARTS)], table)


def calls(found: Iterable[QueueCall], name: Names) -> Table:
    """Return calls with all that is known of them."""
    queue, outcome, end = (export.CALL_COLUMNS.index(n) for n in ("queue", "outcome", "ended_by"))
    table = []
    for call in found:
        row = export.call_row(call)
        row[queue] = name(call.queue)
        row[outcome], row[end] = words.outcome(call.outcome), words.ended_by(call.ended_by)
        table.append(row)
    return Table([call_heading(column) for column in export.CALL_COLUMNS], table)


def rising(found: Iterable[Rise]) -> Table:
    """Return what rises, with the entry that answers it."""
    names = ("matter", "sort", "calls", "usual", "entry", "title")
    return Table(
        [now_heading(name) for name in names],
        [[matter(one), words.sort(one.sort), one.calls, one.usual, one.entry, one.title] for one in found],
    )


def outlook(
    advice: Mapping[str, Advice], order: Iterable[str], name: Names, say: Callable[[str, Advice], str]
) -> Table:
    """Return what each group needs; `say` puts it into a sentence."""
    table = []
    for group in order:
        one = advice[group]
        known: list[Value] = [one.more, one.seats, one.needed, one.rate, one.handling, one.patience]
        known += [one.now.answered_within, one.then.answered_within if one.then is not None else None]
        known += [one.cleared_at, one.back_at]
        # What rests on too few calls is no advice.
        table.append([name(group), *(known if one.sure else [None] * len(known)), say(name(group), one)])
    headings = [now_heading("group"), *map(advice_heading, _ADVICE), now_heading("advice")]
    return Table(headings, table)


def alarms(found: Iterable[Alarm], name: Names) -> Table:
    """Return the alarms that stand."""
    names = ("state", "what", "group", "pbx", "seat", "value", "limit", "since", "seen_by", "seen_at")
    table: list[list[Value]] = []
    for alarm in found:
        pbx, _, seat = alarm.subject.rpartition("/")
        queue = alarm.threshold.queue
        table.append(
            [
                words.alarm_state(alarm.state),
                what(alarm.threshold, name),
                name(queue) if queue else "",
                pbx,
                seat,
                alarm.value,
                alarm.threshold.limit,
                alarm.raised_at,
                alarm.acknowledged_by,
                alarm.acknowledged_at,
            ]
        )
    return Table([now_heading(column) for column in names], table)


def thresholds(found: Iterable[Threshold], name: Names) -> Table:
    """Return the thresholds."""
    names = ("what", "group", "bad_side", "limit", "back_at", "after", "calm", "in_force")
    yes, no = translate("ThresholdsModel", "yes"), translate("ThresholdsModel", "no")
    return Table(
        [now_heading(column) for column in names],
        [
            [
                what(one, name),
                name(one.queue) if one.queue else translate("ThresholdsModel", "all"),
                translate("MonitorExport", "below")
                if one.low_is_bad
                else translate("MonitorExport", "above"),
                one.limit,
                one.back_at,
                one.after,
                one.calm,
                yes if one.enabled else no,
            ]
            for one in found
        ],
    )


def _since(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(0, (now - moment) // timedelta(seconds=1))
