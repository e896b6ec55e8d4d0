"""A Qt loop that does nothing, measured beside the desk's: what it misses the machine has missed.

`python -m tests.bench.idle_loop` measures until its standard input ends.
"""

from __future__ import annotations

import json
import sys
import threading

from PySide6.QtCore import QCoreApplication, QTimer

from tests.bench.seat import LoopProbe


def main() -> None:
    """Measure and print the gaps."""
    app = QCoreApplication(sys.argv[:1])
    probe = LoopProbe()
    probe.begin()
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    look = QTimer()
    look.timeout.connect(lambda: app.quit() if ended.is_set() else None)
    look.start(50)
    app.exec()
    print(json.dumps({"gaps": list(probe.gaps)}), flush=True)


if __name__ == "__main__":
    main()
