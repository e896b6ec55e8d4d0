"""What hinders a call-taker's actions: from the state's table, the seat's rights and what is under way.

The answers are few and each is made once: the view is built again after every batch of events.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from telephony.call_machine import HINDRANCES, IDLE_HINDRANCES, NEED_CITIZEN
from telephony.snapshots import CallAction, CallState, Hindrance


class Circumstances(NamedTuple):
    """What hinders whatever state a call is in."""

    link_down: bool
    answer_at_phone: bool
    may_dial: bool
    in_progress: bool  # a step is not confirmed yet


@functools.lru_cache(maxsize=512)
def of_call(
    state: CallState, citizen_gone: bool, around: Circumstances
) -> tuple[frozenset[CallAction], Mapping[CallAction, Hindrance]]:
    """Return what can be done with a call in `state`, and why the rest can't."""
    hindrances = _progress(around) | HINDRANCES[state]
    if citizen_gone:
        hindrances |= dict.fromkeys(NEED_CITIZEN, Hindrance.CITIZEN_GONE)
    hindrances |= _common(around)
    return frozenset(CallAction) - hindrances.keys(), MappingProxyType(hindrances)


@functools.lru_cache(maxsize=32)
def when_idle(around: Circumstances) -> Mapping[CallAction, Hindrance]:
    """Return what can't be done without a call, and why."""
    return MappingProxyType(_progress(around) | IDLE_HINDRANCES | _common(around))


def _common(around: Circumstances) -> dict[CallAction, Hindrance]:
    if around.link_down:
        return dict.fromkeys(CallAction, Hindrance.LINK_DOWN)
    found: dict[CallAction, Hindrance] = {}
    if around.answer_at_phone:
        found[CallAction.ANSWER] = Hindrance.ANSWER_AT_PHONE
    if not around.may_dial:
        found[CallAction.DIAL] = Hindrance.NOT_ALLOWED
    return found


def _progress(around: Circumstances) -> dict[CallAction, Hindrance]:
    """Return what an unconfirmed step hinders: never the way back to the citizen, and never the end."""
    if not around.in_progress:
        return {}
    keep = (CallAction.HANG_UP, CallAction.RETURN)
    return {action: Hindrance.IN_PROGRESS for action in CallAction if action not in keep}
