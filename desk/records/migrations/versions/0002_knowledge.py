"""Make the tables of the knowledge base.

Revision: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


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
    ]


def upgrade() -> None:
    """Make entries, their revisions, the numbered changes and the counts of use."""
    op.create_table(
        "kb_entries",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        *_content(),
        sa.Column("initials", sa.Text, nullable=False),
        sa.Column("pinyin", sa.Text, nullable=False),
        sa.Column("confirmed_on", sa.Date, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_kb_entries"),
    )
    op.create_table(
        "kb_revisions",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        *_content(),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", "revision", name="pk_kb_revisions"),
        sa.CheckConstraint("action IN ('published', 'withdrawn')", name="ck_kb_revisions_action"),
    )
    op.create_table(
        "kb_changes",
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_kb_changes"),
    )
    op.create_table(
        "kb_uses",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("uses", sa.BigInteger, nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_kb_uses"),
    )
    op.create_table(
        "kb_counter",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("base", sa.String(32), nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kb_counter"),
    )
