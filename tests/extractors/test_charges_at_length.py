"""A sentence without end that charges body after body is read in time that grows with its length."""

from __future__ import annotations

import time

import pytest

from extractors.charges import read_directives


@pytest.mark.parametrize(
    "piece", ["giao Văn phòng Tỉnh ủy báo cáo ", "giao ban với tổ ", "được giao Sở Y tế làm "]
)
def test_many_directives_in_one_sentence(piece: str) -> None:
    def seconds(times: int) -> float:
        text = "Ban Thường vụ " + piece * times
        begun = time.process_time()
        read_directives(text, 0, len(text))
        return time.process_time() - begun

    seconds(50)
    short = max(seconds(250), 0.01)
    # Eight times the length: a square would take sixty-four times as long.
    assert seconds(2_000) < 30 * short


def test_directives_of_different_force_are_found_in_their_order() -> None:
    text = (
        "Giao Sở Y tế chủ trì; đề nghị Sở Tài chính bố trí kinh phí; yêu cầu Sở Nội vụ báo cáo; "
        "giao Sở Xây dựng kiểm tra; đề nghị Sở Tư pháp thẩm định"
    )
    found = [text[charge.start : charge.end] for charge in read_directives(text, 0, len(text))]
    assert found == ["Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Sở Xây dựng", "Sở Tư pháp"]
