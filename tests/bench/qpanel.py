"""`qpanel`: the lead's board beside QPanel, on the same PBX at the same time.

Each has a counting proxy between itself and the PBX. QPanel's page is played by what the page does: it asks
for `/queues` again and again, whatever has become of the last answer. What a browser would work for it isn't
counted, while the board's figures hold its window too.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.bench import queues_pbx
from tests.bench.ami_proxy import CountingProxy, Traffic
from tests.bench.figures import Figure, lateness, percentile
from tests.bench.programs import SECRET, Program, program, screen, window
from tests.bench.qpanel_install import Installed, NotToBeHad, install

SECONDS = 60.0
POLL_SECONDS = 5.0  # from one question of QPanel's page to the next: as its sample settings have it
_SETTLED = 5.0  # seconds after the first mark that was painted
_CONNECTIONS = 6  # that a browser opens to one server
_UP_SECONDS = 60.0
_ENDLESS = 3600.0  # seconds: it is told when to end
_TICKS = os.sysconf("SC_CLK_TCK")
_QUEUES = queues_pbx.QUEUES
_ENTRIES = _QUEUES * queues_pbx.MEMBERS
_MEMBER = f"PJSIP/{queues_pbx.MARKED}"


def measure(named: Path | None, *, real: bool = False, seconds: float = SECONDS) -> Iterator[Figure]:
    """Give the figures of both; or one line that says why QPanel can't be measured here."""
    try:
        installed = install(named)
        yield from _measured(installed, real, seconds)
    except NotToBeHad as why:
        yield Figure("board beside QPanel", f"not measured: {why}")


def _measured(installed: Installed, real: bool, seconds: float) -> Iterator[Figure]:
    with (
        screen() as env,
        program("tests.bench.queues_pbx", *(["--real"] if real else [])) as pbx,
        CountingProxy(pbx.wait_for("port", _UP_SECONDS)) as ours,
        CountingProxy(pbx.wait_for("port", 1)) as theirs,
        _QPanel(installed, theirs.port) as panel,
    ):
        account, secret = pbx.wait_for("account", 1), pbx.wait_for("secret", 1)
        own = {**env, SECRET: secret}
        with window("tests.bench.lead", ours.port, _ENDLESS, "--account", account, env=own) as lead:
            lead.wait_for("began", _UP_SECONDS)
            time.sleep(_SETTLED)
            with _Page(panel.port) as page:
                run = _Run(page, _Side(lead, ours), _Side(panel, theirs))
                run.last(seconds, pbx)
            lead.end()
            painted = [(int(mark), float(at)) for mark, at in lead.wait_for("painted", 1)]
        words = f"{_QUEUES} queues of {queues_pbx.MEMBERS}, {queues_pbx.CALLS:.0f} calls/s"
        yield Figure(
            f"board: {words}", "an Asterisk" if real else "the simulator", "QPanel without a browser"
        )
        yield from run.figures(painted)


