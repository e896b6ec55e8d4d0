"""Runs `desk` for a test: in this process where that will do, as a program of its own where it will not."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk import cli

PROGRAM = Path(sys.executable).with_name("desk")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything that was shown."""
        return self.out + self.err


class Runner:
    """Runs `desk` in this process; a traceback fails the test at once."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Done:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        code = ended.value.code
        done = Done(code if isinstance(code, int) else 0 if code is None else 1, out, err)
        assert "Traceback" not in done.said
        assert "Something went wrong inside" not in done.said
        return done

    def fails(self, *arguments: str | Path) -> str:
        """Run what must fail with a sentence on stderr; return the sentence."""
        done = self(*arguments)
        assert done.status == 1, done
        assert done.err.strip(), "nothing was said"
        assert "Error: " not in done.err, "click's own word"
        return done.err


def environment(language: str = "en_US.UTF-8", **more: str) -> dict[str, str]:
    """Return the environment of a program of its own."""
    drop = ("LC_", "LANG", "DESK_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(drop)}
    return kept | {"LANG": language} | more


def program(*arguments: str | Path, env: dict[str, str] | None = None, timeout: float = 60) -> Done:
    """Run the installed console script."""
    done = subprocess.run(
        [str(PROGRAM), *(str(argument) for argument in arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=env or environment(),
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)
