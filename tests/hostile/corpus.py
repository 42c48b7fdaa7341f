"""All hostile files in one folder: ``python -m tests.hostile.corpus FOLDER`` writes them.

They are made from the samples and from nothing else, and are the same files every time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.hostile_file import HostileFile
from tests.hostile.made_files import hostile_images
from tests.hostile.made_files import hostile_names
from tests.hostile.made_files import hostile_texts
from tests.hostile.made_files import hostile_word_files
from tests.hostile.made_pdfs import hostile_pdfs
from tests.hostile.mutations import mutations
from tests.hostile.odd_drawings import odd_drawings
from tests.hostile.odd_files import double_natures
from tests.hostile.odd_files import odd_images
from tests.hostile.odd_files import odd_texts
from tests.hostile.odd_files import odd_word_files
from tests.hostile.odd_pdfs import odd_pdfs

__all__ = ["corpus", "made_by_hand", "odd_by_hand", "write"]

SAMPLES = Path(__file__).parents[2] / "samples"
_PDF, _WORD, _TEXT = "06-cong-van-so.pdf", "11-du-thao.docx", "10-ban-chep.txt"
_IMAGES = ("09-anh-chup.jpg", "12-fax-nhieu-trang.tif")
_SEEDS = 12


def made_by_hand() -> Iterator[HostileFile]:
    """Yield the files whose right outcome is known."""
    yield from hostile_pdfs((SAMPLES / _PDF).read_bytes())
    yield from hostile_word_files((SAMPLES / _WORD).read_bytes())
    yield from hostile_images()
    yield from hostile_texts()
    yield from hostile_names((SAMPLES / _TEXT).read_bytes())


def odd_by_hand() -> Iterator[HostileFile]:
    """Yield the files that bend the formats themselves; their right outcomes are known too."""
    pdf, word = ((SAMPLES / name).read_bytes() for name in (_PDF, _WORD))
    yield from odd_pdfs()
    yield from odd_drawings()
    yield from odd_word_files(word)
    yield from odd_images()
    yield from odd_texts()
    yield from double_natures(pdf, word)


def corpus(*, seeds: int = _SEEDS) -> Iterator[HostileFile]:
    """Yield all files; `seeds` times as many of each sample and harm."""
    yield from made_by_hand()
    yield from odd_by_hand()
    for name in (_PDF, _WORD, _TEXT):
        yield from mutations(name, (SAMPLES / name).read_bytes(), seeds=seeds)
    for name in _IMAGES:
        yield from mutations(name, (SAMPLES / name).read_bytes(), seeds=max(1, seeds // 6))


def write(files: Iterator[HostileFile], folder: Path) -> list[tuple[Path, HostileFile]]:
    """Write the files into `folder` and return where each stands."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for file in files:
        path = folder / os.fsdecode(file.name)
        path.write_bytes(file.data)
        out.append((path, file))
    return out


if __name__ == "__main__":
    write(corpus(), Path(sys.argv[1]))
