"""What is wrong with a settings file, in words: where it stands, what is not valid, and why."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from desk.language import translate


def why_unreadable(error: Exception) -> str:
    """Say why a file can't be read."""
    if isinstance(error, FileNotFoundError):
        return translate("Settings", "there is no such file")
    if isinstance(error, PermissionError):
        return translate("Settings", "reading it is not permitted")
    if isinstance(error, IsADirectoryError):
        return translate("Settings", "it is a folder")
    if isinstance(error, UnicodeDecodeError):
        return translate("Settings", "it is not UTF-8; save it as UTF-8 (not GB18030 or UTF-16)")
    if isinstance(error, IndexError):
        return translate("Settings", "it is empty")
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def why_no_toml(error: tomllib.TOMLDecodeError) -> str:
    """Say where a text stops being TOML."""
    place = re.search(r"line (\d+), column (\d+)", str(error))
    if place is None:
        return translate("Settings", "it ends in the middle of a value")
    return translate("Settings", "line {line}, column {column} can't be understood").format(
        line=place[1], column=place[2]
    )


def sentences_of(error: ValidationError, path: Path | None, text: str) -> list[str]:
    """Return a sentence for each key that is not valid, with the line it stands on in `text`."""
    sentences = []
    for problem in error.errors(include_url=False, include_input=False):
        keys = [str(part) for part in problem["loc"] if isinstance(part, str)]
        keys = [key for key in keys if key not in ("bool", "path")]  # branches of a union, not keys
        line = line_of(text, keys)
        where = f"{path}:{line}" if line else translate("Settings", "environment or default")
        if problem["type"] == "extra_forbidden":
            sentence = translate("Settings", "{where}: there is no setting “{key}”.")
        else:
            sentence = translate("Settings", "{where}: “{key}” is not valid: {why}")
        sentences.append(sentence.format(where=where, key=".".join(keys), why=_why(problem)))
    return sentences


def _why(problem: ErrorDetails) -> str:
    context: dict[str, Any] = problem.get("ctx") or {}
    kind = problem["type"]
    bounds = {
        "greater_than_equal": ("ge", translate("Settings", "it must be {limit} or more")),
        "greater_than": ("gt", translate("Settings", "it must be more than {limit}")),
        "less_than_equal": ("le", translate("Settings", "it must be {limit} or less")),
    }
    if kind in bounds:
        name, sentence = bounds[kind]
        return sentence.format(limit=context.get(name))
    if kind == "string_too_long":
        limit = context.get("max_length")
        return translate("Settings", "it has more than {limit} characters").format(limit=limit)
    if kind == "literal_error":
        choices = ", ".join(re.findall(r"'([^']+)'", str(context.get("expected"))))
        return translate("Settings", "one of these is needed: {choices}").format(choices=choices)
    families = {
        ("int",): translate("Settings", "a whole number is needed"),
        ("float", "finite"): translate("Settings", "a number is needed"),
        ("bool",): translate("Settings", "true or false is needed"),
        ("tuple", "list"): translate("Settings", "a list in square brackets is needed"),
        ("dict", "model"): translate("Settings", "a section with keys is needed"),
        ("path",): translate("Settings", "a path in quotation marks is needed"),
        ("string_type",): translate("Settings", "a text in quotation marks is needed"),
        ("string_pattern", "value_error"): translate("Settings", "it has characters that can't stand here"),
    }
    for beginnings, sentence in families.items():
        if kind.startswith(beginnings):
            return sentence
    return problem["msg"]


def line_of(text: str, keys: list[str]) -> int:
    """Return the 1-based line of a TOML key given as [section, key], 0 when it isn't in the text."""
    section: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header:
            section = [part.strip().strip("\"'") for part in header[1].split(".")]
            if section == keys:
                return number
            continue
        assignment = re.match(r"\s*([\w.\"'-]+)\s*=", line)
        if assignment:
            key = [part.strip("\"'") for part in assignment[1].split(".")]
            full = section + key
            if full == keys[: len(full)]:
                return number
    return 0
