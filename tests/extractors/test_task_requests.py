"""Requests outside the items: paragraphs of letters, what stands behind the last item, who is named in brackets."""

from __future__ import annotations

import time

import pytest

from extractors.charge_parties import without_brackets
from extractors.tasks import find_tasks
from models.values import Task
from tests.extractors.layouts import a_body

REQUEST = "Sở Nội vụ đề nghị UBND các xã lập danh sách thôn thiếu nhà văn hóa."
ITEMS = ("1. Trạm Khuyến nông gieo lại mạ.", "2. Hợp tác xã Đồng Tâm phải mở cống.")
ARTICLES = (
    "Điều 1. Thành lập Tổ kiểm kê cây cổ thụ.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
)
OPINION = "Xét đề nghị của Phòng Văn hóa, Phó Chủ tịch UBND tỉnh có ý kiến như sau:"


def tasks_of(*paragraphs: str) -> list[Task]:
    return find_tasks(a_body(*paragraphs))


def who(*paragraphs: str) -> list[tuple[str, list[str | None]]]:
    return [(task.id, [one.value for one in task.assignees]) for task in tasks_of(*paragraphs)]


@pytest.mark.parametrize(
    ("second", "bodies"),
    [
        ("Đề nghị Chủ tịch UBND các xã thống kê số ghế còn dùng được.", "Chủ tịch UBND các xã"),
        ("Kính đề nghị các trường học đo diện tích sân chơi.", "các trường học"),
        ("UBND các xã gửi kèm ảnh chụp từng thôn.", "UBND các xã"),
        (
            "Đối với các thôn mới sáp nhập, UBND các xã kiểm kê thêm bàn ghế.",
            "UBND các xã",
        ),
        (
            "Trong quá trình kiểm kê, nếu có vướng mắc, đề nghị UBND các xã phản ánh về Phòng Nghiệp vụ.",
            "UBND các xã",
        ),
        # what only closes, reports or names somebody else in passing
        ("Đề nghị các đơn vị nghiêm túc triển khai thực hiện./.", None),
        ("Rất mong quý cơ quan quan tâm phối hợp./.", None),
        ("Trân trọng cảm ơn sự phối hợp của UBND các xã.", None),
        ("Sở Du lịch gửi kèm ảnh chụp từng thôn.", None),
        ("UBND các xã đã gửi kèm ảnh chụp từng thôn.", None),
        ("Nhà văn hóa là nơi người dân hội họp.", None),
    ],
)
def test_a_second_request_of_a_letter(second: str, bodies: str | None) -> None:
    found = who(REQUEST, second)
    assert found[0] == ("p1", ["UBND các xã"])
    assert found[1:] == ([] if bodies is None else [("p2", [bodies])])


def test_a_letter_that_only_closes_is_its_only_request() -> None:
    assert who("Đề nghị các đơn vị nghiêm túc triển khai thực hiện./.") == [("p1", ["các đơn vị"])]


@pytest.mark.parametrize(
    ("behind", "bodies"),
    [
        (
            "Kính đề nghị Trưởng các thôn đo diện tích lúa bị ngập và gửi số đo về Phòng Kinh tế.",
            "Trưởng các thôn",
        ),
        (
            "UBND xã yêu cầu các thôn cắt cử người canh đê suốt đêm cho đến khi nước rút.",
            "các thôn",
        ),
        (
            "Đề nghị các thôn nghiêm túc thực hiện và báo cáo kết quả về UBND xã trước ngày 08/3/2024.",
            "các thôn",
        ),
        ("UBND xã yêu cầu các thôn nghiêm túc thực hiện Thông báo này.", None),
        (
            "Đề nghị các thôn thực hiện và báo cáo kết quả về Ủy ban nhân dân xã (qua Phòng Kinh tế) theo quy định.",
            None,
        ),
        ("Đề nghị các đồng chí dự họp đúng thành phần, thời gian.", None),
        (
            "Trong quá trình thực hiện nếu có vướng mắc, đề nghị các thôn gọi về Văn phòng UBND xã để được hướng dẫn.",
            None,
        ),
    ],
)
def test_a_request_behind_the_last_item(behind: str, bodies: str | None) -> None:
    found = tasks_of(*ITEMS, behind)
    assert found[1].value == "Hợp tác xã Đồng Tâm phải mở cống."
    assert [one.value for one in found[1].assignees] == ["Hợp tác xã Đồng Tâm"]
    extra = [(task.id, [one.value for one in task.assignees]) for task in found[2:]]
    assert extra == ([] if bodies is None else [("p1", [bodies])])


@pytest.mark.parametrize(
    ("item", "behind", "kept"),
    [
        ("2. Mở cống theo ý kiến của", "Phòng Kinh tế yêu cầu các thôn giữ nước.", True),
        ("2. Mở cống và", "yêu cầu các thôn giữ nước.", True),
        ("2. Mở cống theo bảng dưới đây", "Kính đề nghị các thôn giữ nước.", False),
        ("2. Mở cống.", "Phòng Kinh tế yêu cầu các thôn giữ nước.", False),
    ],
)
def test_a_broken_line_of_the_last_item_is_no_request(item: str, behind: str, kept: bool) -> None:
    found = {task.id: task.value or "" for task in tasks_of(ITEMS[0], item, behind)}
    assert found["2"].endswith("giữ nước.") is kept


