"""A seat's account: what it sees, and what it may do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pbx.harness import Party
from tests.pbx.steps import Seat

pytestmark = pytest.mark.real_pbx


def test_event_filter_lets_a_seat_see_its_own_events_only(
    seat: Seat, department: Party, sign_in: Callable[..., Seat]
) -> None:
    other = sign_in("2002", "gjj")
    seat.three_way(department)
    leaked = [m for m in other.ami.messages if m.get("Event") not in ("QueueMemberAdded", "QueueCallerJoin")]
    allowed = {"QueueCallerJoin", "QueueCallerLeave"}
    assert {m["Event"] for m in leaked} <= allowed


def test_a_seat_is_told_of_the_music_that_its_citizen_hears(seat: Seat) -> None:
    seat.take_call()
    since = seat.ami.mark()
    seat.hold()
    seat.ami.wait_event("MusicOnHoldStart", since, Channel=seat.citizen_channel)
    since = seat.ami.mark()
    seat.resume()
    seat.ami.wait_event("MusicOnHoldStop", since, Channel=seat.citizen_channel)


def test_account_without_originate_can_do_everything_but_dial(seat: Seat) -> None:
    assert seat.ami.action("Command", Command="core show version")["Message"] == "Permission denied"
    assert seat.ami.action("QueueStatus")["Response"] == "Success"
    for variable in ("DIALPLAN_EXISTS(desk-kit,version-1,1)", "DIALPLAN_EXISTS(desk-consult,2001*1*1,1)"):
        assert seat.ami.action("Getvar", Variable=variable)["Value"] == "1"
