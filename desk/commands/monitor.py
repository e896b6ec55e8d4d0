"""`desk monitor`: the team lead's window."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from desk.commands.options import config_option


@click.command()
@config_option
def monitor(config: Path | None) -> None:
    """Open the team lead's window."""
    from desk import settings
    from desk.monitor.app import Monitor
    from desk.program import run

    sys.exit(run(Monitor, settings.load(config)))
