"""Nothing reaches out: no module asks for the network, and reading works with every socket closed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("models", "extractors", "pipeline")
NETWORK_MODULES = {
    "aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "socket", "urllib.request",
    "urllib3", "xmlrpc",
}  # fmt: skip
# Calls of underthesea that download a model on first use.
DOWNLOADING_NAMES = {"classify", "sentiment", "lang_detect", "translate", "dependency_parse"}

# Reads one dispatch in a process in which only loopback can be reached, and says how it ended.
OFFLINE_SCRIPT = """
import socket, sys, pathlib

def refuse(self, address, *rest):
    host = address[0] if isinstance(address, tuple) else address
    if host not in {"127.0.0.1", "::1", "localhost"}:
        raise SystemExit(f"reached out to {host!r}")
    return connect(self, address, *rest)

def refuse_name(host, *rest, **more):
    if host not in {"127.0.0.1", "::1", "localhost", None}:
        raise SystemExit(f"looked up {host!r}")
    return getaddrinfo(host, *rest, **more)

connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = refuse_name

from models.settings import Settings
from pipeline.process import process_file
record = process_file(pathlib.Path(sys.argv[1]), Settings())
print(record.outcome.code)
"""

DISPATCH = """TỈNH ỦY MẪU SƠN
*
Số 12-CV/TU

Kính gửi: Các huyện ủy trực thuộc.

1. Giao Văn phòng Tỉnh ủy theo dõi việc thực hiện.
"""


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_no_module_imports_the_network() -> None:
    found = {
        str(path.relative_to(ROOT)): names
        for path in sources()
        if (
            names := {
                n for n in imported(path) for m in NETWORK_MODULES if f"{n}.".startswith(f"{m}.")
            }
        )
    }
    assert found == {}


def test_no_module_names_a_downloading_call() -> None:
    wrong = {f"underthesea.{name}" for name in DOWNLOADING_NAMES}
    assert [path.name for path in sources() if imported(path) & wrong] == []


@pytest.mark.slow
def test_reading_works_with_every_socket_closed(tmp_path: Path) -> None:
    path = tmp_path / "cong-van.txt"
    path.write_text(DISPATCH, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE_SCRIPT, str(path)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.strip() in {"complete", "complete-with-findings"}


def test_the_closed_socket_is_really_closed() -> None:
    script = (
        OFFLINE_SCRIPT.split("from models")[0] + "\nsocket.create_connection(('192.0.2.1', 80))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "192.0.2.1" in done.stderr
