"""Which of this desk's windows this is: the same one again when its process was killed and started anew.

A killed window can't say that it has closed its entry: until its lease ended, the person who starts it again
would be warned of themselves. So a window's name lies in a file beside a lock, which the system gives free
however the process ends; the next window takes the first free name, and with it the leases.
"""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path

from PySide6.QtCore import QLockFile

_MOST = 20  # windows of one desk


class WindowName:
    """The name of one window, kept from other windows until it is released."""

    def __init__(self, folder: Path) -> None:
        """Take the first name of the folder that no living window has; without a folder a new one."""
        self._lock: QLockFile | None = None
        self.text = uuid.uuid4().hex
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            for number in range(_MOST):
                lock = QLockFile(str(folder / f"{number}.lock"))
                lock.setStaleLockTime(0)  # never by its age: a window is open for days
                if lock.tryLock(0):
                    self._lock = lock
                    self.text = self._kept(folder / f"{number}.txt")
                    return

    def release(self) -> None:
        """Give the name free: the window has closed."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _kept(self, path: Path) -> str:
        with contextlib.suppress(OSError, ValueError):
            return uuid.UUID(path.read_text("ascii").strip()).hex
        path.write_text(self.text, "ascii")
        return self.text
