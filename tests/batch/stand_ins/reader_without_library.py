"""A reader whose library is not installed."""

from __future__ import annotations

import library_that_is_not_there  # type: ignore[import-not-found]  # noqa: F401
