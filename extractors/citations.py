"""Find the documents that the text cites by their symbols.

In: body, subject, footnotes, appendices and tables of a layout. Out: one `Citation` per distinct symbol, in
the order of first mention, with type, date, issuing body, subject and relation as the text says.

Letterhead, place and date, the reference line of an appendix, stamps and page furniture are not
looked at: their symbols are the document's own. A line that opens with «Số …» like a letterhead is
a sample or an attached head, not a citation. What stands right beside the symbol says what it is:
type before «số»; date, then «của» body, then subject behind. Nothing is fetched from farther away.
Short forms («Kế hoạch 134», «Nghị quyết trên») are mentions of what was cited in full, each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field

from extractors.body_initials import with_initials
from extractors.citation_context import Context
from extractors.citation_context import read_context
from extractors.citation_lists import Leads
from extractors.citation_numbers import NUMBER_ALONE
from extractors.citation_numbers import find_numbered
from extractors.document_type import find_document_type
from extractors.reference_number import find_reference_number
from extractors.short_citations import Cited
from extractors.short_citations import find_short_mentions
from extractors.symbols import SymbolMatch
from extractors.symbols import find_blank_symbols
from extractors.symbols import find_symbols
from models.folding import fold
from models.layout import Layout
from models.layout import ZoneKind
from models.values import Citation
from models.values import Evidence
from models.values import evidence_fields

__all__ = ["find_citations"]

_CITING = (
    ZoneKind.SUBJECT,
    ZoneKind.BODY,
    ZoneKind.APPENDIX_TITLE,
    ZoneKind.APPENDIX,
    ZoneKind.FOOTNOTE,
)
_CONFIDENCE = {
    "law": 0.98,
    "party": 0.98,
    "state": 0.98,
    "standard": 0.95,
    "party-hyphen": 0.85,
    "state-letter": 0.92,
    "old-hyphen": 0.92,
    "old-typed": 0.95,
    "old-unit": 0.92,
    "unparted": 0.92,
    "blank": 0.8,
    NUMBER_ALONE: 0.85,
}
# Repairs and forms of doubtful reading lower the confidence by this factor.
_REPAIRED = 0.9
_SHORT = 0.9
# One figure parts it from a document cited before it or more often, of the same day and body: it may be misread.
_TWIN = 0.55
# More places of one document tell nothing new; `mentions` counts them all.
_MOST_SHORT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A paragraph, a footnote or a table cell: its range in the layout's text."""

    start: int
    end: int
    in_table: bool = False
    in_footnote: bool = False


@dataclass(slots=True, kw_only=True)
class _Found:
    """A cited document while its mentions are gathered."""

    symbol: SymbolMatch
    start: int
    end: int
    context: Context
    read: bool = False
    in_footnote: bool = False
    mentions: int = 1
    short_forms: list[tuple[int, int]] = field(default_factory=list)
    first: int = -1

    def __post_init__(self) -> None:
        """Keep the place of the first mention, whatever mention is shown."""
        self.first = self.start

    def spell_like(self, symbol: SymbolMatch, offset: int) -> None:
        """Take the spelling of another mention where a title in capitals has lost the small letters («QĐ-TTG»)."""
        if self.symbol.whole.isupper() and not symbol.whole.isupper() and not symbol.repairs:
            self.symbol, self.read = symbol, False
            self.start, self.end = offset + symbol.start, offset + symbol.end


