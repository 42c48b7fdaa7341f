"""How well tables are read, cell by cell, against pdfplumber's and img2table's own reading.

    python benchmarks/table_score.py                            (text layers)
    python benchmarks/table_score.py --scans 8                  (and 8 cases of a kind as scans)
    python benchmarks/table_score.py --scans 8 --dpi 200 --skew 2
    python benchmarks/table_score.py --img2table PATH/TO/PYTHON (beside img2table's reading)

The cases are those of `made_tables.py`: ruled, borderless, and «fresh» ones of other forms (money,
people, registers, figures over quarters) and «unseen» ones drawn as offices set them. Rows are put side by side by the
likeness of their words; a cell is right when row, column and text agree: exactly in a text layer, to
nine tenths of its letters in a scan. A cell that a merged one covers counts on neither side. «Joined»
tells whether every table of a paper came out as one table, with its rows and its heading and with no
heading among the rows. pdfplumber and img2table see the same pages; their tables are put behind one
another, and rows that only repeat a heading are not held against them. Without ruling lines pdfplumber
is asked by its text strategy, img2table by its borderless one; where img2table drops the first column,
the others are put back into their places. img2table is no part of the project:
it is run by the interpreter of an environment that has it, and left out where none is named.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pikepdf
from made_tables import BORDERLESS_CASES
from made_tables import FRESH_CASES
from made_tables import RULED_CASES
from made_tables import UNSEEN_CASES
from made_tables import Case
from made_tables import pdf_of
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.record import Record
from models.record import Table
from models.settings import Settings
from pipeline.evaluation.matching import align
from pipeline.evaluation.matching import tidy
from pipeline.evaluation.tables import text_table
from pipeline.process import process_file
from samples.builder.degrade import Scan
from samples.builder.degrade import scan
from samples.builder.picture_files import to_image_pdf

Row = Sequence[str | None]
TOLERANCE = 0.9
_IMG2TABLE = Path(__file__).with_name("table_img2table.py")
_TEXT_STRATEGY = {"vertical_strategy": "text", "horizontal_strategy": "text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How cases are read: as scans or not, how scanned, and who has img2table (None: nobody)."""

    scanned: bool = False
    dpi: int = 300
    skew: float = 0.4
    noise: float = 5.0
    img2table: Path | None = None
    alone: bool = False

    @property
    def least(self) -> float:
        """How alike two texts must be, 0 to 1."""
        return TOLERANCE if self.scanned else 1.0


@dataclass(slots=True, kw_only=True)
class Score:
    """Cells right, expected and found; structures right of how many."""

    right: int = 0
    wanted: int = 0
    found: int = 0
    joined: int = 0
    papers: int = 0

    def add(self, other: Score) -> None:
        """Add the counts of `other`."""
        self.right += other.right
        self.wanted += other.wanted
        self.found += other.found
        self.joined += other.joined
        self.papers += other.papers

    @property
    def f1(self) -> float:
        """F1 of the cells; 1 where nothing was expected and nothing found."""
        total = self.wanted + self.found
        return 2 * self.right / total if total else 1.0


def score_rows(truth: Sequence[Row], found: Sequence[Row], *, least: float) -> Score:
    """Return the score of the cells; `least` is how alike two texts must be, 0 to 1."""
    gold_words = [" ".join(filter(None, row)) for row in truth]
    # A merged cell stands in every place that it covers, and counts once.
    have_words = [" ".join(dict.fromkeys(filter(None, row))) for row in found]
    pairs = align(
        len(truth),
        len(found),
        lambda i, j: fuzz.token_sort_ratio(gold_words[i], have_words[j], score_cutoff=40) / 100,
    )
    partner = {j: i for i, j in pairs}
    score = Score(wanted=sum(bool(tidy(cell or "")) for row in truth for cell in row))
    for j, row in enumerate(found):
        gold = truth[partner[j]] if j in partner else ()
        for column, text in enumerate(row):
            covered = column < len(gold) and gold[column] is None
            if covered or not tidy(text or ""):
                continue
            score.found += 1
            score.right += column < len(gold) and alike(gold[column], text) >= least
    return score


def alike(one: str | None, other: str | None) -> float:
    """Return how alike two cells are, case, blanks and tone placement aside."""
    return Levenshtein.normalized_similarity(tidy(one or ""), tidy(other or ""))


def is_joined(case: Case, tables: Sequence[Table], *, least: float) -> bool:
    """Tell whether the tables are those of the case: how many, their headings, their rows."""
    if len(tables) != len(case.tables):
        return False
    return all(
        len(made.rows) == len(table.rows)
        and len(made.columns) == len(table.columns)
        and all(map(lambda a, b: alike(a, b) >= least, made.columns, table.columns))
        for made, table in zip(case.tables, tables, strict=True)
    )


def tables_of(record: Record) -> list[Table]:
    """Return all tables of a record."""
    return [*record.body_tables, *(t for a in record.appendices for t in a.tables)]


def read_ours(pdf: bytes) -> list[Table]:
    """Return the tables as the project reads them."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return tables_of(process_file(Path(file.name), Settings()))


def read_pdfplumber(pdf: bytes, *, ruled: bool) -> list[Row]:
    """Return the rows as pdfplumber's `extract_tables` gives them, page after page."""
    settings = None if ruled else _TEXT_STRATEGY
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            [None if cell is None else " ".join(cell.split()) for cell in row]
            for page in document.pages
            for table in page.extract_tables(settings)
            for row in table
        ]


def has_img2table(python: Path) -> bool:
    """Tell whether the interpreter `python` can be run and finds img2table."""
    try:
        done = subprocess.run(
            [str(python), "-c", "import img2table"], check=False, capture_output=True
        )
    except OSError:
        return False
    return done.returncode == 0


