"""The real flow, without a standing server and without a network; and the deployment file."""

from __future__ import annotations

import inspect
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from pipeline.quiet_prefect import kept_running
from pipeline.quiet_prefect import without_interrupts

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

ROOT = Path(__file__).parents[2]
STAND_INS = ROOT / "tests" / "batch" / "stand_ins"
# They stand in every document of the run.
SECRET_WORDS = ("zebraquartz", "98765-CV/TU")


def deployments() -> list[dict[str, Any]]:
    return yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]


def test_flow_and_plain_loop_give_the_same_records(flow_report: Any) -> None:
    for name in ("orders", "dispatches"):
        flow, plain = flow_report.said[name]["content"], flow_report.said["plain"][name]
        assert flow["records"], name
        assert flow == plain, name


def test_every_file_has_its_outcome(flow_report: Any) -> None:
    rows = dict(flow_report.said["orders"]["first"]["rows"])
    assert rows.pop("raise.txt") == "reader-error"
    assert rows.pop("die.txt") == "killed"
    # the plan's order decides which of two equal files is the copy: copy.txt comes before n3.txt
    assert rows.pop("n3.txt") == "duplicate"
    assert set(rows.values()) == {"complete"}
    assert len(rows) == 7
    assert dict(flow_report.said["dispatches"]["first"]["rows"])["rong.txt"] == "empty"


# Started in the background, a process ignores Ctrl-C; these runs must hear it.
INTERRUPTED_RUN = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
import sys
from pathlib import Path
from models.settings import Settings
from pipeline.batch import ReadingVersion
from pipeline.flows import ingest_folder
version = ReadingVersion(rules_version="rules-1", options_hash="options-1")
settings = Settings(archive=sys.argv[2], workers=2, batch_size=1)
ingest_folder(Path(sys.argv[1]), settings, version=version, reader="orders_reader")
"""


def test_an_interrupt_from_the_terminal_ends_the_run_within_seconds(tmp_path: Path) -> None:
    """Ctrl-C reaches the whole process group, the temporary server too."""
    inbox, archive = tmp_path / "inbox", tmp_path / "archive.sqlite3"
    inbox.mkdir()
    for name, order in (("a", "fine"), ("b", "hang b"), ("c", "hang c")):
        (inbox / f"{name}.txt").write_text(order, "utf-8")
    environment = {key: value for key, value in os.environ.items() if "PREFECT" not in key} | {
        "PREFECT_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(STAND_INS),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED_RUN, str(inbox), str(archive)],
        env=environment, cwd=tmp_path, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        wait_for_a_row(archive, process)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=20)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert said.rstrip().endswith(b"KeyboardInterrupt")
    assert b"ConnectError" not in said
    assert stored_names(archive) == ["a.txt"]
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # the server is gone too


def wait_for_a_row(archive: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if archive.exists() and stored_names(archive):
            return
        time.sleep(0.1)
    pytest.fail("the run stored nothing")


def stored_names(archive: Path) -> list[str]:
    try:
        with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as database:
            return [name for (name,) in database.execute("SELECT source_name FROM ledger")]
    except sqlite3.OperationalError:
        return []  # the tables are not there yet


def test_the_server_of_a_run_that_is_killed_ends_too() -> None:
    program = """if True:
        import os, signal, subprocess
        from pipeline.quiet_prefect import guarded
        command = ["sleep", "300"]
        print(guarded(subprocess.Popen)(command, stdout=subprocess.DEVNULL).pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    killed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL
    server = Path("/proc", killed.stdout.strip())
    end = time.monotonic() + 30
    while server.exists() and b") Z " not in (server / "stat").read_bytes():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_server_that_is_killed_is_started_again_and_one_that_is_stopped_is_not() -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Server:
        server_process: subprocess.Popen[bytes] | None = None

    def launch(_: object) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(["sleep", "300"]))
        return started[-1]

    server = Server()
    server.server_process = kept_running(launch)(server)
    for count in (2, 3):
        server.server_process.kill()
        end = time.monotonic() + 20
        while len(started) < count or server.server_process is not started[-1]:
            assert time.monotonic() < end
            time.sleep(0.02)
    server.server_process.terminate()
    server.server_process.wait(timeout=20)
    time.sleep(0.3)
    assert len(started) == 3


def test_what_is_launched_without_interrupts_lives_on_whatever_it_installs() -> None:
    script = (
        "import signal, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)"
    )

    def launch() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    ends: list[int] = []
    for start in (launch, without_interrupts(launch)):
        with start() as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
            process.terminate()
            ends.append(process.wait(timeout=20))
    assert ends == [-signal.SIGINT, -signal.SIGTERM]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_a_second_run_reads_only_what_was_lost(flow_report: Any) -> None:
    assert flow_report.said["orders"]["second"]["rows"] == [["die.txt", "killed"]]
    assert flow_report.said["orders"]["second"]["known"] == 9
    assert flow_report.said["dispatches"]["second"]["nothing_new"] is True


