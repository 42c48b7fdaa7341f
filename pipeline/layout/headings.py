"""The heading with the type's name and the subject below it («QUYẾT ĐỊNH / Về việc …»).

In: the rows below a letterhead. Out: the lines of the heading and how many rows it took. A công
văn has none; its subject stands in the letterhead.

The subject's end is found by what the form puts there: a row of hyphens or a rule, the name of
who decides, a legal base, «Kính gửi», or, with geometry, the first line that is not centred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from extractors import form_lines as signs
from extractors.rules import document_types
from models.layout import ZoneKind
from pipeline.layout.placed import Placed
from pipeline.layout.rows import PrintedLine
from pipeline.layout.rows import Row
from pipeline.layout.rows import line_of

__all__ = ["Heading", "body_left", "is_type_heading", "opens_bases", "read_heading"]

_MOST_SUBJECT_ROWS = 14
_OFF_MIDDLE_PT = 11.0
_LONGEST_SUBJECT_LINE = 110
_LONGEST_RULED = 240
_FIRST_LINE_PT = 45.0
_ONE_EDGE_PT = 4.0
# Who decides is named in one row or two above the legal bases; a session may follow («KHÓA X, KỲ HỌP THỨ 5»).
_DECIDER_ROWS = 3
_BASE_RE = re.compile(r"[-*_ ]{0,3}(?:can cu|xet |theo de nghi|chieu theo)")
# A subject's line that ends so is not ended: what it speaks of stands in the next.
_GOES_ON_RE = re.compile(
    r"(?:[-–,]|\b(?:cua|thuoc|va|tai|cho|voi|do|giua|boi|cac|truc thuoc|phoi hop|bau|kem theo))\s{0,3}$"
)
# Sentences that report a meeting or an event; a subject's own line goes on in small letters.
_REPORT_RE = re.compile(r"(?:sau khi (?:nghe|xem)|(?:sang|chieu|toi)(?: ngay)? \d|tu ngay \d)")
_OPENER_RE = re.compile(
    r"(?:can cu|thuc hien|thi hanh (?:dieu|luat|nghi|quyet|chi thi|ket luan)|tiep nhan|xet |theo de nghi|trien khai|de (?:trien|tiep|thuc|kip)|ngay \d|trong (?:thoi|nam)|hom nay|thoi gian(?: bat dau)?\s?:|vao (?:hoi|luc)\s|hoi \d|kinh (?:gui|trinh)"
    r"|[-+*•] |i[.\s]|[1a][.)]\s|phan |chuong |dieu \d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The lines of a heading and the number of rows they took."""

    lines: tuple[Placed, ...]
    rows: int


@cache
def _type_names() -> tuple[str, ...]:
    names = {signs.plain(kind.name) for kind in document_types()} - {"cong van"}
    return tuple(sorted(names, key=len, reverse=True))


def is_type_heading(text: str) -> bool:
    """Tell whether the line is a type's name in capitals, alone or before «CỦA …», «NGÀY …», «LIÊN NGÀNH».

    Letters lost or changed by a scan are tolerated in the longer names.
    """
    text = text.strip(" *_.:-")
    if not signs.is_capitals(text) or len(text) > 90:
        return False
    folded = signs.plain(text)
    if folded == "cong van":
        return True  # no form has it, sites and some offices print it
    for name in _type_names():
        if folded == name or re.match(
            rf"{re.escape(name)}(?:\s(?:lien|hanh dong|nhanh|tong|so ket|ngay|cua|khan|hoa toc|phoi hop|hop|lam viec|ket luan|chung|chi tiet|ve|v/v|to chuc)\b|\s?[:\d(])",
            folded,
        ):
            return True
        if len(name) >= 7 and abs(len(folded) - len(name)) <= 2 and fuzz.ratio(folded, name) >= 84:
            return True
    return False


def read_heading(
    rows: Sequence[Row], *, part: int, page_width_pt: float, search: int = 4
) -> Heading | None:
    """Return the type heading that begins within the first `search` rows, or None.

    Legal bases stand below a heading: what follows them («QUYẾT ĐỊNH:») is none.
    """
    at = next(
        (i for i, row in enumerate(rows[:search]) if _is_heading_row(row, page_width_pt)), None
    )
    if at is None or any(opens_bases(rows[i:]) for i in range(at)):
        return None
    placed = [
        Placed(line=piece, kind=_kind_before(piece), part=part)
        for row in rows[:at]
        for piece in row.pieces
    ]
    name, beside = _parted_heading(rows[at])
    placed += [Placed(line=piece, kind=ZoneKind.DOCUMENT_TYPE, part=part) for piece in name]
    placed += [Placed(line=piece, kind=ZoneKind.SUBJECT, part=part) for piece in beside]
    taken = at + 1
    edges = _body_edges(rows[taken:])
    box = rows[at].box
    middle = box.center_x if box is not None else None
    seen: list[PrintedLine] = [*beside]
    ruled = taken + _ruled_subject(rows[taken : taken + _MOST_SUBJECT_ROWS])
    for index, row in enumerate(rows[taken : taken + _MOST_SUBJECT_ROWS], taken):
        again = not seen and row.box is None and _same_type(row.text, rows[at].text)
        if again or signs.is_ornament(row.text):
            placed += [Placed(line=p, kind=ZoneKind.FURNITURE, part=part) for p in row.pieces]
            taken += 1
            if seen:
                break
            continue
        if index >= ruled and (
            _ends_subject(row, seen, edges, middle) or _opens_justified(rows[index : index + 2])
        ):
            break
        if _opens_deciders(rows[index : index + _DECIDER_ROWS + 1], seen[-1] if seen else None):
            break
        for piece in row.pieces:
            mark = signs.mark_kind(piece.text)
            placed.append(
                Placed(line=piece, kind=ZoneKind.MARK if mark else ZoneKind.SUBJECT, part=part)
            )
            if not mark:
                seen.append(piece)
        taken += 1
    return Heading(lines=tuple(placed), rows=taken)


