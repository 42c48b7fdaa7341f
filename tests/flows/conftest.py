"""One run of the real flow, in a process of its own, for all tests that look at what it did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

# Scripts for the process, and a start-up module that closes its sockets.
collect_ignore_glob = ["offline/*"]

HERE = Path(__file__).parent
STAND_INS = HERE.parent / "batch" / "stand_ins"


DISPATCHES = {
    "mot.txt": """TỈNH ỦY MẪU SƠN
*
Số 98765-CV/TU
V/v theo dõi công trình zebraquartz

Kính gửi: Các huyện ủy trực thuộc.

1. Giao Văn phòng Tỉnh ủy theo dõi việc thực hiện zebraquartz.
""",
    "hai.txt": """TỈNH ỦY MẪU SƠN
*
Số 98765-CV/TU

Kính gửi: Các huyện ủy trực thuộc.

2. Giao Ban Tổ chức Tỉnh ủy báo cáo kết quả zebraquartz.
""",
    "rong.txt": "",
}


@dataclass(frozen=True, kw_only=True)
class FlowReport:
    """What the process did.

    Attributes:
        said: What `offline/run_flows.py` wrote down.
        output: Everything on standard output and standard error, at the chattiest level.
        home: Prefect's own folder.
        attempts: Addresses beyond this machine that any process tried to reach.
    """

    said: dict[str, Any]
    output: str
    home: Path
    attempts: list[str]


def build_inboxes(root: Path) -> None:
    orders = root / "orders"
    orders.mkdir()
    for number in range(7):
        (orders / f"n{number}.txt").write_text(f"fine zebraquartz {number}", "utf-8")
    (orders / "copy.txt").write_text("fine zebraquartz 3", "utf-8")
    (orders / "raise.txt").write_text("raise zebraquartz", "utf-8")
    (orders / "die.txt").write_text("die zebraquartz", "utf-8")
    dispatches = root / "dispatches"
    dispatches.mkdir()
    for name, text in DISPATCHES.items():
        (dispatches / name).write_text(text, "utf-8")


@pytest.fixture(scope="session")
def flow_report(tmp_path_factory: pytest.TempPathFactory) -> FlowReport:
    root = tmp_path_factory.mktemp("flow")
    build_inboxes(root)
    attempts = root / "attempts"
    environment = {key: value for key, value in os.environ.items() if "PREFECT" not in key} | {
        "PREFECT_HOME": str(root / "home"),
        "PREFECT_LOGGING_LEVEL": "DEBUG",
        "PYTHONPATH": os.pathsep.join([str(HERE / "offline"), str(STAND_INS)]),
        "ATTEMPTS_FILE": str(attempts),
        # What a careless administrator might have set.
        "PREFECT_SERVER_ANALYTICS_ENABLED": "true",
        "DO_NOT_TRACK": "0",
    }
    done = subprocess.run(
        [sys.executable, str(HERE / "offline" / "run_flows.py"), str(root)],
        env=environment, cwd=root, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return FlowReport(
        said=json.loads((root / "said.json").read_text("utf-8")),
        output=done.stdout + done.stderr,
        home=root / "home",
        attempts=attempts.read_text("utf-8").splitlines() if attempts.exists() else [],
    )