def test_the_start_of_the_server_is_announced_before_anything_else(flow_report: Any) -> None:
    heard = flow_report.said["orders"]["heard"]
    assert heard[:3] == ["stage server", "stage plan", "total 10"]
    assert heard[-1] == "ended"
    assert len([one for one in heard if one.startswith("file ")]) == 10


def test_a_run_leaves_a_table_a_summary_and_its_progress(flow_report: Any) -> None:
    found: dict[str, list[Any]] = {}
    for artifact in flow_report.said["artifacts"]:
        found.setdefault(artifact["key"], []).append(artifact)
    assert set(found) == {"vanthu-outcomes", "vanthu-summary", "vanthu-progress"}
    tables = [json.loads(one["data"]) for one in found["vanthu-outcomes"]]
    table = max(tables, key=len)
    assert len(table) == 10
    assert set(table[0]) == {"file", "outcome", "code", "pages", "seconds"}
    assert table[0]["file"] == "die.txt", "what needs a person comes first"
    assert any("killed" in one["data"] for one in found["vanthu-summary"])
    assert {float(one["data"]) for one in found["vanthu-progress"]} == {100.0}


def test_nothing_that_a_document_says_leaves_the_archive(flow_report: Any) -> None:
    assert len(flow_report.output) > 1_000, "the log was not at its chattiest"
    places = [path for path in flow_report.home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in places)
    for word in SECRET_WORDS:
        assert word not in flow_report.output
        assert word not in json.dumps(flow_report.said["artifacts"])
        assert [path.name for path in places if word.encode() in path.read_bytes()] == []
    # the words do stand in the records, so looking for them means something
    assert SECRET_WORDS[0] in json.dumps(flow_report.said["orders"]["content"])


def test_what_is_missing_is_told_to_the_caller(flow_report: Any) -> None:
    assert flow_report.said["without_reader"] == "no_such_reader"


def test_no_process_reached_out(flow_report: Any) -> None:
    assert flow_report.attempts == []


def test_nothing_is_sent_home_whatever_the_environment_says(flow_report: Any) -> None:
    assert set(flow_report.said["switched_on"].values()) == {False}


def test_reaching_out_would_have_been_noticed(tmp_path: Path) -> None:
    script = "import socket\ntry: socket.create_connection(('192.0.2.1', 80))\nexcept OSError: pass"
    attempts = tmp_path / "attempts"
    environment = {
        "PYTHONPATH": str(Path(__file__).parent / "offline"),
        "ATTEMPTS_FILE": str(attempts),
    }
    subprocess.run([sys.executable, "-c", script], env=environment, timeout=60, check=True)
    assert "192.0.2.1" in attempts.read_text("utf-8")


@pytest.mark.parametrize("deployment", deployments(), ids=lambda one: one["name"])
def test_every_deployment_can_be_loaded(deployment: dict[str, Any]) -> None:
    from prefect.flows import load_flow_from_entrypoint

    flow = load_flow_from_entrypoint(
        str(ROOT / deployment["entrypoint"]), use_placeholder_flow=False
    )
    assert flow.name == "process-incoming"
    inspect.signature(flow.fn).bind(**deployment["parameters"])
    flow.validate_parameters(deployment["parameters"])


@pytest.mark.parametrize("deployment", deployments(), ids=lambda one: one["name"])
def test_every_deployment_is_scheduled_in_local_time_and_never_twice_at_once(
    deployment: dict[str, Any],
) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    for schedule in deployment["schedules"]:
        cron = CronSchedule(cron=schedule["cron"], timezone=schedule["timezone"])
        assert ZoneInfo(cron.timezone or "").key == "Asia/Ho_Chi_Minh"
    assert deployment["concurrency_limit"]["limit"] == 1
    assert deployment["work_pool"]["name"] == "vanthu"
    assert deployment["work_pool"]["job_variables"]["env"]["DO_NOT_TRACK"] == "1"


def test_the_automation_for_dead_runs_is_one_that_prefect_takes() -> None:
    from prefect.events.schemas.automations import AutomationCore

    text = (ROOT / "scripts" / "dead_runs.yaml").read_text("utf-8")
    automation = AutomationCore.model_validate(yaml.safe_load(text))
    assert automation.trigger.match_related["prefect.resource.name"] == ["process-incoming"]
    assert [action.state.value for action in automation.actions] == ["CRASHED"]
