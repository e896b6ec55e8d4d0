"""`desk init`: make or migrate the database and the index."""

from __future__ import annotations

from pathlib import Path

import click

from desk import settings as settings_module
from desk.assembly import index_errors, make_knowledge, open_records
from desk.commands.options import config_option
from desk.language import translate


@click.command()
@config_option
def init(config: Path | None) -> None:
    """Make or migrate the database and the knowledge index; safe to repeat."""
    settings = settings_module.load(config)
    with open_records(settings, migrate=True, shared=True) as records:
        click.echo(
            translate("Init", "Database ready: {where}").format(
                where=_without_password(settings.database_url)
            )
        )
        knowledge = make_knowledge(settings, records)
        try:
            with index_errors(settings):
                knowledge.open()
            click.echo(
                translate("Init", "Knowledge index ready: {count} entries in {folder}").format(
                    count=knowledge.count, folder=settings.index_folder
                )
            )
        finally:
            knowledge.close()


def _without_password(url: str) -> str:
    from sqlalchemy.engine import make_url

    return make_url(url).render_as_string(hide_password=True)
