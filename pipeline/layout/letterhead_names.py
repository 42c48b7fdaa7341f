"""Name the lines of a letterhead's two columns by their words.

In: the lines of the left or the right column, top to bottom. Out: the same lines with their
purposes. Left: superior and issuing body, number, subject, marks. Right: title lines, place and
date, and the number where an office sets it there. What the receiver stamped is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import form_lines as signs
from models.layout import ZoneKind
from pipeline.layout.arrival import part_arrival
from pipeline.layout.body_lines import first_issuer_line
from pipeline.layout.placed import Placed
from pipeline.layout.rows import PrintedLine

__all__ = ["name_left", "name_right"]

# What a figure follows.
_COUNTS_RE = re.compile(r"(?:[-–]|\b(?:nam|quy|thang|ngay|so|dot|lan thu|khoa|giai doan))\s{0,3}$")


def name_left(lines: Sequence[PrintedLine], part: int) -> list[Placed]:
    """Name the left column's lines: bodies above the number, subject below it."""
    lines, stamp = part_arrival(lines)
    number = next((i for i, line in enumerate(lines) if signs.is_number_line(line.text)), None)
    above = lines if number is None else lines[:number]
    below = [] if number is None else lines[number + 1 :]
    if number is None:
        lead = next((i for i, line in enumerate(lines) if signs.is_subject_lead(line.text)), None)
        if lead is not None:
            above, below = lines[:lead], lines[lead:]
    above, head = _without_number_head(above, None if number is None else lines[number])
    placed = _name_bodies(above, part, "" if number is None else lines[number].text)
    placed += [_put(line, ZoneKind.NUMBER, part) for line in head]
    if number is not None:
        placed.append(_put(lines[number], ZoneKind.NUMBER, part))
        while below and _continues_symbol(lines[number], below[0]):
            placed.append(_put(below[0], ZoneKind.NUMBER, part))
            number, below = number + 1, below[1:]
    for line in below:
        year = bool(placed) and _is_year_of(placed[-1], line)
        placed.append(_put(line, ZoneKind.SUBJECT if year else _kind_below_number(line), part))
    return placed + [_put(line, ZoneKind.STAMP, part) for line in stamp]


def _without_number_head(
    above: Sequence[PrintedLine], number: PrintedLine | None
) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Part «Số:» from the lines above, where the blank left for the number tore it from the symbol."""
    if number is None or not number.text.lstrip().startswith(("/", "-")):
        return list(above), []
    head = [line for line in above if signs.plain(line.text).strip(" *_:.") == "so"][-1:]
    return [line for line in above if line not in head], head


def _continues_symbol(before: PrintedLine, line: PrintedLine) -> bool:
    open_end = before.text.rstrip().endswith(("-", "/", "–"))
    if open_end and " " not in line.text.strip() and signs.is_capitals(line.text):
        return True  # a letter of it may be read as a sign
    if not re.fullmatch(r"[A-ZĐ][A-ZĐa-z\d\s/–-]{1,50}", line.text):
        return False
    return before.text.rstrip().endswith(("-", "/", "–")) or (
        "-" in line.text and signs.is_capitals(line.text) and " " not in line.text.strip()
    )


def _is_year_of(before: Placed, line: PrintedLine) -> bool:
    """Tell whether a lone figure is the last word of the subject above it («… đầu năm / 2017»)."""
    return (
        before.kind is ZoneKind.SUBJECT
        and re.fullmatch(r"\d{1,4}\.?", line.text.strip()) is not None
        and _COUNTS_RE.search(signs.plain(before.line.text)) is not None
    )


def _kind_below_number(line: PrintedLine) -> ZoneKind:
    if signs.is_ornament(line.text):
        return ZoneKind.FURNITURE
    if signs.mark_kind(line.text):
        return ZoneKind.MARK
    if signs.is_signing_stamp(line.text) or signs.is_lone_number(line.text):
        return ZoneKind.STAMP
    if signs.is_place_date(line.text):
        return ZoneKind.PLACE_DATE
    return ZoneKind.SUBJECT


def _name_bodies(lines: Sequence[PrintedLine], part: int, number: str) -> list[Placed]:
    """Part superior from issuing body: by weight of print, else by the words of the lines."""
    bodies = [line for line in lines if _is_body_line(line)]
    first_issuer = first_issuer_line(bodies, number)
    placed: list[Placed] = []
    for line in lines:
        if line in bodies:
            superior = bodies.index(line) < first_issuer
            placed.append(
                _put(line, ZoneKind.SUPERIOR_BODY if superior else ZoneKind.ISSUING_BODY, part)
            )
        else:
            placed.append(_put(line, _kind_above_number(line), part))
    return placed


def _kind_above_number(line: PrintedLine) -> ZoneKind:
    if signs.mark_kind(line.text):
        return ZoneKind.MARK
    if signs.is_lone_number(line.text) or signs.is_signing_stamp(line.text):
        return ZoneKind.STAMP
    return ZoneKind.FURNITURE


def _is_body_line(line: PrintedLine) -> bool:
    text = line.text
    if (
        signs.is_ornament(text)
        or signs.is_lone_number(text)
        or signs.mark_kind(text)
        or signs.is_signing_stamp(text)
    ):
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.6 * len(letters)


def name_right(lines: Sequence[PrintedLine], part: int) -> list[Placed]:
    """Name the right column's lines: title lines, place and date, marks; a number where it stands there."""
    own, stamp = part_arrival(lines)
    placed = [_put(line, ZoneKind.STAMP, part) for line in stamp]
    seen_date = False
    for line in own:
        text = line.text
        if signs.title_start(text) is not None:
            kind = ZoneKind.TITLE_LINE
        elif signs.is_place_date(text):
            kind, seen_date = ZoneKind.PLACE_DATE, True
        elif signs.is_ornament(text):
            kind = ZoneKind.FURNITURE
        elif signs.mark_kind(text):
            kind = ZoneKind.MARK
        elif signs.is_number_line(text) and not any(p.kind is ZoneKind.NUMBER for p in placed):
            kind = ZoneKind.NUMBER
        elif not seen_date and not signs.is_capitals(text) and re.search(r"th[aá]ng|n[aă]m", text):
            kind, seen_date = ZoneKind.PLACE_DATE, True
        else:
            kind = ZoneKind.STAMP
        placed.append(_put(line, kind, part))
    return placed


def _put(line: PrintedLine, kind: ZoneKind, part: int) -> Placed:
    return Placed(line=line, kind=kind, part=part)
