"""A TCP proxy that does to a connection whatever networks and dying servers do."""

from __future__ import annotations

import asyncio
import concurrent.futures
import socket
import struct
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Change = Callable[[bytes], bytes]


class FaultProxy:
    """Stands between desk and PBX, in a thread of its own; every method may be called from any thread.

    `accepted` counts the connections that the desk has made; `seen` is all that the PBX has said.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.port = 0
        self.accepted = 0
        self.seen = bytearray()
        self._piece = 0
        self._change: Change | None = None
        self._budget: int | None = None
        self._refusing = False
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._clients: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault-proxy", daemon=True)
        self._thread.start()
        self._do(self._listen)

    # What a test may do to the connections

    def stall(self) -> None:
        """Let nothing through, in no direction, and say nothing of it: packets vanish."""
        self._do(self._flowing.clear)

    def flow(self) -> None:
        """Let through what comes from now on, and what waited."""
        self._do(self._flowing.set)

    def drip(self, piece: int) -> None:
        """Pass the PBX's bytes on in pieces of this length, each a packet of its own; 0 ends it."""
        self._piece = piece

    def corrupt(self, change: Change | None) -> None:
        """Pass each chunk of the PBX's bytes through `change`."""
        self._change = change

    def reset(self) -> None:
        """Reset every connection, as a machine does that has lost its power and come back."""
        self._do(self._reset)

    def reset_after(self, count: int) -> None:
        """Reset every connection when the PBX has said `count` bytes more."""
        self._budget = count

    def cut(self) -> None:
        """End every connection in good order."""
        self._do(lambda: [writer.close() for writer in tuple(self._writers)])

    def refuse(self, on: bool) -> None:
        """Refuse new connections and end those there are, or take connections again."""
        self._refusing = on
        self._do(self._unlisten if on else self._listen)
        if on:
            self.reset()

    def inject(self, data: bytes) -> None:
        """Say `data` to the desk as if it came from the PBX; put it between whole messages yourself."""
        self._do(lambda: [writer.write(data) for writer in tuple(self._clients)])

    @property
    def waiting(self) -> int:
        """How many bytes the desk has not yet taken."""
        return sum(writer.transport.get_write_buffer_size() for writer in tuple(self._clients))

    def close(self) -> None:
        """End the proxy."""
        self._flowing_for_good()
        self._do(self._unlisten)
        self._do(self._reset)
        self._do(self._end)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    # In the proxy's loop

    def _do(self, act: Callable[[], object]) -> None:
        done: concurrent.futures.Future[None] = concurrent.futures.Future()

        async def run() -> None:
            try:
                result = act()
                if asyncio.iscoroutine(result):
                    await result
                done.set_result(None)
            except BaseException as error:
                done.set_exception(error)

        self._loop.call_soon_threadsafe(lambda: self._loop.create_task(run()))
        done.result(10)

    def _flowing_for_good(self) -> None:
        self._do(self._flowing.set)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    def _unlisten(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _end(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _reset(self) -> None:
        for writer in tuple(self._writers):
            connection = writer.get_extra_info("socket")
            # Closing with a linger of zero sends a reset in place of an orderly end.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.accepted += 1
        self._writers.add(client)
        client.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server: asyncio.StreamWriter | None = None
        try:
            await self._flowing.wait()
            answers, server = await asyncio.open_connection(*self.target)
            self._writers.add(server)
            self._clients.add(client)
            await self._pass_on(reader, client, answers, server)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for writer in (client, server):
                if writer is not None:
                    self._writers.discard(writer)
                    self._clients.discard(writer)
                    writer.transport.abort()
            self._tasks.discard(task)

    async def _pass_on(
        self,
        reader: asyncio.StreamReader,
        client: asyncio.StreamWriter,
        answers: asyncio.StreamReader,
        server: asyncio.StreamWriter,
    ) -> None:
        ways = [
            self._loop.create_task(self._pump(reader, server, from_pbx=False)),
            self._loop.create_task(self._pump(answers, client, from_pbx=True)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, from_pbx: bool
    ) -> None:
        while data := await source.read(65536):
            await self._flowing.wait()
            if from_pbx:
                self.seen += data
                if self._change is not None:
                    data = self._change(data)
                if self._budget is not None:
                    self._budget -= len(data)
                    if self._budget <= 0:
                        sink.write(data[: self._budget or None])
                        self._budget = None
                        self._reset()
                        return
            piece = self._piece if from_pbx and self._piece else len(data)
            for at in range(0, len(data), piece):
                sink.write(data[at : at + piece])
                await sink.drain()
                if piece < len(data):
                    await asyncio.sleep(0)


def messages(seen: bytes, *, having: bytes) -> list[bytes]:
    """Return the whole AMI messages in `seen` that contain `having`."""
    return [block + b"\r\n\r\n" for block in bytes(seen).split(b"\r\n\r\n") if having in block]
