"""Settle words in capitals by the same words elsewhere in the document.

In: the runs of words of a document as read. Out: their texts, some words in capitals with the
accents that the document has for them where it writes them small, and some abbreviations with the
letter that was taken for a figure.

Accents are small over capitals, and readers lose or swap them surely («CẤM LẠC»); the same name
stands in the line of the place, in the text, in the list of recipients, in small letters that are
read well («Cẩm Lạc»). The ballot is held over pairs of neighbours, for one syllable alone is too
common. The reading stands when

- the pair is known as it is, or the document has it in small letters too;
- two forms compete, or a word is more than one mark away from the other form (a dot below, which
  scans keep, is two);
- the other form has fewer marks, for marks are lost more often than made, unless it stands there
  twice or the reader was in doubt.

An abbreviation read in doubt with a figure or a strange sign in it («MT1Q», «KSTTH€») takes the letters
of the one well-read word of capitals that differs from it only where the sign looks like the letter.
One of letters alone («VUNCN») that was nowhere read well takes the form that differs in one letter
(«TTHC»), where that was read well again and again and more often than this one in all; two such forms
let it stand, and so does a form that offices use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from collections.abc import Set
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from itertools import product

from extractors.check_rules import check_rules
from extractors.lexicon import Lexicon
from extractors.lexicon import Standing
from extractors.respell import LOOSE
from extractors.respell import ReadWord
from extractors.respell import marks_between
from extractors.rules import document_types
from models.folding import fold
from models.folding import strip_accents

__all__ = ["vote_capitals"]

# What was read with less confidence bears no witness; in capitals it is in doubt.
_WELL_READ = 0.9
# One mark may part the two forms of a word.
_NEAR = 1
# So many readings agree: small ones with fewer marks, or capitals where nothing stands in small.
_AGREED = 2
# A shorter word with a figure in it may be a code: «B1».
_LEAST_ABBREVIATION = 3
_MOST_FIGURES = 2
_LETTERS_LIKE = {"0": "OQD", "1": "TIL", "2": "Z", "4": "A", "5": "S", "6": "G", "7": "T", "8": "B"}
_LETTERS_LIKE |= {"€": "CEG", "§": "S", "Š": "S", "Ÿ": "Y", "|": "IL", "£": "E", "Ø": "OQ"}
# One letter says more in a long abbreviation than in a short one: «SNV» and «SNN» are two offices.
_LONG_ABBREVIATION = 4
# An abbreviation read worse than this was read in doubt; the other form must stand so often, read well.
_ILL_READ = 0.85
# A paper has some dozen of them; a page of capitals is no ground for a vote.
_MOST_ABBREVIATIONS = 400
# Behind a unit of the land any name may begin: «xã Cẩm Bình» says nothing of «XÃ CAM LỘ».
_UNITS = frozenset(
    ["xã", "phường", "tỉnh", "huyện", "quận", "trấn", "phố", "khu", "thôn", "bản", "ấp", "làng"]
)
_EDGES = ".,;:!?()[]{}\"'“”‘’*+–—_/…-"

_Form = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two neighbours of a run, nothing between them: their place, form, and how they were read."""

    index: int
    form: _Form
    capitals: bool
    confidence: float
    mendable: bool

    @property
    def letters(self) -> _Form:
        return strip_accents(self.form[0]), strip_accents(self.form[1])


@dataclass(slots=True)
class _Ballot:
    """How often each form of a pair was read well, in small letters and in capitals."""

    small: Counter[_Form] = field(default_factory=Counter)
    capitals: Counter[_Form] = field(default_factory=Counter)


def vote_capitals(runs: Sequence[Sequence[ReadWord]], lexicon: Lexicon) -> list[list[str]]:
    """Return the texts of all runs, words in capitals as the document has them elsewhere.

    Each run gives as many texts as it has words; accents differ, and figures in abbreviations.
    Cost: linear.
    """
    parsed = [list(_pairs(run)) for run in runs]
    ballots = _count(parsed)
    abbreviations = {core for run in runs for word in run if (core := _abbreviation(word))}
    misread = _misread_abbreviations(runs)
    voted = []
    for run, pairs in zip(runs, parsed, strict=True):
        texts = [_corrected(word, abbreviations, misread) for word in run]
        for pair in pairs:
            form = _elected(pair, ballots, lexicon)
            if form is not None:
                for index, syllable in zip((pair.index, pair.index + 1), form, strict=True):
                    texts[index] = _dress(run[index].text, syllable)
        voted.append(texts)
    return voted


def _pairs(run: Sequence[ReadWord]) -> Iterator[_Pair]:
    cores = [word.text.strip(_EDGES) for word in run]
    for index in range(len(run) - 1):
        left, right = cores[index], cores[index + 1]
        joined = run[index].text.endswith(left) and run[index + 1].text.startswith(right)
        form = fold(left), fold(right)
        if (
            joined
            and left.isalpha()
            and right.isalpha()
            and not (LOOSE & {*form} or form[0] in _UNITS)
        ):
            words = run[index : index + 2]
            yield _Pair(
                index=index,
                form=form,
                capitals=left.isupper() and right.isupper(),
                confidence=min(word.confidence for word in words),
                mendable=all(word.mendable for word in words),
            )


