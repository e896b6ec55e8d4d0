"""Recordings of simulated seats at work, as an account receives it that reads everything."""

from __future__ import annotations

import socket
import time
from pathlib import Path

from tests.bench.pbx import RECORDER
from tests.bench.programs import program
from tests.bench.world import SECRET, cache_folder

SECONDS, WARM = 60.0, 20.0


def recording() -> Path:
    """Return a minute of 100 seats, 7 groups and 3 calls a second."""
    return _recorded("hundred-seats.ami")


def large_recording() -> Path:
    """Return a minute of 300 seats, 20 groups and 10 calls a second."""
    return _recorded("three-hundred-seats.ami", "--seats", 300, "--groups", 20, "--rate", 10)


def _recorded(name: str, *options: object) -> Path:
    """Return the file, recorded now if it was not there: takes a minute and a half."""
    path = cache_folder() / name
    if not path.exists():
        cache_folder().mkdir(parents=True, exist_ok=True)
        with program("tests.bench.pbx", "--every", 0, *options) as pbx:
            data = _record(pbx.wait_for("port", 60))
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(data)
        unfinished.rename(path)
    return path


def _record(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port)) as link:
        time.sleep(WARM)
        link.sendall(f"Action: Login\r\nUsername: {RECORDER}\r\nSecret: {SECRET}\r\n\r\n".encode())
        until = time.monotonic() + SECONDS
        data = b""
        parts = []
        while time.monotonic() < until:
            parts.append(link.recv(1 << 16))
        data = b"".join(parts)
    # Whole events only: from the first one to the end of the last.
    return data[data.index(b"Event: ") : data.rindex(b"\r\n\r\n") + 4]
