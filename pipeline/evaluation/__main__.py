"""`python -m pipeline.evaluation FOLDER`: the figures of a folder of labelled documents.

Exit code 0 when documents were evaluated, 1 when there were none or the folder does not exist.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from models.settings import Settings
from pipeline.evaluation import evaluate_folder
from pipeline.evaluation import render_markdown
from pipeline.evaluation import render_text

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate a folder and write the figures to standard output."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluation", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--markdown", action="store_true", help="figures as Markdown tables")
    parser.add_argument("--show-values", action="store_true", help="show labelled and read texts")
    parser.add_argument("--workers", type=int, default=1, help="worker processes (default 1)")
    parser.add_argument("--only", default="", help="slugs, separated by commas")
    parser.add_argument("--lang", choices=["vi", "en"], default=None)
    options = parser.parse_args(arguments)
    settings = Settings()
    try:
        evaluation = evaluate_folder(
            options.folder,
            settings,
            workers=options.workers,
            only=[slug for slug in options.only.split(",") if slug],
            show_values=options.show_values,
        )
    except NotADirectoryError as error:
        sys.stderr.write(f"not a folder: {error}\n")
        return 1
    if options.json:
        text = evaluation.to_json() + "\n"
    elif options.markdown:
        text = render_markdown(evaluation)
    else:
        text = render_text(evaluation, lang=options.lang or settings.lang)
    sys.stdout.write(text)
    return 0 if evaluation.documents else 1


if __name__ == "__main__":
    raise SystemExit(main())
