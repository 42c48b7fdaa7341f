"""Names of the workbook's front sheets and headings of their columns, in Vietnamese and English.

The first ten columns of the register are those of a register of incoming papers, in its order. What
only the receiving office knows (when a paper came in, which number it got, who took it) is left
empty for the clerk.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["DOUBTS", "REGISTER", "TASKS", "Language", "words"]

Language = Literal["vi", "en"]

REGISTER, TASKS, DOUBTS = "register", "tasks", "doubts"

_WORDS: dict[str, tuple[str, str]] = {
    REGISTER: ("Sổ công văn đến", "Register of incoming papers"),
    TASKS: ("Nhiệm vụ", "Tasks by paper"),
    DOUBTS: ("Điểm cần xem", "To look at"),
    "arrived_on": ("Ngày đến", "Received on"),
    "arrival_number": ("Số đến", "Arrival number"),
    "issuing_body": ("Tác giả", "Issuing body"),
    "reference_number": ("Số, ký hiệu", "Reference number"),
    "issued_on": ("Ngày tháng", "Date"),
    "document_type": ("Tên loại", "Type"),
    "subject": ("Trích yếu nội dung", "Subject"),
    "unit": ("Đơn vị hoặc người nhận", "Unit or person"),
    "passed_on": ("Ngày chuyển", "Passed on"),
    "signed_for": ("Ký nhận", "Signed for"),
    "notes": ("Ghi chú", "Notes"),
    "addressees": ("Kính gửi", "Addressed to"),
    "signer": ("Người ký", "Signer"),
    "urgency": ("Mức độ khẩn", "Urgency"),
    "access": ("Hạn chế lưu hành", "Access restrictions"),
    "task_count": ("Số nhiệm vụ", "Tasks"),
    "deadline": ("Hạn gần nhất", "Nearest deadline"),
    "doubt_count": ("Số điểm cần xem", "Points to look at"),
    "pages": ("Số trang", "Pages"),
    "file": ("Tệp", "File"),
    "label": ("Mục", "Item"),
    "text": ("Nội dung", "Text"),
    "assigned_to": ("Giao cho", "Assigned to"),
    "due": ("Hạn", "Due"),
    "due_as_written": ("Hạn như văn bản ghi", "Deadline as written"),
    "report_to": ("Báo cáo", "Report to"),
    "page": ("Trang", "Page"),
    "point": ("Điểm cần xem", "Point"),
    "next_step": ("Việc cần làm", "Next step"),
}


def words(key: str, lang: Language) -> str:
    """Return the name of a sheet or the heading of a column.

    Example:
        >>> words("due", "vi"), words("due", "en")
        ('Hạn', 'Due')
    """
    vietnamese, english = _WORDS[key]
    return vietnamese if lang == "vi" else english
