"""What every test gets: no screen, no user's folders, no user's keyring."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Qt reads these when its application is made.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_ACCESSIBILITY"] = "0"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
# The real PBX's files are made once and stay, whatever home a test gets.
_cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
os.environ.setdefault("DESK_LAB_DIR", os.path.join(_cache, "hotline-desk"))

_FOLDERS = {
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
}


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home folder of its own, and settings from no variable of the tester's."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for name, place in _FOLDERS.items():
        monkeypatch.setenv(name, str(folder / place))
    for name in [name for name in os.environ if name.startswith("DESK_")]:
        if name.startswith("DESK_LAB_"):
            continue
        monkeypatch.delenv(name)
    return folder


class Logged(logging.Handler):
    """What was logged during a test, as text with the stacks."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.records.append(record)

    @property
    def text(self) -> str:
        """Everything, a record a line."""
        return "\n".join(self.format(record) for record in self.records)

    @property
    def errors(self) -> list[str]:
        """Records that tell of a mistake of the program."""
        return [self.format(record) for record in self.records if record.levelno >= logging.ERROR]


@pytest.fixture
def logged() -> Iterator[Logged]:
    """Capture what desk, telephony and kb log, down to DEBUG."""
    handler = Logged()
    loggers = [logging.getLogger(name) for name in ("desk", "telephony", "kb", "asyncio", "panoramisk")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield handler
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)
