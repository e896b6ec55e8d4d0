"""A SIP phone for the tests: baresip, speaking a tone of its own and recording what it hears."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.pbx import process, sound
from tests.pbx.harness import BUSY, MUSIC, RINGING, SILENCE, wait_until

_MODULES = "/usr/lib/baresip/modules"
_CONFIG = """\
sip_listen 127.0.0.1:{sip}
sip_trans_def udp
call_local_timeout 120
call_max_calls 4
audio_path /nonexistent
audio_player aubridge,nil
audio_source aufile,{voice}
audio_alert aubridge,nil
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
audio_txmode poll
jitter_buffer_delay 0-0
rtp_ports {rtp}-{rtp_end}
rtp_stats no
net_interface 127.0.0.1
module_path {modules}
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{control}
snd_path {heard}
ring_aufile none
callwaiting_aufile none
ringback_aufile none
notfound_aufile none
busy_aufile none
error_aufile none
"""


class Phone:
    """One phone; it speaks for `seconds`; `ports` is its first of ten ports, `pbx` the PBX's SIP port."""

    def __init__(
        self,
        name: str,
        folder: Path,
        ports: int,
        pbx: int,
        hz: float,
        seconds: int,
        voices: Callable[[], dict[float, str]],
    ) -> None:
        self.name = name
        self.port = ports
        self._pbx = pbx
        self._folder = folder
        self._heard = folder / "heard"
        self._heard.mkdir(parents=True)
        self._control_port = ports + 2
        self._voices = voices
        self._changed = threading.Condition()
        self._calls: dict[str, str] = {}  # id → ringing, calling, up
        self._automatic = ""  # accept, hangup or nothing
        self._token = 0
        self._closing = False
        sound.write_tone(folder / "voice.wav", hz, seconds)
        (folder / "config").write_text(
            _CONFIG.format(
                sip=ports,
                rtp=ports + 4,
                rtp_end=ports + 9,
                modules=_MODULES,
                control=self._control_port,
                voice=folder / "voice.wav",
                heard=self._heard,
            )
        )
        (folder / "accounts").write_text(f"<sip:{name}@127.0.0.1:{pbx}>;regint=0;audio_codecs=pcmu/8000/1\n")
        (folder / "contacts").write_text("")
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None

    def power_on(self) -> None:
        """Start the phone; returns when it takes commands."""
        self._process = process.start(["baresip", "-f", str(self._folder)], self._folder / "log")
        wait_until(self._connect, f"phone {self.name} started", 10)
        threading.Thread(target=self._read, name=f"phone-{self.name}", daemon=True).start()

    def power_off(self) -> None:
        """Kill the phone as pulling its cable would."""
        self._closing = True
        if self._socket is not None:
            self._socket.close()
        process.kill(self._process)
        with self._changed:
            self._calls.clear()
            self._changed.notify_all()

    def dial(self, number: str) -> None:
        """Call `number`."""
        self._command("dial", f"sip:{number}@127.0.0.1:{self._pbx}")

    def wait_ringing(self, timeout: float = 5.0) -> None:
        """Wait until this phone rings."""
        self._wait(lambda: "ringing" in self._calls.values(), "ringing", timeout)

    def answer(self) -> None:
        """Answer the ringing phone."""
        self.wait_ringing()
        self._command("accept")
        self.wait_up()

    def answers_by_itself(self) -> None:
        """Pick up every call at once."""
        self._automatic = "accept"

    def hang_up(self) -> None:
        """Hang up, or refuse the ringing call."""
        # Always: the event of a call just dialled may not have been read yet.
        self._command("hangup")

    def wait_up(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in an answered call."""
        self._wait(lambda: "up" in self._calls.values(), "in a call", timeout)

    def wait_gone(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in no call."""
        self._wait(lambda: not self._calls, "without a call", timeout)

    def set_busy(self) -> None:
        """Refuse every call as busy."""
        self._automatic = "hangup"

    def never_answers(self) -> None:
        """Let it ring."""
        self._automatic = ""

    def clean(self) -> None:
        """Hang up and ring like a fresh phone."""
        self.never_answers()
        self._command("hangup")
        for _ in range(4):
            if not self._calls:
                break
            self._command("hangup")
            try:
                self.wait_gone(1)
            except AssertionError:
                continue
        for old in sorted(self._heard.glob("*.wav"))[:-8]:
            old.unlink(missing_ok=True)

    def hears(self) -> frozenset[str]:
        """Return who is heard from now on; measures about 0.35 s of sound."""
        if "up" not in self._calls.values():
            return frozenset({SILENCE})
        recording, start = self._recording()
        deadline = time.monotonic() + 0.8
        samples = np.empty(0, dtype="<i2")
        while len(samples) < sound.WINDOW + 400 and time.monotonic() < deadline:
            time.sleep(0.05)
            newest, begin = self._recording()
            if newest != recording:
                recording, start = newest, begin
            if recording is not None and recording.exists():
                data = recording.read_bytes()[start:]
                samples = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")
        names = {
            sound.MUSIC_HZ: MUSIC,
            sound.RINGING_HZ: RINGING,
            sound.BUSY_HZ: BUSY,
            **self._voices(),
        }
        heard = sound.tones_in(samples, tuple(names))
        return frozenset(names[hz] for hz in heard) or frozenset({SILENCE})

    def wait_hears(self, *names: str, timeout: float = 5.0) -> None:
        """Wait until exactly `names` are heard."""
        heard: list[frozenset[str]] = []

        def so() -> bool:
            heard.append(self.hears())
            return heard[-1] == frozenset(names)

        wait_until(
            so, lambda: f"{self.name} hears {sorted(names)}, but {[sorted(h) for h in heard[-3:]]}", timeout
        )

    def _recording(self) -> tuple[Path | None, int]:
        newest = max(self._heard.glob("*-dec.wav"), key=lambda path: path.stat().st_mtime_ns, default=None)
        return newest, max(44, newest.stat().st_size // 2 * 2) if newest else 44

    def _wait(self, is_so: Callable[[], bool], what: str, timeout: float) -> None:
        with self._changed:
            if not self._changed.wait_for(is_so, timeout):
                raise AssertionError(f"phone {self.name} not {what} within {timeout} s: {self._calls}")

    def _connect(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError(f"phone {self.name} ended: {(self._folder / 'log').read_text()[-800:]}")
        try:
            self._socket = socket.create_connection(("127.0.0.1", self._control_port), 1)
        except OSError:
            return False
        self._socket.settimeout(None)
        return True

    def _command(self, command: str, params: str = "") -> None:
        assert self._socket is not None
        self._token += 1
        text = json.dumps({"command": command, "params": params, "token": str(self._token)}).encode()
        self._socket.sendall(b"%d:%s," % (len(text), text))

    def _read(self) -> None:
        buffer = b""
        while True:
            try:
                part = self._socket.recv(65536) if self._socket else b""
            except OSError:
                part = b""
            if not part:
                return
            buffer += part
            while (colon := buffer.find(b":")) > 0:
                end = colon + 1 + int(buffer[:colon])
                if len(buffer) <= end:
                    break
                message = json.loads(buffer[colon + 1 : end])
                buffer = buffer[end + 1 :]
                if message.get("event") and message.get("class") == "call":
                    self._on_event(message)

    def _on_event(self, event: dict[str, str]) -> None:
        states = {"CALL_INCOMING": "ringing", "CALL_OUTGOING": "calling", "CALL_ESTABLISHED": "up"}
        kind, call = event["type"], event.get("id", "")
        with self._changed:
            if kind == "CALL_CLOSED":
                self._calls.pop(call, None)
            elif kind in states:
                self._calls[call] = states[kind]
            elif kind in ("CALL_RINGING", "CALL_PROGRESS"):
                self._calls.setdefault(call, "calling")
            self._changed.notify_all()
        if kind == "CALL_INCOMING" and self._automatic:
            self._command(self._automatic)
