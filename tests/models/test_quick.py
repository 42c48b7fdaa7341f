"""Quickly made classes behave as the frozen dataclasses that they are."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from dataclasses import replace
from functools import cached_property

import pytest

from models.geometry import Box
from models.layout import Anchor
from models.page import Word
from models.quick import maker
from models.quick import quickly_made

_BOX = Box(1.0, 2.0, 3.0, 4.0)


@pytest.mark.parametrize(
    "made",
    [
        _BOX,
        Word(text="ủy", box=_BOX, line=3),
        maker(Word)(text="ủy", box=_BOX, line=3),
        Anchor(0, 2, 1, _BOX, 1.0),
        maker(Anchor)(0, 2, 1, _BOX, 1.0, repair="tone"),
    ],
)
def test_an_object_is_of_its_class_whole_and_frozen(made: object) -> None:
    assert type(made) in {Box, Word, Anchor}
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(made)[0].name, 0)  # type: ignore[arg-type]
    pickled = pickle.loads(pickle.dumps(made))  # noqa: S301 - made here
    for same in (copy.copy(made), copy.deepcopy(made), pickled):
        assert same == made
        assert hash(same) == hash(made)
        assert repr(same) == repr(made)


def test_defaults_and_changes_are_those_of_the_dataclass() -> None:
    word = maker(Word)(text="a")
    assert word == Word(text="a")
    assert (word.confidence, word.raw, word.ocr, word.level) == (1.0, None, False, None)
    assert replace(word, text="b").text == "b"
    assert maker(Box)(1, 2, x1=3, y1=4) == Box(1, 2, 3, 4)


@pytest.mark.parametrize("make", [Word, maker(Word)])
def test_what_the_constructor_does_not_take_is_refused(make: type[Word]) -> None:
    with pytest.raises(TypeError):
        make("a")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        make(text="a", colour="red")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        make()  # type: ignore[call-arg]


@quickly_made
@dataclass(frozen=True)
class _WithoutSlots:
    a: str
    b: int = 1

    @cached_property
    def upper(self) -> str:
        return self.a.upper()


@dataclass(frozen=True, slots=True)
class _WithFactory:
    a: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _WithStep:
    a: int

    def __post_init__(self) -> None:
        raise AssertionError


@dataclass(frozen=True)
class _StepWithoutSlots(_WithoutSlots):
    def __post_init__(self) -> None:
        raise AssertionError


@pytest.mark.parametrize("cls", [_WithFactory, _WithStep, _StepWithoutSlots])
def test_a_class_that_is_no_plain_one_is_refused(cls: type[object]) -> None:
    with pytest.raises(TypeError):
        quickly_made(cls)
    with pytest.raises(TypeError):
        maker(cls)


def test_a_class_without_slots_is_made_quickly_and_frozen_all_the_same() -> None:
    made = _WithoutSlots("a", b=2)
    assert (made.a, made.b, made.upper) == ("a", 2, "A")
    assert made == _WithoutSlots(a="a", b=2) != _WithoutSlots(a="a")
    assert replace(made, a="c").upper == "C"
    with pytest.raises(FrozenInstanceError):
        made.a = "d"  # type: ignore[misc]
    with pytest.raises(TypeError):
        _WithoutSlots(b=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        maker(_WithoutSlots)
