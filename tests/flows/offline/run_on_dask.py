"""Run the flow on a Dask cluster of two processes, and write down what it stored."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main(root: Path) -> None:
    from models.settings import Settings
    from pipeline.archive import Archive
    from pipeline.batch import ReadingVersion
    from pipeline.flows import ingest_folder

    version = ReadingVersion(rules_version="rules-1", options_hash="options-1")
    # What reads is chosen by the environment alone.
    settings = Settings(workers=2, batch_size=3, archive=str(root / "dask.sqlite3"))
    assert settings.task_runner == os.environ["VANTHU_TASK_RUNNER"] == "dask"
    summary = ingest_folder(root / "orders", settings, version=version, reader="orders_reader")
    with Archive.open(settings.archive, read_only=True) as archive:
        ledger = archive.query(
            "SELECT source_name, sha256, outcome_code, pages FROM ledger ORDER BY 1, 2"
        )
        content = {
            "records": list(archive.record_lines()),
            "ledger": [list(row) for row in ledger.rows],
        }
    rows = [[row.file, str(row.code)] for row in summary.rows]
    (root / "on_dask.json").write_text(json.dumps({"content": content, "rows": rows}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
