"""Who has an entry open: a lease that a window renews, so that the second person is told before typing."""

from __future__ import annotations

from kb.editing.context import Context
from kb.editing.views import Present

RENEW_SECONDS = 20.0
EXPIRES_SECONDS = 60.0


class Presence:
    """This window's leases; those of a window that died expire by themselves."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def enter(self, code: str) -> tuple[Present, ...]:
        """Say that this window has the entry open; return the others who do, the first one first."""
        raise NotImplementedError

    def renew(self, code: str) -> tuple[Present, ...]:
        """Keep the entry open (every `RENEW_SECONDS`); return the others who have it open now."""
        raise NotImplementedError

    def leave(self, code: str) -> None:
        """Say that this window has closed the entry."""
        raise NotImplementedError

    def leave_all(self) -> None:
        """Say that this window is closing."""
        raise NotImplementedError
