"""What is said about files that repeat a document, and about files that hold several documents.

In Vietnamese and English; part of the one table of `pipeline.wording`, which takes it in.
"""

from __future__ import annotations

__all__ = ["PAPER_WORDS"]

PAPER_WORDS: dict[str, tuple[str, str]] = {
    "duplicate.count": (
        "Trùng với văn bản khác: {count} lượt",
        "Repeats another document: {count} times",
    ),
    "duplicate.same-bytes": (
        "{name}: trùng từng byte với «{other}»",
        "{name}: the same bytes as «{other}»",
    ),
    "duplicate.same-number": (
        "{name}: cùng số, cơ quan và ngày với «{other}»{share}",
        "{name}: the same number, issuer and day as «{other}»{share}",
    ),
    "duplicate.near-identical": (
        "{name}: nội dung gần như trùng với «{other}»{share}",
        "{name}: nearly the same text as «{other}»{share}",
    ),
    "duplicate.share": (", giống nhau {share}", ", {share} alike"),
    "field.stamps": ("Ngày trong dấu", "Day in a stamp"),
    "stamp.signing": ("ký số", "digital signature"),
    "stamp.arrival": ("đến", "arrival"),
    "field.parts": ("Văn bản trong tệp", "Documents in the file"),
    "part.pages": ("trang {first}–{last}", "pages {first}–{last}"),
    "part.first": ("văn bản của bản ghi", "the record's own"),
    "part.separate": ("văn bản khác", "another document"),
    "part.attached": ("gửi kèm", "attached"),
    "help.split": (
        "Tách tệp PDF hoặc TIFF gồm nhiều văn bản thành từng tệp theo phần đầu văn bản; tệp gốc giữ "
        "nguyên.",
        "Part a PDF or TIFF that holds several documents at their letterheads; the original stays as "
        "it is.",
    ),
    "example.split": ("vanthu split scan.pdf --out tach", "vanthu split scan.pdf --out parts"),
    "option.file": ("Tệp cần tách.", "The file to be parted."),
    "option.split_out": (
        "Thư mục cho các phần; được tạo nếu chưa có, không ghi đè tệp nào.",
        "Folder for the parts; made when missing, and no file in it is written over.",
    ),
    "split.one": (
        "{name}: chỉ thấy một văn bản; không tách.",
        "{name}: one document; nothing parted.",
    ),
    "split.done": ("Đã ghi {count} phần vào {place}", "Wrote {count} parts to {place}"),
    "error.split-kind": (
        "{name}: chỉ tách được PDF và TIFF.",
        "{name}: only PDF and TIFF can be parted.",
    ),
    "error.split-kind.next": ("Quét lại thành PDF hoặc TIFF.", "Scan it again as PDF or TIFF."),
    "error.split-there": (
        "Không ghi vào {place}: ở đó đã có {name}.",
        "Nothing is written to {place}: {name} is there already.",
    ),
    "error.split-there.next": ("Chọn thư mục khác.", "Choose another folder."),
    "error.split-beside": (
        "{place} là thư mục của tệp gốc.",
        "{place} is the folder of the original.",
    ),
    "error.split-beside.next": ("Chọn thư mục khác.", "Choose another folder."),
    "error.split-damaged": (
        "{name}: không ghi được các phần ({reason}).",
        "{name}: the parts could not be written ({reason}).",
    ),
    "error.split-damaged.next": (
        "Xin lại bản khác của tệp, hoặc tách bằng tay.",
        "Ask for another copy of the file, or part it by hand.",
    ),
    "table.doubtful": (
        "Ô có dấu {mark} đọc được không chắc chắn.",
        "Cells with {mark} were not read surely.",
    ),
    "duplicate.more": ("… và {count} lượt khác", "… and {count} more"),
}
