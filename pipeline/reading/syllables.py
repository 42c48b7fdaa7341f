"""The closed grammar of Vietnamese syllables: onset, rhyme and tone.

In: words as read. Out: whether a word is a possible syllable, the share of possible syllables in
a page, and glued words taken apart.

Why a grammar and not a word list: it is closed, needs no data, and tells a good text layer from a
bad one (clean text about 99 %, lost marks about 72 %, a legacy encoding read as Latin about 17 %).
A word is taken apart only behind a vowel that bears a mark: some fonts give such glyphs too narrow
a width, and the blank behind them gets lost («vềviệc»). Elsewhere a break would be a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

__all__ = ["health", "is_syllable", "shares", "split_glued", "split_run"]

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOP_TONES = {"\u0301", "\u0323"}
_ONSETS = frozenset(
    ["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()]  # noqa: SIM905 - a table
)
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y ya yêm yên yêng yêt yêu
    o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uơ uôc uôi uôm uôn uông uôt
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương
    ươp ươt ươu
    """.split()  # noqa: SIM905 - a table
)
# Behind qu the glide u belongs to the onset: quá, quốc, quyền, quỳnh.
_QU_RHYMES = frozenset(
    """
    a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê êch ên ênh
    êt i it ich ôc ơ y yên yêt ynh yt ych yu uôc
    """.split()  # noqa: SIM905 - a table
)
# Behind gi the i of the rhyme is written once: gì, gìn, giết, giếng.
_GI_BARE_RHYMES = frozenset(["", "n", "m", "p", "t", "u", "a", "êt", "êng", "êm", "ên", "êc", "êp"])
_FRONT = frozenset("eêiy")
# Spellings of the highlands' place names, outside of the grammar yet in everyday use.
_NAMES = frozenset(["đắk", "lắk", "đăk", "pleiku", "kon"])
_COMMITTEE = frozenset(["ủy", "uỷ"])
_VOWELS = frozenset("aăâeêioôơuưy")
_EDGE_RE = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_INNER_RE = re.compile(r"[-‐–—/.,:;&()“”\"'’+%…*_]+")
_SPLIT_RE = re.compile(r"^([^\w]*)(\w+)([^\w]*.*)$", re.DOTALL)
_MAX_GLUED = 60


def _take_apart(word: str) -> tuple[str, str] | None:
    """Return the letters without tone and the tone; None when there are two tones or none fits."""
    base: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            if tone:
                return None
            tone = char
        else:
            base.append(char)
    return unicodedata.normalize("NFC", "".join(base)), tone


@lru_cache(maxsize=20_000)  # a language has some 7,000 written syllables
def _is_lower_syllable(word: str) -> bool:
    if word in _NAMES:
        return True
    apart = _take_apart(word)
    if apart is None:
        return False
    base, tone = apart
    return any(_fits(base[:cut], base[cut:], tone) for cut in range(4) if base[:cut] in _ONSETS)


def _fits(onset: str, rhyme: str, tone: str) -> bool:
    if onset == "gi" and rhyme in _GI_BARE_RHYMES:
        return _tone_fits(rhyme, tone)
    if onset == "qu":
        return rhyme in _QU_RHYMES and _tone_fits(rhyme, tone)
    if rhyme not in _RHYMES or not _tone_fits(rhyme, tone):
        return False
    front = rhyme[0] in _FRONT
    if onset in {"gh", "ngh"}:
        return front and rhyme[0] != "y"
    if onset == "ng":
        return not front
    if onset == "c":
        return not front
    if onset == "g":
        return not front or rhyme == "i"
    return True


def _tone_fits(rhyme: str, tone: str) -> bool:
    """A rhyme closed by p, t, c or ch bears the acute or the dot below, and no other tone."""
    return not rhyme.endswith(("p", "t", "c", "ch")) or tone in _STOP_TONES


def is_syllable(word: str) -> bool:
    """Tell whether `word` is a possible Vietnamese syllable, whatever its case.

    Both tone placements (hoà, hòa) and both normal forms are accepted.

    Example:
        >>> [is_syllable(w) for w in ("Nghị", "quyết", "hòa", "hoà", "nh©n", "vềviệc")]
        [True, True, True, True, False, False]
    """
    if not 0 < len(word) <= 21:
        return False
    return _is_lower_syllable(unicodedata.normalize("NFC", word).lower())


class _Count(NamedTuple):
    """How many parts a health count looks at, how many are possible syllables, how many marked."""

    parts: int
    good: int
    marked: int


def _counts_of(words: Iterable[str]) -> _Count:
    """Return the counts of all words together."""
    counts = [_known_count(word) if len(word) <= _MAX_GLUED else _count(word) for word in words]
    return _Count(*map(sum, zip(*counts, strict=True))) if counts else _Count(0, 0, 0)


@lru_cache(maxsize=16_384)  # words come again
def _known_count(word: str) -> _Count:
    return _count(word)


