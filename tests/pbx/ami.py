"""A plain AMI client for the tests: it sends what it is told and keeps every byte that came."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

Message = dict[str, str]  # a header that comes several times is joined with a line feed


def parse(block: str) -> Message:
    """Return one message's headers."""
    message: Message = {}
    for line in block.split("\r\n"):
        key, colon, value = line.partition(":")
        if colon:
            value = value.strip()
            message[key] = f"{message[key]}\n{value}" if key in message else value
    return message


class Ami:
    """One AMI session; `messages` holds all events in their order, `raw` every byte."""

    def __init__(self, endpoint: tuple[str, int], username: str, secret: str, events: bool = True) -> None:
        self.raw = bytearray()
        self.messages: list[Message] = []
        self._replies: dict[str, list[Message]] = {}
        self._changed = threading.Condition()
        self._number = 0
        self._socket = socket.create_connection(endpoint, 5)
        self._socket.settimeout(None)
        threading.Thread(target=self._read, name=f"ami-{username}", daemon=True).start()
        reply = self.action("Login", Username=username, Secret=secret, Events="on" if events else "off")
        if reply["Response"] != "Success":
            self.close()
            raise PermissionError(reply.get("Message", ""))

    def action(self, name: str, *, check: bool = False, **headers: str) -> Message:
        """Send an action and return its reply; with `check` fail unless it succeeded."""
        reply = self._send(name, headers)
        if check and reply.get("Response") != "Success":
            raise AssertionError(f"{name}: {reply}")
        return reply

    def _send(self, name: str, headers: Message, timeout: float = 5.0) -> Message:
        self._number += 1
        number = str(self._number)
        lines = [f"Action: {name}", f"ActionID: {number}"]
        for key, value in headers.items():
            lines += [f"{key}: {part}" for part in value.split("\n")]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        with self._changed:
            if not self._changed.wait_for(lambda: number in self._replies, timeout):
                raise AssertionError(f"no reply to {name} within {timeout} s")
            return self._replies[number][0]

    def listing(self, name: str, end: str, **headers: str) -> list[Message]:
        """Send an action that answers with a list; return the list without its end."""
        reply = self._send(name, headers)
        number = reply["ActionID"]
        if reply["Response"] != "Success":
            return []
        with self._changed:
            if not self._changed.wait_for(
                lambda: any(message.get("Event") == end for message in self._replies[number]), 5
            ):
                raise AssertionError(f"the list of {name} has no end")
            return [m for m in self._replies[number][1:] if m.get("Event") != end]

    def mark(self) -> int:
        """Return the place in `messages` from which to look."""
        return len(self.messages)

    def wait_event(self, event: str, since: int = 0, timeout: float = 5.0, **headers: str) -> Message:
        """Return the first event of that name with these headers from `since` on."""
        found: list[Message] = []

        def there() -> bool:
            found[:] = [
                message
                for message in self.messages[since:]
                if message.get("Event") == event
                and all(message.get(key) == value for key, value in headers.items())
            ]
            return bool(found)

        self._wait(there, f"{event} {headers}", timeout)
        return found[0]

    def close(self) -> None:
        """End the session."""
        self._socket.close()

    def _wait(self, is_so: Callable[[], bool], what: str, timeout: float) -> None:
        with self._changed:
            if not self._changed.wait_for(is_so, timeout):
                seen = [m.get("Event") for m in self.messages[-30:]]
                raise AssertionError(f"not within {timeout} s: {what}; last events {seen}")

    def _read(self) -> None:
        buffer = b""
        deadline = time.monotonic() + 5
        while b"\r\n" not in buffer and time.monotonic() < deadline:
            if not (part := self._receive()):
                return
            buffer += part
        buffer = buffer.partition(b"\r\n")[2]
        while True:
            while (end := buffer.find(b"\r\n\r\n")) >= 0:
                self._on_message(parse(buffer[:end].decode("utf-8", "replace")))
                buffer = buffer[end + 4 :]
            if not (part := self._receive()):
                return
            buffer += part

    def _receive(self) -> bytes:
        try:
            part = self._socket.recv(65536)
        except OSError:
            part = b""
        self.raw += part
        return part

    def _on_message(self, message: Message) -> None:
        with self._changed:
            if "ActionID" in message and ("Response" in message or message["ActionID"] in self._replies):
                self._replies.setdefault(message["ActionID"], []).append(message)
            else:
                self.messages.append(message)
            self._changed.notify_all()
