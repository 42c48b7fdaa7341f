"""Read who signed: authority line (T/M …), positions, name. A joint document has several.

In: the signature zones, one for each signer, with what a seal and a pen leave between the lines.
Out: one `Signature` for each block. Lines that are none of the three are left out.

The authority may run over several lines («KT. BỘ TRƯỞNG / BỘ QUỐC PHÒNG»): what follows it and is
no position belongs to it. Ranks and titles before the name are not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from extractors import form_lines
from extractors.cutting import trim
from extractors.cutting import value_of
from extractors.foot_phrases import FAMILY_NAME
from extractors.foot_phrases import mend_signer
from extractors.foot_phrases import mended
from extractors.restore import restore_accents
from models.layout import Layout
from models.layout import Line
from models.layout import ZoneKind
from models.values import Signature
from models.values import Value

__all__ = ["find_signatures"]

_RANK_RE = re.compile(
    r"\s*(?:(?:(?:đại|thượng|trung|thiếu)\s(?:tướng|tá|úy|uý)|đại tướng|thạc sĩ|tiến sĩ|bác sĩ|gs|pgs|tskh|ts|ths|bs|bsck(?:ii|i|1|2)|ck(?:ii|i|1|2)|cn|ks|ls|ngnd|ngưt|ttnd|ttưt|luật sư|kỹ sư|nguyên|đ/c|đồng chí)\b[.,]?\s?){1,4}",
    re.IGNORECASE,
)
# Letters under a seal come out at random: below this, capitals are no part of a title.
_CLEAR = 0.7
# A word of fewer letters wraps only behind a line so long, and must be read so clearly.
_LEAST_WRAPPED, _LEAST_WRAPPING, _PLAIN = 5, 20, 0.85
# «KT. CHỦ TỊCH»: signed by a deputy.
_DEPUTY_FOR_RE = re.compile(r"KT\s?[.,]\s?(?P<whom>\S.{2,60})", re.IGNORECASE)
_DEPUTY = 0.85
# «Văn» is a family name, but more often what stands behind one that a seal covered.
_CUT_NAME_RE = re.compile(r"[Vv]ăn\s\S+|VĂN\s\S+")
_COMMA_RE = re.compile(r"^(TM|KT|TL|TUQ|Q)\s?,")
# «KT,CHU TỊCH»: the authority and the position in one line, its full stop a comma.
_LEAD_RE = re.compile(r"(TM|KT|TL|TUQ)\s?,\s?")
_LEAST_POSITION = 8
_POSITION_REPAIR = "signature.position"
_FULL_STOP_REPAIR = "signature.full-stop"
_DEPUTY_REPAIR = "signature.deputy"


def find_signatures(layout: Layout) -> list[Signature]:
    """Return the signers in the order of the paper; empty when nobody signed or it cannot be told."""
    found: list[Signature] = []
    for zone in layout.zones_of(ZoneKind.SIGNATURE):
        signature = _read_block(layout, layout.lines_in(zone.start, zone.end))
        if signature.authority or signature.positions or signature.name:
            found.append(signature)
    complete = [s for s in found if s.name is not None and (s.authority or s.positions)]
    return complete or _gathered(found)


def _gathered(found: Sequence[Signature]) -> list[Signature]:
    """Put together what a broken column left apart: an authority here, a name there."""
    if len(found) < 2:
        return list(found)
    return [
        Signature(
            authority=next((s.authority for s in found if s.authority), None),
            positions=[p for s in found for p in s.positions],
            name=next((s.name for s in reversed(found) if s.name), None),
        )
    ]


def _read_block(layout: Layout, lines: Sequence[Line]) -> Signature:
    authority: list[Line] = []
    positions: list[Line] = []
    names: list[Line] = []
    before: Line | None = None
    noted = any(form_lines.is_signed_note(layout.cut(line)) for line in lines)
    for line in lines:
        text = layout.cut(line).strip(" *_")
        if noted and _is_title(text):
            text = text.upper()
        if form_lines.is_signed_note(text) or form_lines.is_signing_stamp(text):
            continue
        if form_lines.is_authority(text) and not names:
            (positions if authority else authority).append(line)
        elif form_lines.is_position(text) and not names:
            positions.append(line)
        elif (covered := _behind_seal(layout, line, (positions or authority)[-1:])) and not names:
            positions.append(covered)
        elif form_lines.is_name_in_capitals(text) and (authority or positions):
            names.append(line)
        elif before is not None and before in authority and _continues(layout, before, line, text):
            authority.append(line)
        elif before is not None and before in positions and _continues(layout, before, line, text):
            positions[-1] = Line(positions[-1].start, line.end, line.page, line.box)
        elif form_lines.is_name(_without_rank(text)) and (authority or positions or not names):
            names.append(line)
        before = positions[-1] if positions and positions[-1].end == line.end else line
    signed_for = _with_full_stop(layout, _joined(layout, authority, "signature.authority"))
    read = [
        _as_printed(layout, v)
        for line in positions
        if (v := _joined(layout, [line], "signature.position"))
    ]
    return Signature(
        authority=signed_for,
        positions=_as_deputies(layout, signed_for, read),
        name=_name(layout, names),
    )


def _is_title(text: str) -> bool:
    """Tell whether the line is a title, whatever its case: a copy sets «Phó Chủ tịch» above «(Đã ký)»."""
    capitals = text.upper()
    return form_lines.is_authority(capitals) or form_lines.is_position(capitals)


def _behind_seal(layout: Layout, line: Line, above: Sequence[Line]) -> Line | None:
    """Return the position of the deputy without what a seal made of the word before it («tia CHỦ TỊCH»)."""
    signed_for = _DEPUTY_FOR_RE.match(layout.cut(above[0])) if above else None
    if signed_for is None or not all(a.ocr for a in layout.anchors_in(line.start, line.end)):
        return None
    whom = form_lines.plain(signed_for.group("whom"))
    for start in (m.end() for m in re.finditer(r"\s", layout.text[line.start : line.end])):
        rest = layout.text[line.start + start : line.end]
        if form_lines.plain(rest) == whom and form_lines.is_capitals(rest):
            return Line(line.start + start, line.end, line.page, line.box) if start < 7 else None
    return None


def _with_full_stop(layout: Layout, authority: Value | None) -> Value | None:
    """Return the authority line with the full stop that a scan read as a comma («KT, CỤC TRƯỞNG»)."""
    if authority is None or authority.value is None or not _is_read(layout, authority):
        return authority
    text = _COMMA_RE.sub(r"\1.", authority.value)
    if text == authority.value:
        return authority
    repairs = [*authority.repairs, _FULL_STOP_REPAIR]
    return authority.model_copy(update={"value": text, "repairs": repairs})


def _as_printed(layout: Layout, position: Value) -> Value:
    """Return a scan's position with the full stop, the accents and the one letter that it lost.

    The letter is given back where the table of positions has one of the same length that near.
    """
    if position.value is None or not _is_read(layout, position):
        return position
    lead = _LEAD_RE.match(position.value)
    head, rest = (
        (f"{lead.group(1)}.", position.value[lead.end() :]) if lead else ("", position.value)
    )
    if lead and lead.group(0).endswith(" "):
        head += " "
    wrong = form_lines.plain(rest)
    near = [p for p in form_lines.positions() if _differ_in_one(p, wrong)]
    if len(near) == 1 and wrong not in form_lines.positions() and len(rest) >= _LEAST_POSITION:
        at = next(i for i, (a, b) in enumerate(zip(near[0], wrong, strict=True)) if a != b)
        rest = f"{rest[:at]}{near[0][at].upper()}{rest[at + 1 :]}"
        rest, _ = restore_accents(rest)
    elif lead:
        rest, _ = restore_accents(rest)
    if head + rest == position.value:
        return position
    return position.model_copy(
        update={
            "value": head + rest,
            "confidence": min(position.confidence, _DEPUTY),
            "repairs": [*position.repairs, _POSITION_REPAIR],
        }
    )


def _differ_in_one(known: str, read: str) -> bool:
    return len(known) == len(read) and sum(a != b for a, b in zip(known, read, strict=True)) == 1


def _as_deputies(layout: Layout, authority: Value | None, positions: list[Value]) -> list[Value]:
    """Return the positions with «PHÓ» where a seal covered it.

    Who signs «KT.» somebody is that person's deputy: the same position below it has lost a word.
    """
    out: list[Value] = []
    above = authority
    for position in positions:
        signed_for = _DEPUTY_FOR_RE.match(above.value) if above and above.value else None
        own = form_lines.plain(position.value or "")
        whom = form_lines.plain(signed_for.group("whom")) if signed_for else ""
        lost = signed_for is not None and own in {whom, *re.split(r",\s?", whom)}
        if lost and _is_read(layout, position):
            position = position.model_copy(
                update={
                    "value": f"PHÓ {position.value}",
                    "confidence": min(position.confidence, _DEPUTY),
                    "repairs": [*position.repairs, _DEPUTY_REPAIR],
                }
            )
        out.append(position)
        above = position
    return out


def _is_read(layout: Layout, value: Value) -> bool:
    return value.span is not None and any(a.ocr for a in layout.anchors_in(*value.span))


def _continues(layout: Layout, above: Line, line: Line, text: str) -> bool:
    """Tell whether a line in capitals goes on with the authority or the position right above it.

    One short word does («VPCP», «PHỦ») where the line above is long and the word was read clearly.
    """
    letters = sum(c.isalpha() for c in text)
    short = letters < _LEAST_WRAPPED
    clean = letters >= 2 and letters >= 0.85 * len(text.replace(" ", ""))
    if not (form_lines.is_capitals(text) and clean and len(text) < 70):
        return False
    if short and (len(layout.cut(above)) < _LEAST_WRAPPING or not text.isalpha()):
        return False
    place = layout.locate(line.start, line.end)
    if not place.ocr:
        return True
    return letters > 2 and place.confidence >= (_PLAIN if short else _CLEAR)


def _without_rank(text: str) -> str:
    match = _RANK_RE.match(text)
    return text[match.end() :] if match else text


def _joined(layout: Layout, lines: Sequence[Line], rule: str) -> Value | None:
    if not lines:
        return None
    start, end = trim(layout.text, lines[0].start, lines[-1].end, left="'`.,|-", right=".,;'`|-")
    end = _without_specks(layout.text, start, end)
    return value_of(layout, start, end, rule=rule, confidence=0.97)


def _without_specks(text: str, start: int, end: int) -> int:
    """Return the end of a line in capitals without the small letters a seal left behind it."""
    while form_lines.is_capitals(text[start:end].split(" ", 1)[0]):
        cut = text.rfind(" ", start, end)
        if (
            cut < 0
            or not form_lines.is_capitals(text[start:cut])
            or any(c.isupper() for c in text[cut:end])
            or len(text[cut:end].strip()) > 3
        ):
            return end
        end = cut
    return end


def _name(layout: Layout, lines: Sequence[Line]) -> Value | None:
    """Return the last line that is a name: what stands above it is a seal's or a pen's noise."""
    if not lines:
        return None
    line = lines[-1]
    start, end = trim(layout.text, line.start, line.end, left="'`.,|-", right=".,;'`|-")
    rank = _RANK_RE.match(layout.text, start, end)
    if rank and rank.end() < end:
        start = rank.end()
    # A scan that loses the first syllable leaves what looks like a name and is none.
    text = layout.text[start:end]
    whole = form_lines.has_family_name(text) and not _CUT_NAME_RE.fullmatch(text.strip())
    read = any(anchor.ocr for anchor in layout.anchors_in(start, end))
    confidence = 0.5 if read and not whole else 0.97
    value = value_of(
        layout, start, end, rule="signature.name", confidence=confidence, withhold=True
    )
    first = next((anchor.confidence for anchor in layout.anchors_in(start, end)), 0.0)
    mend = partial(mend_signer, confidence=first)
    return mended(layout, value, mend, FAMILY_NAME)
