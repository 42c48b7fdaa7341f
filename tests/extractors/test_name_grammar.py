"""Names of bodies end by their own grammar: words of names go on, whatever verb follows ends them."""

from __future__ import annotations

import time

import pytest

from extractors.body_names import body_end
from extractors.body_names import split_bodies
from extractors.charges import read_charges
from extractors.name_grammar import comma_in_name
from extractors.name_grammar import is_staff
from extractors.name_grammar import joins_name
from extractors.name_grammar import may_act
from extractors.name_grammar import name_rules
from extractors.name_grammar import name_stop
from extractors.name_grammar import names_office

RULES = name_rules()
NOUN_LISTS = (
    RULES.area,
    RULES.kind,
    RULES.quality,
    RULES.connector,
    RULES.description,
    RULES.group,
)


@pytest.mark.parametrize("name", [name for rule in NOUN_LISTS for name in rule.matches])
def test_a_whole_name_has_no_end_inside(name: str) -> None:
    assert name_stop(name, 0, len(name)) is None


@pytest.mark.parametrize("text", [text for rule in NOUN_LISTS for text in rule.rejects])
def test_a_name_ends_where_the_sentence_goes_on(text: str) -> None:
    stop = name_stop(text, 0, len(text))
    assert stop is not None
    assert 0 < stop < len(text)


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        # Verbs that no list of ours names, behind names of every make.
        ("Sở Y tế", "thống kê khối lượng tài liệu"),
        ("Phòng Tổng hợp", "biên soạn tài liệu"),
        ("Ban Tuyên giáo và Dân vận Tỉnh uỷ", "định hướng các cơ quan báo chí"),
        ("các Ban Quản lý rừng phòng hộ, đặc dụng", "trực 24/24 giờ"),
        ("Tổ công tác", "tự giải thể sau khi xong việc"),
        ("Cục Thuế", "niêm phong kho hàng"),
        ("Chi cục Kiểm lâm", "đóng cửa rừng"),
        ("Sở Văn hóa, Thể thao và Du lịch", "treo cờ tại các ngã tư"),
        ("Công an các xã, phường", "chốt chặn tại các ngả đường"),
        ("Bộ Chỉ huy Quân sự tỉnh", "diễn tập phòng thủ"),
        ("Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh", "thăm hỏi các gia đình"),
        ("Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", "sao gửi tài liệu"),
        ("Trường Trung học phổ thông Lê Lợi", "dọn dẹp khuôn viên"),
        ("Trung tâm Phục vụ hành chính công tỉnh", "mở thêm quầy"),
        ("Đảng uỷ các cơ quan Đảng tỉnh", "nhắc nhở các chi bộ"),
        ("Kho bạc Nhà nước khu vực X", "đối soát số dư"),
        ("các cơ quan, đơn vị có liên quan", "dừng ngay việc mua sắm"),
        ("Thủ trưởng các sở, ban, ngành", "tự soi lại công việc"),
        ("Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh", "nghiệm thu"),
        ("Trưởng phòng Kinh tế, Hạ tầng và Đô thị", "soạn đề cương"),
        ("Đảng uỷ các xã Tân Lập, Hòa Bình và phường Trần Phú", "gặp gỡ người dân"),
        ("Công ty Cổ phần Cấp nước Phú Hòa", "súc xả đường ống"),
        ("Toà án nhân dân khu vực 3", "xét xử lưu động"),
        ("UBND phường Cam Ranh", "lát lại vỉa hè"),
        ("Đội Quản lý thị trường số 5", "kiểm đếm hàng hoá"),
        ("Phòng Văn hoá - Xã hội", "dựng pa nô"),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh", "ra quân"),
    ],
)
def test_names_end_before_verbs_that_no_list_has(name: str, rest: str) -> None:
    text = f"{name} {rest}"
    end, _ = body_end(text, 0)
    assert text[:end] == name


@pytest.mark.parametrize(
    "name",
    [
        "Cục Hợp tác quốc tế",
        "UBND các xã, phường có dự án đi qua",
        "Viện kiểm sát nhân dân tối cao",
        "Bộ M tế, Bộ Công Thương",
        "Tòa án nhân dân các cấp",
        "các Ban Chỉ đạo 10 Chương trình công tác của Thành ủy khóa XVII",
        "các tổ chức chính trị - xã hội",
        "doanh nghiệp có giấy phép dịch vụ nổ mìn",
    ],
)
def test_long_names_stay_whole_before_a_known_verb(name: str) -> None:
    text = f"{name} chủ trì thực hiện"
    end, acts = body_end(text, 0)
    assert text[:end] == name
    assert acts


@pytest.mark.parametrize("text", RULES.verb_or_office.matches)
def test_offices_before_a_name(text: str) -> None:
    assert names_office(text, 0)


@pytest.mark.parametrize("text", RULES.verb_or_office.rejects)
def test_the_same_words_as_verbs(text: str) -> None:
    assert not names_office(text, 0)


@pytest.mark.parametrize("text", RULES.staff.matches)
def test_staff_given_work_inside_a_body(text: str) -> None:
    assert is_staff(text, len("phân công "))


@pytest.mark.parametrize("text", RULES.staff.rejects)
def test_other_bodies_are_no_staff(text: str) -> None:
    assert not is_staff(text, len("phân công "))


