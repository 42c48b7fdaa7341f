"""Coverage-guided fuzzing: ``python -m tests.fuzz.run TARGET [SECONDS]`` (120 by default).

What breaks a reader is written to the working folder as ``crash-…`` and belongs, once mended, into
``tests/fuzz/seeds/TARGET/``, where every run of the tests reads it again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["extractors", "pipeline.reading", "pipeline.layout"]):
    from tests.fuzz.targets import TARGETS

SEEDS = Path(__file__).parent / "seeds"


def main() -> None:
    target, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "120"
    options = [
        f"-max_total_time={seconds}",
        "-max_len=200",
        "-len_control=0",
        "-timeout=10",
        "-rss_limit_mb=2500",
    ]
    with tempfile.TemporaryDirectory() as found:
        # The fuzzer adds what it finds to the first folder and only reads the second.
        atheris.Setup([sys.argv[0], *options, found, str(SEEDS / target)], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
