"""Whatever holds something of the papers is for its owner alone, however open the surroundings are."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.archive import FORMATS
from pipeline.archive import export


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """An administrator who lets everybody read and write everything."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_database_and_its_companions_while_it_is_written(
    archive, archive_file, make_record, make_entry
) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    with archive.reading() as connection:
        connection.exec_driver_sql("SELECT 1 FROM ledger")
        found = {path.name: mode_of(path) for path in archive_file.parent.iterdir()}
    names = [archive_file.name + ending for ending in ("", "-wal", "-shm")]
    assert found == dict.fromkeys(names, 0o600)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("is_there", [False, True])
def test_every_export(archive, tmp_path, make_record, make_entry, format_, is_there) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    out = tmp_path / "out"
    if is_there:
        out.mkdir()
    path = export(archive, format_, out).path
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    assert files
    assert {mode_of(file) for file in files} == {0o600}
    if path.is_dir() and not is_there:
        assert mode_of(path) == 0o700