class _QPanel:
    """QPanel's web server, started as its own instructions say."""

    def __init__(self, installed: Installed, pbx_port: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="qpanel-")
        folder = Path(self._folder.name)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        settings = folder / "config.ini"
        settings.write_text(
            f"[manager]\nuser = qpanel\npassword = {queues_pbx.SECRET}\nport = {pbx_port}\nhost = 127.0.0.1\n"
            f"[general]\nport = {self.port}\nhost = 127.0.0.1\ninterval = {POLL_SECONDS:.0f}\n"
            "language = en\ncheck_upgrade = False\nsecret_key = bench\n"
        )
        self._log = folder / "log"
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                installed.command,
                cwd=installed.checkout,
                env={**os.environ, "QPANEL_CONFIG_FILE": str(settings), "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def __enter__(self) -> Self:
        until = time.monotonic() + _UP_SECONDS
        answer = None
        while answer is None and self.process.poll() is None and time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
                answer = _ask(self.port)
            time.sleep(0.1)
        members = _members(answer or {})
        if members != _ENTRIES:
            words = self._last_words()
            self._end()
            raise NotToBeHad(f"it showed {members} of {_ENTRIES} members; {words}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        self.process.terminate()
        self.process.wait()
        self._folder.cleanup()

    def _last_words(self) -> str:
        lines = self._log.read_text(errors="replace").splitlines()
        return f"it said: {lines[-1]}" if lines else "it said nothing"


class _Page:
    """What QPanel's page does while it is open, and when it could have shown which mark."""

    def __init__(self, port: int) -> None:
        self.shown: list[tuple[int, float]] = []
        self.taken: list[tuple[float, float]] = []  # each whole answer: when it came, and after how long
        self.failed = 0
        self._port = port
        self._told = threading.Condition()
        self._closing = threading.Event()
        self._browser = ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="page")
        self._clock = threading.Thread(target=self._tick, name="page", daemon=True)

    def __enter__(self) -> Self:
        self._clock.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._clock.join()
        self._browser.shutdown(cancel_futures=True)

    def wait_for(self, mark: int, seconds: float) -> None:
        """Wait until this mark or a later one has been shown."""
        with self._told:
            self._told.wait_for(lambda: any(shown >= mark for shown, _ in self.shown), seconds)

    def _tick(self) -> None:
        due = time.monotonic()
        while not self._closing.wait(max(0.0, due - time.monotonic())):
            self._browser.submit(self._poll)
            due += POLL_SECONDS

    def _poll(self) -> None:
        begun = time.monotonic()
        try:
            answer = _ask(self._port)
        except (OSError, http.client.HTTPException, ValueError):
            answer = {}
        at = time.monotonic()
        reason = _reason(answer)
        with self._told:
            if _members(answer) != _ENTRIES:
                self.failed += 1
                return
            self.taken.append((at, at - begun))
            if reason.isdigit():
                self.shown.append((int(reason), at))
            self._told.notify_all()


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two: its program, and the proxy through which it talks to the PBX."""

    program: Program | _QPanel
    proxy: CountingProxy

    def read(self) -> tuple[float, Traffic]:
        """Return processor seconds and traffic so far."""
        fields = Path("/proc", str(self.program.process.pid), "stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS, self.proxy.traffic


@dataclass(slots=True)
class _Run:
    """Both beside each other for a while."""

    page: _Page
    board: _Side
    panel: _Side
    length: float = 0.0
    spent: list[float] = field(default_factory=list)  # processor seconds of the board and of QPanel
    passed: list[Traffic] = field(default_factory=list)
    marks: list[tuple[int, float]] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)  # seconds that each answer has taken

    def last(self, seconds: float, pbx: Program) -> None:
        """Let both work so long, and the page show what is on its way."""
        sides = self.board, self.panel
        begun, before = time.monotonic(), [side.read() for side in sides]
        time.sleep(seconds)
        ended, after = time.monotonic(), [side.read() for side in sides]
        self.length = ended - begun
        self.spent = [late[0] - early[0] for early, late in zip(before, after, strict=True)]
        self.passed = [late[1] - early[1] for early, late in zip(before, after, strict=True)]
        self.marks = [(m["mark"], m["at"]) for m in pbx.all("mark") if begun <= m["at"] < ended]
        self.answered = [took for at, took in self.page.taken if begun <= at < ended]
        self.page.wait_for(self.marks[-1][0], 4 * POLL_SECONDS)

    def figures(self, painted: list[tuple[int, float]]) -> Iterator[Figure]:
        """Give the figures of both by the minute, the board's beside QPanel's."""
        minute = 60 / self.length
        board, panel = (spent * minute for spent in self.spent)
        logins, polled = (passed.logins * minute for passed in self.passed)
        told, read = (passed.bytes * minute / 1e6 for passed in self.passed)
        ours, theirs = lateness(self.marks, painted), lateness(self.marks, sorted(self.page.shown))
        never = len(self.marks) - len(theirs)
        count = len(self.answered)
        yield Figure(
            f"  a poll of QPanel, one every {POLL_SECONDS:.0f} s",
            f"{count} answers after {percentile(self.answered, 0.5):.1f} s, {self.page.failed} not whole",
            f"{self.spent[1] / max(count, 1):.1f} s of processor each",
        )
        yield Figure("  processor time a minute", f"{board:.1f} s", f"QPanel {panel:.1f} s", board <= panel)
        yield Figure("  AMI logins a minute", f"{logins:.0f}", f"QPanel {polled:.0f}", logins <= polled)
        yield Figure("  AMI bytes a minute", f"{told:.2f} MB", f"QPanel {read:.2f} MB", told <= read)
        yield Figure(
            f"  age of what is shown, {len(self.marks)} changes",
            f"median {_age(ours, 0.5)}, worst {_age(ours, 1.0)}",
            f"QPanel {_age(theirs, 0.5)}, {_age(theirs, 1.0)}" + (f", {never} never" if never else ""),
            len(ours) == len(self.marks) and percentile(ours, 0.5) <= percentile(theirs, 0.5),
        )


def _age(late: list[float], share: float) -> str:
    seconds = percentile(late, share)
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _ask(port: int) -> dict[str, Any]:
    """Return what QPanel's page is given: the queues by name."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=_UP_SECONDS)
    try:
        link.request("GET", "/queues", headers={"Accept-Language": "en"})
        answer = link.getresponse().read()
    finally:
        link.close()
    queues: dict[str, Any] = json.loads(answer)["data"]
    return queues


def _members(queues: dict[str, Any]) -> int:
    """Return how many members the measured queues have; a lab's other queues don't count."""
    return sum(len(queue["members"]) for name, queue in queues.items() if name.startswith("zu"))


def _reason(queues: dict[str, Any]) -> str:
    """Return the marked seat's reason."""
    found = (queue["members"].get(_MEMBER) for queue in queues.values())
    return next((str(member["PausedReason"]) for member in found if member is not None), "")
