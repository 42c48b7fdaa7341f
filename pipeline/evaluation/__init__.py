"""How good the reader is: documents with labels beside them, figures per field; and what changed.

`evaluate_folder` processes and scores a folder, `evaluate_records` scores records already made,
`render_text`, `render_markdown` and `Evaluation.to_json` show the figures. `load_run`, `diff_runs`
and `render_diff` hold two runs against each other.
"""

from pipeline.evaluation.diff_report import render_diff
from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.markdown_report import render_markdown
from pipeline.evaluation.run import evaluate_folder
from pipeline.evaluation.run import evaluate_records
from pipeline.evaluation.run_diff import RunDiff
from pipeline.evaluation.run_diff import diff_runs
from pipeline.evaluation.run_records import NoRunError
from pipeline.evaluation.run_records import load_run
from pipeline.evaluation.text_report import render_text

__all__ = [
    "Evaluation",
    "NoRunError",
    "RunDiff",
    "diff_runs",
    "evaluate_folder",
    "evaluate_records",
    "load_run",
    "render_diff",
    "render_markdown",
    "render_text",
]
