"""Memory of reading: does it grow over many documents, and what does one very long PDF take?

    python -m benchmarks.memory_growth [--documents 2000] [--pages 1000]

The documents are read one after the other in one process: the samples with text in turn, and between
them texts made of the samples' words in another order, so that new words and numbers come up all the time.
Printed is the resident memory after every hundred, and its growth per hundred after the first two
hundred. The long PDF is made of the samples' pages and read in a process of its own, whose largest
memory is printed.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2 as pdfium

from models.settings import Settings
from pipeline.process import process

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_STEP = 100
_SETTLED = 200


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _made_text(words: list[str], chance: random.Random) -> str:
    lines = []
    for _ in range(60):
        line = chance.choices(words, k=12)
        line[chance.randrange(12)] = str(chance.randrange(10**6))
        line[chance.randrange(12)] = "".join(chance.choices("aăâbcdđeêghiklmnoôơpqrstuưvxy", k=6))
        lines.append(" ".join(line))
    return "\n".join(lines)


def grow(documents: int) -> None:
    """Read documents and print the memory after every hundred."""
    chance = random.Random(3)  # noqa: S311 - a benchmark's variety
    settings = Settings()
    samples = [
        *sorted(SAMPLES.glob("0[1-7]*.pdf")),
        *SAMPLES.glob("*.txt"),
        *SAMPLES.glob("*.docx"),
    ]
    words = next(iter(SAMPLES.glob("*.txt"))).read_text(encoding="utf-8").split()
    sizes: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.txt"
        for number in range(1, documents + 1):
            if number % 2:
                made.write_text(_made_text(words, chance), encoding="utf-8")
            process(made if number % 2 else samples[number // 2 % len(samples)], settings)
            if number % _STEP == 0:
                gc.collect()
                sizes.append(_resident_mb())
                print(f"  {number:5d} documents: {sizes[-1]:7.1f} MB", flush=True)
    settled = sizes[_SETTLED // _STEP - 1 :]
    if len(settled) > 1:
        growth = (settled[-1] - settled[0]) / (len(settled) - 1)
        print(f"growth after the first {_SETTLED}: {growth:+.2f} MB per {_STEP} documents")


def long_pdf(pages: int) -> None:
    """Read a PDF of so many pages in a process of its own and print its largest memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        whole = pdfium.PdfDocument.new()
        while len(whole) < pages:
            for sample in sorted(SAMPLES.glob("0[1-7]*.pdf")):
                with pdfium.PdfDocument(sample) as part:
                    taken = list(range(min(len(part), pages - len(whole))))
                    if taken:  # no list at all would take every page
                        whole.import_pages(part, taken)
        whole.save(path)
        code = (
            "import resource, sys, time\n"
            "from pathlib import Path\n"
            "from models.settings import Settings\n"
            "from pipeline.process import process\n"
            "record = process(Path(sys.argv[1]), Settings()).record\n"
            "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
            "print(f'{record.source.pages} pages, {record.outcome.code}: '\n"
            "      f'{time.process_time():.0f} s CPU, peak {peak:.0f} MB')\n"
        )
        subprocess.run([sys.executable, "-c", code, str(path)], check=True)


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--pages", type=int, default=1_000)
    options = parser.parse_args()
    if options.documents:
        grow(options.documents)
    if options.pages:
        long_pdf(options.pages)


if __name__ == "__main__":
    main()
