"""`desk demo`: the whole product at once with nothing to install or configure."""

from __future__ import annotations

import sys

import click
import msgspec

from desk.settings import UiSection


@click.command()
@click.option(
    "--window",
    type=click.Choice(["workstation", "monitor", "editor"]),
    default="workstation",
    show_default=True,
)
@click.option("--language", type=click.Choice(["zh_CN", "en"]), default=None, help="default: the system's")
@click.option("--theme", type=click.Choice(["light", "dark", "system"]), default="system", show_default=True)
@click.option("--fresh", is_flag=True, help="throw away what earlier demonstrations left")
def demo(window: str, language: str | None, theme: str, fresh: bool) -> None:
    """Open a busy hotline's window with starter data and a simulated PBX, or another of its windows."""
    from desk.demo import monitor, run

    start = {"workstation": run.run, "monitor": monitor.run, "editor": run.run_editor}[window]
    ui = msgspec.convert({"language": language or "", "theme": theme}, UiSection)
    sys.exit(start(click.echo, fresh=fresh, ui=ui))
