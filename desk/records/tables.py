"""The tables of the records, and the column types that keep hostile text out of both databases."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_KEY_LENGTH = 150  # PostgreSQL refuses index entries over 2,700 bytes
# NUL is refused by PostgreSQL, a lone surrogate by both databases' encoders.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(value: str) -> str:
    """Return `value` with what no database can store shown as the replacement character."""
    return _UNSTORABLE.sub("�", value)


def key(value: str) -> str:
    """Return `value` fit for an index: cleaned, and cut with a digest when it is absurdly long."""
    value = clean(value)
    if len(value) <= _KEY_LENGTH:
        return value
    return f"{value[:80]}#{hashlib.sha256(value.encode()).hexdigest()[:40]}"


class CleanText(TypeDecorator[str]):
    """Text of any length from outside."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean what goes in."""
        return None if value is None else clean(value)


class Key(TypeDecorator[str]):
    """Text that is looked up: call ids, codes, numbers."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Make what goes in fit for an index."""
        return None if value is None else key(value)


class Utc(TypeDecorator[datetime]):
    """An aware time; SQLite keeps it without a zone, in UTC, so that texts sort as times do."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware time into UTC; a naive one is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


callers = Table(
    "callers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", CleanText, nullable=False, server_default=""),
    Column("address", CleanText, nullable=False, server_default=""),
    Column("note", CleanText, nullable=False, server_default=""),
    Column("nuisance", Boolean, nullable=False, server_default=false()),
    Column("nuisance_reason", CleanText, nullable=False, server_default=""),
    Column("updated_at", Utc, nullable=False),
)

caller_numbers = Table(
    "caller_numbers",
    metadata,
    Column("number", Key, primary_key=True),
    Column("caller_id", ForeignKey("callers.id", ondelete="CASCADE"), nullable=False, index=True),
)

# One row for each seat that a citizen's call came to: a call that rang out at one seat and was
# answered at the next has two, with one call_id.
calls = Table(
    "calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", Key, nullable=False),
    Column("agent", Key, nullable=False, server_default=""),
    Column("caller_id", ForeignKey("callers.id"), nullable=True),
    Column("number", Key, nullable=False, server_default=""),
    Column("name", CleanText, nullable=False, server_default=""),
    Column("direction", Text, nullable=False),
    Column("queue", CleanText, nullable=False, server_default=""),
    Column("state", Text, nullable=False),
    Column("waited_seconds", Float, nullable=True),
    Column("offered_at", Utc, nullable=False),
    Column("answered_at", Utc, nullable=True),
    Column("ended_at", Utc, nullable=True),
    Column("end_reason", Text, nullable=True),
    Column("three_way", Boolean, nullable=False, server_default=false()),
    Column("outcome", Text, nullable=True),
    Column("note", CleanText, nullable=False, server_default=""),
    Column("wrapped_up_at", Utc, nullable=True),
    UniqueConstraint("call_id", "agent"),
    # covers the count of a caller's calls; see callers.read_card
    Index("ix_calls_caller", "caller_id", "offered_at", "end_reason"),
    Index("ix_calls_agent_offered_at", "agent", "offered_at"),
    Index("ix_calls_offered_at", "offered_at"),
    # In both databases only WHERE wrapped_up_at IS NULL, which the migration says: said here, it would
    # load the dialects of both, and each desk uses one.
    Index("ix_calls_unfinished", "agent"),
)

call_legs = Table(
    "call_legs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False),
    Column("role", Text, nullable=False),
    Column("channel", Key, nullable=False),
    Column("number", CleanText, nullable=False, server_default=""),
    Column("name", CleanText, nullable=False, server_default=""),
    Column("started_at", Utc, nullable=False),
    Column("talking_at", Utc, nullable=True),
    Column("ended_at", Utc, nullable=True),
    UniqueConstraint("call", "channel"),
)

# Every change of state that the PBX reported, with its time.
call_times = Table(
    "call_times",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("at", Utc, nullable=False),
)

departments = Table(
    "departments",
    metadata,
    Column("code", Key, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("phone", CleanText, nullable=False, server_default=""),
    Column("hours", CleanText, nullable=False, server_default=""),
    Column("duties", CleanText, nullable=False, server_default=""),
    Column("initials", CleanText, nullable=False, server_default=""),
    Column("updated_at", Utc, nullable=False),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Key, nullable=False, unique=True),
    Column("call_id", Key, nullable=True),
    Column("fingerprint", Key, nullable=True),
    Column("agent", Key, nullable=False, server_default=""),
    Column("caller_id", ForeignKey("callers.id"), nullable=True),
    Column("caller_number", CleanText, nullable=False, server_default=""),
    Column("kind", Text, nullable=False),
    Column("urgent", Boolean, nullable=False, server_default=false()),
    Column("title", CleanText, nullable=False, server_default=""),
    Column("detail", CleanText, nullable=False, server_default=""),
    Column("place", CleanText, nullable=False, server_default=""),
    # The code without a foreign key: an order outlives the department it was sent to.
    Column("department_code", Key, nullable=False, server_default=""),
    Column("department_name", CleanText, nullable=False, server_default=""),
    Column("state", Text, nullable=False),
    Column("dispatched_at", Utc, nullable=False),
    Column("sign_due_at", Utc, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("reminders", Integer, nullable=False, server_default="0"),
    Column("supervised", Boolean, nullable=False, server_default=false()),
    Column("difficult", Boolean, nullable=False, server_default=false()),
    Column("last_reply", CleanText, nullable=False, server_default=""),
    Column("last_reply_at", Utc, nullable=True),
    UniqueConstraint("call_id", "fingerprint"),
    CheckConstraint(
        "kind IN ('consultation', 'complaint', 'help', 'report', 'suggestion', 'praise')", name="kind"
    ),
    CheckConstraint(
        "state IN ('dispatched', 'signed', 'replied', 'called_back', 'closed', 'returned')", name="state"
    ),
    Index("ix_orders_caller", "caller_id", "dispatched_at"),
    Index("ix_orders_agent_dispatched_at", "agent", "dispatched_at"),
    Index("ix_orders_dispatched_at", "dispatched_at"),
)

# Append-only: triggers of the database refuse UPDATE and DELETE.
order_events = Table(
    "order_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("event", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("agent", Key, nullable=False, server_default=""),
    Column("call_id", Key, nullable=False, server_default=""),
    Column("department_code", Key, nullable=False, server_default=""),
    Column("text", CleanText, nullable=False, server_default=""),
)

order_numbers = Table(
    "order_numbers",
    metadata,
    Column("day", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("call_id", Key, primary_key=True),
    Column("agent", Key, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("urgent", Boolean, nullable=False, server_default=false()),
    Column("title", CleanText, nullable=False, server_default=""),
    Column("detail", CleanText, nullable=False, server_default=""),
    Column("place", CleanText, nullable=False, server_default=""),
    Column("department_code", CleanText, nullable=False, server_default=""),
    Column("note", CleanText, nullable=False, server_default=""),
    Column("caller_number", CleanText, nullable=False, server_default=""),
    Column("updated_at", Utc, nullable=False),
)

searches = Table(
    "searches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False, index=True),
    Column("call_id", Key, nullable=False, server_default=""),
    Column("agent", Key, nullable=False, server_default=""),
    Column("query", CleanText, nullable=False),
    Column("hits", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
)

direct_answers = Table(
    "direct_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False, index=True),
    Column("call_id", Key, nullable=False, index=True),
    Column("agent", Key, nullable=False, server_default=""),
    Column("article_code", Key, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("query", CleanText, nullable=False, server_default=""),
    Column("seconds", Float, nullable=False),
)
