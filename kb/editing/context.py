"""What the editor's rooms share: the knowledge base, the person, and what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from kb.editing.views import Editor
from kb.knowledge_base import KnowledgeBase

ZONE = ZoneInfo("Asia/Shanghai")
Clock = Callable[[Connection], datetime]


def database_time(connection: Connection) -> datetime:
    """Return the time of the database's server: a desk whose clock is wrong must publish nothing early."""
    if connection.dialect.name != "postgresql":
        return datetime.now(UTC)
    now: datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return now.astimezone(UTC)


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
