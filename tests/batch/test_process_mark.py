"""A process is known for good: its number alone would not do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pipeline.batch import process_mark
from pipeline.batch.process_mark import is_gone
from pipeline.batch.process_mark import own_mark

pytestmark = pytest.mark.skipif(not own_mark(), reason="no /proc on this system")

# By its path: the package would load everything that a run needs.
ASK = f"""
import runpy
print(runpy.run_path({process_mark.__file__!r})["own_mark"](), flush=True)
input()
"""


def changed(mark: str, place: int, text: str) -> str:
    parts = mark.split()
    parts[place] = text
    return " ".join(parts)


def test_a_process_lives_until_it_ends() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ASK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        mark = process.stdout.readline().strip()
        assert mark.split()[2] == str(process.pid)
        assert not is_gone(mark)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert is_gone(mark), "ended, though nobody asked yet how"
    assert is_gone(mark)


@pytest.mark.parametrize(("place", "text"), [(1, "another-start"), (2, "4194304"), (3, "1")])
def test_another_start_or_number_is_another_process(place, text) -> None:
    assert is_gone(changed(own_mark(), place, text))


@pytest.mark.parametrize(
    "mark", ["", "x", "a b c d", "a b -1 d", "a b ../1 d", "own and more", "\x00 b 1 d"]
)
def test_what_is_no_mark_of_this_machine_counts_as_living(mark) -> None:
    given = mark.replace("own and", own_mark())
    assert not is_gone(given)
    assert not is_gone(changed(own_mark(), 0, "another-machine"))


def test_where_nothing_can_be_known_everything_lives(monkeypatch, tmp_path) -> None:
    mark = changed(own_mark(), 3, "1")
    assert is_gone(mark)
    monkeypatch.setattr(process_mark, "_BOOT", tmp_path / "none")
    assert own_mark() == ""
    assert not is_gone(mark)
