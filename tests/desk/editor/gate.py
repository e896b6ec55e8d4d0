"""What a slow database is for one window."""

from __future__ import annotations

import threading

import pytest

from kb.editing.views import Opened
from tests.desk.editor.conftest import Place


class Gate:
    """Holds up what has been read of an entry for one window."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, place: Place, code: str) -> None:
        self._open, self.reached = threading.Event(), threading.Event()
        real = place.editorial.texts.open

        def held(asked: str) -> Opened:
            opened = real(asked)
            if asked == code:
                self.reached.set()
                assert self._open.wait(20)
            return opened

        monkeypatch.setattr(place.editorial.texts, "open", held)

    def open(self) -> None:
        self._open.set()
