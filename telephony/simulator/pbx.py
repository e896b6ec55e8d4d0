"""The simulator as others use it: a PBX in a thread of its own, started and stopped like a program."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from telephony.simulator.accounts import ALL_CLASSES, Account, classes_of
from telephony.simulator.dialplan import Dialplan, House
from telephony.simulator.exchange import Exchange
from telephony.simulator.parties import Habits, Phone
from telephony.simulator.queue_log import QueueLog
from telephony.simulator.queues import Queue
from telephony.simulator.server import AmiServer
from telephony.simulator.sound import heard_at

T = TypeVar("T")

MANAGER_VARIABLES = ("DESK_SEAT", "DESK_TOKEN", "DESK_ROLE", "DESK_PLACE", "DESK_QUEUE")
_START_SECONDS = 10.0


@dataclass(frozen=True)
class PhoneSetup:
    """A phone that the PBX has from the start."""

    number: str
    endpoint: str
    name: str = ""
    habits: Habits = field(default_factory=Habits)
    registered: bool = True


@dataclass(frozen=True)
class Layout:
    """What stands in the PBX's configuration files; a restart reads it again."""

    hotlines: dict[str, str] = field(default_factory=dict)  # number to queue
    phones: tuple[PhoneSetup, ...] = ()
    accounts: tuple[Account, ...] = ()
    context: str = "from-internal"
    trunk_context: str = "from-trunk"
    caller_id: str = ""  # shown to departments and to citizens who are called back
    dial_seconds: float = 30.0  # that a department's phone rings
    strategy: str = "ringall"
    ring_seconds: float = 15.0
    retry_seconds: float = 1.0
    kit: bool = True
    profiles: bool = True  # the kit's confbridge.conf is included, too
    channel_variables: bool = True  # its `channelvars` are those in force
    noise: bool = False
    disabled_events: frozenset[str] = frozenset()
    system_name: str = ""  # of asterisk.conf


def seat_account(
    extension: str,
    secret: str,
    queues: tuple[str, ...],
    *,
    originate: bool = False,
    notify: bool = False,
    filtered: bool = True,
) -> Account:
    """Return the account that the kit writes for a seat."""
    write = {"agent", "call"} | ({"originate"} if originate else set()) | ({"system"} if notify else set())
    filters = [f"PJSIP/{extension}[^0-9]", f"desk-{extension}-"]
    filters += [f"DESK_SEAT={extension}[^0-9]", f"Seat: {extension}[^0-9]"]
    filters += [f"Event: QueueCaller.*Queue: {queue}\r" for queue in queues]
    filters += ["UserEvent: DeskAnnounce[^A-Za-z]", "!Event: ChanSpy"]
    return Account(
        f"desk-{extension}",
        secret,
        read=classes_of("agent,call,user"),
        write=frozenset(write),
        filters=tuple(filters) if filtered else (),
    )


# What the kit lets through to a lead.
_LEAD_EVENTS = (
    "Agent(Called|Complete|Connect|RingNoAnswer)|ChanSpy(Start|Stop)|"
    "Confbridge(Join|Leave)|Dial(Begin|End)|Hangup|HangupRequest|OriginateResponse|"
    "QueueCaller(Abandon|Join|Leave)|QueueMember(Added|Pause|Removed|Status)|UserEvent"
)


def lead_account(name: str, secret: str, *, filtered: bool = True) -> Account:
    """Return the account that the kit writes for a team lead."""
    return Account(
        name,
        secret,
        read=classes_of("agent,call,user"),
        write=frozenset({"agent", "call", "originate", "user"}),
        filters=(f"^Event: ({_LEAD_EVENTS})\r",) if filtered else (),
    )


def full_account(name: str, secret: str) -> Account:
    """Return an account that reads and may do everything."""
    return Account(name, secret, read=ALL_CLASSES, write=ALL_CLASSES)


