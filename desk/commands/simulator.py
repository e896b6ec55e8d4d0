"""`desk simulator`: the PBX simulator alone, speaking AMI."""

from __future__ import annotations

import math
import signal
import threading

import click

from desk.errors import UserError
from desk.language import translate


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=5038, show_default=True)
@click.option("--calls-per-second", type=click.FloatRange(0.0, 100.0), default=0.2, show_default=True)
@click.option("--seats", type=click.IntRange(1, 500), default=10, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same calls.")
def simulator(port: int, calls_per_second: float, seats: int, seed: int) -> None:
    """Simulate a hotline's PBX: seats at work, citizens calling, AMI on 127.0.0.1."""
    from telephony.simulator.load import load_pbx

    if not math.isfinite(calls_per_second):
        raise click.BadParameter(str(calls_per_second), param_hint="--calls-per-second")
    secret = "simulator"  # noqa: S105
    pbx = load_pbx(port=port, seats=seats, calls_per_second=calls_per_second, seed=seed, secret=secret)
    stop = threading.Event()
    # Before anybody is told that it stands: they may end it at once.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        pbx.start()
    except OSError as error:
        raise UserError(
            translate(
                "Command", "Port {port} can't be opened: {reason}. Choose another one with --port."
            ).format(port=port, reason=error.strerror or error)
        ) from error
    click.echo(
        translate("Command", "PBX simulator: AMI on {host}:{port}. Account {name}, secret {secret}.").format(
            host=pbx.host, port=pbx.port, name="desk-2001", secret=secret
        )
    )
    stop.wait()
    pbx.stop()
