"""Fixtures of the tests that run `desk` as a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desk import logs
from tests.desk.commands_run import Runner


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str], qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Run `desk` in this process, without its log (which belongs to the process)."""
    monkeypatch.setattr(logs, "start", lambda: None)
    return Runner(capsys)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Give the settings file of a seat whose database and index are in the test's folder."""
    path = tmp_path / "desk.toml"
    path.write_text(
        f"""[pbx]
host = "127.0.0.1"
username = "desk-2001"
secret = "a-long-enough-secret"
[seat]
extension = "2001"
agent = "1024"
name = "王敏"
queues = ["zonghe", "gjj"]
[database]
url = "sqlite:///{tmp_path / "desk.db"}"
[kb]
index = "{tmp_path / "index"}"
""",
        "utf-8",
    )
    return path
