"""What a test of the kit begins with: a seat that is signed in at a real Asterisk, and a department.

The kit's dialplan is entered by bare AMI actions of a seat's account. Who hears whom is measured on
the phones' recordings; every test ends with no channel and no room left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.pbx.harness import Party
from tests.pbx.real import RealPbx
from tests.pbx.steps import Seat

# What Asterisk warns of because of the lab: no SIP passwords, a phone that was never there,
# a queue that takes nobody.
_OF_THE_LAB = (
    "No SIP authenticator",
    "chan_pjsip.c",
    "app_dial.c",
    "res_pjsip.c",
    "Unable to join queue 'strict-1.a'",
)


@pytest.fixture
def sign_in(real_pbx: RealPbx) -> Iterator[Callable[..., Seat]]:
    """Sign a seat in; at the end the kit's dialplan must have caused no warning."""
    seats: list[Seat] = []
    logged = len(real_pbx.log())

    def sign(extension: str = "2001", queue: str = "zonghe") -> Seat:
        seats.append(Seat(real_pbx, extension, queue))
        return seats[-1]

    yield sign
    for seat in seats:
        seat.ami.close()
    troubles = [line for line in real_pbx.log()[logged:].splitlines() if "WARNING" in line or "ERROR" in line]
    assert not [line for line in troubles if not any(part in line for part in _OF_THE_LAB)]


@pytest.fixture
def seat(sign_in: Callable[..., Seat]) -> Seat:
    """Seat 2001, signed in, without a call."""
    return sign_in()


@pytest.fixture
def department(real_pbx: RealPbx) -> Party:
    """The department 8001."""
    return real_pbx.department("8001")
