"""Alembic's way in: the connection and its transaction come from the program."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, render_as_batch=True, transactional_ddl=True)
# The transaction is the caller's: a migration that fails leaves the database as it was.
context.run_migrations()
