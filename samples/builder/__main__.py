"""Write `samples/` anew: `python -m samples.builder`; another folder may be named as argument."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from samples.builder.catalogue import SAMPLES
from samples.builder.catalogue import Sample


def main(folder: Path, samples: Sequence[Sample] = SAMPLES) -> None:
    """Write `samples` and their labels into `folder`, which is made if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in samples:
        (folder / sample.name).write_bytes(sample.paper())
        (folder / f"{sample.stem}.json").write_bytes(sample.label())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent)
