"""Find the spelling of words that a scan misread: accents only, from the words beside them.

In: a run of words as read, with the reader's confidence. Out: the better spelling of some of them.

Two judges, asked in this order:
1. `respell`: the lexicon. Nobody writes the read pair, and one known pair has the same letters.
2. `respell_by_document`: the document. It has another form of the pair again and again, read well.

A wrong correction is worse than a missed one, so a word is left alone when
- it stands in a known pair with either neighbour, or two forms compete;
- the accent is of a kind that scans keep (the dot below), unless the reader was in doubt;
- it is a word that follows anything (`LOOSE`), for then a pair says nothing;
- it may be a name: with a capital in play only the table of official words speaks, it says
  nothing about two capitals side by side, and a line of capitals must be long.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache

from extractors.lexicon import Lexicon
from extractors.lexicon import Pair
from extractors.lexicon import Standing
from models.folding import fold
from models.folding import strip_accents

__all__ = [
    "LOOSE",
    "ReadWord",
    "marks_between",
    "respell",
    "respell_by_document",
    "speaks_for_itself",
]

# Below this the reader was in doubt; above it only official words speak against what it read.
_DOUBTFUL = 0.9
# So many more times must the document have the other form.
_OFTEN = 3
# A name in capitals has two to four syllables; a heading has more.
_LONG_CAPITALS = 5
# Family name, middle name, given name; two capitals alone are a place as often.
_NAME_PARTS = 3
# The family names of nine in ten people; Hồ is left out for the city's sake.
_FAMILY_NAMES = frozenset(
    """
    bùi cao châu chu đặng đào đinh đỗ đoàn dương hà hoàng huỳnh khuất kiều lâm lê lương lưu lý mai
    ngô nguyễn ninh phạm phan phùng quách tạ thái tô tống trần triệu trịnh trương từ văn vi võ vũ
    """.split()  # noqa: SIM905 - a table
)
_NEAR, _FAR, _TOO_FAR = 1, 2, 9
_EDGES = ".,;:!?()[]{}\"'“”‘’*+–—_/…-"
_DOT = "\u0323"
_TONES = frozenset("\u0300\u0301\u0303\u0309" + _DOT)
# Words that follow or precede anything: a pair with one of them is no word of its own.
LOOSE = frozenset(
    """
    ai bị bởi bằng các cái cho chưa có còn cùng cũng của do để đến được đang đã đó đây đều
    giữa hay hơn hoặc khi không là lại lên mà mỗi một mới nào nên nếu ngay ngoài nhưng những nhiều
    như nơi này nữa phải qua ra rất rồi sau sẽ số tại theo thì trên trong trước từ từng tự và vào
    vẫn về vì việc với vừa xuống ở sự
    """.split()  # noqa: SIM905 - a table
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWord:
    """A word of a run.

    Attributes:
        text: As read, with the punctuation on it.
        confidence: The reader's, 0 to 1.
        mendable: False for words that only bear witness: text layers, words mended before.
    """

    text: str
    confidence: float
    mendable: bool


@dataclass(slots=True)
class _Token:
    """A word taken apart.

    Attributes:
        core, folded: Its letters without the punctuation around them, as read and for comparison.
        opens, closes: False where punctuation parts it from the word before or after it.
    """

    word: ReadWord
    core: str
    folded: str
    opens: bool
    closes: bool
    caps: int = 0

    @property
    def may_change(self) -> bool:
        return self.word.mendable and len(self.core) > 1 and self.core.isalpha()


@dataclass(slots=True)
class _Choice:
    """Forms of one word that a known pair asks for: each with its best pair and its distance."""

    forms: dict[str, tuple[Standing, int]] = field(default_factory=dict)

    def add(self, form: str, standing: Standing, distance: int) -> None:
        best = self.forms.get(form, (Standing.UNKNOWN, _TOO_FAR))
        self.forms[form] = max((standing, distance), best, key=lambda rank: (rank[0], -rank[1]))

    def winner(self) -> str | None:
        ranked = sorted(self.forms.items(), key=lambda item: (-item[1][0], item[1][1]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


def respell(run: Sequence[ReadWord], lexicon: Lexicon) -> list[str]:
    """Return the texts of the run, those of misread words with the accents of a known pair.

    The result has as many texts as the run has words; only accents differ. Cost: linear.
    """
    tokens = _tokens(run)
    for index, token in enumerate(tokens):
        if not token.may_change:
            continue
        if _is_known(tokens, index, lexicon):
            token.folded = _fitting_both(tokens, index, lexicon) or token.folded
            continue
        form = _single(tokens, index, lexicon)
        if form is not None:
            token.folded = form
            continue
        pair = _double(tokens, index, lexicon)
        if pair is not None:
            token.folded, tokens[index + 1].folded = pair.left, pair.right
    return [_dress(token) for token in tokens]


def respell_by_document(runs: Sequence[Sequence[ReadWord]], lexicon: Lexicon) -> list[list[str]]:
    """Return the texts of all runs, doubtful words in the form that the document has elsewhere."""
    parsed = [_tokens(run) for run in runs]
    seen = _pairs_seen(parsed)
    forms: dict[str, set[str]] = {}
    for tokens in parsed:
        for token in tokens:
            if token.core.isalpha() and token.word.confidence >= _DOUBTFUL:
                forms.setdefault(_plain(token.folded), set()).add(token.folded)
    for tokens in parsed:
        for index, token in enumerate(tokens):
            if _may_be_outvoted(token) and not _is_known(tokens, index, lexicon):
                token.folded = _outvoted(tokens, index, forms, seen) or token.folded
    return [[_dress(token) for token in tokens] for tokens in parsed]


def speaks_for_itself(run: Sequence[ReadWord], lexicon: Lexicon) -> set[int]:
    """Return the positions of words whose reading the words beside them bear out.

    Such a word stands in a known pair, is one that follows anything and was read well, or is
    part of a person's name.
    """
    tokens = _tokens(run)
    return _names_of_persons(tokens) | {
        index
        for index, token in enumerate(tokens)
        # Capitals are read worse, and the long list has rare words for almost any pair.
        if _best_standing(tokens, index, lexicon)
        >= (Standing.COMMON if token.core.isupper() else Standing.LISTED)
        or (token.folded in LOOSE and token.word.confidence >= _DOUBTFUL)
    }


def _names_of_persons(tokens: Sequence[_Token]) -> set[int]:
    """Return the positions of words with a capital that follow a family name without a break."""
    found: set[int] = set()
    start = 0
    for index, token in enumerate(tokens):
        before = _beside(tokens, index, -1)
        if before is None or not (token.core.istitle() and before.core.istitle()):
            start = index
        if index - start >= _NAME_PARTS - 1 and tokens[start].folded in _FAMILY_NAMES:
            found.update(range(start, index + 1))
    return found


def _tokens(run: Iterable[ReadWord]) -> list[_Token]:
    tokens = []
    for word in run:
        core = word.text.strip(_EDGES)
        tokens.append(
            _Token(
                word=word,
                core=core,
                folded=_folded(core),
                opens=bool(core) and word.text[:1] == core[:1],
                closes=bool(core) and word.text[-1:] == core[-1:],
            )
        )
    _count_capitals(tokens)
    return tokens


def _count_capitals(tokens: list[_Token]) -> None:
    """Write on every word of capitals how many such words stand together."""
    start = 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and tokens[index].core.isupper():
            continue
        for token in tokens[start:index]:
            token.caps = index - start
        start = index + 1


def _beside(tokens: Sequence[_Token], index: int, step: int) -> _Token | None:
    """Return the word beside `index` if nothing parts the two, else None."""
    other = index + step
    if not 0 <= other < len(tokens):
        return None
    left, right = (tokens[index], tokens[other]) if step > 0 else (tokens[other], tokens[index])
    return tokens[other] if left.closes and right.opens else None


def _standing(tokens: Sequence[_Token], index: int, step: int, lexicon: Lexicon) -> Standing:
    other = _beside(tokens, index, step)
    if other is None:
        return Standing.UNKNOWN
    own = tokens[index].folded
    return lexicon.standing(own, other.folded) if step > 0 else lexicon.standing(other.folded, own)


def _best_standing(tokens: Sequence[_Token], index: int, lexicon: Lexicon) -> Standing:
    """Return the standing of the better pair; a small word and the name behind it are no pair."""
    return max(
        Standing.UNKNOWN
        if _begins_name(tokens, index if step > 0 else index - 1)
        else _standing(tokens, index, step, lexicon)
        for step in (-1, 1)
    )


def _begins_name(tokens: Sequence[_Token], index: int) -> bool:
    """Tell whether a name begins behind the word at `index`: «tính | Điện Biên»."""
    if not 0 <= index < len(tokens) - 1:
        return False
    return tokens[index].core.islower() and tokens[index + 1].core.istitle()


def _is_known(tokens: Sequence[_Token], index: int, lexicon: Lexicon) -> bool:
    return any(_standing(tokens, index, step, lexicon) for step in (1, -1))


def _single(tokens: Sequence[_Token], index: int, lexicon: Lexicon) -> str | None:
    """Return the form of one word that makes a known pair with a neighbour as it stands."""
    token, choice = tokens[index], _Choice()
    for step in (-1, 1):
        other = _beside(tokens, index, step)
        if other is None:
            continue
        taken = bool(_standing(tokens, index + step, step, lexicon))
        sides = (token.folded, other.folded) if step > 0 else (other.folded, token.folded)
        for pair in lexicon.same_letters(*sides):
            form, beside = (pair.left, pair.right) if step > 0 else (pair.right, pair.left)
            if beside != other.folded or form == token.folded:
                continue
            away = marks_between(token.folded, form)
            if step < 0 and other.folded in LOOSE:
                continue  # «để báo cáo» says nothing against «để bảo»
            if _may_be(pair, token, other, taken) and _believed(pair, token, away, lexicon):
                choice.add(form, pair.standing, away)
    return choice.winner()


def _fitting_both(tokens: Sequence[_Token], index: int, lexicon: Lexicon) -> str | None:
    """Return the form that makes an official pair with one neighbour and a known one with the other.

    So «Luật tố chức» is mended although «luật tố» (tố tụng) is known as well.
    """
    token = tokens[index]
    standings = [_standing(tokens, index, step, lexicon) for step in (-1, 1)]
    if Standing.OFFICIAL in standings or Standing.UNKNOWN not in standings:
        return None
    step = (-1, 1)[standings.index(Standing.UNKNOWN)]
    before, after = _beside(tokens, index, -step), _beside(tokens, index, step)
    if before is None or after is None or {token.folded, after.folded} & LOOSE:
        return None
    sides = (token.folded, after.folded) if step > 0 else (after.folded, token.folded)
    forms = [
        form
        for pair in lexicon.same_letters(*sides)
        if pair.standing is Standing.OFFICIAL
        for form, beside in [(pair.left, pair.right) if step > 0 else (pair.right, pair.left)]
        if beside == after.folded
        and form != token.folded
        and marks_between(token.folded, form) <= _NEAR
        and _case_allows(pair, token, after)
        and (
            lexicon.standing(before.folded, form)
            if step > 0
            else lexicon.standing(form, before.folded)
        )
        >= Standing.COMMON
    ]
    return forms[0] if len(forms) == 1 else None


def _may_be(pair: Pair, token: _Token, other: _Token, taken: bool) -> bool:
    """Tell whether case and looseness allow the pair for these two words."""
    official = pair.standing is Standing.OFFICIAL
    if {token.folded, other.folded, pair.left, pair.right} & LOOSE:
        if not official or (taken and token.folded in LOOSE):
            return False
    elif taken and not official:
        return False
    return _case_allows(pair, token, other)


def _case_allows(pair: Pair, token: _Token, other: _Token) -> bool:
    if token.core.islower() and other.core.islower():
        return True
    if pair.standing is not Standing.OFFICIAL:
        return False
    if token.core.isupper():
        return token.caps >= _LONG_CAPITALS and other.core.isupper()
    # Two capitals may be a name; an abbreviation («Cổng TTĐT») is none.
    return not (token.core.istitle() and other.core.istitle())


def _believed(pair: Pair, token: _Token, away: int, lexicon: Lexicon) -> bool:
    """Tell whether the evidence outweighs the reader's confidence."""
    strange = token.folded not in lexicon.syllables
    doubted = strange or token.word.confidence < _DOUBTFUL
    if pair.standing is Standing.OFFICIAL:
        # The marks of capitals are small, and are misread surely.
        return away <= (_FAR if doubted or token.core.isupper() else _NEAR)
    return away <= _NEAR and doubted


