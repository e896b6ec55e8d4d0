"""The board on the simulator's PBX over TCP: what it shows and does is what the PBX knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from desk.monitor.rights import LeadPerson, Role
from telephony.config import PbxConfig
from telephony.floor.config import FloorConfig, LeadConfig
from telephony.floor.thread import FloorThread
from telephony.simulator import SimulatedPbx
from telephony.simulator.busy_floor import FloorPlan, floor_pbx
from tests.desk.monitor.conftest import Place, Sit
from tests.desk.monitor.floors import PBX

SEATS = {"gjj": (("2001", "王敏"), ("2002", "李强")), "zonghe": (("2003", "陈静"),)}
LEAD = LeadPerson("林立", Role.CHIEF, extension="2000")


@pytest.fixture
def hotline() -> Iterator[SimulatedPbx]:
    """A hotline of three seats whose callers come when the test says so."""
    plan = FloorPlan(SEATS, calls_per_second=0.0001, after_call=(60.0, 60.0), secret="a-long-secret")
    pbx = floor_pbx(plan)
    pbx.start()
    yield pbx
    pbx.stop()


@pytest.fixture
def place(hotline: SimulatedPbx, sit: Sit) -> Iterator[Place]:
    """The board, with everything of the PBX on it."""
    config = FloorConfig(
        PBX,
        PbxConfig("127.0.0.1", "desk-lead", "a-long-secret", port=hotline.port),
        LeadConfig("2000", name="林立"),
    )
    place = sit(FloorThread([config]), who=LEAD)
    place.until(lambda: len(place.cells("monitor_seats")) == 3)
    yield place
    place.end()


def call(hotline: SimulatedPbx, number: str = "13800000001", hotline_number: str = "12329") -> None:
    hotline.add_citizen(number)
    hotline.call(lambda: hotline.exchange.phones[number].dial(hotline_number))


def state(place: Place, key: str) -> str:
    row = next(row for row in place.cells("monitor_seats") if row[0].startswith(key))
    return row[1].partition(" ◉")[0]


def test_a_call_is_seen_from_the_ring_to_the_after_call_work(hotline: SimulatedPbx, place: Place) -> None:
    call(hotline)
    place.until(lambda: "Talking" in (state(place, "2001"), state(place, "2002")))
    row = next(row for row in place.cells("monitor_seats") if row[1] == "Talking")
    assert "13800000001" in row[3]
    hotline.call(hotline.exchange.phones["13800000001"].hang_up)
    place.until(lambda: "After-call work" in (state(place, "2001"), state(place, "2002")))
    place.until(lambda: place.keeper.day.stays.rows["outcome"].size == 1)


def test_a_seat_is_set_not_ready_ready_and_moved(place: Place) -> None:
    board = place.window.board
    board.seats.choose((PBX, "2003"))
    next(a for a in board.seat_bar.reasons.actions() if a.text() == "Meeting").trigger()
    place.until(lambda: state(place, "2003") == "Not ready · Meeting")
    place.until(board.seat_bar.set_ready.isEnabled)
    board.seat_bar.set_ready.click()
    place.until(lambda: state(place, "2003") == "Ready")
    place.until(board.seat_bar.move_seat.isEnabled)
    next(a for a in board.seat_bar.groups.actions() if a.text() == "Only 公积金").trigger()
    place.until(lambda: place.message == "2003 陈静 now serves 公积金.")
    assert next(row for row in place.cells("monitor_seats") if row[0].startswith("2003"))[4] == "公积金"


def test_listening_is_shown_when_the_pbx_confirms_it(
    hotline: SimulatedPbx, place: Place, qtbot: object
) -> None:
    call(hotline, hotline_number="12345")
    place.until(lambda: state(place, "2003") == "Talking")
    place.window.board.seats.choose((PBX, "2003"))
    qtbot.keyClick(place.window, Qt.Key.Key_F7)  # type: ignore[attr-defined]
    place.until(lambda: "2003 陈静" in place.window.watching.text)
    assert "◉" in next(row for row in place.cells("monitor_seats") if row[0].startswith("2003"))[1]
    place.until(place.window.board.seat_bar.stop.isEnabled)
    qtbot.keyClick(place.window, Qt.Key.Key_F12)  # type: ignore[attr-defined]
    place.until(lambda: place.window.watching.text == "")


def test_a_waiting_caller_is_sent_to_another_group(hotline: SimulatedPbx, place: Place) -> None:
    board = place.window.board
    hotline.call(
        lambda: [
            hotline.exchange.queues["gjj"].pause(f"PJSIP/{seat}", True, "meal") for seat in ("2001", "2002")
        ]
    )
    place.until(lambda: state(place, "2002").startswith("Not ready"))
    call(hotline)
    place.until(lambda: [row[1] for row in place.cells("monitor_waiting")] == ["公积金"])
    board.waiting.focus_table()
    place.until(board.caller_bar.send.isEnabled)
    next(a for a in board.caller_bar.targets.actions() if a.text() == "综合").trigger()
    place.until(lambda: state(place, "2003") == "Talking")
    place.until(lambda: place.message == "13800000001 was sent to 综合.")


def test_a_pbx_that_goes_is_said_and_found_again(hotline: SimulatedPbx, place: Place) -> None:
    hotline.stop()
    place.until(lambda: place.window.away.text)
    assert {row[1] for row in place.cells("monitor_seats")} == {"Unknown"}
    hotline.start()
    place.until(lambda: not place.window.away.text)
    place.until(lambda: state(place, "2003") == "Ready")
