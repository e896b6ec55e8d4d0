"""What `make` shows while it installs: on a terminal how far it is, elsewhere a line for each stage."""

from __future__ import annotations

import os
import pty
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "resources" / "setup"

# Stand in the place of programs, and wait where the real one takes long until the test has seen it.
_PYTHON = """#!/bin/bash
case "$*" in
  *--version) echo "Python 3.11.0" ;;
  "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  *--require-hashes*)
    echo "Ignoring colorama: markers 'os_name == \\"nt\\"' don't match your environment"
    echo "Collecting alpha==1.0 (from -r requirements.txt (line 1))"
    echo "Collecting beta==2.0 (from -r requirements.txt (line 2))"
    read -r < seen
    [ ! -e broken ] || { echo "ERROR: no matching distribution found for beta==2.0"; exit 1; }
    echo "Installing collected packages: alpha, beta, gamma" ;;
esac
"""
_APT = """#!/bin/sh
case "$*" in
  *install*)
    echo "dlstatus:1:100:Retrieving file 1 of 1"
    echo "pmstatus:xvfb:62.5000:Unpacking xvfb"
    read -r line < seen ;;
esac
"""
_SUDO = '#!/bin/sh\n[ "$1" = -v ] || exec "$@"\n'


def _executable(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with the scripts and nothing installed."""
    shutil.copytree(SETUP, tmp_path / "resources" / "setup")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / lock).write_text("alpha==1.0\nbeta==2.0\ngamma==3.0\ncolorama==4.0\n", "utf-8")
    (tmp_path / "pyproject.toml").touch()
    programs = tmp_path / "programs"
    programs.mkdir()
    _executable(programs / "python3", _PYTHON)
    _executable(programs / "apt-get", _APT)
    _executable(programs / "sudo", _SUDO)
    _executable(programs / "dpkg-query", "#!/bin/sh\n")
    os.mkfifo(tmp_path / "seen")
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHON", str(programs / "python3"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def _let_go_on(checkout: Path) -> None:
    (checkout / "seen").write_text("\n", "utf-8")


def _on_a_terminal(checkout: Path, script: str, profile: str, until: str) -> tuple[int, str]:
    """Run a script on a terminal, let it go on when `until` is there; return its status and all it showed."""
    ours, theirs = pty.openpty()
    command = [str(checkout / "resources" / "setup" / script), profile]
    running = subprocess.Popen(
        command, cwd=checkout, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    shown, waiting = "", True
    while True:
        try:
            shown += os.read(ours, 4096).decode("utf-8", "replace")
        except OSError:  # the last of them has closed it
            break
        if waiting and until in shown:
            _let_go_on(checkout)
            waiting = False
    os.close(ours)
    return running.wait(30), shown


def _off_a_terminal(checkout: Path, script: str, profile: str) -> tuple[int, list[str]]:
    """Run a script without a terminal; return its status and the lines that it printed."""
    with subprocess.Popen(
        [str(checkout / "resources" / "setup" / script), profile],
        cwd=checkout,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        _let_go_on(checkout)
        said, _ = running.communicate(timeout=30)
    return running.returncode, said.splitlines()


@pytest.mark.parametrize(
    ("script", "profile", "until", "stages"),
    [
        ("python.sh", "run", "2 of 3 beta", 3),
        ("system.sh", "demo", "installed 62 %", 2),
    ],
)
def test_on_a_terminal_a_line_says_how_far_it_is(
    checkout: Path, script: str, profile: str, until: str, stages: int
) -> None:
    status, shown = _on_a_terminal(checkout, script, profile, until)
    assert status == 0
    assert until in shown
    # Each look is written over the one before: what stays is a line for what is installed and one a stage.
    lines = [line.rpartition("\033[K")[2] for line in shown.split("\r\n") if line]
    assert [bool(re.search(r": done$", line)) for line in lines] == [False, *[True] * stages]


@pytest.mark.parametrize(("script", "profile", "stages"), [("python.sh", "run", 3), ("system.sh", "demo", 2)])
def test_elsewhere_each_stage_is_a_line(checkout: Path, script: str, profile: str, stages: int) -> None:
    status, lines = _off_a_terminal(checkout, script, profile)
    assert status == 0
    assert len(lines) == 1 + stages
    assert all(line.endswith(" …") for line in lines[1:])
    assert not any("\033" in line or "\r" in line for line in lines)


def test_what_failed_is_shown_and_the_script_fails(checkout: Path) -> None:
    (checkout / "broken").touch()
    status, shown = _on_a_terminal(checkout, "python.sh", "run", "2 of 3 beta")
    assert status == 1
    assert "Python packages: failed" in shown
    assert "no matching distribution found for beta" in shown


def test_a_second_run_finds_all_there_and_says_nothing(checkout: Path) -> None:
    assert _off_a_terminal(checkout, "python.sh", "run")[0] == 0
    again = subprocess.run(
        [str(checkout / "resources" / "setup" / "python.sh"), "run"],
        cwd=checkout,
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
