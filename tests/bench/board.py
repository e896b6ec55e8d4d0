"""`board`: what the figures of the lead's board cost, beside the database that keeps them."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desk.figures.keeper import Keeper
from desk.records import Records
from desk.records.floor import FloorRecords
from telephony.floor.facts import EndedBy, Outcome, QueueCall
from telephony.floor.views import FloorPbx, FloorQueue, FloorSeat, FloorState, FloorView
from telephony.snapshots import LinkSnapshot, LinkState
from tests.bench.figures import Figure

SEATS, QUEUES, CALLS = 300, 20, 10  # the last a second
LIMIT = 0.05  # of a core
_ZONE = ZoneInfo("Asia/Shanghai")
_START = datetime(2026, 1, 30, 1, tzinfo=UTC)
_BEFORE = 36_000  # calls of the day before the measurement: an hour at this rate, a day of a real hotline
_SECONDS = 120
_TALK = 25.0  # so many calls with so many seats leave no more


def measure() -> Iterator[Figure]:
    """Give the share of a core that a board takes which is brought up to date every second."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Records.open(f"sqlite:///{Path(folder) / 'desk.db'}", migrate=True) as records,
    ):
        yield from _measure(Keeper(FloorRecords(records.database), _ZONE, pbxs=["main"]))


def _measure(keeper: Keeper) -> Iterator[Figure]:
    chance = random.Random(12345)
    view = _view()
    for number in range(_BEFORE):
        entered = _START - timedelta(seconds=(_BEFORE - number) / CALLS)
        keeper.day.take(list(_course(number, entered, chance))[-1][1])
    keeper.turn(view, _START)
    coming: list[tuple[datetime, QueueCall]] = []
    for number in range(_SECONDS * CALLS):
        coming += _course(_BEFORE + number, _START + timedelta(seconds=number / CALLS), chance)
    coming.sort(key=lambda told: told[0])
    taken, longest, whole = 0.0, 0.0, 0.0
    for second in range(1, _SECONDS + 1):
        now = _START + timedelta(seconds=second)
        view = _moved(view, chance)
        begun = time.process_time()
        while coming and coming[0][0] <= now:
            keeper.take(coming.pop(0)[1])
        keeper.turn(view, now)
        spent = time.process_time() - begun
        whole += spent
        longest = max(longest, spent)
        begun = time.process_time()
        keeper.day.board(now, ["main"])
        taken += time.process_time() - begun
    share = whole / _SECONDS
    yield Figure(
        f"board: {SEATS} seats, {QUEUES} queues, {CALLS} calls/s, kept",
        f"{share:.1%} of a core, longest turn {longest * 1000:.0f} ms",
        f"{LIMIT:.0%} of a core",
        share < LIMIT,
    )
    yield Figure(
        f"board: all figures of {len(keeper.day.stays) / 1000:.0f} k calls",
        f"{taken / _SECONDS * 1000:.1f} ms",
    )


def _course(number: int, entered: datetime, chance: random.Random) -> Iterator[tuple[datetime, QueueCall]]:
    """Yield what is told of a call, each with its time."""
    call = QueueCall("main", f"q{number % QUEUES}", f"1769738400.{number}", entered, f"138{number:08}")
    yield entered, call
    wait = chance.expovariate(1 / 8)
    left = entered + timedelta(seconds=wait)
    call = replace(call, left_at=left, wait_seconds=float(int(wait)))
    if chance.random() < 0.05:
        yield left, replace(call, outcome=Outcome.ABANDONED)
        return
    seat = str(2001 + chance.randrange(SEATS))
    call = replace(call, outcome=Outcome.ANSWERED, seat=seat, member=seat)
    yield left, call
    ended = left + timedelta(seconds=chance.expovariate(1 / _TALK))
    talk = (ended - left).total_seconds()
    yield ended, replace(call, ended_at=ended, ended_by=EndedBy.CALLER, talk_seconds=float(int(talk)))


def _view() -> FloorView:
    queues = tuple(FloorQueue("main", f"q{number}") for number in range(QUEUES))
    seats = tuple(
        FloorSeat(
            "main", str(2001 + n), f"PJSIP/{2001 + n}", f"{n}", FloorState.READY, queues=(f"q{n % QUEUES}",)
        )
        for n in range(SEATS)
    )
    return FloorView((FloorPbx("main", LinkSnapshot(LinkState.UP), True, queues, seats),))


def _moved(view: FloorView, chance: random.Random) -> FloorView:
    """Return a view in which as many seats have changed as so many calls change in a second."""
    [pbx] = view.pbxs
    seats = list(pbx.seats)
    for place in chance.sample(range(SEATS), 4 * CALLS):
        seats[place] = replace(seats[place], state=chance.choice(list(FloorState)))
    return FloorView((replace(pbx, seats=tuple(seats)),))
