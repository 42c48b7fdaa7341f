"""Every extractor as a spaCy component: one table, one factory each.

In: a `Doc` whose layout can be had by `doc._.layout`. Out: the value of `find_xxx(layout)` in
`doc._.fields["<field>"]`, and where it stands in the text in `doc.spans["<field>"]`.

The functions know nothing of spaCy, and their modules are imported when a component is made, so
that one of them can be used alone. Fields live in the document's user data as a `FieldStore`, which
`pipeline.language` knows how to save.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from dataclasses import is_dataclass
from importlib import import_module
from typing import cast
from typing import get_type_hints

from pydantic import TypeAdapter
from spacy.language import Language
from spacy.tokens import Doc

from models.layout import Layout
from models.values import Evidence
from models.values import Shape

__all__ = [
    "COMPONENTS",
    "ComponentRow",
    "FieldStore",
    "add_extractors",
    "field_adapter",
    "places_of",
]

Find = Callable[[Layout], object]
FIELDS_KEY = "vanthu.fields"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentRow:
    """One extractor: the field it fills and the function that finds it."""

    field: str
    module: str
    function: str

    @property
    def name(self) -> str:
        """Name of the component in the pipeline."""
        return f"dispatch_{self.field}"

    def load(self) -> Find:
        """Import and return the function."""
        return cast("Find", getattr(import_module(self.module), self.function))


def _row(field_name: str, module: str, function: str | None = None) -> ComponentRow:
    return ComponentRow(
        field=field_name, module=f"extractors.{module}", function=function or f"find_{field_name}"
    )


# In the order in which they run; none needs the result of another.
COMPONENTS: tuple[ComponentRow, ...] = (
    _row("marks", "marks"),
    _row("document_type", "document_type"),
    _row("reference_number", "reference_number"),
    _row("issuing_body", "bodies"),
    _row("superior_body", "bodies"),
    _row("acting_author", "bodies"),
    _row("place", "place_date"),
    _row("issued_on", "place_date"),
    _row("subject", "subject"),
    _row("addressees", "addressees"),
    _row("distribution", "distribution"),
    _row("signatures", "signature"),
    _row("stamps", "stamp_days"),
    _row("tasks", "tasks"),
    _row("citations", "citations"),
    _row("appendices", "appendices"),
    _row("body_tables", "appendices"),
    _row("table_tasks", "table_tasks"),
)
_ROWS = {row.field: row for row in COMPONENTS}


@dataclass(slots=True)
class FieldStore:
    """What the extractors found, by field: the value object, None, or a list."""

    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extractor:
    """A component: calls one function and puts its result into the document."""

    field: str
    find: Find

    def __call__(self, doc: Doc) -> Doc:
        value = self.find(doc._.layout)
        doc._.fields[self.field] = value
        spans = [
            doc.char_span(start, end, label=label, alignment_mode="expand")
            for label, start, end in places_of(self.field, value)
        ]
        doc.spans[self.field] = [span for span in spans if span is not None]
        return doc


def add_extractors(nlp: Language) -> None:
    """Add every extractor to the end of `nlp`, in the order of `COMPONENTS`."""
    for row in COMPONENTS:
        nlp.add_pipe(row.name)


def field_adapter(field_name: str) -> TypeAdapter[object]:
    """Return what reads and writes a field's value as JSON, after its function's return type.

    Raises:
        KeyError: If no extractor fills `field_name`.
    """
    return TypeAdapter(get_type_hints(_ROWS[field_name].load())["return"])


def places_of(name: str, value: object) -> Iterator[tuple[str, int, int]]:
    """Yield label, start and end of every piece of evidence that makes up a field's value.

    Evidence below other evidence (the assignees of a task) is not followed.
    """
    if isinstance(value, Evidence):
        yield name, *value.span
    elif isinstance(value, list | tuple):
        for item in value:
            yield from places_of(name, item)
    elif isinstance(value, Shape):
        for key in type(value).model_fields:
            yield from places_of(f"{name}.{key}", getattr(value, key))
    elif is_dataclass(value):
        for part in fields(value):
            yield from places_of(f"{name}.{part.name}", getattr(value, part.name))


def _get_fields(doc: Doc) -> dict[str, object]:
    store = doc.user_data.setdefault(FIELDS_KEY, FieldStore())
    return cast("FieldStore", store).values


def _factory(row: ComponentRow) -> Callable[[Language, str], _Extractor]:
    def make(nlp: Language, name: str) -> _Extractor:
        del nlp, name
        return _Extractor(field=row.field, find=row.load())

    return make


Doc.set_extension("fields", getter=_get_fields, force=True)
for _component in COMPONENTS:
    Language.factory(_component.name, func=_factory(_component))
