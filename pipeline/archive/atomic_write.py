"""Files that appear whole or not at all: written beside their place, flushed to disk, renamed.

A single file replaces its older self. A folder that is not there yet is renamed into place as one;
into a folder that is there, the files are moved one by one and nothing else in it is touched.
What is written is readable by its owner only, like the archive it comes from.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["new_file", "new_folder"]


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Give a temporary path in the target's folder; it becomes `target` when the block ends well.

    Raises:
        OSError: If the folder cannot be made or written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:40]}-", suffix=target.suffix, dir=target.parent
    )
    os.close(handle)
    path = Path(name)
    try:
        yield path
        _flush(path)
        path.replace(target)
        _flush(target.parent)
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a temporary folder; its files become those of `target` when the block ends well.

    Raises:
        OSError: If the folder cannot be made or written, or `target` is a file.
    """
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(20, "is a file, a folder is needed", str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}-", dir=target.parent))
    try:
        yield folder
        for path in folder.iterdir():
            # Into a folder of somebody's own they come alone, and must not be open to all there.
            path.chmod(0o600)
            _flush(path)
        if target.exists():
            for path in sorted(folder.iterdir()):
                path.replace(target / path.name)
        else:
            folder.rename(target)
        _flush(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
