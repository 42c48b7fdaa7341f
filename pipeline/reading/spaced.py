"""Letter-spaced capitals («T H À N H  Ủ Y») become words again.

In: the pieces of one printed line with the gap before each. Out: which pieces belong together.
Three or more single letters in a row are one run; a clearly wider gap inside the run parts words,
and where all gaps are alike the syllable grammar does.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.syllables import split_run

__all__ = ["group_spaced", "may_be_spaced"]

_MIN_RUN = 3
_WIDER = 1.6


def may_be_spaced(texts: Sequence[str]) -> bool:
    """Tell whether a line has single letters enough for a run; without them each stands alone."""
    return [*map(len, texts)].count(1) >= _MIN_RUN


def group_spaced(texts: Sequence[str], gaps: Sequence[float]) -> list[range]:
    """Return ranges over `texts` that together make one word each, in order and without holes.

    Args:
        texts: Pieces of one line from left to right.
        gaps: The gap before each piece, any unit; the first is not looked at.

    Example:
        >>> group_spaced(list("THÀNHỦY"), [0, 1, 1, 1, 1, 2, 1])
        [range(0, 5), range(5, 7)]
    """
    groups: list[range] = []
    index = 0
    while index < len(texts):
        end = index
        while end < len(texts) and len(texts[end]) == 1 and texts[end].isupper():
            end += 1
        if end - index >= _MIN_RUN:
            groups += _cut_run(texts, gaps, index, end)
            index = end
        else:
            stop = max(end, index + 1)
            groups += [range(i, i + 1) for i in range(index, stop)]
            index = stop
    return groups


def _cut_run(texts: Sequence[str], gaps: Sequence[float], start: int, end: int) -> list[range]:
    usual = statistics.median_low(gaps[start + 1 : end])
    cuts = [i for i in range(start + 1, end) if gaps[i] > _WIDER * usual]
    if cuts:
        edges = [start, *cuts, end]
        return [range(a, b) for a, b in pairwise(edges)]
    syllables = split_run("".join(texts[start:end]))
    if len(syllables) == 1 and len(syllables[0]) > 7:
        return [range(i, i + 1) for i in range(start, end)]
    ranges: list[range] = []
    for syllable in syllables:
        ranges.append(range(start, start + len(syllable)))
        start += len(syllable)
    return ranges
