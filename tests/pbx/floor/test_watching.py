"""The lead listens, whispers and takes part: who hears whom, and who is told."""

from __future__ import annotations

import pytest

from telephony.errors import NotPickedUp, NotPossible
from telephony.floor.requests import CallSeat, StopWatching, WatchSeat
from telephony.floor.views import FloorState, WatchMode
from telephony.requests import Hold, Resume
from telephony.snapshots import Hindrance
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, LEAD, SILENCE, Pbx
from tests.telephony.driver import Desk
from tests.telephony.floor_driver import PBX, Lead

M = WatchMode


def test_listen_then_whisper_then_take_part(pbx: Pbx, lead: Lead, call: Call) -> None:
    phone = pbx.lead_phone()
    phone.answers_by_itself()
    lead.wait_seat("2001", FloorState.TALKING)
    lead.ask(WatchSeat(PBX, "2001", M.LISTEN))
    phone.wait_hears("2001", CITIZEN)
    call.heard(citizen={"2001"}, phone={CITIZEN})
    (watch,) = lead.seat("2001").watched
    assert (watch.lead, watch.mode, watch.told) == (LEAD, M.LISTEN, True)

    lead.ask(WatchSeat(PBX, "2001", M.WHISPER))
    call.heard(citizen={"2001"}, phone={CITIZEN, LEAD})

    lead.ask(WatchSeat(PBX, "2001", M.BARGE))
    call.heard(citizen={"2001", LEAD}, phone={CITIZEN, LEAD})
    phone.wait_hears("2001", CITIZEN)
    assert lead.seat("2001").state is FloorState.TALKING

    lead.ask(StopWatching(PBX))
    phone.wait_gone()
    call.heard(citizen={"2001"}, phone={CITIZEN})
    lead.wait(lambda v: v.seat(PBX, "2001").watched == (), "not watched")  # type: ignore[union-attr]
    modes = [(fact.mode, fact.ended_at is not None) for fact in lead.watched]
    assert modes == [(m, over) for m in ("listen", "whisper", "barge") for over in (False, True)]


def test_listening_goes_on_through_hold_and_three_way_and_ends_with_the_call(
    pbx: Pbx, lead: Lead, call: Call
) -> None:
    phone = pbx.lead_phone()
    phone.answers_by_itself()
    lead.wait_seat("2001", FloorState.TALKING)
    lead.ask(WatchSeat(PBX, "2001"))
    call.desk.ask(Hold())
    call.desk.ask(Resume())
    call.three_way()
    phone.wait_hears("2001", CITIZEN, "8001")
    call.phone.hang_up()
    phone.wait_gone()
    call.citizen.wait_hears("8001")
    lead.wait(lambda v: not v.seat(PBX, "2001").watched, "not watched")  # type: ignore[union-attr]


def test_a_lead_takes_part_in_a_three_way_call(pbx: Pbx, lead: Lead, call: Call) -> None:
    phone = pbx.lead_phone()
    phone.answers_by_itself()
    call.three_way()
    lead.wait_seat("2001", FloorState.THREE_WAY)
    lead.ask(WatchSeat(PBX, "2001", M.BARGE))
    call.citizen.wait_hears("2001", "8001", LEAD)
    call.citizen.hang_up()
    phone.wait_gone()


def test_the_seat_is_told_or_not(pbx: Pbx, call: Call) -> None:
    phone = pbx.lead_phone()
    phone.answers_by_itself()
    for told in (False, True):
        with Lead(pbx.ami_endpoint, pbx.lead_credentials(), told=told) as lead:
            lead.wait_seat("2001", FloorState.TALKING)
            lead.ask(WatchSeat(PBX, "2001"))
            if told:
                call.desk.wait(lambda v: v.watched is not None and v.watched.mode == "listen", "told")
            assert lead.seat("2001").watched[0].told is told
            lead.ask(StopWatching(PBX))
            phone.wait_gone()
    call.desk.wait(lambda v: v.watched is None, "told that it is over")
    assert sum(v.watched is not None for v in call.desk.views) > 0
    assert call.desk.views[0].watched is None


def test_a_lead_who_is_found_again_is_the_same_and_the_seat_is_told_as_before(
    pbx: Pbx, lead: Lead, call: Call
) -> None:
    phone = pbx.lead_phone()
    phone.answers_by_itself()
    lead.wait_seat("2001", FloorState.TALKING)
    lead.ask(WatchSeat(PBX, "2001"))
    since = lead.seat("2001").since
    lead.cut()
    lead.wait_up()
    seat = lead.wait_seat("2001", FloorState.TALKING)
    assert seat.since == since
    (watch,) = seat.watched
    assert (watch.lead, watch.mode, watch.told) == (LEAD, M.LISTEN, True)
    lead.ask(StopWatching(PBX))
    phone.wait_gone()
    assert {(fact.lead, fact.told) for fact in lead.watched} == {(LEAD, True)}


def test_what_makes_no_sense_is_refused(pbx: Pbx, lead: Lead, desk: Desk, call: Call) -> None:
    pbx.lead_phone().set_busy()
    lead.wait_seat("2001", FloorState.TALKING)
    with pytest.raises(NotPickedUp):
        lead.ask(WatchSeat(PBX, "2001"))
    call.desk.ask(Hold())
    lead.wait_seat("2001", FloorState.HELD)
    with pytest.raises(NotPossible) as refused:
        lead.ask(WatchSeat(PBX, "2001", M.BARGE))
    assert refused.value.hindrance is Hindrance.ALREADY_HELD
    with pytest.raises(NotPossible):
        lead.ask(WatchSeat(PBX, "2999"))
    with pytest.raises(NotPossible):
        lead.ask(StopWatching(PBX))


def test_call_a_seat(pbx: Pbx, lead: Lead, ready: Desk) -> None:
    phone, seat = pbx.lead_phone(), pbx.seat_phone("2001")
    phone.answers_by_itself()
    lead.wait_seat("2001", FloorState.READY)
    lead.ask(CallSeat(PBX, "2001"))
    seat.answer()
    seat.wait_hears(LEAD)
    lead.wait_seat("2001", FloorState.TALKING)
    phone.hang_up()
    seat.wait_hears(SILENCE)
    lead.wait_seat("2001", FloorState.READY)
