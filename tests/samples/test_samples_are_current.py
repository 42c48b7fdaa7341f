"""The files of `samples/` are what the builder makes today, and nothing else lies there.

Text, PDF, Word files and labels are compared byte by byte. Pictures are compared by their pixels
with some slack, because another release of an image library may round differently.
"""

from __future__ import annotations

import doctest
import io
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PIL import ImageSequence

from samples.builder.__main__ import main
from samples.builder.catalogue import SAMPLES
from samples.builder.catalogue import Sample
from samples.builder.degrade import render

FOLDER = Path(__file__).parents[2] / "samples"
HINT = "run: python -m samples.builder"
MAX_BYTES = 6_000_000
WRITTEN = [sample for sample in SAMPLES if not sample.picture]
PICTURED = [sample for sample in SAMPLES if sample.picture]


def pixels(data: bytes, name: str) -> list[npt.NDArray[np.int16]]:
    if name.endswith(".pdf"):
        return [page.astype(np.int16) for page in render(data, dpi=100)]
    with Image.open(io.BytesIO(data)) as image:
        return [
            np.asarray(frame.convert("RGB"), dtype=np.int16)
            for frame in ImageSequence.Iterator(image)
        ]


@pytest.mark.parametrize("sample", WRITTEN, ids=lambda sample: sample.stem)
def test_paper_is_current(sample: Sample) -> None:
    assert (FOLDER / sample.name).read_bytes() == sample.paper(), HINT


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_label_is_current(sample: Sample) -> None:
    assert (FOLDER / f"{sample.stem}.json").read_bytes() == sample.label(), HINT


@pytest.mark.slow
@pytest.mark.parametrize("sample", PICTURED, ids=lambda sample: sample.stem)
def test_picture_is_current(sample: Sample) -> None:
    kept = pixels((FOLDER / sample.name).read_bytes(), sample.name)
    made = pixels(sample.paper(), sample.name)
    assert [page.shape for page in kept] == [page.shape for page in made], HINT
    differences = [float(np.abs(a - b).mean()) for a, b in zip(kept, made, strict=True)]
    assert max(differences) < 3, HINT


def test_nothing_else_lies_in_the_folder() -> None:
    names = {path.name for path in FOLDER.iterdir() if path.is_file()}
    made = {sample.name for sample in SAMPLES} | {f"{sample.stem}.json" for sample in SAMPLES}
    assert names == made | {"README.md", "__init__.py"}


def test_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < MAX_BYTES


def test_readme_names_every_sample() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [sample.name for sample in SAMPLES if sample.name not in text] == []


def test_examples_of_the_readme_run() -> None:
    result = doctest.testfile(str(FOLDER / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted >= 4
    assert result.failed == 0


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_label_names_its_own_sample(sample: Sample) -> None:
    label = json.loads((FOLDER / f"{sample.stem}.json").read_text(encoding="utf-8"))
    assert label["slug"] == sample.stem
    assert label["symbol"]


def test_builder_writes_into_a_folder_of_choice(tmp_path: Path) -> None:
    target = tmp_path / "made"
    main(target, SAMPLES[3:5])
    assert sorted(path.name for path in target.iterdir()) == [
        "04-chi-thi.json",
        "04-chi-thi.pdf",
        "05-dang-uy-xa.json",
        "05-dang-uy-xa.pdf",
    ]
