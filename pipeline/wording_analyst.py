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
    "help.bodies": (
        "Liệt kê các cơ quan trong cả kho theo danh mục cơ quan; hay gặp nhất trước.",
        "List the bodies of the whole archive after the authority file, the most frequent first.",
    ),
    "example.bodies": ("vanthu bodies --unlinked", "vanthu bodies --unlinked"),
    "option.unlinked": (
        "Chỉ những tên cơ quan mà danh mục chưa có, để bổ sung (VANTHU_AUTHORITY=tệp.toml).",
        "Only names that the authority file does not know, to be added (VANTHU_AUTHORITY=file.toml).",
    ),
    "error.authority": (
        "Không dùng được tệp danh mục cơ quan «{path}»: {reason}.",
        "The authority file «{path}» cannot be used: {reason}.",
    ),
    "error.authority.next": (
        "Sửa tệp theo mẫu extractors/rules/authority.toml, hoặc bỏ biến VANTHU_AUTHORITY.",
        "Mend the file after extractors/rules/authority.toml, or unset VANTHU_AUTHORITY.",
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
    "field.key_terms": ("Từ khoá", "Key terms"),
    "head.name": ("Cơ quan", "Body"),
    "head.level": ("Cấp", "Level"),
    "head.documents": ("Văn bản", "Documents"),
    "head.mentions": ("Lần nhắc", "Mentions"),
    "head.issues": ("Ban hành", "Issues"),
    "head.receives": ("Nhận", "Receives"),
    "head.leads": ("Chủ trì", "Leads"),
    "head.coordinates": ("Phối hợp", "Coordinates"),
    "head.assigned": ("Được giao", "Assigned"),
    "head.cited": ("Được viện dẫn", "Cited"),
    "head.valid_from": ("Từ ngày", "From"),
    "head.valid_until": ("Đến ngày", "Until"),
    "head.successor": ("Kế thừa", "Successor"),
    "head.example_role": ("Ví dụ vai trò", "Role, for example"),
    "head.example_document": ("Ví dụ văn bản", "Document, for example"),
    "head.direction": ("Chiều", "Direction"),
    "head.relation": ("Quan hệ", "Relation"),
    "head.resolved_by": ("Đối chiếu kho", "Resolved by"),
}
