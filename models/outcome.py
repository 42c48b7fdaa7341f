"""How a file ended: exactly one outcome each, with a cause and a next step in two languages."""

from __future__ import annotations

from enum import IntEnum
from enum import StrEnum

from pydantic import BaseModel
from pydantic import ConfigDict

__all__ = [
    "CATEGORY_OF",
    "Category",
    "ExitCode",
    "Outcome",
    "OutcomeCode",
    "exit_code_for",
    "outcome",
]


class Category(StrEnum):
    """What an outcome means for the person who looks after the run."""

    DONE = "done"
    PARTIAL = "partial"
    REFUSED = "refused"
    FAILED = "failed"
    LOST = "lost"


class OutcomeCode(StrEnum):
    """Stable codes; the archive's ledger and the exports carry them."""

    COMPLETE = "complete"
    COMPLETE_WITH_FINDINGS = "complete-with-findings"
    DUPLICATE = "duplicate"
    SOME_PAGES_UNREADABLE = "some-pages-unreadable"
    REPAIRED = "repaired"
    PASSWORD = "password"  # noqa: S105 - an outcome's code
    SECRET = "secret"  # noqa: S105 - an outcome's code
    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MANY_OBJECTS = "too-many-objects"
    MISSING = "missing"
    EMPTY = "empty"
    NOT_A_DOCUMENT = "not-a-document"
    NOT_TEXT = "not-text"
    NO_PAGES = "no-pages"
    NOTHING_TO_READ = "nothing-to-read"
    NOT_READABLE = "not-readable"
    DAMAGED = "damaged"
    READER_ERROR = "reader-error"
    OCR_UNAVAILABLE = "ocr-unavailable"
    OUT_OF_TIME = "out-of-time"
    NO_PROGRESS = "no-progress"
    OUT_OF_MEMORY = "out-of-memory"
    KILLED = "killed"


_C = OutcomeCode
CATEGORY_OF: dict[OutcomeCode, Category] = {
    _C.COMPLETE: Category.DONE,
    _C.COMPLETE_WITH_FINDINGS: Category.DONE,
    _C.DUPLICATE: Category.DONE,
    _C.SOME_PAGES_UNREADABLE: Category.PARTIAL,
    _C.REPAIRED: Category.PARTIAL,
    _C.PASSWORD: Category.REFUSED,
    _C.SECRET: Category.REFUSED,
    _C.TOO_LARGE: Category.REFUSED,
    _C.TOO_MANY_PAGES: Category.REFUSED,
    _C.TOO_MANY_PIXELS: Category.REFUSED,
    _C.TOO_MANY_OBJECTS: Category.REFUSED,
    _C.MISSING: Category.REFUSED,
    _C.EMPTY: Category.REFUSED,
    _C.NOT_A_DOCUMENT: Category.REFUSED,
    _C.NOT_TEXT: Category.REFUSED,
    _C.NO_PAGES: Category.REFUSED,
    _C.NOTHING_TO_READ: Category.REFUSED,
    _C.NOT_READABLE: Category.REFUSED,
    _C.DAMAGED: Category.FAILED,
    _C.READER_ERROR: Category.FAILED,
    _C.OCR_UNAVAILABLE: Category.FAILED,
    _C.OUT_OF_TIME: Category.LOST,
    _C.NO_PROGRESS: Category.LOST,
    _C.OUT_OF_MEMORY: Category.LOST,
    _C.KILLED: Category.LOST,
}