def _count(word: str) -> _Count:
    """Count the parts of a word that a health count looks at.

    Numbers, addresses, abbreviations in capitals and single letters say nothing about a text layer.
    """
    if "://" in word or "@" in word or word.startswith("www."):
        return _Count(0, 0, 0)
    parts = good = marked = 0
    for part in _INNER_RE.split(_EDGE_RE.sub("", word)):
        if len(part) < 2 or any(c.isdigit() for c in part):
            continue
        possible = is_syllable(part)
        if part.isupper() and len(part) <= 8 and not possible:
            continue
        parts += 1
        good += possible
        marked += not part.isascii()
    return _Count(parts, good, marked)


def health(words: Iterable[str]) -> float:
    """Return the share of possible syllables among the words made of letters, 0 to 1.

    Numbers, single letters and abbreviations in capitals are left out; 1.0 when nothing is left.
    """
    return shares(words)[0]


def shares(words: Iterable[str]) -> tuple[float, float]:
    """Return `health` of the words and the share of them that bear a Vietnamese mark, each 0 to 1.

    Running Vietnamese has marks (or đ) on about three words in four; text that lost them has next to
    none and may still look like syllables. Both 1.0 when there are no words made of letters.
    """
    total, good, marked = _counts_of(words)
    return (good / total, marked / total) if total else (1.0, 1.0)


def _bears_mark(char: str) -> bool:
    decomposed = unicodedata.normalize("NFD", char.lower())
    return len(decomposed) > 1 and decomposed[0] in _VOWELS


def split_glued(word: str) -> list[str]:
    """Return the words that `word` was glued from; `[word]` when it is whole or cannot be told.

    Breaks are set only behind a vowel that bears a mark, and only where every piece is a possible
    syllable (the last piece may be a number or a symbol). Case is kept; punctuation around the
    word stays with its neighbours. The pieces join to exactly `word`.

    Example:
        >>> split_glued("vềviệc"), split_glued("số484-CV/BTCTU"), split_glued("(chủtrì)")
        (['về', 'việc'], ['số', '484-CV/BTCTU'], ['(chủ', 'trì)'])
    """
    if len(word) < 3 or len(word) > _MAX_GLUED or word.isascii():
        return [word]
    match = _SPLIT_RE.match(word)
    if match is None:
        return [word]
    before, core, after = match.groups()
    if is_syllable(core):
        return [word]
    pieces = _pieces(core, after)
    if pieces is None:
        return [word]
    return [before + pieces[0], *pieces[1:-1], pieces[-1] + after]


def _pieces(core: str, after: str) -> list[str] | None:
    """Return the fewest pieces of `core`, or None; a number may follow a piece."""
    best: list[list[str] | None] = [None] * (len(core) + 1)
    best[0] = []
    for end in range(1, len(core) + 1):
        if end < len(core) and not _bears_mark(core[end - 1]):
            continue
        for start in range(max(0, end - 12), end):
            head = best[start]
            if head is None or (head and not _bears_mark(core[start - 1])):
                continue
            if not is_syllable(core[start:end]) and not _is_capital_name(core, start, end):
                continue
            known = best[end]
            if known is None or len(head) + 1 < len(known):
                best[end] = [*head, core[start:end]]
        if best[end] is not None and end < len(core) and core[end].isdigit():
            return [*(best[end] or []), core[end:]]
    found = best[-1]
    if found is None or len(found) < 2 or _is_spelled(core, after):
        return None
    return found


def _is_capital_name(core: str, start: int, end: int) -> bool:
    """An abbreviation in capitals may stand last: «củaUBND»; its vowels bear no mark («HOẠTĐỘNG» ends with none)."""
    piece = core[start:end]
    last = bool(start) and end == len(core) and len(piece) > 1
    return last and piece.isupper() and not any(map(_bears_mark, piece))


def _is_spelled(core: str, after: str) -> bool:
    """A reference symbol is no glued word: «BXDĐ», «ĐU/HĐND»."""
    return core.isupper() and after[:1] in {"/", "-"}


def split_run(letters: str) -> list[str]:
    """Return the syllables of a run of letters that was printed letter by letter without word gaps.

    The fewest syllables, longer ones first, those with a consonant in front preferred; `[letters]` when no cut gives syllables only.

    Example:
        >>> split_run("THÀNHỦYHÀNỘI")
        ['THÀNH', 'ỦY', 'HÀ', 'NỘI']
    """
    if len(letters) > 200:
        return [letters]
    best: list[tuple[int, list[str]] | None] = [None] * len(letters) + [(0, [])]
    for start in range(len(letters) - 1, -1, -1):
        for end in range(min(len(letters), start + 8), start, -1):
            tail, known, piece = best[end], best[start], letters[start:end]
            if tail is None or not is_syllable(piece):
                continue
            cost = tail[0] + 2 + _begins_bare(piece)
            if known is None or cost < known[0]:
                best[start] = (cost, [piece, *tail[1]])
    return best[0][1] if best[0] is not None and best[0][1] else [letters]


def _begins_bare(syllable: str) -> bool:
    """Few syllables of titles begin with a vowel, so «HÀ NỘI» is likelier than «HÀN ỘI».

    The word for committee does, and it is in most names of Party and State bodies.
    """
    first = unicodedata.normalize("NFD", syllable.lower())[:1]
    return first in _VOWELS and syllable.lower() not in _COMMITTEE
