"""Know a list of documents by the line that introduces it, and say what that line tells of its items.

In: the paragraphs of a document, one after the other. Out: for each the `Lead` it stands under, None where it
is no item of such a list.

1. A lead ends with a colon and speaks of documents: «thực hiện các văn bản sau:» (the word governs them),
   «Các văn bản sau đây bị bãi bỏ, gồm:» (they are who suffers it), «Hồ sơ gửi kèm gồm:». Or it is a heading
   such as «CĂN CỨ PHÁP LÝ».
2. An item begins with a document, or with a part of one; all items of a list bear labels of one kind.
3. The first paragraph that is no item ends the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.citation_relation import Relation
from extractors.citation_relation import relation_of_list
from extractors.citation_types import NUMBER_WORD_RE
from extractors.citation_types import type_part
from extractors.rules import citation_rules
from extractors.symbols import find_blank_symbols
from extractors.symbols import find_symbols
from extractors.word_patterns import fold_keeping_length
from models.folding import fold

__all__ = ["Lead", "Leads", "begins_item"]

# So much of the end of a lead is looked at, and of the beginning of an item.
_LEAD_LENGTH, _ITEM_LENGTH, _HEADING_LENGTH = 400, 400, 60
_LABEL_RE = re.compile(
    r"\s{0,3}(?:(?P<dash>[-–—+•*▪])|\(?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)/]|\(?(?P<letter>[a-zđ])[.)]|"
    r"(?P<roman>[IVX]{1,5})\.)\s{0,3}(?=\S|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A line that introduces a list of documents.

    Attributes:
        text: The line.
        relation: What it says of every document in the list.
    """

    text: str
    relation: Relation


class Leads:
    """Follows the paragraphs of one document in reading order."""

    def __init__(self) -> None:
        self._lead: Lead | None = None
        self._kind: str | None = None

    def of(self, text: str) -> Lead | None:
        """Return the lead of the paragraph, and remember it where it is a lead itself."""
        lead = self._lead
        if lead is not None and _is_item(text):
            kind = _label_kind(text)
            if self._kind in (None, kind):
                self._kind = kind
                return lead
        found = _lead(text)
        if lead is not None and found is None and self._is_enclosure(lead, text):
            return None
        self._kind, self._lead = None, found
        return None

    def _is_enclosure(self, lead: Lead, text: str) -> bool:
        """Tell whether the paragraph is an enclosure without a symbol, among others: «1. Đề cương báo cáo;»."""
        kind = _label_kind(text)
        return lead.relation.name == "attached-to" and kind != "none" and self._kind in (None, kind)


def begins_item(before: str) -> bool:
    """Tell whether nothing but a label, a part and the type stands between a paragraph's begin and a symbol."""
    if len(before) > _ITEM_LENGTH:
        return False
    label = _LABEL_RE.match(before)
    skipped = len(before) - len(before.lstrip()) if label is None else label.end()
    bare = NUMBER_WORD_RE.sub(" ", fold_keeping_length(before[skipped:])).strip()
    return not bare or _document_re().fullmatch(bare) is not None


@cache
def _document_re() -> re.Pattern[str]:
    """Return «Quyết định của X», «Khoản 2 Điều 3 Quyết định», «Luật Lưu trữ»."""
    part = r"(?:(?:các|một số|toàn bộ|điểm|khoản|điều|mục|chương|phụ lục|và|của|tại|[a-zđ]|\d{1,3}|,)\s?){0,14}"
    return re.compile(
        rf"{part}(?:{type_part()})(?:\s(?!tại\s|trong\s|theo\s)[^\s;.(]{{1,20}}){{0,14}}"
    )


def _is_item(text: str) -> bool:
    head = text[:_ITEM_LENGTH]
    found = sorted([*find_symbols(head), *find_blank_symbols(head)], key=lambda one: one.start)
    return bool(found) and begins_item(head[: found[0].start])


def _label_kind(text: str) -> str:
    match = _LABEL_RE.match(text)
    return "none" if match is None or match.lastgroup is None else match.lastgroup


def _is_basis_heading(text: str) -> bool:
    if len(text) > _HEADING_LENGTH:
        return False
    label = _LABEL_RE.match(text)
    heading = fold(text[label.end() if label is not None else 0 :].strip(" .:"))
    return heading in citation_rules().basis_headings


def _lead(text: str) -> Lead | None:
    if _is_basis_heading(text):
        return Lead(text=text, relation=Relation(name="based-on"))
    if not text.rstrip().endswith(":"):
        return None
    head = text[-_LEAD_LENGTH:]
    return Lead(text=text, relation=relation_of_list(head))
