"""The flow on a Dask cluster of two processes on this machine, without a network."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
STAND_INS = HERE.parent / "batch" / "stand_ins"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("prefect"),
    pytest.mark.skipif(
        importlib.util.find_spec("prefect_dask") is None, reason="prefect-dask is not installed"
    ),
]


def test_dask_stores_what_a_local_run_stores(flow_report: Any) -> None:
    root = flow_report.home.parent
    attempts = root / "attempts-on-dask"
    environment = {key: value for key, value in os.environ.items() if "PREFECT" not in key} | {
        "PREFECT_HOME": str(root / "home-on-dask"),
        "PYTHONPATH": os.pathsep.join([str(HERE / "offline"), str(STAND_INS)]),
        "ATTEMPTS_FILE": str(attempts),
        "VANTHU_TASK_RUNNER": "dask",
    }
    done = subprocess.run(
        [sys.executable, str(HERE / "offline" / "run_on_dask.py"), str(root)],
        env=environment, cwd=root, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads((root / "on_dask.json").read_text("utf-8"))
    assert said["content"] == flow_report.said["plain"]["orders"]
    assert said["rows"] == flow_report.said["orders"]["first"]["rows"]
    assert not attempts.exists(), "a process reached out"
    left = [path for path in (root / "home-on-dask").rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in left)
    assert [path.name for path in left if b"zebraquartz" in path.read_bytes()] == []
