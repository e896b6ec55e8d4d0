"""What can go wrong between a click and the PBX: the environment's errors, which a user can mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telephony.snapshots import Hindrance


class TelephonyError(Exception):
    """Base of everything that a request to the PBX can fail with."""


class LinkDown(TelephonyError):
    """There is no connection to the PBX; nothing was sent, or its fate is unknown."""


class NotPossible(TelephonyError):
    """The request makes no sense in the present state; nothing was sent."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance.value)
        self.hindrance = hindrance


class Refused(TelephonyError):
    """The PBX answered with an error; `pbx_message` is its own text."""

    def __init__(self, pbx_message: str, *, permission: bool = False) -> None:
        super().__init__(pbx_message)
        self.pbx_message = pbx_message
        self.permission = permission


class TimedOut(TelephonyError):
    """The PBX neither answered nor reported what was asked for within the limit."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class NotPickedUp(TelephonyError):
    """The own phone was to ring first, and was not picked up, busy, or not there."""


class ReachedSome(TelephonyError):
    """What was asked of several PBXs came to pass at those of `reached`; `failures` are the others'."""

    def __init__(self, reached: Sequence[str], failures: Mapping[str, Exception]) -> None:
        missed = ", ".join(f"{name} ({type(error).__name__})" for name, error in failures.items())
        super().__init__(f"reached {', '.join(reached)}, not {missed}")
        self.reached = tuple(reached)
        self.failures = dict(failures)


class BadNumber(TelephonyError):
    """The number to call has characters that no number has."""


class UnsafeValue(ValueError):
    """A header of an action holds a line break or NUL: it could smuggle in another action."""


class IllegalTransition(Exception):
    """An event that the present state cannot have; the machine has not changed."""

    def __init__(self, state: object, event: object) -> None:
        super().__init__(f"{event} in {state}")
        self.state = state
        self.event = event
