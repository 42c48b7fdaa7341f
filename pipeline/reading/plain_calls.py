"""pdfium's functions taking and giving addresses as plain numbers.

Typed pointers cost five times as much a call, and a page has some thousand characters and some
hundred objects, each of which is asked for something.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

__all__ = ["ADDRESS", "plain_call"]

ADDRESS = ctypes.c_void_p


def plain_call(function: object, result: type, *arguments: type) -> Callable[..., Any]:
    """Return a function of pdfium that takes numbers for pointers.

    Args:
        function: The function as `pypdfium2.raw` has it.
        result: Its result; ``ctypes.c_size_t`` for a pointer, 0 being none.
        arguments: What it takes; `ADDRESS` for a pointer.
    """
    address = ctypes.cast(function, ADDRESS).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]
