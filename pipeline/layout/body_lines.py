"""Part the superior body's lines from the issuing body's in the left column of a letterhead.

In: the lines that name bodies, and the number line. Out: where the issuing body begins. The rule
sets the superior upright and the issuer bold; where weight is not known, words tell which line
opens a body and which goes on with the one above. Joint papers have no superior.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import form_lines as signs
from pipeline.layout.rows import PrintedLine

__all__ = ["first_issuer_line"]

# Types of joint papers: several bodies stand one under the other, none above the others.
_JOINT_SYMBOL_RE = re.compile(r"(?:TT|NQ|HD|KH|CT|QC|CV)(?:LT|LN|LB)\s?[-/]")
# A line that opens a body wherever it stands, even below «… tỉnh», «… thành phố».
_SURELY_OPENS_RE = re.compile(
    r"(?:dang uy|dang bo|chi bo|so|van phong|ban|trung tam|benh vien|truong|uy ban|hoi dong|chi cuc|cong ty)\b"
)
# A line that goes on with the body named above it, and never opens one.
_GOES_ON_RE = re.compile(
    r"(?:va|tinh|thanh pho|huyen|quan|xa|phuong|thi xa|thi tran|dac khu|viet nam|trung uong|cua|nuoc|khu vuc|so|khoa)\b"
)
_OPENS_RE = re.compile(
    r"(?:bo|so|cuc|vu|ban|uy ban|van phong|dang uy|dang bo|dang doan|tinh uy|thanh uy|huyen uy|quan uy|thi uy|chi bo|hoi dong|hoi|lien doan|tong cuc|chi cuc"
    r"|vien|truong|trung tam|benh vien|toa an|phong(?!,? chong\b)|cong an|bo chi huy|bo tu lenh|thanh tra|doan|bch|ubnd|hdnd|btv|tinh doan|kho bac|ngan hang|quan khu|su doan|lu doan"
    r"|trung doan|dai hoc|hoc vien|bao|dai|quy|tong cong ty|cong ty|tap doan|mttq|mat tran|lien hiep|lien minh|chinh phu|thu tuong|quoc hoi|chu tich|tieu ban|ban quan ly|dai hoi|quan uy|tong lien doan)\b"
)


def first_issuer_line(bodies: Sequence[PrintedLine], number: str) -> int:
    """Return the index of the first line of the issuing body; 0 when no superior is printed.

    Args:
        bodies: The lines of the letterhead's left column that name bodies, top to bottom.
        number: The number line, whose symbol tells a joint paper; empty when there is none.
    """
    if len(bodies) < 2 or _JOINT_SYMBOL_RE.search(number[:90]):
        return 0
    if any(_is_joint(line.text) for line in bodies):
        return 0
    bold = [line.bold for line in bodies]
    if any(bold) and not all(bold) and not bold[0]:
        return bold.index(True)
    starts = [0] + [
        i for i in range(1, len(bodies)) if _opens_body(bodies[i - 1].text, bodies[i].text)
    ]
    return starts[-1]


def _is_joint(text: str) -> bool:
    """Tell whether the line names several bodies joined by hyphens, as a joint paper's does."""
    parts = [signs.plain(part) for part in re.split(r"\s[-–—]\s?", text) if part.strip()]
    return len(parts) >= 2 and all(_OPENS_RE.match(part) for part in parts)


def _opens_body(before: str, line: str) -> bool:
    folded = signs.plain(line)
    above = signs.plain(before).rstrip()
    if above.endswith((" tinh", " thanh pho")) and _SURELY_OPENS_RE.match(folded):
        return True
    if above == "uy ban trung uong":
        return False
    if (
        signs.plain(before)
        .rstrip()
        .endswith(
            (
                "-",
                ",",
                " va",
                " tinh",
                " pho",
                " cac",
                " uy",
                " ban",
                " viec",
                " nhan",
                " dan",
                " bieu",
                " dang vien",
                " chi dao",
                "va",
            )
        )
    ):
        return False
    if _GOES_ON_RE.match(folded) and not re.match(r"so\s", folded):
        return False
    return _OPENS_RE.match(folded) is not None
