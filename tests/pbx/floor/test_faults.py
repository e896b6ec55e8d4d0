"""What the floor shows when the PBX or the link goes away, and how it comes back."""

from __future__ import annotations

import time
from contextlib import closing

import pytest

from telephony.errors import LinkDown
from telephony.floor.facts import EndedBy
from telephony.floor.requests import SetNotReady
from telephony.floor.views import FloorState
from telephony.requests import Leave
from telephony.snapshots import LinkProblem, LinkState
from tests.desk.faults.proxy import FaultProxy
from tests.pbx.call import Call
from tests.pbx.harness import HOTLINE, Pbx
from tests.telephony.floor_driver import PBX, Lead

S = FloorState


def test_a_killed_pbx_is_said_and_back_within_five_seconds(pbx: Pbx, lead: Lead, call: Call) -> None:
    lead.wait_seat("2001", S.TALKING)
    lead.wait_log()
    pbx.kill()
    view = lead.wait(lambda v: v.pbxs[0].link.state is not LinkState.UP, "down", timeout=6)
    assert not view.pbxs[0].loaded
    assert lead.seat("2001").state is S.UNKNOWN
    assert lead.seat("2001").call is None
    with pytest.raises(LinkDown):
        lead.ask(SetNotReady(PBX, "2001"))
    pbx.start()
    back = time.monotonic()
    lead.wait_up(timeout=6)
    assert time.monotonic() - back < 5
    lost = lead.wait_fact(lambda c: c.ended_at)
    assert lost.ended_by is EndedBy.LOST
    log = lead.wait_log(at_least=2)
    assert log.complete, log.why
    # The PBX has begun its log anew; the call that was torn has no end in it.
    assert any("|QUEUESTART|" in line for line in log.lines)


def test_packets_that_vanish_are_noticed_and_nothing_is_missing_afterwards(pbx: Pbx, call: Call) -> None:
    proxy = FaultProxy(pbx.ami_endpoint)
    with closing(proxy), Lead(("127.0.0.1", proxy.port), pbx.lead_credentials()) as lead:
        lead.wait_up()
        lead.wait_seat("2001", S.TALKING)
        lead.wait_log()
        proxy.stall()
        silent = time.monotonic()
        down = lead.wait(lambda v: not v.pbxs[0].loaded, "down", timeout=6)
        assert time.monotonic() - silent < 5
        assert down.pbxs[0].link.problem is LinkProblem.SILENT
        assert {seat.state for seat in down.seats} == {S.UNKNOWN}
        with pytest.raises(LinkDown):
            lead.ask(SetNotReady(PBX, "2001"))
        call.three_way()
        call.desk.ask(Leave())
        pbx.citizen("13800000002").dial(HOTLINE)
        call.desk.wait(lambda v: v.seat.queues[0].waiting == 1, "another citizen waits")
        proxy.flow()
        lead.wait_up()
        lead.wait_seat("2001", S.AFTER_CALL)
        lead.wait_waiting("zonghe", "13800000002")
        log = lead.wait_log(at_least=2)
        assert log.complete, log.why
        assert any("|COMPLETEAGENT|" in line for line in log.lines)


def test_a_lost_link_hides_nothing(pbx: Pbx, lead: Lead, call: Call) -> None:
    call.three_way()
    lead.wait_seat("2001", S.THREE_WAY)
    lead.wait_log()
    lead.cut()
    call.desk.ask(Leave())
    call.citizen.wait_hears("8001")
    lead.wait_up(timeout=6)
    lead.wait_seat("2001", S.AFTER_CALL)
    log = lead.wait_log(at_least=2)
    assert any("|COMPLETEAGENT|" in line for line in log.lines)


def test_the_call_goes_on_over_a_lost_link(lead: Lead, call: Call) -> None:
    call.three_way()
    lead.wait_seat("2001", S.THREE_WAY)
    lead.cut()
    lead.wait_up(timeout=6)
    seat = lead.wait_seat("2001", S.THREE_WAY)
    assert seat.call is not None
    assert seat.call.department == "8001"
    call.desk.ask(Leave())
    fact = lead.wait_fact(lambda c: c.ended_at)
    assert (fact.ended_by, fact.three_way) == (EndedBy.LEFT, True)
