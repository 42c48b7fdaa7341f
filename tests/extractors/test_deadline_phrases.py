"""How offices say by when: one phrase a row, with its term, and look-alikes that set none.

The term stands between « and »; the papers are dated 10/3/2026.
"""

from __future__ import annotations

import time

import pytest

from extractors.deadlines import find_deadline
from extractors.deadlines import read_document_day
from models.values import Deadline
from tests.extractors.layouts import a_body

DATED = "Thanh Hà, ngày 10 tháng 3 năm 2026"

# Text with its term marked, the interval it gives, its kind.
PHRASES = [
    # a day
    ("gửi kết quả «trước ngày 20/5/2026» (qua Văn phòng Đảng uỷ)", "2026-05-20", "before"),
    ("báo cáo «chậm nhất ngày 25/4/2026».", "2026-04-25", "before"),
    ("báo cáo «chậm nhất đến ngày 15/5/2026».", "2026-05-15", "before"),
    ("hoàn thành xong «trước 30/4/2026».", "2026-04-30", "before"),
    ("hoàn thành 100% hồ sơ «trước ngày 30/9/2026».", "2026-09-30", "before"),
    ("hoàn thành «trước ngày 5 tháng 5 năm 2026»;", "2026-05-05", "before"),
    ("nộp danh sách «trước ngày 20 tháng 5».", "2026-05-20", "before"),
    ("gửi về Văn phòng «trước ngày 30/6».", "2026-06-30", "before"),
    ("gửi về Sở Nội vụ «trước 30/6».", "2026-06-30", "before"),
    ("gửi ý kiến «trước 17 giờ 00 ngày 20/3/2026».", "2026-03-20", "before"),
    ("gửi «trước 16 giờ 30 phút, ngày 12/3/2026»", "2026-03-12", "before"),
    ("đăng ký «trước 10h00’ ngày 12/3/2026».", "2026-03-12", "before"),
    ("đăng ký «trước 17h ngày 12/3 (Thứ Năm)».", "2026-03-12", "before"),
    ("nộp bài «trước thời điểm 24h00 ngày 31/3/2026».", "2026-03-31", "before"),
    ("gửi bài dự thi, «hạn cuối ngày 20/5/2026».", "2026-05-20", "before"),
    ("trình dự thảo «không chậm quá ngày 30/4/2026».", "2026-04-30", "before"),
    ("gửi hồ sơ «không muộn hơn ngày 30/4/2026».", "2026-04-30", "before"),
    ("báo cáo «trước ngày 15/01».", "-", "before"),
    # until, on
    ("thực hiện «đến hết ngày 31/12/2026».", "2026-12-31", "by-end-of"),
    ("gửi báo cáo «chậm nhất trong ngày 20/3/2026».", "2026-03-20", "by-end-of"),
    ("«từ nay đến ngày 30/6/2026» hoàn thành việc rà soát.", "2026-06-30", "by-end-of"),
    ("Phấn đấu «đến ngày 30/6/2026» hoàn thành việc số hoá.", "2026-06-30", "by-end-of"),
    ("thực hiện «đến hết năm 2026».", "2026-12-31", "by-end-of"),
    ("hoàn thành việc cấp thẻ từ nay «đến hết quý II/2026».", "2026-06-30", "by-end-of"),
    ("gửi báo cáo «trong ngày 20/3/2026».", "2026-03-20", "on"),
    ("tổ chức lễ ra quân «vào ngày 26/3/2026».", "2026-03-26", "on"),
    # months, quarters, halves, years
    ("hoàn thành «trong tháng 7/2026».", "2026-07-01/2026-07-31", "during"),
    ("tham mưu trình «trong tháng 4».", "2026-04-01/2026-04-30", "during"),
    ("hoàn thành «vào cuối tháng 4/2026».", "2026-04-01/2026-04-30", "during"),
    ("hoàn thành «trong tháng 4 và tháng 5/2026».", "2026-04-01/2026-05-31", "during"),
    ("hoàn thành «trong tháng 4, 5/2026».", "2026-04-01/2026-05-31", "during"),
    ("hoàn thành «trước tháng 6/2026».", "2026-05-31", "before"),
    ("hoàn thành «trong quý III».", "2026-07-01/2026-09-30", "during"),
    ("hoàn thành «trong quý II, quý III/2026».", "2026-04-01/2026-09-30", "during"),
    ("hoàn thành «trước quý IV/2026».", "2026-09-30", "before"),
    ("hoàn thành «trong 6 tháng đầu năm».", "2026-01-01/2026-06-30", "during"),
    ("hoàn thành «trong 6 tháng cuối năm 2026».", "2026-07-01/2026-12-31", "during"),
    ("ban hành «trong năm 2026»; kết quả báo cáo Thường trực.", "2026-01-01/2026-12-31", "during"),
    ("thực hiện xong «trong 2 năm 2026 - 2027».", "2026-01-01/2027-12-31", "during"),
    (
        "Các xã tổ chức thực hiện trong giai đoạn 2026 - 2030; hoàn thành «trước năm 2030».",
        "2029-12-31",
        "before",
    ),
    # from … to
    ("tổ chức tập huấn «từ ngày 01/4/2026 đến ngày 15/4/2026».", "2026-04-01/2026-04-15", "during"),
    ("tổ chức «từ ngày 01 đến hết ngày 15/4/2026».", "2026-04-01/2026-04-15", "during"),
    ("tổ chức «từ 01/4/2026 đến 30/4/2026».", "2026-04-01/2026-04-30", "during"),
    ("triển khai «từ tháng 5 đến tháng 9 năm 2026».", "2026-05-01/2026-09-30", "during"),
    # stated
    ("Thời hạn hoàn thành: «30/6/2026».", "2026-06-30", "on"),
    ("Thời gian hoàn thành: «trước 30/6/2026».", "2026-06-30", "before"),
    ("- Thời gian thực hiện: «Quý II, III/2026».", "2026-04-01/2026-09-30", "during"),
    ("Thời gian thực hiện: «Từ năm 2026 đến năm 2030».", "2026-01-01/2030-12-31", "during"),
    ("Thời gian thực hiện: «Giai đoạn 2026 - 2030».", "2026-01-01/2030-12-31", "during"),
    ("Thời gian thực hiện: «2026 - 2027».", "2026-01-01/2027-12-31", "during"),
    ("Thời gian thực hiện: «thường xuyên».", "-", "recurring"),
    ("Thời gian thực hiện: «Hằng năm».", "-", "recurring"),
    ("Thời gian thực hiện: «sau khi có hướng dẫn của Trung ương».", "-", "relative"),
    # counted from an event
    ("gửi kết quả «sau 05 ngày làm việc kể từ ngày nhận được văn bản».", "-", "relative"),
    ("trả lời «trong thời hạn 15 ngày, kể từ ngày nhận đủ hồ sơ».", "-", "relative"),
    ("báo cáo «trong vòng 24 giờ kể từ khi phát hiện vụ việc».", "-", "relative"),
    ("báo cáo «chậm nhất sau 10 ngày kể từ khi kết thúc hội nghị».", "-", "relative"),
    ("gửi tài liệu «chậm nhất 03 ngày làm việc trước ngày họp».", "-", "relative"),
    ("hoàn thành «trong 30 ngày kể từ ngày ban hành Kế hoạch này».", "2026-04-09", "relative"),
    ("báo cáo kết quả «ngay sau khi hoàn thành nhiệm vụ».", "-", "relative"),
    # again and again
    ("gửi báo cáo «trước ngày 15 hằng tháng».", "-", "recurring"),
    ("báo cáo «vào ngày 20 hằng tháng».", "-", "recurring"),
    ("báo cáo «trước 15 giờ thứ Sáu hằng tuần».", "-", "recurring"),
    ("gửi «trước ngày 05 của tháng đầu quý sau».", "-", "recurring"),
    ("gửi «trước ngày 10 của tháng sau».", "-", "recurring"),
    ("báo cáo «trước ngày 30 tháng 11 hằng năm».", "-", "recurring"),
    ("báo cáo «trước 30/11 hằng năm».", "-", "recurring"),
    ("«hằng năm trước ngày 15/12» gửi báo cáo về Ban Tổ chức.", "-", "recurring"),
    ("«Hằng năm, trước ngày 15/12» các chi bộ báo cáo Đảng uỷ.", "-", "recurring"),
    ("«hàng tháng (trước ngày 25)» tổng hợp, báo cáo UBND xã.", "-", "recurring"),
    ("«định kỳ hằng quý (trước ngày 20 của tháng cuối quý)» báo cáo.", "-", "recurring"),
    (
        "«định kỳ 06 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12)» báo cáo.",
        "-",
        "recurring",
    ),
    ("rà soát danh mục «trong tháng 12 hằng năm».", "-", "recurring"),
    ("ban hành kế hoạch «trong quý I hằng năm».", "-", "recurring"),
    ("Theo dõi, đôn đốc; «định kỳ» tổng hợp, báo cáo UBND xã.", "-", "recurring"),
]