@pytest.mark.parametrize("text", RULES.no_verb.matches)
def test_prepositions_do_not_act(text: str) -> None:
    stop = name_stop(text, 0, len(text))
    assert stop is not None
    assert not may_act(text, stop)


@pytest.mark.parametrize("text", RULES.no_verb.rejects)
def test_unknown_verbs_act(text: str) -> None:
    stop = name_stop(text, 0, len(text))
    assert stop is not None
    assert may_act(text, stop)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Công an tỉnh niêm phong kho hàng.", ["Công an tỉnh"]),
        ("Các chi bộ trực thuộc phân công đảng viên bám địa bàn.", ["Các chi bộ trực thuộc"]),
        ("Giao Sở Nội vụ rà soát; mỗi xã tổ chức một buổi học.", ["Sở Nội vụ"]),
        ("Lãnh đạo việc rà soát biên chế.", []),
        ("Tổ công tác tự giải thể sau khi hoàn thành nhiệm vụ.", []),
        ("Trung tâm phục vụ hành chính công cấp xã được triển khai đồng bộ.", []),
        ("Công an tỉnh với vai trò nòng cốt trong phong trào.", []),
    ],
)
def test_who_is_charged_by_a_sentence(text: str, names: list[str]) -> None:
    charges = read_charges(text, may_head=False, charged_above=False)
    assert [text[one.start : one.end] for one in charges] == names


@pytest.mark.parametrize(
    "text", ["Sở Y " * 20_000, "các " * 25_000, "và của " * 15_000, "Sở" + "a" * 99_999]
)
def test_hostile_input_is_fast(text: str) -> None:
    begin = time.process_time()
    body_end(text, 0)
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    "name",
    [
        *RULES.takes_object.matches,
        *RULES.joint_office.matches,
        *RULES.field_of_work.matches,
        *RULES.with_comma.matches,
        *RULES.unit_head.matches,
        "Sở Nông nghiệp và Môi trường",
        "Văn phòng Hội đồng nhân dân và Uỷ ban nhân dân phường",
        "Phòng Quản trị và Tổ chức sự kiện",
        "Vụ Đảng và Đoàn thể",
        "Trung tâm Phát triển quỹ đất tỉnh",
        "Trung tâm Dịch vụ tổng hợp",
        "các đồng chí Đảng uỷ viên phụ trách chi bộ",
        "Các cấp uỷ viên phụ trách địa bàn",
        "Hội Chữ thập đỏ",
    ],
)
def test_a_name_with_a_joint_inside_is_one(name: str) -> None:
    text = f"{name} chịu trách nhiệm theo dõi"
    end, acts = body_end(text, 0)
    assert [text[low:high] for low, high in split_bodies(text, 0, end)] == [name]
    assert acts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Nội vụ và Ban Tổ chức Tỉnh ủy", ["Sở Nội vụ", "Ban Tổ chức Tỉnh ủy"]),
        ("Văn phòng HĐND tỉnh và UBND xã", ["Văn phòng HĐND tỉnh", "UBND xã"]),
        ("HĐND và UBND xã", ["HĐND", "UBND xã"]),
        ("Ban Nội chính Tỉnh ủy và Tổ công tác", ["Ban Nội chính Tỉnh ủy", "Tổ công tác"]),
        ("Phòng Kinh tế và Phòng Văn hoá", ["Phòng Kinh tế", "Phòng Văn hoá"]),
        ("Đảng ủy và Đoàn Thanh niên", ["Đảng ủy", "Đoàn Thanh niên"]),
        ("Trung tâm Kiểm soát bệnh tật và Bệnh viện Đa khoa tỉnh",
         ["Trung tâm Kiểm soát bệnh tật", "Bệnh viện Đa khoa tỉnh"]),
    ],
)  # fmt: skip
def test_two_names_with_a_joint_between_stay_two(text: str, names: list[str]) -> None:
    text = f"{text} chủ trì rà soát"
    end, _ = body_end(text, 0)
    assert [text[low:high] for low, high in split_bodies(text, 0, end)] == names


@pytest.mark.parametrize("text", RULES.takes_object.rejects)
def test_an_object_does_not_swallow_what_the_office_does(text: str) -> None:
    stop = name_stop(text, 0, len(text))
    assert stop is not None
    assert stop < len(text)


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("Phòng Hành chính", "Tổ chức cán bộ", True),
        ("Văn phòng HĐND", "UBND xã", True),
        ("Văn phòng HĐND", "Sở Y tế", False),
        ("Phòng", "Tổ chức cán bộ", False),
        ("Phòng Kinh tế xã", "Tổ chức Đảng", False),
        ("Phòng Kinh tế", "tổ chức thực hiện", False),
        ("Phòng Thuế", "Hải quan", True),
        ("Vụ Lao động", "Bảo hiểm xã hội, Vụ Pháp chế", True),
        ("Phòng Kinh tế", "Hải quan khu vực II", False),
        ("Phòng Kinh tế", "Bảo hiểm xã hội cơ sở", False),
        ("Sở Tài chính", "Thuế", False),
    ],
)
def test_two_fields_of_work_make_one_unit(left: str, right: str, one: bool) -> None:
    assert joins_name(left, right) is one


def test_a_comma_stands_inside_a_name_only_between_its_own_words() -> None:
    text = "phòng, chống tham nhũng, lãng phí"
    assert [comma_in_name(text, i) for i, sign in enumerate(text) if sign == ","] == [True, False]