class SimulatedPbx:
    """A PBX that speaks AMI on a TCP port; every method may be called from any thread."""

    def __init__(self, layout: Layout, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.layout = layout
        self.host = host
        self.port = port
        self.queue_log = QueueLog()  # stays over restarts
        self.on_start: list[Callable[[SimulatedPbx], None]] = []  # run in the PBX's loop at each start
        self._exchange: Exchange | None = None
        self._server: AmiServer | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def exchange(self) -> Exchange:
        """Return the switch; touch it only in the PBX's own loop (see `call`)."""
        if self._exchange is None:
            raise RuntimeError("the PBX is not running")
        return self._exchange

    @property
    def server(self) -> AmiServer:
        """Return the AMI server; touch it only in the PBX's own loop."""
        if self._server is None:
            raise RuntimeError("the PBX is not running")
        return self._server

    @property
    def running(self) -> bool:
        """Tell whether the PBX is up."""
        return self._thread is not None

    def start(self) -> None:
        """Start the PBX; returns when it takes logins."""
        if self._thread is not None:
            return
        ready: concurrent.futures.Future[None] = concurrent.futures.Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="simulated-pbx", daemon=True)
        self._thread.start()
        try:
            ready.result(_START_SECONDS)
        except BaseException:
            self._thread.join()
            self._thread = None
            raise

    def stop(self) -> None:
        """Kill the PBX: calls and connections are gone without a word, the port is free."""
        thread, loop = self._thread, self._loop
        if thread is None or loop is None:
            return
        loop.call_soon_threadsafe(self._stopping.set)
        thread.join()
        self._thread = None

    def call(self, act: Callable[[], T]) -> T:
        """Run `act` in the PBX's loop and return what it returns."""
        loop = self._loop
        if loop is None or self._thread is None:
            raise RuntimeError("the PBX is not running")
        if threading.current_thread() is self._thread:
            return act()
        done: concurrent.futures.Future[T] = concurrent.futures.Future()

        def run() -> None:
            try:
                done.set_result(act())
            except BaseException as error:
                done.set_exception(error)

        loop.call_soon_threadsafe(run)
        return done.result(_START_SECONDS)

    def phone(self, number: str) -> Phone:
        """Return a phone of the PBX; use it inside `call`."""
        return self.exchange.phones[number]

    def heard_at(self, number: str) -> frozenset[str]:
        """Return what is heard at a phone: numbers, `music`, `ringing`, `busy`."""
        return self.call(lambda: heard_at(self.exchange.phones[number]))

    def add_citizen(self, number: str, *, name: str = "", habits: Habits | None = None) -> Phone:
        """Return the phone of an outside number; it calls in and is called through the trunk."""

        def add() -> Phone:
            phone = self.exchange.phones.get(number)
            if phone is None:
                phone = Phone(
                    self.exchange, number, "trunk", self.layout.trunk_context, trunk=True, name=name
                )
            if habits is not None:
                phone.habits = habits
            return phone

        return self.call(add)

    def add_phone(self, number: str, *, habits: Habits | None = None) -> Phone:
        """Return an inside phone, which is put up if there is none with this number."""

        def add() -> Phone:
            phone = self.exchange.phones.get(number)
            if phone is None:
                phone = Phone(self.exchange, number, number, self.layout.context)
            if habits is not None:
                phone.habits = habits
            return phone

        return self.call(add)

    # The thread

    def _run(self, ready: concurrent.futures.Future[None]) -> None:
        try:
            asyncio.run(self._main(ready))
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(error)

    async def _main(self, ready: concurrent.futures.Future[None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        exchange = self._exchange = build(self.layout)
        exchange.queue_log = self.queue_log
        self.queue_log.write("", "", "", "QUEUESTART")
        server = self._server = AmiServer(exchange, {a.name: a for a in self.layout.accounts})
        try:
            self.port = await server.start(self.host, self.port)
            for act in self.on_start:
                act(self)
            ready.set_result(None)
            await self._stopping.wait()
        finally:
            await server.stop()
            await exchange.close()


def build(layout: Layout) -> Exchange:
    """Build a switch as its configuration says; needs a running loop."""
    exchange = Exchange()
    exchange.manager_variables = MANAGER_VARIABLES if layout.kit and layout.channel_variables else ()
    exchange.has_profiles = layout.kit and layout.profiles
    exchange.timestamps = layout.kit
    exchange.disabled_events = layout.disabled_events
    exchange.noise = layout.noise
    exchange.system_name = layout.system_name
    dialplan = Dialplan(
        exchange,
        House(
            layout.context, layout.trunk_context, dict(layout.hotlines), layout.caller_id, layout.dial_seconds
        ),
    )
    dialplan.kit_installed = layout.kit
    exchange.dialplan = dialplan
    for name in dict.fromkeys(layout.hotlines.values()):
        Queue(
            exchange,
            name,
            strategy=layout.strategy,
            ring_seconds=layout.ring_seconds,
            retry_seconds=layout.retry_seconds,
        )
    for setup in layout.phones:
        Phone(
            exchange,
            setup.number,
            setup.endpoint,
            layout.context,
            name=setup.name,
            habits=setup.habits,
            registered=setup.registered,
        )
    return exchange
