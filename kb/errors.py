"""What a caller of the knowledge base may have to deal with."""

from __future__ import annotations


class IndexBusyError(Exception):
    """Another process is writing the index; try again later."""


class CancelledError(Exception):
    """The person has stopped it; nothing was changed."""
