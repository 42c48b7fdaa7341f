"""What a run costs beside reading: orchestration, workers, ledger; and how two workers help.

    python -m benchmarks.run_cost overhead [--documents 60]
    python -m benchmarks.run_cost workers FOLDER [--dask] [--ocrmypdf COMMAND]
    python -m benchmarks.run_cost known [--documents 10000] [--kilobytes 200]

`overhead`: an inbox of small made texts, read in one process without archive, by the plain run (pool,
ledger, archive) and by the Prefect flow, for half of them and for all: the difference gives the cost of
a document, the rest is the fixed start. `workers`: the scans of a folder with one worker and with two,
with `--dask` by the flow on two Dask processes (its fixed start included), and by `ocrmypdf -j2` where
that command is given or found. `known`: a run over files that the ledger
knows, against hashing the same files.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from pathlib import Path
from statistics import median

from benchmarks.archive_size import SAMPLES
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive import LedgerEntry
from pipeline.batch.run import ingest
from pipeline.batch.version import current_version
from pipeline.process import process

_TIMES = 3
_ON_DASK = (
    "from pipeline.flows import ingest_folder\n"
    "changes = {'task_runner': 'dask', 'workers': 2, 'batch_size': 4}\n"
    "ingest_folder(Path(sys.argv[1]), settings.model_copy(update=changes))"
)


def _made_inbox(folder: Path, count: int) -> Path:
    chance = random.Random(5)  # noqa: S311 - a benchmark's variety
    text = next(iter(SAMPLES.glob("*.txt"))).read_text(encoding="utf-8")
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04d}.txt").write_text(f"{text}\n{chance.random()}\n", encoding="utf-8")
    return folder


def _settings(folder: Path, workers: int = 2) -> Settings:
    return Settings(archive=str(folder / f"{time.monotonic_ns()}.sqlite3"), workers=workers)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _run_apart(code: str, inbox: Path, settings: Settings) -> None:
    """Run an inbox in a process of its own: a flow's server lives as long as its process."""
    begin = (
        "import sys\nfrom pathlib import Path\nfrom models.settings import Settings\n"
        "settings = Settings(archive=sys.argv[2], workers=1)\n"
    )
    call = [sys.executable, "-c", begin + code, str(inbox), settings.archive]
    subprocess.run(call, check=True, capture_output=True)


def _read_only(inbox: Path) -> None:
    settings = Settings()
    for path in sorted(inbox.iterdir()):
        process(path, settings)


def overhead(documents: int, rounds: int) -> None:
    """Print fixed start and cost per document of the plain run and of the flow."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = documents // 2, documents
        inboxes = {count: _made_inbox(folder / f"inbox{count}", count) for count in (few, many)}
        process(next(iter(inboxes[few].iterdir())), Settings())
        reading = _seconds(lambda: _read_only(inboxes[many])) / many
        print(f"reading alone, one process: {1000 * reading:.1f} ms a document")
        ways = {
            "plain run": "from pipeline.batch.run import ingest\ningest(Path(sys.argv[1]), settings)",
            "Prefect flow": "from pipeline.flows import ingest_folder\n"
            "ingest_folder(Path(sys.argv[1]), settings)",
        }
        for way, code in ways.items():
            times = {
                count: median(
                    _seconds(
                        lambda code=code, inbox=inbox: _run_apart(code, inbox, _settings(folder))  # type: ignore[misc]
                    )
                    for _ in range(rounds)
                )
                for count, inbox in inboxes.items()
            }
            each = (times[many] - times[few]) / (many - few)
            fixed = max(0.0, times[few] - few * each)
            print(
                f"{way}: fixed start {fixed:.1f} s, a document {1000 * each:.1f} ms, of which beside reading "
                f"{1000 * (each - reading):.1f} ms"
            )


def workers(folder: Path, command: str | None, *, dask: bool) -> None:
    """Print the seconds of one worker, of two and of ocrmypdf over the same scans."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        inbox = Path(shutil.copytree(folder, place / "inbox"))
        times = {n: _seconds(lambda n=n: ingest(inbox, _settings(place, n))) for n in (1, 2)}  # type: ignore[misc]
        print(f"one worker {times[1]:.1f} s, two {times[2]:.1f} s: x{times[1] / times[2]:.2f}")
        if dask:
            seconds = _seconds(lambda: _run_apart(_ON_DASK, inbox, _settings(place)))
            print(f"flow on two Dask processes {seconds:.1f} s: x{times[1] / seconds:.2f}")
        found = command or shutil.which("ocrmypdf")
        if found is None:
            print("ocrmypdf is not installed: not compared")
            return
        scans = sorted(inbox.glob("*.pdf"))
        # Files of one kind for both: what ocrmypdf cannot read counts for neither.
        for path in inbox.iterdir():
            if path not in scans:
                path.unlink()
        ours = _seconds(lambda: ingest(inbox, _settings(place, 2)))
        theirs = 0.0
        for path in scans:
            call = [*found.split(), "-j2", "-l", "vie", "--force-ocr", "--output-type", "pdf"]
            call.append("--invalidate-digital-signatures")
            theirs += _seconds(
                lambda path=path, call=call: subprocess.run(  # type: ignore[misc]
                    [*call, str(path), str(place / "out.pdf")], check=True, capture_output=True
                )
            )
        print(
            f"ocrmypdf -j2 {theirs:.1f} s, ours with two workers {ours:.1f} s: x{theirs / ours:.2f}"
        )


