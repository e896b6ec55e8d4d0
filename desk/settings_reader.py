"""From a TOML table and the environment to frozen settings, every fault found at once.

msgspec checks each value against the type that its key declares; it stops at the first fault of what it is
given, so it is given one key after the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T", bound=msgspec.Struct)

PREFIX, NESTED = "DESK_", "__"
UNKNOWN, NUL, NO_JSON = "unknown", "nul", "no_json"


class Secret:
    """A text that is never shown."""

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)" if self._text else "Secret()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a key: a word of this module or of msgspec, never the value itself."""

    keys: tuple[str, ...]
    why: str
    choices: tuple[str, ...] = ()
    variable: bool = False


class SettingsProblems(Exception):
    """Everything that is wrong with the settings."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def read(kind: type[T], table: Mapping[str, Any], environment: Mapping[str, str]) -> T:
    """Return the settings; what the environment says wins over `table`.

    Raises `SettingsProblems` with all that is wrong.
    """
    variables, problems = _variables(kind, environment)
    found = _struct(kind, table, variables, (), problems)
    if problems:
        raise SettingsProblems(problems)
    assert found is not None
    return found


def _struct(
    kind: type[T],
    table: Mapping[str, Any],
    variables: Mapping[str, Any],
    at: tuple[str, ...],
    problems: list[Problem],
) -> T | None:
    before = len(problems)
    hints = get_type_hints(kind, include_extras=True)
    values: dict[str, Any] = {}
    for key in [*table, *(name for name in variables if name not in table)]:
        keys, variable = (*at, str(key)), key in variables
        if key not in hints:
            problems.append(Problem(keys, UNKNOWN, variable=variable))
            continue
        given = variables[key] if variable else table[key]
        section = _section(hints[key], table.get(key), given)
        listed = _listed_section(hints[key], given)
        if listed is not None:
            values[key] = tuple(_struct(listed, one, {}, keys, problems) for one in given)
        elif section is None:
            problem, value = _value(hints[key], given, keys, variable)
            if problem is None:
                values[key] = value
            else:
                problems.append(problem)
        else:
            inner, lower = table.get(key, {}), variables.get(key, {})
            values[key] = _struct(section, inner, lower, keys, problems)
    return kind(**values) if len(problems) == before else None


def _section(hint: Any, *given: Any) -> type[msgspec.Struct] | None:
    """Return the section that a key declares when a table was given for it."""
    if not any(isinstance(each, Mapping) for each in given):
        return None
    if any(each is not None and not isinstance(each, Mapping) for each in given):
        return None
    for kind in (hint, *get_args(hint)):
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return kind
    return None


def _listed_section(hint: Any, given: Any) -> type[msgspec.Struct] | None:
    """Return the section of which a key declares a list when a list of tables was given for it."""
    if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
        return None
    bare = _bare(hint)
    kind = get_args(bare)[0] if get_origin(bare) is tuple else None
    return kind if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else None


def _bare(hint: Any) -> Any:
    """Return a type without what `Annotated` says of it."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _value(hint: Any, given: Any, keys: tuple[str, ...], variable: bool) -> tuple[Problem | None, Any]:
    if _has_nul(given):
        # No name, address or path has one; the system's calls raise on it, each in its own way.
        return Problem(keys, NUL, variable=variable), None
    try:
        value = msgspec.convert(given, hint, strict=not variable, dec_hook=_decode)
    except (msgspec.ValidationError, OverflowError, RecursionError) as error:
        choices = tuple(map(str, get_args(_bare(hint))))
        return Problem(keys, str(error), choices, variable), None
    return None, value


def _decode(kind: type, value: Any) -> Any:
    if kind in (Path, Secret) and isinstance(value, str):
        return kind(value)
    raise msgspec.ValidationError(f"Expected `{kind.__name__.lower()}`, got `{type(value).__name__}`")


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(_has_nul(key) or _has_nul(each) for key, each in value.items())
    return isinstance(value, list) and any(map(_has_nul, value))


def _variables(
    kind: type[msgspec.Struct], environment: Mapping[str, str]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return what `DESK_PBX__HOST` and its like say, as a table; lists and tables are written as JSON."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    hints = get_type_hints(kind)
    for name, text in sorted(environment.items()):
        if not name.upper().startswith(PREFIX):
            continue
        keys = tuple(name[len(PREFIX) :].lower().split(NESTED))
        if keys[0] not in hints:
            continue  # somebody else's
        value: Any = text
        if re.match(r"\s*[\[{]", text) or len(keys) == 1:
            try:
                value = json.loads(text)
            except ValueError:
                problems.append(Problem(keys, NO_JSON, variable=True))
                continue
        table = found
        for key in keys[:-1]:
            table = table.setdefault(key, {})
            if not isinstance(table, dict):
                break
        else:
            table[keys[-1]] = value
    return found, problems
