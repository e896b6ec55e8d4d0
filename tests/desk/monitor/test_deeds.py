"""What the lead does: checked against the role, asked of the PBX, shown when it confirms, written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desk.monitor.rights import LeadPerson, Role
from desk.records.errors import DatabaseUnreachable
from desk.records.lead_log import ActionResult, LeadAction
from telephony.errors import LinkDown, NotPickedUp, NotPossible, ReachedSome
from telephony.floor.facts import Watched
from telephony.floor.requests import (
    Announce,
    BringForward,
    CallSeat,
    MoveSeat,
    SendCaller,
    SetNotReady,
    SetReady,
    StopWatching,
    WatchSeat,
)
from telephony.floor.views import FloorState, Watch, WatchMode
from telephony.requests import NumberTarget, QueueTarget
from telephony.snapshots import CallState, Hindrance
from tests.desk.monitor.conftest import Place, Sit
from tests.desk.monitor.floors import DOWN, PBX, HandFloor, call, pbx, seat, view, waiting


@pytest.fixture
def place(sit: Sit) -> Place:
    """A board with a talking seat, a ready one, one that is away, and two callers."""
    place = sit()
    place.view(
        view(
            pbx(
                seat("2001", FloorState.TALKING, talks=call()),
                seat("2002", FloorState.READY, name="李强"),
                seat("2003", FloorState.NOT_READY, name="陈静", reason="meal"),
                callers=(waiting(), waiting("13900000002", position=2, seconds=4)),
            )
        )
    )
    return place


def floor(place: Place) -> HandFloor:
    assert isinstance(place.floor, HandFloor)
    return place.floor


def asked(place: Place) -> object:
    """Wait for the next request and return it."""
    place.until(lambda: floor(place).asked)
    return floor(place).requests[-1]


def confirm(place: Place, error: Exception | None = None) -> None:
    future = floor(place).asked[-1][1]
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)


def log(place: Place) -> list[LeadAction]:
    now = datetime.now(UTC)
    return list(place.records.actions(now - timedelta(hours=1), now + timedelta(hours=1)))


def choose(place: Place, key: str) -> None:
    assert place.window.board.seats.choose((PBX, key))


@pytest.mark.parametrize(
    ("button", "mode"),
    [("listen", WatchMode.LISTEN), ("whisper", WatchMode.WHISPER), ("barge", WatchMode.BARGE)],
)
def test_taking_part_in_a_call(place: Place, button: str, mode: WatchMode) -> None:
    choose(place, "2001")
    getattr(place.window.board.seat_bar, button).click()
    assert asked(place) == WatchSeat(PBX, "2001", mode)
    assert "Your phone rings" in place.message
    assert [row.result for row in log(place)] == [ActionResult.ASKED]
    confirm(place)
    place.until(lambda: "2001 王敏" in place.message and "rings" not in place.message)
    place.until(lambda: [row.result for row in log(place)] == [ActionResult.ASKED, ActionResult.DONE])
    assert {(row.lead, row.target) for row in log(place)} == {("林立", "2001")}


def test_a_request_under_way_is_not_asked_twice(place: Place) -> None:
    choose(place, "2001")
    button = place.window.board.seat_bar.listen
    button.click()
    asked(place)
    assert not button.isEnabled()
    assert "still carrying out" in button.explanation
    confirm(place, NotPickedUp())
    place.until(button.isEnabled)
    assert place.message == "Your own phone was not picked up."
    place.until(lambda: [row.result for row in log(place)][-1:] == [ActionResult.FAILED])
    assert len(floor(place).asked) == 1


def test_ready_not_ready_and_another_group(place: Place) -> None:
    bar = place.window.board.seat_bar
    choose(place, "2003")
    bar.set_ready.click()
    assert asked(place) == SetReady(PBX, "2003")
    confirm(place)
    place.until(lambda: place.message == "2003 陈静 is ready.")
    choose(place, "2002")
    reason = next(action for action in bar.reasons.actions() if action.text() == "Meeting")
    reason.trigger()
    place.until(lambda: len(floor(place).asked) == 2)
    assert asked(place) == SetNotReady(PBX, "2002", "meeting")
    confirm(place)
    place.until(lambda: "not ready: Meeting" in place.message)
    moves = {action.text(): action for action in bar.groups.actions()}
    assert list(moves) == ["Only 综合", "Also 综合"]
    moves["Also 综合"].trigger()
    place.until(lambda: len(floor(place).asked) == 3)
    assert asked(place) == MoveSeat(PBX, "2002", ("gjj", "zonghe"))


def test_calling_a_seat(place: Place) -> None:
    choose(place, "2002")
    place.window.board.seat_bar.call.click()
    assert asked(place) == CallSeat(PBX, "2002")


def test_a_caller_is_served_next_or_sent_elsewhere(place: Place) -> None:
    window = place.window
    second = (PBX, "gjj", "w13900000002")
    assert window.board.waiting.choose(second)
    window.board.caller_bar.forward.click()
    assert asked(place) == BringForward(PBX, "w13900000002")
    confirm(place)
    place.until(lambda: place.message == "13900000002 is served next.")
    targets = {a.text(): a for a in window.board.caller_bar.targets.actions() if a.text()}
    assert list(targets) == ["综合", "Seat or number …"]
    targets["综合"].trigger()
    place.until(lambda: len(floor(place).asked) == 2)
    assert asked(place) == SendCaller(PBX, "w13900000002", QueueTarget("zonghe"))
    confirm(place)
    place.until(lambda: place.message == "13900000002 was sent to 综合.")
    targets["Seat or number …"].trigger()
    window.board.caller_bar.number.field.setText("2002")
    window.board.caller_bar.number.act.click()
    place.until(lambda: len(floor(place).asked) == 3)
    assert asked(place) == SendCaller(PBX, "w13900000002", NumberTarget("2002"))


def test_a_line_for_all_desks(place: Place, qtbot) -> None:
    place.window.announce.click()
    qtbot.keyClicks(place.window.line.field, "system maintenance at noon")
    qtbot.keyClick(place.window.line.field, Qt.Key.Key_Return)
    assert asked(place) == Announce("", "system maintenance at noon")
    confirm(place)
    place.until(lambda: place.message == "Every desk shows the line.")
    place.until(lambda: log(place)[-1].detail == "system maintenance at noon")


def test_a_line_that_reached_one_pbx_of_two_says_which(place: Place) -> None:
    place.window.line.given.emit("system maintenance at noon")
    asked(place)
    confirm(place, ReachedSome(["east"], {"west": LinkDown()}))
    place.until(lambda: place.message == "Reached east, not west. There is no connection to the PBX.")
    place.until(lambda: log(place)[-1].result is ActionResult.FAILED)
    assert log(place)[-1].detail == "ReachedSome: reached east, not west (LinkDown)"


def test_leaving_a_call(place: Place) -> None:
    stop = place.window.board.seat_bar.stop
    assert stop.explanation == "You are in no call."
    watch = Watch("2009", WatchMode.LISTEN, True, datetime.now(UTC))
    place.view(view(pbx(seat("2001", FloorState.TALKING, talks=call(), watched=(watch,)))))
    assert stop.isEnabled()
    stop.click()
    assert asked(place) == StopWatching(PBX)


def test_listening_is_logged_as_the_pbx_reports_it(place: Place) -> None:
    began = datetime.now(UTC)
    floor(place).tell(Watched(PBX, "2001", "2009", "listen", False, began))
    floor(place).tell(Watched(PBX, "2001", "2009", "listen", False, began, began + timedelta(seconds=9)))
    floor(place).tell(Watched(PBX, "2001", "2008", "listen", True, began))  # told by their own board
    place.until(lambda: len(log(place)) == 2)
    assert [row.result for row in log(place)] == [ActionResult.BEGAN, ActionResult.ENDED]
    assert {row.detail for row in log(place)} == {"not told"}


def test_a_phone_of_another_name_is_the_lead_s_own(sit: Sit) -> None:
    place = sit(who=LeadPerson("林立", Role.CHIEF, channel="PJSIP/lead"))
    began = datetime.now(UTC)
    watch = Watch("lead", WatchMode.LISTEN, True, began)
    place.view(view(pbx(seat("2001", FloorState.TALKING, talks=call(), watched=(watch,)))))
    assert place.window.watching.text == "You take part in the call of 2001 王敏."
    assert place.window.board.seat_bar.stop.isEnabled()
    floor(place).tell(Watched(PBX, "2001", "PJSIP/lead", "listen", True, began))
    place.until(lambda: log(place))
    assert [(row.result, row.detail) for row in log(place)] == [(ActionResult.BEGAN, "told")]


@pytest.mark.parametrize(
    ("key", "button", "why"),
    [
        ("2002", "listen", "The seat is in no call."),
        ("2002", "set_ready", "The seat is ready already."),
        ("2001", "call", "The seat's phone is busy."),
    ],
)
def test_what_is_not_possible_says_why(place: Place, key: str, button: str, why: str) -> None:
    choose(place, key)
    found = getattr(place.window.board.seat_bar, button)
    assert not found.isEnabled()
    assert found.explanation == why


def test_nobody_joins_a_consultation(place: Place) -> None:
    talks = call(CallState.CONSULTING, department="87190001")
    place.view(view(pbx(seat("2001", FloorState.CONSULTING, talks=talks))))
    choose(place, "2001")
    bar = place.window.board.seat_bar
    assert bar.listen.isEnabled()
    assert bar.barge.explanation == "The call-taker speaks with a department."


def test_a_viewer_only_sees(sit: Sit) -> None:
    place = sit(who=LeadPerson("看", Role.VIEWER, extension="2009"))
    place.view(view(pbx(seat("2001", FloorState.TALKING, talks=call()), callers=(waiting(),))))
    choose(place, "2001")
    board = place.window.board
    board.waiting.focus_table()
    for button in (*board.seat_bar.buttons.values(), board.caller_bar.forward, place.window.announce):
        assert not button.isEnabled()
    assert board.seat_bar.listen.explanation == "Your role does not include this."


def test_a_lead_of_other_groups_may_not(sit: Sit) -> None:
    place = sit(who=LeadPerson("李", Role.LEAD, ("zonghe",), extension="2009"))
    place.view(view(pbx(seat("2001", FloorState.TALKING, talks=call()))))
    choose(place, "2001")
    assert "not yours" in place.window.board.seat_bar.listen.explanation


def test_a_lost_link_disables_all(place: Place) -> None:
    choose(place, "2001")
    place.view(view(pbx(seat("2001", FloorState.UNKNOWN), link=DOWN, loaded=False)))
    assert place.window.board.seat_bar.listen.explanation == "There is no connection to the PBX."
    assert not place.window.announce.isEnabled()


def test_a_pbx_that_refuses_is_quoted(place: Place) -> None:
    choose(place, "2003")
    place.window.board.seat_bar.set_ready.click()
    asked(place)
    confirm(place, NotPossible(Hindrance.NOT_ALLOWED))
    place.until(lambda: "no right" in place.message)


def test_nobody_is_listened_to_without_a_record(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(action: LeadAction) -> None:
        raise DatabaseUnreachable

    monkeypatch.setattr(place.records, "log_action", away)
    choose(place, "2001")
    place.window.board.seat_bar.listen.click()
    place.until(lambda: "can't be written down" in place.message)
    assert floor(place).asked == []
    choose(place, "2003")
    place.window.board.seat_bar.set_ready.click()
    assert asked(place) == SetReady(PBX, "2003")  # the queue must be led all the same
    confirm(place)
    place.until(lambda: place.window.audit.pending == 2)
    monkeypatch.undo()
    place.until(lambda: place.window.audit.pending == 0)
    assert [row.result for row in log(place)] == [ActionResult.ASKED, ActionResult.DONE]


def test_keys_press_the_buttons(place: Place, qtbot) -> None:
    choose(place, "2001")
    qtbot.keyClick(place.window, Qt.Key.Key_F7)
    assert asked(place) == WatchSeat(PBX, "2001", WatchMode.LISTEN)
    choose(place, "2002")
    qtbot.keyClick(place.window, Qt.Key.Key_F7)
    assert place.message == "The seat is in no call."
    qtbot.keyClick(place.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    menu = place.window.findChild(QMenu, "monitor_reasons")
    assert menu is not None
    place.until(menu.isVisible)
    menu.close()
