"""The knowledge base's tables: entries and their revisions, what editors write, and what they decide.

The caller migrates them from `metadata`; `create_all` is for tests. JSON columns hold lists of texts.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.types import TypeDecorator

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CODE_LENGTH = 64
# NUL is refused by PostgreSQL, half a surrogate pair by both databases' encoders.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Utc(TypeDecorator[datetime]):
    """An aware time; SQLite keeps it without a zone, in UTC, so that texts sort as times do."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware time into UTC."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that somebody typed; what no database can store is shown as the replacement character."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean what goes in."""
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


def _content() -> list[sa.Column[Any]]:
    return [
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("similar", sa.JSON, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("keywords", sa.JSON, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("contact_department", sa.Text, nullable=False, server_default=""),
        sa.Column("contact_phone", sa.Text, nullable=False, server_default=""),
        sa.Column("attachments", sa.JSON, nullable=False, server_default="[]"),  # [label, address]
    ]


entries = sa.Table(
    "kb_entries",
    metadata,
    sa.Column("code", sa.String(CODE_LENGTH), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    *_content(),
    # the title's sound, computed when it is written: the library for it is too heavy for a desk
    sa.Column("initials", sa.Text, nullable=False),
    sa.Column("pinyin", sa.Text, nullable=False),
    sa.Column("confirmed_on", sa.Date, nullable=False),
    sa.Column("published_at", Utc, nullable=False),
    sa.Column("published_by", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text, nullable=False, server_default=""),
    sa.Column("state", sa.String(16), nullable=False, server_default="published"),  # or to_confirm
    sa.Column("withdraw_at", Utc, index=True),
    sa.Index("ix_kb_entries_state_valid_until", "state", "valid_until"),
)

revisions = sa.Table(
    "kb_revisions",
    metadata,
    sa.Column("code", sa.String(CODE_LENGTH), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("action", sa.String(16), nullable=False),
    *_content(),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text, nullable=False, server_default=""),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Index("ix_kb_revisions_action_code", "action", "code"),
    sa.CheckConstraint("action IN ('published', 'withdrawn')", name="action"),
)

changes = sa.Table(
    "kb_changes",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("code", sa.String(CODE_LENGTH), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("at", Utc, nullable=False),
)

uses = sa.Table(
    "kb_uses",
    metadata,
    sa.Column("code", sa.String(CODE_LENGTH), primary_key=True),
    sa.Column("uses", sa.BigInteger, nullable=False),
    sa.Column("last_used_at", Utc, nullable=False),
)

# What was asked when an entry settled a call: the latest wordings of each entry.
chosen = sa.Table(
    "kb_chosen",
    metadata,
    sa.Column("code", sa.String(CODE_LENGTH), primary_key=True),
    sa.Column("question", sa.String(100), primary_key=True),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("at", Utc, nullable=False),
)

# One row, made by the first writer: `last` is the newest change, `base` tells databases apart.
counter = sa.Table(
    "kb_counter",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("base", sa.String(32), nullable=False),
    sa.Column("last", sa.BigInteger, nullable=False),
)

# The working copies: at most one for each entry, beside the public text, which stays as it is.
drafts = sa.Table(
    "kb_drafts",
    metadata,
    sa.Column("code", sa.String(CODE_LENGTH), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    *_content(),
    sa.Column("based_on", sa.Integer, nullable=False),
    sa.Column("authors", sa.JSON, nullable=False),
    sa.Column("updated_at", Utc, nullable=False),
    sa.Column("updated_by", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text, nullable=False),
    sa.Column("reason", Words, nullable=False),
    sa.Column("publish_at", Utc, index=True),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'sent_back', 'scheduled')", name="state"),
)

# What happened to working copies, and to public texts without a new revision; nothing is ever changed.
steps = sa.Table(
    "kb_steps",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("code", sa.String(CODE_LENGTH), nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),  # 0 for a step of the public text
    sa.Column("action", sa.String(16), nullable=False),
    *_content(),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("reason", Words, nullable=False),
)

presence = sa.Table(
    "kb_presence",
    metadata,
    sa.Column("code", sa.String(CODE_LENGTH), primary_key=True),
    sa.Column("session", sa.String(32), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("since", Utc, nullable=False),
    sa.Column("expires_at", Utc, nullable=False),
)

# What was decided of a gap; the gap itself is worked out from the searches each time.
gaps = sa.Table(
    "kb_gaps",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("wordings", sa.JSON, nullable=False),
    sa.Column("code", sa.String(CODE_LENGTH), nullable=False),  # the entry begun for it; empty: dismissed
    sa.Column("reason", Words, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
)

suggestions = sa.Table(
    "kb_suggestions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("code", sa.String(CODE_LENGTH), nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("words", Words, nullable=False),
    sa.Column("call_id", Words, nullable=False),
    sa.Column("agent", Words, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("resolved_at", Utc),
    sa.Column("resolved_by", sa.Text, nullable=False, server_default=""),
    sa.Column("resolution", Words, nullable=False, server_default=""),
)

campaigns = sa.Table(
    "kb_campaigns",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", Words, nullable=False),
    sa.Column("starts", sa.Date, nullable=False),
    sa.Column("ends", sa.Date, nullable=False),
    sa.CheckConstraint("starts <= ends", name="period"),
)

targets = sa.Table(
    "kb_targets",
    metadata,
    sa.Column("campaign", sa.ForeignKey("kb_campaigns.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("department", sa.String(200), primary_key=True),
    sa.Column("new", sa.Integer, nullable=False),
    sa.Column("renewed", sa.Integer, nullable=False),
)

pins = sa.Table(
    "kb_pins",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("code", sa.String(CODE_LENGTH), nullable=False),
    sa.Column("starts", Utc, nullable=False),
    sa.Column("ends", Utc, nullable=False, index=True),
    sa.Column("words", sa.JSON, nullable=False),
    sa.Column("kinds", sa.JSON, nullable=False),
    sa.Column("queues", sa.JSON, nullable=False),
    sa.Column("pinned_by", sa.Text, nullable=False),
    sa.Column("pinned_at", Utc, nullable=False),
    sa.CheckConstraint("starts < ends", name="period"),
)


def create_all(engine: Engine) -> None:
    """Make the tables without a migration (tests only)."""
    metadata.create_all(engine)
