"""`desk editor`: the knowledge editor's window."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from desk.commands.options import config_option


@click.command()
@config_option
def editor(config: Path | None) -> None:
    """Open the knowledge editor's window."""
    from desk import settings
    from desk.editor.app import EditorProgram
    from desk.program import run

    sys.exit(run(EditorProgram, settings.load(config)))
