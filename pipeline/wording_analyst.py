"""What the commands of the analyst say, in Vietnamese and English.

Part of the one table of `pipeline.wording`, which takes it in; kept apart for its length.
"""

from __future__ import annotations

__all__ = ["ANALYST_WORDS"]

ANALYST_WORDS: dict[str, tuple[str, str]] = {
    "help.tasks": (
        "Liệt kê nhiệm vụ trong cả kho: ai làm gì, đến bao giờ, theo văn bản nào; hạn gần nhất trước.",
        "List the tasks of the whole archive: who does what by when, and where it is written.",
    ),
    "help.cites": (
        "Văn bản viện dẫn những gì và được văn bản nào viện dẫn; kèm quan hệ và có trong kho hay không.",
        "What a document cites and what cites it, with the relation and whether the archive holds it.",
    ),
    "example.tasks": (
        "vanthu tasks --body 'văn phòng' --due-before 2026-07-01",
        "vanthu tasks --body 'van phong' --due-before 2026-07-01",
    ),
    "example.cites": ('vanthu cites "57-NQ/TW"', 'vanthu cites "57-NQ/TW"'),
    "option.body": (
        "Chỉ nhiệm vụ giao cho cơ quan có tên chứa các chữ này; có dấu hay không đều được.",
        "Only tasks of bodies whose name holds these words; accents do not matter.",
    ),
    "option.due_before": (
        "Chỉ nhiệm vụ có hạn trước ngày này (năm-tháng-ngày).",
        "Only tasks with a deadline before this day (year-month-day).",
    ),
    "option.still_open": (
        "Chỉ nhiệm vụ chưa quá hạn tính đến hôm nay, hoặc không ghi ngày.",
        "Only tasks whose deadline is not past today, or that have no day.",
    ),
    "option.reference": (
        "Số ký hiệu (không phân biệt hoa thường, dấu), có trong kho hay không.",
        "Reference number (case and accents do not matter), held or not.",
    ),
    "error.day": ("«{name}» không phải ngày.", "«{name}» is no day."),
    "error.day.next": ("Viết như 2026-06-30.", "Write it like 2026-06-30."),
    "head.deadline_date": ("Hạn", "Due"),
    "head.deadline_raw": ("Hạn như văn bản ghi", "Deadline as written"),
    "head.assigned_to": ("Giao cho", "Assigned to"),
    "head.text": ("Nội dung", "Text"),
    "head.label": ("Mục", "Item"),
    "head.direction": ("Chiều", "Direction"),
    "head.relation": ("Quan hệ", "Relation"),
    "head.resolved_by": ("Đối chiếu kho", "Resolved by"),
}
