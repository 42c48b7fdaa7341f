"""Set a paper by its form, once in running text and once printed in two columns.

A `Form` holds the lines that a form rule puts in each place. `flowed` sets them as a plain-text
file has them (left column, right column, the rest); `printed` puts them on a page as the rule
draws it: two columns at the head, centred heading, list and signature side by side at the foot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.addressees import find_addressees
from extractors.bodies import find_issuing_body
from extractors.bodies import find_superior_body
from extractors.distribution import find_distribution
from extractors.document_type import find_document_type
from extractors.marks import find_marks
from extractors.place_date import find_issued_on
from extractors.place_date import find_place
from extractors.reference_number import find_reference_number
from extractors.signature import find_signatures
from extractors.subject import find_subject
from models.layout import Layout
from models.page import Page
from models.page import PageSource
from models.page import Word
from pipeline.layout import lay_out
from tests.layout.press import a_reading
from tests.layout.press import centred
from tests.layout.press import flow_page
from tests.layout.press import printed_words

__all__ = ["PARTY", "STATE", "Case", "Form", "Seen", "case", "flowed", "misread", "printed", "see"]

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_BODY = (
    "Trong thời gian tới, yêu cầu các cơ quan, đơn vị tập trung triển khai thực hiện có hiệu quả một số nội dung sau đây:",
    "1. Rà soát toàn bộ hồ sơ, tài liệu đang quản lý; báo cáo kết quả bằng văn bản theo quy định hiện hành.",
    "2. Tổ chức kiểm tra việc thực hiện tại cơ sở, kịp thời tháo gỡ khó khăn, vướng mắc phát sinh.",
)
_LEFT_X, _RIGHT_X, _MIDDLE, _SIGN_X = 165.0, 425.0, 317.0, 430.0
_SIZE = 11.0


@dataclass(frozen=True, kw_only=True)
class Form:
    """The lines of a paper by their places; empty places are left out."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    heading: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    body: tuple[str, ...] = _BODY
    list: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    second_sign: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the extractors read off a layout, values only."""

    type: str | None
    number: str | None
    date: str | None
    place: str | None
    superior: str | None
    issuer: str | None
    subject: str | None
    to: tuple[str, ...]
    list: tuple[tuple[str, str | None], ...]
    signers: tuple[tuple[str | None, tuple[str, ...], str | None], ...]
    urgency: str | None
    secrecy: str | None
    circulation: tuple[str, ...]
    draft: str | None
    copy: str | None


@dataclass(frozen=True, kw_only=True)
class Case:
    """A form and what must be read of it, by the names of `Seen`."""

    name: str
    form: Form
    wants: Mapping[str, object]


def case(name: str, form: Form, **wants: object) -> Case:
    """Return a case: `case("letter", Form(...), number="12-CV/TU", subject=None)`."""
    return Case(name=name, form=form, wants=wants)


def misread(layout: Layout, wants: Mapping[str, object]) -> dict[str, object]:
    """Return what is read otherwise than wanted, by name; empty when all is right."""
    seen = see(layout)
    return {
        name: getattr(seen, name) for name, want in wants.items() if getattr(seen, name) != want
    }


def flowed(form: Form) -> Layout:
    """Return the form set in running text."""
    lines = [*form.left, *form.right, *form.heading, *form.to, *form.body]
    lines += [*form.list, *form.second_sign, *form.sign, *form.after]
    return lay_out(a_reading(flow_page("\n".join(lines))))


def printed(form: Form) -> Layout:
    """Return the form printed on one page."""
    words: list[Word] = []
    y = 50.0
    for lines, middle in ((form.left, _LEFT_X), (form.right, _RIGHT_X)):
        for index, line in enumerate(lines):
            words += _set(words, centred(middle, line, size=_SIZE), 50 + 16 * index, line)
    y += 16 * max(len(form.left), len(form.right)) + 14
    for line in form.heading:
        words += _set(words, centred(_MIDDLE, line, size=_SIZE), y, line)
        y += 17
    y += 8
    for index, line in enumerate(form.to):
        words += _set(words, 150.0 if index == 0 else 200.0, y, line)
        y += 17
    y += 6
    for paragraph in form.body:
        for index, line in enumerate(_wrap(paragraph)):
            words += _set(words, 113.0 if index == 0 else 85.0, y, line)
            y += 17
    y += 14
    for index, line in enumerate(form.list):
        words += _set(words, 85.0, y + 15 * index, line)
    for lines, middle in ((form.second_sign, 175.0), (form.sign, _SIGN_X)):
        for index, line in enumerate(lines):
            # The name stands below the seal.
            drop = 50 if index == len(lines) - 1 and index else 0
            words += _set(words, centred(middle, line, size=_SIZE), y + 15 * index + drop, line)
    y += max(15 * len(form.list), 15 * len(form.sign) + 50) + 16
    for line in form.after:
        words += _set(words, 85.0, y, line)
        y += 15
    page = Page(
        number=1,
        width_pt=595,
        height_pt=max(842.0, y + 70),
        source=PageSource.TEXT_LAYER,
        words=tuple(words),
    )
    return lay_out(a_reading(page))


def _set(words: list[Word], x: float, y: float, line: str) -> list[Word]:
    number = words[-1].line + 1 if words else 0
    return printed_words(x, y, line, size=_SIZE, line=number)


def _wrap(paragraph: str, width: int = 78) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def see(layout: Layout) -> Seen:
    """Return what the header's extractors find."""
    kind, number = find_document_type(layout), find_reference_number(layout)
    date, place = find_issued_on(layout), find_place(layout)
    superior, issuer = find_superior_body(layout), find_issuing_body(layout)
    subject = find_subject(layout)
    marks = find_marks(layout)
    return Seen(
        type=kind.value if kind else None,
        number=number.value if number else None,
        date=date.value if date else None,
        place=place.value if place else None,
        superior=superior.value if superior else None,
        issuer=issuer.value if issuer else None,
        subject=subject.value if subject else None,
        to=tuple(str(value.value) for value in find_addressees(layout)),
        list=tuple((str(e.value), e.purpose) for e in find_distribution(layout)),
        signers=tuple(
            (
                str(s.authority.value) if s.authority else None,
                tuple(str(p.value) for p in s.positions),
                str(s.name.value) if s.name else None,
            )
            for s in find_signatures(layout)
        ),
        urgency=marks.urgency_mark.value if marks.urgency_mark else None,
        secrecy=marks.security_mark.value if marks.security_mark else None,
        circulation=tuple(str(mark.value) for mark in marks.circulation_marks),
        draft=marks.draft_mark.value if marks.draft_mark else None,
        copy=marks.copy_mark.value if marks.copy_mark else None,
    )
