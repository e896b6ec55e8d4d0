"""Threads that need pinyin for the first time at the same moment."""

from __future__ import annotations

import os
import threading

from kb import analysis


def test_threads_that_ask_first_together_all_get_pinyin() -> None:
    found: list[str] = []

    def ask(together: threading.Barrier) -> None:
        together.wait()
        found.append(analysis._lazy_pinyin.__wrapped__()("税")[0])

    for _ in range(50):
        together = threading.Barrier(8)
        threads = [threading.Thread(target=ask, args=(together,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 400
    assert not any(name.startswith("PYPINYIN_NO") for name in os.environ)
