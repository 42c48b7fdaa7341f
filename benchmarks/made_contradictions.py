"""Made papers with one planted contradiction each, and clean ones: what the checks make of them.

    python benchmarks/made_contradictions.py [--show] [--scans N]

Every paper is a dispatch of the builder of the samples, set as a PDF with a text layer and read as any
other. A planted paper differs from a clean one in one place only, and names the code of the finding
that must come; every other finding of a check is a false alarm, on planted and on clean papers alike.
Stamps (time of a digital signature, arrival) are printed over the head of the first page.
With `--scans N` the papers are scanned: grey pages of 300 dpi, a little turned and noisy; N of the five of every code,
and as many clean ones, because each takes some seconds. That something was not read surely is then no false alarm.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

import pikepdf
import typst

from models.settings import Settings
from pipeline.evaluation.tables import text_table
from pipeline.process import process_file
from samples.builder.degrade import Scan
from samples.builder.degrade import scan
from samples.builder.dispatch import a_dispatch
from samples.builder.picture_files import to_image_pdf
from samples.builder.shapes import Appendix
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Recipient
from samples.builder.typeset import FONT_DIR
from samples.builder.typeset import to_pdf

__all__ = ["PLANTS", "Paper", "clean_papers", "planted_papers"]

_STAMPS = Path(__file__).with_name("made_stamps.typ")
_SEEDS = range(5)
# What a scan was not read surely enough to tell: a person is asked, and no contradiction is claimed.
_SCAN_DOUBTS = (
    "appendix-reference-unsure",
    "appendix-reference-unread",
    "value-doubtful",
    "cells-doubtful",
)
# Where the signing and the arrival stamp are printed on the first page, millimetres.
_SIGNING_AT, _ARRIVAL_AT = (130, 6), (32, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper.

    Attributes:
        code: The finding that its contradiction must raise; None for a paper without one.
        dispatch: Its description.
        signed, arrived: The days of its stamps.
        doubts: Findings that are right about it and contradict nothing (a day that is not printed).
    """

    code: str | None
    dispatch: Dispatch
    signed: dt.date | None = None
    arrived: dt.date | None = None
    doubts: tuple[str, ...] = ()

    def pdf(self) -> bytes:
        """Return the paper as a PDF with a text layer."""
        return _stamped(to_pdf(self.dispatch), self.signed, self.arrived)


def _stamped(pdf: bytes, signed: dt.date | None, arrived: dt.date | None) -> bytes:
    stamps: list[dict[str, object]] = []
    if signed is not None:
        lines = ["Ký bởi: Văn phòng", f"Ngày ký: {signed:%d/%m/%Y} 10:11:12"]
        stamps.append({"x": _SIGNING_AT[0], "y": _SIGNING_AT[1], "lines": lines})
    if arrived is not None:
        lines = ["CÔNG VĂN ĐẾN", "Số: 312", f"Ngày: {arrived:%d/%m/%Y}"]
        stamps.append({"x": _ARRIVAL_AT[0], "y": _ARRIVAL_AT[1], "lines": lines})
    if not stamps:
        return pdf
    over = typst.compile(
        _STAMPS,
        font_paths=[FONT_DIR],
        ignore_system_fonts=True,
        sys_inputs={"stamps": json.dumps(stamps, ensure_ascii=False)},
        timestamp=0,
        pdf_tags=False,
    )
    assert isinstance(over, bytes)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper, pikepdf.open(io.BytesIO(over)) as sheet:
        first = paper.pages[0]
        first.add_overlay(sheet.pages[0], pikepdf.Rectangle(first.mediabox))
        paper.save(out, deterministic_id=True)
    return out.getvalue()


def _base(seed: int, **more: object) -> Dispatch:
    system = "party" if seed % 2 == 0 else "state"
    return a_dispatch(system=system, tasks=2, seed=seed, **more)  # type: ignore[arg-type]


def _party(seed: int, **more: object) -> Dispatch:
    return a_dispatch(system="party", tasks=2, seed=seed, **more)  # type: ignore[arg-type]


def _with_appendix(dispatch: Dispatch, change: Callable[[Appendix], Appendix]) -> Dispatch:
    return replace(dispatch, appendices=tuple(change(a) for a in dispatch.appendices))


def _reference(*, number: str, day: dt.date, body: str = "") -> str:
    words = f"{day.day:02d} tháng {day.month} năm {day.year}"
    return f"(Kèm theo Công văn số {number}, ngày {words}{' của ' + body if body else ''})"


def _appendix_number(seed: int) -> Paper:
    paper = _base(seed, appendix_rows=4)
    other = paper.reference_number.replace(paper.number or "", str(901 + seed), 1)
    line = _reference(number=other, day=paper.day)
    return Paper(
        code="appendix-number-differs",
        dispatch=_with_appendix(paper, lambda a: replace(a, reference=line)),
    )


def _appendix_date(seed: int) -> Paper:
    paper = _base(seed, appendix_rows=4)
    day = paper.day - dt.timedelta(days=31 + seed)
    line = _reference(number=paper.reference_number, day=day)
    return Paper(
        code="appendix-date-differs",
        dispatch=_with_appendix(paper, lambda a: replace(a, reference=line)),
    )