def read_img2table(pdf: bytes, python: Path, *, ruled: bool) -> list[Row]:
    """Return the rows as img2table gives them in the environment of the interpreter `python`.

    Raises:
        subprocess.CalledProcessError: When that environment has no img2table or it fails.
    """
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        how = [] if ruled else ["--borderless"]
        done = subprocess.run(
            [str(python), str(_IMG2TABLE), file.name, *how],
            check=True,
            capture_output=True,
            text=True,
        )
    rows: list[Row] = json.loads(done.stdout.strip().rpartition("\n")[2])
    return rows


def as_scan(pdf: bytes, seed: int, how: How) -> bytes:
    """Return the paper as a PDF of pictures, turned (in turns to either side), shaded and noisy."""
    scanner = Scan(dpi=how.dpi, skew_deg=how.skew, noise=how.noise, seed=seed)
    turned = (scanner, replace(scanner, skew_deg=-how.skew, seed=seed + 1))
    pictures = [
        picture
        for index, page in enumerate(_single_pages(pdf))
        for picture in scan(page, turned[index % 2])
    ]
    return to_image_pdf(pictures, dpi=how.dpi, quality=85, grey=True)


def _single_pages(pdf: bytes) -> Iterator[bytes]:
    """Yield every page as a paper of its own: upright and landscape pages have no common back."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        for page in paper.pages:
            out = io.BytesIO()
            with pikepdf.new() as single:
                single.pages.append(page)
                single.save(out, deterministic_id=True)
            yield out.getvalue()


def score_case(case: Case, how: How) -> tuple[Score, Score, Score | None]:
    """Return the scores of a case: ours, pdfplumber's, img2table's (None: not asked)."""
    pdf = pdf_of(case, alone=how.alone)
    if how.scanned:
        pdf = as_scan(pdf, case.seed, how)
    truth: list[Row] = [row for table in case.tables for row in table.rows]
    tables = read_ours(pdf)
    cells: list[Row] = [row.cells for table in tables for row in table.rows]
    ours = score_rows(truth, cells, least=how.least)
    ours.papers, ours.joined = 1, int(is_joined(case, tables, least=how.least))
    read = _below_headings(case, read_pdfplumber(pdf, ruled=case.ruled))
    theirs = score_rows(truth, read, least=how.least)
    if how.img2table is None:
        return ours, theirs, None
    other = _below_headings(case, read_img2table(pdf, how.img2table, ruled=case.ruled))
    # It drops a column in which it read nothing, such as that of the running numbers.
    moved: list[Row] = [[None, *row] for row in other]
    scores = [score_rows(truth, rows, least=how.least) for rows in (other, moved)]
    return ours, theirs, max(scores, key=lambda score: score.f1)


def _below_headings(case: Case, rows: Sequence[Row]) -> list[Row]:
    """Return `rows` without those whose cells all stand in a heading."""
    printed = {tidy(cell.text) for table in case.tables for cell in table.header}
    return [row for row in rows if not all(tidy(cell or "") in printed for cell in row if cell)]


def score_made(name: str, cases: Sequence[Case], how: How) -> None:
    """Print the scores of the cases and their sum."""
    total, total_theirs, total_other = Score(), Score(), Score()
    lines: list[list[str]] = []
    for case in cases:
        ours, theirs, other = score_case(case, how)
        total.add(ours)
        total_theirs.add(theirs)
        if other is not None:
            total_other.add(other)
        lines.append(_line(case.kind, ours, theirs, other))
    last = _line("all", total, total_theirs, total_other if how.img2table else None)
    last[2] = f"{total.joined}/{total.papers}"
    head = [name, "cells F1", "joined", "pdfplumber", "img2table"]
    sys.stdout.write("\n".join([*text_table(head, [*lines, last]), ""]) + "\n")
    sys.stdout.flush()


def _line(kind: str, ours: Score, theirs: Score, other: Score | None) -> list[str]:
    joined = "yes" if ours.joined else "no"
    shown = "not asked" if other is None else f"{other.f1:.3f}"
    return [kind, f"{ours.f1:.3f}", joined, f"{theirs.f1:.3f}", shown]


def main() -> None:
    """Score the made tables, as text layers and as scans."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--scans", type=int, default=0, metavar="N", help="scan N cases of a kind")
    parser.add_argument("--dpi", type=int, default=300)
    parser.add_argument("--skew", type=float, default=0.4, help="degrees")
    parser.add_argument("--noise", type=float, default=5.0, help="grey levels")
    parser.add_argument("--only", default="", metavar="WORD", help="cases whose kind holds WORD")
    parser.add_argument("--img2table", type=Path, metavar="PYTHON", help="interpreter that has it")
    parser.add_argument("--alone", action="store_true", help="the appendix without its letter")
    parser.add_argument("--no-text", action="store_true", help="scans only")
    options = parser.parse_args()
    if options.img2table and not has_img2table(options.img2table):
        parser.error(f"img2table is not installed for {options.img2table}")
    text = How(img2table=options.img2table, alone=options.alone)
    scans = How(
        scanned=True,
        dpi=options.dpi,
        skew=options.skew,
        noise=options.noise,
        img2table=options.img2table,
        alone=options.alone,
    )
    sets = (
        ("ruled", RULED_CASES),
        ("borderless", BORDERLESS_CASES),
        ("fresh", FRESH_CASES),
        ("unseen", UNSEEN_CASES),
    )
    for name, cases in sets:
        chosen = [case for case in cases if options.only in case.kind]
        if chosen and not options.no_text:
            score_made(name, chosen, text)
        if chosen and options.scans:
            label = f"{name}, {options.dpi} dpi, {options.skew}°"
            score_made(label, chosen[: options.scans], scans)


if __name__ == "__main__":
    main()
