"""Every key that telephony and the records use, in words for the call-taker."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desk.errors import UserError
from desk.language import translate
from desk.records.views import OrderKind, OrderState, Outcome
from telephony.errors import BadNumber, LinkDown, NotPickedUp, NotPossible, Refused, TimedOut
from telephony.snapshots import (
    CallDirection,
    CallSnapshot,
    CallState,
    ConsultResult,
    EndReason,
    Hindrance,
    Leg,
    LegRole,
    LegState,
    LinkProblem,
    SeatState,
)

_log = logging.getLogger(__name__)

# Asked for each button at each report of the PBX: only the sentence that is wanted is translated.
_HINDRANCES: dict[Hindrance, Any] = {
    Hindrance.LINK_DOWN: QT_TRANSLATE_NOOP("wording", "There is no connection to the PBX."),
    Hindrance.NO_CALL: QT_TRANSLATE_NOOP("wording", "There is no call."),
    Hindrance.CALL_PRESENT: QT_TRANSLATE_NOOP("wording", "A call is in progress."),
    Hindrance.NOT_RINGING: QT_TRANSLATE_NOOP("wording", "No call is ringing."),
    Hindrance.STILL_RINGING: QT_TRANSLATE_NOOP("wording", "The call has not been answered yet."),
    Hindrance.ANSWER_AT_PHONE: QT_TRANSLATE_NOOP("wording", "Please answer at the phone."),
    Hindrance.ALREADY_HELD: QT_TRANSLATE_NOOP("wording", "The citizen is already on hold."),
    Hindrance.NOT_HELD: QT_TRANSLATE_NOOP("wording", "Nobody is on hold."),
    Hindrance.NO_DEPARTMENT: QT_TRANSLATE_NOOP("wording", "No department is in the call."),
    Hindrance.DEPARTMENT_PRESENT: QT_TRANSLATE_NOOP("wording", "A department is already in the call."),
    Hindrance.DEPARTMENT_NOT_ANSWERED: QT_TRANSLATE_NOOP("wording", "The department has not answered yet."),
    Hindrance.WITH_CITIZEN: QT_TRANSLATE_NOOP("wording", "You are already alone with the citizen."),
    Hindrance.CITIZEN_GONE: QT_TRANSLATE_NOOP("wording", "The citizen has hung up."),
    Hindrance.NOT_THREE_WAY: QT_TRANSLATE_NOOP("wording", "This is not a three-way call."),
    Hindrance.IN_PROGRESS: QT_TRANSLATE_NOOP("wording", "The PBX is still carrying out the last action."),
    Hindrance.NOT_ALLOWED: QT_TRANSLATE_NOOP("wording", "This seat has no right to do this on the PBX."),
}


def hindrance(why: Hindrance) -> str:
    """Say why an action is not possible now."""
    return translate("wording", _HINDRANCES[why])


def failure(error: Exception) -> str:
    """Say why a request failed; what nobody foresaw goes to the log, with its stack."""
    if isinstance(error, NotPossible):
        return hindrance(error.hindrance)
    if isinstance(error, LinkDown):
        return translate("wording", "There is no connection to the PBX.")
    if isinstance(error, BadNumber):
        return translate("wording", "This is not a telephone number: only digits, + and # can be dialled.")
    if isinstance(error, TimedOut):
        return translate("wording", "The PBX did not confirm this in time. Please look at the call's state.")
    if isinstance(error, Refused):
        if error.permission:
            return hindrance(Hindrance.NOT_ALLOWED)
        return translate("wording", "The PBX refused: {0}").format(error.pbx_message)
    if isinstance(error, NotPickedUp):
        return translate("wording", "Your own phone was not picked up.")
    if isinstance(error, UserError):
        return str(error)
    _log.error("unexpected", exc_info=error)
    return translate("wording", "This did not work; the program's log has the details.")


def link_problem(problem: LinkProblem | None, missing: Sequence[str] = ()) -> str:
    """Say what is wrong with the connection and who can mend it; `missing` are actions not allowed."""
    if problem is None:
        return translate("wording", "Connecting to the PBX …")
    if problem is LinkProblem.NO_PRIVILEGE and missing:
        rights = "; ".join(dict.fromkeys(_right_to(action) for action in missing))
        return translate(
            "wording", "The AMI account lacks a right on the PBX: {0}. Please tell the administrator."
        ).format(rights)
    return {
        LinkProblem.REFUSED: translate("wording", "The PBX is not running (connection refused)."),
        LinkProblem.UNREACHABLE: translate("wording", "The PBX can't be reached over the network."),
        LinkProblem.LOST: translate("wording", "The connection to the PBX was cut."),
        LinkProblem.SILENT: translate("wording", "The PBX no longer answers (half-open connection)."),
        LinkProblem.WRONG_PASSWORD: translate(
            "wording",
            "The PBX does not accept this seat's account or password. Please tell the administrator.",
        ),
        LinkProblem.NO_PRIVILEGE: translate(
            "wording", "The AMI account lacks a right on the PBX. Please tell the administrator."
        ),
        LinkProblem.NOT_AMI: translate(
            "wording", "What answers at the PBX's address is not a PBX. Check host and port."
        ),
        LinkProblem.TLS: translate("wording", "The encrypted connection to the PBX failed (certificate)."),
    }[problem]


def _right_to(action: str) -> str:
    """Say what an action of AMI is for, and by which name of manager.conf it is allowed."""
    return {
        "QueueAdd": translate("wording", "sign in, ready and not ready (agent)"),
        "QueueRemove": translate("wording", "sign in, ready and not ready (agent)"),
        "QueuePause": translate("wording", "sign in, ready and not ready (agent)"),
        "Originate": translate("wording", "call out (originate)"),
        "PJSIPNotify": translate("wording", "answer on the screen (system)"),
        "UserEvent": translate("wording", "a line for all desks (user)"),
    }.get(action) or translate("wording", "hold, consult, hand over and hang up (call)")


def link_short(problem: LinkProblem | None) -> str:
    """Say the same in a few words, for the seat bar."""
    if problem is None:
        return translate("wording", "PBX: connecting")
    return {
        LinkProblem.REFUSED: translate("wording", "PBX: not running"),
        LinkProblem.UNREACHABLE: translate("wording", "PBX: unreachable"),
        LinkProblem.LOST: translate("wording", "PBX: connection cut"),
        LinkProblem.SILENT: translate("wording", "PBX: not answering"),
        LinkProblem.WRONG_PASSWORD: translate("wording", "PBX: wrong password"),
        LinkProblem.NO_PRIVILEGE: translate("wording", "PBX: right missing"),
        LinkProblem.NOT_AMI: translate("wording", "PBX: wrong address"),
        LinkProblem.TLS: translate("wording", "PBX: certificate"),
    }[problem]


def seat_state(state: SeatState) -> str:
    """Name the state of the seat."""
    return {
        SeatState.UNKNOWN: translate("wording", "Unknown"),
        SeatState.SIGNED_OUT: translate("wording", "Signed out"),
        SeatState.NOT_READY: translate("wording", "Not ready"),
        SeatState.READY: translate("wording", "Ready"),
        SeatState.AFTER_CALL: translate("wording", "After-call work"),
    }[state]


NOT_READY_REASONS = ("break", "meal", "meeting", "training", "other")


def not_ready_reason(key: str) -> str:
    """Name a reason for being not ready; a reason set elsewhere is shown as it is."""
    return {
        "break": translate("wording", "Short break"),
        "meal": translate("wording", "Meal"),
        "meeting": translate("wording", "Meeting"),
        "training": translate("wording", "Training"),
        "other": translate("wording", "Other business"),
        "after-call": translate("wording", "After-call work"),
    }.get(key, key)


def call_state(call: CallSnapshot) -> str:
    """Name the state of a call."""
    why = not_reached(call)
    if why:
        return why
    if call.state is CallState.ENDED:
        return end_reason(call.end_reason)
    if call.state is CallState.RINGING and call.direction is CallDirection.INBOUND:
        return translate("wording", "Incoming call")
    return {
        CallState.RINGING: translate("wording", "Ringing"),
        CallState.DIALLING: translate("wording", "Calling the citizen"),
        CallState.TALKING: translate("wording", "Talking"),
        CallState.HELD: translate("wording", "On hold"),
        CallState.CONSULT_DIALLING: translate("wording", "Calling the department"),
        CallState.CONSULTING: translate("wording", "Consultation call"),
        CallState.THREE_WAY: translate("wording", "Three-way call"),
        CallState.DEPARTMENT_HELD: translate("wording", "Department on hold"),
    }[call.state]


def call_hint(call: CallSnapshot) -> str:
    """Say who hears what in the present state."""
    return {
        CallState.RINGING: "",
        CallState.DIALLING: translate("wording", "Your phone first, then the citizen's."),
        CallState.TALKING: "",
        CallState.HELD: translate("wording", "The citizen hears music."),
        CallState.CONSULT_DIALLING: translate("wording", "The citizen hears music."),
        CallState.CONSULTING: translate("wording", "The citizen hears music, not you."),
        CallState.THREE_WAY: translate("wording", "Everybody hears everybody."),
        CallState.DEPARTMENT_HELD: translate("wording", "The department hears music."),
        CallState.ENDED: "",
    }[call.state]


def not_reached(call: CallSnapshot) -> str:
    """Say why a citizen who is called back was not reached; empty when that is not so, or not known."""
    if call.direction is not CallDirection.OUTBOUND or call.answered_at is not None:
        return ""
    known = {
        ConsultResult.BUSY: translate("wording", "Not reached: the citizen's line is busy"),
        ConsultResult.NO_ANSWER: translate("wording", "Not reached: the citizen does not answer"),
        ConsultResult.UNREACHABLE: translate("wording", "Not reached: wrong number or phone off"),
    }
    return known.get(call.consult_result, "") if call.consult_result is not None else ""


def end_reason(reason: EndReason | None) -> str:
    """Say how a call ended."""
    if reason is None:
        return translate("wording", "Ended")
    return {
        EndReason.CITIZEN_HUNG_UP: translate("wording", "Ended: the citizen hung up"),
        EndReason.AGENT_HUNG_UP: translate("wording", "Ended"),
        EndReason.ABANDONED: translate("wording", "Missed: the caller gave up"),
        EndReason.NOT_ANSWERED: translate("wording", "Missed: passed on to another seat"),
        EndReason.LEFT: translate("wording", "Citizen and department go on alone"),
        EndReason.TRANSFERRED: translate("wording", "Handed over"),
        EndReason.REQUEUED: translate("wording", "Back in the queue: your phone dropped out"),
        EndReason.LOST: translate("wording", "Lost with the connection to the PBX"),
    }[reason]


def consult_result(result: ConsultResult | None, number: str) -> str:
    """Say how the attempt to reach a department ended; empty when there is nothing to say."""
    if result is None or result is ConsultResult.ANSWERED:
        return ""
    sentence = {
        ConsultResult.BUSY: translate("wording", "{0} is busy. You are back with the citizen."),
        ConsultResult.NO_ANSWER: translate("wording", "{0} does not answer. You are back with the citizen."),
        ConsultResult.UNREACHABLE: translate(
            "wording", "{0} can't be reached: wrong number or phone off. You are back with the citizen."
        ),
        ConsultResult.CANCELLED: translate("wording", "The call to {0} was broken off."),
        ConsultResult.HUNG_UP: translate("wording", "{0} has hung up. You are back with the citizen."),
    }[result]
    return sentence.format(number)


def leg_role(role: LegRole) -> str:
    """Name who is on a leg."""
    return {
        LegRole.CITIZEN: translate("wording", "Citizen"),
        LegRole.AGENT: translate("wording", "Call-taker"),
        LegRole.DEPARTMENT: translate("wording", "Department"),
    }[role]


def leg_state(leg: Leg) -> str:
    """Say how a leg takes part."""
    return _muted() if leg.muted and leg.state is LegState.TALKING else _leg_states()[leg.state]


def leg_states() -> tuple[str, ...]:
    """Return all that `leg_state` may say."""
    return (_muted(), *_leg_states().values())


def _leg_states() -> dict[LegState, str]:
    return {
        LegState.WAITING: translate("wording", "Waiting"),
        LegState.RINGING: translate("wording", "Ringing"),
        LegState.TALKING: translate("wording", "Speaking"),
        LegState.HELD: translate("wording", "On hold"),
        LegState.GONE: translate("wording", "Gone"),
    }


def _muted() -> str:
    return translate("wording", "Muted")


def order_kind(kind: OrderKind) -> str:
    """Name a kind of order."""
    return {
        OrderKind.CONSULTATION: translate("wording", "Consultation"),
        OrderKind.COMPLAINT: translate("wording", "Complaint"),
        OrderKind.HELP: translate("wording", "Request for help"),
        OrderKind.REPORT: translate("wording", "Report of a violation"),
        OrderKind.SUGGESTION: translate("wording", "Suggestion"),
        OrderKind.PRAISE: translate("wording", "Praise"),
    }[kind]


def order_state(state: OrderState) -> str:
    """Name the state of an order."""
    return {
        OrderState.DISPATCHED: translate("wording", "Dispatched"),
        OrderState.SIGNED: translate("wording", "Signed"),
        OrderState.REPLIED: translate("wording", "Replied"),
        OrderState.CALLED_BACK: translate("wording", "Called back"),
        OrderState.CLOSED: translate("wording", "Closed"),
        OrderState.RETURNED: translate("wording", "Returned"),
    }[state]


def outcome(value: Outcome | None) -> str:
    """Name how a call was settled."""
    if value is None:
        return translate("wording", "No wrap-up")
    return {
        Outcome.DIRECT_ANSWER: translate("wording", "Direct answer"),
        Outcome.THREE_WAY: translate("wording", "Three-way"),
        Outcome.ORDER: translate("wording", "Work order"),
        Outcome.HANDED_OVER: translate("wording", "Handed over"),
        Outcome.INCOMPLETE: translate("wording", "Incomplete"),
    }[value]
