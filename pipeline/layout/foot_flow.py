"""Read a foot without geometry: the list to its archive line, then (or before it) the signers.

In: the rows of one part and the row where the list begins. Out: the foot. Each signer's block
ends with a name; another authority line after it opens the next block.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import form_lines as signs
from models.layout import ZoneKind
from pipeline.layout.distribution_list import is_archive_line
from pipeline.layout.distribution_list import leaves_foot
from pipeline.layout.placed import Foot
from pipeline.layout.placed import Placed
from pipeline.layout.rows import Row
from pipeline.layout.signature_blocks import first_signing_row
from pipeline.layout.signature_blocks import signature_blocks
from pipeline.layout.signature_blocks import signs_here

__all__ = ["heads_attached", "read_flow_foot"]

# The title of an attached paper and the reference below it take so many rows at most.
_MOST_TITLE_ROWS = 6
# A title of so few syllables may as well be a name in capitals.
_SHORT_NAME = 3


def read_flow_foot(rows: Sequence[Row], head: int, part: int) -> Foot:
    """Return the foot whose list begins at row `head`."""
    start = _climb_flow(rows, head)
    placed = signature_blocks([row.pieces for row in rows[start:head]], part)
    index, archived = head, False
    while index < len(rows) and not archived:
        line = rows[index].pieces[0]
        if index > head and (signs_here(line.text) or leaves_foot(rows[index])):
            break
        placed.append(Placed(line=line, kind=ZoneKind.DISTRIBUTION, part=part))
        archived = is_archive_line(line.text)
        index += 1
    signed = _flow_signature(rows, index, part) if start == head else []
    return Foot(start=start, end=index + len(signed), lines=tuple(placed + signed))


def _climb_flow(rows: Sequence[Row], head: int) -> int:
    """Return the first row of a signature that stands above the list in running text."""
    start = first_signing_row(rows, head, 0.0)
    return start if any(signs.is_name(row.text) for row in rows[start:head]) else head


def _named_soon(rows: Sequence[Row]) -> bool:
    """Tell whether the signer's name is still to come: a digital signature may stand above it."""
    return any(signs.is_name(row.text) and not signs.is_capitals(row.text) for row in rows)


def heads_attached(rows: Sequence[Row], index: int) -> bool:
    """Tell whether the row is the title of the attached paper: capitals down to «(Ban hành kèm theo …)»."""
    text = rows[index].text
    name = signs.is_name_in_capitals(text) and len(text.split()) <= _SHORT_NAME
    if name or signs_here(text):
        return False
    for row in rows[index : index + _MOST_TITLE_ROWS]:
        if signs.is_appendix_reference(row.text):
            return True
        if not signs.is_capitals(row.text):
            return False
    return False


def _flow_signature(rows: Sequence[Row], index: int, part: int) -> list[Placed]:
    lines: list[Placed] = []
    block = 0
    named = False
    while index < len(rows):
        line = rows[index].pieces[0]
        text = line.text.strip()
        if named and not signs.is_authority(text):
            break
        if leaves_foot(rows[index]) or len(text) > 90 or heads_attached(rows, index):
            break
        if signs.is_signing_stamp(text):
            if not _named_soon(rows[index + 1 : index + 4]):
                break
            lines.append(Placed(line=line, kind=ZoneKind.STAMP, part=part, opens=True))
            index += 1
            continue
        if named:
            block, named = block + 1, False
        lines.append(Placed(line=line, kind=ZoneKind.SIGNATURE, part=part, block=block, opens=True))
        named = signs.is_name(text) and not signs.is_capitals(text)
        index += 1
        if len(lines) > 40:
            break
    return (
        lines
        if any(signs.is_authority(p.line.text) or signs.is_position(p.line.text) for p in lines)
        else []
    )
