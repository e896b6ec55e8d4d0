"""Texts that the database could not take, kept on this desk until it can.

The database is the truth; this is for the minutes in which it is away and the program may end.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from desk.editor.ports import SparePort
from desk.editor.session import Session
from kb.article import Article, article_from, article_values

_log = logging.getLogger(__name__)


class SpareFolder:
    """Files of one folder, each replaced as a whole; trouble with the disk is logged, and no more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, values: Mapping[str, Any]) -> None:
        """Write values under a name."""
        path = self._path(name)
        temporary = path.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # A member unit's unpublished text is nobody else's business on a shared machine.
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(dict(values), file, ensure_ascii=False)
            temporary.replace(path)
        except OSError as error:
            _log.warning("a text can't be kept on this desk: %s", error.strerror)

    def drop(self, name: str) -> None:
        """Forget what was kept under a name."""
        with contextlib.suppress(OSError):
            self._path(name).unlink(missing_ok=True)

    def kept(self) -> Sequence[Mapping[str, Any]]:
        """Return everything that is kept and can be read."""
        found = []
        for path in sorted(self._folder.glob("*.json")):
            try:
                values = json.loads(path.read_text("utf-8"))
            except (OSError, ValueError):
                continue
            if isinstance(values, dict):
                found.append(values)
        return found

    def _path(self, name: str) -> Path:
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.json"


class Spare:
    """The texts of one person."""

    def __init__(self, port: SparePort, who: str) -> None:
        self._port, self._who = port, who
        # Held by the session itself: its number would be given anew once it is gone.
        self._keys: WeakKeyDictionary[Session, str] = WeakKeyDictionary()

    def keep(self, session: Session, article: Article) -> None:
        """Keep the text of an entry."""
        key = self._key(session)
        self._port.keep(f"{self._who}\n{key}", {"who": self._who, "key": key, **article_values(article)})

    def drop(self, session: Session) -> None:
        """Forget the text of an entry: the database has it."""
        known = self._keys.pop(session, None)
        if known is not None:
            self._port.drop(f"{self._who}\n{known}")

    def forget(self, key: str) -> None:
        """Forget a text that was brought back, or thrown away."""
        if key:
            self._port.drop(f"{self._who}\n{key}")

    def texts(self) -> tuple[tuple[str, Article], ...]:
        """Return what is kept of this person, with the keys."""
        found = []
        for values in self._port.kept():
            if values.get("who") != self._who:
                continue
            try:
                found.append((str(values["key"]), article_from(values)))
            except (KeyError, TypeError, ValueError):
                continue
        return tuple(found)

    def _key(self, session: Session) -> str:
        # A new entry has no code yet: it gets a key that stays with its session.
        key = self._keys.get(session) or session.code or f"new-{os.urandom(6).hex()}"
        self._keys[session] = key
        return key


def written(article: Article) -> tuple[object, ...]:
    """Return what a person writes of an entry: two texts that are alike in this are the same."""
    values = article_values(article)
    return tuple(
        value.strip() if isinstance(value, str) else value
        for name, value in values.items()
        if name not in ("code", "revision")
    )
