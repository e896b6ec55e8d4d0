"""The simulator must send what Asterisk 22 was recorded to send in the same call.

Asterisk's channels run in threads of their own, so the order of events of two channels is not fixed, nor
that of a channel's bridge and conference events. Compared are therefore the sequences of each channel and
kind of event, with their key headers, and the headers' names and order of every event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pbx import record
from tests.pbx.ami import Ami, Message
from tests.pbx.harness import assert_nothing_left, wait_until
from tests.pbx.simulated import ADMIN, SimulatedHotline
from tests.pbx.steps import Seat

DATA = Path(__file__).parents[1] / "data"

Header = tuple[str, str]
Sequences = dict[tuple[str, str], list[tuple[str, ...]]]

_KINDS = {
    "Newchannel": "state",
    "Newstate": "state",
    "NewCallerid": "name",
    "Hangup": "end",
    "HangupRequest": "end",
    "SoftHangupRequest": "request",
    "HangupHandlerPush": "handler",
    "HangupHandlerRun": "handler",
    "DialBegin": "dial",
    "DialState": "dial",
    "DialEnd": "dial",
    "BridgeEnter": "bridge",
    "BridgeLeave": "bridge",
    "ConfbridgeStart": "room",
    "ConfbridgeJoin": "room",
    "ConfbridgeLeave": "room",
    "ConfbridgeEnd": "room",
    "QueueCallerJoin": "queue",
    "QueueCallerLeave": "queue",
    "QueueCallerAbandon": "queue",
    "AgentCalled": "agent",
    "AgentConnect": "agent",
    "AgentComplete": "agent",
    "AgentRingNoAnswer": "agent",
    "UserEvent": "user",
    "OriginateResponse": "originate",
    "LocalBridge": "local",
}
_KEYS = (
    *("ChannelStateDesc", "CallerIDNum", "Context", "Exten", "DestChannel", "DestChannelStateDesc"),
    *("DialStatus", "Conference", "Cause-txt", "Reason", "Position", "Count", "Queue", "Interface"),
    *("UserEvent", "Seat", "Token", "Role", "Place", "Number", "Status", "Response", "LocalOptimization"),
)
# Where the kit's subroutines run stands in Asterisk's Context; the simulator has no subroutines.
_IN_SUBROUTINE = {"HangupHandlerPush", "UserEvent"}
# The thread of a channel that is thrown out of a room may be a step further when this is sent.
_CAUSES_THAT_RACE = {"HangupRequest", "SoftHangupRequest"}


def read(data: bytes) -> Iterator[list[Header]]:
    """Yield the events of a recorded stream."""
    for block in data.decode().split("\r\n\r\n"):
        headers = [(key, value.strip()) for key, _, value in (b.partition(":") for b in block.split("\r\n"))]
        if headers and headers[0][0] == "Event":
            yield headers


def _plain(value: str, names: dict[str, str]) -> str:
    """Take out what differs from run to run: numbers of channels, tokens."""
    value = re.sub(r"-[0-9a-f]{8}(?=;|$)", "", value)
    for token, name in names.items():
        value = value.replace(token, name)
    return value


def _tokens(events: list[list[Header]]) -> dict[str, str]:
    found = {value for event in events for key, value in event if key == "Token" and value}
    return dict.fromkeys(sorted(found), "TOKEN")


def sequences(data: bytes) -> Sequences:
    """Return, for each channel and kind of event, what happened in order."""
    events = list(read(data))
    tokens = _tokens(events)
    found: Sequences = defaultdict(list)
    for event in events:
        headers = dict(event)
        name = headers["Event"]
        if name not in _KINDS:
            continue
        channel = _plain(headers.get("Channel", headers.get("LocalOneChannel", "")), tokens)
        keys = [k for k in _KEYS if k in headers]
        if name in _IN_SUBROUTINE:
            keys = [k for k in keys if k not in ("Context", "Exten")]
        if name in (
            "DialBegin",
            "DialState",
        ):  # may be sent before the ringing phone's own Newstate, or after it
            keys.remove("DestChannelStateDesc")
        if name in _CAUSES_THAT_RACE:
            keys = [k for k in keys if k not in ("ChannelStateDesc", "Context", "Exten")]
        if name == "OriginateResponse":
            keys = ["Response", "Reason"]
        values = (f"{k}={_plain(headers[k], tokens)}" for k in keys)
        found[channel, _KINDS[name]].append((name, *values))
    return found


def shapes(data: bytes) -> dict[str, set[tuple[str, ...]]]:
    """Return the headers' names of every kind of event."""
    found = defaultdict(set)
    for event in read(data):
        names = tuple(re.sub(r"\(.*\)", "", key) for key, _ in event if key != "ActionID")
        found[event[0][1]].add(names)
    return found


@pytest.fixture
def pbx() -> Iterator[SimulatedHotline]:
    """A simulator of its own, so that channels and times start anew."""
    pbx = SimulatedHotline()
    yield pbx
    pbx.close()


def _is_free(messages: list[Message]) -> bool:
    states = [m["Status"] for m in messages if m.get("Event") == "QueueMemberStatus"]
    return states[-1:] == ["1"]


def play(pbx: SimulatedHotline, scenario: Callable[[Seat], None], account: str) -> bytes:
    """Play a recorded scenario on the simulator and return what the account received."""
    everything = Ami(pbx.ami_endpoint, *ADMIN)
    seat = Seat(pbx)
    try:
        scenario(seat)
        seat.phone.wait_gone()
        assert_nothing_left(pbx)
        wait_until(lambda: _is_free(everything.messages), "the queue knows that the seat is free")
        for session in (everything, seat.ami):  # what was sent before the reply has come before it
            session.action("Ping")
        return bytes((everything if account == "all" else seat.ami).raw)
    finally:
        everything.close()
        seat.ami.close()


CASES = [
    ("plain", record._plain, "seat"),
    ("three-way", record._three_way, "seat"),
    ("three-way-all", record._three_way, "all"),
    ("consult-failures", record._consult_failures, "seat"),
    ("abandoned", record._abandoned, "seat"),
    ("call-back", record._call_back, "seat"),
]


@pytest.mark.parametrize(("name", "scenario", "account"), CASES, ids=[case[0] for case in CASES])
def test_sends_the_recorded_sequences(
    pbx: SimulatedHotline, name: str, scenario: Callable[[Seat], None], account: str
) -> None:
    recorded = sequences((DATA / f"{name}.ami").read_bytes())
    simulated = sequences(play(pbx, scenario, account))
    for key in sorted(recorded.keys() | simulated.keys()):
        assert simulated.get(key) == recorded.get(key), key


@pytest.mark.parametrize(("name", "scenario", "account"), CASES, ids=[case[0] for case in CASES])
def test_sends_the_recorded_headers(
    pbx: SimulatedHotline, name: str, scenario: Callable[[Seat], None], account: str
) -> None:
    recorded = shapes((DATA / f"{name}.ami").read_bytes())
    simulated = shapes(play(pbx, scenario, account))
    security = {"SuccessfulAuth"}  # class `security`: nobody here reads it
    assert simulated.keys() >= recorded.keys() - security
    for event in recorded.keys() - security:
        assert simulated[event] & recorded[event], event
