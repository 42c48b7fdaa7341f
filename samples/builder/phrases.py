"""The stock of places, people, bodies and sentences that made-up dispatches draw on.

All of it is invented: no such province, commune or official exists. The register is that of real
office papers; the sentences are our own. Sentences have named gaps: `{lead}`, `{other}`, `{body}`,
`{due}`, `{receiver}`.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PARTY", "STATE", "THEMES", "Offices", "Theme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """Who writes, receives and works in one of the two systems.

    Attributes:
        provinces: Invented provinces.
        bodies: Bodies that can be charged with a task.
        addressees: Bodies that letters are addressed to.
        receiver: Who wants to be reported to.
        copies: Recipients of copies.
        signers: Invented people.
    """

    provinces: tuple[str, ...]
    bodies: tuple[str, ...]
    addressees: tuple[str, ...]
    receiver: str
    copies: tuple[str, ...]
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a dispatch is about: its subject, why it is written, and the work to be done."""

    subject: str
    reason: str
    works: tuple[str, ...]
    contents: tuple[str, ...]


_PROVINCES = ("Vân Lĩnh", "Trung Giang", "Nam Lĩnh", "Tân Hà", "Hải Lâm", "Đông Khê")
_SIGNERS = (
    "Trần Khắc Vĩnh",
    "Lê Thị Hoài An",
    "Phạm Đức Lương",
    "Đỗ Minh Quế",
    "Hoàng Thị Bích Vân",
    "Bùi Quang Thiệp",
    "Vũ Thuỳ Dương",
)

PARTY = Offices(
    provinces=_PROVINCES,
    bodies=(
        "Ban Tổ chức Tỉnh uỷ",
        "Ban Tuyên giáo và Dân vận Tỉnh uỷ",
        "Uỷ ban Kiểm tra Tỉnh uỷ",
        "Ban Nội chính Tỉnh uỷ",
        "Đảng uỷ Uỷ ban nhân dân tỉnh",
        "Đảng uỷ Công an tỉnh",
        "Đảng uỷ các cơ quan Đảng tỉnh",
        "Văn phòng Tỉnh uỷ",
    ),
    addressees=(
        "Các ban đảng và Văn phòng Tỉnh uỷ",
        "Đảng uỷ Uỷ ban nhân dân tỉnh",
        "Đảng uỷ các cơ quan Đảng tỉnh",
        "Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "Các đảng uỷ xã, phường trực thuộc Tỉnh uỷ",
        "Trường Chính trị tỉnh",
    ),
    receiver="Ban Thường vụ Tỉnh uỷ",
    copies=(
        "Thường trực Tỉnh uỷ",
        "Các đồng chí Tỉnh uỷ viên",
        "Đảng uỷ Hội đồng nhân dân tỉnh",
        "Báo và phát thanh, truyền hình tỉnh",
    ),
    signers=_SIGNERS,
)

STATE = Offices(
    provinces=_PROVINCES,
    bodies=(
        "Sở Nông nghiệp và Môi trường",
        "Sở Tài chính",
        "Sở Khoa học và Công nghệ",
        "Sở Nội vụ",
        "Sở Xây dựng",
        "Sở Y tế",
        "Công an tỉnh",
        "Văn phòng Uỷ ban nhân dân tỉnh",
    ),
    addressees=(
        "Các sở, ban, ngành thuộc tỉnh",
        "Uỷ ban nhân dân các xã, phường",
        "Công an tỉnh",
        "Bộ Chỉ huy Quân sự tỉnh",
        "Kho bạc Nhà nước khu vực X",
        "Công ty Điện lực tỉnh",
    ),
    receiver="Uỷ ban nhân dân tỉnh",
    copies=(
        "Chủ tịch, các Phó Chủ tịch Uỷ ban nhân dân tỉnh",
        "Chánh Văn phòng, các Phó Chánh Văn phòng",
        "Cổng thông tin điện tử tỉnh",
        "Trung tâm Phục vụ hành chính công tỉnh",
    ),
    signers=_SIGNERS,
)