# Cause and next step: (Vietnamese cause, Vietnamese step, English cause, English step).
_WORDS: dict[OutcomeCode, tuple[str, str | None, str, str | None]] = {
    _C.COMPLETE: ("Đã đọc xong.", None, "Read in full.", None),
    _C.COMPLETE_WITH_FINDINGS: (
        "Đã đọc xong, có điểm cần xem lại.",
        "Xem các điểm nghi vấn trong mục findings.",
        "Read in full, with points to look at.",
        "Look at the findings.",
    ),
    _C.DUPLICATE: (
        "Tệp trùng với một tệp đã đọc.",
        None,
        "The file has the same bytes as one that was read before.",
        None,
    ),
    _C.SOME_PAGES_UNREADABLE: (
        "Một số trang không đọc được.",
        "Quét lại các trang đó rồi nạp lại.",
        "Some pages could not be read.",
        "Scan those pages again and take the file in once more.",
    ),
    _C.REPAIRED: (
        "Tệp hỏng; đã đọc từ bản phục hồi, tệp gốc giữ nguyên.",
        "Đối chiếu với bản giấy; nếu thiếu trang hoặc thiếu chữ thì xin lại bản khác.",
        "The file is damaged and was read from a repaired copy; the original is unchanged.",
        "Compare with the paper; if pages or words are missing, ask for another copy.",
    ),
    _C.PASSWORD: (
        "Tệp có mật khẩu nên không đọc được.",
        "Gỡ mật khẩu rồi nạp lại.",
        "The file is protected by a password.",
        "Remove the password and take the file in again.",
    ),
    _C.SECRET: (
        "Trang đầu có dấu chỉ độ mật; không lưu nội dung.",
        "Đăng ký vào sổ văn bản mật theo quy định.",
        "The first page bears a secrecy mark; nothing of it was stored.",
        "Enter it in the register of secret documents.",
    ),
    _C.TOO_LARGE: (
        "Tệp vượt quá dung lượng cho phép.",
        "Tách tệp, hoặc nâng giới hạn VANTHU_MAX_BYTES.",
        "The file is larger than the limit.",
        "Split the file, or raise VANTHU_MAX_BYTES.",
    ),
    _C.TOO_MANY_PAGES: (
        "Tệp có quá nhiều trang.",
        "Tách tệp, hoặc nâng giới hạn VANTHU_MAX_PAGES.",
        "The file has more pages than the limit.",
        "Split the file, or raise VANTHU_MAX_PAGES.",
    ),
    _C.TOO_MANY_PIXELS: (
        "Ảnh lớn quá giới hạn.",
        "Quét lại ở 300 dpi, hoặc nâng giới hạn VANTHU_MAX_PIXELS.",
        "An image is larger than the limit.",
        "Scan again at 300 dpi, or raise VANTHU_MAX_PIXELS.",
    ),
    _C.TOO_MANY_OBJECTS: (
        "Tệp PDF có quá nhiều đối tượng.",
        "In lại thành PDF mới hoặc tách tệp, hoặc nâng giới hạn VANTHU_MAX_OBJECTS.",
        "The PDF has more objects than the limit.",
        "Print it to a new PDF or split it, or raise VANTHU_MAX_OBJECTS.",
    ),
    _C.MISSING: (
        "Không tìm thấy tệp.",
        "Kiểm tra lại đường dẫn.",
        "The file does not exist.",
        "Check the path.",
    ),
    _C.EMPTY: (
        "Tệp rỗng.",
        "Xin lại bản khác của văn bản.",
        "The file is empty.",
        "Ask for another copy.",
    ),
    _C.NOT_A_DOCUMENT: (
        "Tệp không phải PDF, ảnh, văn bản thuần hay Word.",
        "Chuyển sang PDF, TIFF, PNG, JPEG, TXT hoặc DOCX rồi nạp lại.",
        "The file is no PDF, image, plain text or Word document.",
        "Convert it to PDF, TIFF, PNG, JPEG, TXT or DOCX and take it in again.",
    ),
    _C.NOT_TEXT: (
        "Tệp .txt không phải văn bản UTF-8.",
        "Lưu lại tệp theo bảng mã UTF-8.",
        "The text file is not UTF-8 text.",
        "Save it in UTF-8.",
    ),
    _C.NO_PAGES: (
        "Tệp PDF không có trang nào.",
        "Xin lại bản khác của văn bản.",
        "The PDF has no pages.",
        "Ask for another copy.",
    ),
    _C.NOTHING_TO_READ: (
        "Không thấy chữ nào trong tệp.",
        "Kiểm tra bản quét có bị trắng hoặc úp mặt không.",
        "No writing was found in the file.",
        "Check whether the scan is blank or face down.",
    ),
    _C.NOT_READABLE: (
        "Có ảnh chữ nhưng không đọc ra tiếng Việt.",
        "Quét lại rõ hơn, từ 200 dpi trở lên.",
        "There is writing, but it could not be read as Vietnamese.",
        "Scan again, more clearly, at 200 dpi or more.",
    ),
    _C.DAMAGED: (
        "Tệp hỏng, không mở được.",
        "Xin lại bản khác của văn bản.",
        "The file is damaged and cannot be opened.",
        "Ask for another copy.",
    ),
    _C.READER_ERROR: (
        "Bộ đọc gặp lỗi ngoài dự kiến.",
        "Gửi mã lỗi và mã băm của tệp cho người phụ trách phần mềm.",
        "The reader met an unexpected error.",
        "Send the error code and the file's hash to whoever looks after the software.",
    ),
    _C.OCR_UNAVAILABLE: (
        "Tệp là bản quét, nhưng máy chưa có dữ liệu nhận dạng chữ tiếng Việt.",
        "Cài gói tesseract-ocr-vie, hoặc đặt VANTHU_TESSDATA tới thư mục có vie.traineddata.",
        "The file is a scan, but the data for reading Vietnamese print is not installed.",
        "Install the package tesseract-ocr-vie, or set VANTHU_TESSDATA to the folder with vie.traineddata.",
    ),
    _C.OUT_OF_TIME: (
        "Đọc quá thời gian cho phép.",
        "Chạy lại riêng tệp này với VANTHU_TIMEOUT_S lớn hơn.",
        "Reading took longer than the limit.",
        "Run this file alone with a larger VANTHU_TIMEOUT_S.",
    ),
    _C.NO_PROGRESS: (
        "Việc đọc đứng yên một chỗ quá thời gian cho phép.",
        "In lại thành PDF hoặc quét lại từ bản giấy rồi nạp lại; hoặc chạy riêng tệp này với VANTHU_STALL_S lớn hơn.",
        "Reading stood still at one place for longer than the limit.",
        "Print it to PDF or scan the paper anew and take it in again; or run this file alone with a larger VANTHU_STALL_S.",
    ),
    _C.OUT_OF_MEMORY: (
        "Không đủ bộ nhớ để đọc tệp.",
        "Chạy lại riêng tệp này trên máy nhiều bộ nhớ hơn.",
        "There was not enough memory to read the file.",
        "Run this file alone on a machine with more memory.",
    ),
    _C.KILLED: (
        "Tiến trình đọc tệp bị dừng đột ngột.",
        "Chạy lại; nếu lặp lại, gửi mã băm của tệp cho người phụ trách phần mềm.",
        "The process that read the file ended abruptly.",
        "Run again; if it happens again, report the file's hash.",
    ),
}


