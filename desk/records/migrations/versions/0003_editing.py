"""Make the tables of the knowledge editor: working copies, steps, presence, work lists, campaigns, pins.

Revision: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _more_content() -> list[sa.Column[object]]:
    return [
        sa.Column("contact_department", sa.Text, nullable=False, server_default=""),
        sa.Column("contact_phone", sa.Text, nullable=False, server_default=""),
        sa.Column("attachments", sa.JSON, nullable=False, server_default="[]"),
    ]


def _content() -> list[sa.Column[object]]:
    return [
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("similar", sa.JSON, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("keywords", sa.JSON, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=True),
        sa.Column("valid_until", sa.Date, nullable=True),
        *_more_content(),
    ]


def upgrade() -> None:
    """Give entries contacts, attachments and a state; make the editor's tables."""
    _extend()
    _make_working_copies()
    _make_work_lists()
    _make_campaigns_and_pins()


def _extend() -> None:
    time = sa.DateTime(timezone=True)
    for column in _more_content():
        op.add_column("kb_entries", column)
    op.add_column("kb_entries", sa.Column("approved_by", sa.Text, nullable=False, server_default=""))
    op.add_column("kb_entries", sa.Column("state", sa.String(16), nullable=False, server_default="published"))
    op.add_column("kb_entries", sa.Column("withdraw_at", time, nullable=True))
    op.create_index("ix_kb_entries_withdraw_at", "kb_entries", ["withdraw_at"])
    op.create_index("ix_kb_entries_state_valid_until", "kb_entries", ["state", "valid_until"])
    for column in _more_content():
        op.add_column("kb_revisions", column)
    op.add_column("kb_revisions", sa.Column("approved_by", sa.Text, nullable=False, server_default=""))
    op.add_column("kb_revisions", sa.Column("reason", sa.Text, nullable=False, server_default=""))
    op.create_index("ix_kb_revisions_at", "kb_revisions", ["at"])
    op.create_index("ix_kb_revisions_action_code", "kb_revisions", ["action", "code"])


def _make_working_copies() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "kb_drafts",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        *_content(),
        sa.Column("based_on", sa.Integer, nullable=False),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column("updated_at", time, nullable=False),
        sa.Column("updated_by", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("publish_at", time, nullable=True),
        sa.PrimaryKeyConstraint("code", name="pk_kb_drafts"),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'sent_back', 'scheduled')", name="ck_kb_drafts_state"
        ),
    )
    op.create_index("ix_kb_drafts_publish_at", "kb_drafts", ["publish_at"])
    op.create_table(
        "kb_steps",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        *_content(),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", time, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kb_steps"),
    )
    op.create_index("ix_kb_steps_code", "kb_steps", ["code"])
    op.create_table(
        "kb_presence",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("session", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("since", time, nullable=False),
        sa.Column("expires_at", time, nullable=False),
        sa.PrimaryKeyConstraint("code", "session", name="pk_kb_presence"),
    )


def _make_work_lists() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "kb_gaps",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("wordings", sa.JSON, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", time, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kb_gaps"),
    )
    op.create_table(
        "kb_suggestions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("call_id", sa.Text, nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("at", time, nullable=False),
        sa.Column("resolved_at", time, nullable=True),
        sa.Column("resolved_by", sa.Text, nullable=False, server_default=""),
        sa.Column("resolution", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_kb_suggestions"),
    )
    op.create_index("ix_kb_suggestions_code", "kb_suggestions", ["code"])


def _make_campaigns_and_pins() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "kb_campaigns",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kb_campaigns"),
        sa.CheckConstraint("starts <= ends", name="ck_kb_campaigns_period"),
    )
    op.create_table(
        "kb_targets",
        sa.Column("campaign", sa.Integer, nullable=False),
        sa.Column("department", sa.String(200), nullable=False),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("renewed", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("campaign", "department", name="pk_kb_targets"),
        sa.ForeignKeyConstraint(
            ["campaign"],
            ["kb_campaigns.id"],
            ondelete="CASCADE",
            name="fk_kb_targets_campaign_kb_campaigns",
        ),
    )
    op.create_table(
        "kb_pins",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("starts", time, nullable=False),
        sa.Column("ends", time, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("kinds", sa.JSON, nullable=False),
        sa.Column("queues", sa.JSON, nullable=False),
        sa.Column("pinned_by", sa.Text, nullable=False),
        sa.Column("pinned_at", time, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kb_pins"),
        sa.CheckConstraint("starts < ends", name="ck_kb_pins_period"),
    )
    op.create_index("ix_kb_pins_ends", "kb_pins", ["ends"])
