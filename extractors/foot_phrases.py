"""Give the foot's fixed wording the accents a scan lost: recipients' closed phrases, signers' family names.

In: an entry of a list of recipients or a signer's name, as read from an image. Out: the same with
the accents of the tables of `rules/foot_phrases.toml`; unchanged where they do not speak.

A run of syllables takes a phrase's accents where it has the phrase's letters; some phrases count
only where an entry begins. A family name takes an accent where its letters are those of one name
of the table, marks were lost and none stands against it. A first syllable that is none takes the
name that alone ends so («Øuyễn»). Text layers are never given to this module.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

from extractors.lexicon import load_lexicon
from extractors.rules import RuleShape
from extractors.rules import load_rules
from models.folding import fold
from models.folding import strip_accents
from models.layout import Layout
from models.values import Value

__all__ = [
    "FAMILY_NAME",
    "FOOT_PHRASE",
    "FootPhrases",
    "common_ending",
    "foot_phrases",
    "mend_entry",
    "mend_signer",
    "mended",
]

FOOT_PHRASE = "foot-phrase"
FAMILY_NAME = "family-name"
# How much of the reading's confidence is left where the text is a table's.
_LESS_SURE = {FOOT_PHRASE: 0.92, FAMILY_NAME: 0.7}
_LONGEST = 6
_EDGES = ".,;:()-–"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# The end of a syllable tells a family name from so many letters on.
_LEAST_ENDING = 4
_LEAST_OF_CUT = 3
# So sure is a reading whose tone is believed.
_SURE = 0.9
_MOST_LOST_LETTERS = 3


class FootPhrases(RuleShape):
    """The tables of `rules/foot_phrases.toml`."""

    source: str
    openings: tuple[str, ...]
    phrases: tuple[str, ...]
    matches: tuple[tuple[str, str], ...]
    rejects: tuple[str, ...]
    family_names: tuple[str, ...]
    other_family_names: tuple[str, ...]


@cache
def foot_phrases() -> FootPhrases:
    """Return the tables, read once."""
    return load_rules("foot_phrases", FootPhrases)


@cache
def _known(*, opening: bool) -> dict[tuple[str, ...], tuple[str, ...]]:
    rules = foot_phrases()
    phrases = (*rules.phrases, *(rules.openings if opening else ()))
    split = [tuple(fold(phrase).split()) for phrase in phrases]
    return {tuple(strip_accents(s) for s in phrase): phrase for phrase in split}


def mend_entry(text: str) -> str:
    """Return an entry with the accents of the tables' phrases; syllables and case stay.

    Example:
        >>> mend_entry("Như Điêu 3")
        'Như Điều 3'
        >>> mend_entry("Công an tỉnh")
        'Công an tỉnh'
    """
    syllables = [_without_slips(syllable) for syllable in text.split(" ")]
    bare = [strip_accents(s).strip(_EDGES) for s in syllables]
    index = 0
    while index < len(syllables):
        phrase = _phrase_at(bare, syllables, index)
        for offset, accented in enumerate(phrase):
            syllables[index + offset] = _dress(syllables[index + offset], accented)
        index += max(1, len(phrase))
    return " ".join(syllables)


def _without_slips(syllable: str) -> str:
    """Return an abbreviation with the C that was read as a currency sign: «KSTTH€»."""
    letters = syllable.replace("€", "").strip(_EDGES)
    return syllable.replace("€", "C") if len(letters) > 1 and letters.isupper() else syllable


def _phrase_at(bare: list[str], syllables: list[str], index: int) -> tuple[str, ...]:
    """Return the longest phrase at a place, empty where there is none."""
    for size in range(min(_LONGEST, len(bare) - index), 0, -1):
        phrase = _known(opening=index == 0).get(tuple(bare[index : index + size]))
        if phrase is None:
            continue
        if size == 1 and syllables[index][-1:] != ":":
            continue  # «Lưu:» is the archive line's, «Lưu Văn An» a name
        return phrase
    return ()


def _dress(syllable: str, accented: str) -> str:
    """Put the accents on the syllable: its case and the marks around it stay."""
    core = syllable.strip(_EDGES)
    if not core or fold(core) == accented:
        return syllable
    if core.isupper():
        accented = accented.upper()
    elif core[:1].isupper():
        accented = accented[:1].upper() + accented[1:]
    return syllable.replace(core, accented, 1)


def mend_signer(name: str, *, confidence: float = 0.0) -> str:
    """Return a signer's name with the accents of its family name; unchanged where in doubt.

    Args:
        name: As read.
        confidence: Of the reading of the family name. A tone that was surely read stands: rare
            families differ from the common ones by nothing else.

    Example:
        >>> mend_signer("Pham Văn Bình"), mend_signer("Hà Văn Bình")
        ('Phạm Văn Bình', 'Hà Văn Bình')
    """
    first, blank, rest = name.partition(" ")
    if not rest:
        return name
    if confidence >= _SURE and _has_tone(first) and fold(first) in load_lexicon().syllables:
        return name
    mended = _same_letters(first) or _same_ending(first)
    if mended is None:
        return name
    return f"{mended.upper() if first.isupper() else mended}{blank}{rest}"


def _has_tone(text: str) -> bool:
    return any(c in _TONES for c in unicodedata.normalize("NFD", text))


def _same_letters(first: str) -> str | None:
    """Return the one family name with the same letters that the reading may have lost marks of."""
    rules = foot_phrases()
    if fold(first) in {fold(n) for n in (*rules.family_names, *rules.other_family_names)}:
        return None
    found = [n for n in rules.family_names if strip_accents(n) == strip_accents(first)]
    # The table holds no two names alike, but for the ones that marks alone tell apart (Vũ, Vù).
    return found[0] if len(found) == 1 and _lost_marks(first, found[0]) else None


def _lost_marks(read: str, name: str) -> bool:
    """Tell whether no shape of the reading (â, ơ, đ) stands against the name: tones may differ."""
    pairs = zip(_shapes(read), _shapes(name), strict=False)
    return all(ours <= theirs for ours, theirs in pairs)


def _shapes(text: str) -> list[frozenset[str]]:
    shapes = []
    for letter in fold(text):
        marks = frozenset(unicodedata.normalize("NFD", letter)[1:]) - _TONES
        shapes.append(marks | {"đ"} if letter == "đ" else marks)
    return shapes


def _same_ending(first: str) -> str | None:
    """Return the one family name that a syllable nobody writes ends like: «Øuyễn»."""
    folded = fold(first)
    if not first[:1].isalpha():
        return None
    rules = foot_phrases()
    if first[:1].islower():
        # No name begins with a small letter: its first letters are lost («yên Văn», «tịnh Ngọc»).
        known = (*rules.family_names, *rules.other_family_names)
        found = [n for n in known if _ends_alike(folded, fold(n), least=_LEAST_OF_CUT)]
        found = found or [
            n for n in known if strip_accents(fold(n)).endswith(strip_accents(folded))
        ]
        cut = len(found) == 1 and len(folded) >= _LEAST_OF_CUT and found[0] in rules.family_names
        return found[0] if cut else None
    if folded in load_lexicon().syllables:
        return None
    found = [n for n in rules.family_names if _ends_alike(folded, fold(n), least=_LEAST_ENDING)]
    return found[0] if len(found) == 1 else None


def _ends_alike(read: str, name: str, *, least: int) -> bool:
    ending = next((name[i:] for i in range(1, len(name)) if read.endswith(name[i:])), "")
    lost = max(len(read), len(name)) - len(ending)
    return len(ending) >= least and lost <= _MOST_LOST_LETTERS


def common_ending(*readings: str) -> str | None:
    """Return the one family name that all readings of its place end like, the first letter lost.

    Example:
        >>> common_ending("xê", "1ê"), common_ending("xương", "1ương")
        ('Lê', None)
    """
    endings = {fold(reading[1:]) for reading in readings}
    if len(endings) != 1 or not (ending := endings.pop()) or not ending.isalpha():
        return None
    rules = foot_phrases()
    known = (*rules.family_names, *rules.other_family_names)
    found = [name for name in known if fold(name).endswith(ending)]
    if len(found) != 1 or len(found[0]) > len(ending) + 2:
        return None
    return found[0] if found[0] in rules.family_names else None


def mended(
    layout: Layout, value: Value | None, mend: Callable[[str], str], repair: str
) -> Value | None:
    """Return a value read from an image with its text mended, the repair named, less sure.

    Args:
        layout: The document.
        value: What was read; None and values without a text come back as they are.
        mend: Gives the mended text.
        repair: Name of the repair.
    """
    if value is None or value.value is None or value.span is None:
        return value
    text = mend(value.value)
    if text == value.value or not any(a.ocr for a in layout.anchors_in(*value.span)):
        return value
    confidence = round(value.confidence * _LESS_SURE[repair], 3)
    repairs = [*value.repairs, repair]
    return value.model_copy(update={"value": text, "confidence": confidence, "repairs": repairs})
