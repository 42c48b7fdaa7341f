"""Pages as the clean-up leaves them: grey, level, without colour."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.reading.image_clean import CleanPage
from pipeline.reading.work_frame import WorkFrame

__all__ = ["clean_page"]


def clean_page(
    work: npt.NDArray[np.uint8], *, letter_px: float, pt_per_px: float = 0.36
) -> CleanPage:
    """Return the page whose work image is `work`, no pixel moved."""
    frame = WorkFrame(
        forward=np.array([[1.0, 0, 0], [0, 1.0, 0]]),
        pt_per_px_x=pt_per_px,
        pt_per_px_y=pt_per_px,
        level_pt_per_px=pt_per_px,
    )
    return CleanPage(
        work=work,
        with_red=None,
        red=None,
        blue=None,
        native=work,
        frame=frame,
        letter_px=letter_px,
        letters=np.zeros((0, 4), np.int32),
        skew_degrees=0.0,
        blank=False,
    )
