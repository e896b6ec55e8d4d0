"""QPanel, to be measured beside the board: its source and what it needs, outside this repository.

QPanel (MIT licence) is fetched by whoever runs the measurement: a checkout that they name, or a clone of one
commit in the user's cache folder. What it pins goes into a virtual environment of its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.world import cache_folder

VARIABLE = "QPANEL_DIR"
REPOSITORY = "https://github.com/roramirez/qpanel.git"
COMMIT = "1d4ef0267c33577437c0a6a2175110f91f1ea9a5"  # everything it needs is pinned
_PINS = Path("requirements") / "base.txt"
_CLONE_SECONDS, _INSTALL_SECONDS = 60, 600


class NotToBeHad(Exception):
    """QPanel can't be run here; the text says why."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A checkout of QPanel, and the Python that can run it."""

    checkout: Path
    python: Path

    @property
    def command(self) -> tuple[str, ...]:
        """The command that its own instructions name; run it in the checkout."""
        return str(self.python), "app.py"


def install(named: Path | None) -> Installed:
    """Return QPanel from the checkout `named`, or else from a clone; raises `NotToBeHad`."""
    checkout = named if named is not None else _clone()
    if not (checkout / "qpanel" / "app.py").is_file():
        raise NotToBeHad(f"{checkout} is no checkout of QPanel: qpanel/app.py is not in it")
    if not (checkout / _PINS).is_file():
        raise NotToBeHad(f"{checkout} is no checkout of QPanel: {_PINS} is not in it")
    return Installed(checkout, _environment(checkout))


def _clone() -> Path:
    place = cache_folder() / f"qpanel-{COMMIT[:10]}"
    if place.is_dir():
        return place
    if shutil.which("git") is None:
        raise NotToBeHad("git is not installed")
    place.parent.mkdir(parents=True, exist_ok=True)
    making = place.with_name(place.name + ".part")
    shutil.rmtree(making, ignore_errors=True)
    without_asking = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    _run(["git", "clone", "--quiet", REPOSITORY, str(making)], _CLONE_SECONDS, without_asking)
    _run(["git", "-C", str(making), "checkout", "--quiet", COMMIT], _CLONE_SECONDS, without_asking)
    making.rename(place)
    return place


def _environment(checkout: Path) -> Path:
    """Return the Python of a virtual environment with what the checkout pins, made if it is not there."""
    pins = _wanted((checkout / _PINS).read_text("utf-8").splitlines(), checkout)
    name = hashlib.sha256("\n".join((sys.version, *pins)).encode()).hexdigest()[:10]
    place = cache_folder() / f"qpanel-python-{name}"
    python = place / "bin" / "python"
    complete = place / "complete"
    if not complete.exists():
        shutil.rmtree(place, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(place)], _INSTALL_SECONDS)
        _run([str(python), "-m", "pip", "install", "--quiet", *pins], _INSTALL_SECONDS)
        complete.touch()
    return python


def _wanted(lines: Sequence[str], checkout: Path) -> list[str]:
    """Return the requirements; one from a git repository is left out where its package lies beside QPanel."""
    found = []
    for line in map(str.strip, lines):
        package = line.rpartition("#egg=")[2].lower().replace("-", "_")
        if (
            line
            and not line.startswith("#")
            and not (line.startswith("git+") and (checkout / package).is_dir())
        ):
            found.append(line)
    return found


def _run(command: Sequence[str], seconds: float, env: dict[str, str] | None = None) -> None:
    try:
        done = subprocess.run(
            command,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            env=env,
        )
    except subprocess.TimeoutExpired as error:
        raise NotToBeHad(f"{' '.join(command[:2])} … took more than {seconds:.0f} s") from error
    if done.returncode != 0:
        said = [line for line in done.stdout.splitlines() if line.strip()] or [f"status {done.returncode}"]
        raise NotToBeHad(f"{' '.join(command[:2])} …: {said[-1]}")