def _double(tokens: Sequence[_Token], index: int, lexicon: Lexicon) -> Pair | None:
    """Return the official pair that this word and the next are, each one mark away from it."""
    token, other = tokens[index], _beside(tokens, index, 1)
    if other is None or not other.may_change or _standing(tokens, index + 1, 1, lexicon):
        return None
    found = [
        pair
        for pair in lexicon.same_letters(token.folded, other.folded)
        if pair.standing is Standing.OFFICIAL
        and max(marks_between(token.folded, pair.left), marks_between(other.folded, pair.right))
        <= _NEAR
        and not {token.folded, other.folded} & LOOSE
        and _case_allows(pair, token, other)
    ]
    return found[0] if len(found) == 1 else None


def _may_be_outvoted(token: _Token) -> bool:
    return (
        token.may_change
        and token.core.islower()
        and token.word.confidence < _DOUBTFUL
        and token.folded not in LOOSE
    )


def _pairs_seen(parsed: Sequence[Sequence[_Token]]) -> Counter[str]:
    """Count the pairs of the document whose two words were read well."""
    seen: Counter[str] = Counter()
    for tokens in parsed:
        for index, token in enumerate(tokens):
            other = _beside(tokens, index, 1)
            if other and min(token.word.confidence, other.word.confidence) >= _DOUBTFUL:
                seen[f"{token.folded} {other.folded}"] += 1
    return seen


