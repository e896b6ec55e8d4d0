"""Two PBXs with the same groups and the same seats' numbers: each deed reaches its own, figures have both."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.figures.alarms import Measure, Threshold
from desk.figures.day import Day
from desk.figures.log_calls import LogCalls
from desk.figures.periods import Window
from desk.monitor.export_page import Sheet, Span, Wanted
from desk.monitor.rights import LeadPerson, Role
from telephony.config import LinkTiming, PbxConfig
from telephony.floor.config import FloorConfig, LeadConfig
from telephony.floor.facts import QueueCall, QueueLog
from telephony.floor.thread import FloorThread
from telephony.floor.views import FloorState
from telephony.simulator import SimulatedPbx
from telephony.simulator.busy_floor import FloorPlan, floor_pbx
from tests.desk.figures.hotline import the_same
from tests.desk.monitor.conftest import ZONE, Place, Sit

NAMES = ("east", "west")
PEOPLE = {"east": ("王敏", "李强", "陈静"), "west": ("张伟", "刘洋", "赵磊")}
LEAD = LeadPerson("林立", Role.CHIEF, extension="2000")
FAST = LinkTiming(retry_first=0.02, retry_max=0.05, retry_jitter=0.02)
ALL = ("2001", "2002", "2003")


@pytest.fixture
def hotlines() -> Iterator[dict[str, SimulatedPbx]]:
    """Two hotlines of three seats each, whose callers come when the test says so."""
    made = {}
    for name, (first, second, third) in PEOPLE.items():
        seats = {"gjj": (("2001", first), ("2002", second)), "zonghe": (("2003", third),)}
        plan = FloorPlan(seats, calls_per_second=0.0001, after_call=(60.0, 60.0), secret="a-long-secret")
        made[name] = floor_pbx(plan)
        made[name].start()
    yield made
    for pbx in made.values():
        pbx.stop()


@pytest.fixture
def place(hotlines: dict[str, SimulatedPbx], sit: Sit) -> Iterator[Place]:
    """The board over both."""
    configs = [
        FloorConfig(
            name,
            PbxConfig("127.0.0.1", "desk-lead", "a-long-secret", port=pbx.port, timing=FAST),
            LeadConfig("2000", name="林立"),
            log_interval=0.3,
        )
        for name, pbx in hotlines.items()
    ]
    place = sit(FloorThread(configs), who=LEAD, pbxs=NAMES)
    place.until(lambda: len(place.cells("monitor_seats")) == 6)
    yield place
    place.end()


def call(pbx: SimulatedPbx, number: str, dialled: str = "12329") -> None:
    pbx.add_citizen(number)
    pbx.call(lambda: pbx.exchange.phones[number].dial(dialled))


def pause(pbx: SimulatedPbx, *seats: str) -> None:
    """Let nobody of the housing fund's take calls."""
    pbx.call(lambda: [pbx.exchange.queues["gjj"].pause(f"PJSIP/{seat}", True, "meal") for seat in seats])


def states(place: Place, key: str) -> list[str]:
    """Return what the seats with a number do, east and west."""
    rows = {row[0].partition(" ")[0]: row[1] for row in place.cells("monitor_seats")}
    return [rows[f"{name}/{key}"] for name in NAMES]


def deeds(place: Place) -> set[tuple[str, str, str]]:
    """Return what was written down: at which PBX, what, with whom."""
    now = datetime.now(UTC)
    rows = place.records.actions(now - timedelta(hours=1), now + timedelta(hours=1))
    return {(row.pbx, row.action, row.target) for row in rows}


def numbers(place: Place, pbx: str) -> list[str]:
    """Return the numbers of those who wait at a PBX, in the order in which it will serve them."""
    found = place.bridge.view.pbx(pbx)
    assert found is not None
    queue = next(queue for queue in found.queues if queue.name == "gjj")
    return [caller.number for caller in sorted(queue.waiting, key=lambda caller: caller.position)]


def test_listening_is_at_the_seat_s_own_pbx(
    hotlines: dict[str, SimulatedPbx], place: Place, qtbot: object
) -> None:
    for name, number in zip(NAMES, ("13800000001", "13800000002"), strict=True):
        call(hotlines[name], number, "12345")
    place.until(lambda: states(place, "2003") == ["Talking", "Talking"])
    place.window.board.seats.choose(("west", "2003"))
    qtbot.keyClick(place.window, Qt.Key.Key_F7)  # type: ignore[attr-defined]
    place.until(lambda: "west/2003 赵磊" in place.window.watching.text)
    assert states(place, "2003") == ["Talking", "Talking ◉"]
    place.until(place.window.board.seat_bar.stop.isEnabled)
    qtbot.keyClick(place.window, Qt.Key.Key_F12)  # type: ignore[attr-defined]
    place.until(lambda: states(place, "2003") == ["Talking", "Talking"])
    assert deeds(place) == {("west", "listen", "2003"), ("west", "stop_watching", "2003")}


def test_ready_not_ready_and_another_group(hotlines: dict[str, SimulatedPbx], place: Place) -> None:
    bar = place.window.board.seat_bar
    place.window.board.seats.choose(("west", "2001"))
    next(action for action in bar.reasons.actions() if action.text() == "Meeting").trigger()
    place.until(lambda: states(place, "2001") == ["Ready", "Not ready · Meeting"])
    place.until(bar.set_ready.isEnabled)
    bar.set_ready.click()
    place.until(lambda: states(place, "2001") == ["Ready", "Ready"])
    place.until(bar.move_seat.isEnabled)
    next(action for action in bar.groups.actions() if action.text() == "Only 综合").trigger()
    place.until(lambda: place.message == "west/2001 张伟 now serves 综合.")
    groups = {(row.seat.pbx, row.seat.key): row.seat.queues for row in place.window.board.seats.model.rows}
    assert (groups["west", "2001"], groups["east", "2001"]) == (("zonghe",), ("gjj",))
    ready = place.window.board.queues.model.headings.index("Ready")
    assert {row[0]: row[ready] for row in place.cells("monitor_queues")}["公积金"] == "3"


