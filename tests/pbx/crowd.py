"""Many callers and many seats at once on the real PBX: SIPp plays them all."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.pbx import process

_LOCAL = "127.0.0.1"


class Crowd:
    """Seats that answer at once, and callers who dial and hang up; SIPp's files are kept in `folder`."""

    def __init__(self, folder: Path, pbx_port: int, seats_port: int, callers_port: int) -> None:
        self._folder = folder
        self._pbx = f"{_LOCAL}:{pbx_port}"
        self._seats_port = seats_port
        self._callers_port = callers_port
        self._running: list[subprocess.Popen[bytes]] = []
        folder.mkdir(parents=True, exist_ok=True)

    def seats(self) -> None:
        """Let the seats answer every call until the end."""
        self._start("seats", "-sn", "uas", "-p", str(self._seats_port))

    def callers(
        self, name: str, number: str, rate: float, count: int, talk: float
    ) -> subprocess.Popen[bytes]:
        """Let `count` callers dial a number, so many a second; each hangs up after `talk` seconds."""
        self._callers_port += 10
        return self._start(
            name,
            "-sn", "uac", "-s", number,
            "-r", str(rate), "-m", str(count), "-d", str(int(talk * 1000)),
            "-p", str(self._callers_port),
            self._pbx,
        )  # fmt: skip

    def close(self) -> None:
        """End everybody."""
        for running in self._running:
            process.kill(running)

    def log(self, name: str) -> str:
        """Return what SIPp has printed."""
        return (self._folder / name).read_text(errors="replace")

    def _start(self, name: str, *options: str) -> subprocess.Popen[bytes]:
        command = ["sipp", *options, "-i", _LOCAL, "-nostdin", "-timeout_error", "-timeout", "150s"]
        running = process.start(command, self._folder / name)
        self._running.append(running)
        return running
