"""What one pattern takes of a message is what a search for each header finds."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from telephony.blocks import Block
from telephony.wire import Message, mark_of, values_of

_WRITTEN = ["Channel", "ChannelState", "Language", "Uniqueid"]
_VALUES = st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=["Cs"]), max_size=8)
_HEADERS = st.lists(st.tuples(st.sampled_from([*_WRITTEN, "ChanVariable", "Queue"]), _VALUES), max_size=8)
_BLOCK = Block(" ".join(_WRITTEN), "Channel Uniqueid", "ChanVariable")


def _message(headers: list[tuple[str, str]]) -> Message:
    lines = ["Event: Newstate", *(f"{name}: {value}" for name, value in headers)]
    return Message("Newstate", True, "\r\n".join(lines).encode())


def _searched(headers: list[tuple[str, str]]) -> list[list[str]]:
    return [
        [value for name, value in headers if name == key] for key in ("Channel", "Uniqueid", "ChanVariable")
    ]


@given(st.lists(_VALUES, min_size=4, max_size=4), st.lists(_VALUES, max_size=3), _VALUES)
def test_headers_as_they_are_written(values: list[str], variables: list[str], queue: str) -> None:
    added = [("ChanVariable", value) for value in variables]
    headers = [*zip(_WRITTEN, values, strict=True), *added, ("Queue", queue)]
    channel, uniqueid, lines = _BLOCK.read(_message(headers))
    assert (channel, uniqueid) == (values[0], values[3])
    assert values_of(mark_of("ChanVariable"), lines) == variables


@given(_HEADERS)
@example([("Channel", "a"), ("ChannelState", "6"), ("Uniqueid", "1.2")])
@example([("ChannelState", "6"), ("Channel", "a"), ("Language", "en"), ("Uniqueid", "1.2")])
def test_headers_in_any_other_order(headers: list[tuple[str, str]]) -> None:
    channel, uniqueid, lines = _BLOCK.read(_message(headers))
    channels, uniqueids, variables = _searched(headers)
    if len(channels) < 2 and len(uniqueids) < 2:
        assert ([channel], [uniqueid]) == (channels or [""], uniqueids or [""])
    # Variables that stand apart from each other are found where a block is not: the PBX never parts them.
    assert values_of(mark_of("ChanVariable"), lines) == variables[: lines.count("ChanVariable: ")]


def test_what_is_wanted_stands_in_the_written_order() -> None:
    with pytest.raises(ValueError, match="Uniqueid Channel"):
        Block("Channel Uniqueid", "Uniqueid Channel")
