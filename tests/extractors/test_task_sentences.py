"""Who does what for whom: one sentence a row, as offices of many kinds write them.

Marks: `[lead|…]` leads and is told so, `[lead?|…]` leads without being told, `[assignee|…]`,
`[coordinate|…]`, `[product|…]`, `[to|…]` receives. The force stands first.
"""

from __future__ import annotations

import re

import pytest

from extractors.tasks import find_tasks
from tests.extractors.layouts import a_body

_MARK_RE = re.compile(r"\[(lead\??|assignee|coordinate|product|to)\|([^\]]{1,160})\]")

SENTENCES = [
    # provinces
    (
        "giao",
        "Giao [lead|Sở Tài chính] chủ trì, phối hợp với [coordinate|Sở Nội vụ], [coordinate|Kho bạc Nhà nước khu vực V] và [coordinate|các cơ quan liên quan] tham mưu [to|UBND tỉnh] ban hành [product|kế hoạch sắp xếp trụ sở dôi dư].",
    ),
    (
        "giao",
        "Giao [lead|Sở Nông nghiệp và Môi trường] chủ trì, [coordinate|các sở, ngành liên quan] phối hợp thực hiện.",
    ),
    (
        "giao",
        "Giao [lead|Thanh tra tỉnh] chủ trì, [coordinate|Sở Tài chính], [coordinate|Kho bạc Nhà nước khu vực V] phối hợp tiến hành thanh tra.",
    ),
    ("đề nghị", "Đề nghị [assignee|cộng đồng dân cư] tham gia giữ gìn vệ sinh bến đò."),
    (
        "giao",
        "Giao [assignee|Sở Tư pháp] theo dõi, đôn đốc, tham mưu [to|UBND tỉnh] báo cáo [to|Bộ Tư pháp].",
    ),
    ("giao", "Giao cho [assignee|UBND các xã, phường] niêm yết công khai tại trụ sở."),
    ("giao", "Uỷ quyền cho [assignee|Giám đốc Sở Nội vụ] ký hợp đồng lao động."),
    (
        "yêu cầu",
        "UBND tỉnh yêu cầu [assignee|Giám đốc các sở], [assignee|Thủ trưởng các ban, ngành] khẩn trương báo cáo.",
    ),
    (
        "yêu cầu",
        "Yêu cầu [assignee|Thủ trưởng các cơ quan, đơn vị] và [assignee|Chủ tịch UBND các xã, phường] nghiêm túc triển khai thực hiện.",
    ),
    (
        "yêu cầu",
        "Chủ tịch UBND tỉnh yêu cầu: [assignee|Sở Nông nghiệp và Môi trường] kiểm tra, xử lý dứt điểm.",
    ),
    (
        "yêu cầu",
        "Yêu cầu [assignee|các chủ đầu tư] đẩy nhanh tiến độ giải ngân, chịu trách nhiệm trước UBND tỉnh nếu chậm trễ.",
    ),
    (
        "đề nghị",
        "Đề nghị [assignee|Ban Thường trực Uỷ ban MTTQ Việt Nam tỉnh] chỉ đạo tuyên truyền, vận động đoàn viên, hội viên.",
    ),
    (
        "",
        "[assignee|Sở Tài chính] tham mưu cho [to|UBND tỉnh] trình [to|HĐND tỉnh] ban hành [product|nghị quyết về mức chi hỗ trợ].",
    ),
    (
        "",
        "[assignee|Ngân hàng Nhà nước Chi nhánh Khu vực 4] chỉ đạo các tổ chức tín dụng hạ lãi suất.",
    ),
    (
        "",
        "[assignee|Bảo hiểm xã hội khu vực XII] phối hợp với [coordinate|Thuế tỉnh Lào Cai] thu hồi nợ đọng.",
    ),
    (
        "",
        "[assignee|Toà án nhân dân khu vực 3] và [assignee|Viện Kiểm sát nhân dân khu vực 3] phối hợp trao đổi thông tin.",
    ),
    ("", "[assignee|Đội Quản lý thị trường số 3] kiểm tra, xử lý hàng giả."),
    ("", "[lead?|Sở Y tế] là cơ quan thường trực, có trách nhiệm theo dõi, đôn đốc, tổng hợp."),
    (
        "",
        "[lead?|Người đứng đầu các cơ quan, đơn vị, địa phương] chịu trách nhiệm trước Chủ tịch UBND tỉnh về tiến độ giải ngân.",
    ),
    (
        "",
        "[assignee|Chánh Văn phòng UBND tỉnh], [assignee|Giám đốc Sở Xây dựng] và [assignee|các tổ chức, cá nhân có liên quan] chịu trách nhiệm thi hành Quyết định này.",
    ),
    ("", "Đối với [assignee|Sở Khoa học và Công nghệ]: hướng dẫn các đơn vị kết nối dữ liệu."),
    (
        "",
        "Cơ quan chủ trì: [lead|Sở Nội vụ]; cơ quan phối hợp: [coordinate|Công an tỉnh], [coordinate|các sở, ban, ngành].",
    ),
    # ministries
    (
        "",
        "[lead|Bộ Công an] chủ trì, phối hợp với [coordinate|Bộ Khoa học và Công nghệ] và [coordinate|Uỷ ban nhân dân các tỉnh, thành phố] triển khai nền tảng định danh.",
    ),
    ("", "[lead|Bộ Nội vụ], cơ quan chủ trì Đề án: hướng dẫn các địa phương thực hiện."),
    (
        "",
        "[lead|Phòng Thuế và Hải quan] chủ trì, phối hợp với [coordinate|Phòng Quản lý giá] rà soát phí, lệ phí.",
    ),
    ("", "[assignee|Vụ Kế hoạch - Tài chính] cân đối, bố trí kinh phí thực hiện."),
    (
        "",
        "[lead|Cục Công nghệ thông tin] chủ trì vận hành nền tảng; [assignee|Vụ Pháp chế] thẩm định trước khi trình [to|Bộ trưởng].",
    ),
    (
        "",
        "[assignee|Các đơn vị] phối hợp chặt chẽ với [coordinate|Văn phòng Bộ] trong việc cung cấp thông tin.",
    ),
    ("", "[assignee|Văn phòng Chính phủ] theo dõi, đôn đốc việc thực hiện Quyết định này."),
    ("đề nghị", "Kính đề nghị [assignee|Bộ Tài chính] xem xét, bố trí vốn."),
    # Party
    (
        "giao",
        "Ban Thường vụ giao [lead|Ban Tổ chức Tỉnh uỷ] chủ trì, phối hợp với [coordinate|Uỷ ban Kiểm tra Tỉnh uỷ] và [coordinate|Đảng uỷ UBND tỉnh] thẩm định, báo cáo [to|Ban Thường vụ Tỉnh uỷ] trong tháng 5/2026.",
    ),
    (
        "giao",
        "Giao [lead?|Văn phòng Đảng uỷ] phối hợp với [coordinate|Ban Xây dựng Đảng] theo dõi, đôn đốc việc thực hiện.",
    ),
    (
        "giao",
        "Phân công [assignee|đồng chí Phó Bí thư Thường trực] trực tiếp chỉ đạo công tác kiểm tra.",
    ),
    (
        "đề nghị",
        "Đề nghị [assignee|đồng chí Bí thư Đảng uỷ các xã, phường] quan tâm lãnh đạo, chỉ đạo.",
    ),
    (
        "",
        "[lead|Văn phòng Đảng uỷ] là cơ quan đầu mối, có nhiệm vụ tổng hợp, báo cáo [to|Ban Thường vụ Đảng uỷ] trước ngày 25 hằng tháng.",
    ),
    (
        "",
        "[assignee|Ban Tuyên giáo và Dân vận Tỉnh uỷ] hướng dẫn, kiểm tra việc học tập, quán triệt Nghị quyết; định kỳ báo cáo [to|Ban Thường vụ Tỉnh uỷ].",
    ),
    (
        "",
        "[assignee|Đảng uỷ Công an tỉnh], [assignee|Đảng uỷ Quân sự tỉnh] lãnh đạo lực lượng nắm chắc tình hình.",
    ),
    ("", "[assignee|Cấp uỷ các cấp] gắn việc thực hiện Chỉ thị với nhiệm vụ chính trị."),
    (
        "",
        "[assignee|Các đồng chí Uỷ viên Ban Thường vụ Đảng uỷ] sắp xếp thời gian dự sinh hoạt với các chi bộ được phân công.",
    ),
    (
        "",
        "[assignee|Các chi bộ trực thuộc] tổ chức sinh hoạt chuyên đề, gửi [product|biên bản] về [to|Văn phòng Đảng uỷ].",
    ),
    ("", "[assignee|Các chi bộ] xây dựng [product|kế hoạch] và tổ chức thực hiện."),
    (
        "",
        "[assignee|Uỷ ban Kiểm tra Đảng uỷ] tham mưu [to|Ban Thường vụ Đảng uỷ] ban hành [product|kế hoạch kiểm tra, giám sát năm 2026].",
    ),
    (
        "",
        "[assignee|Văn phòng Đảng uỷ] chuẩn bị [product|dự thảo Kết luận] và xin ý kiến [to|Thường trực Đảng uỷ].",
    ),
    (
        "",
        "[assignee|Ban Xây dựng Đảng] lập [product|danh sách đảng viên được tặng Huy hiệu Đảng] gửi [to|Ban Tổ chức Tỉnh uỷ].",
    ),
    # communes
    ("giao", "Giao [assignee|Phòng Kinh tế] rà soát các hợp đồng thuê đất."),
    (
        "giao",
        "Giao [lead?|Trung tâm Phục vụ hành chính công] phối hợp với [coordinate|Bưu điện xã] trả kết quả tại nhà.",
    ),
    (
        "",
        "[assignee|Công an xã] tăng cường tuần tra; kịp thời báo cáo [to|Chủ tịch UBND xã] các vụ việc phức tạp.",
    ),
    (
        "",
        "[assignee|Ban Chỉ huy Quân sự xã] phối hợp với [coordinate|Công an xã] tuần tra địa bàn.",
    ),
    ("", "[assignee|Tổ trưởng các tổ dân phố] vận động Nhân dân treo cờ Tổ quốc."),
    ("", "[assignee|Trưởng các thôn, tổ dân phố] thông báo trên loa truyền thanh."),
    (
        "",
        "[assignee|Đoàn Thanh niên Cộng sản Hồ Chí Minh xã] huy động đoàn viên ra quân dọn vệ sinh.",
    ),
    (
        "",
        "[assignee|Hội Liên hiệp Phụ nữ], [assignee|Hội Nông dân], [assignee|Hội Cựu chiến binh xã] tuyên truyền, vận động hội viên thực hiện.",
    ),
    (
        "",
        "[lead|Phòng Văn hoá - Xã hội] chủ trì, cùng [coordinate|Hội Người cao tuổi xã] tổ chức mừng thọ.",
    ),
    (
        "",
        "[assignee|Trạm Y tế xã] cập nhật, báo cáo [product|tình hình dịch bệnh] về [to|Trung tâm Y tế] trước 15 giờ hằng ngày.",
    ),
    (
        "",
        "[assignee|Phòng Nội vụ] xây dựng [product|kế hoạch tuyển dụng viên chức], trình [to|Chủ tịch UBND xã] trước ngày 15/4/2026.",
    ),
    (
        "",
        "[assignee|Các đơn vị] gửi [product|báo cáo kết quả thực hiện] về [to|Sở Nội vụ] để tổng hợp, báo cáo [to|UBND tỉnh].",
    ),
    ("", "Đơn vị thực hiện: [assignee|Trung tâm Văn hoá - Thể thao]."),
    # schools
    (
        "",
        "[lead?|Hiệu trưởng các trường Tiểu học, Trung học cơ sở] chịu trách nhiệm bảo đảm an toàn bếp ăn bán trú.",
    ),
    ("", "[assignee|Hiệu trưởng] phân công người trực trong các ngày nghỉ lễ."),
    (
        "",
        "[assignee|Tổ chuyên môn] lập [product|danh sách học sinh cần phụ đạo], nộp [to|Phó Hiệu trưởng] trước ngày 10/4/2026.",
    ),
    ("", "[assignee|Giáo viên chủ nhiệm các lớp] rà soát học sinh có hoàn cảnh khó khăn."),
    ("", "[assignee|Nhà trường] thông báo công khai các khoản thu."),
    (
        "",
        "[lead|Phòng Đào tạo] chủ trì, phối hợp với [coordinate|các khoa] tổ chức thi kết thúc học phần.",
    ),
    (
        "",
        "[lead|Trường Đại học Nông lâm Hà Thanh] chủ trì, phối hợp với [coordinate|Viện Nghiên cứu Rau quả] thực hiện đề tài.",
    ),
    # hospitals
    (
        "",
        "[assignee|Giám đốc Bệnh viện Đa khoa khu vực Mẫu Sơn] chỉ đạo các khoa, phòng chuẩn bị đủ cơ số thuốc.",
    ),
    (
        "",
        "[lead|Phòng Kế hoạch tổng hợp] làm đầu mối, phối hợp với [coordinate|Phòng Điều dưỡng], [coordinate|Khoa Dược] xây dựng [product|quy trình tiếp nhận người bệnh].",
    ),
    (
        "",
        "[assignee|Các khoa, phòng] báo cáo số người trực Tết về [to|Phòng Tổ chức cán bộ] trước ngày 10/02/2026.",
    ),
    ("", "[assignee|Khoa Dược] bảo đảm đủ thuốc, vật tư y tế."),
    # companies
    (
        "giao",
        "Công ty giao [lead|Ban Quản lý dự án] chủ trì, [coordinate|Phòng Kỹ thuật] phối hợp hoàn thiện [product|hồ sơ nghiệm thu].",
    ),
    ("giao", "Giao [assignee|Bộ phận Tài chính - Kế toán] thực hiện thanh toán theo quy định."),
    (
        "giao",
        "Giao [lead|đồng chí Chánh Văn phòng] chủ trì, [coordinate|đồng chí Trưởng phòng Tổng hợp] phối hợp hoàn thiện [product|báo cáo sơ kết].",
    ),
    ("đề nghị", "Trân trọng đề nghị [assignee|Quý Công ty] cung cấp thông tin."),
    ("yêu cầu", "Yêu cầu [assignee|ông Nguyễn Văn Mẫu] nộp phạt đúng hạn."),
    (
        "",
        "[assignee|Phòng Tổ chức - Hành chính] trình [to|Tổng Giám đốc] [product|phương án bố trí nhân sự].",
    ),
    ("", "[assignee|Chi nhánh Công ty tại Lào Cai] hoàn thành việc kiểm kê trong tháng 4/2026."),
    ("", "[assignee|Xí nghiệp Môi trường] thu gom rác thải trước 6 giờ hằng ngày."),
    (
        "",
        "[assignee|Hội đồng nghiệm thu] lập [product|biên bản nghiệm thu], trình [to|Giám đốc] phê duyệt.",
    ),
    (
        "",
        "[assignee|Kế toán trưởng] rà soát công nợ, báo cáo [to|Hội đồng quản trị] trước ngày 05/4/2026.",
    ),
    ("", "[assignee|Giám đốc Công ty] ký ban hành [product|quy chế quản lý nợ]."),
    (
        "",
        "[assignee|Trưởng các phòng chuyên môn] và [assignee|Giám đốc các đơn vị trực thuộc] căn cứ chức năng, nhiệm vụ tổ chức thực hiện.",
    ),
    (
        "",
        "[assignee|Phòng Tài chính] rà soát, đề xuất [product|phương án xử lý tài sản công] báo cáo [to|Giám đốc Sở].",
    ),
    # behind an opener, below a heading, with what a name drags along
    (
        "",
        "Căn cứ Kế hoạch này, [assignee|các cơ quan, đơn vị] xây dựng [product|kế hoạch cụ thể] và tổ chức thực hiện.",
    ),
    (
        "",
        "Trong quá trình triển khai, [assignee|Sở Xây dựng] phối hợp với [coordinate|Công an tỉnh] xử lý vướng mắc.",
    ),
    (
        "",
        "[assignee|Cấp uỷ cấp trên trực tiếp của tổ chức cơ sở đảng] xem xét, ra quyết định kết nạp.",
    ),
    ("", "Trách nhiệm của [assignee|các cấp uỷ] trong việc quản lý thẻ đảng viên: kiểm tra thẻ."),
    ("", "[assignee|Chi bộ] lập [product|danh sách đảng viên được cấp thẻ], xét và làm thủ tục."),
    ("", "[lead|Bộ Tư pháp], cơ quan chủ trì xây dựng Đề án: tổng hợp ý kiến các bộ, ngành."),
    ("", "Chủ trì, phối hợp với [coordinate|các cơ quan, tổ chức liên quan] công bố chỉ số."),
    ("", "Chủ trì, phối hợp với [coordinate|các cơ quan liên quan] tổ chức công bố chỉ số."),
    ("", "[assignee|Nhà máy nước Hà Thanh] phải đề nghị cơ quan chức năng kiểm tra chất lượng."),
    (
        "giao",
        "Giao [lead?|Sở Xây dựng] chịu trách nhiệm cập nhật thủ tục hành chính, quy trình nội bộ, quy trình liên thông lên Cổng dịch vụ công của tỉnh, bảo đảm đầy đủ, kịp thời, chính xác và phối hợp [coordinate|Sở Khoa học và Công nghệ] thực hiện đồng bộ.",
    ),
    ("", "Hội nghị kết thúc năm 2025. [assignee|Văn phòng Đảng uỷ] tổng hợp các ý kiến."),
    # of all kinds
    (
        "giao",
        "Giao [lead|Sở Văn hoá, Thể thao và Du lịch] chủ trì, phối hợp với [coordinate|Báo và Phát thanh, Truyền hình tỉnh], [coordinate|UBND các xã, phường, đặc khu] tổ chức tuyên truyền.",
    ),
    (
        "giao",
        "Giao [lead|đồng chí Trần Văn Mẫu - Phó Chủ tịch UBND xã] chủ trì, chỉ đạo các cơ quan chuyên môn hoàn thành việc bàn giao mặt bằng trước ngày 30/4/2026.",
    ),
    (
        "giao",
        "Giao [assignee|các đồng chí Uỷ viên Ban Chấp hành] theo địa bàn phụ trách dự sinh hoạt chi bộ.",
    ),
    ("giao", "Giao nhiệm vụ cho [assignee|Phòng Quản lý đô thị] kiểm tra các công trình vi phạm."),
    ("giao", "Ban Thường vụ Đảng uỷ giao: [assignee|Uỷ ban Kiểm tra Đảng uỷ] thẩm tra, xác minh."),
    ("giao", "Giao [lead?|Chi cục Thuế] phối hợp cùng [coordinate|các ban, ngành] đôn đốc thu nợ."),
    ("giao", "Giao [lead|Phòng Nội vụ] làm đầu mối tổng hợp, tham mưu [to|Chủ tịch UBND huyện]."),
    (
        "yêu cầu",
        "Yêu cầu [assignee|người đứng đầu cấp uỷ, chính quyền] trực tiếp chỉ đạo, chịu trách nhiệm toàn diện.",
    ),
    (
        "yêu cầu",
        "Thủ tướng Chính phủ yêu cầu [assignee|các Bộ trưởng], [assignee|Thủ trưởng cơ quan ngang bộ], [assignee|Chủ tịch UBND các tỉnh, thành phố] tập trung chỉ đạo.",
    ),
    (
        "đề nghị",
        "Đề nghị [assignee|Bí thư các chi bộ], [assignee|Trưởng các thôn] và [assignee|toàn thể Nhân dân] chấp hành nghiêm.",
    ),
    (
        "đề nghị",
        "Trân trọng đề nghị [assignee|Sở Xây dựng] xem xét, cho ý kiến bằng văn bản gửi [to|UBND xã] trước ngày 20/3/2026.",
    ),
    ("đề nghị", "Đề nghị [assignee|các đồng chí] nghiên cứu, góp ý vào dự thảo."),
    ("", "[assignee|Sở Giáo dục và Đào tạo] chỉ đạo các cơ sở giáo dục tổ chức dạy học an toàn."),
    ("", "[assignee|Công ty Điện lực Lào Cai] bảo đảm cung cấp điện ổn định trong dịp Tết."),
    (
        "",
        "[assignee|Viễn thông Lào Cai], [assignee|Bưu điện tỉnh] duy trì đường truyền thông suốt.",
    ),
    (
        "",
        "[assignee|Bộ Chỉ huy Bộ đội Biên phòng tỉnh] chỉ đạo các đồn biên phòng tăng cường kiểm soát.",
    ),
    (
        "",
        "[lead|Bệnh viện Đa khoa tỉnh] chủ trì, phối hợp với [coordinate|Trung tâm Kiểm soát bệnh tật] tiêm chủng mở rộng.",
    ),
    (
        "",
        "[assignee|Ban Kinh tế - Ngân sách HĐND tỉnh] thẩm tra, báo cáo [to|HĐND tỉnh] tại kỳ họp thứ 5.",
    ),
    (
        "",
        "[assignee|Trưởng Đoàn kiểm tra] lập [product|báo cáo kết quả kiểm tra], trình [to|Ban Thường vụ] xem xét.",
    ),
    (
        "",
        "[assignee|Tổ Giúp việc] tổng hợp, xây dựng [product|dự thảo báo cáo tổng kết], xin ý kiến [to|các thành viên Ban Chỉ đạo].",
    ),
    (
        "",
        "[assignee|Văn phòng HĐND và UBND xã] tham mưu [product|lịch tiếp công dân], niêm yết tại trụ sở.",
    ),
    (
        "",
        "[assignee|Các phòng, ban, đơn vị trực thuộc] lập [product|dự toán kinh phí năm 2027] gửi [to|Phòng Kế hoạch - Tài chính] thẩm định.",
    ),
    (
        "",
        "[assignee|Đảng uỷ các xã, phường] xây dựng [product|chương trình hành động thực hiện Nghị quyết], báo cáo [to|Ban Thường vụ Tỉnh uỷ] (qua Văn phòng Tỉnh uỷ).",
    ),
    (
        "",
        "[assignee|Sở Nội vụ] trình [to|Chủ tịch UBND tỉnh] ký [product|quyết định thành lập Hội đồng thi đua].",
    ),
    (
        "",
        "[assignee|Chánh Thanh tra tỉnh] báo cáo [to|UBND tỉnh], [to|Thanh tra Chính phủ] theo quy định.",
    ),
    (
        "",
        "[assignee|Hạt Kiểm lâm khu vực 2] tuần tra, bảo vệ rừng; tham mưu [to|UBND các xã] [product|phương án chữa cháy rừng].",
    ),
    (
        "",
        "[assignee|UBMTTQ Việt Nam xã] và [assignee|các tổ chức chính trị - xã hội] giám sát việc thực hiện.",
    ),
    (
        "",
        "Định kỳ hằng quý, [assignee|các chi bộ] báo cáo [product|kết quả thực hiện] về [to|Đảng uỷ].",
    ),
    (
        "",
        "Hằng tháng, [assignee|Trạm Y tế] báo cáo [product|tình hình bệnh truyền nhiễm] với [to|Phòng Văn hoá - Xã hội].",
    ),
    ("", "Riêng [assignee|UBND xã Mẫu Sơn] khẩn trương hoàn thành việc di dời các hộ dân."),
    ("", "Trước mắt, [assignee|Phòng Tài chính - Kế hoạch] ứng kinh phí để chi trả."),
    ("", "Phối hợp: [coordinate|Sở Tài chính], [coordinate|UBND các xã, phường]."),
    (
        "",
        "Đơn vị chủ trì: [lead|Vụ Pháp chế]; Đơn vị phối hợp: [coordinate|Văn phòng Bộ], [coordinate|Cục Công nghệ thông tin].",
    ),
    ("", "Cơ quan thực hiện: [assignee|UBND các xã, phường]."),
    # nobody
    ("", "Hội nghị do Ban Thường vụ Đảng uỷ tổ chức đã thành công tốt đẹp."),
    ("", "Các cơ quan, đơn vị được khen thưởng gồm 05 tập thể."),
    ("", "Sự phối hợp giữa Công an xã và Ban Chỉ huy Quân sự xã có chuyển biến."),
    ("", "Theo báo cáo của Phòng Kinh tế, toàn xã có 12 hộ nghèo."),
    ("", "UBND tỉnh ban hành Kế hoạch này để triển khai thực hiện."),
    ("", "Mức hỗ trợ do HĐND tỉnh quyết định."),
    ("", "Đồng chí Nguyễn Văn Mẫu, Bí thư Đảng uỷ kết luận hội nghị."),
    ("", "Trong trường hợp cần thiết, cấp có thẩm quyền được yêu cầu các đơn vị giải trình."),
    ("", "Ban Thường vụ Đảng uỷ thống nhất chủ trương tổ chức Đại hội."),
    ("", "UBND xã đã chỉ đạo các thôn thực hiện tốt công tác vệ sinh môi trường."),
    ("", "Công tác phối hợp giữa các cơ quan, đơn vị có lúc chưa chặt chẽ."),
    ("", "Đáp ứng yêu cầu của các doanh nghiệp trong giai đoạn mới."),
    ("", "Sở Y tế được giao làm chủ đầu tư dự án."),
    ("", "Tình hình thực hiện nhiệm vụ của các sở, ngành quý I."),
    ("", "Kinh phí do ngân sách xã bảo đảm."),
    ("", "Khi có yêu cầu của cơ quan thẩm quyền, hồ sơ phải được xuất trình."),
    ("", "Ông Nguyễn Văn Mẫu được bổ nhiệm giữ chức Phó Trưởng phòng."),
    ("", "Việc giao nhiệm vụ cho các đơn vị còn chồng chéo."),
    ("", "Các đơn vị chưa chủ động trong tham mưu."),
    ("", "Phòng, chống tham nhũng, lãng phí, tiêu cực."),
]


