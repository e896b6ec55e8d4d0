"""From a view of the floor and the figures to the rows of the tables; what is as before stays the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice

from desk.figures.day import Board
from desk.figures.periods import Window
from desk.figures.staffing import Advice
from desk.figures.tally import Figures
from desk.models.queues_model import QueueRow
from desk.models.seats_model import Minutes, SeatRow, who
from desk.models.waiting_model import WaitingRow
from desk.monitor.ports import KnownCaller, PresentCall
from desk.monitor.state_counts import TOTAL, StateCounts
from desk.widgets.text import plain
from telephony.floor.views import FloorSeat, FloorView, FloorWaiting

_MOST_WAITING = 300  # rows; the count tells of all
_NOBODY = KnownCaller()


class BoardRows:
    """Makes rows; remembers the rows of the last time."""

    def __init__(self, names: Mapping[str, str], total: str) -> None:
        self._names = dict(names)
        self._total = total
        self._counts = StateCounts()
        self._figures: tuple[Board | None, dict[str, dict[Window, Figures]]] = (None, {})
        self._told: tuple[object, object] = (None, None)  # whose figures and names the seats' rows have
        self._minutes: tuple[Board | None, dict[tuple[str, str], Minutes]] = (None, {})
        self._seats: list[SeatRow] = []  # as the view has them
        self._shown: list[int] = []  # places in `_seats`, in the order of the board
        self.departments: Mapping[str, str] = {}

    def name(self, queue: str) -> str:
        """Return a group's name on the screen."""
        return plain(self._names.get(queue, queue), 30)

    def label(self, queue: str) -> str:
        """Return a group's name on the screen, or what all groups together are called."""
        return self.name(queue) if queue else self._total

    def seat(self, subject: str) -> str:
        """Return a seat as the board names it, from its PBX and its key: `pbx/key`."""
        row = next((row for row in self._seats if "/".join(row.key) == subject), None)
        return who(row) if row is not None else plain(subject.rpartition("/")[2], 40)

    def order(self, queues: Iterable[str]) -> list[str]:
        """Return groups in the order of the settings, the others after them by name."""
        places = {name: at for at, name in enumerate(self._names)}
        return sorted(set(queues), key=lambda name: (places.get(name, len(places)), name))

    def queues(
        self, view: FloorView, board: Board | None, advice: Mapping[str, Advice], window: Window
    ) -> list[QueueRow]:
        """Return the total and a row for each group."""
        counts = self._counts
        counts.see(view.seats)
        waiting: dict[str, list[FloorWaiting]] = defaultdict(list)
        known: dict[str, bool] = {}
        for pbx in view.pbxs:
            for queue in pbx.queues:
                waiting[queue.name].extend(queue.waiting)
                waiting[TOTAL].extend(queue.waiting)
                known[queue.name] = known.get(queue.name, True) and pbx.loaded
        names = self.order(known)
        return [
            QueueRow(
                name,
                self.label(name),
                len(waiting[name]),
                min((caller.since for caller in waiting[name]), default=None),
                *counts.of(name),
                self._figures_of(board, name),
                window,
                known.get(name, all(pbx.loaded for pbx in view.pbxs)),
                advice[name].more if name in advice else None,
            )
            for name in (TOTAL, *names)
        ]

    def seats(
        self,
        view: FloorView,
        board: Board | None,
        callers: Mapping[PresentCall, KnownCaller],
        queue: str,
        wanted: str,
    ) -> list[SeatRow]:
        """Return the seats of a group (of all, when empty) that fit what was typed."""
        several = len(view.pbxs) > 1
        figures: Mapping[tuple[str, str], Figures] = board[Window.DAY].seats if board is not None else {}
        minutes = self._minutes_of(board)
        anew = board is not self._told[0] or callers is not self._told[1]
        self._told = (board, callers)
        seats, known = view.seats, self._seats
        others = len(seats) != len(known)  # than those whose order is known
        if others:
            known = self._seats = [self._seat(seat, None, "", several, None) for seat in seats]
        for at, seat in enumerate(seats):
            row = known[at]
            if row.seat is seat and not anew and not others:
                continue
            key, caller = (seat.pbx, seat.key), _name_of(seat, callers)
            spent = minutes.get(key)
            if (
                row.seat is not seat
                or row.figures != figures.get(key)
                or row.caller != caller
                or row.minutes is not spent
            ):
                others = others or row.key != key
                known[at] = self._seat(seat, figures.get(key), caller, several, spent)
        if others:
            self._shown = sorted(range(len(known)), key=lambda at: _place(known[at].key))
        rows = [known[at] for at in self._shown]
        if not queue and not wanted:
            return rows
        return [row for row in rows if (not queue or queue in row.seat.queues) and _fits(row, wanted)]

    def waiting(
        self, callers: Iterable[FloorWaiting], known: Mapping[PresentCall, KnownCaller], queue: str
    ) -> list[WaitingRow]:
        """Return the callers of a group, or of all, who have waited longest."""
        mine = (caller for caller in callers if not queue or caller.queue == queue)
        found = []
        for caller in islice(mine, _MOST_WAITING):
            about = known.get(PresentCall(caller.pbx, caller.call_id, caller.number), _NOBODY)
            group = self.name(caller.queue)
            found.append(WaitingRow(caller, group, about.name, about.repeat, about.today, about.gave_up))
        return found

    def _figures_of(self, board: Board | None, name: str) -> dict[Window, Figures]:
        """Return a group's figures, the same object until there are new figures."""
        if self._figures[0] is not board:
            self._figures = (board, {})
        known = self._figures[1]
        if name not in known:
            known[name] = figures_of(board, name)
        return known[name]

    def _minutes_of(self, board: Board | None) -> Mapping[tuple[str, str], Minutes]:
        """Return each seat's whole minutes by state, the same object until one of them has become more."""
        if board is None or board is self._minutes[0]:
            return self._minutes[1]
        before, now = self._minutes[1], {}
        for seat, seconds in board.times.items():
            whole = {state: int(spent // 60) for state, spent in seconds.items()}
            known = before.get(seat)
            now[seat] = known if known == whole else whole
        self._minutes = (board, now)
        return now

    def _seat(
        self, seat: FloorSeat, figures: Figures | None, caller: str, several: bool, minutes: Minutes | None
    ) -> SeatRow:
        call = seat.call
        return SeatRow(
            seat,
            " ".join(self.name(name) for name in self.order(seat.queues)),
            plain(self.departments.get(call.department, ""), 30) if call is not None else "",
            self.name(call.queue) if call is not None and call.queue else "",
            caller,
            figures,
            several,
            minutes,
        )


def figures_of(board: Board | None, name: str) -> dict[Window, Figures]:
    """Return a group's figures, or the total's, of each span."""
    if board is None:
        return {}
    return {
        kind: found.total if not name else found.queues.get(name, Figures(rule=found.total.rule))
        for kind, found in board.windows.items()
    }


def longest(rows: Sequence[QueueRow]) -> datetime | None:
    """Return since when the caller who has waited longest is there."""
    return rows[0].longest_since if rows else None


def _place(seat: tuple[str, str]) -> tuple[str, int, str]:
    pbx, key = seat
    return (pbx, int(key) if key.isdigit() else 1 << 40, key)


def _name_of(seat: FloorSeat, callers: Mapping[PresentCall, KnownCaller]) -> str:
    call = seat.call
    return callers.get(PresentCall(seat.pbx, call.call_id, call.number), _NOBODY).name if call else ""


def _fits(row: SeatRow, wanted: str) -> bool:
    if not wanted:
        return True
    seat = row.seat
    text = f"{seat.key} {seat.name} {row.groups} {seat.call.number if seat.call else ''}".casefold()
    if wanted.isascii() and not wanted.isdigit():
        text = f"{text} {_sound(seat.name)}"
    return all(part in text for part in wanted.casefold().split())


@lru_cache(1000)
def _sound(name: str) -> str:
    """Return a name's initials and pinyin; pypinyin is read when letters are first typed."""
    from kb.readings import by_characters

    initials, pinyin = by_characters(name)
    return f"{initials} {pinyin.replace(' ', '')}"
