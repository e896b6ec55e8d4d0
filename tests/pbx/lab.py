"""A real PBX with phones, and desks for its seats, to try: `make lab`, or `python -m tests.pbx.lab`.

It prints where AMI is and which settings file fits, and takes commands that move the phones. It runs
until `quit`, Ctrl-C or a TERM signal; then nothing is left of it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from desk import settings as desk_settings
from desk.demo.run import make_data
from tests.pbx import harness
from tests.pbx.phone import Phone
from tests.pbx.real import LabError, RealPbx, tree

_FOLDER = Path(__file__).parents[2] / ".lab"
_HELP = """\
  call [NUMBER] [HOTLINE]  a citizen calls (13800000001 calls 12345; 12329 is the queue gjj)
  answer WHO               the phone of WHO answers: 2001, 8001, 13800000001 …
  hangup WHO               … hangs up
  auto WHO                 … answers by itself from now on
  busy WHO                 … is busy from now on
  rings WHO                … only rings from now on (as at the start)
  hears WHO                who is heard there now
  show                     channels and rooms of the PBX
  console COMMAND          an Asterisk console command
  kill, start              kills and starts the PBX
  quit"""
_SETTINGS = """\
[pbx]
host = "{host}"
port = {port}
username = "{username}"
secret = "{secret}"
context = "{context}"
[seat]
extension = "{extension}"
agent = "10{last}"
name = "Lab {extension}"
queues = ["zonghe", "gjj"]
answer = "{answer}"
dial_out = {dial_out}
[database]
url = "sqlite:///{folder}/desk.db"
[kb]
index = "{folder}/kb-index-{extension}"
[queue_names]
zonghe = "综合"
gjj = "公积金"
"""


def main() -> None:
    """Run the lab until it is told to end."""
    signal.signal(signal.SIGTERM, _end)
    try:
        pbx = RealPbx(tree(), dial_timeout=30, talk_seconds=1800)
    except LabError as error:
        sys.exit(str(error))
    try:
        pbx.start()
        _introduce(pbx)
        _prompt(pbx)
    except (KeyboardInterrupt, EOFError):
        print()
    except (LabError, AssertionError) as error:
        sys.exit(str(error))
    finally:
        pbx.close()


def _introduce(pbx: RealPbx) -> None:
    host, port = pbx.ami_endpoint
    version = pbx.command("core show version").split(" built")[0]
    print(f"{version} is up. AMI: {host}:{port}")
    _FOLDER.mkdir(exist_ok=True)
    for seat in pbx.kit.seats:
        path = _settings_file(seat.extension)
        path.touch(0o600)
        path.write_text(
            _SETTINGS.format(
                host=host,
                port=port,
                username=seat.username,
                secret=seat.secret,
                context=harness.CONTEXT,
                extension=seat.extension,
                answer=seat.answer,
                dial_out=str(seat.dial_out).lower(),
                last=seat.extension[-2:],
                folder=_FOLDER,
            ),
            "utf-8",
        )
    # One database for all of them; each desk makes its own copy of the index from it.
    make_data(desk_settings.load(_settings_file(harness.SEATS[0])), _FOLDER / "starter-loaded", print)
    for seat in pbx.kit.seats:
        how = "on the screen" if seat.answer == "notify" else f"by `answer {seat.extension}`"
        print(f"Seat {seat.extension}, answered {how}:")
        print(f"  .venv/bin/desk workstation --config {_settings_file(seat.extension)}")
    for extension in harness.SEATS:
        pbx.seat_phone(extension)
    pbx.notified_phone()
    for extension in harness.DEPARTMENTS:
        pbx.department(extension)
    print(f"Departments with a phone: {', '.join(harness.DEPARTMENTS)} (the first three of the directory)")
    print(_HELP, flush=True)


def _settings_file(extension: str) -> Path:
    return _FOLDER / f"desk-{extension}.toml"


def _prompt(pbx: RealPbx) -> None:
    while True:
        try:
            words = input("lab> ").split()
        except EOFError:
            if sys.stdin.isatty():
                raise
            print("No commands: running until Ctrl-C or a TERM signal.", flush=True)
            while True:
                signal.pause()
        if not words:
            continue
        if words[0] == "quit":
            return
        with contextlib.suppress(KeyboardInterrupt):
            try:
                _obey(pbx, words[0], words[1:])
            except (AssertionError, OSError, LabError) as error:
                print(error)


def _obey(pbx: RealPbx, command: str, rest: list[str]) -> None:
    phones: dict[str, Callable[[Phone], object]] = {
        "answer": Phone.answer,
        "hangup": Phone.hang_up,
        "auto": Phone.answers_by_itself,
        "busy": Phone.set_busy,
        "rings": Phone.never_answers,
        "hears": lambda phone: print(", ".join(sorted(phone.hears()))),
    }
    if command == "call":
        citizen, hotline, *_ = [*rest, *("13800000001", harness.HOTLINE)[len(rest) :]]
        pbx.citizen(citizen).dial(hotline)
    elif command in phones and rest:
        who = rest[0]
        if who == harness.NOTIFIED_SEAT:
            print(f"Nobody can touch the phone of {who}: its desk answers and hangs up.")
            return
        known = (*harness.SEATS, *harness.DEPARTMENTS)
        phones[command](pbx.seat_phone(who) if who in known else pbx.citizen(who))
    elif command == "show":
        print("\n".join([*pbx.channels(), *pbx.rooms()]) or "nothing")
    elif command == "console":
        print(pbx.command(" ".join(rest)))
    elif command in ("kill", "start"):
        getattr(pbx, command)()
    else:
        print(_HELP)


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    os.chdir(_FOLDER.parent)
    main()
