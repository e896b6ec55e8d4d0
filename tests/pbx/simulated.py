"""The simulator as a `tests.pbx.harness.Pbx`."""

from __future__ import annotations

from desk.pbx_kit import DISABLED_EVENTS
from telephony import simulator
from telephony.simulator import Habits, Layout, PhoneSetup, full_account, lead_account, seat_account
from telephony.simulator.channels import ChannelState
from telephony.simulator.parties import Phone
from tests.pbx.harness import (
    CONTEXT,
    DEPARTMENTS,
    HOTLINE_OF_QUEUE,
    LEAD,
    NEVER_REGISTERED,
    NOTIFIED_SEAT,
    QUEUES,
    SEATS,
    SILENCE,
    SYSTEM_NAME,
    wait_until,
)

_SECRET = "a-seat's-secret"
ADMIN = ("admin", "everything")  # reads and may do everything; for tests of the simulator itself


class SimulatedParty:
    """A person at a simulated phone."""

    def __init__(self, pbx: simulator.SimulatedPbx, number: str) -> None:
        self._pbx = pbx
        self.name = number

    @property
    def _phone(self) -> Phone:
        return self._pbx.phone(self.name)

    def _state(self) -> str:
        return self._pbx.call(
            lambda: ", ".join(f"{c.name} {c.state.name}" for c in self._phone.channels) or "idle"
        )

    def dial(self, number: str) -> None:
        """Call `number`."""
        self._pbx.call(lambda: self._phone.dial(number))

    def wait_ringing(self, timeout: float = 5.0) -> None:
        """Wait until this phone rings."""
        wait_until(
            lambda: self._pbx.call(lambda: self._phone.ringing is not None),
            lambda: f"{self.name} rings (it is {self._state()})",
            timeout,
        )

    def answer(self) -> None:
        """Answer the ringing phone."""
        self.wait_ringing()
        self._pbx.call(self._phone.answer)

    def answers_by_itself(self) -> None:
        """Pick up every call at once from now on."""
        self._behave(Habits(answers_after=0.0))

    def hang_up(self) -> None:
        """Hang up or refuse."""
        self._pbx.call(self._phone.hang_up)

    def wait_up(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in an answered call."""
        wait_until(
            lambda: self._pbx.call(lambda: any(c.state is ChannelState.UP for c in self._phone.channels)),
            lambda: f"{self.name} is in a call (it is {self._state()})",
            timeout,
        )

    def wait_gone(self, timeout: float = 5.0) -> None:
        """Wait until this phone is in no call."""
        wait_until(
            lambda: self._pbx.call(lambda: not self._phone.channels),
            lambda: f"{self.name} is in no call (it is {self._state()})",
            timeout,
        )

    def hears(self) -> frozenset[str]:
        """Return what is heard now."""
        return self._pbx.heard_at(self.name) or frozenset({SILENCE})

    def wait_hears(self, *names: str, timeout: float = 5.0) -> None:
        """Wait until exactly `names` are heard."""
        wait_until(
            lambda: self.hears() == frozenset(names),
            lambda: f"{self.name} hears {sorted(names)} (it hears {sorted(self.hears())})",
            timeout,
        )

    def set_busy(self) -> None:
        """Refuse every call from now on."""
        self._behave(Habits(rejects_after=0.0))  # the lab's phones ring for a moment, too

    def never_answers(self) -> None:
        """Let it ring from now on."""
        self._behave(Habits())

    def _behave(self, habits: Habits) -> None:
        def behave() -> None:
            self._phone.habits = habits

        self._pbx.call(behave)


class SimulatedHotline:
    """The hotline of the tests on the simulator."""

    kind = "simulator"

    def __init__(self) -> None:
        phones = [PhoneSetup(number, number) for number in (*SEATS, NOTIFIED_SEAT, LEAD, *DEPARTMENTS)]
        phones.append(PhoneSetup(NEVER_REGISTERED, NEVER_REGISTERED, registered=False))
        self.pbx = simulator.SimulatedPbx(
            Layout(
                hotlines={number: queue for queue, number in HOTLINE_OF_QUEUE.items()},
                phones=tuple(phones),
                accounts=(
                    *(seat_account(seat, _SECRET, QUEUES, originate=True) for seat in SEATS),
                    seat_account(NOTIFIED_SEAT, _SECRET, QUEUES, notify=True),
                    lead_account("desk-lead", _SECRET),
                    full_account(*ADMIN),
                ),
                context=CONTEXT,
                dial_seconds=2.0,
                strategy="rrmemory",
                disabled_events=frozenset(DISABLED_EVENTS),
                system_name=SYSTEM_NAME,
            )
        )
        self._parties: dict[str, SimulatedParty] = {}
        self._citizens: set[str] = set()
        self.start()

    @property
    def ami_endpoint(self) -> tuple[str, int]:
        """Return host and port of AMI."""
        return self.pbx.host, self.pbx.port

    def seat_credentials(self, extension: str) -> tuple[str, str]:
        """Return a seat's AMI account."""
        return f"desk-{extension}", _SECRET

    def lead_credentials(self) -> tuple[str, str]:
        """Return the lead's AMI account."""
        return "desk-lead", _SECRET

    def citizen(self, number: str) -> SimulatedParty:
        """Return the citizen with this number."""
        self._citizens.add(number)
        self.pbx.add_citizen(number)
        return self._party(number)

    def department(self, extension: str) -> SimulatedParty:
        """Return a department's phone."""
        return self._party(extension)

    def seat_phone(self, extension: str) -> SimulatedParty:
        """Return a seat's phone."""
        return self._party(extension)

    def lead_phone(self) -> SimulatedParty:
        """Return the lead's phone."""
        return self._party(LEAD)

    def notified_phone(self) -> SimulatedParty:
        """Return the phone of `NOTIFIED_SEAT`."""
        return self._party(NOTIFIED_SEAT)

    def _party(self, number: str) -> SimulatedParty:
        return self._parties.setdefault(number, SimulatedParty(self.pbx, number))

    def kill(self) -> None:
        """Kill the PBX."""
        self.pbx.stop()

    def start(self) -> None:
        """Start the killed PBX on the same port."""
        self.pbx.start()
        for number in self._citizens:
            self.pbx.add_citizen(number)

    def restart(self) -> None:
        """Kill and start."""
        self.kill()
        self.start()

    def channels(self) -> list[str]:
        """Return the names of all channels."""
        return self.pbx.call(lambda: list(self.pbx.exchange.channels))

    def rooms(self) -> list[str]:
        """Return the names of all rooms."""
        return self.pbx.call(lambda: list(self.pbx.exchange.rooms))

    def remembered(self) -> list[str]:
        """Return what the dialplan remembers of calls."""
        return self.pbx.call(lambda: [f"{t}/{role}" for t, role in self.pbx.exchange.dialplan.memory])

    def lose_music_stops(self, count: int) -> None:
        """Let the next ends of music in a room be missed."""

        def lose() -> None:
            self.pbx.exchange.lost_music_stops = count

        self.pbx.call(lose)

    def clean(self) -> None:
        """Bring everything to the state of a fresh start."""
        self.restart()

    def close(self) -> None:
        """Stop for good."""
        self.pbx.stop()
