"""Errors that the user can mend: they carry a sentence in the user's language and never a traceback."""

from __future__ import annotations


class UserError(Exception):
    """A fault of the environment or of an input; `str()` is the sentence to show."""


class SettingsError(UserError):
    """The settings file can't be used."""
