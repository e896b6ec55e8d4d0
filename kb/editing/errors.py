"""What can keep an editor from what they wanted; nothing is then half done."""

from __future__ import annotations

import enum

from kb.editing.views import Action, FieldProblem, Published, State, Working
from kb.errors import CancelledError

__all__ = [
    "BadTextError",
    "CancelledError",
    "Clash",
    "ConflictError",
    "EditingError",
    "ImpossibleError",
    "Refusal",
    "RefusedError",
    "UnknownEntryError",
]


class EditingError(Exception):
    """The family; the window has a sentence for each kind."""


class Clash(enum.Enum):
    """What somebody else has done meanwhile."""

    CHANGED = "changed"  # the working copy has a newer version
    GONE = "gone"  # the working copy was published or discarded
    PUBLISHED = "published"  # another text was published (or withdrawn) since this draft was begun


class ConflictError(EditingError):
    """Somebody else was first: `working` and `published` are what stands there now."""

    def __init__(self, clash: Clash, working: Working | None, published: Published | None) -> None:
        super().__init__(clash.value)
        self.clash = clash
        self.working = working
        self.published = published


class Refusal(enum.Enum):
    """Why a person may not do something."""

    ROLE = "role"
    DEPARTMENT = "department"  # a contributor writes for their own department only
    OWN_TEXT = "own_text"  # two pairs of eyes: the approver must not have written the text


class RefusedError(EditingError):
    """This person may not do this."""

    def __init__(self, refusal: Refusal, action: Action | None = None) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.action = action


class ImpossibleError(EditingError):
    """The text's state does not allow this."""

    def __init__(self, action: Action, state: State | None) -> None:
        super().__init__(action.value, state.value if state else None)
        self.action = action
        self.state = state


class BadTextError(EditingError):
    """Fields that must be put right first."""

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__(*(f"{each.field}: {each.problem.value}" for each in problems))
        self.problems = problems


class UnknownEntryError(EditingError):
    """There is no such entry, revision, gap, suggestion, campaign or pin."""
