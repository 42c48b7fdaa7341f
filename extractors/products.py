"""Read what a task is to bring forth: kế hoạch …, dự thảo nghị quyết …, kết quả thực hiện ….

In: the pieces of one item's own text. Out: values as written, each once; who receives them is read
by `receivers`.

A product stands behind a verb of drawing up, issuing or submitting; between the two only adverbs or
the receiver («tham mưu Ban Thường vụ Tỉnh uỷ ban hành nghị quyết»). It ends with its clause, at its
term or at the next thing to do. A cited paper («Kế hoạch số 134-KH/TU», «quyết định này») is none,
and neither is a noun inside a body's name («Sở Kế hoạch và Đầu tư»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence

from extractors.body_names import fold_keeping_length
from extractors.body_names import words_re
from extractors.sentences import in_condition
from extractors.sentences import without_quotes
from extractors.task_items import Piece
from models.layout import Layout
from models.values import Value
from models.values import evidence_fields

__all__ = ["find_products", "product_ranges"]

# Between verb and noun at most so many characters, and none of these words.
_MOST_GAP = 90
_GAP_RE = re.compile(
    r"[.;:,\n]|(?<!\w)(?:theo|của|về|để|trong|làm|thực hiện|triển khai|tại|từ|sau khi|khi|nhằm|số|các nội dung|"
    r"tổ chức|liên quan|nhiệm vụ|đúng|cho phù hợp)(?!\w)"
)
_BODY_BEFORE_RE = re.compile(r"(?<!\w)(?:sở|phòng|bộ|vụ|ban|cục|tổ|trung tâm|hội đồng)\s{1,3}\Z")
_CITED_RE = re.compile(r"\s{1,3}(?:số\s|này|nêu trên|trên(?!\w)|đã\s|được\s|\d)")
_STOP_RE = re.compile(r"[.;:\n](?=\s|\Z)|[;\n]|\s\(|/\.")
# «đơn vị có hồ sơ thiết kế chưa được phê duyệt»: what is found wanting.
_NOT_MADE_RE = re.compile(r"(?<!\w)chưa\s(?:được|có|đủ|lập)(?!\w)")
# A part of a list of actions («kế hoạch rà soát, phát hiện, quản lý …») has at most so many syllables.
_SHORT_PART = 2
_VERBS_TOO = frozenset(
    {"báo cáo", "thông báo", "hướng dẫn", "quy định", "quyết định", "kết luận", "dự thảo"}
)
# «trình Chủ tịch UBND tỉnh ký quyết định …»: behind these it is a paper.
_MADE_RE = re.compile(r"(?<!\w)(?:ký|ra|ban hành)\s{1,3}\Z")
# They say nothing of what is to be made without a word behind them.
_EMPTY = frozenset({"văn bản", "số liệu"})
# The next thing to do behind «và»: «xây dựng kế hoạch và tổ chức thực hiện».
_AND_DO_RE = re.compile(
    r"\s(?:và|rồi)\s(?:tổ chức (?:thực hiện|triển khai)|triển khai|làm|nộp|chuyển|trình|xét|gửi|xin ý kiến|lấy ý kiến|báo cáo|tham mưu|công bố|niêm yết)(?!\w)"
)
# The next thing to do behind a comma, besides the known verbs.
_COMMA_DO_RE = re.compile(
    r"(?:ghi|xét|ra|đóng dấu|lưu|trả|chuyển|nộp|xin|lấy|đưa|rồi|sau đó)(?!\w)"
)
# The first of two verbs that the comma behind it parts: «… và lãnh đạo, chỉ đạo tổ chức …».
_AND_LEAD_RE = re.compile(r"\s(?:và|rồi)\s(?:lãnh đạo|chỉ đạo|tổ chức|triển khai|thực hiện)\Z")
_TOWARD = frozenset({"cho"})
_TOWARD_BODY_RE = re.compile(
    r"\s{1,3}(?:các\s{1,3}|từng\s{1,3}|mỗi\s{1,3})?(?:cơ quan|đơn vị|sở|ban(?!\w)|bộ(?!\w)|cấp|phòng(?!,)|ủy ban|ubnd|hđnd|văn phòng|tỉnh ủy|thành ủy|đảng ủy|thường trực"
    r"|hội đồng|giám đốc|chủ tịch|thủ trưởng|đồng chí|đ/c|ông|bà|bí thư|trưởng|hiệu trưởng|công an|chi bộ|trung tâm|cục|vụ|chính phủ|thủ tướng)(?!\w)"
)
_MOST_LENGTH = 220
_LEAST_LENGTH = 6


def find_products(layout: Layout, pieces: Sequence[Piece]) -> list[Value]:
    """Return what the item is to bring forth, in the order of the text."""
    found: dict[str, Value] = {}
    for piece in pieces:
        for start, end in product_ranges(layout.text[piece.start : piece.end]):
            low, high = piece.start + start, piece.start + end
            value = " ".join(layout.text[low:high].split())
            key = fold_keeping_length(value)
            if any(known.startswith(key) for known in found) or not layout.anchors_in(low, high):
                continue
            fields = evidence_fields(layout, low, high, rule="product", confidence=0.8)
            found[key] = Value.model_validate({"value": value, **fields})
    return list(found.values())


def product_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the products that a text names; they never overlap."""
    folded = fold_keeping_length(without_quotes(text))
    protected = [match.span() for match in words_re("protected").finditer(folded)]
    position = 0
    for start, noun_end in sorted(set(_nouns(text, folded, protected))):
        if start < position:
            continue
        end = _end(folded, start, noun_end, protected)
        if _NOT_MADE_RE.search(folded, noun_end, end) is not None:
            position = end
            continue
        if end - start >= _LEAST_LENGTH and folded[start:end] not in _EMPTY:
            yield start, end
            position = end