@pytest.mark.parametrize(("force", "marked"), SENTENCES)
def test_who_does_what_for_whom(force: str, marked: str) -> None:
    wanted = [(kind, name) for kind, name in _MARK_RE.findall(marked)]
    text = _MARK_RE.sub(lambda match: match[2], marked)
    task = find_tasks(a_body(f"1. {text}", "2. Giữ gìn vệ sinh chung."))[0]
    bodies = {
        (
            f"{one.role.value}?"
            if one.role.value == "lead" and not one.role_stated
            else one.role.value,
            one.value,
        )
        for one in task.assignees
    }
    assert bodies == {one for one in wanted if one[0] not in ("product", "to")}
    assert {one.value for one in task.products} == {
        name for kind, name in wanted if kind == "product"
    }
    assert {one.value for one in task.report_to} == {name for kind, name in wanted if kind == "to"}
    assert {one.force for one in task.assignees} <= {force or None}


def test_the_sentence_that_opens_a_list_below_an_item_charges_what_names_nobody() -> None:
    layout = a_body(
        "1. Kết quả kiểm tra: các đơn vị chấp hành tốt.",
        "2. Sở Xây dựng yêu cầu đơn vị thi công thực hiện một số nội dung sau:",
        "a) Rà soát hồ sơ nghiệm thu.",
        "b) Đề nghị Công ty tư vấn báo cáo kết quả.",
    )
    tasks = {task.id: task for task in find_tasks(layout)}
    assert [one.value for one in tasks["2.a"].assignees] == ["đơn vị thi công"]
    assert tasks["2.a"].assignees[0].inherited
    assert [one.value for one in tasks["2.b"].assignees] == ["Công ty tư vấn"]


def test_a_sentence_that_only_ends_in_a_colon_charges_nothing_below_it() -> None:
    layout = a_body(
        "1. Yêu cầu Sở Xây dựng rà soát quy hoạch. Kết quả bước đầu như sau:",
        "a) Ba khu vực đã cắm mốc.",
        "2. Sở Tài chính bố trí kinh phí.",
    )
    tasks = {task.id: task for task in find_tasks(layout)}
    assert tasks["1.a"].assignees == []
