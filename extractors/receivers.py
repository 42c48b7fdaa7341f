"""Read who receives the product of a task or is reported to: tham mưu Z, trình Z, báo cáo … Z.

In: the pieces of one item's own text. Out: values as written, each once. Receivers are no
assignees: «Sở Y tế tham mưu UBND tỉnh» charges the Sở and names UBND tỉnh as receiver.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.body_names import begins_body
from extractors.body_names import body_end
from extractors.body_names import fold_keeping_length
from extractors.body_names import is_subject_matter
from extractors.body_names import split_bodies
from extractors.body_names import words_re
from extractors.sentences import without_quotes
from extractors.task_items import Piece
from models.layout import Layout
from models.values import Value
from models.values import evidence_fields

__all__ = ["find_receivers"]


def find_receivers(layout: Layout, pieces: Sequence[Piece]) -> list[Value]:
    """Return who is reported to or receives the product: tham mưu Z, trình Z, báo cáo … Z."""
    found: dict[str, Value] = {}
    for piece in pieces:
        text = without_quotes(layout.text[piece.start : piece.end])
        folded = fold_keeping_length(text)
        leads = [*words_re("receiver_lead").finditer(folded)]
        protected = [m.span() for m in words_re("protected").finditer(folded)] if leads else []
        for lead in leads:
            if any(start < lead.start() < end for start, end in protected):
                continue  # «chương trình», «quá trình»
            at = _receiver_start(text, folded, lead.end())
            if at is None:
                continue
            end = _receiver_end(text, at)
            for start, stop in split_bodies(text, at, end):
                value = " ".join(text[start:stop].split())
                key = fold_keeping_length(value)
                if key in found or not layout.anchors_in(piece.start + start, piece.start + stop):
                    continue
                fields = evidence_fields(
                    layout, piece.start + start, piece.start + stop, rule="receiver", confidence=0.8
                )
                found[key] = Value.model_validate({"value": value, **fields})
    return list(found.values())


def _receiver_start(text: str, folded: str, at: int) -> int | None:
    """Return where the receiver's name begins behind tham mưu, trình, báo cáo."""
    gap = re.compile(
        r"\s{1,3}(?:(?:kết quả|tình hình|đề xuất|kịp thời|trực tiếp)(?:\s[^\W\d_]+){0,4}?\s{1,2})?(?:(?:cho|về|với|đến|lên|gửi|gửi về)\s{1,2})?"
    ).match(folded, at)
    if gap is None:
        return None
    for start in (
        gap.end(),
        *(
            at + m.end()
            for m in re.finditer(r"\s(?:về|với|cho|lên|gửi)\s{1,2}", folded[at : at + 60])
        ),
    ):
        if _is_receiver(text, start) and not re.search(r"[.;,:]", text[at:start]):
            return start
    return None


def _is_receiver(text: str, at: int) -> bool:
    window = text[at : at + 40]
    folded = fold_keeping_length(window)
    if re.match(r"(?:cấp trên|cấp có thẩm quyền|cấp ủy cấp trên|cơ quan có thẩm quyền)", folded):
        return True
    if re.match(r"(?:các|từng)\s(?:đồng chí|đ/c|thành viên|ủy viên)\s", folded):
        return True
    named = window[:1].isupper() and any(
        words_re(name).match(folded) for name in ("body_head", "person_head")
    )
    return named and not is_subject_matter(folded)


def _receiver_end(text: str, at: int) -> int:
    stop, _ = body_end(text, at)
    tail = re.search(
        r"(?<!Phòng)(?<!Sở)(?<!Ban)(?<!Vụ)(?<!Bộ)\s(?:trước|trong|để|theo|qua|khi|về|cho|vào|bằng|chậm|tình hình|kết quả|chấp thuận|tổ chức|và làm|nội dung|phương án|phương hướng|giải pháp|danh sách|hồ sơ|dự thảo|tại|sau|ra|vì|đúng|và (?:Kế hoạch|Nghị quyết|báo cáo)"
        r"|Kế hoạch|Chương trình|Nghị quyết|Quyết định|Chỉ thị|Đề án|Quy chế|Quy định|Báo cáo|Văn bản|Dự thảo|Tờ trình|Phương án|Kết luận|Hướng dẫn|Danh mục)\s",
        f"{text[at:stop]} ",
    )
    stop = stop if tail is None else at + tail.start()
    folded = fold_keeping_length(text[at:stop])
    for others in re.finditer(r"\s(?:các|những)(?!\w)", folded):
        if not begins_body(text, at + others.start() + 1):
            return at + others.start()  # «báo cáo Chủ tịch UBND xã các vụ việc …»
    return stop