def _appendix_body(seed: int) -> Paper:
    paper = _base(seed, appendix_rows=4)
    other = "Uỷ ban nhân dân tỉnh" if paper.system == "party" else "Tỉnh uỷ"
    body = f"{other} {paper.place}"
    line = _reference(number=paper.reference_number, day=paper.day, body=body)
    return Paper(
        code="appendix-body-differs",
        dispatch=_with_appendix(paper, lambda a: replace(a, reference=line)),
    )


def _type_and_symbol(seed: int) -> Paper:
    paper = _base(seed, type_code="KH", type_name="Kế hoạch", addressees=1)
    wrong = ("BC", "TB", "KL", "TTr", "HD")[seed] if paper.system == "party" else "BC"
    symbol = f"{wrong}/TU" if paper.system == "party" else f"{wrong}-UBND"
    return Paper(code="type-symbol-differs", dispatch=replace(paper, symbol=symbol, addressees=()))


def _outlived_type(seed: int) -> Paper:
    paper = _party(seed, type_code="QĐi", type_name="Quy định", addressees=1)
    return Paper(
        code="type-outside-validity", dispatch=replace(paper, symbol="QĐi/TU", addressees=())
    )


def _symbol_and_body(seed: int) -> Paper:
    paper = _base(seed)
    symbol = ("CV/ĐU", "HĐND-NV", "CV/VPTU", "HĐND-VX", "CV/ĐU")[seed]
    return Paper(code="symbol-body-differs", dispatch=replace(paper, symbol=symbol))


def _authority_form(seed: int) -> Paper:
    paper = _base(seed)
    party = ("T/M CHÁNH VĂN PHÒNG", "K/T BAN THƯỜNG VỤ", "T/M BÍ THƯ")
    state = ("TM. CHỦ TỊCH", "KT. UỶ BAN NHÂN DÂN", "TM. GIÁM ĐỐC")
    lines = party if paper.system == "party" else state
    signature = replace(paper.signature, authority=lines[seed % 3], positions=("PHÓ BÍ THƯ",))
    if paper.system == "state":
        signature = replace(signature, positions=("PHÓ CHỦ TỊCH",))
    return Paper(code="authority-form-differs", dispatch=replace(paper, signature=signature))


def _authority_body(seed: int) -> Paper:
    paper = _base(seed)
    line = "T/M UỶ BAN NHÂN DÂN" if paper.system == "party" else "TM. BAN THƯỜNG VỤ"
    signature = replace(paper.signature, authority=line)
    return Paper(code="authority-body-differs", dispatch=replace(paper, signature=signature))


def _cited_later(seed: int) -> Paper:
    paper = _base(seed)
    return Paper(code="cited-date-later", dispatch=_citing(paper, paper.day, 3 + 9 * seed))


def _citing(paper: Dispatch, day: dt.date, later: int) -> Dispatch:
    """Return the paper citing one that is dated so many days behind `day`."""
    old = paper.citations[0]
    new = Cited(
        type_name=old.type_name,
        symbol=old.symbol,
        day=day + dt.timedelta(days=later),
        body=old.body,
    )
    intro = tuple(text.replace(old.phrase(), new.phrase()) for text in paper.intro)
    return replace(paper, intro=intro, citations=(new,))


def _outlived_body(seed: int) -> Paper:
    paper = _base(seed)
    names = (
        "Huyện uỷ Phú Lâm",
        "Uỷ ban nhân dân huyện Phú Lâm",
        "Huyện uỷ Hà Châu",
        "UBND thị xã Hà Châu",
        "Hội đồng nhân dân huyện Tân Sơn",
    )
    entries = (*paper.distribution[:-1], Recipient(name=names[seed]), paper.distribution[-1])
    return Paper(code="body-outside-validity", dispatch=replace(paper, distribution=entries))


def _count(seed: int) -> Paper:
    paper = _base(seed, appendix_rows=5)
    said = 11 + seed
    return Paper(
        code="count-differs",
        dispatch=_with_appendix(
            paper, lambda a: replace(a, title=f"{a.title} (GỒM {said} NHIỆM VỤ)")
        ),
    )


def _archive_line(seed: int) -> Paper:
    paper = _base(seed)
    return Paper(
        code="archive-line-missing",
        dispatch=replace(paper, distribution=paper.distribution[:-1]),
    )


def _signed_early(seed: int) -> Paper:
    paper = _base(seed)
    return Paper(
        code="signed-before-dated",
        dispatch=paper,
        signed=paper.day - dt.timedelta(days=1 + 6 * seed),
    )


def _arrived_early(seed: int) -> Paper:
    paper = _base(seed)
    return Paper(
        code="arrived-before-dated",
        dispatch=paper,
        arrived=paper.day - dt.timedelta(days=1 + 4 * seed),
    )


def _arrived_unsigned(seed: int) -> Paper:
    paper = _base(seed)
    return Paper(
        code="arrived-before-signed",
        dispatch=paper,
        signed=paper.day + dt.timedelta(days=3 + seed),
        arrived=paper.day + dt.timedelta(days=1),
    )


