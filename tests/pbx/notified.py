"""A SIP phone that nobody touches: SIPp plays one that answers a NOTIFY with `Event: talk`."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.pbx import process
from tests.pbx.ami import Message
from tests.pbx.harness import wait_until

_SCENARIO = Path(__file__).with_name("notified-phone.xml")
_RINGING, _UP = "5", "6"  # Asterisk's channel states


class ScenarioPhone:
    """The phone on SIP port `port`; SIPp does not tell what it does, so `channels` asks the PBX."""

    def __init__(self, name: str, folder: Path, port: int, channels: Callable[[], list[Message]]) -> None:
        self.name = name
        self.port = port
        self._folder = folder
        self._channels = channels
        self._process: subprocess.Popen[bytes] | None = None

    def power_on(self) -> None:
        """Start the phone; returns when its port is taken."""
        self._folder.mkdir(parents=True, exist_ok=True)
        address = ["-i", "127.0.0.1", "-p", str(self.port)]
        messages = ["-trace_msg", "-message_file", str(self._folder / "messages")]
        self._process = process.start(
            ["sipp", "-sf", str(_SCENARIO), *address, *messages, "-nostdin"], self._folder / "log"
        )
        wait_until(self._listens, f"phone {self.name} started", 10)

    def power_off(self) -> None:
        """Kill the phone as pulling its cable would."""
        process.kill(self._process)

    def wait_ringing(self, timeout: float = 5.0) -> None:
        """Wait until this phone rings."""
        self._wait(lambda: self._states() == [_RINGING], "ringing", timeout)

    def wait_up(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in an answered call."""
        self._wait(lambda: self._states() == [_UP], "in a call", timeout)

    def wait_gone(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in no call."""
        self._wait(lambda: not self._states(), "without a call", timeout)

    def said(self) -> str:
        """Return the SIP messages that went to and fro."""
        messages = self._folder / "messages"
        return messages.read_text() if messages.exists() else ""

    def _states(self) -> list[str]:
        return [m["ChannelState"] for m in self._channels() if m["Channel"].startswith(f"PJSIP/{self.name}-")]

    def _wait(self, is_so: Callable[[], bool], what: str, timeout: float) -> None:
        wait_until(
            is_so, lambda: f"phone {self.name} {what}: {self._states()}\n{self.said()[-3000:]}", timeout
        )

    def _listens(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError(f"phone {self.name} ended: {(self._folder / 'log').read_text()[-800:]}")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError:
                return True
        return False
