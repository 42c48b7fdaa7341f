"""What the commands about ledger, plan and audit say, in Vietnamese and English.

Part of the one table of `pipeline.wording`, which takes it in; kept apart for its length.
"""

from __future__ import annotations

__all__ = ["LEDGER_WORDS"]

LEDGER_WORDS: dict[str, tuple[str, str]] = {
    "help.status": (
        "Sổ theo dõi có gì: số tệp theo kết quả, lần đọc gần nhất, việc chờ người xem.",
        "What the ledger holds: files by outcome, the last reading, what waits for a person.",
    ),
    "help.plan": (
        "Lần chạy tới sẽ làm gì với từng tệp trong thư mục và vì sao; không đọc, không ghi gì.",
        "What the next run would do with each file of a folder, and why; nothing is read or written.",
    ),
    "help.retry": (
        "Đánh dấu các tệp lỗi, mất giữa chừng hoặc đọc được một phần để lần chạy tới đọc lại; nếu "
        "chỉ thư mục thì đọc lại ngay.",
        "Mark failed, lost and partial files for the next run; with a folder they are read at once.",
    ),
    "help.verify": (
        "Đối chiếu kho với các tệp gốc: tính lại mã băm và đọc lại một mẫu, so từng byte.",
        "Hold the archive against the originals: hashes again, and a sample read again and compared "
        "byte for byte.",
    ),
    "help.stats": (
        "Thời gian và bộ nhớ: số trang mỗi giây, các tệp chậm nhất và vì sao.",
        "Time and memory: pages a second, the slowest files and why.",
    ),
    "example.status": (
        "vanthu status --archive van-thu.sqlite3",
        "vanthu status --archive records.sqlite3",
    ),
    "example.plan": (
        "vanthu plan hop-thu-den/ --archive van-thu.sqlite3",
        "vanthu plan inbox/ --archive records.sqlite3",
    ),
    "example.retry": (
        "vanthu retry --outcome failed --outcome lost\n"
        "  vanthu retry --name ban-quet.pdf --folder hop-thu-den/",
        "vanthu retry --outcome failed --outcome lost\n"
        "  vanthu retry --name scan.pdf --folder inbox/",
    ),
    "example.verify": (
        "vanthu verify hop-thu-den/ --sample 20 --archive van-thu.sqlite3",
        "vanthu verify inbox/ --sample 20 --archive records.sqlite3",
    ),
    "example.stats": (
        "vanthu stats --limit 20 --archive van-thu.sqlite3",
        "vanthu stats --limit 20 --archive records.sqlite3",
    ),
    "option.outcomes": (
        "Kết quả cần đọc lại: failed, lost, partial hoặc refused (lặp lại được). Mặc định: ba loại "
        "đầu.",
        "Outcome to read again: failed, lost, partial or refused (repeatable). Default: the first "
        "three.",
    ),
    "option.file_names": (
        "Chỉ tệp có tên hoặc mã băm này (lặp lại được).",
        "Only files of this name or hash (repeatable).",
    ),
    "option.retry_folder": (
        "Đọc lại ngay từ thư mục này.",
        "Read them again at once from this folder.",
    ),
    "option.sample": ("Số tệp gốc đọc lại; 0 là không.", "Originals to read again; 0 for none."),
    "option.ledger_json": ("In dạng JSON.", "Print JSON."),
    # --- status -------------------------------------------------------------------------------
    "status.held": (
        "{documents} văn bản trong kho, {findings} văn bản có điểm cần xem lại.",
        "{documents} documents in the archive, {findings} of them with findings to look at.",
    ),
    "status.last": ("Lần đọc gần nhất: {moment}", "Last reading: {moment}"),
    "status.never": ("Chưa đọc tệp nào.", "Nothing was read yet."),
    "status.waiting": ("Chờ người xem: {count} tệp", "Waiting for a person: {count} files"),
    "status.nothing-waits": (
        "Không có tệp nào chờ người xem.",
        "No file waits for a person.",
    ),
    "status.marked": (
        "{count} tệp sẽ được đọc lại ở lần chạy tới.",
        "{count} files will be read again in the next run.",
    ),
    "status.more": ("… và {count} tệp khác (--json)", "… and {count} more (--json)"),
    # --- plan ---------------------------------------------------------------------------------
    "plan.counts": (
        "Sẽ đọc {read}, ghi nhận bản trùng {note}, đã biết {known}, để lại {leave}.",
        "To be read {read}, copies to note {note}, known {known}, left alone {leave}.",
    ),
    "plan.action.read": ("đọc", "read"),
    "plan.action.note": ("ghi nhận", "note"),
    "plan.action.pass": ("bỏ qua", "pass over"),
    "plan.action.leave": ("để lại", "leave"),
    "plan.reason.new": ("tệp mới", "new"),
    "plan.reason.changed": ("tên cũ, nội dung mới", "same name, other bytes"),
    "plan.reason.rules-changed": ("quy tắc đọc đã đổi", "the rules changed"),
    "plan.reason.options-changed": ("tuỳ chọn đọc đã đổi", "the options changed"),
    "plan.reason.asked-again": ("được yêu cầu đọc lại", "a person asked for it again"),
    "plan.reason.lost-once": (
        "đã mất giữa chừng một lần; đọc riêng một lần nữa",
        "lost once; read once more, alone",
    ),
    "plan.reason.not-hashed": ("không mở được tệp", "the file cannot be opened"),
    "plan.reason.copy": ("cùng nội dung với tệp khác", "same bytes as another file"),
    "plan.reason.known": ("đã đọc rồi", "read before"),
    "plan.reason.refused": ("đã từ chối trước đây", "refused before"),
    "plan.reason.failed": ("đã lỗi trước đây (vanthu retry)", "failed before (vanthu retry)"),
    "plan.reason.left-out": ("không phải văn bản để đọc", "not to be read"),
    # --- retry --------------------------------------------------------------------------------
    "retry.marked": (
        "Đã đánh dấu {count} tệp để đọc lại.",
        "{count} files are marked to be read again.",
    ),
    "retry.none": ("Không có tệp nào như vậy.", "There are no such files."),
    "error.outcome": ("Không có kết quả «{name}».", "There is no outcome «{name}»."),
    "error.outcome.next": ("Các kết quả: {known}.", "Outcomes: {known}."),
    # --- verify -------------------------------------------------------------------------------
    "verify.counts": (
        "{total} văn bản: {same} tệp gốc nguyên vẹn, {read} đọc lại giống hệt, {gone} không thấy "
        "tệp gốc, {bad} cần xem.",
        "{total} documents: {same} originals unchanged, {read} read again with the same record, "
        "{gone} originals not found, {bad} to look at.",
    ),
    "verify.check.same-bytes": ("tệp gốc nguyên vẹn", "original unchanged"),
    "verify.check.same-record": ("đọc lại giống hệt", "same record again"),
    "verify.check.other-rules": (
        "đọc bằng quy tắc khác, không so được",
        "read by other rules, cannot be compared",
    ),
    "verify.check.not-found": ("không thấy tệp gốc", "original not found"),
    "verify.check.bytes-changed": ("tệp gốc đã bị thay đổi", "the original was changed"),
    "verify.check.record-differs": ("đọc lại cho kết quả khác", "another record this time"),
    "verify.check.not-read": ("lần này không đọc được", "could not be read this time"),
    "verify.check.spoiled": ("bản ghi trong kho bị hỏng", "the stored record is spoiled"),
    # --- stats --------------------------------------------------------------------------------
    "stats.sums": (
        "{files} tệp, {pages} trang, {seconds:.1f} giây đọc; {rate:.2f} trang/giây; trung vị "
        "{median:.2f} giây/tệp; bộ nhớ lớn nhất {peak:.0f} MiB.",
        "{files} files, {pages} pages, {seconds:.1f} s of reading; {rate:.2f} pages/s; median "
        "{median:.2f} s a file; largest memory {peak:.0f} MiB.",
    ),
    "stats.none": ("Chưa có số đo nào.", "Nothing was measured yet."),
    "stats.reason.lost": ("dừng vì quá giới hạn", "stopped at a limit"),
    "stats.reason.ocr": ("trang là ảnh, phải nhận dạng", "pages are pictures (OCR)"),
    "stats.reason.pages": ("nhiều trang", "many pages"),
    "stats.reason.tables": ("bảng lớn", "large tables"),
    "stats.reason.memory": ("nhiều bộ nhớ", "much memory"),
    "head.files": ("Số tệp", "Files"),
    "head.pages": ("Số trang", "Pages"),
    "head.seconds": ("Giây", "Seconds"),
    "head.next_step": ("Việc cần làm", "Next step"),
    "head.action": ("Việc", "Action"),
    "head.reason": ("Vì sao", "Why"),
    "head.detail": ("Chi tiết", "Detail"),
    "head.check": ("Đối chiếu", "Check"),
    "head.memory": ("MiB", "MiB"),
}
