"""Every hostile file ends in one named outcome, the right one, within its deadline, unchanged."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.outcome import OutcomeCode
from models.record import Record
from models.settings import Settings
from pipeline.workers.records import read_records
from tests.hostile.corpus import SAMPLES
from tests.hostile.corpus import made_by_hand
from tests.hostile.corpus import odd_by_hand
from tests.hostile.corpus import write
from tests.hostile.hostile_file import HostileFile
from tests.hostile.mutations import mutations

pytestmark = pytest.mark.slow

_LIMITS = Settings(workers=2, timeout_s=60, memory_mb=1_500)
# An outcome that says nothing about the file.
_NO_CAUSE = {OutcomeCode.READER_ERROR, OutcomeCode.OCR_UNAVAILABLE, OutcomeCode.MISSING}


def ends(folder: Path, files: Iterator[HostileFile]) -> list[tuple[HostileFile, Record]]:
    """Read the files and return each with its record; every one must still be what it was."""
    written = write(files, folder)
    records = list(read_records([path for path, _ in written], _LIMITS))
    for path, file in written:
        assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(file.data).digest()
    assert len(list(folder.iterdir())) == len(written)
    return [(file, record) for (_, file), record in zip(written, records, strict=True)]


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("made", "kinds"), [(made_by_hand, 10), (odd_by_hand, 8)])
def test_what_is_made_by_hand_ends_as_it_should(
    tmp_path: Path, made: Callable[[], Iterator[HostileFile]], kinds: int
) -> None:
    begun = time.monotonic()
    found = ends(tmp_path / "in", (file for file in made() if not file.costly))
    wrong = [
        (file.name, record.outcome.code, record.outcome.detail)
        for file, record in found
        if record.outcome.code in _NO_CAUSE or (file.ends and record.outcome.code not in file.ends)
    ]
    assert wrong == []
    assert all(r.outcome.message and r.outcome.message_en for _, r in found)
    assert len(Counter(r.outcome.code for _, r in found)) >= kinds
    assert time.monotonic() - begun < 600


def test_what_points_outside_brings_nothing_in(tmp_path: Path) -> None:
    """Neither a file of this machine nor an address beyond it is opened for a document."""
    both = (*made_by_hand(), *odd_by_hand())
    outside = (file for file in both if b"outside" in file.name)
    place = Path("/etc/os-release")
    there = place.read_text("utf-8") if place.exists() else ""
    lines = [line for line in there.splitlines() if len(line) > 9]
    found = ends(tmp_path / "in", outside)
    assert len(found) >= 8
    for file, record in found:
        assert not any(line in record.to_json() for line in lines), file.name


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", ["06-cong-van-so.pdf", "11-du-thao.docx", "10-ban-chep.txt"])
def test_what_is_harmed_at_random_ends_somewhere(tmp_path: Path, name: str) -> None:
    files = mutations(name, (SAMPLES / name).read_bytes(), seeds=3)
    for file, record in ends(tmp_path / "in", files):
        assert record.outcome.code not in _NO_CAUSE, file.name
