"""Joins seat, call, legs and departments with the PBX: shows what it says, asks what is clicked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk import wording
from desk.models.targets_model import Target, raw_number
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import clock, moment, plain
from desk.workstation.call_panel import CallPanel
from desk.workstation.consult_panel import ConsultPanel, no_link
from desk.workstation.legs_table import LegsTable
from desk.workstation.link_banner import LinkBanner
from desk.workstation.ports import Ports
from desk.workstation.seat_bar import SeatBar
from telephony import requests
from telephony.errors import BadNumber
from telephony.snapshots import (
    CallAction,
    CallDirection,
    CallSnapshot,
    CallState,
    Gap,
    Hindrance,
    LinkState,
    SeatState,
    SeatView,
)

_GAP = "gap"


class CallController(QObject):
    """The only place that turns clicks into requests to the PBX."""

    ringing = Signal(object)  # CallSnapshot: a call that was not there before

    def __init__(
        self,
        ports: Ports,
        seat_bar: SeatBar,
        banner: LinkBanner,
        call_panel: CallPanel,
        legs: LegsTable,
        consult: ConsultPanel,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports = ports
        self._seat_bar, self._banner, self._call_panel = seat_bar, banner, call_panel
        self._legs, self._consult, self._messages = legs, consult, messages
        self._view: SeatView | None = None
        self._heard: set[str] = set()  # calls whose ringing has been signalled
        self._connect()
        ports.pbx.view_changed.connect(self.show_view)
        self.search_departments("")
        self.show_view(ports.pbx.view)

    def show_view(self, view: SeatView) -> None:
        """Show what the PBX has reported."""
        before, self._view = self._view, view
        self._banner.show_link(view.link)
        self._seat_bar.show_link(view.link)
        call = view.call
        self._seat_bar.show_seat(view.seat, call)
        if call is None:
            self._call_panel.show_idle(view.seat.state)
            self._legs.show_legs(())
        else:
            title = self._ports.seat.queues.get(call.queue, call.queue)
            self._call_panel.show_call(call, title, stale=view.link.state is not LinkState.UP)
            self._legs.show_legs(call.legs if call.state is not CallState.ENDED else ())
        self._show_others(view)
        self._allow(view)
        if before is not None:
            self._announce(before, view)
        for ringing in _ringing(view):
            if ringing.call_id not in self._heard:
                self._heard.add(ringing.call_id)
                self.ringing.emit(ringing)
        self._heard &= {one.call_id for one in (call, *view.other_calls) if one is not None}

    def tick(self) -> None:
        """Let the timers follow the clock."""
        self._call_panel.tick()
        self._seat_bar.tick()

    def search_departments(self, text: str) -> None:
        """Look for departments that match `text`."""
        records = self._ports.records
        self._ports.worker.submit(
            "lookup",
            lambda: records.departments(text.strip(), 20),
            lambda found: self._consult.show_departments(text, found),
            lambda error: self._consult.show_departments(text, ()),
            key="consult-departments",
        )

    def ask(self, request: Any) -> Any:
        """Send a request; a failure is said in words."""
        handle = self._ports.pbx.request(request)
        handle.failed.connect(self._failed)
        return handle

    def _failed(self, error: Exception) -> None:
        self._messages.error(wording.failure(error))

    def _connect(self) -> None:
        seat, call, consult, legs = self._seat_bar, self._call_panel, self._consult, self._legs
        seat.ready_requested.connect(self._ready)
        seat.not_ready_requested.connect(self._not_ready)
        seat.sign_out_requested.connect(lambda: self.ask(requests.SignOut()))
        seat.dial_requested.connect(self._dial)
        call.answer_requested.connect(lambda: self.ask(requests.Answer()))
        call.hold_requested.connect(lambda: self.ask(requests.Hold()))
        call.resume_requested.connect(lambda: self.ask(requests.Resume()))
        call.return_requested.connect(lambda: self.ask(requests.ReturnToCitizen()))
        call.hang_up_requested.connect(lambda: self.ask(requests.HangUp()))
        consult.query_changed.connect(self.search_departments)
        consult.consult_requested.connect(lambda number, name: self.ask(requests.Consult(number, name)))
        consult.join_requested.connect(lambda: self.ask(requests.Join()))
        consult.leave_requested.connect(lambda: self.ask(requests.Leave()))
        consult.transfer_requested.connect(self._transfer)
        consult.refused.connect(self._messages.error)
        legs.mute_requested.connect(lambda role, on: self.ask(requests.MuteLeg(role, on)))
        legs.hold_requested.connect(lambda role, on: self.ask(requests.HoldLeg(role, on)))
        legs.drop_requested.connect(lambda role: self.ask(requests.DropLeg(role)))

    def _ready(self) -> None:
        view = self._ports.pbx.view
        if view.seat.state is SeatState.SIGNED_OUT:
            self.ask(requests.SignIn()).confirmed.connect(lambda: self.ask(requests.Ready()))
        else:
            self.ask(requests.Ready())

    def _not_ready(self, reason: str) -> None:
        view = self._ports.pbx.view
        if view.seat.state is SeatState.SIGNED_OUT:
            self.ask(requests.SignIn()).confirmed.connect(lambda: self.ask(requests.NotReady(reason)))
        else:
            self.ask(requests.NotReady(reason))

    def _dial(self, text: str) -> None:
        number = raw_number(text)
        if not number:
            self._messages.error(wording.failure(BadNumber(text)))
            return
        self.ask(requests.Dial(number)).confirmed.connect(self._seat_bar.dial.clear)

    def _transfer(self, target: Target) -> None:
        where: requests.TransferTarget = requests.NumberTarget(target.number)
        if target.queue:
            where = requests.QueueTarget(target.queue)
        self.ask(requests.Transfer(where))

    def _show_others(self, view: SeatView) -> None:
        others = [call for call in view.other_calls if call.state is not CallState.ENDED]
        if not others:
            self._call_panel.show_other("")
            return
        call = others[0]
        number = plain(call.number, 40) or self.tr("number withheld")
        self._call_panel.show_other(
            self.tr("Second call: {0} ({1})").format(number, wording.call_state(call))
        )

    def _allow(self, view: SeatView) -> None:
        why_not = reasons(view)
        self._call_panel.allow(why_not)
        self._consult.allow(why_not)
        self._legs.allow(why_not)
        dial = why_not.get(CallAction.DIAL)
        if not self._ports.seat.dial_out:
            dial = wording.hindrance(Hindrance.NOT_ALLOWED)
        self._seat_bar.allow_dial(dial)

    def _announce(self, before: SeatView, view: SeatView) -> None:
        """Say what has changed without a click."""
        if before.link.state is not LinkState.UP and view.link.state is LinkState.UP:
            self._messages.news(self.tr("Connected to the PBX."))
        if view.gap is not None and view.gap != before.gap:
            self._tell_gap(view.gap)
        call, old = view.call, before.call
        if call is None:
            return
        if old is None or old.call_id != call.call_id:
            return
        if call.direction is CallDirection.OUTBOUND and call.answered_at is None:
            why = wording.not_reached(call)  # the PBX tells it before the end, while the busy tone is heard
            if why and why != wording.not_reached(old):
                self._messages.warning(why)
            return
        tried = old.state is CallState.CONSULT_DIALLING and call.state is not CallState.CONSULT_DIALLING
        if call.consult_result is not old.consult_result or tried:
            sentence = wording.consult_result(call.consult_result, self._department(call))
            if sentence:
                self._messages.warning(sentence)
        if call.state is CallState.ENDED and old.state is not CallState.ENDED:
            self._messages.notice(wording.end_reason(call.end_reason))

    def _department(self, call: CallSnapshot) -> str:
        name = next((row.name for row in self._consult.model.rows if row.number == call.consult_number), "")
        return plain(name or call.consult_number, 60) or self.tr("The department")

    def _tell_gap(self, gap: Gap) -> None:
        """Say what came meanwhile: it stands until it is acknowledged, unless nothing came."""
        text = self._span(gap)
        if gap.completed is None or gap.abandoned is None:
            text += " " + self.tr("The PBX was restarted and can't tell which calls came meanwhile.")
        else:
            queues = self._came(gap.completed, gap.abandoned)
            if not queues and not gap.taken_here:
                self._messages.news(text + " " + self.tr("No calls came meanwhile."))
                return
            text += " " + "; ".join((*queues, self._taken(gap)))
        self._messages.stand(_GAP, text, gap.until)

    def _span(self, gap: Gap) -> str:
        return self.tr("Without the PBX from {0} to {1} ({2}).").format(
            moment(gap.since, gap.until),
            moment(gap.until, gap.until),
            clock((gap.until - gap.since).total_seconds()),
        )

    def _came(self, completed: Mapping[str, int], abandoned: Mapping[str, int]) -> tuple[str, ...]:
        words = self.tr("{0}: answered {1}, given up {2}")
        return tuple(
            words.format(
                plain(self._ports.seat.queues.get(name, name), 30),
                completed.get(name, 0),
                abandoned.get(name, 0),
            )
            for name in dict.fromkeys((*completed, *abandoned))
            if completed.get(name) or abandoned.get(name)
        )

    def _taken(self, gap: Gap) -> str:
        if gap.taken_here and gap.last_call_here is not None:
            return self.tr("taken here: {0}, the last ended at {1}").format(
                gap.taken_here, moment(gap.last_call_here, gap.until)
            )
        return self.tr("taken here: {0}").format(gap.taken_here or 0)


def reasons(view: SeatView) -> dict[CallAction, str]:
    """Return why each action that is not possible now is not."""
    if view.link.state is not LinkState.UP:
        return no_link()
    call = view.call
    can = call.can if call is not None else frozenset()
    hindrances = call.hindrances if call is not None else view.idle_hindrances
    result: dict[CallAction, str] = {}
    for action in CallAction:
        if action in can:
            continue
        if call is None and action not in hindrances:
            if action is CallAction.DIAL:
                continue  # nothing stands in the way of the one action that needs no call
            result[action] = wording.hindrance(Hindrance.NO_CALL)
        else:
            result[action] = wording.hindrance(hindrances.get(action, Hindrance.NO_CALL))
    return result


def _ringing(view: SeatView) -> list[CallSnapshot]:
    calls = (view.call, *view.other_calls)
    return [call for call in calls if call is not None and call.state is CallState.RINGING]