def test_a_sentence_that_goes_on_with_the_last_item_stays_in_it() -> None:
    found = tasks_of(*ITEMS, "Cống mở ban ngày, đóng ban đêm.")
    assert len(found) == 2
    assert found[1].value is not None
    assert found[1].value.endswith("đóng ban đêm.")


@pytest.mark.parametrize(
    ("behind", "bodies"),
    [
        (
            "Chánh Văn phòng UBND xã, Trưởng phòng Kinh tế và Trưởng các thôn chịu trách nhiệm thi hành Quyết định này./.",
            ["Chánh Văn phòng UBND xã", "Trưởng phòng Kinh tế", "Trưởng các thôn"],
        ),
        ("Tổ kiểm kê tự giải thể khi xong việc.", None),
        ("Chánh Văn phòng UBND xã được nghỉ phép./.", None),
    ],
)
def test_who_carries_out_a_decision_below_its_last_article(
    behind: str, bodies: list[str] | None
) -> None:
    found = tasks_of(*ARTICLES, behind)
    assert [task.id for task in found[:2]] == ["Điều 1", "Điều 2"]
    assert [[one.value for one in task.assignees] for task in found[2:]] == (
        [] if bodies is None else [bodies]
    )


@pytest.mark.parametrize(
    ("opening", "said", "bodies"),
    [
        (
            OPINION,
            "Sở Du lịch xem xét kiến nghị của các chủ thuyền.",
            ["Sở Du lịch"],
        ),
        (
            OPINION,
            "Đồng chí Bí thư Đảng ủy xã chỉ đạo kiểm đếm số thuyền neo đậu.",
            ["Đồng chí Bí thư Đảng ủy xã"],
        ),
        (OPINION, "Văn phòng UBND tỉnh thông báo để Sở Du lịch biết, thực hiện.", None),
        (OPINION, "Nước hồ năm nay xuống thấp.", None),
        (
            "Hồ Vân có nhiều thuyền.",
            "Sở Du lịch xem xét kiến nghị của các chủ thuyền.",
            None,
        ),
    ],
)
def test_a_name_and_its_verb_behind_an_opinion(
    opening: str, said: str, bodies: list[str] | None
) -> None:
    assert who(opening, said) == ([] if bodies is None else [("p1", bodies)])


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("Báo cáo của các xã gửi về Phòng Nghiệp vụ trước ngày 25/5/2024.", "2024-05-25"),
        ("Danh sách nộp tại Phòng Nghiệp vụ chậm nhất ngày 20/5/2024.", "2024-05-20"),
        (
            "Kết quả thực hiện báo cáo về Sở Nội vụ (qua Phòng Nghiệp vụ) trước ngày 22/5/2024.",
            "2024-05-22",
        ),
        ("Thời hạn gửi báo cáo: trước ngày 21/5/2024.", "2024-05-21"),
        ("Thời gian khai mạc: ngày 21/5/2024.", None),
        ("Báo cáo của các xã gửi về Phòng Nghiệp vụ.", None),
        ("Hội thi kể chuyện diễn ra trước ngày 25/5/2024.", None),
    ],
)
def test_the_day_to_send_by_in_the_paragraph_below(below: str, day: str | None) -> None:
    (task,) = tasks_of(REQUEST, below)
    assert (task.deadline and task.deadline.date) == day
    assert task.deadline is None or task.deadline.inherited