def _nouns(
    text: str, folded: str, protected: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    for verb_list, noun_list in (("product_verb", "product_noun"), ("report_verb", "report_noun")):
        nouns = words_re(noun_list)
        for verb in words_re(verb_list).finditer(folded):
            if any(low < verb.start() < high for low, high in protected):
                continue  # «chương trình», «quá trình»
            if in_condition(folded, verb.start()) or folded.endswith("vẫn ", 0, verb.start()):
                continue
            for noun in nouns.finditer(folded, verb.end(), verb.end() + _MOST_GAP):
                if _GAP_RE.search(folded, verb.end(), noun.start()):
                    break
                if _BODY_BEFORE_RE.search(folded, max(0, noun.start() - 15), noun.start()):
                    continue
                direct = not folded[verb.end() : noun.start()].strip()
                if _is_verb(folded, noun, direct=direct or text[noun.start()].isupper()):
                    continue
                if not _CITED_RE.match(folded, noun.end()):
                    yield noun.start(), noun.end()
                break


def _is_verb(folded: str, noun: re.Match[str], *, direct: bool) -> bool:
    """Tell whether a noun is what is done here: «tổng hợp báo cáo UBND tỉnh», «trình Chính phủ quyết định»."""
    if noun.group() not in _VERBS_TOO:
        return False
    if not direct:
        return _MADE_RE.search(folded, max(0, noun.start() - 10), noun.start()) is None
    after = re.compile(r"\s{1,3}(?:(?:về|với|cho|đến|lên)\s{1,2})?").match(folded, noun.end())
    if after is None or words_re("subject_matter").match(folded, after.end()) is not None:
        return False  # «dự thảo báo cáo»
    return any(words_re(name).match(folded, after.end()) for name in ("body_head", "person_head"))


def _end(folded: str, start: int, noun_end: int, protected: Sequence[tuple[int, int]]) -> int:
    """Return where the name of the product ends; «chương trình» holds no word that ends it."""
    limit = min(len(folded), start + _MOST_LENGTH)
    stop = _STOP_RE.search(folded, noun_end, limit)
    end = limit if stop is None else stop.start()
    for match in words_re("product_end").finditer(folded, noun_end, end):
        if any(low < match.start() < high for low, high in protected):
            continue
        if match.group() in _TOWARD and not _TOWARD_BODY_RE.match(folded, match.end()):
            continue  # «chăm lo cho các gia đình»: no receiver
        before = folded[noun_end : match.start()].rstrip()
        if not before and folded[start:noun_end] == "dự thảo" and match.group() == "báo cáo":
            continue
        # «danh mục hồ sơ trình …»: the noun itself may be one of these words.
        if before or match.start() > noun_end:
            end = match.start()
            break
    further = _AND_DO_RE.search(folded, noun_end, end)
    end = end if further is None else further.start()
    verbs = tuple(words_re("predicate").finditer(folded, noun_end, end))
    for comma in re.finditer(r",\s{1,3}", folded[noun_end:end]):
        after = noun_end + comma.end()
        part = folded[noun_end : noun_end + comma.start()].rpartition(",")
        listed = bool(part[1]) and len(part[2].split()) <= _SHORT_PART
        further = _COMMA_DO_RE.match(folded, after)
        paired = any(pair.end() == noun_end + comma.start() for pair in verbs)
        if listed or (paired and further is None):
            continue  # «quy trình kiểm tra, giám sát»
        if (
            further is not None
            or words_re("product_verb").match(folded, after)
            or words_re("predicate").match(folded, after)
        ):
            end = noun_end + comma.start()
            break
    for toward in re.finditer(r"\s(?:về|lên)\s{1,3}", folded[noun_end:end]):
        if words_re("body_head").match(folded, noun_end + toward.end()):
            end = noun_end + toward.start()  # «kết quả thực hiện về Sở Nội vụ»: the receiver
            break
    left_over = _AND_LEAD_RE.search(folded, noun_end, end)
    end = end if left_over is None else left_over.start()
    while end > start and folded[end - 1] in " \n,.;:-–(":
        end -= 1
    return end
