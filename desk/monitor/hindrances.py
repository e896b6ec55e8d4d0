"""Why a deed is not possible now: from the person's role and groups, and the view of the PBX."""

from __future__ import annotations

from desk import wording
from desk.language import translate
from desk.monitor.rights import OF_CALLS, Deed, LeadPerson
from telephony.floor.views import IN_CALL, FloorSeat, FloorState, FloorView, FloorWaiting
from telephony.snapshots import Hindrance, LinkState

_OF_PHONE = OF_CALLS | {Deed.CALL}


def of_role(deed: Deed, who: LeadPerson) -> str | None:
    """Say why the person may not do this at all."""
    if not who.may(deed):
        return translate("MonitorHindrances", "Your role does not include this.")
    if deed in _OF_PHONE and not who.phone:
        return translate("MonitorHindrances", "No phone of yours is set (“monitor.extension”).")
    return None


def of_seat(deed: Deed, who: LeadPerson, seat: FloorSeat | None, view: FloorView) -> str | None:
    """Say why a deed with a seat is not possible, None when it is."""
    why = of_role(deed, who)
    if why is not None:
        return why
    if seat is None:
        return translate("MonitorHindrances", "Choose a seat first.")
    if not _reached(seat.pbx, view):
        return wording.hindrance(Hindrance.LINK_DOWN)
    if not who.leads(seat.queues) and seat.queues:
        return translate("MonitorHindrances", "This seat belongs to groups that are not yours.")
    if deed in OF_CALLS:
        return _of_call(deed, seat)
    if deed is Deed.CALL:
        return _of_phone(seat)
    if not seat.queues:
        return translate("MonitorHindrances", "The seat is signed out.")
    if deed is Deed.SET_READY and not seat.paused:
        return translate("MonitorHindrances", "The seat is ready already.")
    return None


def of_caller(deed: Deed, who: LeadPerson, caller: FloorWaiting | None, view: FloorView) -> str | None:
    """Say why a deed with a waiting caller is not possible, None when it is."""
    why = of_role(deed, who)
    if why is not None:
        return why
    if caller is None:
        return translate("MonitorHindrances", "Choose a waiting caller first.")
    if not _reached(caller.pbx, view):
        return wording.hindrance(Hindrance.LINK_DOWN)
    if not who.leads((caller.queue,)):
        return translate("MonitorHindrances", "This caller waits in a group that is not yours.")
    if deed is Deed.FORWARD and caller.position == 1:
        return translate("MonitorHindrances", "They are the first already.")
    return None


def of_stop(who: LeadPerson, view: FloorView) -> str | None:
    """Say why there is nothing to leave."""
    return None if watched_seats(who, view) else translate("MonitorHindrances", "You are in no call.")


def of_announcing(who: LeadPerson, view: FloorView) -> str | None:
    """Say why no line can be sent to the desks."""
    why = of_role(Deed.ANNOUNCE, who)
    if why is None and not any(pbx.link.state is LinkState.UP for pbx in view.pbxs):
        return wording.hindrance(Hindrance.LINK_DOWN)
    return why


def watched_seats(who: LeadPerson, view: FloorView) -> list[FloorSeat]:
    """Return the seats in whose calls the person takes part."""
    return [
        seat
        for pbx in view.pbxs
        for seat in pbx.seats
        if seat.watched and any(who.is_at(watch.lead) for watch in seat.watched)
    ]


def _of_call(deed: Deed, seat: FloorSeat) -> str | None:
    if seat.state not in IN_CALL:
        return translate("MonitorHindrances", "The seat is in no call.")
    if seat.state is FloorState.DIALLING:
        return wording.hindrance(Hindrance.STILL_RINGING)
    if deed is Deed.BARGE and seat.state is FloorState.HELD:
        return translate("MonitorHindrances", "The citizen is on hold.")
    if deed is Deed.BARGE and seat.state is FloorState.CONSULTING:
        return translate("MonitorHindrances", "The call-taker speaks with a department.")
    return None


def _of_phone(seat: FloorSeat) -> str | None:
    if seat.state in IN_CALL or seat.state is FloorState.RINGING:
        return translate("MonitorHindrances", "The seat's phone is busy.")
    if not seat.reachable or not seat.key.isdigit():
        return translate("MonitorHindrances", "The PBX can't reach the seat's phone.")
    return None


def _reached(pbx: str, view: FloorView) -> bool:
    found = view.pbx(pbx)
    return found is not None and found.link.state is LinkState.UP and found.loaded
