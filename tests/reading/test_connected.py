"""Pieces of ink: number, box, area and middle of each."""

from __future__ import annotations

import numpy as np

from pipeline.reading.connected import pieces_of


def test_pieces_touch_at_corners_too() -> None:
    mask = np.zeros((6, 8), np.uint8)
    mask[1, 1] = mask[2, 2] = 1
    mask[4:6, 5:8] = 255
    pieces = pieces_of(mask)
    assert pieces.stats[1:].tolist() == [[1, 1, 2, 2, 2], [5, 4, 3, 2, 6]]
    assert pieces.middles[1:].tolist() == [[1.5, 1.5], [6.0, 4.5]]
    assert (pieces.marks == 2).sum() == 6


def test_a_blank_mask_has_none() -> None:
    assert len(pieces_of(np.zeros((5, 5), np.uint8)).stats) == 1
