"""Labels of automatic lists in Word files («1.», «a)», «-»), as Word would print them.

In: `numbering.xml` and the paragraphs in document order. Out: the label of each paragraph.
Labels are not in the text of such paragraphs, yet a task without its number is another task.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from typing import Any

from docx.oxml.ns import qn

__all__ = ["Labels", "read_labels"]

_LEVELS = 9
_PLACE_RE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while number >= value and len(out) < 20:
            out += letters
            number -= value
    return out


def _letters(number: int) -> str:
    """Word repeats the letter after z: aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "ordinal": str,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int
    number_format: str
    text: str


@dataclass(slots=True)
class Labels:
    """The lists of a document and how far each has been counted.

    A list's counters belong to its abstract definition, unless the list itself says where to start.
    """

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counter_of: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def next_label(self, number_id: str, level: int) -> str:
        """Count one paragraph of a list and return its label; empty when it prints none."""
        levels = self._levels.get(number_id)
        if levels is None or level not in levels or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(self._counter_of[number_id], [None] * _LEVELS)
        for upper in range(level):
            if counts[upper] is None:
                counts[upper] = levels[upper].start if upper in levels else 1
        current = counts[level]
        counts[level] = levels[level].start if current is None else current + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return self._print(levels, level, counts)

    @staticmethod
    def _print(levels: dict[int, _Level], level: int, counts: list[int | None]) -> str:
        own = levels[level]
        if own.number_format in {"bullet", "none"}:
            return own.text if own.number_format == "bullet" else _PLACE_RE.sub("", own.text)

        def place(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            count = counts[index] if index <= level else None
            if count is None:
                return ""
            shape = levels[index].number_format if index in levels else "decimal"
            return _FORMATS.get(shape, str)(max(1, count) if shape != "decimal" else count)

        return _PLACE_RE.sub(place, own.text)


def read_labels(numbering: Any | None) -> Labels:  # lxml elements have no useful static type
    """Return the lists that the root element of `numbering.xml` defines; none when it is None."""
    labels = Labels()
    if numbering is None:
        return labels
    abstracts = {
        a.get(qn("w:abstractNumId")): _levels_of(a) for a in numbering.iter(qn("w:abstractNum"))
    }
    for num in numbering.iter(qn("w:num")):
        number_id = num.get(qn("w:numId"))
        reference = num.find(qn("w:abstractNumId"))
        if number_id is None or reference is None:
            continue
        abstract_id = reference.get(qn("w:val"))
        levels = dict(abstracts.get(abstract_id, {}))
        restarts = False
        for override in num.findall(qn("w:lvlOverride")):
            restarts |= _override(levels, override)
        labels._levels[number_id] = levels
        labels._counter_of[number_id] = f"num {number_id}" if restarts else f"abs {abstract_id}"
    return labels


def _override(levels: dict[int, _Level], override: Any) -> bool:
    index = _number(override.get(qn("w:ilvl")), 0)
    whole = override.find(qn("w:lvl"))
    if whole is not None:
        levels[index] = _level_of(whole)
    start = override.find(qn("w:startOverride"))
    if start is None:
        return whole is not None
    if index in levels:
        old = levels[index]
        levels[index] = _Level(
            start=_number(start.get(qn("w:val")), 1),
            number_format=old.number_format,
            text=old.text,
        )
    return True


def _levels_of(abstract: Any) -> dict[int, _Level]:
    return {
        _number(lvl.get(qn("w:ilvl")), 0): _level_of(lvl) for lvl in abstract.findall(qn("w:lvl"))
    }


def _level_of(lvl: Any) -> _Level:
    def value(tag: str, default: str) -> str:
        child = lvl.find(qn(tag))
        found = None if child is None else child.get(qn("w:val"))
        return default if found is None else str(found)

    return _Level(
        start=_number(value("w:start", "1"), 1),
        number_format=value("w:numFmt", "decimal"),
        text=value("w:lvlText", "")[:40],
    )


def _number(text: str | None, default: int) -> int:
    try:
        return max(-9999, min(9999, int(text))) if text is not None else default
    except ValueError:
        return default
