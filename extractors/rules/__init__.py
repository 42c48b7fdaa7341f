"""Load the rule tables of this folder: typed, validated, read once.

In: the TOML files beside this module. Out: one frozen model per file. Every file explains itself
(source, validity, examples that must and must not match) and unknown keys are refused, so a typing
slip in a table is an error at the first use and never a rule that silently does nothing.
"""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated
from typing import TypeVar

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field

__all__ = [
    "BodyRepair",
    "CitationRules",
    "CodeRepair",
    "DeadlineForm",
    "DeadlineRules",
    "DocumentTypeRow",
    "Example",
    "RelationRule",
    "RuleShape",
    "SymbolForm",
    "SymbolRules",
    "System",
    "TaskRules",
    "WordList",
    "citation_rules",
    "deadline_rules",
    "document_types",
    "load_rules",
    "rules_digest",
    "symbol_rules",
    "task_rules",
]

Words = Annotated[tuple[str, ...], Field(min_length=1)]


class RuleShape(BaseModel):
    """Base of all rule tables: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


ModelT = TypeVar("ModelT", bound=RuleShape)


class System(StrEnum):
    """Whose form rules a document follows."""

    PARTY = "party"
    STATE = "state"
    MASS = "mass"


class Example(RuleShape):
    """A text and what a rule must read in it."""

    text: str
    gives: str


class DocumentTypeRow(RuleShape):
    """A type of document.

    Attributes:
        name: Vietnamese name.
        code: Code used in symbols; None where the type has none.
        spellings: Other spellings of the code that were seen in print.
        system: Party or State.
        valid_from, valid_until: First and last day of validity, None when open.
        source: The rule or document it rests on.
        matches: Texts (a symbol or a printed heading) that stand for this type.
        rejects: Texts that do not.
    """

    name: str
    code: str | None = None
    spellings: tuple[str, ...] = ()
    system: System
    valid_from: date | None = None
    valid_until: date | None = None
    source: str
    matches: Words
    rejects: Words


class _DocumentTypes(RuleShape):
    document_type: tuple[DocumentTypeRow, ...]


class SymbolForm(RuleShape):
    """One way of writing a symbol, with its grounds and examples (`gives` is the whole symbol)."""

    name: str
    source: str
    matches: Annotated[tuple[Example, ...], Field(min_length=1)]
    rejects: Words


class CodeRepair(RuleShape):
    """A code that a scan reads wrongly and that is no code itself (``ND`` for ``NĐ``)."""

    read: str
    means: str
    source: str


class BodyRepair(RuleShape):
    """A body's symbol that a scan reads wrongly and that is no body itself."""

    read: str
    means: str
    source: str


class SymbolRules(RuleShape):
    """Grammar of symbols beyond the table of types.

    Attributes:
        extra_codes: Codes used in print that the table of types does not name.
        party_body_endings: Ends of body symbols by which a Party symbol is told.
        mass_units: Units by which a symbol of a mass organisation is told.
        directive_issuers: Patterns of bodies that issue chỉ thị; after other bodies ``CT`` is a
            body itself (Cục Thuế, Cục Chính trị).
        measure_units: What stands after number and slash without being a body.
        standard_series: Series of technical standards, cited like documents.
        lead_words: Words after which a bare number/body counts as a symbol.
        hyphen_bodies: Bodies of the old form number, hyphen, body.
        letter_leads: Words after which a bare number/body of any office is a letter's symbol.
    """

    source: str
    extra_codes: dict[str, str]
    party_body_endings: Words
    mass_units: Words
    directive_issuers: Words
    measure_units: Words
    standard_series: dict[str, str]
    lead_words: Words
    letter_leads: Words
    hyphen_bodies: Words
    code_repair: tuple[CodeRepair, ...]
    body_repair: tuple[BodyRepair, ...]
    form: tuple[SymbolForm, ...]


