"""`desk kb …`: entries in and out, searches from the command line, and the index's care."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk import settings as settings_module
from desk.assembly import index_errors, login_name, make_knowledge, open_records
from desk.commands.options import config_option
from desk.commands.progress import progress_bar, stop_asked
from desk.errors import UserError
from desk.language import translate
from desk.transfer_wording import file_sentence, row_sentence

if TYPE_CHECKING:
    from kb.article import Hit
    from kb.editing.findings import ImportPreview
    from kb.knowledge_base import KnowledgeBase
    from kb.publishing import Progress
    from kb.transfer import ImportResult

_SHOWN_ROWS = 50


@click.group()
def kb() -> None:
    """Knowledge entries: import, export, search, and the index."""


@kb.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="say what would change, and write nothing")
@config_option
def import_(file: Path, dry_run: bool, config: Path | None) -> None:
    """Publish the entries of a .jsonl, .csv or .xlsx file; the same code updates."""
    from kb.errors import CancelledError
    from kb.rows import TransferError
    from kb.transfer import import_file, preview_file

    with _open(config, index=not dry_run) as knowledge:
        try:
            with _watched(file) as told:
                if dry_run:
                    preview = preview_file(knowledge, file, told)
                    done, bad = _would_do(file, preview), preview.bad
                    taken = bool(preview.new or preview.changed or preview.unchanged)
                else:
                    result = import_file(knowledge, file, login_name("desk kb import"), told)
                    done, bad = _has_done(file, result), result.bad
                    taken = bool(result.added or result.updated or result.unchanged)
        except TransferError as error:
            raise UserError(file_sentence(file, error)) from error
        except CancelledError as error:
            raise UserError(translate("Kb", "Stopped. Nothing was imported.")) from error
    click.echo(done)
    for row in bad[:_SHOWN_ROWS]:
        click.echo(row_sentence(row, f"{file.name}:{row.line}"), err=True)
    if len(bad) > _SHOWN_ROWS:
        click.echo(_and_more(len(bad) - _SHOWN_ROWS), err=True)
    if bad and not taken:
        raise click.exceptions.Exit(1)


def _has_done(file: Path, result: ImportResult) -> str:
    return translate(
        "Kb", "{file}: {added} added, {updated} updated, {unchanged} unchanged, {bad} not taken"
    ).format(
        file=file.name,
        added=result.added,
        updated=result.updated,
        unchanged=result.unchanged,
        bad=len(result.bad),
    )


def _would_do(file: Path, preview: ImportPreview) -> str:
    from kb.content import CONTENT

    lines = [
        translate(
            "Kb",
            "{file}: {added} would be added, {updated} updated, {unchanged} left as they are, "
            "{bad} not taken. Nothing was written.",
        ).format(
            file=file.name,
            added=len(preview.new),
            updated=len(preview.changed),
            unchanged=preview.unchanged,
            bad=len(preview.bad),
        )
    ]
    for before, after in preview.changed[:_SHOWN_ROWS]:
        fields = [name for name in CONTENT if getattr(before, name) != getattr(after, name)]
        lines.append(f"{after.code}: {', '.join(fields)}")
    if len(preview.changed) > _SHOWN_ROWS:
        lines.append(_and_more(len(preview.changed) - _SHOWN_ROWS))
    return "\n".join(lines)


def _and_more(count: int) -> str:
    return translate("Kb", "… and {count} more rows").format(count=count)


@kb.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@config_option
def export(file: Path, config: Path | None) -> None:
    """Write all entries to a .jsonl, .csv or .xlsx file."""
    from kb.errors import CancelledError
    from kb.rows import TransferError
    from kb.transfer import export_file

    with _open(config, index=False) as knowledge:
        articles = (entry.article for entry in knowledge.store.all())
        try:
            with _watched(file) as told:
                count = export_file(articles, file, told, knowledge.store.count())
        except TransferError as error:
            raise UserError(file_sentence(file, error)) from error
        except CancelledError as error:
            raise UserError(translate("Kb", "Stopped. No file was written.")) from error
    click.echo(translate("Kb", "{count} entries written to {file}").format(count=count, file=file))


@contextmanager
def _watched(file: Path) -> Iterator[Progress]:
    """Give what shows how far the work on a file is, and ends it after Ctrl+C."""
    with progress_bar(file.name) as show, stop_asked() as stopped:

        def told(done: int, total: int) -> bool:
            show(done, total)
            return not stopped()

        yield told


@kb.command("search")
@click.argument("query", required=False)
@click.option(
    "--queries", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="a query a line"
)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="one JSON object a line")
@config_option
def search(query: str | None, queries: Path | None, limit: int, as_json: bool, config: Path | None) -> None:
    """Search the entries, best first."""
    if (query is None) == (queries is None):
        raise click.UsageError(translate("Kb", "Give either a query or --queries FILE."))
    with _open(config) as knowledge:
        if queries is None:
            assert query is not None
            for hit in knowledge.search(query, limit):
                click.echo(json.dumps(_fields(hit), ensure_ascii=False) if as_json else _line(hit))
            return
        for line in _queries(queries):
            for rank, hit in enumerate(knowledge.search(line, limit), start=1):
                named: dict[str, object] = {"query": line, "rank": rank} | _fields(hit)
                text = json.dumps(named, ensure_ascii=False) if as_json else f"{line}\t{rank}\t{_line(hit)}"
                click.echo(text)


@kb.command("reindex")
@config_option
def reindex(config: Path | None) -> None:
    """Rebuild the index from the database."""
    with _open(config, index=False) as knowledge, progress_bar() as show:
        count = knowledge.reindex(show)
    click.echo(translate("Kb", "{count} entries indexed").format(count=count))


@kb.command("check")
@config_option
def check(config: Path | None) -> None:
    """Compare the index with the database; exit 1 when they differ."""
    with _open(config) as knowledge:
        report = knowledge.check()
    click.echo(
        translate("Kb", "{entries} entries in the database, {indexed} in the index").format(
            entries=report.entries, indexed=report.indexed
        )
    )
    if not report.ok:
        raise UserError(
            translate(
                "Kb",
                "The index differs: {missing} missing, {extra} left over, {stale} out of date. "
                "Rebuild it with `desk kb reindex`.",
            ).format(missing=len(report.missing), extra=len(report.extra), stale=len(report.stale))
        )


@contextmanager
def _open(config: Path | None, *, index: bool = True) -> Iterator[KnowledgeBase]:
    settings = settings_module.load(config)
    with open_records(settings, migrate=True) as records:
        knowledge = make_knowledge(settings, records)
        try:
            with index_errors(settings):
                if index:
                    knowledge.open()
                yield knowledge
        finally:
            knowledge.close()


def _queries(path: Path) -> list[str]:
    from kb.rows import TransferError
    from kb.tables import decode

    try:
        lines = decode(path).split("\n")
    except TransferError as error:
        raise UserError(file_sentence(path, error)) from error
    return [line for line in (each.rstrip("\r") for each in lines) if line.strip()]


def _fields(hit: Hit) -> dict[str, str | float]:
    article = hit.article
    return {
        "code": article.code,
        "title": article.title,
        "answer": article.answer,
        "department": article.department,
        "score": hit.score,
    }


def _line(hit: Hit) -> str:
    return f"{hit.score:8.2f}  {hit.article.code}  {hit.article.title}"
