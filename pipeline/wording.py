"""Everything that the command says to a person, in Vietnamese and English.

One table: key to the pair of texts. Placeholders are named and the same in both languages; a test
holds that, and that every command and option has its words. Outcomes have their own words in
`models.outcome`, findings carry theirs.
"""

from __future__ import annotations

from typing import Literal

from pipeline.wording_analyst import ANALYST_WORDS
from pipeline.wording_ledger import LEDGER_WORDS
from pipeline.wording_papers import PAPER_WORDS

__all__ = ["LANGUAGES", "WORDS", "Language", "language_of", "say"]

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

WORDS: dict[str, tuple[str, str]] = {
    # --- help of the whole command ------------------------------------------------------------
    "help": (
        "vanthu đọc văn bản của Đảng và Nhà nước (PDF, bản quét, văn bản thuần, Word) thành bản ghi "
        "có cấu trúc, mỗi giá trị kèm chứng cứ. Chạy hoàn toàn không cần mạng.",
        "vanthu reads dispatches of the Vietnamese Party and State (PDF, scans, plain text, Word) "
        "into structured records with evidence for every value. It needs no network.",
    ),
    "help.epilog": (
        "Mã thoát:\n"
        "  0    mọi tệp đã xong\n"
        "  1    dùng sai lệnh, hoặc không thấy nơi được chỉ\n"
        "  2    một số tệp cần người xem\n"
        "  3    không đọc được tệp nào\n"
        "  4    thiếu phần mềm phụ thuộc\n"
        "  130  bị ngắt giữa chừng\n\n"
        "Ví dụ:\n"
        "  vanthu extract cong-van.pdf\n"
        "  vanthu ingest hop-thu-den/ --archive van-thu.sqlite3\n"
        '  vanthu query "SELECT * FROM open_tasks" --archive van-thu.sqlite3\n\n'
        "Ngôn ngữ: --lang vi hoặc --lang en, ở bất cứ đâu trong lệnh.\n"
        "Biến môi trường: VANTHU_LANG, VANTHU_ARCHIVE, VANTHU_WORKERS.",
        "Exit codes:\n"
        "  0    every file is done\n"
        "  1    wrong use, or the place named does not exist\n"
        "  2    some files need a person\n"
        "  3    no file could be read\n"
        "  4    a software dependency is missing\n"
        "  130  interrupted\n\n"
        "Examples:\n"
        "  vanthu extract dispatch.pdf\n"
        "  vanthu ingest inbox/ --archive records.sqlite3\n"
        '  vanthu query "SELECT * FROM open_tasks" --archive records.sqlite3\n\n'
        "Language: --lang vi or --lang en, anywhere in the command.\n"
        "Environment: VANTHU_LANG, VANTHU_ARCHIVE, VANTHU_WORKERS.",
    ),
    "help.example": ("Ví dụ:", "Example:"),
    # Headings that the help formatter writes itself, in English.
    "help.heading.Usage:": ("Cách dùng:", "Usage:"),
    "help.heading.Options:": ("Tuỳ chọn:", "Options:"),
    "help.heading.Arguments:": ("Đối số:", "Arguments:"),
    "help.heading.Commands:": ("Lệnh:", "Commands:"),
    "help.self": ("Hiện phần trợ giúp này.", "Show this message and exit."),
    # --- help of each command -----------------------------------------------------------------
    "help.extract": (
        "Đọc các tệp và in bản ghi, không lưu vào kho.",
        "Read files and print their records; no archive is touched.",
    ),
    "help.ingest": (
        "Đọc cả thư mục và lưu vào kho; tệp đã đọc rồi thì bỏ qua.",
        "Read a folder into the archive; files that were read before are passed over.",
    ),
    "help.show": (
        "Xem một bản ghi kèm chứng cứ của từng giá trị (nguyên văn, trang, độ tin cậy, quy tắc).",
        "Show one record with the evidence of every value (raw text, page, confidence, rule).",
    ),
    "help.query": (
        "Hỏi kho bằng một câu SQL chỉ đọc.",
        "Ask the archive one read-only SQL question.",
    ),
    "help.search": (
        "Tìm văn bản theo từ, có dấu hay không dấu đều được; cụm từ đặt trong ngoặc kép.",
        "Find documents by words, with or without accents; put phrases in double quotes.",
    ),
    "help.export": (
        "Xuất toàn bộ kho: jsonl, xlsx (một tệp), csv, parquet (một thư mục), graphml (đồ thị viện dẫn).",
        "Export the whole archive: jsonl, xlsx (one file), csv, parquet (one folder), graphml (citations).",
    ),
    "help.evaluate": (
        "So kết quả đọc với nhãn đặt cạnh văn bản: số liệu theo từng trường.",
        "Compare readings with the labels beside the documents: figures per field.",
    ),
    "help.diff": (
        "So hai lần đọc (tệp JSONL, thư mục JSONL hoặc kho): mỗi trường thêm, mất, đổi gì, ở văn bản "
        "nào. Mã thoát 0 khi giống nhau, 2 khi khác nhau.",
        "Compare two runs (JSONL file, folder of JSONL, or archive): per field what was gained, lost "
        "or changed, and in which documents. Exit code 0 when they are the same, 2 when not.",
    ),
    "help.version": ("In phiên bản.", "Print the version."),
    "example.extract": (
        "vanthu extract cong-van.pdf ban-quet.tif --json > ban-ghi.jsonl",
        "vanthu extract dispatch.pdf scan.tif --json > records.jsonl",
    ),
    "example.ingest": (
        "vanthu ingest hop-thu-den/ --archive van-thu.sqlite3 --workers 2",
        "vanthu ingest inbox/ --archive records.sqlite3 --workers 2",
    ),
    "example.show": (
        'vanthu show "07-CV/ĐU" --archive van-thu.sqlite3\n'
        "  vanthu show ban-quet.pdf --boxes anh-khung/",
        'vanthu show "07-CV/ĐU" --archive records.sqlite3\n'
        "  vanthu show scan.pdf --boxes pictures/",
    ),
    "example.query": (
        'vanthu query "SELECT * FROM open_tasks ORDER BY deadline_date" --format csv',
        'vanthu query "SELECT * FROM open_tasks ORDER BY deadline_date" --format csv',
    ),
    "example.search": (
        "vanthu search 'chuyển đổi số \"đảng uỷ xã\"'",
        "vanthu search 'chuyen doi so \"dang uy xa\"'",
    ),
    "example.export": (
        "vanthu export --format xlsx --out so-van-ban.xlsx",
        "vanthu export --format xlsx --out register.xlsx",
    ),
    "example.evaluate": ("vanthu evaluate mau-co-nhan/ --json", "vanthu evaluate labelled/ --json"),
    "example.diff": (
        "vanthu diff lan-truoc.jsonl lan-sau.jsonl --show-values",
        "vanthu diff before.jsonl after.jsonl --show-values",
    ),
    "example.version": ("vanthu version", "vanthu version"),
    # --- help of arguments and options, by parameter name -----------------------------------------
    "option.files": ("Các tệp cần đọc.", "Files to read."),
    "option.folder": ("Thư mục.", "Folder."),
    "option.name": (
        "Số ký hiệu (không phân biệt hoa thường, dấu), hoặc đường dẫn tới một tệp.",
        "Reference number (case and accents do not matter), or path of a file.",
    ),
    "option.sql": ("Một câu lệnh SQL chỉ đọc.", "One read-only SQL statement."),
    "option.words": ("Các từ cần tìm; văn bản phải có đủ.", "Words that must all occur."),
    "option.archive": (
        "Kho: tệp SQLite hoặc URL cơ sở dữ liệu. Mặc định: vanthu.sqlite3.",
        "Archive: SQLite file or database URL. Default: vanthu.sqlite3.",
    ),
    "option.workers": ("Số tiến trình đọc.", "Worker processes."),
    "option.as_json": ("In JSON, mỗi dòng một bản ghi.", "Print JSON, one record a line."),
    "option.figures_json": ("In số liệu dạng JSON.", "Print the figures as JSON."),
    "option.hits_json": ("In kết quả dạng JSON.", "Print the hits as JSON."),
    "option.show_values": (
        "Hiện cả nội dung nhãn và nội dung đọc được.",
        "Show labelled and read texts too.",
    ),
    "option.diff_values": (
        "Hiện cả nội dung trước và sau.",
        "Show the texts before and after too.",
    ),
    "option.markdown": (
        "In các bảng số liệu dạng Markdown (tiếng Anh).",
        "Print the figures as Markdown tables.",
    ),
    "option.boxes": (
        "Vẽ khung của từng giá trị lên ảnh trang, lưu vào thư mục này (chỉ với một tệp).",
        "Draw the box of every value on pictures of the pages, into this folder (files only).",
    ),
    "option.first": (
        "Lần trước: tệp JSONL, thư mục JSONL, hoặc kho.",
        "The run before: JSONL file, folder of JSONL, or archive.",
    ),
    "option.second": ("Lần sau, như trên.", "The run after, likewise."),
    "option.format_": ("Dạng kết quả: table, csv hoặc json.", "Form: table, csv or json."),
    "option.export_format": (
        "Dạng xuất: jsonl, csv, parquet, xlsx hoặc graphml.",
        "Export format: jsonl, csv, parquet, xlsx or graphml.",
    ),
    "option.out": ("Tệp hoặc thư mục đích.", "File or folder to write."),
    "option.limit": ("Số dòng nhiều nhất.", "Most rows."),
    "option.timeout": ("Số giây nhiều nhất cho câu hỏi.", "Most seconds for the question."),
    "option.lang": ("Ngôn ngữ: vi hoặc en.", "Language: vi or en."),
    # --- wrong use ----------------------------------------------------------------------------
    "use.no-command": ("Không có lệnh «{name}».", "There is no command «{name}»."),
    "use.no-option": ("Không có tuỳ chọn {name}.", "There is no option {name}."),
    "use.missing": ("Thiếu {name}.", "{name} is missing."),
    "use.bad-value": ("Giá trị không hợp lệ cho {name}.", "Not a valid value for {name}."),
    "use.other": ("Dùng sai lệnh: {reason}", "Wrong use: {reason}"),
    "use.next": ("Xem: {command} --help", "See: {command} --help"),
    "use.settings": (
        "Cấu hình không hợp lệ: {names}.",
        "These settings are not valid: {names}.",
    ),
    "use.settings.next": (
        "Sửa các biến VANTHU_… hoặc tệp .env.",
        "Correct the VANTHU_… variables or the file .env.",
    ),
    # --- what went wrong, with the next step ------------------------------------------------------
    "error.no-folder": ("Không thấy thư mục {place}.", "There is no folder {place}."),
    "error.no-folder.next": ("Kiểm tra lại đường dẫn.", "Check the path."),
    "error.inbox.missing": ("Không thấy thư mục {place}.", "There is no folder {place}."),
    "error.inbox.missing.next": ("Kiểm tra lại đường dẫn.", "Check the path."),
    "error.inbox.not-a-folder": ("{place} không phải thư mục.", "{place} is no folder."),
    "error.inbox.not-a-folder.next": (
        "Chỉ thư mục chứa các tệp; một tệp thì dùng vanthu extract.",
        "Name the folder with the files; for one file use vanthu extract.",
    ),
    "error.inbox.no-access": ("Không có quyền đọc {place}.", "No right to read {place}."),
    "error.inbox.no-access.next": ("Xin quyền đọc thư mục.", "Ask for the right to read it."),
    "error.inbox.taken": (
        "Một lần chạy khác đang đọc thư mục {place}.",
        "Another run is reading {place} at this moment.",
    ),
    "error.inbox.taken.next": (
        "Chờ lần chạy đó xong rồi chạy lại.",
        "Wait until it has ended, then run again.",
    ),
    "error.inbox.archive-inside": (
        "Kho {place} nằm trong chính thư mục cần đọc.",
        "The archive {place} lies inside the folder to be read.",
    ),
    "error.inbox.archive-inside.next": (
        "Đặt kho ở nơi khác bằng --archive.",
        "Put the archive elsewhere with --archive.",
    ),
    "error.no-archive": ("Không thấy kho {place}.", "There is no archive {place}."),
    "error.no-archive.next": (
        "Tạo kho bằng vanthu ingest THƯ-MỤC --archive {place}, hoặc chỉ kho khác bằng --archive.",
        "Make one with vanthu ingest FOLDER --archive {place}, or name another with --archive.",
    ),
    "error.archive": (
        "Không dùng được {place} làm kho: {reason}.",
        "{place} cannot be used as an archive: {reason}.",
    ),
    "error.archive.next": (
        "Kiểm tra đường dẫn, quyền truy cập hoặc URL của --archive.",
        "Check the path, the rights or the URL given as --archive.",
    ),
    "error.archive-version": (
        "Kho thuộc phiên bản bảng {found}, chương trình này cần {wanted}.",
        "The archive has tables of version {found}, this program needs {wanted}.",
    ),
    "error.archive-version.next": (
        "Nạp lại các tệp gốc vào một kho mới.",
        "Take the original files into a new archive.",
    ),
    "error.format": ("Không có dạng «{name}».", "There is no format «{name}»."),
    "error.format.next": ("Các dạng có sẵn: {known}.", "Known formats: {known}."),
    "error.target": ("Không ghi được vào {place}: {reason}.", "Cannot write {place}: {reason}."),
    "error.target.next": ("Chọn nơi khác cho --out.", "Choose another place for --out."),
    "error.target.archive": (
        "Không xuất đè lên {place}: đó là chính kho hoặc tệp đi kèm của kho.",
        "{place} is not written over: it is the archive itself or one of its files.",
    ),
    "error.target.archive.next": (
        "Chọn nơi khác cho --out.",
        "Choose another place for --out.",
    ),
    "error.target.special": (
        "Không xuất vào {place}: không phải tệp thường (liên kết, thiết bị hoặc ống dẫn).",
        "{place} is not written: it is no regular file (a link, a device or a pipe).",
    ),
    "error.target.special.next": (
        "Chọn một tệp cho --out.",
        "Choose a file for --out.",
    ),
    "error.target.other-file": (
        "Không xuất đè lên {place}: đã có một tệp không phải bản xuất {suffix}.",
        "{place} is not written over: the file there is no earlier {suffix} export.",
    ),
    "error.target.other-file.next": (
        "Chọn tên mới, hoặc tên tận cùng bằng {suffix}.",
        "Choose a new name, or one that ends in {suffix}.",
    ),
    "error.target.no-folder": (
        "Không xuất vào {place}: dạng này cần một thư mục.",
        "{place} is not written: this format needs a folder.",
    ),
    "error.target.no-folder.next": (
        "Chọn một thư mục mới hoặc trống cho --out.",
        "Choose a new or empty folder for --out.",
    ),
    "error.target.other-folder": (
        "Không xuất vào thư mục {place}: trong đó có thứ không phải bản xuất.",
        "The folder {place} is not written: it holds things that are no export.",
    ),
    "error.target.other-folder.next": (
        "Chọn một thư mục mới hoặc trống cho --out.",
        "Choose a new or empty folder for --out.",
    ),
    "output-failed": (
        "Không ghi hết được kết quả ra đầu ra chuẩn: {reason}.",
        "The results could not all be written to standard output: {reason}.",
    ),
    "error.sql": ("Câu SQL không chạy được: {reason}.", "The SQL does not run: {reason}."),
    "error.sql.next": ("Các bảng có sẵn: {tables}", "The tables are: {tables}"),
    "error.sql-refused": (
        "Câu lệnh này bị từ chối vì kho chỉ cho đọc: {reason}.",
        "This statement is refused, the archive is for reading only: {reason}.",
    ),
    "error.sql-refused.next": (
        "Chỉ dùng SELECT; để thêm văn bản hãy dùng vanthu ingest.",
        "Use SELECT only; documents are added with vanthu ingest.",
    ),
    "error.sql-timeout": (
        "Câu hỏi chạy quá {limit:g} giây.",
        "The question ran longer than {limit:g} s.",
    ),
    "error.sql-timeout.next": (
        "Thu hẹp câu hỏi, hoặc tăng --timeout.",
        "Narrow the question, or raise --timeout.",
    ),
    "error.not-found": (
        "Không thấy «{name}» trong kho, cũng không có tệp tên như vậy.",
        "«{name}» is neither in the archive nor a file.",
    ),
    "error.not-found.next": ("Thử: vanthu search «từ khoá»", "Try: vanthu search WORDS"),
    "error.no-labels": (
        "Thư mục {place} không có văn bản nào kèm nhãn.",
        "The folder {place} has no labelled documents.",
    ),
    "error.no-labels.next": (
        "Đặt tệp <tên>.json có nhãn cạnh <tên>.pdf.",
        "Put labels as <name>.json beside <name>.pdf.",
    ),
    "error.no-run": (
        "Không thấy lần đọc nào ở {place}.",
        "There is no run at {place}.",
    ),
    "error.no-run.next": (
        "Chỉ tệp JSONL (vanthu export --format jsonl), thư mục chứa tệp .jsonl, hoặc kho.",
        "Name a JSONL file (vanthu export --format jsonl), a folder of .jsonl files, or an archive.",
    ),
    "error.bad-run": (
        "Dòng {line} của {place} không phải bản ghi.",
        "Line {line} of {place} is no record.",
    ),
    "error.bad-run.next": (
        "Xuất lại bằng cùng phiên bản: vanthu export --format jsonl.",
        "Export it again with this version: vanthu export --format jsonl.",
    ),
    "error.boxes": (
        "Không vẽ được khung cho {name}: {reason}.",
        "The boxes of {name} cannot be drawn: {reason}.",
    ),
    "error.boxes.next": (
        "Dùng tệp PDF hoặc ảnh không mang dấu mật, không đổi trong khi đọc.",
        "Use a PDF or an image without a secrecy mark that does not change meanwhile.",
    ),
    "error.boxes-need-file": (
        "Muốn vẽ khung phải chỉ một tệp; không thấy tệp {name}.",
        "Boxes are drawn on a file; there is no file {name}.",
    ),
    "error.boxes-need-file.next": (
        "Ví dụ: vanthu show ban-quet.pdf --boxes anh-khung/",
        "For example: vanthu show scan.pdf --boxes pictures/",
    ),
    "error.dependency": ("Thiếu phần mềm: {name}.", "Missing software: {name}."),
    "error.dependency.next": ("Chạy make install.", "Run make install."),
    "error.internal": (
        "Lỗi ngoài dự kiến ({name}).",
        "An unexpected error ({name}).",
    ),
    "error.internal.next": (
        "Chạy lại với VANTHU_DEBUG=1 để xem chi tiết và gửi cho người phụ trách phần mềm.",
        "Run again with VANTHU_DEBUG=1 for the details and report them.",
    ),
    "interrupted": ("Đã ngắt.", "Interrupted."),
    # --- messages of the commands -------------------------------------------------------------
    "reading": ("Đang đọc {name} ({number}/{total})", "Reading {name} ({number}/{total})"),
    "several": (
        "Có {count} văn bản mang số này; số không đủ để phân biệt cơ quan.",
        "{count} documents bear this number; a number alone does not tell the body.",
    ),
    "more-rows": (
        "Còn nữa; chỉ hiện {limit} dòng (--limit).",
        "There is more; {limit} rows are shown (--limit).",
    ),
    "rows": ("{count} dòng", "{count} rows"),
    "boxes-drawn": (
        "Đã lưu {count} ảnh trang có khung vào {place}",
        "{count} pictures with boxes are in {place}",
    ),
    "boxes-none": (
        "{name} không có trang nào vẽ được khung.",
        "{name} has no page that boxes can be drawn on.",
    ),
    "no-hits": ("Không thấy văn bản nào.", "No document was found."),
    "no-hits.next": (
        "Bớt từ, hoặc kiểm tra kho {place}.",
        "Use fewer words, or check the archive {place}.",
    ),
    "exported": (
        "Đã xuất {count} văn bản vào {place}",
        "{count} documents exported to {place}",
    ),
    "ingested": (
        "{total} tệp: {read} tệp mới, {known} tệp đã biết.",
        "{total} files: {read} new, {known} known before.",
    ),
    "archive-at": ("Kho: {place}", "Archive: {place}"),
    "left-out-others": (
        "Bỏ qua {count} tệp không phải văn bản: {names}.",
        "Left out {count} files that are no documents: {names}.",
    ),
    "left-out": ("Không đọc {name}: {reason}.", "Left out {name}: {reason}."),
    "left-out.hidden": ("tệp ẩn", "a hidden name"),
    "left-out.link": ("là liên kết", "a link"),
    "left-out.special-file": ("tệp đặc biệt", "a special file"),
    "left-out.companion": ("tệp đi kèm, không phải văn bản", "a companion, no document"),
    "left-out.foreign-kind": ("loại tệp không phải văn bản", "a file of a foreign kind"),
    "left-out.still-changing": ("tệp còn đang thay đổi", "it still changes"),
    "left-out.no-access": ("không có quyền đọc", "no right to read it"),
    "left-out.too-deep": ("thư mục lồng quá sâu", "the folder lies too deep"),
    "nothing-new": ("Không có gì mới.", "Nothing new."),
    # --- headings -----------------------------------------------------------------------------
    "head.field": ("Trường", "Field"),
    "head.value": ("Giá trị", "Value"),
    "head.raw": ("Nguyên văn", "Raw text"),
    "head.page": ("Trang", "Page"),
    "head.confidence": ("Tin cậy", "Confidence"),
    "head.rule": ("Quy tắc", "Rule"),
    "head.file": ("Tệp", "File"),
    "head.outcome": ("Kết quả", "Outcome"),
    "head.reference_number": ("Số ký hiệu", "Number"),
    "head.issued_on": ("Ngày", "Date"),
    "head.document_type": ("Thể loại", "Type"),
    "head.issuing_body": ("Cơ quan ban hành", "Issuing body"),
    "head.subject": ("Trích yếu", "Subject"),
    "head.sentence": ("Câu", "Sentence"),
    "head.access": ("Phạm vi lưu hành", "Circulation"),
    "head.tasks": ("Nhiệm vụ", "Tasks"),
    "head.rows": ("Dòng phụ lục", "Appendix rows"),
    "head.findings": ("Nghi vấn", "Findings"),
    # --- fields of a record -------------------------------------------------------------------
    "field.source": ("Tệp", "File"),
    "field.pages": ("Số trang", "Pages"),
    "field.outcome": ("Kết quả", "Outcome"),
    "field.next_step": ("Việc cần làm", "Next step"),
    "field.document_type": ("Thể loại", "Document type"),
    "field.reference_number": ("Số ký hiệu", "Reference number"),
    "field.issuing_body": ("Cơ quan ban hành", "Issuing body"),
    "field.superior_body": ("Cơ quan cấp trên", "Superior body"),
    "field.acting_author": ("Tác giả (đề ký)", "Acting author"),
    "field.place": ("Địa danh", "Place"),
    "field.issued_on": ("Ngày ban hành", "Issued on"),
    "field.subject": ("Trích yếu", "Subject"),
    "field.security_mark": ("Độ mật", "Security mark"),
    "field.urgency_mark": ("Độ khẩn", "Urgency mark"),
    "field.circulation_marks": ("Phạm vi lưu hành", "Circulation mark"),
    "field.draft_mark": ("Dự thảo", "Draft mark"),
    "field.copy_mark": ("Bản sao", "Copy mark"),
    "field.addressees": ("Kính gửi", "Addressee"),
    "field.distribution": ("Nơi nhận", "Distribution"),
    "field.signature.authority": ("Quyền hạn ký", "Signing authority"),
    "field.signature.positions": ("Chức vụ", "Position"),
    "field.signature.name": ("Người ký", "Signer"),
    "field.tasks": ("Mục", "Item"),
    "field.table_tasks": ("Việc trong bảng", "Table task"),
    "field.assignees": ("Giao cho", "Assigned to"),
    "field.deadline": ("Thời hạn", "Deadline"),
    "field.report_to": ("Báo cáo cho", "Report to"),
    "field.citations": ("Viện dẫn", "Citation"),
    "field.appendices": ("Phụ lục", "Appendix"),
    "field.appendix_reference": ("Kèm theo", "Attached to"),
    "field.table": ("Bảng", "Table"),
    "field.findings": ("Nghi vấn", "Finding"),
    "unread": ("(có nhưng không đọc được)", "(there, but not readable)"),
    "role.lead": ("chủ trì", "lead"),
    "role.coordinate": ("phối hợp", "coordinating"),
    "role.assignee": ("thực hiện", "assignee"),
    "table.size": ("{rows} dòng × {columns} cột", "{rows} rows × {columns} columns"),
}
WORDS.update(ANALYST_WORDS)
WORDS.update(LEDGER_WORDS)
WORDS.update(PAPER_WORDS)


def say(lang: Language, key: str, **values: object) -> str:
    """Return the text of `key` in `lang`, with its placeholders filled.

    Raises:
        KeyError: If there is no such text or a placeholder has no value.

    Example:
        >>> say("en", "rows", count=3)
        '3 rows'
    """
    text = WORDS[key][LANGUAGES.index(lang)]
    return text.format(**values) if values else text


def language_of(text: str | None) -> Language | None:
    """Return the language that `text` names, None for anything else."""
    return next((lang for lang in LANGUAGES if lang == text), None)
