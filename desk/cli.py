"""The `desk` command: finds the subcommand, and turns every failure into a sentence."""

from __future__ import annotations

import importlib
import logging
import sys
from typing import Any

import click

from desk.errors import UserError

# name → module:attribute; a subcommand's module is imported only when it is called
_COMMANDS = {
    "callers": "desk.commands.directory:callers",
    "demo": "desk.commands.demo:demo",
    "departments": "desk.commands.directory:departments",
    "doctor": "desk.commands.doctor:doctor",
    "editor": "desk.commands.editor:editor",
    "init": "desk.commands.init:init",
    "kb": "desk.commands.kb:kb",
    "monitor": "desk.commands.monitor:monitor",
    "pbx-kit": "desk.commands.pbx_kit:pbx_kit",
    "simulator": "desk.commands.simulator:simulator",
    "workstation": "desk.commands.workstation:workstation",
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


_WINDOWS = ("workstation", "monitor", "editor", "demo")


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hotline-desk")
def _desk() -> None:
    """Agent desktop for 12345 government service hotlines on Asterisk."""


def main(arguments: list[str] | None = None) -> Any:
    """Run `desk`; exit with 0 done, 1 failed (a sentence on stderr), 2 wrong usage."""
    opens_window = _opens_window(arguments if arguments is not None else sys.argv[1:])
    if opens_window:
        from desk import collector

        collector.hold()  # the imports that follow make most of the program's objects
    from desk import sources

    sources.leave_unread()
    from PySide6.QtCore import QCoreApplication

    from desk import language, logs

    logs.start()
    # Sentences for the command line come from Qt's translations, which need an application object.
    app = QCoreApplication.instance()
    if app is None and not opens_window:
        app = QCoreApplication(sys.argv[:1])
        language.install(app, "")
    try:
        return _desk.main(args=arguments, prog_name="desk", standalone_mode=True)
    except UserError as error:
        click.echo(str(error), err=True)
    except BrokenPipeError:
        sys.stderr.close()
    except Exception:
        logging.getLogger("desk").exception("unexpected error")
        click.echo(
            language.translate(
                "Command", "Something went wrong inside the program. Details are in {path}."
            ).format(path=logs.log_file()),
            err=True,
        )
    sys.exit(1)


def _opens_window(arguments: list[str]) -> bool:
    return bool(arguments) and arguments[0] in _WINDOWS and "--help" not in arguments
