"""What a test of the floor begins with besides a desk: a lead who is connected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from telephony.requests import Ready, SignIn
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
def ready(desk: Desk) -> Desk:
    """The desk of seat 2001, ready."""
    desk.ask(SignIn())
    desk.ask(Ready())
    return desk
