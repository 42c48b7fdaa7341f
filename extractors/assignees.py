"""Find who is charged with an item: bodies and people as written, with role and force.

In: the pieces of one item's own text, or the sentence that opens a list. Out: `Assignee`s in
reading order, each name once; a stated lead outranks another mention of the same name. `charges`
reads the clauses, `body_names` the names.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.body_names import fold_keeping_length
from extractors.charge_parties import without_brackets
from extractors.charges import Charge
from extractors.charges import read_charges
from extractors.charges import read_directives
from extractors.receivers import find_receivers
from extractors.sentences import sentences
from extractors.sentences import without_quotes
from extractors.task_items import Piece
from models.layout import Layout
from models.values import Assignee
from models.values import AssigneeRole
from models.values import evidence_fields

__all__ = ["find_assignees", "find_lead_in_assignees", "find_receivers"]


def find_assignees(
    layout: Layout,
    pieces: Sequence[Piece],
    *,
    charged_above: bool = False,
    heads_items: bool = True,
) -> list[Assignee]:
    """Return the bodies that the item's own text charges, each name once, in reading order.

    Args:
        layout: The document.
        pieces: The item's own paragraphs, without label and without the items below it.
        charged_above: True where a heading above names the body: what that body demands of others
            («yêu cầu các đơn vị lắp đặt …») is its own work and charges nobody.
        heads_items: True where something to do may follow below. Names with nothing to do (a list
            of members, of those invited) charge nobody.
    """
    charges: list[Charge] = []
    for index, piece in enumerate(pieces):
        text = layout.text[piece.start : piece.end]
        found = read_charges(
            without_brackets(without_quotes(text)),
            may_head=index == 0,
            charged_above=charged_above,
            heads_items=heads_items or index + 1 < len(pieces),
        )
        charges.extend(_shift(charge, piece.start) for charge in found)
    return [_assignee(layout, charge) for charge in _distinct(layout, charges)]


def find_lead_in_assignees(layout: Layout, piece: Piece) -> list[Assignee]:
    """Return the bodies that the sentence before a list charges with all of its items."""
    text = without_brackets(without_quotes(layout.text[piece.start : piece.end]))
    last = max((found[0] for found in sentences(text)), default=0)
    charges = [
        _shift(charge, piece.start)
        for start, end in sentences(text)
        if start == last
        for charge in read_directives(text, start, end)
    ]
    return [_assignee(layout, charge) for charge in _distinct(layout, charges)]


def _shift(charge: Charge, offset: int) -> Charge:
    return Charge(
        start=charge.start + offset,
        end=charge.end + offset,
        role=charge.role,
        stated=charge.stated,
        force=charge.force,
        rule=charge.rule,
        confidence=charge.confidence,
    )


def _distinct(layout: Layout, charges: Sequence[Charge]) -> list[Charge]:
    """Keep one charge per name: the first, but a stated lead before any other role."""
    best: dict[str, Charge] = {}
    for charge in sorted(charges, key=lambda item: item.start):
        if not layout.anchors_in(charge.start, charge.end):
            continue
        key = fold_keeping_length(" ".join(layout.text[charge.start : charge.end].split()))
        known = best.get(key)
        if known is None or (
            charge.role is AssigneeRole.LEAD and known.role is AssigneeRole.ASSIGNEE
        ):
            best[key] = charge
    return list(best.values())


def _assignee(layout: Layout, charge: Charge) -> Assignee:
    return Assignee.model_validate(
        {
            "value": " ".join(layout.text[charge.start : charge.end].split()),
            "role": charge.role,
            "role_stated": charge.stated,
            "force": charge.force,
            **evidence_fields(
                layout, charge.start, charge.end, rule=charge.rule, confidence=charge.confidence
            ),
        }
    )
