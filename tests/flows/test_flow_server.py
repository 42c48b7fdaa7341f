"""The flow beside a standing server: runs whose process died, cancellation, and PostgreSQL below it.

The server keeps its own tables in PostgreSQL where `VANTHU_TEST_POSTGRESQL` names one.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import create_engine
from sqlalchemy import make_url

# A busy machine needs minutes where an idle one needs seconds.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect"), pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[2]
STAND_INS = ROOT / "tests" / "batch" / "stand_ins"
POSTGRESQL = os.environ.get("VANTHU_TEST_POSTGRESQL")

# The flow as it is deployed, with a reader that hangs where a file says so.
ENTRY = """
from models.settings import Settings
from pipeline import flows
from pipeline.batch import ReadingVersion
from pipeline.progress import SilentProgress

VERSION = ReadingVersion(rules_version="rules-1", options_hash="options-1")
flows._what_is_given = lambda: flows._Given(
    settings=Settings(), progress=SilentProgress(), reader="orders_reader", version=VERSION
)
process_incoming = flows.process_incoming
if __name__ == "__main__":
    import sys

    process_incoming(sys.argv[1], archive=sys.argv[2], batch_size=1)
"""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A Prefect server with a worker, and a folder of its own that all its processes know."""

    api: str
    root: Path
    environment: dict[str, str]

    def ask(self, method: str, path: str, body: object = None) -> Any:
        # A server on SQLite says that it is busy (503) when it is; Prefect's own client asks again.
        for pause in (0.5, 1, 2, 4, 0):
            answer = httpx.request(method, self.api + path, json=body, timeout=60)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(pause)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def states(self) -> dict[str, tuple[str, str | None]]:
        runs = self.ask("POST", "/flow_runs/filter", {})
        return {run["id"]: (run["state"]["type"], run["state"]["message"]) for run in runs}

    def batches(self, run: str) -> list[str]:
        """States of the task runs of one flow run."""
        wanted = {"flow_runs": {"id": {"any_": [run]}}}
        return [one["state"]["type"] for one in self.ask("POST", "/task_runs/filter", wanted)]

    def processes(self) -> set[int]:
        """All processes that were started for this server or its flows."""
        mark = f"PREFECT_HOME={self.root / 'home'}".encode()
        found = set()
        for place in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (place / "environ").read_bytes().split(b"\0"):
                    found.add(int(place.name))
            except OSError:
                continue  # it has just ended, or is somebody else's
        return found


def wait_for(what: Callable[[], Any], seconds: float = 240) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = what()
        if found:
            return found
        time.sleep(0.25)
    pytest.fail("it did not happen in time")


def is_up(api: str) -> bool:
    try:
        return httpx.get(api + "/health", timeout=5).is_success
    except httpx.TransportError:
        return False


