"""Make up a dispatch: `a_dispatch(system="party", tasks=3, appendix_rows=12)`.

In: how many of everything, and any field of `Dispatch` by name. Out: a `Dispatch` whose parts fit
together. Nothing is random: `seed` walks through the stock of phrases, so the same call makes the
same dispatch, and a change of `seed` changes every part of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from typing import TypeVar

from samples.builder.phrases import PARTY
from samples.builder.phrases import STATE
from samples.builder.phrases import THEMES
from samples.builder.phrases import Offices
from samples.builder.phrases import Theme
from samples.builder.shapes import Appendix
from samples.builder.shapes import Charge
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Grid
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import Role
from samples.builder.shapes import Row
from samples.builder.shapes import Signature
from samples.builder.shapes import System

__all__ = ["a_dispatch", "a_grid", "a_task"]

T = TypeVar("T")
_DUES = (
    ("trước ngày 30/6/2026", dt.date(2026, 6, 30)),
    ("trong quý III/2026", dt.date(2026, 9, 30)),
    ("chậm nhất ngày 15/8/2026", dt.date(2026, 8, 15)),
    ("trong tháng 10/2026", dt.date(2026, 10, 31)),
)
_MAX = 30


def a_dispatch(
    *,
    system: System = "party",
    tasks: int = 3,
    addressees: int = 2,
    copies: int = 2,
    appendix_rows: int = 0,
    seed: int = 0,
    **overrides: Any,
) -> Dispatch:
    """Return a công văn of a made-up provincial office.

    Args:
        system: Whose form it follows.
        tasks: Number of numbered items, 0 to 30.
        addressees: Number of lines of Kính gửi, 1 to 6.
        copies: Number of recipients of copies beside the addressees, 0 to 4.
        appendix_rows: Number of rows of the appendix table without group rows, 0 for no appendix.
        seed: Which places, people and sentences are drawn.
        overrides: Fields of `Dispatch` that replace what was made up.

    Raises:
        ValueError: If a number is out of its range.
        TypeError: If an override names no field of `Dispatch`.

    Example:
        >>> [task.label for task in a_dispatch(tasks=2).tasks]
        ['1.', '2.']
    """
    _check(tasks=(tasks, 0, _MAX), addressees=(addressees, 1, 6), copies=(copies, 0, 4))
    _check(appendix_rows=(appendix_rows, 0, 200))
    offices = PARTY if system == "party" else STATE
    theme = _pick(THEMES, seed)
    place = _pick(offices.provinces, seed)
    day = dt.date(2026, 5, 28) + dt.timedelta(days=seed * 11 % 30)
    basis = _basis(system, seed)
    dispatch = Dispatch(
        system=system,
        issuing_body=_issuer(system, place),
        number=str(12 + seed * 37 % 900),
        symbol="CV/TU" if system == "party" else "UBND-NV",
        type_code="CV",
        type_name="Công văn",
        place=place,
        day=day,
        subject=theme.subject,
        addressees=offices.addressees[:addressees],
        intro=_intro(system, theme, basis, appendix_rows > 0),
        tasks=tuple(a_task(index, theme, offices, seed=seed) for index in range(tasks)),
        distribution=_distribution(system, offices, copies),
        signature=_signature(system, offices, seed),
        acting_author="Ban Thường vụ" if system == "party" else "Uỷ ban nhân dân",
        citations=(basis,),
        end_mark="" if system == "party" else "/.",
        closing=(
            f"Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện, kịp thời báo cáo "
            f"{offices.receiver} những khó khăn, vướng mắc phát sinh.",
        )
        if tasks
        else (),
    )
    if appendix_rows:
        dispatch = replace(
            dispatch, appendices=(_appendix(dispatch, theme, offices, appendix_rows),)
        )
    return replace(dispatch, **overrides)


def a_task(index: int, theme: Theme, offices: Offices, *, seed: int = 0) -> Item:
    """Return item `index` of the operative part; five kinds of sentence take turns.

    Args:
        index: 0-based place in the list.
        theme: What the work is about.
        offices: Who may be charged.
        seed: Which bodies and deadlines are drawn.
    """
    work = _pick(theme.works, index)
    lead = _pick(offices.bodies, seed + index * 3)
    other = _pick(offices.bodies, seed + index * 3 + 1)
    words, due = _pick(_DUES, seed + index)
    label = f"{index + 1}."
    match index % 5:
        case 0:
            return Item(
                label=label,
                text=f"Giao {lead} chủ trì, phối hợp với {other} {work}, báo cáo "
                f"{offices.receiver} {words}.",
                charges=(
                    Charge(body=lead, role=Role.LEAD),
                    Charge(body=other, role=Role.COORDINATE),
                ),
                deadline=words,
                due=due,
            )
        case 1:
            return Item(
                label=label,
                text=f"Đề nghị {lead} {work}; hoàn thành {words}.",
                charges=(Charge(body=lead),),
                deadline=words,
                due=due,
            )
        case 2:
            return Item(
                label=label,
                text=f"{lead} chịu trách nhiệm {work}, không để chậm trễ, bỏ sót.",
                charges=(Charge(body=lead, role=Role.LEAD),),
            )
        case 3:
            return Item(
                label=label,
                text=f"Tiếp tục quan tâm {work}; phấn đấu đạt 14/20 chỉ tiêu đã đề ra cho nhiệm kỳ "
                "2025 - 2030.",
            )
        case _:
            return Item(
                label=label,
                text=f"Giao {lead} theo dõi, đôn đốc việc {work}, định kỳ hằng tháng tổng hợp, "
                f"báo cáo {offices.receiver}.",
                charges=(Charge(body=lead),),
                deadline="định kỳ hằng tháng",
            )


def a_grid(rows: int, theme: Theme, offices: Offices, *, group_every: int = 6) -> Grid:
    """Return a table of tasks: number, content, lead, deadline; a group row before every few rows.

    Every fifth row has no number of its own and its lead is merged with the one above.
    """
    cells: list[Row] = []
    labels: list[str] = []
    number = 0
    for index in range(rows):
        if index % group_every == 0:
            labels.append(f"{_roman(len(labels) + 1)}.")
            cells.append((labels[-1], f"Nhóm nhiệm vụ thứ {len(labels)}", "", ""))
            number = 0
        content = _pick(theme.contents, index)
        lead = _pick(offices.bodies, index * 2)
        if index % 5 == 4 and index % group_every:
            cells.append(("", f"{content} (phần bổ sung)", None, _pick(_DUES, index)[0]))
        else:
            number += 1
            cells.append((f"{number}.", content, lead, _pick(_DUES, index)[0]))
    return Grid(
        columns=("STT", "Nội dung", "Cơ quan chủ trì", "Thời hạn"),
        rows=tuple(cells),
        widths=(1.1, 6, 4, 3.4),
        group_labels=frozenset(labels),
    )


def _check(**ranges: tuple[int, int, int]) -> None:
    for name, (value, low, high) in ranges.items():
        if not low <= value <= high:
            raise ValueError(f"{name} must be {low} to {high}, not {value}")


def _pick(stock: Sequence[T], index: int) -> T:
    return stock[index % len(stock)]


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _issuer(system: System, place: str) -> str:
    return (
        f"TỈNH UỶ {place.upper()}"
        if system == "party"
        else f"UỶ BAN NHÂN DÂN\nTỈNH {place.upper()}"
    )


def _basis(system: System, seed: int) -> Cited:
    day = dt.date(2026, 1, 5) + dt.timedelta(days=seed * 17 % 110)
    number = 3 + seed * 5 % 90
    if system == "party":
        return Cited(
            type_name="Chỉ thị", symbol=f"{number:02d}-CT/TU", day=day, body="Ban Thường vụ Tỉnh uỷ"
        )
    return Cited(
        type_name="Kế hoạch", symbol=f"{number:02d}/KH-UBND", day=day, body="Uỷ ban nhân dân tỉnh"
    )


def _intro(system: System, theme: Theme, basis: Cited, with_appendix: bool) -> tuple[str, ...]:
    author = "Ban Thường vụ Tỉnh uỷ" if system == "party" else "Uỷ ban nhân dân tỉnh"
    pointer = " (*có phụ lục kèm theo*)" if with_appendix else ""
    return (
        f"Thực hiện {basis.phrase()} về {theme.subject}, các cơ quan, đơn vị đã có nhiều cố gắng "
        f"và đạt kết quả bước đầu. {theme.reason}",
        f"Để khắc phục những hạn chế nêu trên, {author} yêu cầu thực hiện tốt một số nội dung "
        f"sau{pointer}:",
    )


def _distribution(system: System, offices: Offices, copies: int) -> tuple[Recipient, ...]:
    first = "Như kính gửi" if system == "party" else "Như trên"
    archive = "Lưu Văn phòng Tỉnh uỷ" if system == "party" else "Lưu: VT, NV"
    return (
        Recipient(name=first, purpose="để thực hiện" if system == "party" else None),
        *(Recipient(name=name) for name in offices.copies[:copies]),
        Recipient(name=archive, archive=True),
    )


def _signature(system: System, offices: Offices, seed: int) -> Signature:
    name = _pick(offices.signers, seed)
    if system == "party":
        return Signature(authority="T/M BAN THƯỜNG VỤ", positions=("PHÓ BÍ THƯ",), name=name)
    return Signature(
        authority="TM. UỶ BAN NHÂN DÂN", positions=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), name=name
    )


def _appendix(dispatch: Dispatch, theme: Theme, offices: Offices, rows: int) -> Appendix:
    party = dispatch.system == "party"
    words = f"{dispatch.day.day:02d} tháng {dispatch.day.month} năm {dispatch.day.year}"
    return Appendix(
        label="Phụ lục 1" if party else "Phụ lục I",
        title=f"DANH MỤC NHIỆM VỤ {theme.subject.upper()}",
        reference=f"(Kèm theo Công văn số {dispatch.reference_number}, ngày {words})",
        reference_symbol=dispatch.reference_number,
        reference_day=dispatch.day,
        grid=a_grid(rows, theme, offices),
    )
