"""What a call-control test begins with: a desk that is connected, a call that is answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pbx.call_control.call import Call
from tests.pbx.harness import Pbx
from tests.telephony.driver import Desk


@pytest.fixture
def desk(pbx: Pbx) -> Iterator[Desk]:
    """The desk of seat 2001, connected."""
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as desk:
        desk.wait_up()
        yield desk


@pytest.fixture
def call(pbx: Pbx, desk: Desk) -> Call:
    """A citizen who is talking to the desk."""
    return Call(pbx, desk)
