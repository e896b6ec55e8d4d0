"""What call-takers say of entries ("this answer is wrong"), until an editor has resolved it."""

from __future__ import annotations

from collections.abc import Sequence

from kb.editing.context import Context
from kb.editing.findings import Suggestion


class Suggestions:
    """Suggestions of call-takers; `KnowledgeBase.suggest` is how a desk makes one."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(
        self, code: str | None = None, *, resolved: bool = False, limit: int = 500
    ) -> Sequence[Suggestion]:
        """Return the open ones, newest first, or with `resolved` all; of one entry or of all."""
        raise NotImplementedError

    def resolve(self, number: int, resolution: str) -> Suggestion:
        """Say what was done about it."""
        raise NotImplementedError
