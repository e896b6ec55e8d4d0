"""Make the tables of the lead's board: queue calls, coverage, actions, thresholds, alarms.

Revision: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OUTCOMES = "outcome IN ('waiting', 'answered', 'abandoned', 'left', 'moved', 'lost')"
_RESULTS = "result IN ('asked', 'done', 'failed', 'began', 'ended')"
_EVENTS = "event IN ('raise', 'acknowledge', 'clear')"


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Float, nullable=True)


def upgrade() -> None:
    """Make the tables, the triggers that keep both logs as they were written, and the days' indexes."""
    for table, column in (("calls", "offered_at"), ("orders", "dispatched_at"), ("direct_answers", "at")):
        op.create_index(f"ix_{table}_{column}", table, [column])
    _calls()
    _logs()
    _thresholds()
    for table in ("lead_actions", "alarm_events"):
        _append_only(table)


def _calls() -> None:
    op.create_table(
        "queue_calls",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("pbx", sa.Text, nullable=False),
        sa.Column("call_id", sa.Text, nullable=False),
        sa.Column("queue", sa.Text, nullable=False),
        _time("entered_at"),
        _words("number"),
        _words("name"),
        sa.Column("outcome", sa.Text, nullable=False),
        _time("left_at", nullable=True),
        _number("wait_seconds"),
        _words("seat"),
        _words("member"),
        _time("ring_at", nullable=True),
        _number("ring_seconds"),
        sa.Column("unanswered", sa.JSON, nullable=False),
        _time("ended_at", nullable=True),
        sa.Column("ended_by", sa.Text, nullable=True),
        _number("talk_seconds"),
        sa.Column("hold_seconds", sa.Float, nullable=False, server_default="0"),
        sa.Column("consult_seconds", sa.Float, nullable=False, server_default="0"),
        sa.Column("three_way", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("departments", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_queue_calls"),
        sa.UniqueConstraint(
            "pbx", "call_id", "queue", "entered_at", name="uq_queue_calls_pbx_call_id_queue_entered_at"
        ),
        sa.CheckConstraint(_OUTCOMES, name="ck_queue_calls_outcome"),
    )
    op.create_index("ix_queue_calls_entered_at", "queue_calls", ["entered_at"])
    op.create_index("ix_queue_calls_left_at", "queue_calls", ["left_at"])
    op.create_table(
        "floor_coverage",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("pbx", sa.Text, nullable=False),
        _time("since"),
        _time("until"),
        sa.PrimaryKeyConstraint("id", name="pk_floor_coverage"),
    )
    op.create_index("ix_floor_coverage_pbx_until", "floor_coverage", ["pbx", "until"])


def _logs() -> None:
    op.create_table(
        "lead_actions",
        sa.Column("id", sa.Integer, nullable=False),
        _time("at"),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("lead", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        _words("pbx"),
        _words("target"),
        _words("detail"),
        sa.Column("result", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lead_actions"),
        sa.CheckConstraint(_RESULTS, name="ck_lead_actions_result"),
    )
    op.create_index("ix_lead_actions_at", "lead_actions", ["at"])
    op.create_table(
        "alarm_events",
        sa.Column("id", sa.Integer, nullable=False),
        _time("at"),
        sa.Column("board", sa.Text, nullable=False),
        sa.Column("threshold", sa.Integer, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        _words("queue"),
        _words("subject"),
        sa.Column("limit", sa.Float, nullable=False),
        _number("value"),
        sa.Column("event", sa.Text, nullable=False),
        _words("lead"),
        sa.PrimaryKeyConstraint("id", name="pk_alarm_events"),
        sa.CheckConstraint(_EVENTS, name="ck_alarm_events_event"),
    )
    op.create_index("ix_alarm_events_at", "alarm_events", ["at"])


def _thresholds() -> None:
    op.create_table(
        "alarm_thresholds",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        _words("queue"),
        sa.Column("state", sa.Text, nullable=True),
        sa.Column("window", sa.Text, nullable=False),
        sa.Column("limit", sa.Float, nullable=False),
        _number("ease"),
        sa.Column("after", sa.Float, nullable=False),
        sa.Column("calm", sa.Float, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False, server_default=sa.true()),
        _time("updated_at"),
        _words("updated_by"),
        sa.PrimaryKeyConstraint("id", name="pk_alarm_thresholds"),
    )


def _append_only(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )
