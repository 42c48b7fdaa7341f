"""Tables of a shown record: doubtful cells are marked; a label that the title holds stands once."""

from __future__ import annotations

import pytest

from models.record import Appendix
from models.values import Value

PLACE = {"raw": "x", "page": 2, "span": (0, 1), "confidence": 0.9, "rule": "r"}


def _shown(run, reader, record) -> str:
    reader["a.txt"] = record
    return run("extract", "a.txt").out


@pytest.mark.parametrize(
    ("confidences", "marks"), [([0.9, 0.3], 1), ([0.2, 0.3], 2), ([0.9, 0.6], 0), ([], 0)]
)
def test_doubtful_cells_are_marked(run, reader, make_record, confidences, marks) -> None:
    record = make_record("a.txt")
    record.appendices[0].tables[0].rows[0].confidences[:] = confidences
    out = _shown(run, reader, record)
    legend = "Ô có dấu (?) đọc được không chắc chắn."
    assert out.count("(?)") == marks + (marks > 0)
    assert (legend in out) is (marks > 0)


def test_a_blank_cell_has_nothing_to_doubt(run, reader, make_record) -> None:
    record = make_record("a.txt")
    row = record.appendices[0].tables[0].rows[0]
    row.cells[:], row.confidences[:] = ["1.", " "], [0.9, 0.1]
    assert "(?)" not in _shown(run, reader, record)


@pytest.mark.parametrize(
    ("label", "title", "shown"),
    [
        ("Phụ lục 1", "Phụ lục 1 PHÂN CÔNG", "Phụ lục 1 PHÂN CÔNG"),
        ("Phụ lục 1", "PHÂN CÔNG", "Phụ lục 1 PHÂN CÔNG"),
        ("Phụ lục 1", "Phụ lục 12 PHÂN CÔNG", "Phụ lục 1 Phụ lục 12 PHÂN CÔNG"),
        ("Phụ lục", None, "Phụ lục"),
    ],
)
def test_a_label_stands_once(run, reader, make_record, label, title, shown) -> None:
    record = make_record("a.txt")
    record.appendices[:] = [
        Appendix(
            label=Value(value=label, **PLACE),
            title=None if title is None else Value(value=title, **PLACE),
        )
    ]
    lines = [" ".join(line.split()) for line in _shown(run, reader, record).splitlines()]
    assert f"Phụ lục {shown} 2" in lines
