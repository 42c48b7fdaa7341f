"""Labels beside documents: what a person read on the paper, to measure the reader against.

In: a folder with `<slug>.json` beside `<slug>.<ext>`; a label's `files` names several page images
that are one document. Out: `LabelledDocument`s sorted by name, and what was left aside and why.
A JSON file that is no label (some other data) is left aside, never guessed at; a label with a
wrong shape is named, so that a slip of the pen does not silently take a document out of the figures.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import ValidationError

__all__ = [
    "Label",
    "LabelAppendix",
    "LabelCitation",
    "LabelDistribution",
    "LabelReference",
    "LabelSignature",
    "LabelTable",
    "LabelTask",
    "LabelledDocument",
    "LeftAside",
    "find_documents",
]

_MAX_LABEL_BYTES = 5_000_000
_MARKS_OF_A_LABEL = {"doc_type_name", "symbol", "issuing_body"}
_EXTENSIONS = frozenset(
    {".pdf", ".txt", ".docx", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"}
)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class LabelDistribution(_Part):
    """One line of Nơi nhận as labelled."""

    name: str
    purpose: str | None = None
    archive: bool = False


class LabelSignature(_Part):
    """A signer as labelled: authority line, positions below it, name."""

    authority: str | None = None
    positions: list[str] = Field(default_factory=list)
    name: str | None = None


class LabelTask(_Part):
    """A top item as labelled; `kind` is set for items that assign nothing, `coordinating` only where read."""

    label: str
    first_words: str
    assignees: list[str] = Field(default_factory=list)
    coordinating: list[str] | None = None
    deadline_text: str | None = None
    kind: str | None = None


class LabelCitation(_Part):
    """A cited symbol with the type's name and the ISO day, as labelled."""

    symbol: str
    type: str | None = None
    date: str | None = None


class LabelReference(_Part):
    """The line under an appendix's title, as labelled."""

    symbol: str | None = None
    date: str | None = None


class LabelTable(_Part):
    """A table in the body, as labelled."""

    header: list[str] = Field(default_factory=list)
    n_rows: int | None = None


class LabelAppendix(_Part):
    """An appendix as labelled; `rows` are printed cells, `rows_sample` some cells of some rows."""

    title: str | None = None
    n_tables: int | None = None
    n_rows: int | None = None
    header: list[str] = Field(default_factory=list)
    rows: list[list[str]] | None = None
    rows_sample: list[dict[str, str]] | None = None
    reference: LabelReference | None = None


class Label(_Part):
    """Everything labelled of one document; `model_fields_set` tells what was labelled at all."""

    slug: str = ""
    files: list[str] = Field(default_factory=list)
    doc_type_name: str | None = None
    number: str | None = None
    symbol: str | None = None
    number_in_text: bool = True
    issuing_body: str | list[str] | None = None
    superior_body: str | list[str] | None = None
    acting_author: str | None = None
    place: str | None = None
    date: str | None = None
    date_partial: str | None = None
    subject: str | None = None
    addressees: list[str] | None = None
    distribution: list[LabelDistribution] | None = None
    signature: LabelSignature | None = None
    signatures: list[LabelSignature] | None = None
    security_mark: str | None = None
    urgency_mark: str | None = None
    tasks: list[LabelTask] | None = None
    citations: list[LabelCitation] | None = None
    appendices: list[LabelAppendix] | None = None
    body_tables: list[LabelTable] | None = None
    findings_must_include: list[str] = Field(default_factory=list)

    def has(self, field: str) -> bool:
        """Tell whether the label speaks of `field` at all."""
        return field in self.model_fields_set


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledDocument:
    """A document with its label: its name in reports and its files in the order of their pages."""

    slug: str
    files: tuple[Path, ...]
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAside:
    """A JSON file that could not be used: `no-label`, `bad-label` or `no-document`."""

    file: str
    reason: str


def find_documents(
    folder: Path, *, only: Collection[str] = ()
) -> tuple[list[LabelledDocument], list[LeftAside]]:
    """Return the labelled documents of `folder` and the JSON files left aside, both sorted by name.

    Where one label stands beside several files of its name (a PDF and its scan), each file is a
    document of its own, named `slug.ext`.

    Args:
        folder: Searched without its subfolders.
        only: Slugs to keep; everything when empty.

    Raises:
        NotADirectoryError: If `folder` is no folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(folder.name)
    documents: list[LabelledDocument] = []
    aside: list[LeftAside] = []
    beside = sorted(p for p in folder.iterdir() if p.suffix.lower() in _EXTENSIONS and p.is_file())
    for path in sorted(folder.glob("*.json")):
        if only and path.stem not in only:
            continue
        label = _read_label(path)
        if isinstance(label, LeftAside):
            aside.append(label)
            continue
        found = list(_pair(path, label, beside))
        documents += found
        if not found:
            aside.append(LeftAside(file=path.name, reason="no-document"))
    return documents, aside


def _read_label(path: Path) -> Label | LeftAside:
    if path.stat().st_size > _MAX_LABEL_BYTES:
        return LeftAside(file=path.name, reason="no-label")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return LeftAside(file=path.name, reason="bad-label")
    if not isinstance(data, dict) or not data.keys() >= _MARKS_OF_A_LABEL:
        return LeftAside(file=path.name, reason="no-label")
    try:
        return Label.model_validate(data)
    except ValidationError:
        return LeftAside(file=path.name, reason="bad-label")


def _pair(path: Path, label: Label, beside: Iterable[Path]) -> Iterable[LabelledDocument]:
    slug = path.stem
    if label.files:
        # Names only: a label must not lead out of its folder.
        files = tuple(path.parent / Path(name).name for name in label.files)
        if all(file.is_file() for file in files):
            yield LabelledDocument(slug=slug, files=files, label=label)
        return
    matches = [file for file in beside if file.stem == slug]
    for file in matches:
        name = slug if len(matches) == 1 else f"{slug}{file.suffix.lower()}"
        yield LabelledDocument(slug=name, files=(file,), label=label)