NO_TERMS = [
    "Hội nghị được tổ chức trước ngày 01/7/2025",
    "thực hiện Công văn số 12-CV/ĐU ngày 02/3/2026",
    "phải trình trước 1/2 số thành viên",
    "hoàn thành 3/4 khối lượng",
    "Trong tháng 02/2026, Đảng uỷ đã hoàn thành 12 hồ sơ.",
    "kết quả đạt được trong quý I/2026",
    "Báo cáo tình hình tháng 3/2026",
    "thực hiện mục tiêu giai đoạn 2026 - 2030",
    "lãnh đạo thực hiện Nghị quyết nhiệm kỳ 2025 - 2030",
    "Đến năm 2030, phấn đấu 100% thôn đạt chuẩn",
    "Đến ngày 28/02/2026, toàn xã có 03 hộ nghèo.",
    "rà soát cán bộ sinh trước ngày 01/01/1970",
    "Hồ sơ nộp trước ngày 01/3/2026 được giải quyết theo quy định cũ",
    "lập dự toán ngân sách năm 2026",
    "tuyên truyền kỷ niệm 81 năm Quốc khánh (02/9/1945 - 02/9/2026)",
    "tổng hợp số liệu tính đến hết ngày 28/02/2026",
    "bổ nhiệm ông Nguyễn Văn Mẫu, thời hạn 05 năm kể từ ngày 01/4/2026",
    "tổ chức tổng kết sau 5 năm thực hiện Nghị quyết",
    "Hội nghị sơ kết đã được tổ chức vào ngày 20/02/2026",
    "Thông tư này có hiệu lực từ ngày 01/5/2026",
    "thực hiện khám sức khỏe định kỳ cho người lao động",
    "kiểm tra định kỳ, đột xuất các cơ sở kinh doanh",
    "Tăng cường kiểm tra, giám sát và định kỳ báo cáo kết quả với Thường trực",
    "triển khai trong năm học 2026 - 2027",
    "Từ ngày 01/01/2026 đến ngày 28/02/2026, Văn phòng đã tiếp nhận 120 văn bản.",
    "xây dựng kế hoạch hằng năm của đơn vị",
    "hoàn thành chỉ tiêu năm 2026",
    "thực hiện Luật số 12/2026/QH16 trước mắt và lâu dài",
    "tổng hợp các vụ việc xảy ra trong ngày 08/3/2026",
    "báo cáo số liệu từ ngày 15/02/2026 đến ngày 14/3/2026",
]


def read(text: str) -> Deadline | None:
    layout = a_body(text, dated=DATED)
    body = layout.zones[-1]
    return find_deadline(layout, body.start, body.end, issued=read_document_day(layout))


def shown(found: Deadline) -> str:
    if found.start is not None:
        return f"{found.start}/{found.date or ''}"
    return found.date or "-"


@pytest.mark.parametrize(("marked", "gives", "kind"), PHRASES)
def test_term_day_and_kind(marked: str, gives: str, kind: str) -> None:
    term = marked[marked.index("«") + 1 : marked.index("»")]
    found = read(marked.replace("«", "").replace("»", ""))
    assert found is not None
    assert (found.raw, shown(found), found.kind.value) == (term, gives, kind)


@pytest.mark.parametrize("text", NO_TERMS)
def test_look_alikes_set_no_term(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("piece", ["trong tháng 4, 5, ", "đến ngày 3/4/2026 ", "từ ngày 1 "])
def test_a_long_run_of_phrases_is_read_in_its_time(piece: str) -> None:
    started = time.process_time()
    read(piece * 2_000)
    assert time.process_time() - started < 2
