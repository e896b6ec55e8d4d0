"""Make the tables of callers, calls, orders, departments and drafts.

Revision: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KINDS = "kind IN ('consultation', 'complaint', 'help', 'report', 'suggestion', 'praise')"
_STATES = "state IN ('dispatched', 'signed', 'replied', 'called_back', 'closed', 'returned')"


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _mark(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def upgrade() -> None:
    """Make the tables, and the triggers that keep an order's events as they were written."""
    _people_and_calls()
    _orders()
    _logs()
    if op.get_bind().dialect.name == "sqlite":
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER order_events_no_{action.lower()} BEFORE {action} ON order_events "
                "BEGIN SELECT RAISE(ABORT, 'order_events is append-only'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION order_events_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'order_events is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER order_events_no_change BEFORE UPDATE OR DELETE ON order_events "
            "FOR EACH ROW EXECUTE FUNCTION order_events_append_only()"
        )
        op.execute(
            "CREATE TRIGGER order_events_no_truncate BEFORE TRUNCATE ON order_events "
            "FOR EACH STATEMENT EXECUTE FUNCTION order_events_append_only()"
        )


def _people_and_calls() -> None:
    op.create_table(
        "callers",
        sa.Column("id", sa.Integer, nullable=False),
        _words("name"),
        _words("address"),
        _words("note"),
        _mark("nuisance"),
        _words("nuisance_reason"),
        _time("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_callers"),
    )
    op.create_table(
        "caller_numbers",
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("caller_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_caller_numbers"),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["callers.id"], name="fk_caller_numbers_caller_id_callers", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_caller_numbers_caller_id", "caller_numbers", ["caller_id"])
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("call_id", sa.Text, nullable=False),
        _words("agent"),
        sa.Column("caller_id", sa.Integer, nullable=True),
        _words("number"),
        _words("name"),
        sa.Column("direction", sa.Text, nullable=False),
        _words("queue"),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("waited_seconds", sa.Float, nullable=True),
        _time("offered_at"),
        _time("answered_at", nullable=True),
        _time("ended_at", nullable=True),
        sa.Column("end_reason", sa.Text, nullable=True),
        _mark("three_way"),
        sa.Column("outcome", sa.Text, nullable=True),
        _words("note"),
        _time("wrapped_up_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint("call_id", "agent", name="uq_calls_call_id_agent"),
        sa.ForeignKeyConstraint(["caller_id"], ["callers.id"], name="fk_calls_caller_id_callers"),
    )
    op.create_index("ix_calls_caller", "calls", ["caller_id", "offered_at", "end_reason"])
    op.create_index("ix_calls_agent_offered_at", "calls", ["agent", "offered_at"])
    op.create_index(
        "ix_calls_unfinished",
        "calls",
        ["agent"],
        sqlite_where=sa.text("wrapped_up_at IS NULL"),
        postgresql_where=sa.text("wrapped_up_at IS NULL"),
    )
    op.create_table(
        "call_legs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("call", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        _words("number"),
        _words("name"),
        _time("started_at"),
        _time("talking_at", nullable=True),
        _time("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_call_legs"),
        sa.UniqueConstraint("call", "channel", name="uq_call_legs_call_channel"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_call_legs_call_calls", ondelete="CASCADE"),
    )
    op.create_table(
        "call_times",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("call", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        _time("at"),
        sa.PrimaryKeyConstraint("id", name="pk_call_times"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_call_times_call_calls", ondelete="CASCADE"),
    )
    op.create_index("ix_call_times_call", "call_times", ["call"])


def _orders() -> None:
    op.create_table(
        "departments",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        _words("phone"),
        _words("hours"),
        _words("duties"),
        _words("initials"),
        _time("updated_at"),
        sa.PrimaryKeyConstraint("code", name="pk_departments"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("call_id", sa.Text, nullable=True),
        sa.Column("fingerprint", sa.Text, nullable=True),
        _words("agent"),
        sa.Column("caller_id", sa.Integer, nullable=True),
        _words("caller_number"),
        sa.Column("kind", sa.Text, nullable=False),
        _mark("urgent"),
        _words("title"),
        _words("detail"),
        _words("place"),
        _words("department_code"),
        _words("department_name"),
        sa.Column("state", sa.Text, nullable=False),
        _time("dispatched_at"),
        _time("sign_due_at"),
        _time("due_at"),
        sa.Column("reminders", sa.Integer, nullable=False, server_default="0"),
        _mark("supervised"),
        _mark("difficult"),
        _words("last_reply"),
        _time("last_reply_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.UniqueConstraint("number", name="uq_orders_number"),
        sa.UniqueConstraint("call_id", "fingerprint", name="uq_orders_call_id_fingerprint"),
        sa.CheckConstraint(_KINDS, name="ck_orders_kind"),
        sa.CheckConstraint(_STATES, name="ck_orders_state"),
        sa.ForeignKeyConstraint(["caller_id"], ["callers.id"], name="fk_orders_caller_id_callers"),
    )
    op.create_index("ix_orders_caller", "orders", ["caller_id", "dispatched_at"])
    op.create_index("ix_orders_agent_dispatched_at", "orders", ["agent", "dispatched_at"])
    op.create_table(
        "order_events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("order_id", sa.Integer, nullable=False),
        _time("at"),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        _words("agent"),
        _words("call_id"),
        _words("department_code"),
        _words("text"),
        sa.PrimaryKeyConstraint("id", name="pk_order_events"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_events_order_id_orders"),
    )
    op.create_index("ix_order_events_order_id", "order_events", ["order_id"])
    op.create_table(
        "order_numbers",
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_order_numbers"),
    )
    op.create_table(
        "drafts",
        sa.Column("call_id", sa.Text, nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        _mark("urgent"),
        _words("title"),
        _words("detail"),
        _words("place"),
        _words("department_code"),
        _words("note"),
        _words("caller_number"),
        _time("updated_at"),
        sa.PrimaryKeyConstraint("call_id", "agent", name="pk_drafts"),
    )


def _logs() -> None:
    op.create_table(
        "searches",
        sa.Column("id", sa.Integer, nullable=False),
        _time("at"),
        _words("call_id"),
        _words("agent"),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("hits", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_searches"),
    )
    op.create_index("ix_searches_at", "searches", ["at"])
    op.create_table(
        "direct_answers",
        sa.Column("id", sa.Integer, nullable=False),
        _time("at"),
        sa.Column("call_id", sa.Text, nullable=False),
        _words("agent"),
        sa.Column("article_code", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        _words("query"),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_direct_answers"),
    )
    op.create_index("ix_direct_answers_call_id", "direct_answers", ["call_id"])