def test_a_caller_is_served_next_or_sent_elsewhere_where_they_wait(
    hotlines: dict[str, SimulatedPbx], place: Place
) -> None:
    bar, waiting = place.window.board.caller_bar, place.window.board.waiting
    for name in NAMES:
        pause(hotlines[name], "2001", "2002")
    place.until(lambda: all("Meal" in state for key in ("2001", "2002") for state in states(place, key)))
    for number in ("13800000001", "13800000002"):  # the same people at both
        for name in NAMES:
            call(hotlines[name], number)
        place.until(_both_wait(place, number))
    west = [row.key for row in waiting.model.rows if row.caller.pbx == "west"]
    assert waiting.choose(west[-1])
    place.until(bar.forward.isEnabled)
    bar.forward.click()
    place.until(lambda: numbers(place, "west") == ["13800000002", "13800000001"])
    assert numbers(place, "east") == ["13800000001", "13800000002"]
    assert waiting.choose(west[0])
    place.until(bar.send.isEnabled)
    next(action for action in bar.targets.actions() if action.text() == "综合").trigger()
    place.until(lambda: states(place, "2003") == ["Ready", "Talking"])
    assert numbers(place, "east") == ["13800000001", "13800000002"]
    place.until(lambda: numbers(place, "west") == ["13800000002"])
    assert {pbx for pbx, _, _ in deeds(place)} == {"west"}


def test_a_line_is_for_the_desks_of_both(hotlines: dict[str, SimulatedPbx], place: Place) -> None:
    def say(text: str) -> None:
        place.window.announce.click()
        place.window.line.field.setText(text)
        place.window.line.act.click()

    say("系统维护")
    place.until(lambda: place.message == "Every desk shows the line.")
    hotlines["west"].stop()
    place.until(lambda: "west" in place.window.away.text)
    say("再说一次")
    place.until(lambda: "east" in place.message)
    assert place.message.startswith("Reached east, not west.")


def test_an_alarm_names_the_seat_of_its_pbx(hotlines: dict[str, SimulatedPbx], place: Place) -> None:
    threshold = Threshold(0, Measure.STATE_TOO_LONG, 0.5, state=FloorState.NOT_READY, after=0.0)
    place.records.save_threshold(threshold, "test")
    pause(hotlines["west"], "2002")
    place.window.alarms.read()
    place.until(lambda: place.window.alarms.active)
    assert [row[2] for row in place.cells("monitor_alarms")] == ["west/2002 刘洋"]
    assert "west/2002 刘洋" in place.message


def test_the_day_s_figures_and_files_have_both(
    hotlines: dict[str, SimulatedPbx], place: Place, tmp_path: Path
) -> None:
    came = [("east", "13800000001"), ("west", "13800000001"), ("west", "13800000002")]
    for name, number in came:
        call(hotlines[name], number)
    place.until(lambda: sum(state == "Talking" for key in ALL for state in states(place, key)) == 3)
    for name, number in came:
        hotlines[name].call(hotlines[name].exchange.phones[number].hang_up)
    place.until(lambda: len(place.keeper.day.stays) == 3 and not place.keeper.day.stays.open())
    place.turn()
    assert place.window.live.board is not None
    shown = place.window.live.board[Window.DAY]
    day, logged = Day(ZONE), list[QueueCall]()
    for name in NAMES:
        lines = tuple(hotlines[name].queue_log.lines)
        log = LogCalls(name)
        log.read(lines)
        logged += log.calls()
        day.take(QueueLog(name, shown.period.since, shown.period.until, lines))
    answers = Counter((one.pbx, one.seat) for one in logged)
    assert sorted(pbx for pbx, _ in answers.elements()) == ["east", "west", "west"]
    for found in (shown, day.tally(shown.period)):  # live, and replayed from the logs
        the_same(found, logged)
        assert {seat: figures.answered for seat, figures in found.seats.items()} == answers
    now = datetime.now(UTC)
    place.until(lambda: len(place.records.calls(now - timedelta(hours=1), now + timedelta(hours=1))) == 3)
    seats = _written(place, tmp_path / "seats.csv", Sheet.SEATS)
    assert {(row["PBX"], row["Seat"]): int(row["Answered"]) for row in seats} == answers
    assert {row["Call-taker"] for row in seats if row["PBX"] == "east"} < set(PEOPLE["east"])
    calls = _written(place, tmp_path / "calls.csv", Sheet.CALLS)
    assert sorted((row["PBX"], row["Number"]) for row in calls) == came
    place.window.board.chart.moment_wanted.emit(now - timedelta(hours=1), now + timedelta(minutes=1))
    place.until(lambda: place.window.board.chart.lists_calls)
    assert {row[5] for row in place.cells("monitor_moment")} == {"/".join(seat) for seat in answers}


def _both_wait(place: Place, number: str) -> Callable[[], bool]:
    return lambda: all(numbers(place, name)[-1:] == [number] for name in NAMES)


def _written(place: Place, path: Path, sheet: Sheet) -> list[dict[str, str]]:
    now = datetime.now(UTC)
    place.window.export_controller.write(Wanted(sheet, Span.HOUR, now, now, "table"), path)
    place.until(path.exists)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