def find_citations(layout: Layout) -> list[Citation]:
    """Return the cited documents in the order of their first mention, each once.

    Two mentions are one document when their symbols agree after folding. Type, date, body and
    subject that the first mention lacks are taken from the next that has them.
    """
    own = _own_symbols(layout)
    found: dict[str, _Found] = {}
    leads = Leads()
    for passage in _passages(layout):
        text = layout.text[passage.start : passage.end]
        lead = None if passage.in_table else leads.of(text)
        for symbol in _symbols(text):
            key = fold(symbol.whole)
            if symbol.form == "standard" and not symbol.body:
                continue  # a voluntary standard; a regulation (QCVN …/BCT) names the body that issued it
            if key in own or not layout.anchors_in(
                passage.start + symbol.start, passage.start + symbol.end
            ):
                continue
            context = read_context(text, symbol, in_table=passage.in_table, lead=lead)
            if context is None:
                continue
            read = _is_read(layout, passage, symbol)
            if read:
                symbol = with_initials(symbol, context.issuing_body)
                key = fold(symbol.whole)
            if key in found:
                found[key].mentions += 1
                found[key].spell_like(symbol, passage.start)
                found[key].in_footnote &= passage.in_footnote
                found[key].context = found[key].context.filled_from(context)
                continue
            found[key] = _Found(
                symbol=symbol,
                start=passage.start + symbol.start,
                end=passage.start + symbol.end,
                context=context,
                read=read,
                in_footnote=passage.in_footnote,
            )
    _add_numbered(layout, found)
    _count_short_mentions(layout, found)
    items = sorted(found.values(), key=lambda item: item.first)
    return [_citation(layout, item, twin=_is_twin(item, items)) for item in items]


def _add_numbered(layout: Layout, found: dict[str, _Found]) -> None:
    """Add what is cited by type, number, day and body, or count it where its symbol stands elsewhere."""
    own = {
        symbol.number
        for zone in layout.zones_of(ZoneKind.NUMBER, part=None)
        for symbol in find_symbols(layout.cut(zone))
    }
    for passage in _passages(layout):
        if passage.in_table:
            continue
        text = layout.text[passage.start : passage.end]
        for symbol in find_numbered(text):
            start, end = passage.start + symbol.start, passage.start + symbol.end
            context = read_context(text, symbol)
            if context is None or symbol.number in own or not layout.anchors_in(start, end):
                continue
            known = _known(symbol, context, found.values())
            if known is not None:
                known.mentions += 1
                known.context = known.context.filled_from(context)
                continue
            key = fold(f"{context.document_type} {symbol.number} {context.issued_on}")
            found[key] = _Found(
                symbol=symbol,
                start=start,
                end=end,
                context=context,
                read=_is_read(layout, passage, symbol),
                in_footnote=passage.in_footnote,
            )


def _known(symbol: SymbolMatch, context: Context, found: Iterable[_Found]) -> _Found | None:
    """Return the cited document of this number, type and day."""
    fitting = [
        item
        for item in found
        if item.symbol.number.lstrip("0") == symbol.number.lstrip("0")
        and fold(item.context.document_type or "") == fold(context.document_type or "")
        and item.context.issued_on in (None, context.issued_on)
    ]
    return fitting[0] if fitting else None


def _is_twin(item: _Found, others: list[_Found]) -> bool:
    """Tell whether a symbol read from an image is likely another, cited more often or before, with one figure wrong."""
    if not item.read or item.context.issued_on is None:
        return False
    return any(
        (other.mentions, -other.first) > (item.mentions, -item.first)
        and other.context.issued_on == item.context.issued_on
        and fold(other.symbol.symbol) == fold(item.symbol.symbol)
        and len(other.symbol.number) == len(item.symbol.number)
        and sum(a != b for a, b in zip(other.symbol.number, item.symbol.number, strict=True)) == 1
        for other in others
    )


def _is_read(layout: Layout, passage: _Passage, symbol: SymbolMatch) -> bool:
    """Tell whether the symbol was read from an image."""
    place = passage.start + symbol.start, passage.start + symbol.end
    return all(anchor.ocr for anchor in layout.anchors_in(*place))