def _count(parsed: Sequence[Sequence[_Pair]]) -> dict[_Form, _Ballot]:
    ballots: dict[_Form, _Ballot] = {}
    for pairs in parsed:
        for pair in pairs:
            if pair.confidence >= _WELL_READ:
                ballot = ballots.setdefault(pair.letters, _Ballot())
                (ballot.capitals if pair.capitals else ballot.small)[pair.form] += 1
    return ballots


def _elected(pair: _Pair, ballots: dict[_Form, _Ballot], lexicon: Lexicon) -> _Form | None:
    """Return the form that the document has for a pair in capitals, None where the reading stands."""
    if not (pair.capitals and pair.mendable) or pair.letters not in ballots:
        return None
    if lexicon.standing(*pair.form) >= Standing.COMMON:
        return None
    ballot = ballots[pair.letters]
    doubted = pair.confidence < _WELL_READ
    if ballot.small:
        form = _only_rival(pair.form, ballot.small)
        fuller = form is not None and _marks(form) >= _marks(pair.form)
        enough = 1 if doubted or fuller else _AGREED
        return form if form is not None and ballot.small[form] >= enough else None
    form = _only_rival(pair.form, ballot.capitals)
    return form if doubted and form is not None and ballot.capitals[form] >= _AGREED else None


def _only_rival(read: _Form, votes: Counter[_Form]) -> _Form | None:
    """Return the one form that has votes, if it is near to what was read and another."""
    if len(votes) != 1 or read in votes:
        return None
    form = next(iter(votes))
    near = all(
        marks_between(ours, theirs) <= _NEAR for ours, theirs in zip(read, form, strict=True)
    )
    return form if near else None


def _abbreviation(word: ReadWord) -> str | None:
    """Return the capitals of a well-read word; None for another word."""
    core = word.text.strip(_EDGES)
    fits = core.isalpha() and core.isupper() and len(core) >= _LEAST_ABBREVIATION
    return core if fits and word.confidence >= _WELL_READ else None


def _misread_abbreviations(runs: Sequence[Sequence[ReadWord]]) -> dict[str, str]:
    """Return the abbreviations of the document that were read in doubt only, each with its right form."""
    read: dict[str, list[float]] = {}
    for run in runs:
        for word in run:
            core = word.text.strip(_EDGES)
            if len(core) >= _LONG_ABBREVIATION and core.isalpha() and core.isupper():
                read.setdefault(core, []).append(word.confidence)
    if len(read) > _MOST_ABBREVIATIONS:
        return {}
    sure = {
        core
        for core, worths in read.items()
        if sum(worth >= _WELL_READ for worth in worths) >= _AGREED and all(_plain_capitals(core))
    }
    found: dict[str, str] = {}
    for core, worths in read.items():
        if max(worths) >= _ILL_READ or core in _known_abbreviations():
            continue
        rivals = [
            other
            for other in sure
            if len(other) == len(core)
            and sum(a != b for a, b in zip(other, core, strict=True)) == 1
            and len(read[other]) > len(worths)
        ]
        if len(rivals) == 1:
            found[core] = rivals[0]
    return found


@cache
def _known_abbreviations() -> frozenset[str]:
    """Return the codes of types and of bodies, which are right however ill they were read."""
    codes = {code for row in check_rules().letterhead for code in row.codes}
    return frozenset(codes | {row.code for row in document_types() if row.code})


def _plain_capitals(core: str) -> Iterator[bool]:
    """Tell of every letter whether it bears no tone: words of a heading do, abbreviations do not."""
    return (strip_accents(letter) == letter.lower() or letter == "Đ" for letter in core)


def _corrected(word: ReadWord, abbreviations: Set[str], misread: Mapping[str, str]) -> str:
    core = word.text.strip(_EDGES)
    if word.mendable and core in misread:
        return word.text.replace(core, misread[core], 1)
    return _lettered(word, abbreviations)


def _lettered(word: ReadWord, abbreviations: Set[str]) -> str:
    """Return the word's text, its figures made the letters of the one abbreviation they look like."""
    core = word.text.strip(_EDGES)
    figures = sum(figure in _LETTERS_LIKE for figure in core)
    doubted = word.mendable and word.confidence < _WELL_READ
    long = len(core) >= _LEAST_ABBREVIATION and 0 < figures <= _MOST_FIGURES
    whole = all(sign.isalnum() or sign in _LETTERS_LIKE for sign in core)
    if not (doubted and long and whole and core.isupper()):
        return word.text
    choices = product(*(_LETTERS_LIKE.get(read, read) for read in core))
    rivals = [form for letters in choices if (form := "".join(letters)) in abbreviations]
    return word.text.replace(core, rivals[0], 1) if len(rivals) == 1 else word.text


def _marks(form: _Form) -> int:
    return sum(marks_between(strip_accents(syllable), syllable) for syllable in form)


def _dress(text: str, syllable: str) -> str:
    """Return the word with the accents of the folded syllable; punctuation stays."""
    core = text.strip(_EDGES)
    if fold(core) == syllable:
        return text
    return text.replace(core, syllable.upper(), 1)
