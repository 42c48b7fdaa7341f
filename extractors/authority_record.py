"""Link all names of bodies in a record to the authority file.

In: a record as read. Out: the same record with `body` filled wherever a body is named: letterhead, acting author,
addressees, recipients, assignees, receivers of reports, citations, reference lines of appendices.

The letterhead comes first, because it tells what `TU`, «UBND xã» and «Ban Thường vụ» mean in this paper: a unit of a body
(«Văn phòng» under «Tỉnh ủy Lào Cai») is read with the line above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TypeVar

from extractors.authority import Authority
from extractors.authority import BodyContext
from extractors.authority import Found
from extractors.authority import load_authority
from extractors.rules import System
from extractors.symbols import parse_symbol
from models.record import Appendix
from models.record import Record
from models.values import BodyLink
from models.values import BodyName
from models.values import Citation
from models.values import Task
from models.values import Value

__all__ = ["link_bodies", "paper_context"]

NameT = TypeVar("NameT", bound=BodyName)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Linker:
    authority: Authority
    context: BodyContext
    known: dict[str, Found | None] = field(default_factory=dict)

    def name(self, value: NameT) -> NameT:
        link = self.link(value.value)
        return value if link is None else value.model_copy(update={"body": link})

    def names(self, values: Sequence[NameT]) -> list[NameT]:
        return [self.name(value) for value in values]

    def link(self, text: str | None) -> BodyLink | None:
        if not text:
            return None
        if text not in self.known:  # a paper charges the same bodies again and again
            self.known[text] = self.authority.find(text, self.context)
        found = self.known[text]
        return None if found is None else found.link

    def task(self, task: Task) -> Task:
        return task.model_copy(
            update={
                "assignees": self.names(task.assignees),
                "report_to": self.names(task.report_to),
            }
        )

    def citation(self, citation: Citation) -> Citation:
        """The body that the text names, else the one that the symbol stands for."""
        said = self.link(citation.issuing_body)
        if said is not None and said.id is not None:
            return citation.model_copy(update={"body": said})
        symbol = parse_symbol(citation.value or "")
        if symbol is None:
            return citation
        # Where the text names a body that is not known, the letterhead's province is not meant.
        context = BodyContext() if citation.issuing_body else self.context
        found = self.authority.find_symbol(symbol.body.removesuffix("/nb"), context)
        if found is None or (symbol.system is System.PARTY and found.link.branch == "state"):
            return citation
        return citation.model_copy(update={"body": found.link})

    def appendix(self, appendix: Appendix) -> Appendix:
        line = appendix.reference
        link = self.link(line.issuing_body) if line is not None else None
        if line is None or link is None:
            return appendix
        return appendix.model_copy(update={"reference": line.model_copy(update={"body": link})})


def link_bodies(record: Record, *, authority: Authority | None = None) -> Record:
    """Return the record with the names of bodies linked.

    Args:
        record: A record as read.
        authority: The authority file; the shipped one when None.
    """
    file = authority or load_authority()
    head, above, context = _letterhead(record, file)
    linker = _Linker(authority=file, context=context)
    own = _Linker(authority=file, context=replace(context, own=True))
    return record.model_copy(
        update={
            "issuing_body": _with(record.issuing_body, head),
            "superior_body": _with(record.superior_body, above),
            "acting_author": None
            if record.acting_author is None
            else own.name(record.acting_author),
            "addressees": linker.names(record.addressees),
            "distribution": [
                entry if entry.archive or entry.same_as else linker.name(entry)
                for entry in record.distribution
            ],
            "tasks": [linker.task(task) for task in record.tasks],
            "table_tasks": [linker.task(task) for task in record.table_tasks],
            "citations": [linker.citation(citation) for citation in record.citations],
            "appendices": [linker.appendix(appendix) for appendix in record.appendices],
        }
    )


def paper_context(record: Record, *, authority: Authority | None = None) -> BodyContext:
    """Return where a paper comes from, by its letterhead."""
    return _letterhead(record, authority or load_authority())[2]


def _letterhead(
    record: Record, authority: Authority
) -> tuple[Found | None, Found | None, BodyContext]:
    """Return the issuing body, the superior body, and what they say of where the paper comes from."""
    upper, lower = _text(record.superior_body), _text(record.issuing_body)
    # «Tỉnh ủy» alone says its province in the place line.
    seat = BodyContext(home=authority.gazetteer.province_named(_text(record.place) or ""))
    above = authority.find(upper, seat) if upper else None
    context = _under(above) if upper else seat
    head = _issuer(lower, upper, above, context, authority) if lower else None
    if above is None and upper:
        context = BodyContext(home=authority.territory(upper), own=True)
        head = _issuer(lower, upper, above, context, authority) if lower else None
    known = [one for one in (head, above) if one is not None and one.link.id is not None]
    home = next((one.territory for one in known if one.territory is not None), None)
    if home is None and upper and not known:
        home = context.home
    branch = known[0].link.branch if known else None
    return head, above, BodyContext(home=home, branch=branch)


def _under(above: Found | None) -> BodyContext:
    if above is None:
        return BodyContext()
    return BodyContext(home=above.territory, branch=above.link.branch, own=True)


def _issuer(
    lower: str, upper: str | None, above: Found | None, context: BodyContext, authority: Authority
) -> Found | None:
    """Try the line alone, then as a unit of the body above («Văn phòng» + «Tỉnh ủy Lào Cai»)."""
    tried = [lower]
    if upper is not None:
        tried.append(f"{lower} {upper}")
        if above is not None and above.link.level == "central":
            tried.append(f"{lower} Trung ương")
    if above is not None and above.link.name is not None:
        tried.append(f"{lower} {above.link.name}")
    found = [authority.find(text, context) for text in tried]
    linked = [one for one in found if one is not None and one.link.id is not None]
    return linked[0] if linked else found[0]


def _text(value: Value | None) -> str | None:
    return None if value is None else value.value


def _with(value: BodyName | None, found: Found | None) -> BodyName | None:
    if value is None or found is None:
        return value
    return value.model_copy(update={"body": found.link})