# The same code with other words where the detail's last word says what it is about.
_WORDS_OF_DETAIL: dict[tuple[OutcomeCode, str], tuple[str, str | None, str, str | None]] = {
    (_C.TOO_LARGE, "characters"): (
        "Văn bản có nhiều chữ hơn giới hạn.",
        "Tách tệp, hoặc nâng giới hạn VANTHU_MAX_CHARACTERS.",
        "The document has more characters than the limit.",
        "Split the file, or raise VANTHU_MAX_CHARACTERS.",
    ),
    (_C.TOO_LARGE, "unpacked"): (
        "Nội dung tệp nở ra quá lớn so với một văn bản.",
        "Mở bằng Word, lưu lại thành PDF rồi nạp lại.",
        "The file unpacks to more than a document can hold.",
        "Open it in Word, save it as PDF and take it in again.",
    ),
    (_C.NOT_A_DOCUMENT, "folder"): (
        "Đây là thư mục, không phải tệp.",
        "Chỉ ra tệp trong thư mục, hoặc dùng vanthu ingest cho cả thư mục.",
        "This is a folder, not a file.",
        "Name a file in it, or use vanthu ingest for the whole folder.",
    ),
    (_C.NOT_A_DOCUMENT, "link"): (
        "Đây là liên kết tới tệp khác; liên kết không được đọc theo.",
        "Chỉ ra chính tệp đó.",
        "This is a link to another file; links are not followed.",
        "Name the file itself.",
    ),
    (_C.NOT_A_DOCUMENT, "special-file"): (
        "Đây là tệp đặc biệt (thiết bị, ống dẫn), không phải văn bản.",
        "Chỉ ra tệp văn bản thường.",
        "This is a special file (a device, a pipe), not a document.",
        "Name a plain file.",
    ),
    (_C.NOT_A_DOCUMENT, "web-page"): (
        "Đây là trang web (HTML, MHTML), không phải văn bản.",
        "Mở bằng trình duyệt, in ra PDF rồi nạp lại.",
        "This is a web page (HTML, MHTML), whatever its name says.",
        "Open it in a browser, print it to PDF and take it in again.",
    ),
    (_C.NOT_A_DOCUMENT, "rtf"): (
        "Đây là tệp RTF.",
        "Mở bằng Word, lưu lại thành DOCX hoặc PDF rồi nạp lại.",
        "This is an RTF file, whatever its name says.",
        "Open it in Word, save it as DOCX or PDF and take it in again.",
    ),
    (_C.NOT_A_DOCUMENT, "postscript"): (
        "Đây là tệp PostScript.",
        "Chuyển sang PDF rồi nạp lại.",
        "This is a PostScript file, whatever its name says.",
        "Convert it to PDF and take it in again.",
    ),
    (_C.NOT_A_DOCUMENT, "form-data"): (
        "Đây là dữ liệu điền vào biểu mẫu (FDF), không có trang nào.",
        "Mở cùng biểu mẫu PDF, in ra PDF rồi nạp lại.",
        "This is what was filled into a form (FDF), without the form's pages.",
        "Open it with its PDF form, print that to PDF and take it in again.",
    ),
    (_C.NOT_A_DOCUMENT, "picture-kind"): (
        "Tệp TIFF chứa số liệu đo (số thực, phổ), không phải ảnh trang giấy.",
        "Lưu lại thành ảnh xám hoặc màu 8 bit (PNG, TIFF) rồi nạp lại.",
        "This TIFF holds measurements (floats, light), no picture of a page.",
        "Save it as an 8-bit grey or colour picture (PNG, TIFF) and take it in again.",
    ),
    (_C.NOT_READABLE, "ocr-gave-up"): (
        "Không nhận dạng xong trang nào trong thời gian cho phép; ảnh có thể quá nhiễu.",
        "Quét lại rõ hơn, 300 dpi, nền trắng, rồi nạp lại.",
        "No page could be recognised within its time; the image may be full of noise.",
        "Scan again more clearly, at 300 dpi on white, and take it in again.",
    ),
    (_C.MISSING, "still-changing"): (
        "Tệp bị thay đổi trong khi đang đọc.",
        "Chờ chép xong tệp rồi nạp lại.",
        "The file was changed while it was being read.",
        "Wait until it is copied in full and take it in again.",
    ),
    (_C.MISSING, "no-access"): (
        "Không có quyền đọc tệp.",
        "Kiểm tra quyền truy cập của tệp.",
        "There is no right to read the file.",
        "Check the file's access rights.",
    ),
}


