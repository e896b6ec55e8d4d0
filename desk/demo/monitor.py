"""The demonstration of the board: a simulated hotline of seven groups, and a day that lies behind it."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from msgspec.structs import replace

from desk.assembly import open_records
from desk.demo import monitor_past
from desk.demo import run as base
from desk.language import translate
from desk.settings import MonitorSection, PbxSection, Settings, UiSection
from desk.settings_reader import Secret
from telephony.simulator import SimulatedPbx
from telephony.simulator.busy_floor import FloorPlan, floor_pbx

Report = Callable[[str], None]

PBX = "12345"
_LEAD = "2000"
SEATS = {"zonghe": 8, "gjj": 5, "renshe": 5, "shichang": 4, "sifa": 2, "wenming": 3, "zdpyc": 3}
# fmt: off
_PEOPLE = (
    "王敏", "李强", "陈静", "张伟", "刘洋", "赵磊", "黄丽", "周婷", "吴昊", "徐芳",
    "孙悦", "朱琳", "马超", "胡雪", "郭峰", "何洁", "高翔", "林娜", "罗毅", "郑爽",
    "梁晨", "谢芸", "宋佳", "唐俊", "许晴", "韩冬", "冯雨", "邓超", "曹颖", "彭涛",
)
# fmt: on


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
        monitor_past.load(records, PBX, SEATS)
    seats: dict[str, tuple[tuple[str, str], ...]] = {}
    people = iter(enumerate(_PEOPLE, start=2001))
    for queue, count in SEATS.items():
        seats[queue] = tuple((str(number), name) for number, name in (next(people) for _ in range(count)))
    plan = FloorPlan(seats=seats, lead=_LEAD, secret=secret, callers=base.numbers(), departments=departments)
    return settings, floor_pbx(plan)


def run(report: Report, *, fresh: bool = False, ui: UiSection | None = None) -> int:
    """Open the board on a simulated hotline; return the exit status when its window was closed."""
    from desk import program
    from desk.monitor.app import Monitor
    from desk.running import application

    ui = ui or UiSection()
    app = application(ui)
    settings, pbx = prepare(report, ui, fresh=fresh)
    return base.open_on(pbx, settings, report, lambda joined: program.run(Monitor, joined, app))
