"""The kit's dialplan on a real Asterisk, entered by bare AMI actions of a seat's account.

Who hears whom is measured on the phones' recordings. Every test ends with no channel and no room left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.pbx.harness import (
    BUSY,
    MUSIC,
    NEVER_REGISTERED,
    RINGING,
    SILENCE,
    WRONG_NUMBER,
    Party,
    assert_nothing_left,
    wait_until,
)
from tests.pbx.real import RealPbx
from tests.pbx.steps import CITIZEN, Seat

pytestmark = pytest.mark.real_pbx

# What Asterisk warns of because of the lab: no SIP passwords, a phone that was never there,
# a queue that takes nobody.
_OF_THE_LAB = (
    "No SIP authenticator",
    "chan_pjsip.c",
    "app_dial.c",
    "res_pjsip.c",
    "Unable to join queue 'strict-1.a'",
)


@pytest.fixture
def sign_in(real_pbx: RealPbx) -> Iterator[Callable[..., Seat]]:
    """Sign a seat in; at the end the kit's dialplan must have caused no warning."""
    seats: list[Seat] = []
    logged = len(real_pbx.log())

    def sign(extension: str = "2001", queue: str = "zonghe") -> Seat:
        seats.append(Seat(real_pbx, extension, queue))
        return seats[-1]

    yield sign
    for seat in seats:
        seat.ami.close()
    troubles = [line for line in real_pbx.log()[logged:].splitlines() if "WARNING" in line or "ERROR" in line]
    assert not [line for line in troubles if not any(part in line for part in _OF_THE_LAB)]


@pytest.fixture
def seat(sign_in: Callable[..., Seat]) -> Seat:
    """Seat 2001, signed in, without a call."""
    return sign_in()


@pytest.fixture
def department(real_pbx: RealPbx) -> Party:
    """The department 8001."""
    return real_pbx.department("8001")


def test_whole_three_way_path_by_sound(seat: Seat, department: Party) -> None:
    seat.take_call()
    citizen, agent = seat.citizen, seat.phone
    agent.wait_hears(citizen.name)
    citizen.wait_hears(agent.name)

    seat.hold()
    citizen.wait_hears(MUSIC)
    agent.wait_hears(SILENCE)

    seat.resume()
    citizen.wait_hears(agent.name)
    agent.wait_hears(citizen.name)

    since = seat.ami.mark()
    seat.consult(department.name)
    department.wait_ringing()
    agent.wait_hears(RINGING)
    citizen.wait_hears(MUSIC)
    seat.department_channel = seat.entered("department", "consult", since)["Channel"]
    department.answer()
    agent.wait_hears(department.name)
    department.wait_hears(agent.name)
    citizen.wait_hears(MUSIC)

    seat.join()
    agent.wait_hears(department.name, citizen.name)
    department.wait_hears(agent.name, citizen.name)
    citizen.wait_hears(agent.name, department.name)

    seat.side()
    citizen.wait_hears(MUSIC)
    agent.wait_hears(department.name)
    department.wait_hears(agent.name)

    seat.join()
    citizen.wait_hears(agent.name, department.name)

    seat.hold_department()
    department.wait_hears(MUSIC)
    agent.wait_hears(citizen.name)
    citizen.wait_hears(agent.name)

    seat.join()
    department.wait_hears(agent.name, citizen.name)

    agent.hang_up()
    citizen.wait_hears(department.name)
    department.wait_hears(citizen.name)

    department.hang_up()
    citizen.wait_gone()
    assert_nothing_left(seat.pbx)