@contextmanager
def started(command: list[str], **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, **more,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def a_database() -> Iterator[str | None]:
    """A database of our own on the PostgreSQL server, as Prefect names it; None without one."""
    if POSTGRESQL is None:
        yield None
        return
    name = f"vanthu_prefect_{uuid4().hex}"
    place = make_url(POSTGRESQL)
    engine = create_engine(place.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield place.set(drivername="postgresql+asyncpg", database=name).render_as_string(
            hide_password=False
        )
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()


@pytest.fixture(scope="module")
def database() -> Iterator[str | None]:
    with a_database() as url:
        yield url


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("server")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    api = f"http://127.0.0.1:{port}/api"
    environment = {key: value for key, value in os.environ.items() if "PREFECT" not in key} | {
        "PREFECT_HOME": str(root / "home"),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "DO_NOT_TRACK": "1",
        "PYTHONPATH": os.pathsep.join([str(STAND_INS), str(ROOT)]),
    }
    if database is not None:
        environment["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = database
    (root / "entry.py").write_text(ENTRY, "utf-8")
    prefect = [sys.executable, "-m", "prefect"]
    with started(
        [*prefect, "server", "start", "--port", str(port), "--no-ui"], env=environment, cwd=root
    ):
        wait_for(lambda: is_up(api))
        with started(
            [*prefect, "worker", "start", "--pool", "vanthu", "--type", "process"],
            env=environment, cwd=root,
        ):  # fmt: skip
            yield Server(api=api, root=root, environment=environment)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text("fine a", "utf-8")
    for name in "bc":
        (folder / f"{name}.txt").write_text(f"hang {name}", "utf-8")
    return folder


def stored_names(archive: Path) -> list[str]:
    try:
        with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as database:
            return [name for (name,) in database.execute("SELECT source_name FROM ledger")]
    except sqlite3.OperationalError:
        return []  # the tables are not there yet


def test_a_run_whose_process_died_is_marked_by_the_next(
    server: Server, inbox: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    command = [sys.executable, str(server.root / "entry.py"), str(inbox), str(archive)]
    before = set(server.states())
    with started(command, env=server.environment, cwd=tmp_path) as process:
        wait_for(lambda: stored_names(archive))
        (killed,) = wait_for(lambda: set(server.states()) - before)
        wait_for(lambda: "RUNNING" in server.batches(killed))
        process.kill()
        process.wait()
    assert server.states()[killed][0] == "RUNNING"
    for name in "bc":
        (inbox / f"{name}.txt").write_text(f"fine {name}", "utf-8")
    elsewhere = tmp_path / "another"
    elsewhere.mkdir()
    run = [*command[:2], str(elsewhere), str(archive)]
    subprocess.run(run, env=server.environment, cwd=tmp_path, timeout=240, check=True)
    assert server.states()[killed][0] == "RUNNING", "a run over another inbox is not its business"
    subprocess.run(command, env=server.environment, cwd=tmp_path, timeout=240, check=True)
    state, message = server.states()[killed]
    assert state == "CRASHED"
    assert "tiến trình" in str(message).lower()
    assert set(server.batches(killed)) <= {"CRASHED", "COMPLETED"}
    assert "CRASHED" in server.batches(killed)
    assert sorted(stored_names(archive)) == ["a.txt", "b.txt", "c.txt"]


def deploy(server: Server, name: str, parameters: dict[str, object], runner: str) -> str:
    wait_for(lambda: server.ask("POST", "/work_pools/filter", {}))  # its worker makes the pool
    flow = server.ask("POST", "/flows/", {"name": "process-incoming"})
    deployment = server.ask(
        "POST",
        "/deployments/",
        {
            "name": name,
            "flow_id": flow["id"],
            "work_pool_name": "vanthu",
            "path": str(server.root),
            "entrypoint": "entry.py:process_incoming",
            "parameters": parameters,
            "job_variables": {"env": {"VANTHU_TASK_RUNNER": runner}},
        },
    )
    return str(deployment["id"])


@pytest.mark.parametrize(
    "runner",
    [
        "threads",
        pytest.param(
            "dask",
            marks=pytest.mark.skipif(
                importlib.util.find_spec("prefect_dask") is None,
                reason="prefect-dask is not installed",
            ),
        ),
    ],
)
def test_cancelling_a_run_ends_all_its_processes_and_keeps_what_was_stored(
    server: Server, inbox: Path, tmp_path: Path, runner: str
) -> None:
    archive = tmp_path / "archive.sqlite3"
    wait_for(lambda: server.ask("POST", "/work_pools/filter", {}))
    idle = server.processes()
    key = deploy(
        server, f"inbox-{runner}",
        {"folder": str(inbox), "archive": str(archive), "batch_size": 1}, runner,
    )  # fmt: skip
    run = server.ask(
        "POST", f"/deployments/{key}/create_flow_run", {"state": {"type": "SCHEDULED"}}
    )
    wait_for(lambda: stored_names(archive))
    assert len(server.processes() - idle) >= 2
    server.ask("POST", f"/flow_runs/{run['id']}/set_state", {"state": {"type": "CANCELLING"}})
    wait_for(lambda: server.processes() <= idle)
    wait_for(lambda: server.states()[run["id"]][0] == "CANCELLED")
    assert stored_names(archive) == ["a.txt"]


@pytest.mark.skipif(POSTGRESQL is None, reason="VANTHU_TEST_POSTGRESQL names no server")
def test_the_server_keeps_its_runs_in_postgresql(server: Server, database: str) -> None:
    key = deploy(server, "in-postgresql", {"folder": "nowhere"}, "threads")
    place = make_url(database).set(drivername="postgresql+psycopg")
    engine = create_engine(place)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT id::text, name FROM deployment").all()
    engine.dispose()
    assert (key, "in-postgresql") in [tuple(row) for row in found]
    assert not list((server.root / "home").glob("*.db"))
