"""Make the table of the questions for which entries were chosen.

Revision: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "kb_chosen",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("question", sa.String(100), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", "question", name="pk_kb_chosen"),
    )
