"""An AMI server that says what a test tells it to, to see what the link does with it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Coroutine
from typing import Any

BANNER = b"Asterisk Call Manager/9.0.0\r\n"
Answer = Callable[[dict[str, str]], bytes | None]


def reply(action: dict[str, str], response: str = "Success", **headers: str) -> bytes:
    """Return the response to an action."""
    lines = [f"Response: {response}", f"ActionID: {action['ActionID']}"]
    lines += [f"{key}: {value}" for key, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def event(name: str, **headers: str) -> bytes:
    """Return an event."""
    return ("\r\n".join([f"Event: {name}", *(f"{k}: {v}" for k, v in headers.items())]) + "\r\n\r\n").encode()


def listing(action: dict[str, str], *items: bytes, end: str) -> bytes:
    """Return a whole list: response, items (made by `event` without ActionID), end."""
    own = f"\r\nActionID: {action['ActionID']}\r\n\r\n".encode()
    marked = b"".join(item[: -len(b"\r\n\r\n")] + own for item in items)
    return (
        reply(action, EventList="start", Message="will follow")
        + marked
        + event(end, ActionID=action["ActionID"], EventList="Complete")
    )


class ScriptedAmi:
    """A server for one test; `answers` maps an action's name to what is sent for it."""

    def __init__(self, *, greeting: bytes = BANNER, secret: str = "right", tls: ssl.SSLContext | None = None):
        self.greeting = greeting
        self.secret = secret
        self.tls = tls
        self.port = 0
        self.received: list[dict[str, str]] = []
        self.raw = b""
        self.connections = 0
        self.writers: list[asyncio.StreamWriter] = []
        self.stalled = False
        self.answers: dict[str, Answer] = {
            "Login": self._login,
            "Ping": lambda a: reply(a, Ping="Pong"),
            "Getvar": lambda a: reply(a, Variable=a["Variable"], Value="22.10.1"),
            "Logoff": lambda a: reply(a, "Goodbye"),
            "Status": lambda a: listing(
                a,
                *([event("Status", Channel=a["Channel"], BridgeID="b")] if "Channel" in a else []),
                end="StatusComplete",
            ),
            "QueueStatus": lambda a: listing(
                a,
                event("QueueParams", Queue=a["Queue"], Calls="0", Completed="0", Abandoned="0"),
                end="QueueStatusComplete",
            ),
        }
        self._server: asyncio.Server | None = None
        self._arrived = asyncio.Condition()

    async def __aenter__(self) -> ScriptedAmi:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.shut()

    async def open(self) -> None:
        """Listen, on the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Listen no more and drop everybody."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.drop()

    def drop(self) -> None:
        """Cut all connections."""
        for writer in self.writers:
            writer.transport.abort()
        self.writers.clear()

    def send(self, data: bytes) -> None:
        """Send to everybody."""
        for writer in self.writers:
            writer.write(data)

    def names(self) -> list[str]:
        """Return the names of all actions so far, pings excepted."""
        return [action["Action"] for action in self.received if action["Action"] != "Ping"]

    async def wait_action(self, name: str, count: int = 1) -> dict[str, str]:
        """Wait until an action has come `count` times and return the last one."""
        async with asyncio.timeout(5), self._arrived:
            await self._arrived.wait_for(
                lambda: sum(action["Action"] == name for action in self.received) >= count
            )
        return [action for action in self.received if action["Action"] == name][-1]

    def _login(self, action: dict[str, str]) -> bytes:
        if action.get("Secret") == self.secret:
            return reply(action, Message="Authentication accepted")
        return reply(action, "Error", Message="Authentication failed")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        try:
            writer.write(self.greeting)
            while True:
                block = await reader.readuntil(b"\r\n\r\n")
                self.raw += block
                if self.stalled:
                    continue
                action = dict(line.split(": ", 1) for line in block.decode().split("\r\n") if ": " in line)
                answer = self.answers.get(action["Action"])
                data = answer(action) if answer else reply(action)
                if data is not None:
                    writer.write(data)
                async with self._arrived:
                    self.received.append(action)
                    self._arrived.notify_all()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.transport.abort()


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test in a loop of its own."""
    asyncio.run(asyncio.wait_for(test(), 20))
