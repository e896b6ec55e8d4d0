"""The lab itself: several at once, restart, and nothing left when its process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pbx import harness
from tests.pbx.harness import CITIZEN, MUSIC, wait_until
from tests.pbx.real import RealPbx, tree

pytestmark = pytest.mark.real_pbx

_VICTIM = """
import signal
from tests.pbx.real import RealPbx, tree
pbx = RealPbx(tree())
pbx.start()
pbx.citizen("13800000001").dial("12345")
print(pbx.folder, flush=True)
signal.pause()
"""


def _running_in(folder: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = process.read_bytes()
        except OSError:
            continue
        if folder.encode() in command:
            found.append(process.parent.name)
    return found


def test_kill_and_start(real_pbx: RealPbx) -> None:
    citizen = real_pbx.citizen(CITIZEN)
    citizen.dial(harness.HOTLINE)
    citizen.wait_hears(MUSIC)
    real_pbx.restart()
    assert real_pbx.channels() == []
    citizen.hang_up()
    citizen.wait_gone()
    citizen.dial(harness.HOTLINE)
    citizen.wait_hears(MUSIC)


def test_two_labs_at_once(real_pbx: RealPbx) -> None:
    other = RealPbx(tree())
    try:
        other.start()
        assert other.ami_endpoint != real_pbx.ami_endpoint
        citizen = other.citizen(CITIZEN)
        citizen.dial(harness.HOTLINE)
        citizen.wait_hears(MUSIC)
        assert real_pbx.channels() == []
    finally:
        other.close()
    assert not other.folder.exists()


def test_nothing_runs_on_when_the_lab_is_killed() -> None:
    victim = subprocess.Popen([sys.executable, "-c", _VICTIM], stdout=subprocess.PIPE, text=True)
    assert victim.stdout is not None
    folder = victim.stdout.readline().strip()
    assert len(_running_in(folder)) >= 2
    os.kill(victim.pid, signal.SIGKILL)
    victim.communicate()
    wait_until(lambda: not _running_in(folder), "Asterisk and phones are gone")
    RealPbx(tree()).close()
    assert not Path(folder).exists()
