"""What a test of the floor begins with: a lead who is connected, and desks at work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from telephony.requests import Ready, SignIn
from tests.pbx.call_control.call import Call
from tests.pbx.harness import Pbx
from tests.telephony.driver import Desk
from tests.telephony.floor_driver import Lead


@pytest.fixture
def lead(pbx: Pbx) -> Iterator[Lead]:
    """The lead, connected."""
    with Lead(pbx.ami_endpoint, pbx.lead_credentials()) as lead:
        lead.wait_up()
        yield lead


@pytest.fixture
def desk(pbx: Pbx) -> Iterator[Desk]:
    """The desk of seat 2001, connected."""
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as desk:
        desk.wait_up()
        yield desk


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """The desk of seat 2001, ready."""
    desk.ask(SignIn())
    desk.ask(Ready())
    return desk


@pytest.fixture
def call(pbx: Pbx, desk: Desk) -> Call:
    """A citizen who is talking to the desk."""
    return Call(pbx, desk)
