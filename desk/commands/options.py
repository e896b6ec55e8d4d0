"""Options and openers that several subcommands share."""

from __future__ import annotations

from pathlib import Path

import click

config_option = click.option(
    "--config",
    "config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="settings file (TOML); without it the environment and the defaults count",
)
