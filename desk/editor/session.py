"""One entry being worked on: its code, and what the person at the window goes on from.

Knows no Qt and works in the lane in which texts are read and written. A step goes out with the version of
the text that was kept or shown here last, so it clashes with any other that came between: what the lane
reads counts once the window has shown it (`take`), which it does while no step is under way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kb.article import Article
from kb.editing import Editorial
from kb.editing.errors import ConflictError, UnknownEntryError
from kb.editing.views import Action, Opened, Present


class Session:
    """An entry, or one that is to be made; `code` is empty until it has been saved once."""

    def __init__(self, editorial: Editorial, code: str = "") -> None:
        self._editorial = editorial
        self._code = code
        self._version = 0
        self._based_on: int | None = None
        self._entered = False
        self.others: tuple[Present, ...] = ()

    @property
    def code(self) -> str:
        """The entry's code."""
        return self._code

    def open(self) -> Opened:
        """Read the entry, and say that it is open here."""
        self._enter()
        return self._read()

    def take(self, opened: Opened) -> None:
        """Go on from a text that stands in the window now."""
        working, published = opened.working, opened.published
        self._version = working.version if working is not None else 0
        # Said with each save: what was public when this text was begun may be public no longer by then.
        if working is not None:
            self._based_on = working.based_on
        elif opened.code:
            self._based_on = published.article.revision if published is not None else 0
        else:
            self._based_on = None

    def save(self, article: Article) -> Opened:
        """Keep a text as the working copy."""
        new = not self._code
        texts = self._editorial.texts
        opened = texts.save_opened(replace(article, code=self._code), self._version, self._based_on)
        self._code = opened.code
        self.take(opened)
        if new:
            self._enter()
        return opened

    def act(
        self, action: Action, unsaved: Article | None, reason: str = "", at: datetime | None = None
    ) -> Opened:
        """Do what a button says, with what was typed last kept before."""
        if unsaved is not None:
            self.save(unsaved)
        texts, code, version = self._editorial.texts, self._code, self._version
        steps: dict[Action, Callable[[], object]] = {
            Action.SUBMIT: lambda: texts.submit(code, version),
            Action.RECALL: lambda: texts.recall(code, version),
            Action.DISCARD: lambda: texts.discard(code, version),
            Action.PUBLISH: lambda: texts.approve(code, version, at),
            Action.SEND_BACK: lambda: texts.send_back(code, version, reason),
            Action.CONFIRM: lambda: texts.confirm(code),
            Action.WITHDRAW: lambda: texts.withdraw(code, reason, at),
        }
        steps[action]()
        try:
            return self._read()
        except UnknownEntryError:
            if action is not Action.DISCARD:
                raise
            self.leave()
            self._code = ""  # there was nothing but the draft
            return self._read()

    def restore(self, key: str) -> Opened:
        """Make an old revision's text the working copy."""
        self._editorial.history.restore(self._code, key, self._version)
        return self._read()

    def take_over(self, clash: ConflictError) -> None:
        """Go on from what somebody else has done; the next save puts this window's text above it."""
        self._version = clash.working.version if clash.working is not None else 0
        self._based_on = clash.published.article.revision if clash.published is not None else 0

    def leave(self) -> None:
        """Say that the entry is no longer open here."""
        if self._entered:
            self._entered = False
            self._editorial.presence.leave(self._code)

    def _enter(self) -> None:
        if self._code:
            self.others = self._editorial.presence.enter(self._code)
            self._entered = True

    def _read(self) -> Opened:
        if not self._code:
            return Opened("", allowed=frozenset((Action.SAVE,)))
        return self._editorial.texts.open(self._code)
