"""What the lead does with seats and with callers who wait; each is shown when the PBX has done it."""

from __future__ import annotations

import pytest

from telephony.errors import BadNumber, NotPossible, Refused
from telephony.floor.facts import Outcome
from telephony.floor.requests import Announce, BringForward, MoveSeat, SendCaller, SetNotReady, SetReady
from telephony.floor.views import FloorState
from telephony.requests import NumberTarget, QueueTarget, SignIn
from telephony.snapshots import SeatState
from tests.pbx.harness import HOTLINE, HOTLINE_OF_QUEUE, Pbx
from tests.telephony.driver import Desk
from tests.telephony.floor_driver import PBX, Lead

CITIZENS = ("13800000001", "13800000002", "13800000003")
S = FloorState


def _three_wait(pbx: Pbx, lead: Lead) -> None:
    for index, number in enumerate(CITIZENS, 1):
        pbx.citizen(number).dial(HOTLINE)
        lead.wait_waiting("zonghe", *CITIZENS[:index])


def test_set_a_seat_not_ready_and_ready(lead: Lead, ready: Desk) -> None:
    lead.wait_seat("2001", S.READY)
    lead.ask(SetNotReady(PBX, "2001", "training"))
    assert (lead.seat("2001").state, lead.seat("2001").reason) == (S.NOT_READY, "training")
    ready.wait_seat(SeatState.NOT_READY)
    lead.ask(SetReady(PBX, "2001"))
    assert lead.seat("2001").state is S.READY
    ready.wait_seat(SeatState.READY)


def test_a_seat_that_is_signed_out_can_not_be_set_ready(lead: Lead, desk: Desk) -> None:
    desk.ask(SignIn())
    lead.wait_seat("2001", S.NOT_READY)
    for request in (SetReady(PBX, "2002"), MoveSeat(PBX, "2001", ())):
        with pytest.raises(NotPossible):
            lead.ask(request)


def test_move_a_seat_between_groups(lead: Lead, ready: Desk) -> None:
    lead.wait_queues("2001", "gjj", "zonghe")
    lead.wait_seat("2001", S.READY)
    lead.ask(MoveSeat(PBX, "2001", ("gjj",)))
    assert (lead.seat("2001").queues, lead.seat("2001").state) == (("gjj",), S.READY)
    lead.ask(SetNotReady(PBX, "2001", "training"))
    lead.ask(MoveSeat(PBX, "2001", ("zonghe",)))
    seat = lead.seat("2001")
    assert (seat.queues, seat.state, seat.reason) == (("zonghe",), S.NOT_READY, "training")
    with pytest.raises(Refused):
        lead.ask(MoveSeat(PBX, "2001", ("nowhere",)))


def test_bring_a_caller_forward(pbx: Pbx, lead: Lead) -> None:
    _three_wait(pbx, lead)
    lead.ask(BringForward(PBX, lead.caller(CITIZENS[2]).call_id))
    lead.wait_waiting("zonghe", CITIZENS[2], CITIZENS[0], CITIZENS[1])
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as desk:
        desk.wait_up()
        desk.ask(SignIn())
        lead.wait_seat("2001", S.NOT_READY)
        lead.ask(SetReady(PBX, "2001"))
        lead.wait_rings("2001", CITIZENS[2])
    with pytest.raises(NotPossible):
        lead.ask(BringForward(PBX, "1.1"))


def test_send_a_caller_to_another_queue(pbx: Pbx, lead: Lead) -> None:
    pbx.citizen("13800000009").dial(HOTLINE_OF_QUEUE["gjj"])
    lead.wait_waiting("gjj", "13800000009")
    _three_wait(pbx, lead)
    lead.ask(SendCaller(PBX, lead.caller(CITIZENS[1]).call_id, QueueTarget("gjj")))
    lead.wait_waiting("zonghe", CITIZENS[0], CITIZENS[2])
    lead.wait_waiting("gjj", CITIZENS[1], "13800000009")  # before those who came later
    first = lead.wait_fact(lambda c: c.number == CITIZENS[1] and c.queue == "zonghe" and c.over)
    assert first.outcome is Outcome.MOVED
    with pytest.raises(BadNumber):
        lead.ask(SendCaller(PBX, lead.caller(CITIZENS[0]).call_id, QueueTarget("nowhere")))


def test_send_a_caller_to_a_number(pbx: Pbx, lead: Lead) -> None:
    citizen, department = pbx.citizen(CITIZENS[0]), pbx.department("8001")
    citizen.dial(HOTLINE)
    lead.wait_waiting("zonghe", CITIZENS[0])
    lead.ask(SendCaller(PBX, lead.caller(CITIZENS[0]).call_id, NumberTarget("8001")))
    lead.wait_waiting("zonghe")
    department.answer()
    citizen.wait_hears("8001")


def test_a_caller_whose_number_does_not_answer_comes_back(pbx: Pbx, lead: Lead) -> None:
    citizen = pbx.citizen(CITIZENS[0])
    pbx.department("8001").set_busy()
    citizen.dial(HOTLINE)
    lead.wait_waiting("zonghe", CITIZENS[0])
    lead.ask(SendCaller(PBX, lead.caller(CITIZENS[0]).call_id, NumberTarget("8001")))
    lead.wait(lambda v: any(c.priority or c.number == CITIZENS[0] for c in v.waiting), "back")
    again = lead.wait_fact(lambda c: c.outcome is Outcome.WAITING and c.number == CITIZENS[0])
    assert again.queue == "zonghe"


def test_a_line_to_all_desks(pbx: Pbx, lead: Lead, desk: Desk) -> None:
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2002"), "2002") as other:
        other.wait_up()
        lead.ask(Announce(PBX, "公积金系统维护, 请登记\n回电"))
        for one in (desk, other):
            view = one.wait(lambda v: v.announcement is not None, "announcement")
            assert view.announcement is not None
            assert (view.announcement.text, view.announcement.sender) == (
                "公积金系统维护, 请登记 回电",
                "班长",
            )
