"""The simulator shares no code with the client, so that both can't make the same mistake."""

from __future__ import annotations

import ast
from pathlib import Path

import telephony.simulator

FOLDER = Path(telephony.simulator.__file__).parent


def test_it_imports_neither_client_nor_desk_nor_qt() -> None:
    foreign = {
        name
        for file in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        if name.split(".")[0] in {"telephony", "desk", "kb", "PySide6", "panoramisk"}
        and not name.startswith("telephony.simulator")
    }
    assert not foreign