class Outcome(BaseModel):
    """How one file ended.

    Attributes:
        code: Stable code.
        category: done, partial, refused, failed or lost.
        message: The cause, one sentence in Vietnamese.
        next_step: What to do, in Vietnamese; None when nothing is to be done.
        message_en, next_step_en: The same in English.
        detail: Numbers that make the cause exact (a limit, a page), never document text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: OutcomeCode
    category: Category
    message: str
    next_step: str | None = None
    message_en: str
    next_step_en: str | None = None
    detail: str | None = None


def outcome(code: OutcomeCode, *, detail: str | None = None) -> Outcome:
    """Return the outcome for `code` with its words; `detail` must hold no document text."""
    about = detail.rsplit(" ", 1)[-1] if detail else ""
    words = _WORDS_OF_DETAIL.get((code, about), _WORDS[code])
    message, step, message_en, step_en = words
    return Outcome(
        code=code,
        category=CATEGORY_OF[code],
        message=message,
        next_step=step,
        message_en=message_en,
        next_step_en=step_en,
        detail=detail,
    )


class ExitCode(IntEnum):
    """Exit codes of the `vanthu` command."""

    ALL_DONE = 0
    WRONG_USE = 1
    NEEDS_A_PERSON = 2
    NOTHING_READ = 3
    MISSING_DEPENDENCY = 4
    INTERRUPTED = 130


def exit_code_for(codes: list[OutcomeCode]) -> ExitCode:
    """Return the exit code for a run.

    4 when scans could not be read for want of OCR data; else 0 when all are done, 2 when some need
    a person, 3 when none was read.

    Example:
        >>> exit_code_for([OutcomeCode.COMPLETE, OutcomeCode.PASSWORD])
        <ExitCode.NEEDS_A_PERSON: 2>
    """
    if OutcomeCode.OCR_UNAVAILABLE in codes:
        return ExitCode.MISSING_DEPENDENCY
    categories = [CATEGORY_OF[code] for code in codes]
    if all(category is Category.DONE for category in categories):
        return ExitCode.ALL_DONE
    if any(category in {Category.DONE, Category.PARTIAL} for category in categories):
        return ExitCode.NEEDS_A_PERSON
    return ExitCode.NOTHING_READ
