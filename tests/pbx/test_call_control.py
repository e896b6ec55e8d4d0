"""Everything a call-taker can do, on the simulator and on a real Asterisk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from telephony.errors import BadNumber, LinkDown, NotPossible
from telephony.requests import (
    Consult,
    Dial,
    DropLeg,
    HangUp,
    Hold,
    HoldLeg,
    Join,
    Leave,
    MuteLeg,
    NotReady,
    NumberTarget,
    QueueTarget,
    Ready,
    Resume,
    ReturnToCitizen,
    SignIn,
    SignOut,
    Transfer,
    WrapUpDone,
)
from telephony.snapshots import (
    AFTER_CALL_REASON,
    CallAction,
    CallDirection,
    CallState,
    ConsultResult,
    EndReason,
    Hindrance,
    LegRole,
    LegState,
    LinkProblem,
    LinkState,
    SeatState,
)
from tests.pbx.harness import (
    HOTLINE,
    MUSIC,
    NEVER_REGISTERED,
    SILENCE,
    WRONG_NUMBER,
    Pbx,
    assert_nothing_left,
)
from tests.telephony.driver import Desk

CITIZEN = "13800000001"
S = CallState


@pytest.fixture
def desk(pbx: Pbx) -> Iterator[Desk]:
    """The desk of seat 2001, connected."""
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as desk:
        desk.wait_up()
        yield desk


class Call:
    """A citizen who is talking to the desk."""

    def __init__(self, pbx: Pbx, desk: Desk) -> None:
        self.pbx = pbx
        self.desk = desk
        self.citizen = pbx.citizen(CITIZEN)
        self.phone = pbx.seat_phone("2001")
        self.department = pbx.department("8001")
        desk.ask(SignIn())
        desk.ask(Ready())
        self.citizen.dial(HOTLINE)
        desk.wait_call(S.RINGING)
        self.phone.answer()
        desk.wait_call(S.TALKING)
        self.citizen.wait_up()

    def consult(self) -> None:
        """Reach the department."""
        self.desk.ask(Consult("8001", "住房公积金中心"))
        self.department.answer()
        self.desk.wait_call(S.CONSULTING)

    def three_way(self) -> None:
        """Reach the department and join."""
        self.consult()
        self.desk.ask(Join())
        self.citizen.wait_hears("2001", "8001")

    def enter(self, state: CallState) -> None:
        """Bring the call into a state."""
        steps = {
            S.TALKING: [],
            S.HELD: [lambda: self.desk.ask(Hold())],
            S.CONSULT_DIALLING: [lambda: self.desk.ask(Consult("8001")), self.department.wait_ringing],
            S.CONSULTING: [self.consult],
            S.THREE_WAY: [self.three_way],
            S.DEPARTMENT_HELD: [
                self.three_way,
                lambda: self.desk.ask(HoldLeg(LegRole.DEPARTMENT, True)),
            ],
        }
        for step in steps[state]:
            step()
        self.desk.wait_call(state)

    def heard(self, *, citizen: set[str], phone: set[str], department: set[str] | None = None) -> None:
        """Check who hears whom."""
        self.citizen.wait_hears(*citizen)
        self.phone.wait_hears(*phone)
        if department is not None:
            self.department.wait_hears(*department)


@pytest.fixture
def call(pbx: Pbx, desk: Desk) -> Call:
    """A citizen who is talking to the desk."""
    return Call(pbx, desk)


# the seat


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


# ringing


def test_the_caller_is_seen_while_the_phone_still_rings(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    call = desk.wait_call(S.RINGING)
    assert (call.number, call.queue, call.direction) == (CITIZEN, "zonghe", CallDirection.INBOUND)
    assert call.waited is not None
    assert call.hindrances[CallAction.ANSWER] is Hindrance.ANSWER_AT_PHONE
    assert call.hindrances[CallAction.CONSULT] is Hindrance.STILL_RINGING
    assert CallAction.HANG_UP in call.can
    agent = call.leg(LegRole.AGENT)
    assert agent is not None
    assert agent.state is LegState.RINGING


def test_an_answered_call_is_talking_and_after_call_work_is_open(pbx: Pbx, desk: Desk) -> None:
    call = Call(pbx, desk)
    desk.wait_seat(SeatState.AFTER_CALL)
    call.heard(citizen={"2001"}, phone={CITIZEN})
    assert desk.call.answered_at is not None
    assert desk.view.seat.reason == AFTER_CALL_REASON


def test_a_citizen_who_gives_up_while_it_rings_is_abandoned(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    desk.wait_call(S.RINGING)
    pbx.citizen(CITIZEN).hang_up()
    desk.wait_call(S.ENDED)
    desk.wait(lambda v: v.call and v.call.end_reason is EndReason.ABANDONED, "abandoned")
    assert_nothing_left(pbx)


def test_a_refused_ringing_call_goes_on_to_the_next_seat(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    desk.wait_call(S.RINGING)
    desk.ask(NotReady("forms"))
    desk.ask(HangUp())
    assert desk.call.state is S.ENDED
    assert pbx.channels(), "the citizen still waits"
    desk.ask(Ready())
    desk.wait_call(S.RINGING, 10)


# two parties


def test_hold_plays_music_and_resume_brings_back(call: Call) -> None:
    call.desk.ask(Hold())
    assert call.desk.call.state is S.HELD
    call.heard(citizen={MUSIC}, phone={SILENCE})
    call.desk.ask(Resume())
    assert call.desk.call.state is S.TALKING
    call.heard(citizen={"2001"}, phone={CITIZEN})
    call.desk.ask(Hold())
    call.heard(citizen={MUSIC}, phone={SILENCE})
    call.desk.ask(ReturnToCitizen())
    call.heard(citizen={"2001"}, phone={CITIZEN})


def test_hang_up_ends_everything_and_wrap_up_makes_ready(call: Call, pbx: Pbx) -> None:
    call.desk.ask(HangUp())
    assert call.desk.call.state is S.ENDED
    assert call.desk.call.end_reason is EndReason.AGENT_HUNG_UP
    call.citizen.wait_gone()
    call.phone.wait_gone()
    assert_nothing_left(pbx)
    call.desk.wait_seat(SeatState.AFTER_CALL)
    call.desk.ask(WrapUpDone())
    assert call.desk.view.seat.state is SeatState.READY


def test_what_is_not_possible_is_refused_at_once_and_says_why(call: Call) -> None:
    for request, hindrance in (
        (Resume(), Hindrance.NOT_HELD),
        (Join(), Hindrance.NO_DEPARTMENT),
        (Leave(), Hindrance.NO_DEPARTMENT),
        (ReturnToCitizen(), Hindrance.WITH_CITIZEN),
        (Dial("10086"), Hindrance.CALL_PRESENT),
    ):
        with pytest.raises(NotPossible) as told:
            call.desk.ask(request, 1)
        assert told.value.hindrance is hindrance


@pytest.mark.parametrize("number", ["", "80\r\nAction: Hangup", "8001*2", "8001,1", "${EXTEN}", "8" * 40])
def test_a_bad_number_goes_nowhere(call: Call, number: str) -> None:
    with pytest.raises(BadNumber):
        call.desk.ask(Consult(number))
    assert call.desk.call.state is S.TALKING


# consultation


def test_consult_then_join_then_leave_is_heard_by_everyone(call: Call, pbx: Pbx) -> None:
    call.desk.ask(Consult("8001", "住房公积金中心"))
    assert call.desk.call.state is S.CONSULT_DIALLING
    call.department.wait_ringing()
    call.citizen.wait_hears(MUSIC)
    call.department.answer()
    snapshot = call.desk.wait_call(S.CONSULTING)
    department = snapshot.leg(LegRole.DEPARTMENT)
    assert department is not None
    assert (department.number, department.name) == ("8001", "住房公积金中心")
    call.heard(citizen={MUSIC}, phone={"8001"}, department={"2001"})
    call.desk.ask(Join())
    call.heard(citizen={"2001", "8001"}, phone={CITIZEN, "8001"}, department={CITIZEN, "2001"})
    call.desk.ask(Leave())
    assert call.desk.call.state is S.ENDED
    assert call.desk.call.end_reason is EndReason.LEFT
    call.citizen.wait_hears("8001")
    call.department.wait_hears(CITIZEN)
    call.department.hang_up()
    call.citizen.wait_gone()
    assert_nothing_left(pbx)


def test_return_from_a_consultation(call: Call, pbx: Pbx) -> None:
    call.consult()
    call.desk.ask(ReturnToCitizen())
    assert call.desk.call.state is S.TALKING
    call.heard(citizen={"2001"}, phone={CITIZEN})
    call.department.wait_gone()
    call.desk.ask(HangUp())
    assert_nothing_left(pbx)


def test_return_while_the_department_still_rings(call: Call) -> None:
    call.enter(S.CONSULT_DIALLING)
    call.desk.ask(ReturnToCitizen())
    assert call.desk.call.state is S.TALKING
    call.department.wait_gone()
    call.heard(citizen={"2001"}, phone={CITIZEN})
    call.desk.wait(lambda v: v.call and v.call.consult_result is ConsultResult.CANCELLED, "cancelled")


def test_return_from_the_three_way_call(call: Call) -> None:
    call.three_way()
    call.desk.ask(ReturnToCitizen())
    call.department.wait_gone()
    call.heard(citizen={"2001"}, phone={CITIZEN})
    assert call.desk.call.leg(LegRole.DEPARTMENT) is None


def test_a_busy_department_is_told_and_the_citizen_is_back(call: Call) -> None:
    call.department.set_busy()
    call.desk.ask(Consult("8001"))
    call.desk.wait(lambda v: v.call and v.call.consult_result is ConsultResult.BUSY, "busy")
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})


@pytest.mark.parametrize("number", [WRONG_NUMBER, NEVER_REGISTERED])
def test_an_unreachable_number_is_told_and_the_citizen_is_back(call: Call, number: str) -> None:
    call.desk.ask(Consult(number))
    call.desk.wait(lambda v: v.call and v.call.consult_result is ConsultResult.UNREACHABLE, "unreachable")
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})


def test_a_department_that_hangs_up_brings_call_taker_and_citizen_together(call: Call) -> None:
    call.consult()
    call.department.hang_up()
    call.desk.wait_call(S.TALKING)
    assert call.desk.call.consult_result is ConsultResult.HUNG_UP
    call.heard(citizen={"2001"}, phone={CITIZEN})


def test_a_second_department_can_be_consulted(call: Call, pbx: Pbx) -> None:
    call.consult()
    call.desk.ask(ReturnToCitizen())
    call.department.wait_gone()
    call.desk.ask(Consult("8002", "人社局"))
    pbx.department("8002").answer()
    call.desk.wait_call(S.CONSULTING)
    call.desk.ask(Join())
    call.citizen.wait_hears("2001", "8002")


def test_consult_straight_from_hold(call: Call) -> None:
    call.desk.ask(Hold())
    call.consult()
    call.heard(citizen={MUSIC}, phone={"8001"}, department={"2001"})


# the three-way call's legs


def test_mute_silences_a_leg_for_the_others(call: Call) -> None:
    call.three_way()
    call.desk.ask(MuteLeg(LegRole.DEPARTMENT, True))
    leg = call.desk.call.leg(LegRole.DEPARTMENT)
    assert leg is not None
    assert leg.muted
    call.citizen.wait_hears("2001")
    call.desk.ask(MuteLeg(LegRole.DEPARTMENT, False))
    call.citizen.wait_hears("2001", "8001")


def test_citizen_on_hold_in_the_three_way_call_hears_music_and_comes_back(call: Call) -> None:
    call.three_way()
    call.desk.ask(HoldLeg(LegRole.CITIZEN, True))
    call.heard(citizen={MUSIC}, phone={"8001"}, department={"2001"})
    assert call.desk.call.state is S.CONSULTING
    call.desk.ask(HoldLeg(LegRole.CITIZEN, False))
    call.heard(citizen={"2001", "8001"}, phone={CITIZEN, "8001"}, department={CITIZEN, "2001"})


def test_department_on_hold_in_the_three_way_call_hears_music_and_comes_back(call: Call) -> None:
    call.three_way()
    call.desk.ask(HoldLeg(LegRole.DEPARTMENT, True))
    assert call.desk.call.state is S.DEPARTMENT_HELD
    call.heard(citizen={"2001"}, phone={CITIZEN}, department={MUSIC})
    call.desk.ask(HoldLeg(LegRole.DEPARTMENT, False))
    call.heard(citizen={"2001", "8001"}, phone={CITIZEN, "8001"}, department={CITIZEN, "2001"})


def test_drop_the_department(call: Call) -> None:
    call.three_way()
    call.desk.ask(DropLeg(LegRole.DEPARTMENT))
    call.department.wait_gone()
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})


@pytest.mark.parametrize("state", [S.HELD, S.CONSULT_DIALLING, S.CONSULTING, S.THREE_WAY, S.DEPARTMENT_HELD])
def test_hang_up_ends_everything_in_every_state(call: Call, pbx: Pbx, state: CallState) -> None:
    call.enter(state)
    call.desk.ask(HangUp())
    assert call.desk.call.end_reason is EndReason.AGENT_HUNG_UP
    for party in (call.citizen, call.phone, call.department):
        party.wait_gone()
    assert_nothing_left(pbx)


# handing over


def test_transfer_to_a_department(call: Call, pbx: Pbx) -> None:
    call.desk.ask(Transfer(NumberTarget("8001")))
    assert call.desk.call.end_reason is EndReason.TRANSFERRED
    call.department.answer()
    call.citizen.wait_hears("8001")
    call.phone.wait_gone()
    call.citizen.hang_up()
    assert_nothing_left(pbx)


def test_transfer_to_another_seat_rings_on_its_desk(call: Call, pbx: Pbx) -> None:
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2002"), "2002") as other:
        other.wait_up()
        call.desk.ask(Transfer(NumberTarget("2002")))
        other.wait_call(S.RINGING)
        pbx.seat_phone("2002").answer()
        other.wait_call(S.TALKING)
        call.citizen.wait_hears("2002")
        call.citizen.hang_up()
        other.wait_call(S.ENDED)
    assert_nothing_left(pbx)


def test_transfer_to_another_queue_reaches_its_seat(call: Call, pbx: Pbx) -> None:
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2002"), "2002", ("gjj",)) as other:
        other.wait_up()
        other.ask(SignIn())
        other.ask(Ready())
        call.desk.ask(Transfer(QueueTarget("gjj")))
        assert call.desk.call.end_reason is EndReason.TRANSFERRED
        ringing = other.wait_call(S.RINGING)
        assert (ringing.number, ringing.queue) == (CITIZEN, "gjj")
        pbx.seat_phone("2002").answer()
        other.wait_call(S.TALKING)
        call.citizen.wait_hears("2002")


@pytest.mark.parametrize("state", [S.TALKING, S.HELD, S.CONSULTING, S.THREE_WAY, S.DEPARTMENT_HELD])
def test_transfer_out_of_any_state(call: Call, state: CallState) -> None:
    other = call.pbx.department("8002")
    call.enter(state)
    call.desk.ask(Transfer(NumberTarget("8002")))
    assert call.desk.call.end_reason is EndReason.TRANSFERRED
    other.answer()
    call.citizen.wait_hears("8002")
    call.phone.wait_gone()
    call.department.wait_gone()


def test_transfer_to_a_queue_after_a_hold(call: Call, pbx: Pbx) -> None:
    call.desk.ask(Hold())
    call.desk.ask(Resume())
    call.desk.ask(Transfer(QueueTarget("gjj")))
    assert call.desk.call.end_reason is EndReason.TRANSFERRED
    call.phone.wait_gone()
    call.citizen.wait_hears(MUSIC)


# dialling out


def test_dial_out_calls_own_phone_first_then_the_citizen(pbx: Pbx, desk: Desk) -> None:
    citizen, phone = pbx.citizen(CITIZEN), pbx.seat_phone("2001")
    desk.ask(Dial(CITIZEN))
    dialling = desk.wait_call(S.DIALLING)
    assert (dialling.number, dialling.direction) == (CITIZEN, CallDirection.OUTBOUND)
    phone.answer()
    citizen.answer()
    desk.wait_call(S.TALKING)
    citizen.wait_hears("2001")
    desk.ask(Hold())
    citizen.wait_hears(MUSIC)
    desk.ask(Consult("8001"))
    pbx.department("8001").answer()
    desk.wait_call(S.CONSULTING)
    desk.ask(Join())
    citizen.wait_hears("2001", "8001")
    desk.ask(HangUp())
    assert_nothing_left(pbx)


def test_a_called_back_citizen_who_does_not_want_is_told(pbx: Pbx, desk: Desk) -> None:
    citizen = pbx.citizen(CITIZEN)
    citizen.set_busy()
    desk.ask(Dial(CITIZEN))
    pbx.seat_phone("2001").answer()
    ended = desk.wait_call(S.ENDED, 8)
    assert ended.consult_result is ConsultResult.BUSY
    assert_nothing_left(pbx)


def test_dialling_is_given_up_before_the_own_phone_answers(pbx: Pbx, desk: Desk) -> None:
    desk.ask(Dial(CITIZEN))
    desk.ask(HangUp())
    pbx.seat_phone("2001").wait_gone()
    desk.wait_call(S.ENDED)
    assert_nothing_left(pbx)


# somebody hangs up


@pytest.mark.parametrize("state", [S.TALKING, S.HELD, S.THREE_WAY, S.DEPARTMENT_HELD])
def test_citizen_hangs_up_and_all_end(call: Call, pbx: Pbx, state: CallState) -> None:
    call.enter(state)
    call.citizen.hang_up()
    call.desk.wait_call(S.ENDED)
    call.desk.wait(lambda v: v.call and v.call.end_reason is EndReason.CITIZEN_HUNG_UP, "the reason")
    call.phone.wait_gone()
    call.department.wait_gone()
    assert_nothing_left(pbx)


def test_citizen_hangs_up_while_the_department_is_consulted(call: Call, pbx: Pbx) -> None:
    call.consult()
    call.citizen.hang_up()
    call.desk.wait(lambda v: v.call and v.call.leg(LegRole.CITIZEN) is None, "citizen gone")
    assert call.desk.call.state is S.CONSULTING
    assert call.desk.call.hindrances[CallAction.JOIN] is Hindrance.CITIZEN_GONE
    call.phone.wait_hears("8001")
    call.department.hang_up()
    call.desk.wait_call(S.ENDED)
    assert_nothing_left(pbx)


@pytest.mark.parametrize("state", [S.HELD, S.CONSULT_DIALLING, S.CONSULTING])
def test_call_taker_hangs_up_and_the_waiting_citizen_is_queued_again(
    call: Call, pbx: Pbx, state: CallState
) -> None:
    call.enter(state)
    call.phone.hang_up()
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.REQUEUED
    call.department.wait_gone()
    call.desk.wait(lambda v: v.seat.queues[0].waiting == 1, "the citizen waits in the queue")
    call.desk.ask(Ready())
    again = call.desk.wait_call(S.RINGING, 8)
    assert again.number == CITIZEN
    call.phone.answer()
    call.desk.wait_call(S.TALKING)
    call.citizen.wait_hears("2001")


def test_call_taker_hangs_up_in_a_two_party_call(call: Call, pbx: Pbx) -> None:
    call.phone.hang_up()
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.AGENT_HUNG_UP
    call.citizen.wait_gone()
    assert_nothing_left(pbx)


def test_call_taker_hangs_up_in_the_three_way_call_and_the_others_go_on(call: Call, pbx: Pbx) -> None:
    call.three_way()
    call.phone.hang_up()
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.LEFT
    call.citizen.wait_hears("8001")
    call.citizen.hang_up()
    call.department.wait_gone()
    assert_nothing_left(pbx)


@pytest.mark.parametrize("state", [S.THREE_WAY, S.DEPARTMENT_HELD])
def test_department_hangs_up_and_the_others_go_on(call: Call, state: CallState) -> None:
    call.enter(state)
    call.department.hang_up()
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})


def test_department_hangs_up_while_the_citizen_is_on_hold(call: Call) -> None:
    call.three_way()
    call.desk.ask(HoldLeg(LegRole.CITIZEN, True))
    call.department.hang_up()
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})


# two calls


def test_a_second_call_does_not_take_the_screen(call: Call, pbx: Pbx) -> None:
    call.desk.ask(Ready())  # a team lead may do this too
    pbx.citizen("13800000002").dial("12329")
    call.desk.wait(lambda v: v.seat.queues[1].waiting == 1 or v.other_calls, "the second call is known")
    assert call.desk.call.number == CITIZEN
    assert call.desk.call.state is S.TALKING


# the desk's own end


@pytest.mark.parametrize("state", [S.CONSULT_DIALLING, S.CONSULTING, S.THREE_WAY, S.HELD, S.TALKING])
def test_a_new_desk_finds_the_call_that_a_killed_one_left(call: Call, pbx: Pbx, state: CallState) -> None:
    call.enter(state)
    before = call.desk.call
    call.desk.kill()
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as desk:
        found = desk.wait_call(state)
        assert (found.call_id, found.number, found.queue) == (before.call_id, CITIZEN, "zonghe")
        if state is not S.TALKING:
            desk.ask(ReturnToCitizen())
        call.heard(citizen={"2001"}, phone={CITIZEN})
        desk.ask(Hold())
        call.heard(citizen={MUSIC}, phone={SILENCE})
        desk.ask(HangUp())
    assert_nothing_left(pbx)


def test_a_new_desk_finds_a_ringing_call(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    before = desk.wait_call(S.RINGING)
    desk.kill()
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as again:
        found = again.wait_call(S.RINGING)
        assert (found.call_id, found.number, found.queue) == (before.call_id, CITIZEN, "zonghe")
        pbx.seat_phone("2001").answer()
        again.wait_call(S.TALKING)


def test_a_desk_killed_in_the_consultation_leaves_nobody_alone(call: Call, pbx: Pbx) -> None:
    call.consult()
    call.desk.kill()
    call.department.hang_up()
    call.heard(citizen={"2001"}, phone={CITIZEN})
    call.citizen.hang_up()
    assert_nothing_left(pbx)


# the PBX's end


def test_a_killed_pbx_is_said_and_membership_restored_after_its_return(call: Call, pbx: Pbx) -> None:
    call.desk.wait_seat(SeatState.AFTER_CALL)
    pbx.kill()
    call.desk.wait(lambda v: v.link.state is not LinkState.UP, "link down", 5)
    assert call.desk.call.hindrances[CallAction.HOLD] is Hindrance.LINK_DOWN
    with pytest.raises(LinkDown):
        call.desk.ask(Hold(), 1)
    pbx.start()
    call.desk.wait_up(5)
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.LOST
    call.desk.wait_seat(SeatState.AFTER_CALL)
    call.desk.ask(WrapUpDone())
    assert call.desk.view.seat.state is SeatState.READY


@pytest.mark.parametrize("state", [S.TALKING, S.CONSULTING, S.THREE_WAY])
def test_a_lost_link_comes_back_with_the_call_and_what_changed_meanwhile(
    call: Call, pbx: Pbx, state: CallState
) -> None:
    call.enter(state)
    call.desk.wait_seat(SeatState.AFTER_CALL)
    call.desk.cut()
    call.desk.wait(lambda v: v.link.state is not LinkState.UP, "link down")
    if state is not S.TALKING:
        call.department.hang_up()
    call.desk.wait_up(5)
    back = call.desk.wait_call(S.TALKING)
    assert back.number == CITIZEN
    assert call.desk.view.gap is not None
    assert call.desk.view.seat.state is SeatState.AFTER_CALL
    call.desk.ask(Hold())
    call.heard(citizen={MUSIC}, phone={SILENCE})
    call.desk.ask(HangUp())
    assert_nothing_left(pbx)


def test_a_call_that_ended_without_a_link_is_told(call: Call, pbx: Pbx) -> None:
    call.desk.wait_seat(SeatState.AFTER_CALL)
    call.desk.cut()
    call.desk.wait(lambda v: v.link.state is not LinkState.UP, "link down")
    call.citizen.hang_up()
    call.phone.wait_gone()
    call.desk.wait_up(5)
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.LOST


def test_a_wrong_password_is_said_and_no_call_is_possible(pbx: Pbx) -> None:
    with Desk(pbx.ami_endpoint, ("desk-2001", "wrong")) as desk:
        view = desk.wait(lambda v: v.link.problem is LinkProblem.WRONG_PASSWORD, "wrong password")
        assert view.link.retry_at is not None
        with pytest.raises(LinkDown):
            desk.ask(Hold())
