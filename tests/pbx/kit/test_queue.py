"""The queue: who comes back to it, before whom, and the books that it keeps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pbx.harness import MUSIC, WRONG_NUMBER, Party, assert_nothing_left
from tests.pbx.kit import states
from tests.pbx.steps import Seat

pytestmark = pytest.mark.real_pbx


@pytest.mark.parametrize("state", [states.held, states.ringing, states.consulting, states.side])
def test_agent_hangs_up_and_citizen_is_back_in_the_queue(
    seat: Seat, department: Party, state: Callable[[Seat, Party], None]
) -> None:
    state(seat, department)
    seat.ami.action("QueuePause", Interface="PJSIP/2001", Paused="true", check=True)
    since = seat.ami.mark()
    seat.phone.hang_up()
    joined = seat.ami.wait_event("QueueCallerJoin", since, Channel=seat.citizen_channel)
    assert joined["Queue"] == "zonghe"
    department.wait_gone()
    seat.citizen.wait_hears(MUSIC)
    seat.citizen.hang_up()
    assert_nothing_left(seat.pbx)


def test_requeued_citizen_is_taken_before_others_and_goes_through_all_again(
    seat: Seat, department: Party, sign_in: Callable[..., Seat]
) -> None:
    seat.take_call()
    seat.hold()
    seat.ami.action("QueuePause", Interface="PJSIP/2001", Paused="true", check=True)
    second = seat.pbx.citizen("13800000002")
    since = seat.ami.mark()
    second.dial("12345")
    seat.ami.wait_event("QueueCallerJoin", since)
    seat.phone.hang_up()
    seat.ami.wait_event("QueueCallerJoin", since, Channel=seat.citizen_channel)
    other = sign_in("2002")
    called = other.ami.wait_event("AgentCalled")
    assert called["Channel"] == seat.citizen_channel
    other.phone.answer()
    other.citizen = seat.citizen
    other.token, other.citizen_channel = seat.token, seat.citizen_channel
    other.agent_channel = called["DestChannel"]
    other.consult_with(department)
    other.join()
    seat.citizen.wait_hears("2002", department.name)
    seat.citizen.hang_up()
    department.wait_gone()
    other.phone.wait_gone()
    second.hang_up()
    assert_nothing_left(seat.pbx)


def test_failed_transfer_brings_citizen_back_to_the_queue(seat: Seat) -> None:
    seat.take_call()
    seat.ami.action("QueuePause", Interface="PJSIP/2001", Paused="true", check=True)
    since = seat.ami.mark()
    seat.transfer(WRONG_NUMBER)
    seat.phone.wait_gone()
    seat.ami.wait_event("QueueCallerJoin", since, Channel=seat.citizen_channel)
    seat.citizen.hang_up()
    assert_nothing_left(seat.pbx)


def test_citizen_who_was_not_handed_over_goes_back_to_the_queue(seat: Seat, department: Party) -> None:
    states.resumed(seat, department)
    since = seat.ami.mark()
    seat.ami.action(
        "Redirect", check=True, Channel=seat.agent_channel, Context="desk-end", Exten="s", Priority="1"
    )
    # The phone may ring for the same citizen at once: it is this call that ends.
    seat.ami.wait_event("Hangup", since, Channel=seat.agent_channel)
    seat.ami.wait_event("QueueCallerJoin", since, Channel=seat.citizen_channel)
    seat.citizen.hang_up()
    assert_nothing_left(seat.pbx)


def test_queue_that_takes_nobody_is_asked_again(seat: Seat, sign_in: Callable[..., Seat]) -> None:
    seat.take_call()
    seat.queue = "strict-1.a"  # nobody is signed in there
    seat.hold()
    seat.phone.hang_up()
    seat.citizen.wait_hears(MUSIC)
    other = sign_in("2002", "strict-1.a")
    other.ami.wait_event("AgentCalled", timeout=10)
    other.phone.answer()
    seat.citizen.wait_hears("2002")


def test_queue_keeps_its_books_through_all_steps(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    since = seat.ami.mark()
    assert not [m for m in seat.ami.messages if m.get("Event") == "AgentComplete"]
    seat.phone.hang_up()
    complete = seat.ami.wait_event("AgentComplete", since)
    assert (complete["Queue"], complete["Interface"], complete["Reason"]) == ("zonghe", "PJSIP/2001", "agent")
