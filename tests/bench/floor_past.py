"""Eight days behind a lead's board: every stay in a queue, and the seats by state of every minute."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desk.records import Records
from desk.records.floor_tables import queue_calls, seat_minutes
from desk.records.queue_calls import Covered, cover
from telephony.floor.facts import EndedBy, Outcome
from telephony.floor.views import FloorState
from tests.bench import bulk
from tests.bench.records_seed import number_of
from tests.bench.world import CALLERS

DAYS = 8  # so that the charts have the same day of last week
SEATS = 300
A_DAY = SEATS * 120  # calls: as many as so many people take in their shifts
_MINUTES_A_DAY = 24 * 60
_WAIT, _TALK, _GIVES_UP = 8.0, 150.0, 0.05  # mean seconds, and the share that hangs up while it waits
_SHARES = {FloorState.TALKING: 5, FloorState.READY: 2, FloorState.AFTER_CALL: 1, FloorState.NOT_READY: 2}


def queues_of(recording: Path) -> list[str]:
    """Return the queues that a recording tells of."""
    found = re.findall(rb"^Queue: ([^\r]+)\r$", recording.read_bytes(), re.MULTILINE)
    return sorted({name.decode() for name in found})


def seed(url: str, pbx: str, queues: Sequence[str]) -> None:
    """Write what a board keeps of `pbx` in eight days, up to now, into a database without it."""
    now = datetime.now(UTC)
    with Records.open(url, migrate=False) as records:
        database = records.database
        bulk.write(database, queue_calls, _stays(pbx, queues, now))
        bulk.write(database, seat_minutes, _minutes(pbx, queues, now))
        with database.writing() as connection:
            cover(connection, Covered(pbx, now - timedelta(days=DAYS), now))
        bulk.finish(database)


def _stays(pbx: str, queues: Sequence[str], now: datetime) -> Iterator[dict[str, Any]]:
    chance = random.Random(12345)
    between = 86_400 / A_DAY
    for number in range(DAYS * A_DAY):
        entered = now - timedelta(seconds=(DAYS * A_DAY - number) * between)
        wait = chance.expovariate(1 / _WAIT)
        left = entered + timedelta(seconds=wait)
        gave_up = chance.random() < _GIVES_UP
        talk = None if gave_up else chance.expovariate(1 / _TALK)
        ended = None if talk is None else left + timedelta(seconds=talk)
        seat = "" if gave_up else str(2001 + chance.randrange(SEATS))
        over = ended is not None and ended <= now
        yield {
            "pbx": pbx,
            "call_id": f"{entered.timestamp():.0f}.{number}",
            "queue": queues[number % len(queues)],
            "entered_at": entered,
            "number": number_of(int(chance.random() ** 2 * CALLERS)),
            "outcome": (Outcome.ABANDONED if gave_up else Outcome.ANSWERED).value,
            "left_at": left,
            "wait_seconds": wait,
            "seat": seat,
            "member": seat and f"PJSIP/{seat}",
            "ended_at": ended if over else None,
            "ended_by": EndedBy.CALLER.value if over else None,
            "talk_seconds": talk if over else None,
            "unanswered": "[]",
            "departments": "[]",
        }


def _minutes(floor: str, queues: Sequence[str], now: datetime) -> Iterator[dict[str, Any]]:
    end = int(now.timestamp() // 60)
    each = SEATS // len(queues)
    for minute in range(end - DAYS * _MINUTES_A_DAY, end):
        chance = random.Random(minute)
        counts = {queue: _counts(each, chance) for queue in queues}
        whole = {state.value: sum(count[state.value] for count in counts.values()) for state in _SHARES}
        yield {"floor": floor, "minute": minute, "counts": json.dumps({"": whole, **counts})}


def _counts(seats: int, chance: random.Random) -> dict[str, int]:
    chosen = chance.choices(list(_SHARES), list(_SHARES.values()), k=seats)
    return {state.value: chosen.count(state) for state in _SHARES}
