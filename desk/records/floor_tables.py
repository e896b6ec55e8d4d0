"""The tables of the lead's board: finished queue calls, what was seen of the day, actions, alarms."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from desk.records.tables import CleanText, Key, Utc, metadata

# One row for each stay of a caller in a queue, however many sources and boards tell of it.
queue_calls = Table(
    "queue_calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pbx", Key, nullable=False),
    Column("call_id", Key, nullable=False),
    Column("queue", Key, nullable=False),
    Column("entered_at", Utc, nullable=False),
    Column("number", CleanText, nullable=False, server_default=""),
    Column("name", CleanText, nullable=False, server_default=""),
    Column("outcome", Text, nullable=False),
    Column("left_at", Utc, nullable=True),
    Column("wait_seconds", Float, nullable=True),
    Column("seat", CleanText, nullable=False, server_default=""),
    Column("member", CleanText, nullable=False, server_default=""),
    Column("ring_at", Utc, nullable=True),
    Column("ring_seconds", Float, nullable=True),
    Column("unanswered", JSON, nullable=False),
    Column("ended_at", Utc, nullable=True),
    Column("ended_by", Text, nullable=True),
    Column("talk_seconds", Float, nullable=True),
    Column("hold_seconds", Float, nullable=False, server_default="0"),
    Column("consult_seconds", Float, nullable=False, server_default="0"),
    Column("three_way", Boolean, nullable=False, server_default=false()),
    Column("departments", JSON, nullable=False),
    UniqueConstraint("pbx", "call_id", "queue", "entered_at"),
    CheckConstraint(
        "outcome IN ('waiting', 'answered', 'abandoned', 'left', 'moved', 'lost')", name="outcome"
    ),
    Index("ix_queue_calls_entered_at", "entered_at"),
    Index("ix_queue_calls_left_at", "left_at"),
)

# The spans of which every call of a PBX is known; what lies between them is a gap, not an idle hour.
floor_coverage = Table(
    "floor_coverage",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pbx", Key, nullable=False),
    Column("since", Utc, nullable=False),
    Column("until", Utc, nullable=False),
    Index("ix_floor_coverage_pbx_until", "pbx", "until"),
)

# How many seats were in each state, a row a minute: all boards of the same PBXs write the same.
seat_minutes = Table(
    "seat_minutes",
    metadata,
    Column("floor", Key, primary_key=True),  # the PBXs' names
    Column("minute", Integer, primary_key=True),  # since 1970
    Column("counts", JSON, nullable=False),  # by queue, empty for all: numbers by state
)

# Append-only: what leads asked of the floor, and what the PBX said to it, each a row.
lead_actions = Table(
    "lead_actions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("request", Key, nullable=False),  # the same in the rows of one request
    Column("lead", Key, nullable=False),
    Column("action", Text, nullable=False),
    Column("pbx", CleanText, nullable=False, server_default=""),
    Column("target", CleanText, nullable=False, server_default=""),  # the seat, the caller's call id
    Column("detail", CleanText, nullable=False, server_default=""),
    Column("result", Text, nullable=False),
    CheckConstraint("result IN ('asked', 'done', 'failed', 'began', 'ended')", name="result"),
    Index("ix_lead_actions_at", "at"),
)

alarm_thresholds = Table(
    "alarm_thresholds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("measure", Text, nullable=False),
    Column("queue", CleanText, nullable=False, server_default=""),
    Column("state", Text, nullable=True),
    Column("window", Text, nullable=False),
    Column("limit", Float, nullable=False),
    Column("ease", Float, nullable=True),
    Column("after", Float, nullable=False),
    Column("calm", Float, nullable=False),
    Column("enabled", Boolean, nullable=False, server_default=true()),
    Column("updated_at", Utc, nullable=False),
    Column("updated_by", Key, nullable=False, server_default=""),
)

# Append-only. The threshold is written out: what it was when the alarm was raised must stay readable.
alarm_events = Table(
    "alarm_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("board", Key, nullable=False),  # whose board: each lead has their own alarms
    Column("threshold", Integer, nullable=False),
    Column("measure", Text, nullable=False),
    Column("queue", CleanText, nullable=False, server_default=""),
    Column("subject", CleanText, nullable=False, server_default=""),
    Column("limit", Float, nullable=False),
    Column("value", Float, nullable=True),
    Column("event", Text, nullable=False),
    Column("lead", Key, nullable=False, server_default=""),
    CheckConstraint("event IN ('raise', 'acknowledge', 'clear')", name="event"),
    Index("ix_alarm_events_at", "at"),
)
