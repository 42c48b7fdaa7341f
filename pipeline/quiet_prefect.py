"""Settle how Prefect behaves before it is imported: it sends nothing home and does not chatter.

Prefect reads its environment once, at import. Usage data, promotion and orchestration telemetry are
switched off whatever the environment says, because a records office must not leak even counts. The
rest are defaults that an administrator may override. Importing this module imports no Prefect.

Ctrl-C in a terminal reaches every process of the run. The temporary server must outlive it: without
a server Prefect would spend a minute on retries before it lets the interruption through. And it must
not outlive the run otherwise: one that is killed cannot end its server, so a guard does. A server that
is killed itself is started again at the same port; Prefect asks it for a minute before it gives up.
"""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any
from typing import ParamSpec
from typing import Protocol
from typing import TypeVar

__all__ = [
    "DEFAULTS",
    "SWITCHED_OFF",
    "guarded",
    "kept_running",
    "settle",
    "without_interrupts",
]

# Waits until the process that it guards has ended, or its standard input has: then whoever held the
# other end is gone, in whatever way. A descriptor of a process never means another one of its number.
_GUARD = """
import os, select, signal, sys
server = os.pidfd_open(int(sys.argv[1]))
if server not in select.select([server, 0], [], [])[0]:
    signal.pidfd_send_signal(server, signal.SIGTERM)
    if not select.select([server], [], [], 10)[0]:
        signal.pidfd_send_signal(server, signal.SIGKILL)
"""
# A server that ends again and again is not worth more starts.
_MOST_STARTS = 5
_guards: list[subprocess.Popen[bytes]] = []

P = ParamSpec("P")
R = TypeVar("R")

SWITCHED_OFF = {
    "DO_NOT_TRACK": "1",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
}
DEFAULTS = {
    # Without a standing server one is started for the run, on this machine only. On a busy
    # machine that takes far longer than Prefect's own limit of 20 s.
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    # The bar and the table tell what an archivist wants to know, and whatever goes wrong is raised
    # to the caller, so that Prefect's own tracebacks would only say it twice.
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
}


def settle() -> None:
    """Set the variables; does nothing useful once Prefect is imported."""
    os.environ.update(SWITCHED_OFF)
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)


def without_interrupts(launch: Callable[P, R]) -> Callable[P, R]:
    """Return `launch` with SIGINT blocked in its thread; a process it starts inherits the block.

    A blocked signal stays blocked whatever handler the process installs. An interrupt that comes
    meanwhile is delivered afterwards.
    """

    @functools.wraps(launch)
    def launch_blocked(*args: P.args, **kwargs: P.kwargs) -> R:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return launch(*args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    return launch_blocked


def guarded(
    launch: Callable[P, subprocess.Popen[bytes]],
) -> Callable[P, subprocess.Popen[bytes]]:
    """Return `launch` such that what it starts ends with this process, however this one ends."""

    @functools.wraps(launch)
    def launch_guarded(*args: P.args, **kwargs: P.kwargs) -> subprocess.Popen[bytes]:
        server = launch(*args, **kwargs)
        guard = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _GUARD, str(server.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Neither an interrupt from the keyboard nor the end of the terminal is meant for it.
            start_new_session=True,
        )
        # Its input is open as long as this process lives.
        _guards[:] = [*(one for one in _guards if one.poll() is None), guard]
        return server

    return launch_guarded


class Server(Protocol):
    """What is asked of Prefect's temporary server.

    Attributes:
        server_process: Its process; None before its start and once it is stopped.
    """

    server_process: subprocess.Popen[bytes] | None


def kept_running(
    launch: Callable[[Any], subprocess.Popen[bytes]],
) -> Callable[[Any], subprocess.Popen[bytes]]:
    """Return `launch` such that a server that ends before it is stopped is started again."""

    @functools.wraps(launch)
    def launch_kept(server: Server) -> subprocess.Popen[bytes]:
        process = launch(server)
        threading.Thread(
            target=_start_again, args=(server, process, launch), name="server", daemon=True
        ).start()
        return process

    return launch_kept


def _start_again(
    server: Server,
    process: subprocess.Popen[bytes],
    launch: Callable[[Any], subprocess.Popen[bytes]],
) -> None:
    for _ in range(_MOST_STARTS):
        # Who stops the server ends the process first and forgets it then: a signal of ours is no accident.
        if process.wait() in {0, 3, -signal.SIGTERM} or server.server_process is not process:
            return
        process = server.server_process = launch(server)
