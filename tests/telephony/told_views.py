"""The views that a thread of telephony has told, and the wait for one of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

View = TypeVar("View")


class ToldViews(Generic[View]):
    """Every view in the order in which it was told; `latest` returns the present one."""

    def __init__(self, latest: Callable[[], View]) -> None:
        self.all: list[View] = []
        self._latest = latest
        self._changed = threading.Condition()

    def add(self, view: View) -> None:
        """Take a view and let those look who wait."""
        with self._changed:
            self.all.append(view)
            self._changed.notify_all()

    def wake(self) -> None:
        """Let those look who wait: something has changed that no view shows."""
        with self._changed:
            self._changed.notify_all()

    def wait(
        self, is_so: Callable[[View], object], what: str, timeout: float, since: int | None = None
    ) -> View:
        """Return the first view of which `is_so`, the present one or a later one: none is passed over.

        With `since`, a length of `all`, also one that was told since then.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            looked = len(self.all) if since is None else since
            view = self._latest()
            while not is_so(view):
                if looked < len(self.all):
                    view = self.all[looked]
                    looked += 1
                    continue
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"not within {timeout} s: {what}; seen: {view}")
                self._changed.wait(left)
            return view
