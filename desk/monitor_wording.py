"""Every key that the floor, its figures and the board use, in words for the team lead."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desk import wording
from desk.figures.alarms import AlarmEvent, AlarmState, Measure
from desk.figures.periods import Window
from desk.figures.rising import Sort
from desk.language import translate
from desk.records.lead_log import ActionResult
from telephony.errors import ReachedSome
from telephony.floor.facts import EndedBy, Outcome
from telephony.floor.views import FloorState, WatchMode

# Asked for each cell of each seat: only the word that is wanted is translated.
_STATES: dict[FloorState, Any] = {
    FloorState.UNKNOWN: QT_TRANSLATE_NOOP("monitor_wording", "Unknown"),
    FloorState.SIGNED_OUT: QT_TRANSLATE_NOOP("monitor_wording", "Signed out"),
    FloorState.NOT_READY: QT_TRANSLATE_NOOP("monitor_wording", "Not ready"),
    FloorState.READY: QT_TRANSLATE_NOOP("monitor_wording", "Ready"),
    FloorState.RINGING: QT_TRANSLATE_NOOP("monitor_wording", "Ringing"),
    FloorState.DIALLING: QT_TRANSLATE_NOOP("monitor_wording", "Dialling"),
    FloorState.TALKING: QT_TRANSLATE_NOOP("monitor_wording", "Talking"),
    FloorState.CONSULTING: QT_TRANSLATE_NOOP("monitor_wording", "Consultation"),
    FloorState.THREE_WAY: QT_TRANSLATE_NOOP("monitor_wording", "Three-way"),
    FloorState.HELD: QT_TRANSLATE_NOOP("monitor_wording", "On hold"),
    FloorState.AFTER_CALL: QT_TRANSLATE_NOOP("monitor_wording", "After-call work"),
}


def floor_state(state: FloorState) -> str:
    """Name what a seat does."""
    return translate("monitor_wording", _STATES[state])


def state_tone(state: FloorState) -> str:
    """Return the tone in which a state stands in a table."""
    return {
        FloorState.READY: "good",
        FloorState.RINGING: "warning",
        FloorState.TALKING: "accent",
        FloorState.CONSULTING: "accent",
        FloorState.THREE_WAY: "accent",
        FloorState.DIALLING: "accent",
        FloorState.HELD: "warning",
        FloorState.UNKNOWN: "muted",
        FloorState.SIGNED_OUT: "muted",
    }.get(state, "")


def failure(error: Exception) -> str:
    """Say why a request failed."""
    if isinstance(error, ReachedSome):
        comma = translate("monitor_wording", ", ")
        why = dict.fromkeys(failure(each) for each in error.failures.values())
        return translate("monitor_wording", "Reached {0}, not {1}. {2}").format(
            comma.join(error.reached), comma.join(error.failures), " ".join(why)
        )
    return wording.failure(error)


def window(kind: Window) -> str:
    """Name a span of figures."""
    return {
        Window.QUARTER: translate("monitor_wording", "15 minutes"),
        Window.HOUR: translate("monitor_wording", "1 hour"),
        Window.DAY: translate("monitor_wording", "Today"),
    }[kind]


def watch_mode(mode: WatchMode) -> str:
    """Say how a lead takes part."""
    return {
        WatchMode.LISTEN: translate("monitor_wording", "is listened to"),
        WatchMode.WHISPER: translate("monitor_wording", "is whispered to"),
        WatchMode.BARGE: translate("monitor_wording", "lead takes part"),
    }[mode]


def outcome(found: Outcome) -> str:
    """Say how a wait ended."""
    return {
        Outcome.WAITING: translate("monitor_wording", "Waiting"),
        Outcome.ANSWERED: translate("monitor_wording", "Answered"),
        Outcome.ABANDONED: translate("monitor_wording", "Gave up"),
        Outcome.LEFT: translate("monitor_wording", "Left the queue"),
        Outcome.MOVED: translate("monitor_wording", "Sent elsewhere"),
        Outcome.LOST: translate("monitor_wording", "Not known"),
    }[found]


def ended_by(end: EndedBy | None) -> str:
    """Say how a talk ended."""
    if end is None:
        return ""
    return {
        EndedBy.CALLER: translate("monitor_wording", "citizen hung up"),
        EndedBy.AGENT: translate("monitor_wording", "call-taker hung up"),
        EndedBy.TRANSFER: translate("monitor_wording", "handed over"),
        EndedBy.LEFT: translate("monitor_wording", "left to the department"),
        EndedBy.REQUEUED: translate("monitor_wording", "back to the queue"),
        EndedBy.LOST: translate("monitor_wording", "not known"),
    }[end]


def measure(kind: Measure) -> str:
    """Name what a threshold is about."""
    return {
        Measure.LONGEST_WAIT: translate("monitor_wording", "Longest wait"),
        Measure.WAITING: translate("monitor_wording", "Callers waiting"),
        Measure.ANSWER_RATE: translate("monitor_wording", "Answered in time"),
        Measure.SEATS_READY: translate("monitor_wording", "Seats ready"),
        Measure.STATE_TOO_LONG: translate("monitor_wording", "Too long in a state"),
    }[kind]


def amount(kind: Measure, value: float | None) -> str:
    """Write a threshold's value in its unit."""
    if value is None:
        return "–"
    if kind is Measure.ANSWER_RATE:
        return f"{value:.0%}"
    if kind in (Measure.LONGEST_WAIT, Measure.STATE_TOO_LONG):
        whole = max(0, round(value))
        return f"{whole // 60}:{whole % 60:02}"
    return f"{value:g}"


def alarm_state(state: AlarmState) -> str:
    """Say where an alarm stands."""
    return {
        AlarmState.CLEARED: translate("monitor_wording", "Over"),
        AlarmState.RAISED: translate("monitor_wording", "New"),
        AlarmState.ACKNOWLEDGED: translate("monitor_wording", "Seen"),
    }[state]


def alarm_event(event: AlarmEvent) -> str:
    """Say what became of an alarm."""
    return {
        AlarmEvent.RAISE: translate("monitor_wording", "raised"),
        AlarmEvent.ACKNOWLEDGE: translate("monitor_wording", "acknowledged"),
        AlarmEvent.CLEAR: translate("monitor_wording", "over"),
    }[event]


def sort(kind: Sort) -> str:
    """Say what of a matter rises."""
    return {
        Sort.KIND: translate("monitor_wording", "Kind"),
        Sort.WORD: translate("monitor_wording", "Matter"),
        Sort.PLACE: translate("monitor_wording", "Place"),
    }[kind]


def result(found: ActionResult) -> str:
    """Say how far an action has come."""
    return {
        ActionResult.ASKED: translate("monitor_wording", "asked"),
        ActionResult.DONE: translate("monitor_wording", "done"),
        ActionResult.FAILED: translate("monitor_wording", "failed"),
        ActionResult.BEGAN: translate("monitor_wording", "began"),
        ActionResult.ENDED: translate("monitor_wording", "ended"),
    }[found]
