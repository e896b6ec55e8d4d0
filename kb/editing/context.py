"""What the editor's rooms share: the knowledge base, the person, and what time it is."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy.engine import Engine

from kb.clock import Clock
from kb.editing.views import Editor
from kb.knowledge_base import KnowledgeBase

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Context:
    """The knowledge base, the person and the clock; `session` tells this window from others."""

    knowledge: KnowledgeBase
    who: Editor
    clock: Clock
    session: str

    @property
    def engine(self) -> Engine:
        """The database's engine."""
        return self.knowledge.store.engine

    def refresh(self) -> None:
        """Bring what was just published into this desk's index; the database has it whatever happens here."""
        try:
            self.knowledge.refresh()
        except OSError as error:
            _log.warning("the index could not be brought up to date: %s", type(error).__name__)