THEMES = (
    Theme(
        subject="tăng cường công tác phòng, chống thiên tai và tìm kiếm cứu nạn trong mùa mưa bão",
        reason="Thời gian qua, mưa lớn kéo dài đã gây sạt lở tại nhiều tuyến đường, làm hư hỏng "
        "nhà ở và hoa màu của nhân dân; công tác ứng phó ở một số nơi còn bị động.",
        works=(
            "rà soát các khu vực có nguy cơ sạt lở, lũ ống, lũ quét và lập phương án di dời dân cư",
            "kiểm tra an toàn hồ chứa, đê điều trước khi vào cao điểm mùa mưa bão",
            "bảo đảm lương thực, thuốc men và phương tiện theo phương châm bốn tại chỗ",
            "hướng dẫn nhân dân nhận biết dấu hiệu nguy hiểm và chủ động sơ tán",
            "thống kê thiệt hại và đề xuất mức hỗ trợ đối với các hộ bị ảnh hưởng",
        ),
        contents=(
            "Phương án di dời dân cư khỏi khu vực sạt lở",
            "Kế hoạch kiểm tra an toàn hồ chứa",
            "Danh mục vật tư dự phòng",
            "Diễn tập ứng phó bão mạnh và lũ lớn",
            "Báo cáo thiệt hại và nhu cầu hỗ trợ",
            "Phương án thông tin liên lạc khi mất điện diện rộng",
        ),
    ),
    Theme(
        subject="đẩy mạnh số hoá và chỉnh lý tài liệu lưu trữ tồn đọng",
        reason="Qua kiểm tra, nhiều cơ quan còn để tài liệu bó gói, chưa lập hồ sơ; việc tra cứu "
        "phục vụ công tác lãnh đạo, chỉ đạo gặp khó khăn.",
        works=(
            "thống kê khối lượng tài liệu tồn đọng và lập kế hoạch chỉnh lý theo từng năm",
            "bố trí kho lưu trữ, giá kệ và thiết bị phòng cháy, chữa cháy đúng quy định",
            "số hoá hồ sơ có thời hạn bảo quản vĩnh viễn, bảo đảm chất lượng ảnh chụp",
            "bồi dưỡng nghiệp vụ lập hồ sơ công việc cho cán bộ, công chức",
            "rà soát, huỷ tài liệu hết giá trị theo đúng thẩm quyền và thủ tục",
        ),
        contents=(
            "Thống kê tài liệu tồn đọng theo phông",
            "Kế hoạch chỉnh lý giai đoạn 2026 - 2028",
            "Số hoá hồ sơ bảo quản vĩnh viễn",
            "Lớp bồi dưỡng nghiệp vụ lập hồ sơ",
            "Danh mục tài liệu hết giá trị",
            "Kiểm tra điều kiện kho lưu trữ",
        ),
    ),
    Theme(
        subject="nâng cao chất lượng sinh hoạt và phục vụ nhân dân ở cơ sở",
        reason="Sau khi sắp xếp tổ chức, một số nơi còn lúng túng trong giải quyết thủ tục; ý kiến "
        "phản ánh của nhân dân có việc chưa được trả lời đúng hạn.",
        works=(
            "rà soát các phản ánh, kiến nghị còn tồn và phân công người chịu trách nhiệm trả lời",
            "niêm yết công khai quy trình, thời hạn giải quyết và số điện thoại liên hệ",
            "bố trí cán bộ trực hướng dẫn người cao tuổi sử dụng dịch vụ công trực tuyến",
            "kiểm tra đột xuất việc chấp hành giờ làm việc và thái độ phục vụ",
            "tổ chức đối thoại với nhân dân theo từng nhóm vấn đề",
        ),
        contents=(
            "Danh mục phản ánh, kiến nghị còn tồn",
            "Quy trình tiếp nhận và trả lời phản ánh",
            "Lịch đối thoại với nhân dân",
            "Khảo sát mức độ hài lòng của người dân",
            "Tổ hỗ trợ dịch vụ công trực tuyến",
            "Báo cáo kết quả kiểm tra đột xuất",
        ),
    ),
)
