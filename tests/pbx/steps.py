"""The steps of a call as bare AMI actions of a seat's own account: what the desk sends, without the desk."""

from __future__ import annotations

import contextlib

from tests.pbx.ami import Ami, Message
from tests.pbx.harness import CITIZEN, HOTLINE, Party, Pbx, wait_until


class Seat:
    """A seat that is signed in, and the call that it has."""

    def __init__(self, pbx: Pbx, extension: str = "2001", queue: str = "zonghe") -> None:
        self.pbx = pbx
        self.extension = extension
        self.queue = queue
        self.ami = Ami(pbx.ami_endpoint, *pbx.seat_credentials(extension))
        self.phone = pbx.seat_phone(extension)
        self.citizen: Party
        self.token = ""
        self.citizen_channel = ""
        self.agent_channel = ""
        self.department_channel = ""
        self._citizen_in_room = False
        self.ami.action(
            "QueueAdd",
            Queue=queue,
            Interface=f"PJSIP/{extension}",
            MemberName=f"agent {extension}",
            Paused="false",
            check=True,
        )

    @property
    def room(self) -> str:
        """Name of the main room."""
        return f"desk-{self.extension}-{self.token}"

    def take_call(self, citizen: str = CITIZEN) -> None:
        """Let a citizen call and answer at the seat's phone."""
        self.citizen = self.pbx.citizen(citizen)
        self._citizen_in_room = False
        since = self.ami.mark()
        self.citizen.dial(HOTLINE)
        called = self.ami.wait_event("AgentCalled", since)
        self.citizen_channel, self.agent_channel = called["Channel"], called["DestChannel"]
        self.token = "".join(filter(str.isdigit, called["Uniqueid"]))
        self.phone.answer()
        self.ami.wait_event("AgentConnect", since)
        # The citizen enters the bridge a moment after the agent: a redirect in between loses them.
        wait_until(lambda: bool(self._bridge_of(self.citizen_channel)), "citizen and agent are connected")

    def _bridge_of(self, channel: str) -> str:
        found = self.ami.listing("Status", "StatusComplete", Channel=channel)
        return found[0].get("BridgeID", "") if found else ""

    def hold(self) -> None:
        """The citizen hears music, the call-taker nothing."""
        since = self.ami.mark()
        self._with_citizen("desk-hold", self._extension())
        self.entered("agent", "hold", since)

    def resume(self) -> None:
        """Back with the citizen."""
        since = self.ami.mark()
        self._redirect((self.agent_channel, "desk-agent", self._extension()))
        self.in_room(self.agent_channel, since)
        self._end_music(self.agent_channel)

    def consult(self, number: str) -> None:
        """Call a department while the citizen hears music."""
        since = self.ami.mark()
        self._with_citizen("desk-consult", self._extension(number))
        self.entered("agent", "consult", since)

    def _with_citizen(self, context: str, extension: str) -> None:
        """Move the agent; a citizen who is not in the room yet goes there in the same step."""
        agent = (self.agent_channel, context, extension)
        if self._citizen_in_room:
            self._redirect(agent)
            return
        since = self.ami.mark()
        self._redirect(agent, (self.citizen_channel, "desk-citizen", self._extension(self.queue)))
        self.in_room(self.citizen_channel, since)
        self._citizen_in_room = True

    def _end_music(self, *others: str) -> None:
        """Let the others enter anew until the citizen's music has ended, as the desk does."""
        contexts = ("desk-agent", "desk-department")
        for _ in range(5):
            music = [m for m in self.ami.messages if m.get("Channel") == self.citizen_channel]
            states = [m["Event"] for m in music if m.get("Event", "").startswith("MusicOnHold")]
            if not states or states[-1] == "MusicOnHoldStop":
                return
            since = self.ami.mark()
            with contextlib.suppress(AssertionError):
                self.ami.wait_event("MusicOnHoldStop", since, 0.3, Channel=self.citizen_channel)
                return
            moves = [(who, where, self._extension()) for who, where in zip(others, contexts, strict=False)]
            self._redirect(*moves)
            for who in others:
                self.in_room(who, since)

    def consult_with(self, department: Party) -> None:
        """Call a department that answers."""
        since = self.ami.mark()
        self.consult(department.name)
        self.department_channel = self.entered("department", "consult", since)["Channel"]
        department.answer()
        # A redirect of both that comes before they are bridged ends the call of the department.
        for channel in (self.agent_channel, self.department_channel):
            self.ami.wait_event("BridgeEnter", since, Channel=channel)

    def join(self) -> None:
        """Three-way."""
        since = self.ami.mark()
        self._redirect(
            (self.agent_channel, "desk-agent", self._extension()),
            (self.department_channel, "desk-department", self._extension()),
        )
        self.in_room(self.agent_channel, since)
        self.in_room(self.department_channel, since)
        self._end_music(self.agent_channel, self.department_channel)

    def three_way(self, department: Party) -> None:
        """Take a call and bring a department in."""
        self.take_call()
        self.consult_with(department)
        self.join()

    def side(self) -> None:
        """From the three-way call: talk to the department while the citizen hears music."""
        since = self.ami.mark()
        self._redirect(
            (self.agent_channel, "desk-side-agent", self._extension()),
            (self.department_channel, "desk-side-department", self._extension()),
        )
        self.in_room(self.agent_channel, since, side=True)
        self.in_room(self.department_channel, since, side=True)

    def hold_department(self) -> None:
        """From the three-way call: talk to the citizen while the department hears music."""
        since = self.ami.mark()
        self._redirect((self.department_channel, "desk-side-department", self._extension()))
        self.in_room(self.department_channel, since, side=True)

    def transfer(self, number: str) -> None:
        """Hand the citizen over to a number."""
        self._redirect(
            (self.citizen_channel, "desk-transfer", f"{self.extension}*{self.token}*{self.queue}*{number}")
        )

    def hang_up_channel(self, channel: str) -> None:
        """Hang up a channel."""
        self.ami.action("Hangup", Channel=channel, Cause="16", check=True)

    def entered(self, role: str, place: str, since: int) -> Message:
        """Wait for the kit's own report of an entry."""
        return self.ami.wait_event(
            "UserEvent", since, UserEvent="DeskPlace", Role=role, Place=place, Seat=self.extension
        )

    def in_room(self, channel: str, since: int, side: bool = False) -> None:
        """Wait until a channel is in the room."""
        room = self.room + "-side" if side else self.room
        self.ami.wait_event("ConfbridgeJoin", since, Channel=channel, Conference=room)

    def _extension(self, last: str = "") -> str:
        return f"{self.extension}*{self.token}" + (f"*{last}" if last else "")

    def _redirect(self, first: tuple[str, str, str], second: tuple[str, str, str] | None = None) -> None:
        headers = dict(zip(("Channel", "Context", "Exten"), first, strict=True), Priority="1")
        if second:
            headers |= dict(zip(("ExtraChannel", "ExtraContext", "ExtraExten"), second, strict=True))
            headers["ExtraPriority"] = "1"
        reply = self.ami.action("Redirect", check=True, **headers)
        assert "uccessful" in reply["Message"]
