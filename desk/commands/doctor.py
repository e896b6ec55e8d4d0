"""`desk doctor`: find what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from desk import settings as settings_module
from desk.commands.options import config_option
from desk.language import translate


@click.command()
@config_option
def doctor(config: Path | None) -> None:
    """Check PBX, rights, dialplan, queues, database and index; exit 1 if anything is not ok."""
    from desk.doctor import examine

    well = True
    for line in examine(settings_module.load(config)):
        verdict = translate("Doctor", "ok") if line.ok else translate("Doctor", "NOT OK")
        click.echo(f"{line.what}: {verdict}" + ("" if line.ok or not line.mend else f". {line.mend}"))
        well = well and line.ok
    sys.exit(0 if well else 1)
