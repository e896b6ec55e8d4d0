"""Programs beside this one: started, listened to line by line, and ended with their standard input."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from tests.bench.world import environment

SECRET = "BENCH_SECRET"  # the variable in which a program is given a secret: arguments are seen by all


class Program:
    """A Python module that runs on its own and prints lines of JSON."""

    def __init__(self, module: str, *arguments: object, env: dict[str, str] | None = None) -> None:
        self.lines: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._open = True
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env or environment(),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with contextlib.suppress(ValueError):
                said = json.loads(line)
                with self._news:
                    self.lines.append(said)
                    self._news.notify_all()
        with self._news:
            self._open = False
            self._news.notify_all()

    def wait_for(self, key: str, seconds: float) -> Any:
        """Return the first value said for `key`; raise `RuntimeError` when it does not come."""

        def found() -> list[Any]:
            return [line[key] for line in self.lines if key in line]

        with self._news:
            self._news.wait_for(lambda: found() or not self._open, seconds)
            if not found():
                raise RuntimeError(f"{self.process.args}: no {key!r}, status {self.process.poll()}")
            return found()[0]

    def all(self, key: str) -> list[dict[str, Any]]:
        """Return every line that has `key`."""
        with self._news:
            return [line for line in self.lines if key in line]

    def end(self) -> None:
        """Close its standard input and wait until it has gone."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join(5)


@contextlib.contextmanager
def program(module: str, *arguments: object, env: dict[str, str] | None = None) -> Iterator[Program]:
    """Run a module for as long as the block lasts."""
    running = Program(module, *arguments, env=env)
    try:
        yield running
    finally:
        running.end()


def window(
    module: str, *arguments: object, env: dict[str, str]
) -> contextlib.AbstractContextManager[Program]:
    """Run a module that opens a window as `desk` would: else it is weighed with what `desk` does without."""
    return program("tests.bench.window_program", module, *arguments, env=env)


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give an environment with a screen: Xvfb of 1920×1080 where it is installed, else Qt's offscreen."""
    env = environment()
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM"):
        env.pop(name, None)
    if shutil.which("Xvfb") is None:
        yield env | {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        # Input methods and accessibility need buses that a bare screen has not.
        yield env | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "compose"}
    finally:
        server.terminate()
        server.wait()
