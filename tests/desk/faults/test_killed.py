"""The workstation as a program of its own: killed while somebody works in it, closed while it reconnects."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desk.records import Records
from desk.records.views import OrderKind
from desk.settings import Settings
from tests.desk.faults.conftest import CITIZEN, Desk
from tests.desk.records.conftest import ROOT
from tests.pbx.simulated import SimulatedHotline

ENOUGH = 45  # words typed before the kill: nearly two seconds' work


@pytest.mark.parametrize("field", ["order_title", "wrapup_note"])
def test_kill_9_while_typing_loses_a_second_at_most(
    start: Callable[[Settings], Desk], settings: Settings, database: str, field: str, home: Path
) -> None:
    with _typist(database, _closed_port(), field) as typist:
        least = _kill(typist)
    desk = start(settings)
    desk.wait(lambda: desk.text(field), "the draft is there at the next start")
    _assert_typed(desk.text(field), least)


def test_kill_9_while_typing_about_the_caller_loses_a_second_at_most(
    start: Callable[[Settings], Desk],
    settings: Settings,
    hotline: SimulatedHotline,
    database: str,
    home: Path,
) -> None:
    citizen = hotline.citizen(CITIZEN)
    with _typist(database, settings.pbx.port, "caller_note", settings.pbx.secret.reveal()) as typist:
        assert typist.stdout is not None
        while typist.stdout.readline() != "ready\n":
            assert typist.poll() is None
        citizen.dial("12345")
        least = _kill(typist)
    citizen.hang_up()
    desk = start(settings)
    ((note,),) = desk.rows("SELECT note FROM callers")
    _assert_typed(note, least)


def test_kill_9_a_second_after_a_choice_does_not_lose_it(
    start: Callable[[Settings], Desk], settings: Settings, database: str, home: Path, tmp_path: Path
) -> None:
    directory = tmp_path / "departments.csv"
    directory.write_text("code,name,phone,hours,duties\nCG,城市管理局,8013,,\n", "utf-8")
    with Records.open(database, migrate=False) as records:
        records.import_departments(directory)
    with _typist(database, _closed_port(), "order_department") as typist:
        assert typist.stdout is not None
        while typist.stdout.readline() != "chosen\n":
            assert typist.poll() is None
        time.sleep(1.0)
        typist.kill()
    desk = start(settings)
    desk.wait(lambda: desk.text("order_department") == "城市管理局", "department")
    assert desk.window.order.chosen_department is not None
    assert desk.window.order.order_kind is OrderKind.COMPLAINT


@pytest.mark.parametrize("how", ["window", "signal"])
def test_closing_while_reconnecting_ends_well_and_soon(database: str, home: Path, how: str) -> None:
    with _typist(database, _closed_port()) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        began = time.monotonic()
        if how == "signal":
            program.send_signal(signal.SIGTERM)
        else:
            assert program.stdin is not None
            program.stdin.write("\n")
            program.stdin.flush()
        assert program.wait(10) == 0
        assert time.monotonic() - began < 2.0
        assert program.stderr is not None
        assert "Traceback" not in program.stderr.read()


def _kill(typist: subprocess.Popen[str]) -> int:
    """Kill the program in the middle of the work; return how many words must have been stored by then."""
    assert typist.stdout is not None
    for line in typist.stdout:
        if line.startswith(f"{ENOUGH} "):
            break
    typist.kill()
    lines = [line, *typist.stdout.read().splitlines()]
    told = [(int(count), float(when)) for count, when in (each.split() for each in lines)]
    newest = max(when for _, when in told)
    due = [count for count, when in told if when <= newest - 1.0]
    return max(due, default=ENOUGH - 25)


def _assert_typed(text: str, least: int) -> None:
    whole = "".join(f"{number} " for number in range(200))
    assert whole.startswith(text)
    assert len(text.split()) >= least


@contextmanager
def _typist(
    database: str, port: int, field: str = "", secret: str = "wrong"
) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.desk.faults.typist", database, str(port), secret, field],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