def _count_short_mentions(layout: Layout, found: dict[str, _Found]) -> None:
    """Add «Kế hoạch 134» and the like to the mentions of what was cited in full."""
    cited = [
        Cited(
            key=key,
            number=item.symbol.number,
            code=item.symbol.type_code,
            type_name=item.context.document_type,
            at=item.first,
        )
        for key, item in found.items()
    ]
    if not cited:
        return
    own = find_document_type(layout)
    own_type = None if own is None else own.value
    for passage in _passages(layout):
        text = layout.text[passage.start : passage.end]
        for short in find_short_mentions(
            text, offset=passage.start, cited=cited, own_type=own_type
        ):
            item = found[short.key]
            item.mentions += 1
            place = passage.start + short.start, passage.start + short.end
            if len(item.short_forms) < _MOST_SHORT and layout.anchors_in(*place):
                item.short_forms.append(place)


def _symbols(text: str) -> list[SymbolMatch]:
    complete = find_symbols(text)
    blank = [
        symbol
        for symbol in find_blank_symbols(text)
        if not any(other.start < symbol.end and symbol.start < other.end for other in complete)
    ]
    return sorted([*complete, *blank], key=lambda symbol: symbol.start)


def _passages(layout: Layout) -> Iterator[_Passage]:
    """Yield paragraphs and cells of the citing parts in reading order."""
    spans = [
        _Passage(
            start=paragraph.start,
            end=paragraph.end,
            in_footnote=layout.zones[paragraph.zone].kind is ZoneKind.FOOTNOTE,
        )
        for paragraph in layout.paragraphs
        if layout.zones[paragraph.zone].kind in _CITING and not _in_table(layout, paragraph.start)
    ]
    spans += [
        _Passage(start=cell.start, end=cell.end, in_table=True)
        for table in layout.tables
        for cell in table.cells
    ]
    yield from sorted(spans, key=lambda span: span.start)


def _in_table(layout: Layout, at: int) -> bool:
    return any(table.start <= at < table.end for table in layout.tables)


def _own_symbols(layout: Layout) -> frozenset[str]:
    own: set[str] = set()
    number = find_reference_number(layout)
    if number is not None and number.value is not None:
        own.add(fold(number.value))
    for zone in layout.zones_of(ZoneKind.NUMBER, part=None):
        text = layout.cut(zone)
        own.update(fold(symbol.whole) for symbol in find_symbols(text))
        # With the number still blank, the decision cites itself without a number as well.
        own.update(fold(symbol.whole) for symbol in find_blank_symbols(text))
        own.update(fold(symbol.symbol) for symbol in find_symbols(text))
    return frozenset(own)


def _citation(layout: Layout, item: _Found, *, twin: bool) -> Citation:
    confidence = _CONFIDENCE[item.symbol.form] * (_REPAIRED if item.symbol.repairs else 1.0)
    confidence *= _TWIN if twin else 1.0
    fields = evidence_fields(
        layout,
        item.start,
        item.end,
        rule=f"citation.{item.symbol.form}",
        confidence=confidence,
        repairs=_repairs(layout, item),
    )
    return Citation.model_validate(
        {
            "value": item.symbol.whole,
            "document_type": item.context.document_type,
            "issued_on": item.context.issued_on,
            "issuing_body": item.context.issuing_body,
            "subject": item.context.subject,
            "relation": item.context.relation,
            "in_part": item.context.in_part,
            "in_footnote": item.in_footnote,
            "mentions": item.mentions,
            "short_forms": [_short_form(layout, *place) for place in item.short_forms],
            **fields,
        }
    )


def _short_form(layout: Layout, start: int, end: int) -> Evidence:
    return Evidence.model_validate(
        evidence_fields(layout, start, end, rule="citation.short-form", confidence=_SHORT)
    )


def _repairs(layout: Layout, item: _Found) -> list[str]:
    broken = re.search(r"\s", layout.text[item.start : item.end]) is not None
    joined = ["blanks-removed"] if broken and item.symbol.form != "standard" else []
    return [*item.symbol.repairs, *joined]
