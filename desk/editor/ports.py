"""What the editor's window needs of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from desk.worker import WorkerPort
from kb.editing import Editor, Editorial


class SparePort(Protocol):
    """Where a text is kept on this desk while the database can't take it."""

    def keep(self, name: str, values: Mapping[str, Any]) -> None: ...
    def drop(self, name: str) -> None: ...
    def kept(self) -> Sequence[Mapping[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person prefers."""

    theme: str = "system"
    scale: float = 0.0  # 0: what suits the screen


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that the window is joined to; the facade's methods block and are called by the worker.

    `departments` returns the directory's names, `call` says in words what is known of a call.
    """

    editorial: Editorial
    worker: WorkerPort
    who: Editor
    spare: SparePort
    departments: Callable[[], Sequence[str]] = tuple
    call: Callable[[str], Any] = lambda call_id: None
    queues: Mapping[str, str] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
