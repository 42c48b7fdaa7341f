"""The list of samples: what each file is called, what it describes, how it is made.

In: nothing. Out: for each sample the bytes of its paper and of its label. File names tell nothing
that the record holds; a reader that took a value from a name would be caught.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from samples.builder.degrade import Photo
from samples.builder.degrade import Scan
from samples.builder.degrade import photograph
from samples.builder.degrade import scan
from samples.builder.expected import expected_record
from samples.builder.papers.appendix_letter import letter_with_appendix
from samples.builder.papers.commune_party_letter import commune_letter
from samples.builder.papers.conclusions_notice import notice_of_conclusions
from samples.builder.papers.decision import decision
from samples.builder.papers.department_letter import letter_of_a_department
from samples.builder.papers.directive import directive
from samples.builder.papers.draft_plan import draft_plan
from samples.builder.papers.health_letter import commune_letter_to_photograph
from samples.builder.papers.road_conclusion import scanned_conclusion
from samples.builder.papers.service_plan import plan_with_task_table
from samples.builder.papers.spending_notice import faxed_notice
from samples.builder.papers.transcribed_letter import transcribed_letter
from samples.builder.picture_files import to_image_pdf
from samples.builder.picture_files import to_jpeg
from samples.builder.picture_files import to_tiff
from samples.builder.shapes import Dispatch
from samples.builder.transcribe import to_text
from samples.builder.typeset import to_pdf
from samples.builder.word_file import to_docx

__all__ = ["SAMPLES", "Sample"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One file of `samples/` with its label.

    Attributes:
        name: File name.
        describe: Makes the description.
        make: Makes the paper from it.
        picture: True where the paper is an image, so that its bytes follow the image library.
    """

    name: str
    describe: Callable[[], Dispatch]
    make: Callable[[Dispatch], bytes]
    picture: bool = False

    @property
    def stem(self) -> str:
        """The file name without its ending."""
        return self.name.rpartition(".")[0]

    def paper(self) -> bytes:
        """Return the bytes of the file."""
        return self.make(self.describe())

    def label(self) -> bytes:
        """Return the bytes of the label beside it: indented JSON, UTF-8, one newline at the end."""
        record = expected_record(self.describe(), slug=self.stem)
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _as_scanned_pdf(dispatch: Dispatch) -> bytes:
    how = Scan(
        stamp="ĐẢNG CỘNG SẢN VIỆT NAM * TỈNH UỶ ĐÔNG KHÊ *",
        signer=dispatch.signature.name,
        skew_deg=1.3,
        bleed=0.08,
        shade=0.08,
        seed=8,
    )
    return to_image_pdf(scan(to_pdf(dispatch), how), dpi=how.dpi, quality=50)


def _as_photograph(dispatch: Dispatch) -> bytes:
    laid = Scan(
        stamp="ỦY BAN NHÂN DÂN XÃ CẨM LẠC * TỈNH TRUNG GIANG *",
        signer=dispatch.signature.name,
        dpi=300,
        skew_deg=0,
        bleed=0,
        noise=0,
        seed=9,
    )
    page = scan(to_pdf(dispatch), laid)[0]
    return to_jpeg(photograph(page, Photo(seed=9)), quality=60, dpi=200)


def _as_fax(dispatch: Dispatch) -> bytes:
    how = Scan(colour=False, bleed=0, shade=0.04, noise=6, skew_deg=-0.6, dpi=200, seed=12)
    return to_tiff(scan(to_pdf(dispatch), how), dpi=how.dpi)


def _as_transcript(dispatch: Dispatch) -> bytes:
    return to_text(dispatch, converter_marks=True).encode()


SAMPLES: tuple[Sample, ...] = (
    Sample(name="01-cong-van-phu-luc.pdf", describe=letter_with_appendix, make=to_pdf),
    Sample(name="02-thong-bao-ket-luan.pdf", describe=notice_of_conclusions, make=to_pdf),
    Sample(name="03-ke-hoach-phan-cong.pdf", describe=plan_with_task_table, make=to_pdf),
    Sample(name="04-chi-thi.pdf", describe=directive, make=to_pdf),
    Sample(name="05-dang-uy-xa.pdf", describe=commune_letter, make=to_pdf),
    Sample(name="06-cong-van-so.pdf", describe=letter_of_a_department, make=to_pdf),
    Sample(name="07-quyet-dinh.pdf", describe=decision, make=to_pdf),
    Sample(
        name="08-ban-quet-dau-do.pdf",
        describe=scanned_conclusion,
        make=_as_scanned_pdf,
        picture=True,
    ),
    Sample(
        name="09-anh-chup.jpg",
        describe=commune_letter_to_photograph,
        make=_as_photograph,
        picture=True,
    ),
    Sample(name="10-ban-chep.txt", describe=transcribed_letter, make=_as_transcript),
    Sample(name="11-du-thao.docx", describe=draft_plan, make=to_docx),
    Sample(name="12-fax-nhieu-trang.tif", describe=faxed_notice, make=_as_fax, picture=True),
)
"""All samples, in the order of their names."""
