"""Who may log in, see and do what."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator

import pytest

from telephony.simulator import Layout, PhoneSetup, SimulatedPbx, full_account, seat_account
from telephony.simulator.accounts import EventFilter
from tests.pbx.ami import Ami

SECRET = "correct horse"


@pytest.fixture
def pbx() -> Iterator[SimulatedPbx]:
    """A PBX with one queue and two seats."""
    pbx = SimulatedPbx(
        Layout(
            hotlines={"12345": "zonghe"},
            phones=(PhoneSetup("2001", "2001"), PhoneSetup("2002", "2002")),
            accounts=(
                seat_account("2001", SECRET, ("zonghe",)),
                seat_account("2002", SECRET, ("gjj",)),
                full_account("admin", SECRET),
            ),
        )
    )
    pbx.start()
    yield pbx
    pbx.stop()


def endpoint(pbx: SimulatedPbx) -> tuple[str, int]:
    """Return where AMI is."""
    return pbx.host, pbx.port


@pytest.fixture
def seat(pbx: SimulatedPbx) -> Iterator[Ami]:
    """The session of seat 2001."""
    session = Ami(endpoint(pbx), "desk-2001", SECRET)
    yield session
    session.close()


@pytest.fixture
def admin(pbx: SimulatedPbx) -> Iterator[Ami]:
    """A session that may do everything."""
    session = Ami(endpoint(pbx), "admin", SECRET)
    yield session
    session.close()


@pytest.mark.parametrize(("name", "secret"), [("desk-2001", "wrong"), ("nobody", SECRET), ("", "")])
def test_a_wrong_password_is_refused(pbx: SimulatedPbx, name: str, secret: str) -> None:
    with pytest.raises(PermissionError, match="Authentication failed"):
        Ami(endpoint(pbx), name, secret)


def test_the_answer_to_a_challenge_logs_in(pbx: SimulatedPbx) -> None:
    with socket.create_connection(endpoint(pbx), 5) as connection, connection.makefile("rb") as lines:
        assert lines.readline() == b"Asterisk Call Manager/11.0.0\r\n"
        connection.sendall(b"Action: Challenge\r\nAuthType: MD5\r\n\r\n")
        challenge = [lines.readline() for _ in range(3)][1].split()[1]
        key = hashlib.md5(challenge + SECRET.encode(), usedforsecurity=False).hexdigest()
        login = f"Action: Login\r\nAuthType: MD5\r\nUsername: desk-2001\r\nKey: {key}\r\n\r\n"
        connection.sendall(login.encode())
        assert lines.readline() == b"Response: Success\r\n"


def test_before_the_log_in_nothing_is_answered(pbx: SimulatedPbx) -> None:
    with socket.create_connection(endpoint(pbx), 5) as connection, connection.makefile("rb") as lines:
        lines.readline()
        connection.sendall(b"Action: Ping\r\n\r\n")
        assert [lines.readline() for _ in range(2)] == [
            b"Response: Error\r\n",
            b"Message: Permission denied\r\n",
        ]


@pytest.mark.parametrize(
    ("action", "headers"),
    [
        ("Originate", {"Channel": "PJSIP/2001", "Context": "desk-end", "Exten": "s", "Priority": "1"}),
        ("PJSIPNotify", {"Channel": "x", "Variable": "Event=talk"}),
        ("CoreShowChannels", {}),
        ("ConfbridgeList", {"Conference": "x"}),
        ("UserEvent", {"UserEvent": "x"}),
        ("Filter", {"Operation": "Add", "Filter": "x"}),
    ],
)
def test_what_the_account_lacks_is_denied(seat: Ami, action: str, headers: dict[str, str]) -> None:
    reply = seat.action(action, **headers)
    assert (reply["Response"], reply["Message"]) == ("Error", "Permission denied")


@pytest.mark.parametrize(
    ("action", "headers", "message"),
    [
        ("Hangup", {"Channel": "nope"}, "No such channel"),
        ("Status", {"Channel": "nope"}, "No such channel"),
        ("Getvar", {"Variable": "X", "Channel": "nope"}, "No such channel"),
        (
            "Redirect",
            {"Channel": "nope", "Context": "a", "Exten": "b", "Priority": "1"},
            "Channel does not exist: nope",
        ),
        ("QueueAdd", {"Queue": "nope", "Interface": "x"}, "Unable to add interface to queue: No such queue"),
        ("QueueRemove", {"Queue": "zonghe", "Interface": "x"}, "Unable to remove interface: Not there"),
        ("QueuePause", {"Interface": "x", "Paused": "true"}, "Interface not found"),
        ("ConfbridgeMute", {"Conference": "nope", "Channel": "x"}, "No active conferences."),
        ("ConfbridgeMute", {}, "No Conference name provided."),
        ("PJSIPNotify", {"Channel": "nope", "Variable": "Event=talk"}, "Channel not found"),
        (
            "Nonsense",
            {},
            "Invalid/unknown command: Nonsense. Use Action: ListCommands to show available commands.",
        ),
    ],
)
def test_refuses_in_asterisks_words(admin: Ami, action: str, headers: dict[str, str], message: str) -> None:
    reply = admin.action(action, **headers)
    assert (reply["Response"], reply["Message"]) == ("Error", message)


def test_tells_whether_the_kit_is_there(seat: Ami) -> None:
    values = {
        name: seat.action("Getvar", Variable=f"DIALPLAN_EXISTS({name},1)")["Value"]
        for name in ("desk-kit,version-1", "desk-consult,2001*1*1", "desk-consult,2001", "nope,1")
    }
    assert values == {
        "desk-kit,version-1": "1",
        "desk-consult,2001*1*1": "1",
        "desk-consult,2001": "0",
        "nope,1": "0",
    }


def test_events_can_be_switched_off(pbx: SimulatedPbx, seat: Ami, admin: Ami) -> None:
    assert admin.action("Events", EventMask="off")["Events"] == "Off"
    since = admin.mark()
    seat.action("QueueAdd", Queue="zonghe", Interface="PJSIP/2001", check=True)
    seat.wait_event("QueueMemberAdded")
    admin.action("Ping")
    assert admin.messages[since:] == []


def test_a_seat_sees_only_its_own(pbx: SimulatedPbx, seat: Ami, admin: Ami) -> None:
    other = Ami(endpoint(pbx), "desk-2002", SECRET)
    admin.action("QueueAdd", Queue="zonghe", Interface="PJSIP/2001", check=True)
    pbx.add_citizen("13800000009")
    pbx.call(lambda: pbx.phone("13800000009").dial("12345"))
    seat.wait_event("AgentCalled", DestChannel="PJSIP/2001-00000001")
    pbx.call(lambda: pbx.phone("13800000009").hang_up())
    seat.wait_event("QueueCallerAbandon")
    other.action("Ping")
    assert other.messages == []
    other.close()


def test_filters_let_in_and_take_out() -> None:
    assert EventFilter(()).passes("anything")
    assert EventFilter(("Channel: A",)).passes("Event: x\r\nChannel: A")
    assert not EventFilter(("Channel: A",)).passes("Event: x")
    assert not EventFilter(("!Newexten",)).passes("Event: Newexten")
    assert not EventFilter(("Event", "!Newexten")).passes("Event: Newexten")
