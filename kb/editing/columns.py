"""All entries as columns in memory: a filter is a few array operations, so 100,000 rows never stall a window.

Each entry has a slot for good; a slot whose entry is gone is marked dead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.analysis import simplify
from kb.editing.light import Light
from kb.editing.views import EntryRow, Filter, Sorting, State, Use, Validity, WorkList

Slots = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
EXPIRING_DAYS = 30
UNCONFIRMED_DAYS = 365

_STATES = tuple(State)
_NUMBER = {state: number for number, state in enumerate(_STATES)}
_NO_STATE = -1
_IN_PIECES, _PIECE = 4, 2  # characters of a word that is looked for in pieces, and of a piece
_NEVER, _FOR_EVER = 0, 10_000_000
_NUMBERS = (
    ("alive", np.bool_),
    ("state", np.int8),
    ("working", np.int8),
    ("valid_from", np.int32),
    ("valid_until", np.int32),
    ("confirmed", np.int32),
    ("uses", np.int64),
    ("updated", np.float64),
    ("department", np.int32),
    ("category", np.int32),
)


class Columns:
    """The entries' light rows by slot; not safe for several threads at once."""

    def __init__(self) -> None:
        self._slots: dict[str, int] = {}
        self._lights: list[Light] = []
        self._numbers: dict[str, npt.NDArray[Any]] = {name: np.zeros(0, kind) for name, kind in _NUMBERS}
        self._names: dict[str, dict[str, int]] = {"department": {}, "category": {}}
        self._ranks: dict[Sorting, Slots] = {}
        self._uses: Mapping[str, int] = {}

    def put(self, light: Light) -> None:
        """Add an entry, or put it in the place of what it was."""
        slot = self._slots.setdefault(light.code, len(self._lights))
        if slot == len(self._lights):
            self._lights.append(light)
            self._grow(slot + 1)
            self._ranks = {}
        elif light.title != self._lights[slot].title:
            self._ranks.pop(Sorting.TITLE, None)
        self._lights[slot] = light
        numbers = self._numbers
        numbers["alive"][slot] = True
        numbers["state"][slot] = _NUMBER[light.state]
        numbers["working"][slot] = _NUMBER[light.working] if light.working else _NO_STATE
        numbers["valid_from"][slot] = _ordinal(light.valid_from, _NEVER)
        numbers["valid_until"][slot] = _ordinal(light.valid_until, _FOR_EVER)
        numbers["confirmed"][slot] = _ordinal(light.confirmed_on, _FOR_EVER)
        numbers["updated"][slot] = light.updated_at.timestamp()
        numbers["uses"][slot] = self._uses.get(light.code, 0)
        for column in ("department", "category"):
            names = self._names[column]
            name = getattr(light, column)
            if name not in names:
                names[name] = len(names)
                self._ranks.pop(Sorting(column), None)
            numbers[column][slot] = names[name]

    def drop(self, code: str) -> None:
        """Take an entry away."""
        slot = self._slots.get(code)
        if slot is not None:
            self._numbers["alive"][slot] = False

    def set_uses(self, uses: Mapping[str, int]) -> None:
        """Take how often each entry settled a call."""
        self._uses = uses
        column = self._numbers["uses"]
        column[:] = 0
        for code, times in uses.items():
            slot = self._slots.get(code)
            if slot is not None:
                column[slot] = times

    def names(self, column: str) -> tuple[str, ...]:
        """Return the departments or categories that entries have, sorted."""
        alive = self._used("alive")
        there = set(np.unique(self._used(column)[alive]).tolist())
        return tuple(sorted(name for name, number in self._names[column].items() if name and number in there))

    def choose(self, chosen: Filter, today: date) -> Slots:
        """Return the slots that a filter shows, in its order."""
        mask = self._mask(chosen, today)
        slots = np.flatnonzero(mask)
        for word in simplify(chosen.text).split():
            lights = self._lights
            places = slots.tolist()
            found = [slot for slot in places if word in lights[slot].sought]
            if not found and len(word) >= _IN_PIECES:
                head = word[:_PIECE]
                near = [slot for slot in places if head in lights[slot].sought]
                found = [slot for slot in near if _in_pieces(word, lights[slot].sought)]
            slots = np.array(found, np.int64)
        keys = self._keys(chosen.sorting)[slots]
        order = np.argsort(-keys if chosen.descending else keys, kind="stable")
        return slots[order]

    def count_work(self, today: date) -> dict[WorkList, int]:
        """Return how many entries each work list has."""
        alive = self._used("alive")
        return {work: int((alive & self._work(work, today)).sum()) for work in WorkList}

    def row(self, slot: int, today: date) -> EntryRow:
        """Return the row of a slot."""
        light = self._lights[slot]
        return EntryRow(
            code=light.code,
            title=light.title,
            department=light.department,
            category=light.category,
            state=light.state,
            working=light.working,
            validity=self._validity_of(slot, today),
            valid_until=light.valid_until,
            uses=int(self._numbers["uses"][slot]),
            updated_at=light.updated_at,
            updated_by=light.updated_by,
            publish_at=light.publish_at,
        )

    def slot(self, code: str) -> int | None:
        """Return an entry's slot."""
        slot = self._slots.get(code)
        return slot if slot is not None and self._numbers["alive"][slot] else None

    def _mask(self, chosen: Filter, today: date) -> Mask:
        mask = self._used("alive").copy()
        for column, name in (("department", chosen.department), ("category", chosen.category)):
            if name is not None:
                mask &= self._used(column) == self._names[column].get(name, -1)
        if chosen.states:
            wanted = [_NUMBER[state] for state in chosen.states]
            mask &= np.isin(self._used("state"), wanted) | np.isin(self._used("working"), wanted)
        if chosen.validity is not None:
            mask &= self._validity(chosen.validity, today)
        if chosen.use is not None:
            mask &= (self._used("uses") > 0) == (chosen.use is Use.USED)
        if chosen.work is not None:
            mask &= self._work(chosen.work, today)
        return mask

    def _work(self, work: WorkList, today: date) -> Mask:
        state, working = self._used("state"), self._used("working")
        in_doubt: Mask = state == _NUMBER[State.TO_CONFIRM]
        public: Mask = (state == _NUMBER[State.PUBLISHED]) | in_doubt
        if work in (WorkList.TO_APPROVE, WorkList.SENT_BACK):
            number = _NUMBER[State.SUBMITTED if work is WorkList.TO_APPROVE else State.SENT_BACK]
            mask: Mask = (state == number) | (working == number)
            return mask
        if work is WorkList.EXPIRING:
            return public & self._validity(Validity.EXPIRING, today)
        if work is WorkList.NEVER_USED:
            mask = public & (self._used("uses") == 0)
            return mask
        late = self._validity(Validity.EXPIRED, today) | self._validity(Validity.UNCONFIRMED, today)
        return public & (in_doubt | late)

    def _validity(self, validity: Validity, today: date) -> Mask:
        """Return which slots stand so to the calendar; exactly one validity holds for each."""
        day = today.toordinal()
        not_yet = self._used("valid_from") > day
        expired = ~not_yet & (self._used("valid_until") < day)
        expiring = ~not_yet & ~expired & (self._used("valid_until") <= day + EXPIRING_DAYS)
        unconfirmed = self._used("confirmed") < day - UNCONFIRMED_DAYS
        unconfirmed &= ~(not_yet | expired | expiring)
        masks = {
            Validity.NOT_YET: not_yet,
            Validity.EXPIRED: expired,
            Validity.EXPIRING: expiring,
            Validity.UNCONFIRMED: unconfirmed,
            Validity.CURRENT: ~(not_yet | expired | expiring | unconfirmed),
        }
        return masks[validity]

    def _validity_of(self, slot: int, today: date) -> Validity:
        day, numbers = today.toordinal(), self._numbers
        if numbers["valid_from"][slot] > day:
            return Validity.NOT_YET
        until = int(numbers["valid_until"][slot])
        if until < day:
            return Validity.EXPIRED
        if until <= day + EXPIRING_DAYS:
            return Validity.EXPIRING
        return (
            Validity.UNCONFIRMED if numbers["confirmed"][slot] < day - UNCONFIRMED_DAYS else Validity.CURRENT
        )

    def _keys(self, sorting: Sorting) -> npt.NDArray[Any]:
        """Return for each slot a number that sorts it."""
        if sorting in (Sorting.UPDATED, Sorting.USES, Sorting.VALID_UNTIL):
            return self._used(sorting.value)
        grouped = sorting in (Sorting.DEPARTMENT, Sorting.CATEGORY)
        if sorting not in self._ranks:
            if grouped:
                texts = list(self._names[sorting.value])
            elif sorting is Sorting.CODE:
                texts = [light.code for light in self._lights]
            else:  # as a dictionary has them: by the sound
                texts = [f"{light.initials}\n{light.title}" for light in self._lights]
            self._ranks[sorting] = _ranks(texts)
        ranks = self._ranks[sorting]
        return ranks[self._used(sorting.value)] if grouped else ranks

    def _used(self, column: str) -> npt.NDArray[Any]:
        return self._numbers[column][: len(self._lights)]

    def _grow(self, count: int) -> None:
        room = len(self._numbers["alive"])
        if count > room:
            for name, column in self._numbers.items():
                larger = np.zeros(max(1024, room * 2), column.dtype)
                larger[:room] = column
                self._numbers[name] = larger


def _in_pieces(word: str, text: str) -> bool:
    """Tell whether `text` has `word` piece by piece: 公积金提取 as 公积金 and 提取."""
    start = 0
    while start < len(word):
        end = len(word)
        while end - start >= _PIECE and word[start:end] not in text:
            end -= 1
        if end - start < _PIECE:
            return False
        start = end
    return True


def _ranks(texts: list[str]) -> Slots:
    ranks = np.zeros(len(texts), np.int64)
    ranks[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    return ranks


def _ordinal(day: date | datetime | None, default: int) -> int:
    return default if day is None else day.toordinal()
