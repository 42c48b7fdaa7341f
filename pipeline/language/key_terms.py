"""The key terms of a document: what its words say again and again, beside the language that every office uses.

In: a document with words. Out: at most fifteen `KeyTerm`s, the weightiest first.

1. Words of two syllables and more in the subject, the body and the appendices are counted; words of the form, of
   bodies and of offices (`phrases.toml`) and those of `key_terms.toml` are not, nor numbers, symbols and dates.
2. Two such words that stand side by side more than once, and in a good part of all places of one of them, are one
   term («cải cách hành chính»); what they count is taken off the single words.
3. The score is the count, more for longer terms and double in the subject, as a share of the highest.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from spacy.tokens import Doc
from spacy.tokens import Span

from models.layout import ZoneKind
from models.values import KeyTerm
from pipeline.language.phrases import fold_syllable
from pipeline.language.phrases import load_phrases
from pipeline.language.tokens import TokenKind
from pipeline.language.tokens import kind_of

__all__ = ["find_key_terms"]

_MOST = 15
_LEAST = 2
# A pair is a term where it makes up this part of the places of its rarer word.
_BOUND = 0.5
_TELLING = (ZoneKind.SUBJECT, ZoneKind.BODY, ZoneKind.APPENDIX_TITLE, ZoneKind.APPENDIX)
_NAMES = (
    "party bodies",
    "state bodies and mass organisations",
    "fixed words of the form",
    "offices",
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A telling word at its place: its folded form, and whether it stands in the subject."""

    key: str
    span: Span
    in_subject: bool


def find_key_terms(doc: Doc) -> list[KeyTerm]:
    """Return the key terms of `doc`, the highest score first, equals in the order of the alphabet."""
    runs = [run for run in _runs(doc) if run]
    singles = Counter(word.key for run in runs for word in run)
    pairs = Counter((a.key, b.key) for run in runs for a, b in pairwise(run))
    bound = {
        pair
        for pair, count in pairs.items()
        if count >= _LEAST and count >= _BOUND * min(singles[pair[0]], singles[pair[1]])
    }
    counts: Counter[Words] = Counter()
    weights: Counter[Words] = Counter()
    written: dict[Words, Counter[str]] = {}
    for run in runs:
        for term in _terms(run, bound):
            key = tuple(word.key for word in term)
            counts[key] += 1
            weights[key] += 2 if term[0].in_subject else 1
            text = " ".join(word.span.text for word in term)
            written.setdefault(key, Counter())[text.casefold()] += 1
    return _ranked(counts, weights, written)


def _ranked(
    counts: Counter[Words], weights: Counter[Words], written: dict[Words, Counter[str]]
) -> list[KeyTerm]:
    scores = {
        key: weights[key] * math.sqrt(sum(len(word.split()) for word in key))
        for key, count in counts.items()
        if count >= _LEAST or weights[key] > count
    }
    highest = max(scores.values(), default=1.0)
    ranked = sorted(scores, key=lambda key: (-scores[key], key))[:_MOST]
    return [
        KeyTerm(
            term=min(written[key], key=lambda text: (-written[key][text], text)),
            count=counts[key],
            score=round(scores[key] / highest, 3),
        )
        for key in ranked
    ]


def _terms(run: Sequence[_Seen], bound: set[tuple[str, str]]) -> Iterator[tuple[_Seen, ...]]:
    """Cut a run of telling words into terms of two words where they are bound, else of one."""
    index = 0
    while index < len(run):
        two = run[index : index + 2]
        if len(two) > 1 and (two[0].key, two[1].key) in bound:
            yield two[0], two[1]
            index += 2
            continue
        yield (run[index],)
        index += 1


def _runs(doc: Doc) -> Iterator[list[_Seen]]:
    """Yield runs of telling words that stand side by side in one zone."""
    zones = [zone for zone in doc._.layout.zones if zone.kind in _TELLING]
    position, run = 0, list[_Seen]()
    for span in doc._.words:
        while position < len(zones) and zones[position].end <= span.start_char:
            position += 1
        inside = position < len(zones) and zones[position].start <= span.start_char
        key = _key(span) if inside else None
        if key is None or (run and run[-1].span.end != span.start):
            yield run
            run = []
        if key is not None:
            subject = zones[position].kind is ZoneKind.SUBJECT
            run.append(_Seen(key=key, span=span, in_subject=subject))
    yield run


def _key(span: Span) -> str | None:
    """Return the folded form of a telling word, None for any other."""
    syllables = span.text.split()
    if len(syllables) < 2 or any(kind_of(token.text) is not TokenKind.SYLLABLE for token in span):
        return None
    key = " ".join(map(fold_syllable, syllables))
    return None if key in _untelling() or any(c.isdigit() for c in key) else key


@cache
def _untelling() -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("key_terms.toml").read_text("utf-8"))
    names = [
        word for group in load_phrases().phrases if group.name in _NAMES for word in group.words
    ]
    return frozenset(
        " ".join(map(fold_syllable, word.split())) for word in (*table["words"], *names)
    )
