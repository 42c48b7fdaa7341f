"""What the commands about ledger, plan and audit say, in Vietnamese and English.

Part of the one table of `pipeline.wording`, which takes it in; kept apart for its length.
"""

from __future__ import annotations

__all__ = ["LEDGER_WORDS"]

LEDGER_WORDS: dict[str, tuple[str, str]] = {
    "error.archive-busy": (
        "Kho {place} đang bị chương trình khác khóa.",
        "Another program keeps the archive {place} locked.",
    ),
    "error.archive-busy.next": (
        "Đóng chương trình đó rồi chạy lại: những gì đã ghi vẫn còn, lần chạy tới đọc nốt phần còn lại.",
        "Close that program and run again: what was stored stays, the next run reads the rest.",
    ),
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
    "help.audit": (
        "Nhật ký kiểm soát: ai đã nạp, từ chối, yêu cầu đọc lại, xuất dữ liệu; --check kiểm tra "
        "chuỗi mã băm còn nguyên vẹn hay không.",
        "The audit log: who took in, refused, asked again, exported; --check goes through its "
        "chain of hashes.",
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
    "example.audit": (
        "vanthu audit --last 20 --archive van-thu.sqlite3\n"
        "  vanthu audit --check --archive van-thu.sqlite3",
        "vanthu audit --last 20 --archive records.sqlite3\n"
        "  vanthu audit --check --archive records.sqlite3",
    ),
    "option.check": (
        "Kiểm tra chuỗi mã băm; mã thoát 2 nếu có chỗ bị sửa.",
        "Go through the chain of hashes; exit code 2 where it was altered.",
    ),
    "option.noted": (
        "Mã băm đã ghi lại ở lần kiểm tra trước; phải còn trong chuỗi (kèm kiểm tra).",
        "A hash noted at an earlier check; it must still be in the chain (checks too).",
    ),
    "option.last": ("Chỉ các dòng cuối.", "Only the last rows."),
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
    # --- what the flow says on Prefect's server ------------------------------------------------
    "flow.gone": (
        "Tiến trình của lần chạy này không còn; lần chạy sau đã đọc tiếp.",
        "The process of this run is gone; a later run has gone on.",
    ),
    # --- report of a run ----------------------------------------------------------------------
    "option.report": (
        "Ghi báo cáo của lần chạy vào tệp .html này.",
        "Write a report of the run to this .html file.",
    ),
    "error.report": (
        "Không ghi báo cáo vào {place}.",
        "No report is written to {place}.",
    ),
    "error.report.next": (
        "Chọn một tệp .html mới, hoặc một báo cáo trước đây.",
        "Choose a new .html file, or an earlier report.",
    ),
    "error.report-failed": (
        "Các văn bản đã được xử lý, nhưng không ghi được báo cáo {place}: {reason}.",
        "The documents were processed, but the report {place} cannot be written: {reason}.",
    ),
    "error.report-failed.next": (
        "Chọn nơi khác cho --report.",
        "Choose another place for --report.",
    ),
    "error.inbox.report-inside": (
        "Báo cáo {place} nằm trong hộp thư đến.",
        "The report {place} lies inside the inbox.",
    ),
    "error.inbox.report-inside.next": (
        "Chọn nơi khác, ngoài hộp thư đến.",
        "Choose another place, outside the inbox.",
    ),
    "report.title": ("Báo cáo xử lý văn bản", "Report of a run"),
    "report.made": ("Lập lúc {moment}", "Made {moment}"),
    "report.inbox": ("Hộp thư đến", "Inbox"),
    "report.archive": ("Kho", "Archive"),
    "report.calm": (
        "Mọi tệp đã xong, không có việc chờ người xem.",
        "Every file is done; nothing waits for a person.",
    ),
    "report.nothing": ("Không có tệp mới.", "Nothing was new."),
    "report.look": (
        "Cần người xem: {count} tệp; để lại trong hộp thư: {left}.",
        "A person has to look at {count} files; left in the inbox: {left}.",
    ),
    "report.outcomes": ("Kết quả", "Outcomes"),
    "report.cause": ("Nguyên nhân", "Cause"),
    "report.waiting": ("Cần người xem", "For a person to look at"),
    "report.why": ("Vì sao", "Why"),
    "report.more": ("… và {count} tệp khác.", "… and {count} more."),
    "report.left-out": ("Để lại trong hộp thư", "Left in the inbox"),
    "report.repeats": ("Trùng với văn bản đã có", "The same as a document that is held"),
    "report.slowest": ("Các tệp chậm nhất", "Slowest files"),
    "report.per-page": ("Giây/trang", "Seconds/page"),
    "report.figure.files": ("tệp trong lần chạy này", "files in this run"),
    "report.figure.known": ("đã biết từ trước", "known before"),
    "report.figure.pages": ("trang", "pages"),
    "report.figure.rate": ("trang/giây", "pages a second"),
    "report.figure.time": ("giây", "seconds"),
    "report.figure.workers": ("tiến trình đọc", "worker processes"),
    "report.figure.person": ("tệp cần người xem", "files for a person"),
    "report.foot": (
        "Báo cáo chỉ ghi tên tệp, kết quả và số đo, không ghi nội dung văn bản. «Xong» không có "
        "nghĩa là văn bản không mật.",
        "This report holds names, outcomes and measurements, nothing that a document says. «Done» "
        "does not mean that a document is not secret.",
    ),
    # --- audit --------------------------------------------------------------------------------
    "audit.whole": (
        "Nhật ký nguyên vẹn: {rows} dòng. Mã băm cuối, nên ghi lại ở nơi khác: {head}",
        "The log is whole: {rows} rows. Last hash, to be noted elsewhere: {head}",
    ),
    "audit.missing": (
        "Nhật ký đã bị cắt: thiếu dòng ngay trước dòng {seq}; {rows} dòng đầu còn nguyên vẹn.",
        "The log was cut: rows before row {seq} are gone; the first {rows} rows are whole.",
    ),
    "audit.altered": (
        "Dòng {seq} của nhật ký đã bị sửa; {rows} dòng trước đó còn nguyên vẹn.",
        "Row {seq} of the log was altered; the {rows} rows before it are whole.",
    ),
    "audit.unlinked": (
        "Dòng {seq} của nhật ký không nối với dòng trước; {rows} dòng trước đó còn nguyên vẹn.",
        "Row {seq} of the log does not follow the one before it; the {rows} rows before it are "
        "whole.",
    ),
    "audit.not-noted": (
        "Không dòng nào có mã băm đã ghi: phần cuối nhật ký đã bị cắt hoặc viết lại. Còn {rows} dòng.",
        "No row has the hash that was noted: the end of the log was cut off or written anew. "
        "{rows} rows are left.",
    ),
    "audit.unrecorded": (
        "{files} tệp trong sổ theo dõi không có trong nhật ký ({rows} dòng).",
        "{files} files of the ledger are not in the log ({rows} rows).",
    ),
    "audit.not-guarded": (
        "Chuỗi nguyên vẹn ({rows} dòng), nhưng cơ sở dữ liệu không còn chặn việc sửa nhật ký.",
        "The chain is whole ({rows} rows), but the database does not refuse changes any more.",
    ),
    "head.seq": ("Dòng", "Row"),
    "head.at": ("Lúc (UTC)", "At (UTC)"),
    "head.who": ("Ai", "Who"),
    "head.subject_of": ("Mã băm hoặc nơi", "Hash or place"),
    "stats.phase.reading": ("mở và đọc trang", "reading"),
    "stats.phase.ocr": ("nhận dạng chữ", "OCR"),
    "stats.phase.layout": ("bố cục", "layout"),
    "stats.phase.language": ("ngôn ngữ và trích xuất", "language and extraction"),
    "stats.phase.checks": ("kiểm tra", "checks"),
    "stats.phase.storing": ("ghi vào kho", "storing"),
    "head.phase": ("Công đoạn", "Phase"),
    "head.phases": ("Công đoạn lâu nhất", "Longest phases"),
    "head.share": ("Tỷ lệ", "Share"),
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