def test_a_day_of_its_own_stays() -> None:
    (task,) = tasks_of(
        f"{REQUEST[:-1]} trước ngày 10/5/2024.",
        "Báo cáo xin gửi về Phòng Nghiệp vụ trước ngày 25/5/2024.",
    )
    assert task.deadline is not None
    assert (task.deadline.date, task.deadline.inherited) == ("2024-05-10", False)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Phòng Văn thư kính gửi bản sao tờ trình đến quý đơn vị để xem xét và góp ý.",
            ["quý đơn vị"],
        ),
        (
            "Thanh tra huyện kính chuyển đơn của người dân đến UBND xã Tân Mỹ để xem xét, giải quyết.",
            ["UBND xã Tân Mỹ"],
        ),
        ("Sở Y tế đã gửi hồ sơ đến Sở Nội vụ để xem xét, giải quyết.", None),
        ("Văn phòng xin gửi lời chúc mừng đến các đơn vị nhân dịp năm mới.", None),
        ("Văn phòng xin gửi bản sao tờ trình đến quý đơn vị.", None),
    ],
)
def test_what_is_sent_for_an_answer(text: str, bodies: list[str] | None) -> None:
    assert who(text) == ([] if bodies is None else [("p1", bodies)])


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Giao Bộ Ngoại giao, Bộ Nội vụ rà soát danh sách.", ["Bộ Ngoại giao", "Bộ Nội vụ"]),
        (
            "Đề nghị Trung tâm Ứng dụng và Chuyển giao công nghệ rà soát máy móc.",
            ["Trung tâm Ứng dụng và Chuyển giao công nghệ"],
        ),
        (
            "Giao Giám đốc: Sở Văn hóa và Thể thao, Sở Tư pháp, Đài Truyền hình tỉnh tiếp tục tuyên truyền.",
            ["Sở Văn hóa và Thể thao", "Sở Tư pháp", "Đài Truyền hình tỉnh"],
        ),
        (
            "Giao Giám đốc các Sở: Tài chính, Nội vụ rà soát biên chế.",
            ["Giám đốc các Sở: Tài chính, Nội vụ"],
        ),
        (
            "Giao Sở Xây dựng chủ trì, phối hợp với Ban Chỉ đạo 12 (Sở Y tế), Sở Nội vụ và Sở Tư pháp.",
            ["Sở Xây dựng", "Ban Chỉ đạo 12", "Sở Nội vụ", "Sở Tư pháp"],
        ),
        (
            "Giao Sở Y tế (cơ quan thường trực), Công an tỉnh rà soát thủ tục.",
            ["Sở Y tế", "Công an tỉnh"],
        ),
        (
            "Đề nghị Công đoàn cấp trên trực tiếp cơ sở lập danh sách chi hỗ trợ.",
            ["Công đoàn cấp trên trực tiếp cơ sở"],
        ),
        (
            "Đề nghị Giám đốc các Sở, Ban, ngành, đoàn thể tỉnh rà soát hồ sơ.",
            ["Giám đốc các Sở, Ban, ngành, đoàn thể tỉnh"],
        ),
        (
            "Đề nghị các Sở, Ban Quản lý dự án rà soát hồ sơ.",
            ["các Sở", "Ban Quản lý dự án"],
        ),
        (
            "Đề nghị cán bộ, công chức, viên chức các phòng rà soát hồ sơ.",
            ["cán bộ, công chức, viên chức các phòng"],
        ),
        (
            "Đề nghị lãnh đạo, cán bộ phụ trách các phòng rà soát hồ sơ.",
            ["lãnh đạo", "cán bộ phụ trách các phòng"],
        ),
        (
            "Đề nghị Chủ tịch UBND các xã giao cán bộ thống kê số ghế.",
            ["Chủ tịch UBND các xã"],
        ),
        (
            "Giao Công an tỉnh, các Sở: Tài chính, Nội vụ và Y tế rà soát kho thuốc.",
            ["Công an tỉnh", "các Sở: Tài chính, Nội vụ và Y tế"],
        ),
        # the list is at its end
        ("Giao Sở Y tế (theo mẫu gửi kèm), rà soát thủ tục.", ["Sở Y tế"]),
        ("Giao Giám đốc: rà soát thủ tục của Sở Tư pháp.", ["Giám đốc"]),
        ("Sở Y tế đã chuyển giao các xã quản lý trạm.", None),
    ],
)
def test_lists_of_names(text: str, bodies: list[str] | None) -> None:
    assert who(text) == ([] if bodies is None else [("p1", bodies)])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sở Nội vụ đề nghị các xã tổ chức tập huấn vào tháng 3/2024.", "2024-03-31"),
        ("Sở Nội vụ đề nghị các xã gửi báo cáo trước ngày 10/01/2024.", "2024-01-10"),
        (
            "Sở Nội vụ đề nghị các xã dùng sổ tay phát hành vào tháng 11/2023, mở lớp cho các trưởng thôn.",
            None,
        ),
    ],
)
def test_a_month_that_is_over_is_no_deadline(text: str, day: str | None) -> None:
    (task,) = tasks_of(text)
    assert (task.deadline and task.deadline.date) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "1. Sở Xây dựng tổ chức triển lãm mô hình từ ngày 03/6/2024 đến ngày 05/6/2024.",
            "2024-06-05",
        ),
        (
            "1. Đồng ý Sở Xây dựng tổ chức triển lãm mô hình từ ngày 03/6/2024 đến ngày 05/6/2024.",
            None,
        ),
    ],
)
def test_what_is_allowed_for_some_days_is_not_due(text: str, day: str | None) -> None:
    (task,) = tasks_of(text)
    assert (task.deadline and task.deadline.date) == day


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("Ban A (Sở B), Sở C", True),
        ("Ban A (Sở B) và Sở C", True),
        ("Ban A (chủ trì), Sở C", False),
        ("các ông (bà), Giám đốc", False),
        ("Ban A (Sở B), khi trời mưa", False),
    ],
)
def test_brackets_in_lists(text: str, blanked: bool) -> None:
    result = without_brackets(text)
    assert len(result) == len(text)
    assert ("(" not in result) is blanked


@pytest.mark.slow
@pytest.mark.parametrize(
    "part", ["(Sở A), ", "xin gửi a b c ", "Báo cáo ", "Giám đốc: ", "đối với x "]
)
def test_long_input_is_read_in_time(part: str) -> None:
    start = time.process_time()
    tasks_of(REQUEST, part * 4_000)
    assert time.process_time() - start < 20
