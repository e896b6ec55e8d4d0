"""The seat: signing in and out, ready and not, and who waits meanwhile."""

from __future__ import annotations

from telephony.requests import NotReady, Ready, SignIn, SignOut
from telephony.snapshots import CallState, SeatState
from tests.pbx.harness import CITIZEN, HOTLINE, Pbx
from tests.telephony.driver import Desk


def test_signs_in_not_ready_then_ready_then_not_ready_with_a_reason_then_out(desk: Desk) -> None:
    assert desk.view.seat.state is SeatState.SIGNED_OUT
    desk.ask(SignIn())
    assert desk.view.seat.state is SeatState.NOT_READY
    assert all(queue.member for queue in desk.view.seat.queues)
    desk.ask(Ready())
    assert desk.view.seat.state is SeatState.READY
    desk.ask(NotReady("会议"))
    assert (desk.view.seat.state, desk.view.seat.reason) == (SeatState.NOT_READY, "会议")
    desk.ask(SignOut())
    assert desk.view.seat.state is SeatState.SIGNED_OUT


def test_ready_in_the_moment_of_the_answer_stands(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    phone, citizen = pbx.seat_phone("2001"), pbx.citizen(CITIZEN)
    for _ in range(3):
        citizen.dial(HOTLINE)
        desk.wait_call(CallState.RINGING)
        phone.answer()
        desk.wait_call(CallState.TALKING)
        desk.ask(Ready())  # overtakes the report of the answer, or comes just after it
        assert desk.view.seat.state is SeatState.READY
        citizen.hang_up()
        desk.wait_call(CallState.ENDED)
        phone.wait_gone()
        citizen.wait_gone()
        assert desk.view.seat.state is SeatState.READY


def test_signing_in_twice_is_harmless(desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(SignIn())
    assert desk.view.seat.state is SeatState.NOT_READY


def test_a_waiting_caller_is_counted_while_nobody_is_ready(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    view = desk.wait(lambda v: v.seat.queues[0].waiting == 1, "one caller waits")
    assert view.seat.queues[0].longest_wait_since is not None
    assert view.call is None
    pbx.citizen(CITIZEN).hang_up()
    desk.wait(lambda v: v.seat.queues[0].waiting == 0, "nobody waits")
