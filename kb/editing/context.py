"""What the editor's rooms share: the knowledge base, the person, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Engine

from kb.clock import Clock, database_time
from kb.editing.views import Editor
from kb.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Context:
    """The knowledge base, the person and the clock."""

    knowledge: KnowledgeBase
    who: Editor
    clock: Clock = database_time

    @property
    def engine(self) -> Engine:
        """The database's engine."""
        return self.knowledge.store.engine
