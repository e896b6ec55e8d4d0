"""The lead sees every seat as it is, whoever it is that acts."""

from __future__ import annotations

from telephony.floor.facts import EndedBy, Outcome
from telephony.floor.views import FloorState
from telephony.requests import (
    Hold,
    HoldLeg,
    Join,
    Leave,
    NotReady,
    Ready,
    Resume,
    SignIn,
    SignOut,
    WrapUpDone,
)
from telephony.snapshots import LegRole
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, HOTLINE, Pbx
from tests.telephony.driver import Desk
from tests.telephony.floor_driver import Lead

S = FloorState


def test_states_of_a_seat_without_a_call(lead: Lead, desk: Desk) -> None:
    desk.ask(SignIn())
    seat = lead.wait_queues("2001", "gjj", "zonghe")
    assert (seat.name, seat.state, seat.paused) == ("测试员", S.NOT_READY, True)
    desk.ask(Ready())
    ready = lead.wait_seat("2001", S.READY)
    assert ready.reachable
    desk.ask(NotReady("lunch"))
    lead.wait(lambda v: v.seat("main", "2001").reason == "lunch", "reason")  # type: ignore[union-attr]
    assert lead.seat("2001").state is S.NOT_READY
    desk.ask(SignOut())
    lead.wait_seat("2001", S.SIGNED_OUT)


def test_a_call_with_every_step(lead: Lead, call: Call) -> None:
    seat = lead.wait_seat("2001", S.TALKING)
    assert seat.call is not None
    assert (seat.call.number, seat.call.queue) == (CITIZEN, "zonghe")
    call.desk.ask(Hold())
    lead.wait_seat("2001", S.HELD)
    call.desk.ask(Resume())
    lead.wait_seat("2001", S.TALKING)
    call.consult()
    consulting = lead.wait_seat("2001", S.CONSULTING)
    assert consulting.call is not None
    assert consulting.call.department == "8001"
    call.desk.ask(Join())
    lead.wait_seat("2001", S.THREE_WAY)
    call.desk.ask(HoldLeg(LegRole.CITIZEN, True))
    lead.wait_seat("2001", S.CONSULTING)
    call.desk.ask(HoldLeg(LegRole.CITIZEN, False))
    lead.wait_seat("2001", S.THREE_WAY)
    call.desk.ask(Leave())
    lead.wait_seat("2001", S.AFTER_CALL)
    call.desk.ask(WrapUpDone())
    lead.wait_seat("2001", S.READY)
    fact = lead.wait_fact(lambda c: c.ended_at)
    assert (fact.queue, fact.number, fact.seat, fact.outcome) == ("zonghe", CITIZEN, "2001", Outcome.ANSWERED)
    assert (fact.three_way, fact.departments, fact.ended_by) == (True, ("8001",), EndedBy.LEFT)
    assert fact.hold_seconds > 0
    assert fact.consult_seconds > 0


def test_a_caller_who_waits_rings_and_gives_up(pbx: Pbx, lead: Lead, ready: Desk) -> None:
    lead.wait_seat("2001", S.READY)
    citizen = pbx.citizen(CITIZEN)
    citizen.dial(HOTLINE)
    lead.wait_waiting("zonghe", CITIZEN)
    lead.wait_rings("2001", CITIZEN)
    citizen.hang_up()
    lead.wait_waiting("zonghe")
    lead.wait_seat("2001", S.READY)
    fact = lead.wait_fact(lambda c: c.over)
    assert (fact.outcome, fact.number) == (Outcome.ABANDONED, CITIZEN)


def test_the_end_by_the_citizen(lead: Lead, call: Call) -> None:
    lead.wait_seat("2001", S.TALKING)
    call.citizen.hang_up()
    lead.wait_seat("2001", S.AFTER_CALL)
    fact = lead.wait_fact(lambda c: c.ended_at)
    assert fact.ended_by is EndedBy.CALLER


def test_a_plain_member_is_shown_by_its_phone(pbx: Pbx, lead: Lead, desk: Desk) -> None:
    desk.ask(SignIn())
    lead.wait_seat("2001", S.NOT_READY)
    phone = pbx.seat_phone("2001")
    pbx.department("8001").answers_by_itself()
    phone.dial("8001")
    lead.wait_seat("2001", S.TALKING)
    phone.hang_up()
    lead.wait_seat("2001", S.NOT_READY)


def test_what_a_lead_finds_who_comes_later(pbx: Pbx, call: Call) -> None:
    call.three_way()
    waiting = pbx.citizen("13800000002")
    waiting.dial(HOTLINE)
    with Lead(pbx.ami_endpoint, pbx.lead_credentials()) as late:
        late.wait_up()
        seat = late.wait_seat("2001", S.THREE_WAY)
        assert seat.call is not None
        assert (seat.call.number, seat.call.department) == (CITIZEN, "8001")
        late.wait_waiting("zonghe", "13800000002")
        log = late.wait_log()
        assert log.complete, log.why
        assert any("|ENTERQUEUE|" in line and CITIZEN in line for line in log.lines)
        assert any("|DESKPLACE|department|room" in line for line in log.lines)
        call.desk.ask(Leave())
        fact = late.wait_fact(lambda c: c.ended_at)
        assert (fact.seat, fact.queue) == ("2001", "zonghe")


def test_a_citizen_on_hold_who_loses_the_seat(lead: Lead, call: Call) -> None:
    call.desk.ask(Hold())
    lead.wait_seat("2001", S.HELD)
    call.phone.hang_up()
    lead.wait_waiting("zonghe", CITIZEN)
    first = lead.wait_fact(lambda c: c.ended_at)
    assert first.ended_by is EndedBy.REQUEUED
    again = lead.wait_fact(lambda c: c.outcome is Outcome.WAITING)
    assert again.call_id == first.call_id
    assert again.key != first.key
