"""Between a program and the PBX: passes every byte on, and counts logins and bytes."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_CHUNK = 65_536
_LOGIN = b"action: login"


@dataclass(frozen=True, slots=True)
class Traffic:
    """What has passed: logins asked for, bytes to the PBX and from it."""

    logins: int = 0
    sent: int = 0
    received: int = 0

    @property
    def bytes(self) -> int:
        """Bytes in both directions."""
        return self.sent + self.received

    def __sub__(self, earlier: Traffic) -> Traffic:
        return Traffic(
            self.logins - earlier.logins, self.sent - earlier.sent, self.received - earlier.received
        )


class CountingProxy:
    """Listens on `port` of this machine and connects whoever comes with the PBX at `target`."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._traffic = Traffic()
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, name="ami-proxy", daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def traffic(self) -> Traffic:
        """Return what has passed so far."""
        with self._lock:
            return self._traffic

    def close(self) -> None:
        """End every connection, and take no more."""
        _end(self._listening)
        with self._lock:
            still_open = list(self._open)
        for each in still_open:
            _end(each)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            try:
                pbx = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                client.close()
                continue
            with self._lock:
                self._open |= {client, pbx}
            for pump in (self._to_pbx, self._from_pbx):
                threading.Thread(target=pump, args=(client, pbx), name="ami-proxy", daemon=True).start()

    def _to_pbx(self, client: socket.socket, pbx: socket.socket) -> None:
        rest = b""
        while data := _read(client):
            *lines, rest = (rest + data).split(b"\n")
            logins = sum(line.strip().lower() == _LOGIN for line in lines)
            self._count(Traffic(logins=logins, sent=len(data)))
            if not _write(pbx, data):
                break
        self._forget(client, pbx)

    def _from_pbx(self, client: socket.socket, pbx: socket.socket) -> None:
        while data := _read(pbx):
            self._count(Traffic(received=len(data)))
            if not _write(client, data):
                break
        self._forget(client, pbx)

    def _count(self, more: Traffic) -> None:
        with self._lock:
            now = self._traffic
            self._traffic = Traffic(
                now.logins + more.logins, now.sent + more.sent, now.received + more.received
            )

    def _forget(self, client: socket.socket, pbx: socket.socket) -> None:
        """End both sides: who has lost the other has nobody to talk to."""
        _end(client)
        _end(pbx)
        with self._lock:
            self._open -= {client, pbx}


def _read(link: socket.socket) -> bytes:
    """Return what has come; nothing when the connection has ended."""
    try:
        return link.recv(_CHUNK)
    except OSError:
        return b""


def _write(link: socket.socket, data: bytes) -> bool:
    try:
        link.sendall(data)
    except OSError:
        return False
    return True


def _end(link: socket.socket) -> None:
    with contextlib.suppress(OSError):
        link.shutdown(socket.SHUT_RDWR)  # wakes whoever reads from it
    link.close()
