"""The other seats of the hotline: found as departments are, consulted and handed over to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.errors import SettingsError
from desk.settings import KitSection, SeatSection, Settings
from desk.workstation.app import _other_seats
from telephony import requests
from telephony.snapshots import CallState
from tests.desk.workstation import fakes


def test_a_seat_can_be_consulted_and_handed_over_to(make_desk):
    desk = make_desk(choices=replace(fakes.ports().choices, transfer_seats=("2002", "2003", "0003")))
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    consult = desk.window.consult
    consult.target.setText("seat")
    assert [target.number for target in consult.model.rows] == ["2002", "2003", "0003"]
    consult.target.setText("2003")
    assert consult.model.index(0, 0).data() == "Seat 2003"
    consult.start.click()
    consult.transfer.click()
    assert desk.pbx.requests == [
        requests.Consult("2003", "Seat 2003"),
        requests.Transfer(requests.NumberTarget("2003")),
    ]
    consult.target.setText("0003")  # also the end of a department's number
    assert consult.chosen.number == "0003"
    consult.target.setText("")
    assert {target.code for target in consult.model.rows} == {one.code for one in fakes.DEPARTMENTS}


def test_the_settings_name_the_seats():
    seat = SeatSection(extension="2001")
    assert _other_seats(Settings(seat=seat, kit=KitSection(seats=("2000-2002", "3001")))) == (
        "2000",
        "2002",
        "3001",
    )
    assert _other_seats(Settings(seat=seat)) == ()
    with pytest.raises(SettingsError, match=r"kit\.seats.*20x1"):
        _other_seats(Settings(seat=seat, kit=KitSection(seats=("20x1",))))
