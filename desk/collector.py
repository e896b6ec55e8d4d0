"""Python's garbage collector kept from stalling the window.

A full collection looks at every object of the program, and the program that stands after the start has
several hundred thousand: 50 ms and more in which no thread runs. None of them is garbage. So nothing is
collected while the program starts; what stands then is put aside for good, and later collections see only
what came after it.
"""

from __future__ import annotations

import gc


def hold() -> None:
    """Collect nothing until `settle`."""
    gc.disable()


def settle() -> None:
    """Put aside what the start has made and collect from now on; may be called again after a large load."""
    gc.freeze()
    gc.enable()
