"""What the desk's windows have in common: colours and scale, their keys, and the room on the screen."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QMainWindow

from desk import theme
from desk.widgets.shortcuts import Shortcuts

_ZOOM = 1.1


class DeskWindow(QMainWindow):
    """A main window in a theme; `scale` 0 is what suits the screen."""

    def __init__(self, theme_name: str, scale: float) -> None:
        super().__init__()
        # Before any widget is made: their lengths are those of the letters.
        self._look = theme.make(theme_name, scale or _scale(QApplication.primaryScreen()))
        self._put_on()

    @property
    def look(self) -> theme.Theme:
        """The colours and the scale in force."""
        return self._look

    def dress(self, look: theme.Theme) -> None:
        """Show everything in these colours and at this scale."""
        self._look = look
        self._put_on()
        self.fit_letters()

    def zoom(self, factor: float) -> None:
        """Make everything larger or smaller; 0 returns to what suits the screen."""
        scale = self._look.scale * factor if factor else _scale(self.screen())
        self.dress(theme.make(self._look.name, scale))

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        self.dress(theme.make("light" if self._look.name == "dark" else "dark", self._look.scale))

    def fit_letters(self) -> None:
        """Give what the style sheet does not reach its size in the letters in force."""

    def fill_screen(self) -> None:
        """Take the whole screen, if it is large enough for what must be seen at once."""
        screen = self.screen()
        room, least = (screen.availableGeometry().size() if screen else None), self.minimumSizeHint()
        # On a smaller screen a maximised window would be squeezed below what can be read.
        if room is not None and room.width() >= least.width() and room.height() >= least.height():
            self.resize(room)
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def give_look_keys(
        self, shortcuts: Shortcuts, *, larger: Enum, smaller: Enum, usual: Enum, theme: Enum
    ) -> None:
        """Change size and colours with these keys."""
        shortcuts.add(larger, lambda: self.zoom(_ZOOM), "Ctrl+=")
        shortcuts.add(smaller, lambda: self.zoom(1 / _ZOOM))
        shortcuts.add(usual, lambda: self.zoom(0))
        shortcuts.add(theme, self.toggle_theme)

    def _put_on(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self._look)


def _scale(screen: QScreen | None) -> float:
    return theme.scale_for(screen.availableGeometry().size()) if screen is not None else 1.0
