"""One agreed answer: entries pinned above the results of every desk for a time."""

from __future__ import annotations

from collections.abc import Sequence

from kb.editing.context import Context
from kb.editing.findings import Pin


class Pins:
    """The pins of the hotline; `KnowledgeBase.pinned` is how a desk reads them."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self, *, ended: bool = False) -> Sequence[Pin]:
        """Return the pins that are on or to come, with `ended` all; the newest first."""
        raise NotImplementedError

    def pin(self, pin: Pin) -> Pin:
        """Pin a published entry; a `number` that is there already changes that pin."""
        raise NotImplementedError

    def end(self, number: int) -> None:
        """Take a pin off now."""
        raise NotImplementedError