def test_mute_is_heard_by_nobody_else(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    seat.ami.action("ConfbridgeMute", Conference=seat.room, Channel=seat.department_channel, check=True)
    seat.citizen.wait_hears(seat.phone.name)
    department.wait_hears(seat.phone.name, seat.citizen.name)
    seat.ami.action("ConfbridgeUnmute", Conference=seat.room, Channel=seat.department_channel, check=True)
    seat.citizen.wait_hears(seat.phone.name, department.name)


@pytest.mark.parametrize(
    ("number", "prepare", "status"),
    [
        ("8002", Party.set_busy, "BUSY"),
        (WRONG_NUMBER, None, "CHANUNAVAIL"),
        (NEVER_REGISTERED, None, "CHANUNAVAIL"),
    ],
)
def test_unreachable_department_brings_agent_back(
    seat: Seat, number: str, prepare: Callable[[Party], None] | None, status: str
) -> None:
    if prepare:
        getattr(seat.pbx.department(number), prepare.__name__)()
    seat.take_call()
    since = seat.ami.mark()
    seat.consult(number)
    if status == "BUSY":
        seat.phone.wait_hears(BUSY)
        seat.citizen.wait_hears(MUSIC)
    dialled = seat.ami.wait_event("UserEvent", since, UserEvent="DeskDialled")
    assert dialled["Number"] == number
    assert dialled["Status"] == status
    seat.in_room(seat.agent_channel, since)
    seat.phone.wait_hears(CITIZEN)
    seat.citizen.wait_hears(seat.phone.name)


def test_department_refusing_after_ringing_brings_agent_back(seat: Seat, department: Party) -> None:
    seat.take_call()
    since = seat.ami.mark()
    seat.consult(department.name)
    department.wait_ringing()
    department.hang_up()
    assert seat.ami.wait_event("UserEvent", since, UserEvent="DeskDialled")["Status"] == "BUSY"
    seat.in_room(seat.agent_channel, since)


def test_unanswered_department_brings_agent_back(seat: Seat, department: Party) -> None:
    seat.take_call()
    since = seat.ami.mark()
    seat.consult(department.name)
    department.wait_ringing()
    status = seat.ami.wait_event("UserEvent", since, timeout=10, UserEvent="DeskDialled")["Status"]
    assert status == "NOANSWER"
    seat.in_room(seat.agent_channel, since)
    department.wait_gone()
    seat.phone.wait_hears(CITIZEN)


def test_agent_returns_while_department_rings(seat: Seat, department: Party) -> None:
    seat.take_call()
    seat.consult(department.name)
    department.wait_ringing()
    seat.resume()
    department.wait_gone()
    seat.phone.wait_hears(CITIZEN)
    seat.citizen.wait_hears(seat.phone.name)


def test_agent_returns_from_consultation(seat: Seat, department: Party) -> None:
    seat.take_call()
    seat.consult_with(department)
    seat.resume()
    department.wait_gone()
    seat.phone.wait_hears(CITIZEN)
    seat.citizen.wait_hears(seat.phone.name)


def test_department_hangs_up_in_consultation(seat: Seat, department: Party) -> None:
    seat.take_call()
    seat.consult_with(department)
    since = seat.ami.mark()
    department.hang_up()
    seat.in_room(seat.agent_channel, since)
    seat.citizen.wait_hears(seat.phone.name)


def _talk(seat: Seat, department: Party) -> None:
    seat.take_call()


def _held(seat: Seat, department: Party) -> None:
    seat.take_call()
    seat.hold()


def _resumed(seat: Seat, department: Party) -> None:
    _held(seat, department)
    seat.resume()


def _ringing(seat: Seat, department: Party) -> None:
    seat.take_call()
    seat.consult(department.name)
    department.wait_ringing()


def _consulting(seat: Seat, department: Party) -> None:
    seat.take_call()
    seat.consult_with(department)


def _three_way(seat: Seat, department: Party) -> None:
    seat.three_way(department)


def _side(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    seat.side()


def _department_held(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    seat.hold_department()


def _left(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    seat.phone.hang_up()
    seat.citizen.wait_hears(department.name)


@pytest.mark.parametrize("state", [_talk, _held, _resumed, _three_way, _department_held, _left])
def test_citizen_hangs_up_and_all_end(
    seat: Seat, department: Party, state: Callable[[Seat, Party], None]
) -> None:
    state(seat, department)
    seat.citizen.hang_up()
    seat.phone.wait_gone()
    department.wait_gone()
    assert_nothing_left(seat.pbx)


@pytest.mark.parametrize("state", [_consulting, _side])
def test_citizen_hangs_up_and_consultation_goes_on(
    seat: Seat, department: Party, state: Callable[[Seat, Party], None]
) -> None:
    state(seat, department)
    seat.citizen.hang_up()
    seat.citizen.wait_gone()
    seat.phone.wait_hears(department.name)
    department.wait_hears(seat.phone.name)
    department.hang_up()
    seat.phone.wait_gone()
    assert_nothing_left(seat.pbx)


@pytest.mark.parametrize("state", [_consulting, _side])
def test_agent_ends_consultation_after_citizen_has_gone(
    seat: Seat, department: Party, state: Callable[[Seat, Party], None]
) -> None:
    state(seat, department)
    seat.citizen.hang_up()
    wait_until(lambda: seat.citizen_channel not in seat.pbx.channels(), "the citizen's channel is gone")
    seat.phone.hang_up()
    department.wait_gone()
    assert_nothing_left(seat.pbx)


@pytest.mark.parametrize("state", [_talk, _resumed, _department_held])
def test_agent_hangs_up_and_all_end(
    seat: Seat, department: Party, state: Callable[[Seat, Party], None]
) -> None:
    state(seat, department)
    seat.phone.hang_up()
    seat.citizen.wait_gone()
    department.wait_gone()
    assert_nothing_left(seat.pbx)


@pytest.mark.parametrize("state", [_held, _ringing, _consulting, _side])
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


def test_department_hangs_up_in_three_way(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    department.hang_up()
    department.wait_gone()
    seat.citizen.wait_hears(seat.phone.name)
    seat.phone.wait_hears(CITIZEN)


def test_department_hangs_up_in_side_room_and_agent_is_back_with_citizen(
    seat: Seat, department: Party
) -> None:
    seat.three_way(department)
    seat.side()
    since = seat.ami.mark()
    department.hang_up()
    seat.in_room(seat.agent_channel, since)
    seat.citizen.wait_hears(seat.phone.name)


def test_held_department_hangs_up_and_nothing_else_changes(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    seat.hold_department()
    department.hang_up()
    department.wait_gone()
    seat.citizen.wait_hears(seat.phone.name)


def test_after_agent_has_left_either_end_ends_both(seat: Seat, department: Party) -> None:
    _left(seat, department)
    department.hang_up()
    seat.citizen.wait_gone()
    assert_nothing_left(seat.pbx)


def test_agent_and_department_hang_up_together(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    seat.phone.hang_up()
    department.hang_up()
    seat.citizen.wait_gone()
    assert_nothing_left(seat.pbx)


@pytest.mark.parametrize("state", [_talk, _resumed, _three_way])
def test_transfer_to_a_number(seat: Seat, department: Party, state: Callable[[Seat, Party], None]) -> None:
    state(seat, department)
    target = seat.pbx.department("8003")
    seat.transfer("8003")
    target.answer()
    seat.phone.wait_gone()
    department.wait_gone()
    seat.citizen.wait_hears("8003")
    target.wait_hears(CITIZEN)
    target.hang_up()
    seat.citizen.wait_gone()
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
    _resumed(seat, department)
    since = seat.ami.mark()
    seat.ami.action(
        "Redirect", check=True, Channel=seat.agent_channel, Context="desk-end", Exten="s", Priority="1"
    )
    seat.phone.wait_gone()
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


def test_call_back_with_hold_and_three_way(seat: Seat, department: Party) -> None:
    seat.citizen = seat.pbx.citizen(CITIZEN)
    since = seat.ami.mark()
    seat.ami.action(
        "Originate",
        Channel="PJSIP/2001",
        Context="desk-callback",
        Exten=f"2001*{CITIZEN}",
        Priority="1",
        Async="true",
        check=True,
    )
    seat.phone.answer()
    entered = seat.entered("citizen", "callback", since)
    seat.token, seat.citizen_channel = entered["Token"], entered["Channel"]
    seat.agent_channel = seat.entered("agent", "callback", since)["Channel"]
    seat.phone.wait_hears(RINGING)
    seat.citizen.answer()
    seat.citizen.wait_hears(seat.phone.name)
    seat.hold()
    seat.citizen.wait_hears(MUSIC)
    seat.consult_with(department)
    seat.join()
    seat.citizen.wait_hears(seat.phone.name, department.name)
    seat.citizen.hang_up()
    seat.phone.wait_gone()
    department.wait_gone()
    assert_nothing_left(seat.pbx)


def test_queue_keeps_its_books_through_all_steps(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    since = seat.ami.mark()
    assert not [m for m in seat.ami.messages if m.get("Event") == "AgentComplete"]
    seat.phone.hang_up()
    complete = seat.ami.wait_event("AgentComplete", since)
    assert (complete["Queue"], complete["Interface"], complete["Reason"]) == ("zonghe", "PJSIP/2001", "agent")


def test_event_filter_lets_a_seat_see_its_own_events_only(
    seat: Seat, department: Party, sign_in: Callable[..., Seat]
) -> None:
    other = sign_in("2002", "gjj")
    seat.three_way(department)
    leaked = [m for m in other.ami.messages if m.get("Event") not in ("QueueMemberAdded", "QueueCallerJoin")]
    allowed = {"QueueCallerJoin", "QueueCallerLeave"}
    assert {m["Event"] for m in leaked} <= allowed


def test_account_without_originate_can_do_everything_but_dial(seat: Seat) -> None:
    assert seat.ami.action("Command", Command="core show version")["Message"] == "Permission denied"
    assert seat.ami.action("QueueStatus")["Response"] == "Success"
    for variable in ("DIALPLAN_EXISTS(desk-kit,version-1,1)", "DIALPLAN_EXISTS(desk-consult,2001*1*1,1)"):
        assert seat.ami.action("Getvar", Variable=variable)["Value"] == "1"
