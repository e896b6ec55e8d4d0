"""Whose phone rings, and in which order callers are served."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from telephony.simulator import Layout, PhoneSetup, SimulatedPbx, full_account
from tests.pbx.ami import Ami
from tests.pbx.harness import wait_until

SECRET = "correct horse"
FIRST, SECOND = "13800000001", "13800000002"


@pytest.fixture
def pbx() -> Iterator[SimulatedPbx]:
    """A PBX whose queue rings one seat at a time, for a moment only."""
    pbx = SimulatedPbx(
        Layout(
            hotlines={"12345": "zonghe"},
            phones=(PhoneSetup("2001", "2001"), PhoneSetup("2002", "2002")),
            accounts=(full_account("admin", SECRET),),
            strategy="rrmemory",
            ring_seconds=0.2,
            retry_seconds=0.01,
        )
    )
    pbx.start()
    yield pbx
    pbx.stop()


@pytest.fixture
def admin(pbx: SimulatedPbx) -> Iterator[Ami]:
    """A session that sees everything."""
    session = Ami((pbx.host, pbx.port), "admin", SECRET)
    yield session
    session.close()


def sign_in(admin: Ami, seat: str) -> None:
    """Put a seat into the queue."""
    admin.action("QueueAdd", Queue="zonghe", Interface=f"PJSIP/{seat}", check=True)


def call(pbx: SimulatedPbx, number: str) -> None:
    """Let a citizen call the hotline."""
    pbx.add_citizen(number)
    pbx.call(lambda: pbx.phone(number).dial("12345"))


def test_who_does_not_answer_is_passed_over(pbx: SimulatedPbx, admin: Ami) -> None:
    sign_in(admin, "2001")
    sign_in(admin, "2002")
    call(pbx, FIRST)
    admin.wait_event("AgentRingNoAnswer", Interface="PJSIP/2001")
    admin.wait_event("AgentCalled", Interface="PJSIP/2002")


def test_a_paused_seat_does_not_ring(pbx: SimulatedPbx, admin: Ami) -> None:
    sign_in(admin, "2001")
    admin.action("QueuePause", Interface="PJSIP/2001", Paused="true", Reason="lunch", check=True)
    assert admin.wait_event("QueueMemberPause")["PausedReason"] == "lunch"
    call(pbx, FIRST)
    admin.wait_event("QueueCallerJoin")
    (entry,) = [m for m in admin.listing("QueueStatus", "QueueStatusComplete") if m["Event"] == "QueueEntry"]
    assert (entry["CallerIDNum"], entry["Position"]) == (FIRST, "1")
    assert all(message.get("Event") != "AgentCalled" for message in admin.messages)
    admin.action("QueuePause", Interface="PJSIP/2001", Paused="false", check=True)
    admin.wait_event("AgentCalled", CallerIDNum=FIRST)


def test_who_has_waited_longest_is_served_first(pbx: SimulatedPbx, admin: Ami) -> None:
    for number in (FIRST, SECOND):
        call(pbx, number)
        admin.wait_event("QueueCallerJoin", CallerIDNum=number)
    sign_in(admin, "2001")
    called = admin.wait_event("AgentCalled")
    assert called["CallerIDNum"] == FIRST
    wait_until(lambda: pbx.call(pbx.phone("2001").answer), "the seat answers")
    admin.wait_event("AgentConnect", CallerIDNum=FIRST)
    pbx.call(lambda: pbx.phone(FIRST).hang_up())
    completed = admin.wait_event("AgentComplete")
    assert (completed["Reason"], completed["CallerIDNum"]) == ("caller", FIRST)
    admin.wait_event("AgentCalled", CallerIDNum=SECOND)


def test_a_phone_that_is_not_registered_gets_no_calls(pbx: SimulatedPbx, admin: Ami) -> None:
    pbx.call(lambda: pbx.phone("2001").set_registered(False))
    sign_in(admin, "2001")
    assert admin.wait_event("QueueMemberAdded")["Status"] == "5"
    call(pbx, FIRST)
    admin.wait_event("QueueCallerJoin")
    pbx.call(lambda: pbx.phone("2001").set_registered(True))
    admin.wait_event("AgentCalled", CallerIDNum=FIRST)


def test_the_phones_own_hold_key_lets_the_citizen_hear_music(pbx: SimulatedPbx, admin: Ami) -> None:
    sign_in(admin, "2001")
    call(pbx, FIRST)
    wait_until(lambda: pbx.call(pbx.phone("2001").answer), "the seat answers")
    admin.wait_event("AgentConnect")
    pbx.call(lambda: pbx.phone("2001").hold())
    admin.wait_event("Hold", Channel="PJSIP/2001-00000001")
    assert pbx.heard_at(FIRST) == {"music"}
    pbx.call(lambda: pbx.phone("2001").unhold())
    admin.wait_event("Unhold")
    assert pbx.heard_at(FIRST) == {"2001"}
