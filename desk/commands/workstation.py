"""`desk workstation`: the call-taker's window."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from desk.commands.options import config_option


@click.command()
@config_option
def workstation(config: Path | None) -> None:
    """Open the call-taker's window."""
    from desk import settings
    from desk.program import run
    from desk.workstation.app import Workstation

    sys.exit(run(Workstation, settings.load(config)))
