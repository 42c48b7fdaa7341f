"""The made archives: what was planted in their series is told, and nothing else."""

from __future__ import annotations

from collections import Counter

from benchmarks.made_series import a_made_archive
from benchmarks.made_series import found_in


def test_every_planted_fault_of_a_series_is_told_and_nothing_else() -> None:
    made = a_made_archive(7)
    assert made.plants
    assert Counter(found_in(made)) == Counter(made.plants)