class RelationRule(RuleShape):
    """Words before a citation that say how the two documents are related."""

    relation: str
    words: Words
    source: str
    matches: Words
    rejects: Words


class CitationRules(RuleShape):
    """How citations are written.

    Attributes:
        type_names: Names before «số» that say the type, longest first; besides the table of types.
        body_stops: Words that end the name of the issuing body.
        not_documents: Words before «số» that say that no document follows.
        subject_leads: Words that open the subject.
        subject_stops: Words that stand in no unquoted subject.
        basis_headings: Headings below which the legal bases stand.
        no_relations: Words that hold a relation word and say no relation.
        parts, within: Parts of a document that are changed without the rest, and what ties them to it.
        relation: Relations, tried in this order.
    """

    source: str
    type_names: Words
    body_stops: Words
    not_documents: Words
    subject_leads: Words
    subject_stops: Words
    basis_headings: Words
    no_relations: Words
    parts: Words
    within: Words
    relation: tuple[RelationRule, ...]


class DeadlineForm(RuleShape):
    """One way of writing a deadline; `gives` of an example is ``date`` or ``start/date`` or ``-``."""

    name: str
    kind: str
    leads: tuple[str, ...] = ()
    source: str
    matches: Annotated[tuple[Example, ...], Field(min_length=1)]
    rejects: Words


class DeadlineRules(RuleShape):
    """Forms of deadlines, and what looks like one and is none."""

    source: str
    background: Words
    foreground: Words
    done_words: Words
    form: tuple[DeadlineForm, ...]


class WordList(RuleShape):
    """A list of words with its grounds and examples."""

    source: str
    words: Words
    matches: Words
    rejects: Words


class TaskRules(RuleShape):
    """Task language: who is charged, with what force, where the operative part stands."""

    source: str
    assign: WordList
    demand: WordList
    request: WordList
    responsible: WordList
    predicate: WordList
    protected: WordList
    stopper: WordList
    body_head: WordList
    person_head: WordList
    generic_head: WordList
    determiner: WordList
    receiver_lead: WordList
    product_verb: WordList
    report_verb: WordList
    product_noun: WordList
    report_noun: WordList
    product_end: WordList
    aside: WordList
    operative_heading: WordList
    reporting_heading: WordList
    thematic_heading: WordList
    report_heading: WordList
    time_heading: WordList
    arrangement_heading: WordList
    silent_heading: WordList
    validity: WordList
    closing: WordList
    general_request: WordList
    petition: WordList
    heading_lead: WordList
    lead_in: WordList
    role_line: WordList
    subject_matter: WordList


def load_rules(name: str, model: type[ModelT]) -> ModelT:
    """Return the table `name` (file name without ending) as `model`.

    Raises:
        FileNotFoundError: If there is no such table.
        pydantic.ValidationError: If the table does not fit the model.
    """
    text = files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
    return model.model_validate(tomllib.loads(text))


@cache
def document_types() -> tuple[DocumentTypeRow, ...]:
    """Return the table of document types, Party and State."""
    return load_rules("document_types", _DocumentTypes).document_type


@cache
def symbol_rules() -> SymbolRules:
    """Return the grammar of symbols."""
    return load_rules("symbols", SymbolRules)


@cache
def citation_rules() -> CitationRules:
    """Return the language of citations."""
    return load_rules("citations", CitationRules)


@cache
def deadline_rules() -> DeadlineRules:
    """Return the forms of deadlines."""
    return load_rules("deadlines", DeadlineRules)


@cache
def task_rules() -> TaskRules:
    """Return the language of tasks."""
    return load_rules("task_language", TaskRules)


@cache
def rules_digest() -> str:
    """Return a hash over all rule files: 16 hexadecimal digits, the same wherever it is computed."""
    digest = hashlib.sha256()
    folder = files(__package__)
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith((".toml", ".csv")):
            body = entry.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{entry.name}\0{len(body)}\0".encode())
            digest.update(body)
    return digest.hexdigest()[:16]