def _parted_heading(row: Row) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Part the type's name from a subject in the same line («HƯỚNG DẪN VỀ VIỆC …»)."""
    piece = row.pieces[0]
    if len(row.pieces) > 1:
        return list(row.pieces), []
    lead = next(
        (i for i, word in enumerate(piece.words) if i and signs.plain(word.text) in {"ve", "v/v"}),
        None,
    )
    name = signs.plain(" ".join(word.text for word in piece.words[:lead])).strip(" *_.:-")
    if lead is None or name not in _type_names():
        return [piece], []
    words = [(word, word.box) for word in piece.words]
    return [line_of(words[:lead], piece.page, gap=piece.gap)], [line_of(words[lead:], piece.page)]


def body_left(rows: Sequence[Row]) -> float | None:
    """Return the body's left margin in points: where several of the following lines begin."""
    edges = _body_edges(rows)
    return edges[0] if edges else None


def _body_edges(rows: Sequence[Row]) -> tuple[float, float] | None:
    """Return where the full lines below begin and end, points; None when there are too few."""
    full = [row.box for row in rows[:40] if row.box is not None and row.box.width > 250]
    if len(full) < 3:
        return None
    starts, ends = sorted(box.x0 for box in full), sorted(box.x1 for box in full)
    # List items may be the most: the margin is what the outermost lines share.
    return starts[len(starts) // 8], ends[int(len(ends) * 0.75)]


def _is_heading_row(row: Row, page_width_pt: float) -> bool:
    if len(row.pieces) > 2 or not is_type_heading(row.pieces[0].text):
        return False
    box = row.pieces[0].box
    if box is None or not page_width_pt:
        return True
    return 0.3 * page_width_pt < box.center_x < 0.72 * page_width_pt


def _kind_before(piece: PrintedLine) -> ZoneKind:
    if signs.mark_kind(piece.text):
        return ZoneKind.MARK
    if signs.is_ornament(piece.text):
        return ZoneKind.FURNITURE
    return ZoneKind.STAMP


def _ends_subject(
    row: Row,
    seen: Sequence[PrintedLine],
    edges: tuple[float, float] | None,
    middle: float | None,
) -> bool:
    text = row.text
    if signs.is_addressees_head(text) or signs.is_distribution_head(text):
        return True
    if signs.is_telegram_head(text) or signs.opens_prose(text):
        return True
    if seen and _is_decider(text, seen):
        return True
    folded = signs.plain(text).lstrip("*_ ")
    if seen and row.box is None and text.startswith("(") and signs.is_appendix_reference(text):
        return True
    if seen and _OPENER_RE.match(folded) and not signs.is_capitals(text):
        return True
    if seen and text.lstrip("*_ ")[:1].isupper() and _REPORT_RE.match(folded):
        return True
    if row.box is None and _is_sentence_below_capitals(text, seen):
        return True
    if not seen and (folded.startswith(("can cu ", "kinh ")) or signs.LABEL_RE.match(text)):
        return True
    if row.box is None:
        return _ends_flow_subject(row, seen)
    return _is_not_centred(row, edges, middle) or _is_far_below(row, seen)


def _is_sentence_below_capitals(text: str, seen: Sequence[PrintedLine]) -> bool:
    """Tell whether a subject printed in capitals is ended: a sentence begins."""
    if not seen or not all(signs.is_capitals(line.text) for line in seen):
        return False
    words = text.split()
    return len(words) > 3 and text[:1].isupper() and sum(w[:1].islower() for w in words[1:]) > 1


def _is_decider(text: str, seen: Sequence[PrintedLine]) -> bool:
    if not signs.is_authority_heading(text):
        return False
    return any(not signs.is_capitals(line.text) for line in seen)


def opens_bases(rows: Sequence[Row]) -> bool:
    """Tell whether the first row is a legal base («Căn cứ Luật …»), or names who decides above the bases.

    A paper that lost its type's name goes on so right below the letterhead.
    """
    if re.match(r"[-*_ ]{0,3}can cu\s", signs.plain(rows[0].text)):
        return True
    return _opens_deciders(rows[: _DECIDER_ROWS + 1], None)


def _same_type(text: str, heading: str) -> bool:
    """Tell whether the line is the heading once more, as converters repeat it."""
    one, two = (signs.plain(t).replace(" ", "").strip("*_.:-") for t in (text, heading))
    return one == two


def _ruled_subject(rows: Sequence[Row]) -> int:
    """Return how many rows of running text a rule closes («_____»), all of them the subject's; else 0.

    Only lines that could not be anything else may stand above the rule: no base, no sentence, no decider.
    """
    rule = next((i for i, row in enumerate(rows) if signs.is_ornament(row.text)), 0)
    if not rule or any(row.box is not None for row in rows[:rule]):
        return 0
    for index, row in enumerate(rows[:rule]):
        folded = signs.plain(row.text).lstrip("*_ ")
        if len(row.text) > _LONGEST_RULED or (index and _is_sentence(row.text, folded)):
            return 0
        if signs.is_addressees_head(row.text) or signs.opens_prose(row.text):
            return 0
        if signs.LABEL_RE.match(row.text) or _opens_deciders(rows[index:rule], None):
            return 0
    return rule


def _is_sentence(text: str, folded: str) -> bool:
    ended = text.rstrip(" *_").endswith((".", ":"))
    return ended or (_OPENER_RE.match(folded) is not None and not signs.is_capitals(text))


def _opens_deciders(rows: Sequence[Row], before: PrintedLine | None) -> bool:
    """Tell whether the rows down to the first legal base name who decides, below a subject in capitals too."""
    text = rows[0].text
    if not signs.is_authority_heading(text, exact=True):
        return False
    if before is not None and _GOES_ON_RE.search(signs.plain(before.text)):
        return False
    base = next((i for i, row in enumerate(rows) if _BASE_RE.match(signs.plain(row.text))), 0)
    if not base or any(not signs.is_capitals(row.text) for row in rows[:base]):
        return False
    return signs.plain(rows[1].text) != signs.plain(text)


def _opens_justified(rows: Sequence[Row]) -> bool:
    """Tell whether the first row opens a justified paragraph: both end at one edge, it is set in.

    Centred rows that end at one edge begin at one edge as well.
    """
    if len(rows) < 2 or rows[0].box is None or rows[1].box is None or rows[0].page != rows[1].page:
        return False
    one, two = rows[0].box, rows[1].box
    return abs(one.x1 - two.x1) < _ONE_EDGE_PT and one.x0 - two.x0 > _OFF_MIDDLE_PT


def _is_far_below(row: Row, seen: Sequence[PrintedLine]) -> bool:
    if not seen or row.box is None or seen[-1].box is None:
        return False
    return row.box.y0 - seen[-1].box.y1 > 3.0 * max(8.0, seen[-1].box.height)


def _ends_flow_subject(row: Row, seen: Sequence[PrintedLine]) -> bool:
    line = row.pieces[0]
    if not seen:
        return False
    before = seen[-1].text
    if not line.gap and _GOES_ON_RE.search(signs.plain(before)):
        return False
    if line.gap and not before.rstrip().endswith(("-", ",")):
        # A blank line ends a subject in running text; one in capitals, and a line that goes on in small
        # letters, may be set apart.
        if line.text[:1].islower() and len(line.text) <= _LONGEST_SUBJECT_LINE:
            return before.rstrip(" *_").endswith((".", ":", ";"))
        return not (signs.is_capitals(line.text) and signs.is_capitals(before))
    if seen[-1].bold and not line.bold:
        return True
    # One line may hold a whole paragraph; a subject goes on in small letters and has no full stop.
    goes_on = line.text[:1].islower() and not line.text.rstrip(" *_").endswith((".", ":", ";"))
    return len(line.text) > _LONGEST_SUBJECT_LINE and not line.bold and not goes_on


def _is_not_centred(
    row: Row, edges: tuple[float, float] | None, middle: float | None = None
) -> bool:
    """Tell whether the row stands off the middle: of the running text and of the heading above.

    A paragraph's first line is set in by 10 mm and reaches the right edge: its middle is 5 mm off.
    Text that is not justified has no true right edge; there the heading's own middle tells.
    """
    if row.box is None:
        return False
    if edges is not None and abs(row.box.center_x - (edges[0] + edges[1]) / 2) <= _OFF_MIDDLE_PT:
        return False
    if middle is None:
        return edges is not None
    if edges is not None and _fills(row, edges):
        return True
    return abs(row.box.center_x - middle) > _OFF_MIDDLE_PT


def _fills(row: Row, edges: tuple[float, float]) -> bool:
    """Tell whether the row runs from a first line's indent, or the margin, to the right edge."""
    assert row.box is not None  # noqa: S101 - the caller has looked
    return row.box.x0 - edges[0] < _FIRST_LINE_PT and edges[1] - row.box.x1 < 6
