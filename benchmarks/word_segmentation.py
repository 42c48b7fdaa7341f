"""Word segmentation on hand-cut sentences: plain underthesea, pyvi where installed, and this project.

`python -m benchmarks.word_segmentation FILE [--faults]` reads sentences as
`tests/language/word_segmentation.txt` has them and prints precision, recall and F1 of whole words
for every segmenter, over all sentences and over those behind the line "# held out".

Two ways of counting:

- **all**: a word is right when both its ends are; marks count as words, as in the VLSP task;
- **short**: the same, but what is inside a long name (three syllables and more), a number, a symbol
  or a day is not looked at. Whether such a name is one word or several is a matter of convention,
  and these figures show that the gain does not rest on the convention alone.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipeline.language import build_nlp

__all__ = ["Score", "Sentence", "main", "plain_text", "read_sentences", "score"]

Segmenter = Callable[[str], list[str]]

_BEFORE_MARK_RE = re.compile(r" (?=[,.;:!?](?: |$))")
_HELD_OUT = "# held out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: its words (syllables joined by "_"), and whether it is held out."""

    words: tuple[str, ...]
    held_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of words: in the gold cut, proposed, and in both."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the proposed words that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold words that were proposed."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.gold + self.found
        return 2 * self.right / total if total else 0.0


def read_sentences(path: Path) -> list[Sentence]:
    """Return the sentences of a file of hand-cut sentences, in order."""
    found: list[Sentence] = []
    held_out = False
    for line in path.read_text(encoding="utf-8").splitlines():
        held_out = held_out or line.strip() == _HELD_OUT
        if line.strip() and not line.startswith("#"):
            found.append(Sentence(words=tuple(line.split()), held_out=held_out))
    return found


def plain_text(sentence: Sentence) -> str:
    """Return the sentence as it is printed."""
    return _BEFORE_MARK_RE.sub("", " ".join(sentence.words)).replace("_", " ")


def score(sentences: Sequence[Sentence], segment: Segmenter, *, short: bool = False) -> Score:
    """Return how many words `segment` finds.

    Args:
        sentences: Cut by hand.
        segment: Gives the words of a text in order; blanks and "_" in them are not looked at.
        short: True where the inside of long names, numbers, symbols and days is not looked at.
    """
    gold_count = found_count = right = 0
    for sentence in sentences:
        gold, found = _ends(sentence.words), _ends(segment(plain_text(sentence)))
        if short:
            found -= _inside_long(sentence.words)
        gold_words, found_words = _spans(gold), _spans(found)
        gold_count += len(gold_words)
        found_count += len(found_words)
        right += len(gold_words & found_words)
    return Score(gold=gold_count, found=found_count, right=right)


def _ends(words: Sequence[str]) -> set[int]:
    """Return where words end in the text without blanks."""
    ends: set[int] = set()
    at = 0
    for word in words:
        at += len(re.sub(r"[\s_]", "", word))
        ends.add(at)
    return ends


def _spans(ends: set[int]) -> set[tuple[int, int]]:
    ordered = [0, *sorted(ends)]
    return set(pairwise(ordered))


def _inside_long(words: Sequence[str]) -> set[int]:
    inside: set[int] = set()
    at = 0
    for word in words:
        length = len(word.replace("_", ""))
        if word.count("_") > 1 or re.search(r"[\d/]", word):
            inside.update(range(at + 1, at + length))
        at += length
    return inside


def _segmenters() -> dict[str, Segmenter | None]:
    from underthesea import word_tokenize

    found: dict[str, Segmenter | None] = {"underthesea": lambda text: list(word_tokenize(text))}
    found["pyvi"] = None
    if importlib.util.find_spec("pyvi") is not None:
        tokenizer = importlib.import_module("pyvi.ViTokenizer")
        found["pyvi"] = lambda text: str(tokenizer.tokenize(text)).split()
    found["vanthu"] = _our_segmenter()
    return found


def _our_segmenter() -> Segmenter:
    nlp = build_nlp()
    return lambda text: nlp(text)._.segmented.split()


def _faults(sentences: Sequence[Sentence], segment: Segmenter) -> Counter[tuple[str, str]]:
    """Return stretches cut otherwise than by hand: (by hand, proposed) with how often."""
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        found = segment(plain_text(sentence))
        both = _ends(sentence.words) & _ends(found)
        for gold, other in zip(
            _stretches(sentence.words, both), _stretches(found, both), strict=True
        ):
            if gold.count(" ") != other.count(" "):
                counts[gold, other] += 1
    return counts


def _stretches(words: Sequence[str], ends: set[int]) -> list[str]:
    found: list[str] = []
    open_words: list[str] = []
    at = 0
    for word in words:
        at += len(re.sub(r"[\s_]", "", word))
        open_words.append(word)
        if at in ends:
            found.append(" ".join(open_words))
            open_words = []
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of figures, and with ``--faults`` our faults in the part that is not held out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args(arguments)
    sentences = read_sentences(options.file)
    held_out = [one for one in sentences if one.held_out]
    print(f"{len(sentences)} sentences, {len(held_out)} of them held out")
    print("| segmenter | set | counted | precision | recall | F1 |")
    print("| --- | --- | --- | ---: | ---: | ---: |")
    for name, segment in _segmenters().items():
        if segment is None:
            print(f"| {name} | skipped: not installed in this environment | | | | |")
            continue
        for part, chosen in (("whole", sentences), ("held out", held_out)):
            for how, short in (("all", False), ("short", True)):
                one = score(chosen, segment, short=short)
                print(
                    f"| {name} | {part} | {how} | {one.precision:.4f} | {one.recall:.4f} | {one.f1:.4f} |"
                )
    if options.faults:
        looked_at = [one for one in sentences if not one.held_out]
        for (gold, other), count in _faults(looked_at, _our_segmenter()).most_common(200):
            print(f"{count}\t{gold}\t{other}")


if __name__ == "__main__":
    main()
