"""How well tables are read, cell by cell, against pdfplumber's and img2table's own reading.

    python benchmarks/table_score.py                 (text layers)
    python benchmarks/table_score.py --scans 8       (and the first 8 cases as 300-dpi scans)

The cases are those of `made_tables.py`. Rows are put side by side by the likeness of their words;
a cell is right when row, column and text agree: exactly in a text layer, to nine tenths of its
letters in a scan. A cell that a merged one covers counts on neither side. «Joined» tells whether
every table of a paper came out as one table, with its rows and its heading and with no heading
among the rows. pdfplumber and img2table see the same pages; their tables are put behind one another,
and rows that only repeat a heading are not held against them.
img2table is no part of the project: where it is not installed its column is left out.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import io
import sys
import tempfile
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pikepdf
from made_tables import CASES
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
DPI = 300
TOLERANCE = 0.9


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
    have_words = [" ".join(filter(None, row)) for row in found]
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


def read_pdfplumber(pdf: bytes) -> list[Row]:
    """Return the rows as pdfplumber's `extract_tables` gives them, page after page."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            [None if cell is None else " ".join(cell.split()) for cell in row]
            for page in document.pages
            for table in page.extract_tables()
            for row in table
        ]


def read_img2table(pdf: bytes) -> list[Row] | None:
    """Return the rows as img2table gives them, or None where it is not installed."""
    if importlib.util.find_spec("img2table") is None:
        return None
    document = importlib.import_module("img2table.document")
    ocr = importlib.import_module("img2table.ocr").TesseractOCR(n_threads=1, lang="vie")
    pages = document.PDF(src=pdf).extract_tables(ocr=ocr)
    return [
        [None if cell is None else " ".join(str(cell).split()) for cell in row]
        for page in sorted(pages)
        for table in pages[page]
        for row in table.df.to_numpy().tolist()
    ]


def as_scan(pdf: bytes, seed: int) -> bytes:
    """Return the paper as a PDF of 300-dpi pictures, turned, shaded and noisy."""
    how = Scan(dpi=DPI, skew_deg=0.4, seed=seed)
    pictures = [picture for page in _single_pages(pdf) for picture in scan(page, how)]
    return to_image_pdf(pictures, dpi=DPI, quality=85, grey=True)


def _single_pages(pdf: bytes) -> Iterator[bytes]:
    """Yield every page as a paper of its own: upright and landscape pages have no common back."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        for page in paper.pages:
            out = io.BytesIO()
            with pikepdf.new() as single:
                single.pages.append(page)
                single.save(out, deterministic_id=True)
            yield out.getvalue()


def score_case(case: Case, *, scanned: bool) -> tuple[Score, Score, Score | None]:
    """Return the scores of a case: ours, pdfplumber's, img2table's (None: not installed)."""
    pdf = pdf_of(case)
    if scanned:
        pdf = as_scan(pdf, case.seed)
    least = TOLERANCE if scanned else 1.0
    truth: list[Row] = [row for table in case.tables for row in table.rows]
    tables = read_ours(pdf)
    cells: list[Row] = [row.cells for table in tables for row in table.rows]
    ours = score_rows(truth, cells, least=least)
    ours.papers, ours.joined = 1, int(is_joined(case, tables, least=least))
    theirs = score_rows(truth, _below_headings(case, read_pdfplumber(pdf)), least=least)
    other = read_img2table(pdf) if scanned else None
    if other is None:
        return ours, theirs, None
    return ours, theirs, score_rows(truth, _below_headings(case, other), least=least)


def _below_headings(case: Case, rows: Sequence[Row]) -> list[Row]:
    """Return `rows` without those whose cells all stand in a heading."""
    printed = {tidy(cell.text) for table in case.tables for cell in table.header}
    return [row for row in rows if not all(tidy(cell or "") in printed for cell in row if cell)]


def score_made(cases: Sequence[Case], *, scanned: bool) -> None:
    """Print the scores of the cases and their sum."""
    total, total_theirs, total_other = Score(), Score(), Score()
    lines: list[list[str]] = []
    any_other = False
    for case in cases:
        ours, theirs, other = score_case(case, scanned=scanned)
        total.add(ours)
        total_theirs.add(theirs)
        if other is not None:
            any_other = True
            total_other.add(other)
        lines.append(_line(case.kind, ours, theirs, other))
    last = _line("all", total, total_theirs, total_other if any_other else None)
    last[2] = f"{total.joined}/{total.papers}"
    head = ["scanned case" if scanned else "case", "cells F1", "joined", "pdfplumber", "img2table"]
    sys.stdout.write("\n".join([*text_table(head, [*lines, last]), ""]) + "\n")


def _line(kind: str, ours: Score, theirs: Score, other: Score | None) -> list[str]:
    joined = "yes" if ours.joined else "no"
    shown = "not installed" if other is None else f"{other.f1:.3f}"
    return [kind, f"{ours.f1:.3f}", joined, f"{theirs.f1:.3f}", shown]


def main() -> None:
    """Score the made tables, as text layers and as scans."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--scans", type=int, default=0, metavar="N")
    parser.add_argument("--only", default="", metavar="WORD", help="cases whose kind holds WORD")
    options = parser.parse_args()
    cases = [case for case in CASES if options.only in case.kind]
    score_made(cases, scanned=False)
    if options.scans:
        score_made(cases[: options.scans], scanned=True)


if __name__ == "__main__":
    main()
