"""The folder of an index: which files are in force, who may change them, and what is left over."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kb.errors import IndexBusyError

# Anything that changes terms, fields or files needs a new number: the index is then rebuilt.
VERSION = 7
_STATE = "state.json"
_TRY_AGAIN = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class State:
    """What `state.json` tells: the folder in force, its database, the last change in it, the segments."""

    folder: str
    base: str
    number: int
    version: int = VERSION
    parts: list[Any] = field(default_factory=list)  # [segment, [deleted, …]], as JSON gives it back


class IndexFolder:
    """The files around an index; what they hold is the matter of `kb.index`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read_state(self) -> State | None:
        """Return what is in force, None when that can't be read."""
        try:
            return State(**json.loads((self._folder / _STATE).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write_state(self, state: State) -> None:
        """Put a state in force, in one step."""
        temporary = self._folder / f"{_STATE}.{os.getpid()}.tmp"
        temporary.write_text(json.dumps(asdict(state)), "utf-8")
        temporary.replace(self._folder / _STATE)

    def sweep(self, state: State) -> None:
        """Remove what earlier builds, finished or killed, left."""
        for path in self._folder.iterdir():
            if path.is_dir() and path.name.startswith("index-") and path.name != state.folder:
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.endswith(".tmp"):
                path.unlink(missing_ok=True)

    def sweep_arrays(self, state: State, used: Container[str]) -> None:
        """Remove the arrays of segments that are no more."""
        for path in (self._folder / state.folder).glob("*.arrays"):
            if path.stem not in used:
                path.unlink(missing_ok=True)

    @contextmanager
    def lock(self, wait: float = 0.0) -> Iterator[None]:
        """Keep all others from writing; raises `IndexBusyError` after `wait` seconds."""
        from whoosh.util.filelock import FileLock

        lock = FileLock(str(self._folder / "lock"))
        end = time.monotonic() + wait
        while not lock.acquire():
            if time.monotonic() >= end:
                raise IndexBusyError(str(self._folder))
            threading.Event().wait(_TRY_AGAIN)
        try:
            yield
        finally:
            lock.release()
