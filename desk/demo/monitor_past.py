"""What lies behind the demonstration of the board: the calls of a day and of a week ago, and matters."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from desk.demo import seats_past
from desk.figures.alarms import Measure, Threshold
from desk.figures.periods import Window
from desk.records import Records, past
from desk.records.deadlines import Rules
from desk.records.floor import FloorRecords
from desk.records.past import PastMatter, PastOrder
from desk.records.views import OrderKind, OrderState
from desk.records.views import Outcome as Settled
from telephony.floor.facts import EndedBy, Outcome, QueueCall

_PER_MINUTE = 4.0  # calls of a minute at the busiest hour
_WRAPPED = 0.6  # share of the last hours' calls whose wrap-up is there
_RECENT = timedelta(hours=3)
_NOW = timedelta(minutes=25)
_RISING = "家电以旧换新补贴怎样申领"
_USUAL = ("路灯不亮", "占道经营", "公交线路咨询", "社保卡补办", "工地夜间施工噪声", "自来水水压低")
_PLACES = ("中河街道", "东柳街道", "百丈街道", "明楼街道")


def load(records: Records, pbx: str, seats: Mapping[str, int]) -> None:
    """Fill the time since the last demonstration, and the like day of last week, with calls."""
    floor, now = FloorRecords(records.database), datetime.now(UTC)
    chance = random.Random(int(now.timestamp() // 3600))
    for since, until in (
        (now - timedelta(days=7, hours=24), now - timedelta(days=7) + timedelta(hours=2)),
        (now - timedelta(hours=24), now),
    ):
        known = [span for span in floor.covered(since, until) if span.pbx == pbx]
        missing = max((span.until for span in known), default=since)
        if missing < until:
            calls = list(_calls(pbx, seats, missing, until, chance))
            floor.save_calls(calls)
            floor.cover(pbx, missing, until)
            floor.save_seat_minutes(pbx, seats_past.minutes(_people(seats), calls, missing, until))
            if until == now:
                past.load(records.database, _matters(records, calls, now, chance), Rules(), now)
    if not floor.thresholds():
        for threshold in (
            Threshold(0, Measure.LONGEST_WAIT, 30.0, after=2.0, calm=5.0),
            Threshold(0, Measure.ANSWER_RATE, 0.75, window=Window.QUARTER),
            Threshold(0, Measure.SEATS_READY, 1.0, queue="gjj", after=20.0),
        ):
            floor.save_threshold(threshold, "demo")


def _calls(
    pbx: str, seats: Mapping[str, int], since: datetime, until: datetime, chance: random.Random
) -> Iterator[QueueCall]:
    """Make calls as they come on a working day: few at night, most before and after noon."""
    queues, weights = list(seats), list(seats.values())
    people = _people(seats)
    minute, number = since, 0
    while minute < until:
        hour = minute.astimezone().hour + minute.minute / 60
        busy = 0.1 + 0.9 * max(0.0, 1 - abs(hour - 10) / 4, 1 - abs(hour - 15) / 4)
        for _ in range(_poisson(_PER_MINUTE * busy, chance)):
            number += 1
            at = minute + timedelta(seconds=chance.uniform(0, 60))
            if at >= until:
                continue
            queue = chance.choices(queues, weights)[0]
            call_id = f"{at.timestamp():.0f}.{number}"
            yield _call(pbx, queue, at, call_id, chance.choice(people[queue]), busy, chance)
        minute += timedelta(minutes=1)


def _call(
    pbx: str, queue: str, at: datetime, call_id: str, seat: str, busy: float, chance: random.Random
) -> QueueCall:
    wait = 2 + chance.expovariate(1 / (3 + 6 * busy))
    number = f"1990000{chance.randrange(10000):04d}"
    left = at + timedelta(seconds=wait)
    if wait > 12 and chance.random() < 0.35:
        return QueueCall(
            pbx, queue, call_id, at, number, outcome=Outcome.ABANDONED, left_at=left, wait_seconds=wait
        )
    talk = chance.uniform(40, 260)
    return QueueCall(
        pbx,
        queue,
        call_id,
        at,
        number,
        outcome=Outcome.ANSWERED,
        left_at=left,
        wait_seconds=wait,
        seat=seat,
        ended_at=left + timedelta(seconds=talk),
        ended_by=EndedBy.CALLER,
        talk_seconds=talk,
        three_way=chance.random() < 0.11,
    )


def _matters(
    records: Records, calls: list[QueueCall], now: datetime, chance: random.Random
) -> Iterator[PastMatter]:
    """Say what a part of the calls was about: most are answered at once, one matter is new and grows."""
    codes = [department.code for department in records.departments(limit=20)]
    answered = [
        call for call in calls if call.outcome is Outcome.ANSWERED and now - call.entered_at < _RECENT
    ]
    for call in answered:
        rises = now - call.entered_at < _NOW and chance.random() < 0.2
        if rises or chance.random() < _WRAPPED:
            order = rises or chance.random() < 0.1
            title = _RISING if rises else chance.choice(_USUAL)
            yield _matter(call, title, codes, order=order, chance=chance)
    # What is usual at this time of the day: without it nothing could be said to rise.
    for days in range(1, 8):
        for place in range(6):
            at = now - timedelta(days=days, minutes=3 + 4 * place)
            call = QueueCall("", "zonghe", f"{at.timestamp():.0f}.u{place}", at, f"1990000{place:04d}")
            yield _matter(call, _USUAL[place], codes, order=True, chance=chance)


def _matter(
    call: QueueCall, title: str, codes: list[str], *, order: bool, chance: random.Random
) -> PastMatter:
    return PastMatter(
        call_id=call.call_id,
        number=call.number,
        started_at=call.entered_at,
        queue=call.queue,
        agent=call.seat or "1003",
        outcome=Settled.ORDER if order else Settled.DIRECT_ANSWER,
        note=title,
        waited=call.wait_seconds or 5.0,
        talked=min(call.talk_seconds or 60.0, 60.0),
        order=PastOrder(
            OrderKind.CONSULTATION if title == _RISING else OrderKind.HELP,
            False,
            title,
            title,
            chance.choice(_PLACES),
            chance.choice(codes),
            OrderState.DISPATCHED,
        )
        if order and codes
        else None,
    )


def _people(seats: Mapping[str, int]) -> dict[str, list[str]]:
    found, first = {}, 2001
    for queue, count in seats.items():
        found[queue] = [str(number) for number in range(first, first + count)]
        first += count
    return found


def _poisson(mean: float, chance: random.Random) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count += 1
        left += chance.expovariate(1.0)
    return count