def _cited_after_stamp(seed: int) -> Paper:
    paper = _base(seed, day_printed=False)
    return Paper(
        code="cited-after-stamp",
        dispatch=_citing(paper, paper.day, 2 + 5 * seed),
        signed=paper.day,
        doubts=("date-unsure",),
    )


PLANTS: tuple[Callable[[int], Paper], ...] = (
    _appendix_number,
    _appendix_date,
    _appendix_body,
    _type_and_symbol,
    _symbol_and_body,
    _authority_form,
    _authority_body,
    _cited_later,
    _outlived_body,
    _outlived_type,
    _count,
    _archive_line,
    _signed_early,
    _arrived_early,
    _arrived_unsigned,
    _cited_after_stamp,
)


def planted_papers() -> Iterator[Paper]:
    """Yield the papers with one contradiction each, five of every kind."""
    for plant in PLANTS:
        for seed in _SEEDS:
            yield plant(seed)


def clean_papers() -> Iterator[Paper]:
    """Yield as many papers that agree with themselves: bare, with appendix, counts and stamps."""
    for seed in range(len(PLANTS) * len(_SEEDS)):
        rows = (0, 4, 9)[seed % 3]
        paper = _base(seed, appendix_rows=rows)
        if rows:
            paper = _with_appendix(paper, lambda a, p=paper: _agreeing(a, p))  # type: ignore[misc]
        signed = paper.day + dt.timedelta(days=seed % 3) if seed % 2 else None
        arrived = (signed or paper.day) + dt.timedelta(days=seed % 4) if seed % 5 < 3 else None
        yield Paper(code=None, dispatch=paper, signed=signed, arrived=arrived)


def _agreeing(appendix: Appendix, paper: Dispatch) -> Appendix:
    """Return the appendix naming the body, and how many items it has."""
    owner = "Tỉnh uỷ" if paper.system == "party" else "Uỷ ban nhân dân tỉnh"
    items = sum(bool(row[0]) and not appendix.grid.is_group(row) for row in appendix.grid.rows)
    return replace(
        appendix,
        title=f"{appendix.title} (GỒM {items:02d} NHIỆM VỤ)",
        reference=_reference(
            number=paper.reference_number, day=paper.day, body=f"{owner} {paper.place}"
        ),
    )


def scanned(pdf: bytes, seed: int) -> bytes:
    """Return the pages as a scanner of an office gives them, without a text layer."""
    turn = (seed % 5 - 2) * 0.2
    how = Scan(dpi=300, skew_deg=turn, bleed=0.03, noise=7.0, colour=False, seed=seed)
    return to_image_pdf(scan(pdf, how), dpi=how.dpi, quality=75)


def findings_of(paper: Paper, *, scan_seed: int | None = None) -> list[str]:
    """Return the codes of the findings that the reader makes on the paper, or on its scan."""
    pdf = paper.pdf() if scan_seed is None else scanned(paper.pdf(), scan_seed)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        record = process_file(Path(file.name), Settings())
    return [found.code for found in record.findings]


def main() -> None:
    """Read all papers and print, for every code, planted, found and false alarms."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--show", action="store_true", help="name every miss and false alarm")
    parser.add_argument("--scans", type=int, default=0, metavar="N", help="read scans, N per code")
    options = parser.parse_args()
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    doubted = 0
    papers = [*planted_papers(), *clean_papers()]
    if options.scans:
        papers = [paper for n, paper in enumerate(papers) if n % len(_SEEDS) < options.scans]
    for index, paper in enumerate(papers):
        seen = findings_of(paper, scan_seed=index if options.scans else None)
        doubts = {*paper.doubts, *(_SCAN_DOUBTS if options.scans else ())}
        codes = Counter(code for code in seen if code not in doubts)
        doubted += any(code in _SCAN_DOUBTS for code in seen)
        if paper.code is not None:
            planted[paper.code] += 1
            hit = codes.pop(paper.code, 0) > 0
            found[paper.code] += hit
            if options.show and not hit:
                sys.stdout.write(f"missed: paper {index}, {paper.code}\n")
        false.update(codes.keys())
        if options.show and codes:
            sys.stdout.write(f"false: paper {index} ({paper.code}), {', '.join(codes)}\n")
    _print(planted, found, false, len(papers))
    sys.stdout.write(f"papers with something that was not read surely: {doubted}\n")


def _print(planted: Counter[str], found: Counter[str], false: Counter[str], papers: int) -> None:
    rows = [
        [code, str(planted[code]), str(found[code]), str(false[code])]
        for code in [*planted, *(code for code in false if code not in planted)]
    ]
    right, alarms = found.total(), found.total() + false.total()
    rows.append(["all", str(planted.total()), str(right), str(false.total())])
    table = text_table(["code", "planted", "found", "false alarms"], rows)
    sys.stdout.write("\n".join([*table, ""]))
    sys.stdout.write(
        f"{papers} papers; precision {right / max(1, alarms):.3f}, "
        f"recall {right / max(1, planted.total()):.3f}\n"
    )


if __name__ == "__main__":
    main()
