"""Mend what a scan lost in words whose right form is known; the reading is kept as raw.

In: the placed lines and tables of a document, or the words of one line. Out: the same, some words
with their accents back. Only words read from an image are touched, and only their accents,
strange signs, and letters of abbreviations.

Before all, signs that Vietnamese writing does not have become the figure or letter they stand for
(`extractors.strange_signs`); a word that keeps one is in doubt.

Order, surest first: the closed tables (`extractors.restore`: types, bodies, positions,
provinces), the lexicon, then the document itself (`extractors.respell`). Signatures, stamps,
numbers and dates hold names and figures, so only the closed tables speak there, and the document
itself for words in capitals (`extractors.name_votes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from extractors.clause_figures import figures_of_clauses
from extractors.end_mark import end_mark_settled
from extractors.lexicon import Lexicon
from extractors.lexicon import load_lexicon
from extractors.name_votes import vote_capitals
from extractors.respell import ReadWord
from extractors.respell import respell
from extractors.respell import respell_by_document
from extractors.respell import speaks_for_itself
from extractors.restore import restored_phrases
from extractors.strange_signs import holds_strange_sign
from extractors.strange_signs import repair_signs
from models.layout import ZoneKind
from models.page import Word
from pipeline.layout.placed import Placed
from pipeline.layout.placed import PlacedTable

__all__ = ["ACCENTS", "DOCUMENT", "LEXICON", "SIGNS", "mend_document", "mend_words"]

ACCENTS = "accents.closed-table"
LEXICON = "lexicon"
DOCUMENT = "document"
FIGURES = "figures.clause"
END_MARK = "end-mark"
SIGNS = "strange-sign"
# A word whose accents come from a table is a little less sure than one read as printed; one whose
# accents come from the words beside it, less again.
_LESS_SURE = {FIGURES: 0.93, END_MARK: 1.0, ACCENTS: 0.93, LEXICON: 0.9, DOCUMENT: 0.9, SIGNS: 0.85}
# A word that keeps a sign which nobody writes was misread.
_STRANGE = 0.7
_STOPS = frozenset(".;:)")
_NO_PROSE = {
    ZoneKind.NUMBER,
    ZoneKind.PLACE_DATE,
    ZoneKind.SIGNATURE,
    ZoneKind.STAMP,
    ZoneKind.FURNITURE,
}


@dataclass(slots=True)
class _Run:
    """Words that are read one after the other: the lines of a zone, or one cell.

    Attributes:
        words: Its words in order.
        lengths: How many of them stand in each line.
        prose: False where names and figures stand.
    """

    words: list[Word]
    lengths: list[int]
    prose: bool

    def lines(self) -> Iterator[tuple[Word, ...]]:
        """Yield the words line by line."""
        start = 0
        for length in self.lengths:
            yield tuple(self.words[start : start + length])
            start += length


def mend_words(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words with the accents of the closed tables; text layers come back unchanged.

    A word that stands in a known pair as read keeps its accents: «diễn biến» is no «Điện Biên».
    """
    if not any(word.ocr for word in words):
        return words
    texts = [word.text for word in words]
    found = list(_restored(words))
    if not found:
        return words
    kept = speaks_for_itself(_as_read(words), load_lexicon())
    for start, phrase in found:
        changed = {start + at for at, text in enumerate(phrase) if text != texts[start + at]}
        # Where one word speaks against the phrase, it is another one («nhân viên trường» is no «viện trưởng»).
        if changed.isdisjoint(kept):
            texts[start : start + len(phrase)] = phrase
    return _with_texts(words, texts, ACCENTS)


