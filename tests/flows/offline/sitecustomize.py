"""Imported by every Python process of the run at its start: only this machine can be reached."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

LOCAL = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None, b"localhost", b"127.0.0.1"}  # noqa: S104

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


def _note(host: object) -> OSError:
    with Path(os.environ["ATTEMPTS_FILE"]).open("a", encoding="utf-8") as stream:
        stream.write(f"{host}\n")
    return OSError(errno.ENETUNREACH, "the network is closed")


def _is_local(address: object) -> bool:
    return not isinstance(address, tuple) or address[0] in LOCAL


def connect(self: socket.socket, address: object) -> None:
    if not _is_local(address):
        raise _note(address)
    _connect(self, address)


def connect_ex(self: socket.socket, address: object) -> int:
    if not _is_local(address):
        raise _note(address)
    return _connect_ex(self, address)


def getaddrinfo(host: object, *rest: object, **more: object) -> object:
    if host not in LOCAL:
        raise _note(host)
    return _getaddrinfo(host, *rest, **more)


socket.socket.connect = connect
socket.socket.connect_ex = connect_ex
socket.getaddrinfo = getaddrinfo
