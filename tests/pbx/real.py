"""A real Asterisk with real phones, all on 127.0.0.1, in a folder of its own.

The Asterisk comes from a Debian tree that `resources/setup/pbx.sh` makes. It is started through the
tree's own loader: no root, no chroot and no mounts are needed to run it, and several can run at once.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from desk import pbx_kit
from tests.pbx import harness, lab_config, process, sound
from tests.pbx.ami import Ami
from tests.pbx.crowd import Crowd
from tests.pbx.harness import wait_until
from tests.pbx.notified import ScenarioPhone
from tests.pbx.phone import Phone

_SETUP = Path(__file__).parents[2] / "resources" / "setup" / "pbx.sh"
_PREFIX = "hotline-lab-"
_NOTIFIED_SLOT = 48  # behind every phone that can be added
_CROWD_SLOT = 40  # and seven more for callers
_PORTS_FROM, _PORTS_TO, _PORTS_STEP = 12000, 31000, 1000


class LabError(Exception):
    """The real PBX can't be set up; the text says why."""


def tree() -> Path:
    """Return the folder with Asterisk's tree, made if it is missing."""
    done = subprocess.run([str(_SETUP)], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise LabError(f"{_SETUP.name} failed with status {done.returncode}; its messages stand above")
    return Path(done.stdout.strip().splitlines()[-1])


class RealPbx:
    """A real Asterisk with the kit, and the phones of seats, departments and citizens."""

    kind = "real"

    def __init__(self, tree_folder: Path, dial_timeout: int = 6, talk_seconds: int = 150) -> None:
        self._tree = tree_folder
        self._talk_seconds = talk_seconds
        _sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        (self.folder / "pid").write_text(str(os.getpid()))
        self._ports, self._ports_lock = _free_ports()
        self._loader = _one(tree_folder, "lib/*-linux-gnu*/ld-linux*.so.*", "lib64/ld-linux*.so.*")
        self._libraries = _one(
            tree_folder, "usr/lib/*-linux-gnu*/libc.so.6", "lib/*-linux-gnu*/libc.so.6"
        ).parent
        self._modules = _one(tree_folder, "usr/lib/*/asterisk/modules", "usr/lib/asterisk/modules")
        self._process: subprocess.Popen[bytes] | None = None
        self._admin: Ami | None = None
        self._admin_secret = pbx_kit.new_secret()
        self._phones: dict[str, Phone] = {}
        self._slots: dict[str, int] = {}
        self._notified: ScenarioPhone | None = None
        fixed = (*harness.SEATS, *harness.DEPARTMENTS, harness.LEAD)
        for extension in fixed:
            self._slots[extension] = len(self._slots)
        self.kit = pbx_kit.KitConfig(
            context=harness.CONTEXT,
            dial_timeout=dial_timeout,
            seats=(
                *(_seat(extension) for extension in harness.SEATS),
                _seat(harness.NOTIFIED_SEAT, dial_out=False, answer="notify"),
            ),
            leads=(pbx_kit.KitLead("desk-lead", pbx_kit.new_secret()),),
        )
        self._config = lab_config.write(
            self.folder,
            tree_folder,
            self._modules,
            self._ports,
            {extension: self._ports.phone(self._slots[extension]) for extension in fixed}
            | {harness.NOTIFIED_SEAT: self._ports.phone(_NOTIFIED_SLOT)}
            | dict.fromkeys(harness.CROWD, self._ports.phone(_CROWD_SLOT)),
            self.kit,
            self._admin_secret,
        )
        atexit.register(self.close)

    @property
    def ami_endpoint(self) -> tuple[str, int]:
        """Return host and port of AMI."""
        return "127.0.0.1", self._ports.ami

    @property
    def ami_tls(self) -> tuple[str, int, Path]:
        """Return host, port and CA file of AMI over TLS; its name is `lab_config.TLS_NAME`."""
        return "127.0.0.1", self._ports.ami_tls, self._config.with_name("cert.pem")

    @property
    def admin(self) -> Ami:
        """Return a session that may do everything; for looking, not for what is tested."""
        assert self._admin is not None
        return self._admin

    @property
    def admin_credentials(self) -> tuple[str, str]:
        """Return user name and secret of an account that may do and see everything."""
        return "lab", self._admin_secret

    def seat_credentials(self, extension: str) -> tuple[str, str]:
        """Return AMI user name and secret of a seat."""
        seat = next(seat for seat in self.kit.seats if seat.extension == extension)
        return seat.username, seat.secret

    def lead_credentials(self) -> tuple[str, str]:
        """Return AMI user name and secret of the team lead."""
        lead = self.kit.leads[0]
        return lead.username, lead.secret

    def citizen(self, number: str) -> Phone:
        """Return the citizen with this number."""
        phone = self._phone(number)
        self.admin.action("DBPut", Family="lab", Key=number, Val=str(phone.port), check=True)
        return phone

    def department(self, extension: str) -> Phone:
        """Return the department's phone."""
        return self._phone(extension)

    def seat_phone(self, extension: str) -> Phone:
        """Return the phone on a seat's desk."""
        return self._phone(extension)

    def lead_phone(self) -> Phone:
        """Return the team lead's phone."""
        return self._phone(harness.LEAD)

    def notified_phone(self) -> ScenarioPhone:
        """Return the phone of `NOTIFIED_SEAT`, switched on."""
        if self._notified is None:
            self._notified = ScenarioPhone(
                harness.NOTIFIED_SEAT,
                self.folder / "phones" / harness.NOTIFIED_SEAT,
                self._ports.phone(_NOTIFIED_SLOT),
                lambda: self.admin.listing("CoreShowChannels", "CoreShowChannelsComplete"),
            )
            self._notified.power_on()
        return self._notified

    def crowd(self) -> Crowd:
        """Return SIPp's seats and callers, none of them there yet."""
        first = self._ports.phone(_CROWD_SLOT)
        return Crowd(self.folder / "crowd", self._ports.sip, first, first)

    def queue_log(self) -> list[str]:
        """Return the lines of the PBX's queue_log."""
        return (self.folder / "log" / "queue_log").read_text().splitlines()

    def start(self) -> None:
        """Start Asterisk; returns when it takes logins and is fully booted."""
        self._process = process.start(
            [
                str(self._loader),
                "--library-path",
                ":".join(str(self._tree / root / self._libraries.name) for root in ("usr/lib", "lib"))
                + f":{self._tree / 'usr' / 'lib'}",
                str(self._tree / "usr" / "sbin" / "asterisk"),
                "-f",
                "-C",
                str(self._config),
            ],
            self.folder / "log" / "console",
        )
        wait_until(self._is_up, lambda: f"Asterisk is up; its log ends with:\n{self.log()[-2000:]}", 30)
        self.command("database deltree desk")  # a killed PBX could not

    def kill(self) -> None:
        """Kill Asterisk as a power cut would."""
        if self._admin is not None:
            self._admin.close()
            self._admin = None
        process.kill(self._process)
        self._process = None

    def restart(self) -> None:
        """Kill and start."""
        self.kill()
        self.start()

    def channels(self) -> list[str]:
        """Return the names of all channels."""
        return [m["Channel"] for m in self.admin.listing("CoreShowChannels", "CoreShowChannelsComplete")]

    def rooms(self) -> list[str]:
        """Return the names of all conference rooms."""
        rooms = self.admin.listing("ConfbridgeListRooms", "ConfbridgeListRoomsComplete")
        return [m["Conference"] for m in rooms]

    def remembered(self) -> list[str]:
        """Return the kit's AstDB entries of calls."""
        lines = self.command("database show desk").splitlines()
        return [line.split()[0].removeprefix("/desk/") for line in lines if line.startswith("/desk/")]

    def command(self, text: str) -> str:
        """Run a console command and return what it printed."""
        return self.admin.action("Command", Command=text).get("Output", "")

    def log(self) -> str:
        """Return Asterisk's log."""
        texts = (self.folder / "log" / name for name in ("console", "full"))
        return "\n".join(path.read_text(errors="replace") for path in texts if path.exists())

    def clean(self) -> None:
        """Bring everything to the state of a fresh start."""
        if self._process is None or self._process.poll() is not None:
            self.start()
        for phone in self._phones.values():
            phone.clean()
        for channel in self.channels():
            self.admin.action("Hangup", Channel=channel)
        for queue in harness.QUEUES:
            for message in self.admin.listing("QueueStatus", "QueueStatusComplete", Queue=queue):
                if message["Event"] == "QueueMember":
                    self.admin.action("QueueRemove", Queue=queue, Interface=message["Location"])
            self.admin.action("QueueReset", Queue=queue)
        harness.assert_nothing_left(self)

    def close(self) -> None:
        """Kill everything and remove the folder."""
        for phone in self._phones.values():
            phone.power_off()
        self._phones.clear()
        if self._notified is not None:
            self._notified.power_off()
        self.kill()
        self._ports_lock.close()
        if not os.environ.get("DESK_LAB_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.close)

    def _phone(self, number: str) -> Phone:
        if number not in self._phones:
            slot = self._slots.setdefault(number, len(self._slots))
            phone = Phone(
                number,
                self.folder / "phones" / number,
                self._ports.phone(slot),
                self._ports.sip,
                sound.VOICES_HZ[slot],
                self._talk_seconds,
                self._voices,
            )
            phone.power_on()
            self._phones[number] = phone
        return self._phones[number]

    def _voices(self) -> dict[float, str]:
        return {sound.VOICES_HZ[slot]: number for number, slot in self._slots.items()}

    def _is_up(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise LabError(f"Asterisk ended with status {self._process.returncode}:\n{self.log()[-2000:]}")
        try:
            if self._admin is None:
                self._admin = Ami(self.ami_endpoint, "lab", self._admin_secret, events=False)
            # Some console commands come a moment after that.
            booted = "fully booted" in self.command("core waitfullybooted")
            return booted and self.command("core show version").startswith("Asterisk")
        except (OSError, AssertionError):
            time.sleep(0.05)
            return False


def _seat(extension: str, *, dial_out: bool = True, answer: str = "phone") -> pbx_kit.KitSeat:
    return pbx_kit.KitSeat(
        extension,
        f"PJSIP/{extension}",
        f"desk-{extension}",
        pbx_kit.new_secret(),
        harness.QUEUES,
        dial_out,
        answer,
    )


def _sweep() -> None:
    """Remove the folders of labs that were killed before they could do it themselves."""
    for folder in Path(tempfile.gettempdir()).glob(_PREFIX + "*"):
        with contextlib.suppress(OSError, ValueError):
            if not Path("/proc", str(int((folder / "pid").read_text()))).exists():
                shutil.rmtree(folder, ignore_errors=True)


def _one(folder: Path, *patterns: str) -> Path:
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.exists():  # the tree's absolute links lead out of it
                return path
    raise LabError(f"{folder} holds no {patterns[0]}: remove it and run {_SETUP}")


def _free_ports() -> tuple[lab_config.LabPorts, socket.socket]:
    """Take a block of ports; the listening socket on its first one keeps other labs away."""
    for first in range(_PORTS_FROM, _PORTS_TO, _PORTS_STEP):
        lock = socket.socket()
        try:
            lock.bind(("127.0.0.1", first))
            lock.listen(1)
        except OSError:
            lock.close()
            continue
        return lab_config.LabPorts(first), lock
    raise LabError("no free block of a thousand ports between 12000 and 31000")
