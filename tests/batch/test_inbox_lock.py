"""Two runs never take the same inbox at once, and a run that died holds nothing."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.settings import Settings
from pipeline.batch import InboxError
from pipeline.batch import InboxProblem
from pipeline.batch import ReadingVersion
from pipeline.batch import ingest
from pipeline.batch.inbox_lock import only_run

HOLD = """
import sys
from pathlib import Path
from pipeline.batch.inbox_lock import only_run
with only_run(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"held\n"
            yield process
        finally:
            process.kill()


def test_a_second_run_is_refused_and_makes_no_archive(
    tmp_path: Path, settings: Settings, version: ReadingVersion, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text("fine", "utf-8")
    with held_elsewhere(folder) as holder, caplog.at_level(logging.WARNING):
        with pytest.raises(InboxError) as caught:
            ingest(folder, settings, version=version, reader="orders_reader")
        if Path("/proc/locks").exists():
            assert str(holder.pid) in caplog.text
    assert caught.value.problem is InboxProblem.TAKEN
    assert not Path(settings.archive).exists()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_dead_run_holds_nothing(tmp_path: Path, end: signal.Signals) -> None:
    with held_elsewhere(tmp_path) as process:
        process.send_signal(end)
        process.wait(timeout=10)
        with only_run(tmp_path):
            assert list(tmp_path.iterdir()) == [], "the lock leaves nothing in the inbox"


def test_a_link_to_an_inbox_is_the_same_inbox_and_its_neighbour_is_not(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "one")
    with (
        held_elsewhere(tmp_path / "one"),
        only_run(tmp_path / "two"),
        pytest.raises(InboxError),
        only_run(tmp_path / "link"),
    ):
        pytest.fail("two runs took one inbox")


def test_an_inbox_is_free_again_after_a_run_that_failed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), only_run(tmp_path):
        raise RuntimeError("anything")
    with only_run(tmp_path):
        pass


def test_what_a_run_starts_does_not_keep_the_inbox(tmp_path: Path) -> None:
    with only_run(tmp_path):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        with only_run(tmp_path):
            assert child.poll() is None
    finally:
        child.kill()
        child.wait()


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(InboxError) as caught, only_run(tmp_path / "gone"):
        pytest.fail("there is nothing to hold")
    assert caught.value.problem is InboxProblem.NO_ACCESS
