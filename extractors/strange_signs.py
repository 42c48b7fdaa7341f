"""Repair signs that Vietnamese writing does not have, in words read from an image.

In: the words of a run as read. Out: their texts, some with the figure or the letter that such a sign
was made of («Điều 6Š», «Bộ Ÿ tế»), and which words still hold one.

Order: figures first, where the place admits nothing else (`rules/strange_signs.toml`: beside other
figures, behind «Điều», «khoản»); then letters, where exactly one letter of that shape makes a known
pair with a neighbour. A sign that nothing speaks for stays as read, and its word is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import Field

from extractors.lexicon import Lexicon
from extractors.lexicon import Standing
from extractors.respell import ReadWord
from extractors.rules import RuleShape
from extractors.rules import Words
from extractors.rules import load_rules
from models.folding import fold

__all__ = ["SignRules", "holds_strange_sign", "repair_signs", "sign_rules"]

_EDGES = ".,;:!?()[]\"'“”‘’*+–—_/…-"
# A longer word with such a sign is rubble.
_LONGEST = 24


class FigureRule(RuleShape):
    """A place that admits nothing but a figure (or a point's letter), and the sign that stands for it."""

    name: str
    source: str
    word: str
    sign: str
    becomes: Annotated[str, Field(min_length=1, max_length=1)]
    after: tuple[str, ...] = ()
    matches: Annotated[Words, Field(min_length=1)]
    rejects: Annotated[Words, Field(min_length=1)]


class SignRules(RuleShape):
    """The rules of `rules/strange_signs.toml`."""

    doubted: str
    letters: dict[str, str]
    figure: tuple[FigureRule, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure rule made ready: the pattern of the whole word, its signs, the words before."""

    pattern: re.Pattern[str]
    sign: re.Pattern[str]
    becomes: str
    after: frozenset[str]


@cache
def sign_rules() -> SignRules:
    """Return the rules for strange signs."""
    return load_rules("strange_signs", SignRules)


@cache
def _places() -> tuple[_Place, ...]:
    return tuple(
        _Place(
            re.compile(rule.word),
            re.compile(f"[{re.escape(rule.sign)}]"),
            rule.becomes,
            frozenset(rule.after),
        )
        for rule in sign_rules().figure
    )


@cache
def _doubted() -> frozenset[str]:
    return frozenset(sign_rules().doubted)


def holds_strange_sign(text: str) -> bool:
    """Tell whether the word holds a sign that Vietnamese writing does not have."""
    return not _doubted().isdisjoint(text)


def repair_signs(run: Sequence[ReadWord], lexicon: Lexicon) -> list[str]:
    """Return the texts of the run, strange signs made the figure or letter that they stand for.

    As many texts come back as words go in. Cost: linear.
    """
    texts = [word.text for word in run]
    for index, word in enumerate(run):
        if not word.mendable or len(word.text) > _LONGEST:
            continue
        before = fold(texts[index - 1].strip(_EDGES)) if index else ""
        figure = _figure(word.text, before)
        if figure is None and holds_strange_sign(word.text):
            after = run[index + 1].text if index + 1 < len(run) else ""
            figure = _letter(word.text, before, fold(after.strip(_EDGES)), lexicon)
        texts[index] = figure or word.text
    return texts


def _figure(text: str, before: str) -> str | None:
    for place in _places():
        if place.after and before not in place.after:
            continue
        if place.pattern.fullmatch(text) is not None:
            return place.sign.sub(place.becomes, text, count=1)
    return None


def _letter(text: str, before: str, after: str, lexicon: Lexicon) -> str | None:
    """Return the word with the one letter for its sign that makes a known pair with a neighbour."""
    signs = [sign for sign in sign_rules().letters if sign in text]
    if len(signs) != 1:
        return None
    (sign,) = signs
    shapes = sign_rules().letters[sign]
    # «ŸY»: the sign is the letter's double.
    forms = {
        text.replace(sign + c, c) if sign + c in text else text.replace(sign, c) for c in shapes
    }
    known = [
        form
        for form in sorted(forms)
        if (core := fold(form.strip(_EDGES))).isalpha()
        and max(lexicon.standing(before, core), lexicon.standing(core, after)) >= Standing.COMMON
    ]
    return known[0] if len(known) == 1 else None
