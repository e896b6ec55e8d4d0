"""The stays of callers in queues, each once, however often and by whom it is told; as columns of numbers.

A day of a large hotline is 100,000 stays. As objects they would be 70 MB, as columns they are 5, and a
sum over them takes a thousandth of a second. The objects of the last minutes are kept besides, for what is
still being told of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from desk.figures.merging import find, joined
from desk.figures.numbers import NOTHING, Numbers
from telephony.floor.facts import EndedBy, Outcome, QueueCall

_FRESH = timedelta(minutes=2)  # the log is read every minute
_FIRST_SIZE = 1024
OUTCOMES = tuple(Outcome)
CODE = {outcome: code for code, outcome in enumerate(OUTCOMES)}
_ANSWERED = CODE[Outcome.ANSWERED]
UNSETTLED = -1  # no wrap-up yet
NEVER = float("inf")

_COLUMNS = {
    "entered": np.float64,  # seconds since 1970, as all times; NaN: not known or not yet
    "left": np.float64,
    "ended": np.float64,
    "wait": np.float64,
    "talk": np.float64,
    "outcome": np.int8,
    "queue": np.int32,
    "seat": np.int32,
    "three_way": np.bool_,
    "settled": np.int8,
    "before": np.int32,  # the row of the call's stay before this one; NOTHING for none
}
Name = TypeVar("Name", bound=Hashable)
Column = npt.NDArray[Any]


class Rows:
    """Columns of one length, each an array of its own: a sum over one does not read the others."""

    def __init__(self, columns: dict[str, Column] | Rows, which: Column | slice | None = None) -> None:
        """Take whole columns, or `which` of them: each is made when it is asked for."""
        self._columns = columns
        self._which = which
        self._taken: dict[str, Column] = {}

    @classmethod
    def empty(cls, size: int) -> Rows:
        """Return rows of zeros."""
        return cls({name: np.zeros(size, kind) for name, kind in _COLUMNS.items()})

    def __getitem__(self, name: str) -> Column:
        if self._which is None:
            return self._columns[name]
        taken = self._taken.get(name)
        if taken is None:
            taken = self._taken[name] = self._columns[name][self._which]
        return taken

    def __len__(self) -> int:
        return len(self["entered"])

    def where(self, which: Column | slice) -> Rows:
        """Return the rows of a mask or a slice."""
        return Rows(self, which if isinstance(which, slice) else np.flatnonzero(which))

    def grown(self) -> Rows:
        """Return the rows with empty ones behind them: a quarter as many, for they stay in memory, too."""
        size = len(self) + max(len(self) // 4, _FIRST_SIZE)
        larger = Rows.empty(size)
        for name in _COLUMNS:
            larger[name][: len(self)] = self[name]
        return larger

    def set(self, place: int, values: dict[str, Any]) -> None:
        """Write a row."""
        for name, value in values.items():
            self._columns[name][place] = value


class Names(Generic[Name]):
    """Numbers for names, in the order in which they came."""

    def __init__(self) -> None:
        self._numbers: dict[Name, int] = {}

    def number(self, name: Name) -> int:
        """Return the number of a name, a new one for a new name."""
        return self._numbers.setdefault(name, len(self._numbers))

    def known(self, name: Name) -> int | None:
        """Return the number of a name, None when it never came."""
        return self._numbers.get(name)

    def __iter__(self) -> Iterator[Name]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class Stays:
    """All stays since some moment; `put` takes what any source tells."""

    def __init__(self) -> None:
        self.queues: Names[str] = Names()
        self.seats: Names[tuple[str, str]] = Names()
        self._rows = Rows.empty(_FIRST_SIZE)
        self._count = 0
        self._last = Numbers()  # each call's last row
        self._fresh: dict[int, QueueCall] = {}
        self._pbxs: set[str] = set()
        self.answered_since = NEVER  # when the first was answered of whom this has become known

    def __len__(self) -> int:
        return self._count

    @property
    def rows(self) -> Rows:
        """The columns; only to be read."""
        return self._rows.where(slice(self._count))

    def put(self, call: QueueCall) -> QueueCall | None:
        """Take a report; return the stay as it is known now, None where the report told nothing new."""
        places = self._places(call.pbx, call.call_id)
        known = [self._call(place, call) for place in places]
        at = find(call, known)
        if at is None:
            self._pbxs.add(call.pbx)
            place = self._new_row(places[-1] if places else NOTHING)
            self._last[_key(call.pbx, call.call_id)] = place
            self._write(place, call)
            self._hand_on([*places, place])
            return call
        after = joined(known[at], call)
        if after == known[at]:
            return None
        self._write(places[at], after)
        self._hand_on(places)
        return after

    def settle(self, call_id: str, code: int) -> None:
        """Note how a call was settled in its wrap-up: with its last answered stay, whichever PBX had it."""
        places = [place for pbx in self._pbxs for place in self._places(pbx, call_id)]
        last = self._last_answered(places)
        if last is not None:
            self._rows["settled"][places] = UNSETTLED
            self._rows["settled"][last] = code

    def queue_of(self, call_id: str) -> str:
        """Return the queue of a call's last answered stay, or of its last one; empty when none is known."""
        places = [place for pbx in self._pbxs for place in self._places(pbx, call_id)]
        if not places:
            return ""
        last = self._last_answered(places)
        if last is None:
            last = max(places, key=lambda place: float(self._rows["entered"][place]))
        return list(self.queues)[int(self._rows["queue"][last])]

    def talks(self, pbx: str) -> dict[str, list[tuple[float, float]]]:
        """Return from when to when each seat of a PBX was in its calls; one that goes on has no end."""
        rows = self.rows
        answered = rows.where(rows["outcome"] == _ANSWERED)
        ends = np.nan_to_num(answered["ended"], nan=NEVER)
        found: dict[str, list[tuple[float, float]]] = {}
        seats = list(self.seats)
        for number, begin, end in zip(answered["seat"].tolist(), answered["left"], ends, strict=True):
            if seats[number][0] == pbx:
                found.setdefault(seats[number][1], []).append((float(begin), float(end)))
        return found

    def open(self) -> tuple[QueueCall, ...]:
        """Return the stays that are not over."""
        return tuple(call for call in self._fresh.values() if not call.over)

    def let_go(self) -> None:
        """Keep no objects of stays that are over: nobody tells of them any more."""
        self._fresh = {place: call for place, call in self._fresh.items() if not call.over}

    def tidy(self, now: datetime, keep_since: datetime) -> None:
        """Let go of what can be: objects of a while ago, and rows that ended before `keep_since`."""
        old = [
            place
            for place, call in self._fresh.items()
            if call.over and now - (call.ended_at or call.left_at or call.entered_at) > _FRESH
        ]
        for place in old:
            del self._fresh[place]
        self._forget(keep_since.timestamp())

    def _forget(self, since: float) -> None:
        rows = self.rows
        latest = np.fmax(np.fmax(rows["entered"], rows["left"]), rows["ended"])
        fresh = np.zeros(self._count, bool)
        fresh[list(self._fresh)] = True
        keep = (latest >= since) | fresh
        if keep.sum() > 0.75 * self._count:
            return
        new_place = np.cumsum(keep) - 1
        chains = {key: [place for place in self._chain(self._last[key]) if keep[place]] for key in self._last}
        self._rows = rows.where(keep).grown()
        self._count = int(keep.sum())
        self._last = Numbers()
        for key, chain in chains.items():
            stayed = [int(new_place[place]) for place in chain]
            for before, place in zip([NOTHING, *stayed], stayed, strict=False):
                self._rows["before"][place] = before
                self._last[key] = place
        self._fresh = {int(new_place[place]): call for place, call in self._fresh.items()}

    def _places(self, pbx: str, call_id: str) -> list[int]:
        """Return the rows of a call's stays, in the order in which they were told."""
        return self._chain(self._last[_key(pbx, call_id)])

    def _last_answered(self, places: list[int]) -> int | None:
        rows = self._rows
        answered = [place for place in places if rows["outcome"][place] == _ANSWERED]
        return max(answered, key=lambda place: float(rows["left"][place]), default=None)

    def _hand_on(self, places: list[int]) -> None:
        """Let the last answered of a call's stays have what its wrap-up said: a call is settled once."""
        if len(places) < 2:
            return
        settled = self._rows["settled"]
        codes = [int(settled[place]) for place in places if settled[place] != UNSETTLED]
        last = self._last_answered(places)
        if codes and last is not None:
            settled[places] = UNSETTLED
            settled[last] = codes[-1]

    def _chain(self, last: int) -> list[int]:
        chain = []
        while last != NOTHING:
            chain.append(last)
            last = int(self._rows["before"][last])
        return chain[::-1]

    def _new_row(self, before: int) -> int:
        if self._count == len(self._rows):
            self._rows = self._rows.grown()
        self._rows["settled"][self._count] = UNSETTLED
        self._rows["before"][self._count] = before
        self._count += 1
        return self._count - 1

    def _write(self, place: int, call: QueueCall) -> None:
        self._fresh[place] = call
        if call.outcome is Outcome.ANSWERED and call.left_at is not None:
            left = call.left_at.timestamp()
            if self._rows["outcome"][place] != _ANSWERED or left < self._rows["left"][place]:
                self.answered_since = min(self.answered_since, left)
        seat = call.seat or call.member
        values = {
            "entered": call.entered_at.timestamp(),
            "left": _seconds(call.left_at),
            "ended": _seconds(call.ended_at),
            "wait": _waited(call),
            "talk": np.nan if call.talk_seconds is None else call.talk_seconds,
            "outcome": CODE[call.outcome],
            "queue": self.queues.number(call.queue),
            "seat": self.seats.number((call.pbx, seat)),
            "three_way": call.three_way,
        }
        self._rows.set(place, values)

    def _call(self, place: int, like: QueueCall) -> QueueCall:
        """Return the stay in a row; one that was let go of, as far as its row tells."""
        fresh = self._fresh.get(place)
        if fresh is not None:
            return fresh
        row = {name: self._rows[name][place] for name in _COLUMNS}
        seat = list(self.seats)[row["seat"]][1]
        return QueueCall(
            pbx=like.pbx,
            queue=list(self.queues)[row["queue"]],
            call_id=like.call_id,
            entered_at=_time(row["entered"]) or like.entered_at,
            outcome=OUTCOMES[row["outcome"]],
            left_at=_time(row["left"]),
            wait_seconds=_number(row["wait"]),
            seat=seat,
            ended_at=_time(row["ended"]),
            ended_by=_end(row),
            talk_seconds=_number(row["talk"]),
            three_way=bool(row["three_way"]),
        )


def _key(pbx: str, call_id: str) -> int:
    """Return a number for a call: a day of names would be three times as large as its columns.

    Of 64 bits: that two of a day's 100,000 calls have the same happens once in ten million years.
    """
    return hash((pbx, call_id))


def _seconds(moment: datetime | None) -> float:
    return np.nan if moment is None else moment.timestamp()


def _waited(call: QueueCall) -> float:
    if call.wait_seconds is not None:
        return call.wait_seconds
    return np.nan if call.left_at is None else (call.left_at - call.entered_at).total_seconds()


def _time(seconds: float) -> datetime | None:
    return None if np.isnan(seconds) else datetime.fromtimestamp(float(seconds), UTC)


def _end(row: dict[str, Any]) -> EndedBy | None:
    if np.isnan(row["ended"]):
        return None
    return EndedBy.LOST if np.isnan(row["talk"]) else EndedBy.CALLER


def _number(seconds: float) -> float | None:
    return None if np.isnan(seconds) else float(seconds)
