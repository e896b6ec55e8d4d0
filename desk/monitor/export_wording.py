"""The headings of exported tables, and the names of actions in the log."""

from __future__ import annotations

from desk.language import translate
from desk.monitor.rights import Deed


def figure_heading(name: str) -> str:
    """Return the heading of a column of `desk.figures.export.FIGURE_COLUMNS`."""
    return {
        "offered": translate("MonitorExport", "Offered"),
        "answered": translate("MonitorExport", "Answered"),
        "answered_soon": translate("MonitorExport", "Answered in time"),
        "answer_rate": translate("MonitorExport", "Rate in time"),
        "connect_rate": translate("MonitorExport", "Connect rate"),
        "abandoned": translate("MonitorExport", "Gave up"),
        "abandoned_within_5": translate("MonitorExport", "Gave up within 5 s"),
        "abandoned_within_15": translate("MonitorExport", "Gave up within 15 s"),
        "abandoned_within_30": translate("MonitorExport", "Gave up within 30 s"),
        "abandon_median": translate("MonitorExport", "Gave up after (median), s"),
        "left": translate("MonitorExport", "Left the queue"),
        "moved": translate("MonitorExport", "Sent elsewhere"),
        "lost": translate("MonitorExport", "Not known"),
        "mean_wait": translate("MonitorExport", "Mean wait, s"),
        "mean_answer": translate("MonitorExport", "Mean wait until answered, s"),
        "mean_talk": translate("MonitorExport", "Mean talk, s"),
        "direct_rate": translate("MonitorExport", "Direct-answer rate"),
        "three_way_share": translate("MonitorExport", "Three-way share"),
        "orders": translate("MonitorExport", "Orders dispatched"),
    }.get(name, name)


def call_heading(name: str) -> str:
    """Return the heading of a column of `desk.figures.export.CALL_COLUMNS`."""
    return {
        "pbx": translate("MonitorExport", "PBX"),
        "queue": translate("MonitorExport", "Group"),
        "call_id": translate("MonitorExport", "Call"),
        "entered_at": translate("MonitorExport", "Came"),
        "number": translate("MonitorExport", "Number"),
        "name": translate("MonitorExport", "Name"),
        "outcome": translate("MonitorExport", "Outcome"),
        "left_at": translate("MonitorExport", "Wait ended"),
        "wait_seconds": translate("MonitorExport", "Wait, s"),
        "seat": translate("MonitorExport", "Seat"),
        "member": translate("MonitorExport", "Member"),
        "ring_at": translate("MonitorExport", "Rang"),
        "ring_seconds": translate("MonitorExport", "Ring, s"),
        "unanswered": translate("MonitorExport", "Rang in vain at"),
        "ended_at": translate("MonitorExport", "Ended"),
        "ended_by": translate("MonitorExport", "Ended by"),
        "talk_seconds": translate("MonitorExport", "Talk, s"),
        "hold_seconds": translate("MonitorExport", "Hold, s"),
        "consult_seconds": translate("MonitorExport", "Consultation, s"),
        "three_way": translate("MonitorExport", "Three-way"),
        "departments": translate("MonitorExport", "Departments"),
    }.get(name, name)


def now_heading(name: str) -> str:
    """Return the heading of a column of a table of this moment."""
    return {
        "group": translate("MonitorExport", "Group"),
        "waiting": translate("MonitorExport", "Waiting"),
        "longest": translate("MonitorExport", "Longest wait, s"),
        "reasons": translate("MonitorExport", "Not ready, by reason"),
        "more": translate("MonitorExport", "Seats that are missing"),
        "span": translate("MonitorExport", "Figures of"),
        "came": translate("MonitorExport", "Came"),
        "wait": translate("MonitorExport", "Wait, s"),
        "position": translate("MonitorExport", "Place in the queue"),
        "number": translate("MonitorExport", "Number"),
        "name": translate("MonitorExport", "Name"),
        "mark": translate("MonitorExport", "Mark"),
        "pbx": translate("MonitorExport", "PBX"),
        "seat": translate("MonitorExport", "Seat"),
        "person": translate("MonitorExport", "Call-taker"),
        "state": translate("MonitorExport", "State"),
        "reason": translate("MonitorExport", "Reason"),
        "since": translate("MonitorExport", "Since"),
        "state_seconds": translate("MonitorExport", "In this state, s"),
        "call_group": translate("MonitorExport", "Group of the call"),
        "department": translate("MonitorExport", "Department"),
        "groups": translate("MonitorExport", "Groups"),
        "calls": translate("MonitorExport", "Calls"),
        "mean_talk": translate("MonitorExport", "Mean talk, s"),
        "mean_answer": translate("MonitorExport", "Mean wait until answered, s"),
        "matter": translate("MonitorExport", "Matter"),
        "sort": translate("MonitorExport", "Sort"),
        "usual": translate("MonitorExport", "Usual"),
        "entry": translate("MonitorExport", "Entry"),
        "title": translate("MonitorExport", "Standard question"),
        "advice": translate("MonitorExport", "In words"),
        "what": translate("MonitorExport", "What"),
        "value": translate("MonitorExport", "Value"),
        "limit": translate("MonitorExport", "Limit"),
        "seen_by": translate("MonitorExport", "Seen by"),
        "seen_at": translate("MonitorExport", "Seen at"),
        "bad_side": translate("MonitorExport", "Alarm when"),
        "back_at": translate("MonitorExport", "Over at"),
        "after": translate("MonitorExport", "Raised after, s"),
        "calm": translate("MonitorExport", "Over after, s"),
        "in_force": translate("MonitorExport", "In force"),
    }[name]


def advice_heading(name: str) -> str:
    """Return the heading of a column of the staffing advice."""
    return {
        "more": translate("MonitorExport", "Seats that are missing"),
        "seats": translate("MonitorExport", "Seats at work"),
        "needed": translate("MonitorExport", "Seats needed"),
        "rate": translate("MonitorExport", "Calls an hour"),
        "handling": translate("MonitorExport", "Talk and after-call work, s"),
        "patience": translate("MonitorExport", "Callers' patience, s"),
        "now": translate("MonitorExport", "Expected rate in time"),
        "then": translate("MonitorExport", "Expected rate with the seats needed"),
        "cleared_at": translate("MonitorExport", "Nobody waits any more at"),
        "back_at": translate("MonitorExport", "Back at the goal at"),
    }[name]


def action_name(action: str) -> str:
    """Name an action of the audit log."""
    return {
        Deed.LISTEN.value: translate("MonitorExport", "listen"),
        Deed.WHISPER.value: translate("MonitorExport", "whisper"),
        Deed.BARGE.value: translate("MonitorExport", "join in"),
        Deed.STOP.value: translate("MonitorExport", "leave the call"),
        Deed.SET_READY.value: translate("MonitorExport", "set ready"),
        Deed.SET_NOT_READY.value: translate("MonitorExport", "set not ready"),
        Deed.MOVE.value: translate("MonitorExport", "move to other groups"),
        Deed.CALL.value: translate("MonitorExport", "call the seat"),
        Deed.FORWARD.value: translate("MonitorExport", "serve next"),
        Deed.SEND.value: translate("MonitorExport", "send elsewhere"),
        Deed.ANNOUNCE.value: translate("MonitorExport", "line for all desks"),
        Deed.THRESHOLDS.value: translate("MonitorExport", "change of a threshold"),
    }.get(action, action)
