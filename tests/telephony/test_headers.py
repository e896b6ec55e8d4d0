"""A header is found where a whole parse would find it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from telephony.wire import Message, marks_of

_KEYS = st.sampled_from(["Channel", "DestChannel", "ChannelState", "ChanVariable", "Queue"])
_VALUES = st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(_KEYS, _VALUES), max_size=12), _KEYS)
def test_a_search_finds_what_a_parse_finds(headers: list[tuple[str, str]], key: str) -> None:
    lines = ["Event: Hangup", *(f"{name}: {value}" for name, value in headers)]
    message = Message("Hangup", True, "\r\n".join(lines).encode())
    values = [value for name, value in headers if name == key]
    assert message.all(key) == values
    assert message.get(key, "none") == (values[-1] if values else "none")
    assert message.headers.get(key.lower(), []) == values
    assert message.pick(marks_of(f"Event {key} Nothing")) == ["Hangup", values[-1] if values else "", ""]
    assert message.get("Event") == "Hangup"
