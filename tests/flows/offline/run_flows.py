"""Run the flow without a standing server, beside the plain loop, and write down what happened."""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path

logging.basicConfig(level=logging.DEBUG)

from models.settings import Settings  # noqa: E402
from pipeline.archive import Archive  # noqa: E402
from pipeline.batch import ReadingVersion  # noqa: E402
from pipeline.batch import RunSummary  # noqa: E402
from pipeline.batch import ingest  # noqa: E402

VERSION = ReadingVersion(rules_version="rules-1", options_hash="options-1")
LEDGER = "SELECT source_name, sha256, outcome_code, pages FROM ledger ORDER BY 1, 2"


class Recorder:
    def __init__(self) -> None:
        self.heard: list[str] = []

    def entered(self, stage: object) -> None:
        self.heard.append(f"stage {stage}")

    def started(self, total: int) -> None:
        self.heard.append(f"total {total}")

    def finished(self, name: str, code: object) -> None:
        self.heard.append(f"file {name} {code}")

    def ended(self) -> None:
        self.heard.append("ended")


def content_of(path: str) -> dict[str, object]:
    with Archive.open(path, read_only=True) as archive:
        rows = [list(row) for row in archive.query(LEDGER).rows]
        return {"records": list(archive.record_lines()), "ledger": rows}


def told(summary: RunSummary) -> dict[str, object]:
    rows = [[row.file, str(row.code)] for row in summary.rows]
    return {"rows": rows, "known": summary.known, "nothing_new": summary.is_nothing_new}


def artifacts() -> list[dict[str, object]]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return [{"key": a.key, "type": a.type, "data": a.data} for a in client.read_artifacts()]


def switched_off() -> dict[str, bool]:
    import os

    from prefect.settings import get_current_settings

    settings = get_current_settings()
    return {
        "analytics": settings.server.analytics_enabled,
        "promotion": settings.server.ui.show_promotional_content,
        "orchestration": settings.cloud.enable_orchestration_telemetry,
        "metrics": settings.telemetry.enable_resource_metrics,
        "track": os.environ["DO_NOT_TRACK"] != "1",
    }


def without_reader(root: Path, settings: Settings) -> str:
    """Several batches, and no worker can start."""
    from pipeline.batch import WorkerStartError
    from pipeline.flows import ingest_folder

    try:
        ingest_folder(
            root / "orders", settings, archive=str(root / "none.sqlite3"),
            version=VERSION, reader="no_such_reader",
        )  # fmt: skip
    except WorkerStartError as error:
        return str(error.missing)
    return "it ran"


def main(root: Path) -> None:
    # The plain loop first: it must not need Prefect.
    settings = Settings(workers=2, batch_size=3)
    plain = {}
    for name, version, reader in INBOXES:
        archive = str(root / f"plain-{name}.sqlite3")
        chosen = settings.model_copy(update={"archive": archive})
        ingest(root / name, chosen, version=version, **reader)
        plain[name] = content_of(archive)
    assert "prefect" not in sys.modules

    from pipeline.flows import ingest_folder

    said: dict[str, object] = {"plain": plain, "switched_on": switched_off()}
    for name, version, reader in INBOXES:
        archive = str(root / f"flow-{name}.sqlite3")
        recorder, start = Recorder(), time.monotonic()
        first = ingest_folder(
            root / name, settings, archive=archive, version=version, progress=recorder, **reader
        )
        seconds = time.monotonic() - start
        second = ingest_folder(root / name, settings, archive=archive, version=version, **reader)
        said[name] = {
            "first": told(first), "second": told(second), "heard": recorder.heard,
            "content": content_of(archive), "seconds": seconds,
        }  # fmt: skip
    said["artifacts"] = artifacts()
    said["without_reader"] = without_reader(root, settings)
    (root / "said.json").write_text(json.dumps(said), "utf-8")


INBOXES: list[tuple[str, ReadingVersion | None, dict[str, str]]] = [
    ("orders", VERSION, {"reader": "orders_reader"}),
    ("dispatches", None, {}),
]

if __name__ == "__main__":
    main(Path(sys.argv[1]))
