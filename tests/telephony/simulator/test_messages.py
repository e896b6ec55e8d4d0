"""Requests are cut out of the bytes whatever the segments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.simulator.messages import MessageTooLong, Request, RequestReader, render

_NAMES = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12)
_VALUES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=40).map(
    str.strip
)
_REQUESTS = st.lists(st.lists(st.tuples(_NAMES, _VALUES), min_size=1, max_size=6), min_size=1, max_size=5)


@given(_REQUESTS, st.lists(st.integers(1, 30), max_size=60))
def test_segments_do_not_matter(requests: list[list[tuple[str, str]]], cuts: list[int]) -> None:
    data = b"".join(render(headers) for headers in requests)
    reader = RequestReader()
    found: list[Request] = []
    while data:
        size = cuts.pop() if cuts else len(data)
        found += reader.feed(data[:size])
        data = data[size:]
    assert [request.headers for request in found] == requests


def test_names_of_headers_are_found_without_regard_to_case() -> None:
    (request,) = RequestReader().feed(b"ACTION: Ping\r\nactionid: 7\r\nVariable: a\r\nvariable: b\r\n\r\n")
    assert (request.action, request.action_id, request.all("Variable")) == ("Ping", "7", ["a", "b"])


@pytest.mark.parametrize("data", [b"x" * 5000, b"A: " + b"x" * 5000 + b"\r\n", b"A: b\r\n" * 500])
def test_what_is_too_long_is_refused(data: bytes) -> None:
    with pytest.raises(MessageTooLong):
        list(RequestReader().feed(data))
