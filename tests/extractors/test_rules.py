"""The rule tables: they load, refuse slips, and their digest follows their content."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from extractors.body_names import begins_body
from extractors.body_names import body_end
from extractors.body_names import fold_keeping_length
from extractors.body_names import words_re
from extractors.charges import read_directives
from extractors.rules import DocumentTypeRow
from extractors.rules import TaskRules
from extractors.rules import WordList
from extractors.rules import citation_rules
from extractors.rules import deadline_rules
from extractors.rules import document_types
from extractors.rules import load_rules
from extractors.rules import rules_digest
from extractors.rules import symbol_rules
from extractors.rules import task_rules

LISTS = [name for name, field in TaskRules.model_fields.items() if field.annotation is WordList]


def test_all_tables_load_and_are_read_once() -> None:
    for table in (document_types, symbol_rules, citation_rules, deadline_rules, task_rules):
        assert table() is table()


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError):
        DocumentTypeRow.model_validate(
            {
                "name": "X",
                "system": "party",
                "source": "s",
                "matches": ["a"],
                "rejects": ["b"],
                "cod": "X",
            }
        )


def test_rows_need_examples_of_both_kinds() -> None:
    with pytest.raises(ValidationError):
        DocumentTypeRow.model_validate(
            {"name": "X", "system": "party", "source": "s", "matches": [], "rejects": ["b"]}
        )


def test_a_missing_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load_rules("no_such_table", WordList)


def test_document_types_are_distinct() -> None:
    keys = [(row.system, row.code, row.name) for row in document_types()]
    assert len(keys) == len(set(keys))
    assert all(row.source for row in document_types())


def test_headings_stand_for_types_without_a_code() -> None:
    for row in document_types():
        if row.code is None and row.name not in ("Công văn", "Luật"):
            assert row.name in row.matches
            assert row.name.upper() in row.matches


def test_the_digest_is_stable_and_short() -> None:
    assert rules_digest() == rules_digest()
    assert re.fullmatch(r"[0-9a-f]{16}", rules_digest())


@pytest.mark.parametrize("name", LISTS)
def test_word_lists_hold_their_own_examples(name: str) -> None:
    rules: WordList = getattr(task_rules(), name)
    words = [fold_keeping_length(word) for word in rules.words]
    assert len(words) == len(set(words))
    for text in rules.matches:
        assert any(word in fold_keeping_length(text) for word in words), text


def test_relation_words_hold_their_examples() -> None:
    for rule in citation_rules().relation:
        for text in rule.matches:
            assert any(word in text.lower() for word in rule.words), text
        for text in rule.rejects:
            assert not any(f" {word} " in f" {text.lower()} " for word in rule.words), text


def _directs(name: str, text: str) -> bool:
    return bool(read_directives(text, 0, len(text)))


def _begins(name: str, text: str) -> bool:
    return words_re(name).match(fold_keeping_length(text)) is not None and begins_body(text, 0)


def _acts(name: str, text: str) -> bool:
    return body_end(text, 0)[1]


def _receives(name: str, text: str) -> bool:
    folded = fold_keeping_length(text)
    return words_re(name).search(words_re("protected").sub("", folded)) is not None


def _holds(name: str, text: str) -> bool:
    return words_re(name).search(fold_keeping_length(text)) is not None


USES = {
    "assign": _directs,
    "demand": _directs,
    "request": _directs,
    "predicate": _acts,
    "body_head": _begins,
    "receiver_lead": _receives,
}


@pytest.mark.parametrize("name", LISTS)
def test_word_lists_do_in_use_what_their_examples_say(name: str) -> None:
    rules: WordList = getattr(task_rules(), name)
    use = USES.get(name, _holds)
    for text in rules.matches:
        assert use(name, text), text
    for text in rules.rejects:
        assert not use(name, text), text
