"""The demonstration of the board: a simulated hotline of seven groups, and a day that lies behind it."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from desk.assembly import open_records
from desk.demo import run as base
from desk.figures.alarms import Measure, Threshold
from desk.figures.periods import Window
from desk.language import translate
from desk.records import Records
from desk.records.floor import FloorRecords
from desk.settings import MonitorSection, PbxSection, Settings, UiSection
from desk.settings_reader import Secret
from telephony.floor.facts import EndedBy, Outcome, QueueCall
from telephony.simulator import SimulatedPbx
from telephony.simulator.busy_floor import FloorPlan, floor_pbx

Report = Callable[[str], None]

PBX = "12345"
_LEAD = "2000"
_SEATS = {"zonghe": 8, "gjj": 5, "renshe": 5, "shichang": 4, "sifa": 2, "wenming": 3, "zdpyc": 3}
# fmt: off
_PEOPLE = (
    "王敏", "李强", "陈静", "张伟", "刘洋", "赵磊", "黄丽", "周婷", "吴昊", "徐芳",
    "孙悦", "朱琳", "马超", "胡雪", "郭峰", "何洁", "高翔", "林娜", "罗毅", "郑爽",
    "梁晨", "谢芸", "宋佳", "唐俊", "许晴", "韩冬", "冯雨", "邓超", "曹颖", "彭涛",
)
# fmt: on
_EARLIER_PER_MINUTE = 0.55  # calls of each earlier minute at the busiest hour


def prepare(report: Report, ui: UiSection, *, fresh: bool = False) -> tuple[Settings, SimulatedPbx]:
    """Make the data (or find them made) and the PBX, not started; tell the progress in sentences."""
    place = base.data_place(fresh=fresh)
    secret = secrets.token_urlsafe(16)
    settings = base.settings_at(place, ui)
    settings = replace(
        settings,
        pbx=PbxSection(username="desk-lead", secret=Secret(secret), name=PBX),
        monitor=MonitorSection(
            name="林立", role="chief", extension=_LEAD, seats=(f"2001-{2000 + len(_PEOPLE)}",)
        ),
    )
    departments = base.make_data(settings, place / "starter-loaded", report)
    with open_records(settings, migrate=False) as records:
        report(translate("Demo", "The calls of the last 24 hours and of a week ago …"))
        _load_past(records)
    seats: dict[str, tuple[tuple[str, str], ...]] = {}
    people = iter(enumerate(_PEOPLE, start=2001))
    for queue, count in _SEATS.items():
        seats[queue] = tuple((str(number), name) for number, name in (next(people) for _ in range(count)))
    plan = FloorPlan(seats=seats, lead=_LEAD, secret=secret, callers=base.numbers(), departments=departments)
    return settings, floor_pbx(plan)


def run(report: Report, *, fresh: bool = False, ui: UiSection | None = None) -> int:
    """Open the board on a simulated hotline; return the exit status when its window was closed."""
    from desk.monitor.app import run_monitor
    from desk.running import application

    ui = ui or UiSection()
    app = application(ui)
    settings, pbx = prepare(report, ui, fresh=fresh)
    pbx.start()
    try:
        report(translate("Demo", "The simulated PBX takes calls; the window opens."))
        section = replace(settings.pbx, port=pbx.port)
        return run_monitor(replace(settings, pbx=section), app)
    finally:
        pbx.stop()


def _load_past(records: Records) -> None:
    """Fill the time since the last demonstration, and the like day of last week, with calls."""
    floor, now = FloorRecords(records.database), datetime.now(UTC)
    chance = random.Random(int(now.timestamp() // 3600))
    for since, until in (
        (now - timedelta(days=7, hours=24), now - timedelta(days=7) + timedelta(hours=2)),
        (now - timedelta(hours=24), now),
    ):
        known = [span for span in floor.covered(since, until) if span.pbx == PBX]
        missing = max((span.until for span in known), default=since)
        if missing < until:
            floor.save_calls(list(_calls(missing, until, chance)))
            floor.cover(PBX, missing, until)
    if not floor.thresholds():
        for threshold in (
            Threshold(0, Measure.LONGEST_WAIT, 30.0, after=2.0, calm=5.0),
            Threshold(0, Measure.ANSWER_RATE, 0.8, window=Window.QUARTER),
            Threshold(0, Measure.SEATS_READY, 1.0, queue="gjj"),
        ):
            floor.save_threshold(threshold, "demo")


def _calls(since: datetime, until: datetime, chance: random.Random) -> Iterator[QueueCall]:
    """Make calls as they come on a working day: few at night, most before and after noon."""
    queues, weights = list(_SEATS), list(_SEATS.values())
    seats = {
        queue: [str(number) for number in range(first, first + count)]
        for first, (queue, count) in zip(_firsts(), _SEATS.items(), strict=True)
    }
    minute, number = since, 0
    while minute < until:
        hour = minute.astimezone().hour + minute.minute / 60
        busy = 0.1 + 0.9 * max(0.0, 1 - abs(hour - 10) / 4, 1 - abs(hour - 15) / 4)
        for _ in range(_poisson(7 * _EARLIER_PER_MINUTE * busy, chance)):
            number += 1
            at = minute + timedelta(seconds=chance.uniform(0, 60))
            if at >= until:
                continue
            queue = chance.choices(queues, weights)[0]
            yield _call(
                queue, at, f"{at.timestamp():.0f}.{number}", chance.choice(seats[queue]), busy, chance
            )
        minute += timedelta(minutes=1)


def _call(queue: str, at: datetime, call_id: str, seat: str, busy: float, chance: random.Random) -> QueueCall:
    wait = 2 + chance.expovariate(1 / (3 + 6 * busy))
    number = f"1990000{chance.randrange(10000):04d}"
    left = at + timedelta(seconds=wait)
    if wait > 12 and chance.random() < 0.35:
        return QueueCall(
            PBX, queue, call_id, at, number, outcome=Outcome.ABANDONED, left_at=left, wait_seconds=wait
        )
    talk = chance.uniform(40, 260)
    return QueueCall(
        PBX,
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


def _firsts() -> Iterator[int]:
    first = 2001
    for count in _SEATS.values():
        yield first
        first += count


def _poisson(mean: float, chance: random.Random) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count += 1
        left += chance.expovariate(1.0)
    return count
