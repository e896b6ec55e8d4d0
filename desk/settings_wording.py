"""What is wrong with a settings file, in words: where it stands, what is not valid, and why."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from desk.language import translate
from desk.settings_reader import NO_JSON, NUL, UNKNOWN, Problem


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


def sentence_of(problem: Problem, path: Path | None, text: str) -> str:
    """Return a sentence for a key that is not valid, with the line it stands on in `text`."""
    line = 0 if problem.variable else line_of(text, list(problem.keys))
    where = f"{path}:{line}" if line else translate("Settings", "environment or default")
    if problem.why == UNKNOWN:
        sentence = translate("Settings", "{where}: there is no setting “{key}”.")
    elif problem.why == NO_JSON:
        sentence = translate(
            "Settings", "The environment variables for “{key}” are not valid: a list is written as JSON."
        )
    else:
        sentence = translate("Settings", "{where}: “{key}” is not valid: {why}")
    return sentence.format(where=where, key=".".join(problem.keys), why=_why(problem))


def _why(problem: Problem) -> str:
    bound = re.search(r"(>=|<=|>|<) (-?[\d.]+)", problem.why)
    if bound is not None and "length" in problem.why:
        return translate("Settings", "it has more than {limit} characters").format(limit=bound[2])
    if bound is not None:
        sentence = {
            ">=": translate("Settings", "it must be {limit} or more"),
            ">": translate("Settings", "it must be more than {limit}"),
        }.get(bound[1], translate("Settings", "it must be {limit} or less"))
        return sentence.format(limit=bound[2])
    if "enum" in problem.why:
        choices = ", ".join(choice for choice in problem.choices if choice)
        return translate("Settings", "one of these is needed: {choices}").format(choices=choices)
    if problem.why == NUL or "regex" in problem.why:
        return translate("Settings", "it has characters that can't stand here")
    expected = re.search(r"Expected `(\w+)", problem.why)
    return {
        "int": translate("Settings", "a whole number is needed"),
        "float": translate("Settings", "a number is needed"),
        "bool": translate("Settings", "true or false is needed"),
        "array": translate("Settings", "a list in square brackets is needed"),
        "object": translate("Settings", "a section with keys is needed"),
        "path": translate("Settings", "a path in quotation marks is needed"),
    }.get(expected[1] if expected else "", translate("Settings", "a text in quotation marks is needed"))


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
