"""Tell what below the archive line is no longer of the list «Nơi nhận».

In: the lines of the list's column. Out: the list, and the lines that follow it: marks of
circulation, the drafter's sign, the office's address. An archive line may run over two lines; it
is ended by its full stop, by white space, or by what cannot be part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors import form_lines as signs
from models.layout import ZoneKind
from pipeline.layout.distribution_list import is_archive_line
from pipeline.layout.placed import Placed
from pipeline.layout.rows import PrintedLine

__all__ = ["ListEnd", "end_list", "kind_after_list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEnd:
    """The lines of the list, and those below it."""

    entries: tuple[PrintedLine, ...]
    after: tuple[PrintedLine, ...]

    def placed_after(self, part: int) -> list[Placed]:
        """Return the lines below the list with their purposes."""
        return [
            Placed(line=line, kind=kind_after_list(line), part=part, opens=True)
            for line in self.after
        ]


def kind_after_list(line: PrintedLine) -> ZoneKind:
    """Return what a line below the list is for."""
    return ZoneKind.MARK if signs.mark_kind(line.text) else ZoneKind.FURNITURE


def end_list(lines: Sequence[PrintedLine]) -> ListEnd:
    """Part the list's column at the end of its archive line."""
    archive = next((i for i, line in enumerate(lines) if is_archive_line(line.text)), None)
    if archive is None:
        return ListEnd(entries=tuple(lines), after=())
    end = archive + 1
    while end < len(lines) and _goes_on(lines[end - 1], lines[end]):
        end += 1
    return ListEnd(entries=tuple(lines[:end]), after=tuple(lines[end:]))


def _goes_on(before: PrintedLine, line: PrintedLine) -> bool:
    text = line.text.strip()
    if signs.mark_kind(text) or signs.is_contact_line(text) or signs.is_drafter_sign(text):
        return False
    if text.startswith(("-", "–", "+", "*")) or text[:1].islower():
        return True
    if before.text.rstrip().endswith(".") or signs.is_capitals(text):
        # «… (BCA, BQP, / BYT, BCT).»: an open parenthesis goes on whatever the letters.
        return before.text.count("(") > before.text.count(")")
    if before.box is None or line.box is None or before.page != line.page:
        return not before.text.rstrip().endswith(".")
    return line.box.y0 - before.box.y1 < 0.8 * max(8.0, before.box.height)