def known(documents: int, kilobytes: int) -> None:
    """Print the seconds of a run over known files, and those of hashing them."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        inbox = place / "inbox"
        inbox.mkdir()
        settings = _settings(place)
        filling = b"x" * (1024 * kilobytes)
        with Archive.open(settings.archive) as archive:
            for number in range(documents):
                path = inbox / f"{number:05d}.pdf"
                path.write_bytes(b"%PDF-1.7\n%" + str(number).encode() + filling)
                archive.store(None, _entry(path, settings))
        rounds = [(_seconds(lambda: _hash_all(inbox)), _seconds(lambda: ingest(inbox, settings))) for _ in range(_TIMES)]  # fmt: skip
        hashing, running = (median(one) for one in zip(*rounds, strict=True))
        ratio = median(run / hashed for hashed, run in rounds)
        print(
            f"{documents} known files of {kilobytes} kB: hashing {hashing:.2f} s, a run {running:.2f} s: "
            f"x{ratio:.2f}"
        )


def _entry(path: Path, settings: Settings) -> LedgerEntry:
    version = current_version(settings)
    words = outcome(OutcomeCode.DAMAGED)
    return LedgerEntry(
        sha256=_hash(path),
        source_name=path.name,
        outcome_code=words.code,
        outcome_category=words.category,
        message=words.message,
        pages=0,
        seconds=0.1,
        peak_mb=None,
        rules_version=version.rules_version,
        options_hash=version.options_hash,
        seen_at=datetime.now(UTC),
    )


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _hash_all(folder: Path) -> None:
    for entry in os.scandir(folder):
        _hash(Path(entry.path))


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parts = parser.add_subparsers(dest="what", required=True)
    one = parts.add_parser("overhead")
    one.add_argument("--documents", type=int, default=60)
    one.add_argument("--times", type=int, default=_TIMES)
    two = parts.add_parser("workers")
    two.add_argument("folder", type=Path)
    two.add_argument("--dask", action="store_true", help="measure the flow on Dask too")
    two.add_argument("--ocrmypdf", help="how to call ocrmypdf, where it is not on the path")
    three = parts.add_parser("known")
    three.add_argument("--documents", type=int, default=10_000)
    three.add_argument("--kilobytes", type=int, default=200)
    options = parser.parse_args()
    if options.what == "overhead":
        overhead(options.documents, options.times)
    elif options.what == "workers":
        workers(options.folder, options.ocrmypdf, dask=options.dask)
    else:
        known(options.documents, options.kilobytes)


if __name__ == "__main__":
    main()
