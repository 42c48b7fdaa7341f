"""underthesea's two packaged taggers behind one door: words (B/I per syllable) and parts of speech.

In: sentences as lists of tokens. Out: one tag per token. underthesea's public calls are not used,
because they rewrite the text and give no offsets; its taggers are, because they only look.

What this module shields the rest from:
- The native part answers some tokens with a panic that is no `Exception`; it becomes a
  `TaggingFailed`, and interrupts pass through.
- A token with two blanks together is such a token; blanks are put in order first.
- The models were trained on the spelling ủy, hòa; tokens are folded so for the models' eyes only.
- Loading takes most of a second, so models are loaded at first use and kept.

Every model ships in underthesea's wheel; nothing is fetched. Not safe in several threads at once.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from functools import lru_cache
from importlib.resources import files
from typing import Protocol
from typing import cast

from models.folding import place_tones

__all__ = ["TaggingFailed", "tag_speech", "tag_words"]

log = logging.getLogger(__name__)

_WORDS_MODEL = ("pipeline", "word_tokenize", "models", "ws_crf_vlsp2013_20230727")
_SPEECH_MODEL = ("pipeline", "pos_tag", "models", "pos_crf_vlsp2013_20230303")
# Longer tokens (addresses, runs of letters without a blank) tell the models nothing.
_MAX_TOKEN = 60


class TaggingFailed(Exception):  # noqa: N818 - named after what happened, like the other failures
    """The native tagger gave up on a sentence."""


class _Tagger(Protocol):
    def load(self, base_path: str) -> None: ...

    def predict(self, tokens: list[list[str]]) -> list[str]: ...


def tag_words(tokens: Sequence[str]) -> list[bool]:
    """Tell for each token of one sentence whether it goes on with the word before it.

    Raises:
        TaggingFailed: If the model gave up.
    """
    return [tag == "I-W" for tag in _predict(_WORDS_MODEL, tokens)]


def tag_speech(words: Sequence[str]) -> list[str]:
    """Return the part of speech of each word of one sentence (``N``, ``V``, ``Np``, ``CH``, …).

    Raises:
        TaggingFailed: If the model gave up.
    """
    return [tag.removeprefix("B-") for tag in _predict(_SPEECH_MODEL, words)]


def _predict(model: tuple[str, ...], tokens: Sequence[str]) -> list[str]:
    if not tokens:
        return []
    tagger = _load(model)
    try:
        tags = tagger.predict([[_for_model(token)] for token in tokens])
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 - the native part's panic is no Exception
        log.debug("the tagger gave up on a sentence of %d tokens", len(tokens))
        raise TaggingFailed(type(error).__name__) from None
    if len(tags) != len(tokens):
        raise TaggingFailed("wrong number of tags")
    return tags


@lru_cache(maxsize=20_000)  # the syllables of the language, and room for names and numbers
def _for_model(token: str) -> str:
    return " ".join(place_tones(token[:_MAX_TOKEN]).split()) or "_"


@cache
def _load(model: tuple[str, ...]) -> _Tagger:
    # Imported here: it takes most of a second, and reading fields does without.
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    tagger = cast("_Tagger", FastCRFSequenceTagger())
    tagger.load(str(files("underthesea").joinpath(*model)))
    return tagger
