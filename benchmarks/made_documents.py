"""Made dispatches with their labels, to measure with: clean PDFs and scans from good to poor.

`python -m benchmarks.made_documents FOLDER --count N --seed S` writes N papers of the Party's and
the State's form and their labels. In turn each is a PDF with a text layer, or a scan of one of
`QUALITIES`; the same seed makes the same papers. Nothing in them is real: they show how the
reader's confidence follows the quality of a scan, not how varied real papers are.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import Any

from samples.builder.degrade import Scan
from samples.builder.degrade import scan
from samples.builder.dispatch import a_dispatch
from samples.builder.expected import expected_record
from samples.builder.picture_files import to_image_pdf
from samples.builder.shapes import Dispatch
from samples.builder.shapes import System
from samples.builder.typeset import to_pdf

__all__ = ["QUALITIES", "Quality", "main", "make_dispatch", "write_documents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """A kind of scan: its name, how it is made, and how hard its pages are packed (JPEG, 1 to 95)."""

    name: str
    how: Scan
    jpeg: int


QUALITIES = (
    Quality(
        name="good",
        how=Scan(dpi=300, skew_deg=0.3, bleed=0.02, shade=0.03, noise=3, blur_px=0.4),
        jpeg=80,
    ),
    Quality(name="office", how=Scan(dpi=200, skew_deg=0.8), jpeg=55),
    Quality(
        name="grey",
        how=Scan(dpi=150, skew_deg=-0.5, colour=False, noise=6, blur_px=0.5),
        jpeg=55,
    ),
    Quality(
        name="skewed",
        how=Scan(dpi=200, skew_deg=2.4, bleed=0.14, shade=0.2, noise=10, blur_px=0.8),
        jpeg=40,
    ),
    Quality(
        name="poor",
        how=Scan(dpi=130, skew_deg=1.1, shade=0.15, noise=12, blur_px=0.7, colour=False),
        jpeg=35,
    ),
)
# Types beside the công văn: code, name, symbol of the Party and of the State.
_TYPES = (
    ("CV", "Công văn", "CV/TU", "UBND-NV"),
    ("TB", "Thông báo", "TB/TU", "TB-UBND"),
    ("KH", "Kế hoạch", "KH/TU", "KH-UBND"),
    ("CV", "Công văn", "CV/TU", "UBND-KT"),
    ("BC", "Báo cáo", "BC/TU", "BC-UBND"),
)
_KINDS = 1 + len(QUALITIES)
# Paper and quality take turns at different paces, so that every type meets every quality.
_STEP = 7


def make_dispatch(index: int, *, seed: int = 0) -> Dispatch:
    """Return the paper with this number: form, type, lists and appendix follow from the number."""
    number = seed * 1_000 + index * _STEP
    system: System = "party" if (index // _KINDS) % 2 == 0 else "state"
    code, name, of_party, of_state = _TYPES[(index + index // _KINDS) % len(_TYPES)]
    changes: dict[str, Any] = {
        "type_code": code,
        "type_name": name,
        "symbol": of_party if system == "party" else of_state,
    }
    if number % 5 == 3:
        changes["urgency_mark"] = "KHẨN"
    dispatch = a_dispatch(
        system=system,
        tasks=1 + number % 3,
        addressees=1 + number % 3,
        copies=number % 4,
        appendix_rows=4 if number % 6 == 1 else 0,
        seed=number,
        **changes,
    )
    return dispatch if code == "CV" else replace(dispatch, addressees=())


def make_paper(dispatch: Dispatch, index: int) -> tuple[str, bytes]:
    """Return the name of the kind of paper and its bytes: a text layer or a scan."""
    pdf = to_pdf(dispatch)
    kind = index % _KINDS
    if kind == 0:
        return "text", pdf
    quality = QUALITIES[kind - 1]
    how = replace(quality.how, seed=index + 1, signer=dispatch.signature.name)
    grey = not how.colour
    return quality.name, to_image_pdf(scan(pdf, how), dpi=how.dpi, quality=quality.jpeg, grey=grey)


def write_documents(folder: Path, *, count: int, seed: int = 0) -> list[Path]:
    """Write `count` papers and their labels into `folder`, which is made when missing.

    Returns:
        The papers, in the order of their numbers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    papers: list[Path] = []
    for index in range(count):
        dispatch = make_dispatch(index, seed=seed)
        kind, content = make_paper(dispatch, index)
        slug = f"made-{seed}-{index:03}-{kind}"
        label = json.dumps(expected_record(dispatch, slug=slug), ensure_ascii=False, indent=1)
        (folder / f"{slug}.json").write_text(label + "\n", encoding="utf-8")
        papers.append(folder / f"{slug}.pdf")
        papers[-1].write_bytes(content)
    return papers


def main(arguments: Sequence[str] | None = None) -> int:
    """Write made documents into a folder."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.made_documents", description=__doc__
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    write_documents(options.folder, count=options.count, seed=options.seed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
