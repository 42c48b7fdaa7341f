"""The `vanthu` command. Only `main` is here; what is heavy is imported by the command that needs it."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        arguments: Command line without the program's name; the process's own when None.
    """
    from pipeline.cli.app import run

    return run(arguments)
