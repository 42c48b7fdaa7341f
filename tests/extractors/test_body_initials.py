"""A ministry's symbol takes its initials where one letter was misread, and keeps its own otherwise."""

from __future__ import annotations

import pytest

from extractors.body_initials import INITIALS
from extractors.body_initials import with_initials
from extractors.symbols import find_symbols


@pytest.mark.parametrize(
    ("read", "body", "wanted"),
    [
        ("57/2024/TT-BVT", "Bộ trưởng Bộ Y tế", "57/2024/TT-BYT"),
        ("443/QĐ-BYI", "Bộ Y tế", "443/QĐ-BYT"),
        ("15/2025/TT-BKHON", "Bộ Khoa học và Công nghệ", "15/2025/TT-BKHCN"),
        # right already, two letters off, another length, no ministry, nobody named
        ("57/2024/TT-BYT", "Bộ Y tế", "57/2024/TT-BYT"),
        ("57/2024/TT-BQV", "Bộ Y tế", "57/2024/TT-BQV"),
        ("12/QĐ-LĐTBXH", "Bộ Lao động - Thương binh và Xã hội", "12/QĐ-LĐTBXH"),
        ("12/QĐ-UBNĐ", "Ủy ban nhân dân tỉnh", "12/QĐ-UBNĐ"),
        ("12/TT-BVT", None, "12/TT-BVT"),
    ],
)
def test_initials(read: str, body: str | None, wanted: str) -> None:
    symbol = find_symbols(f"số {read}")[0]
    mended = with_initials(symbol, body)
    assert mended.whole == wanted
    assert (INITIALS in mended.repairs) == (read != wanted)
