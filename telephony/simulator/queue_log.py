"""queue_log as app_queue writes it: one line an event, kept over restarts as a file is."""

from __future__ import annotations

import time

_PIECE = 2900


class QueueLog:
    """The lines of the PBX's queue_log."""

    def __init__(self) -> None:
        self._data = bytearray()

    def write(self, uniqueid: str, queue: str, agent: str, event: str, *data: str) -> None:
        """Add a line."""
        line = "|".join([str(int(time.time())), uniqueid or "NONE", queue or "NONE", agent or "NONE", event])
        self._data += (line + "|" + "|".join(data) + "\n").encode("utf-8", "surrogateescape")

    def preset(self, text: str) -> None:
        """Put lines before what is there: a day that has begun already."""
        self._data[:0] = text.encode()

    @property
    def size(self) -> int:
        """The file's size in bytes."""
        return len(self._data)

    @property
    def lines(self) -> list[str]:
        """The lines as text."""
        return self._data.decode("utf-8", "replace").splitlines()

    def piece(self, offset: int) -> bytes:
        """Return what one report of the kit's `desk-log` holds."""
        return bytes(self._data[offset : offset + _PIECE])
