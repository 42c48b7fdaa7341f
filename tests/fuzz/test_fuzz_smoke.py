"""The fuzzer's targets hold for every seed, for seeds cut and joined, and for noise; the fuzzer runs."""

from __future__ import annotations

import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.targets import PIECES
from tests.fuzz.targets import TARGETS
from tests.fuzz.targets import text_of

SEEDS = Path(__file__).parent / "seeds"
ROOT = Path(__file__).parents[2]


def seeds(target: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((SEEDS / target).iterdir())]


@pytest.mark.parametrize("target", TARGETS)
def test_every_seed_is_read(target: str) -> None:
    assert seeds(target)
    for data in seeds(target):
        TARGETS[target](data)


@pytest.mark.parametrize("target", TARGETS)
def test_noise_of_pieces_is_read(target: str) -> None:
    rng = random.Random(target)  # noqa: S311 - a test's noise
    for _ in range(25):
        seed = rng.choice(seeds(target))
        noise = bytes(rng.randrange(256) for _ in range(rng.randrange(60)))
        cut = rng.randrange(len(seed) + 1)
        TARGETS[target](seed[:cut] + noise + seed[cut:])


def test_bytes_stand_for_pieces_of_dispatches() -> None:
    assert text_of(bytes([PIECES.index("Số: "), PIECES.index("12-QĐ/TU")])) == "Số: 12-QĐ/TU"
    assert len(PIECES) < 128
    assert len(text_of(bytes(range(128, 256)))) == 128


@pytest.mark.slow
@pytest.mark.skipif(find_spec("atheris") is None, reason="the fuzzer is not installed")
@pytest.mark.parametrize("target", TARGETS)
def test_the_fuzzer_finds_nothing_in_some_seconds(target: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz.run", target, "4"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, timeout=120
    )
    assert done.returncode == 0
    assert b"DONE" in done.stderr
    assert list(tmp_path.iterdir()) == []
