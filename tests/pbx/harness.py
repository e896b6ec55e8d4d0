"""What a call-control test may ask of a PBX: the same words for the simulator and for a real Asterisk.

Everybody is a `Party` with a phone. A party's `name` is its number, and `hears()` answers with names:
on the real PBX every phone sends its own tone and the recording of what it hears is measured; the
simulator answers from its model. Every `wait_…` returns as soon as it is so and raises `AssertionError`
(with what was seen instead) when the time is over: no test sleeps.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

MUSIC = "music"  # music on hold
RINGING = "ringing"  # ringback tone
BUSY = "busy"  # busy or congestion tone
SILENCE = "silence"  # nothing at all; also when the party is in no call

HOTLINE = "12345"  # rings in the queue `zonghe`
HOTLINE_OF_QUEUE = {"zonghe": "12345", "gjj": "12329"}
QUEUES = ("zonghe", "gjj")
SEATS = ("2001", "2002", "2003")
NOTIFIED_SEAT = "2004"  # its phone answers when the PBX asks it to; its account may ask, but not dial out
LEAD = "2009"  # the team lead's phone; it is a member of no queue
CROWD = tuple(str(2101 + index) for index in range(40))  # seats that SIPp plays, on the real PBX alone
CITIZEN = "13800000001"
DEPARTMENTS = ("8001", "8002", "8003")
NEVER_REGISTERED = "8009"  # a phone that exists in the PBX and was never there
WRONG_NUMBER = "8999"  # an extension that does not exist
CONTEXT = "from-internal"
SYSTEM_NAME = "lab"  # begins the ids of its calls, with a sign that plain ones have not


class Party(Protocol):
    """A person at a phone: a citizen, a department or a call-taker."""

    @property
    def name(self) -> str:
        """Return the number; it is also the name under which others hear this party."""

    def dial(self, number: str) -> None:
        """Call `number`; returns as soon as the phone has sent it."""

    def wait_ringing(self, timeout: float = 5.0) -> None:
        """Wait until this phone rings."""

    def answer(self) -> None:
        """Answer the ringing phone (waits until it rings)."""

    def answers_by_itself(self) -> None:
        """From now on pick up every call at once, as an auto-answering phone does."""

    def hang_up(self) -> None:
        """Hang up, or refuse the ringing call; nothing happens when there is no call."""

    def wait_up(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in an answered call."""

    def wait_gone(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in no call and does not ring."""

    def hears(self) -> frozenset[str]:
        """Return the names of all parties heard now, or MUSIC, RINGING, BUSY; {SILENCE} for nothing."""

    def wait_hears(self, *names: str, timeout: float = 5.0) -> None:
        """Wait until exactly `names` are heard."""

    def set_busy(self) -> None:
        """From now on refuse every call as busy."""

    def never_answers(self) -> None:
        """From now on let it ring (also the default: a phone rings until `answer`)."""


class NotifiedPhone(Protocol):
    """A phone that nobody touches: it answers when its PBX asks it to with a NOTIFY."""

    @property
    def name(self) -> str:
        """Return the number."""

    def wait_ringing(self, timeout: float = 5.0) -> None:
        """Wait until this phone rings."""

    def wait_up(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in an answered call."""

    def wait_gone(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in no call."""


class Pbx(Protocol):
    """A hotline's PBX with the kit's dialplan, queues, seats, departments and citizens."""

    kind: str  # "simulator" or "real"

    @property
    def ami_endpoint(self) -> tuple[str, int]:
        """Return host and port of AMI (plain TCP)."""

    def seat_credentials(self, extension: str) -> tuple[str, str]:
        """Return AMI user name and secret of a seat's account (least rights, with `originate`)."""

    def lead_credentials(self) -> tuple[str, str]:
        """Return AMI user name and secret of the team lead's account."""

    def citizen(self, number: str) -> Party:
        """Return the citizen with this number (always the same object for the same number)."""

    def department(self, extension: str) -> Party:
        """Return the department's phone."""

    def seat_phone(self, extension: str) -> Party:
        """Return the phone on a seat's desk."""

    def lead_phone(self) -> Party:
        """Return the team lead's phone."""

    def notified_phone(self) -> NotifiedPhone:
        """Return the phone of `NOTIFIED_SEAT`, switched on."""

    def kill(self) -> None:
        """Kill the PBX as a power cut would; calls and AMI connections are gone."""

    def start(self) -> None:
        """Start the killed PBX on the same ports; returns when it takes logins."""

    def restart(self) -> None:
        """`kill` and `start`."""

    def channels(self) -> list[str]:
        """Return the names of all channels that exist now."""

    def rooms(self) -> list[str]:
        """Return the names of all conference rooms that exist now."""

    def remembered(self) -> list[str]:
        """Return what the dialplan still remembers of calls (`<token>/<role>` entries)."""

    def clean(self) -> None:
        """Bring everything to the state of a fresh start: no calls, no members, phones that only ring."""


def wait_until(is_so: Callable[[], bool], what: Callable[[], str] | str, timeout: float = 5.0) -> None:
    """Wait until `is_so()`; raise AssertionError with `what` when the time is over."""
    deadline = time.monotonic() + timeout
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout} s: {what if isinstance(what, str) else what()}")
        time.sleep(0.02)


def assert_nothing_left(pbx: Pbx, timeout: float = 5.0) -> None:
    """Fail if a channel, a room or a memory of a call is left over."""
    wait_until(
        lambda: not (pbx.channels() or pbx.rooms() or pbx.remembered()),
        lambda: f"left over: channels {pbx.channels()}, rooms {pbx.rooms()}, remembered {pbx.remembered()}",
        timeout,
    )
