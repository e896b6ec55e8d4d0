"""`desk pbx-kit`: write the files that an administrator includes in the PBX."""

from __future__ import annotations

from pathlib import Path

import click

from desk import pbx_kit as kit
from desk.commands.options import config_option
from desk.errors import UserError
from desk.language import translate
from desk.settings import Settings, load


@click.command("pbx-kit")
@config_option
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="folder to write"
)
def pbx_kit(config: Path | None, out: Path) -> None:
    """Write what the PBX's administrator includes in Asterisk 16 to 22.

    Writing again into the same folder keeps the secrets of the accounts that are there.
    """
    settings = load(config)
    try:
        files = kit.write(kit_config(settings, kit.known_secrets(out)), out)
    except kit.KitError as error:
        raise UserError(
            translate("PbxKit", "“{value}” can't stand in the PBX's files as {field}.").format(
                field=error.field, value=error.value
            )
        ) from error
    except OSError as error:
        raise UserError(
            translate("PbxKit", "The folder {path} can't be written: {why}").format(
                path=out, why=error.strerror
            )
        ) from error
    for path in files:
        click.echo(str(path))
    if not settings.kit.permit and not _is_local(settings.pbx.host):
        click.echo(
            translate(
                "PbxKit",
                "These accounts may connect from the PBX's own machine alone: set “kit.permit” to the "
                "networks of the desks, and write the files again.",
            ),
            err=True,
        )
    click.echo(translate("PbxKit", "Next steps are in {path}.").format(path=out / "README.txt"))


def _is_local(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1"


def kit_config(settings: Settings, secrets: dict[str, str]) -> kit.KitConfig:
    """Return the kit of these settings; `secrets` (account → secret) stay as they are."""
    extensions = kit.seat_extensions(settings.kit.seats or ((settings.seat.extension,)))
    queues = settings.kit.queues or settings.seat.queues
    return kit.KitConfig(
        context=settings.pbx.context,
        dial_timeout=settings.kit.dial_timeout,
        callback_timeout=settings.kit.callback_timeout,
        permit=settings.kit.permit or kit.LOCAL,
        caller_id=settings.kit.caller_id,
        music_class=settings.kit.music,
        seats=tuple(_seat(settings, extension, queues, secrets) for extension in extensions),
        leads=tuple(kit.KitLead(name, secrets.get(name) or kit.new_secret()) for name in settings.kit.leads),
    )


def _seat(
    settings: Settings, extension: str, queues: tuple[str, ...], secrets: dict[str, str]
) -> kit.KitSeat:
    own = extension == settings.seat.extension
    username = settings.pbx.username if own and settings.pbx.username else f"desk-{extension}"
    secret = secrets.get(username) or (settings.pbx_secret() if own and settings.pbx.username else "")
    technology = (settings.seat_channel.partition("/")[0]) or "PJSIP"
    return kit.KitSeat(
        extension=extension,
        channel=settings.seat_channel if own else f"{technology}/{extension}",
        username=username,
        secret=secret or kit.new_secret(),
        queues=queues,
        dial_out=settings.seat.dial_out,
        answer=settings.seat.answer,
    )