def _outvoted(
    tokens: Sequence[_Token], index: int, forms: dict[str, set[str]], seen: Counter[str]
) -> str | None:
    """Return the one near form that the document has beside the same neighbours, often."""
    own = tokens[index].folded
    winners = [
        form
        for form in forms.get(_plain(own), ())
        if form != own
        and marks_between(own, form) <= _NEAR
        and _votes(tokens, index, form, seen) >= _OFTEN
        and not _votes(tokens, index, own, seen)
    ]
    return winners[0] if len(winners) == 1 else None


def _votes(tokens: Sequence[_Token], index: int, form: str, seen: Counter[str]) -> int:
    votes = 0
    for step in (-1, 1):
        other = _beside(tokens, index, step)
        if other is not None and other.core.isalpha() and other.folded not in LOOSE:
            pair = f"{form} {other.folded}" if step > 0 else f"{other.folded} {form}"
            votes += seen[pair]
    return votes


@lru_cache(maxsize=20_000)  # a document has some hundred different words
def _folded(core: str) -> str:
    return fold(core)


@lru_cache(maxsize=20_000)
def _plain(folded: str) -> str:
    return strip_accents(folded)


@lru_cache(maxsize=20_000)  # pairs of forms of a language's few thousand syllables
def marks_between(read: str, form: str) -> int:
    """Return how many marks part two spellings; a dot below, gained or lost, counts twice."""
    ours, theirs = _letters(read), _letters(form)
    if [plain for plain, _ in ours] != [plain for plain, _ in theirs]:
        return _TOO_FAR
    total = 0
    for (_, mine), (_, other) in zip(ours, theirs, strict=True):
        tones = {mark for mark in mine ^ other if mark in _TONES}
        shape = (mine ^ other) - tones
        total += bool(shape) + bool(tones) + (_DOT in tones)
    return total


def _letters(syllable: str) -> list[tuple[str, frozenset[str]]]:
    """Return each letter in plain form with its marks; the bar of đ is a mark."""
    letters = []
    for letter in syllable:
        plain, *marks = list(unicodedata.normalize("NFD", letter))
        letters.append(("d", frozenset("đ")) if plain == "đ" else (plain, frozenset(marks)))
    return letters


def _dress(token: _Token) -> str:
    """Return the word's text with the accents of its folded form; case and punctuation stay."""
    read = _folded(token.core)
    if token.folded == read or len(token.folded) != len(token.core):
        return token.word.text
    letters = [
        form.upper() if letter.isupper() else form
        for letter, form in zip(token.core, token.folded, strict=True)
    ]
    return token.word.text.replace(token.core, "".join(letters), 1)
