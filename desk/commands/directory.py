"""`desk departments import` and `desk callers import`: CSV files into the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.commands.options import config_option
from desk.language import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.records import Records
    from desk.records.views import BadRow, ImportReport

_file = click.argument("file", type=click.Path(path_type=Path))
_MOST_BAD_ROWS = 200


@click.group()
def departments() -> None:
    """Keep the directory of departments."""


@click.group()
def callers() -> None:
    """Keep what is known of callers."""


@departments.command("import")
@_file
@config_option
def import_departments(file: Path, config: Path | None) -> None:
    """Import departments from a CSV file with the columns code,name,phone,hours,duties."""
    _import(config, lambda records: records.import_departments(file))


@callers.command("import")
@_file
@config_option
def import_callers(file: Path, config: Path | None) -> None:
    """Import callers from a CSV file with the columns number,name,address,note."""
    _import(config, lambda records: records.import_callers(file))


def _import(config: Path | None, work: Callable[[Records], ImportReport]) -> None:
    from desk.assembly import open_records
    from desk.settings import load

    with open_records(load(config), migrate=True) as records:
        report = work(records)
    for bad in report.bad[:_MOST_BAD_ROWS]:
        click.echo(sentence(bad), err=True)
    if len(report.bad) > _MOST_BAD_ROWS:
        more = translate("Import", "… and {count} more bad rows.")
        click.echo(more.format(count=len(report.bad) - _MOST_BAD_ROWS), err=True)
    click.echo(
        translate(
            "Import",
            "{added} added, {updated} updated, {unchanged} unchanged, {bad} bad rows ({encoding}).",
        ).format(
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            bad=len(report.bad),
            encoding=report.encoding or "?",
        )
    )
    if report.bad and not (report.added or report.updated or report.unchanged):
        raise click.exceptions.Exit(1)


def sentence(bad: BadRow) -> str:
    """Return what is wrong with a row, in words; the row's own text stays out of it."""
    values = ", ".join(bad.values)
    text = {
        "encoding": translate("Import", "the file is neither UTF-8 nor GB18030"),
        "empty_file": translate("Import", "the file is empty"),
        "header": translate("Import", "the first line must name the columns; missing or wrong: {values}"),
        "columns": translate("Import", "more fields than the header has columns: {values}"),
        "too_long": translate("Import", "a field is too long: {values}"),
        "nul": translate("Import", "a field holds a NUL character: {values}"),
        "missing": translate("Import", "this field must not be empty: {values}"),
        "number": translate("Import", "this is not a telephone number"),
        "phone": translate("Import", "the telephone number has no digit: {values}"),
        "code": translate("Import", "the code is too long or holds control characters: {values}"),
    }.get(bad.problem, bad.problem)
    return translate("Import", "Line {line}: {problem}.").format(
        line=bad.line, problem=text.format(values=values or "–")
    )
