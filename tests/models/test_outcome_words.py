"""Every outcome has words in two languages, and the detail chooses the fitting ones."""

from __future__ import annotations

import pytest

from models.outcome import CATEGORY_OF
from models.outcome import Category
from models.outcome import OutcomeCode
from models.outcome import outcome


@pytest.mark.parametrize("code", list(OutcomeCode))
def test_every_outcome_has_a_cause_and_who_must_act_a_next_step(code) -> None:
    found = outcome(code)
    assert found.message
    assert found.message_en
    assert (found.next_step is None) == (found.next_step_en is None)
    assert found.next_step or CATEGORY_OF[code] is Category.DONE


@pytest.mark.parametrize(
    ("code", "detail", "vietnamese", "english"),
    [
        (OutcomeCode.TOO_LARGE, "6 > 5 characters", "VANTHU_MAX_CHARACTERS", "MAX_CHARACTERS"),
        (OutcomeCode.TOO_LARGE, "6 > 5 bytes", "VANTHU_MAX_BYTES", "VANTHU_MAX_BYTES"),
        (OutcomeCode.TOO_LARGE, None, "VANTHU_MAX_BYTES", "VANTHU_MAX_BYTES"),
        (OutcomeCode.TOO_LARGE, "9 bytes, unpacked", "PDF", "PDF"),
        (OutcomeCode.NOT_A_DOCUMENT, "folder", "vanthu ingest", "vanthu ingest"),
        (OutcomeCode.NOT_A_DOCUMENT, "link", "chính tệp đó", "file itself"),
        (OutcomeCode.NOT_A_DOCUMENT, "special-file", "tệp văn bản thường", "plain file"),
        (OutcomeCode.NOT_A_DOCUMENT, "zip", "DOCX", "DOCX"),
        (OutcomeCode.NOT_A_DOCUMENT, "web-page", "trình duyệt", "browser"),
        (OutcomeCode.NOT_A_DOCUMENT, "rtf", "Word", "Word"),
        (OutcomeCode.NOT_A_DOCUMENT, "postscript", "PDF", "PDF"),
        (OutcomeCode.MISSING, "still-changing", "chép xong", "copied in full"),
        (OutcomeCode.MISSING, "no-access", "quyền", "access"),
        (OutcomeCode.MISSING, None, "đường dẫn", "path"),
    ],
)
def test_the_next_step_fits_the_cause(code, detail, vietnamese, english) -> None:
    found = outcome(code, detail=detail)
    assert vietnamese in (found.next_step or "")
    assert english in (found.next_step_en or "")
    assert found.detail == detail
