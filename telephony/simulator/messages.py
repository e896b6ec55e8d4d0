"""AMI text as Asterisk writes and reads it, written from Asterisk's side of the wire.

Nothing here is shared with the desk's own client: a mistake made on one side must show on the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Header = tuple[str, str]

_LINE_LIMIT = 1025  # Asterisk's input buffer; a longer line is cut off by closing the session
_HEADER_LIMIT = 128


def render(headers: Iterable[Header]) -> bytes:
    """Return one message as it goes over the wire."""
    text = "".join(f"{key}: {value}\r\n" for key, value in headers)
    return (text + "\r\n").encode("utf-8", "surrogateescape")


class MessageTooLong(Exception):
    """Raised for a line or a message longer than Asterisk takes."""


class Request:
    """One action as received; header names are looked up without regard to case."""

    def __init__(self, headers: list[Header]) -> None:
        self.headers = headers

    @property
    def action(self) -> str:
        """Return the name of the action as the client wrote it."""
        return self.get("Action")

    @property
    def action_id(self) -> str:
        """Return the client's ActionID, empty if it sent none."""
        return self.get("ActionID")

    def get(self, key: str) -> str:
        """Return the first value of `key`, empty if it is missing."""
        wanted = key.lower()
        return next((value for name, value in self.headers if name.lower() == wanted), "")

    def all(self, key: str) -> list[str]:
        """Return every value of `key` in order."""
        wanted = key.lower()
        return [value for name, value in self.headers if name.lower() == wanted]


class RequestReader:
    """Cut the client's bytes into requests, whatever the sizes of the segments."""

    def __init__(self) -> None:
        self._buffer = b""
        self._headers: list[Header] = []

    def feed(self, data: bytes) -> Iterator[Request]:
        """Yield the requests that `data` completes; raise `MessageTooLong` as Asterisk hangs up."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n")) >= 0:
            line, self._buffer = self._buffer[:end], self._buffer[end + 2 :]
            if len(line) > _LINE_LIMIT or len(self._headers) > _HEADER_LIMIT:
                raise MessageTooLong
            if line:
                key, _, value = line.decode("utf-8", "surrogateescape").partition(":")
                self._headers.append((key.strip(), value.lstrip(" ")))
            elif self._headers:
                headers, self._headers = self._headers, []
                yield Request(headers)
        if len(self._buffer) > _LINE_LIMIT:
            raise MessageTooLong
