"""The decoder: whole messages from any cuts, and nothing that the other side sends makes it raise."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from telephony import events
from telephony.decode import WANTED, decode
from telephony.errors import UnsafeValue
from telephony.headers import MAX_NAME
from telephony.wire import MAX_LINE, MAX_MESSAGE, Decoder, Message, encode_action

BANNER = b"Asterisk Call Manager/9.0.0\r\n"
RINGS = (
    "Event: AgentCalled\r\nQueue: zonghe\r\nChannel: PJSIP/trunk-1\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\n"
    "CallerIDNum: 13800000001\r\nCallerIDName: 王𠮷 <b>&\r\nInterface: PJSIP/2001\r\n"
    "ChanVariable: DESK_SEAT=2001\r\nChanVariable: DESK_ROLE=citizen\r\nDestChannel: PJSIP/2001-2\r\n\r\n"
).encode()
OTHER = b"Event: VarSet\r\nChannel: x\r\nVariable: y\r\nValue: \xff\xfe\r\n\r\n"
REPLY = b"Response: Success\r\nActionID: desk-1\r\nMessage: ok\r\n\r\n"
STREAM = BANNER + RINGS + OTHER + REPLY + OTHER + b"Event: Hangup\r\nChannel: PJSIP/2001-2\r\n\r\n" + RINGS


def decoded(*chunks: bytes) -> list[Message]:
    """Return the messages of a connection that arrives in `chunks`."""
    decoder = Decoder(WANTED)
    return [message for chunk in chunks for message in decoder.feed(chunk)]


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """Cut `data` at `places`."""
    edges = [0, *sorted(min(place, len(data)) for place in places), len(data)]
    return [data[a:b] for a, b in itertools.pairwise(edges)]


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_any_cuts_give_the_same_messages(places: list[int]) -> None:
    assert decoded(*cut(STREAM, places)) == decoded(STREAM)


def test_one_byte_at_a_time_gives_the_same_messages() -> None:
    assert decoded(*(STREAM[i : i + 1] for i in range(len(STREAM)))) == decoded(STREAM)
    assert [message.name for message in decoded(STREAM)] == [
        "AgentCalled",
        "Success",
        "Hangup",
        "AgentCalled",
    ]


@given(st.lists(st.binary(max_size=300), max_size=20))
@example([b"\r\n\r\n\r\n"])
@example([b"Event: AgentCalled\r\n\r\n", b"Event: Hangup\r\nChannel\r\n: \r\n\r\n"])
def test_hostile_bytes_never_raise(chunks: list[bytes]) -> None:
    for message in decoded(BANNER, *chunks, b"\r\n\r\n", RINGS):
        decode(message)
    assert decoded(BANNER, *chunks, b"\r\n\r\n", RINGS)[-1] == decoded(BANNER, RINGS)[0]


_KEYS = st.sampled_from(
    ["Channel", "Queue", "Uniqueid", "Interface", "DestChannel", "ChanVariable", "HoldTime"]
)


@given(
    st.sampled_from(sorted(WANTED)),
    st.lists(st.tuples(_KEYS | st.text(max_size=8), st.text(max_size=40)), max_size=12),
)
def test_any_headers_decode_to_an_event_or_to_none(name: str, headers: list[tuple[str, str]]) -> None:
    lines = [f"Event: {name}", *(f"{key}: {value}" for key, value in headers)]
    block = "\r\n".join(lines).encode("utf-8", "surrogatepass") + b"\r\n\r\n"
    for message in decoded(BANNER, block):
        found = decode(message)
        assert found is None or isinstance(found, events.Event)


@given(st.lists(st.integers(0, 300_000), max_size=6))
def test_a_header_of_a_megabyte_keeps_the_message_and_the_next(places: list[int]) -> None:
    long = b"Event: Hangup\r\nBig: " + b"x" * 1_000_000 + b"\r\nChannel: PJSIP/2001-2\r\n\r\n"
    messages = decoded(BANNER, *cut(long + RINGS, places))
    assert [message.name for message in messages] == ["Hangup", "AgentCalled"]
    assert messages[0].get("Channel") == "PJSIP/2001-2"
    assert len(messages[0].get("Big")) <= MAX_LINE


def test_an_endless_line_takes_no_memory_and_the_next_message_comes() -> None:
    decoder = Decoder(WANTED)
    decoder.feed(BANNER + b"Event: Hangup\r\nBig: ")
    for _ in range(200):
        decoder.feed(b"x" * 100_000)
    assert len(decoder._buffer) < 300_000
    assert decoder.feed(b"\r\nChannel: a\r\n\r\n" + RINGS)[-1].name == "AgentCalled"


def test_a_message_of_endless_lines_is_dropped_and_the_next_comes() -> None:
    decoder = Decoder(WANTED)
    decoder.feed(BANNER + b"Event: Hangup\r\n")
    for _ in range(40):
        decoder.feed(b"Key: value\r\n" * 5000)
        assert len(decoder._buffer) < 4 * MAX_MESSAGE
    assert [message.name for message in decoder.feed(b"\r\n" + RINGS)] == ["AgentCalled"]
    assert decoder.dropped == 1


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("王小明".encode(), "王小明"),
        ("王小明".encode("gb18030"), "王小明"),
        ("王小明".encode()[:-1], "王小"),
        (b"\xff\xff\xff", "\ufffd\ufffd\ufffd"),
    ],
)
def test_names_in_any_encoding(raw: bytes, text: str) -> None:
    [message] = decoded(BANNER, b"Event: Hangup\r\nChannel: PJSIP/1\r\nCallerIDName: " + raw + b"\r\n\r\n")
    assert message.get("CallerIDName") == text
    assert message.get("Channel") == "PJSIP/1"


def test_control_characters_and_endless_names_do_not_reach_the_screen() -> None:
    name = b"A\x00\x07\x1bB" + b"c" * 5000
    block = RINGS.replace("王𠮷 <b>&".encode(), name)
    event = decode(decoded(BANNER, block)[0])
    assert isinstance(event, events.AgentRings)
    assert event.citizen.caller.startswith("ABccc")
    assert len(event.citizen.caller) <= MAX_NAME


def test_an_event_without_a_required_header_is_no_event() -> None:
    [message] = decoded(BANNER, b"Event: AgentCalled\r\nQueue: zonghe\r\n\r\n")
    assert decode(message) is None


@pytest.mark.parametrize(
    "greeting", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 400 Bad\r\n\r\n", b"Asterisk" + b"x" * 999]
)
def test_a_server_that_greets_otherwise_is_not_ami(greeting: bytes) -> None:
    decoder = Decoder(WANTED)
    assert decoder.feed(greeting) == []
    assert decoder.not_ami


def test_the_banner_may_come_in_pieces() -> None:
    decoder = Decoder(WANTED)
    for index in range(len(BANNER)):
        assert decoder.banner is None
        decoder.feed(BANNER[index : index + 1])
    assert decoder.banner == "9.0.0"


@pytest.mark.parametrize("mark", ["\r", "\n", "\0", "\r\nAction: Hangup"])
def test_no_line_break_or_nul_leaves_in_an_action(mark: str) -> None:
    for name, headers in (
        (f"Ping{mark}", {}),
        ("Ping", {"Key": f"a{mark}b"}),
        ("Ping", {f"K{mark}": "a"}),
        ("Ping", {"Variable": ["fine", f"a{mark}"]}),
    ):
        with pytest.raises(UnsafeValue):
            encode_action(name, headers, "1")


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=40), max_size=5))
def test_an_encoded_action_is_one_message(headers: dict[str, str]) -> None:
    try:
        data = encode_action("Test", headers, "id")
    except UnsafeValue:
        return
    assert data.endswith(b"\r\n\r\n")
    assert data.count(b"\r\n\r\n") == 1
    assert data.count(b"\r\n") == len(headers) + 3


def test_a_repr_tells_no_number() -> None:
    assert "138" not in repr(decoded(STREAM)[0])