def _parts(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Cut the words where no phrase of the tables goes on: around parentheses, behind a stop."""
    part: list[Word] = []
    for word in words:
        if part and (word.text[:1] == "(" or part[-1].text[-1:] in _STOPS):
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _restored(words: Sequence[Word]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where a phrase of the tables begins and what its words become; unchanged ones too."""
    at = 0
    for part in _parts(words):
        for found in restored_phrases([word.text for word in part]):
            yield at + found.start, found.syllables
        at += len(part)


def mend_document(placed: Sequence[Placed | PlacedTable]) -> list[Placed | PlacedTable]:
    """Return the lines and tables in the same order, with the words mended that a scan misread.

    The lines of a zone are read as running text, each cell for itself. A document without a word
    read from an image comes back as it is, and the lexicon is not loaded.
    """
    runs = list(_runs(placed))
    if not any(True in [word.ocr for word in run.words] for run in runs):
        return list(placed)
    lexicon = load_lexicon()
    for run in runs:
        texts = figures_of_clauses([word.text for word in run.words])
        run.words = _with_texts(run.words, texts, FIGURES)
        run.words = [word for line in run.lines() for word in _with_end_mark(line)]
        if run.prose:
            run.words = _with_signs(run.words, lexicon)
            run.words = list(mend_words(run.words))
        else:
            run.words = [word for line in run.lines() for word in mend_words(line)]
    prose = [run for run in runs if run.prose]
    for run in prose:
        run.words = _with_texts(run.words, respell(_as_read(run.words), lexicon), LEXICON)
    voted = respell_by_document([_as_read(run.words) for run in prose], lexicon)
    for run, texts in zip(prose, voted, strict=True):
        run.words = _with_texts(run.words, texts, DOCUMENT)
    named = vote_capitals([_as_read(run.words) for run in runs], lexicon)
    for run, texts in zip(runs, named, strict=True):
        run.words = _with_texts(run.words, texts, DOCUMENT)
    return _put_back(placed, runs)


def _with_signs(words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """Return the words with their strange signs repaired; those that keep one are less sure."""
    mended = _with_texts(words, repair_signs(_as_read(words), lexicon), SIGNS)
    return [
        replace(word, confidence=round(word.confidence * _STRANGE, 4))
        if word.ocr and holds_strange_sign(word.text)
        else word
        for word in mended
    ]


def _with_end_mark(line: Sequence[Word]) -> Sequence[Word]:
    if not line:
        return line
    text = end_mark_settled(line[-1].text, line[-1].confidence)
    return [*line[:-1], *_with_texts(line[-1:], [text], END_MARK)]


def _with_texts(words: Sequence[Word], texts: Sequence[str], repair: str) -> list[Word]:
    return [
        word if text == word.text or not word.ocr else _mended(word, text, repair)
        for word, text in zip(words, texts, strict=True)
    ]


def _mended(word: Word, text: str, repair: str) -> Word:
    return replace(
        word,
        text=text,
        raw=word.raw or word.text,
        confidence=round(word.confidence * _LESS_SURE[repair], 4),
        repair=repair,
    )


def _as_read(words: Sequence[Word]) -> list[ReadWord]:
    """Return the words for the judges; a word mended before is a witness only."""
    return [
        ReadWord(
            text=word.text,
            confidence=word.confidence,
            mendable=word.ocr and word.repair not in _LESS_SURE,
        )
        for word in words
    ]


def _runs(placed: Sequence[Placed | PlacedTable]) -> Iterator[_Run]:
    """Yield the runs in the order of the words: a zone's lines together, every cell apart."""
    run: _Run | None = None
    key: tuple[ZoneKind, int, int] | None = None
    for item in placed:
        if isinstance(item, PlacedTable):
            if run is not None:
                yield run
            run, key = None, None
            for cell in item.table.cells:
                yield _Run(list(cell.words), [len(cell.words)], prose=True)
            continue
        if run is None or key != (item.kind, item.part, item.block):
            if run is not None:
                yield run
            run = _Run([], [], prose=item.kind not in _NO_PROSE)
            key = (item.kind, item.part, item.block)
        run.words += item.line.words
        run.lengths.append(len(item.line.words))
    if run is not None:
        yield run


def _put_back(
    placed: Sequence[Placed | PlacedTable], runs: Sequence[_Run]
) -> list[Placed | PlacedTable]:
    lines = (line for run in runs for line in run.lines())
    mended: list[Placed | PlacedTable] = []
    for item in placed:
        if isinstance(item, Placed):
            mended.append(replace(item, line=replace(item.line, words=next(lines))))
        else:
            cells = tuple(replace(cell, words=next(lines)) for cell in item.table.cells)
            mended.append(replace(item, table=replace(item.table, cells=cells)))
    return mended
