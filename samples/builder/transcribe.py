"""Write a dispatch as plain text, the way a transcriber or a converter hands it over.

In: a `Dispatch`. Out: UTF-8 text in reading order: left column of the letterhead, right column,
addressees, body, foot, appendices with tab-separated tables. With `converter_marks` the text
carries what converters leave behind: asterisks for bold and italics, a star after `Kính gửi:`, a
blank before the hyphen of the number, a brace at the end of every line it joins, and a paragraph
cut in two where a page ended.
"""

from __future__ import annotations

from collections.abc import Iterator

from samples.builder.shapes import Appendix
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Grid
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import plain
from samples.builder.typeset import closing_mark

__all__ = ["to_text"]

_CUT_AFTER = 420
"""A paragraph longer than this many characters is the one that a page end cuts."""


def to_text(dispatch: Dispatch, *, converter_marks: bool = False) -> str:
    """Return the dispatch as text; blocks are separated by one blank line, and it ends in a newline.

    Args:
        dispatch: The description.
        converter_marks: Leave marks as converters do; otherwise the text is clean.
    """
    blocks = [
        *_letterhead(dispatch, converter_marks),
        *_addressees(dispatch, converter_marks),
        *_body(dispatch, converter_marks),
        _distribution(dispatch.distribution),
        _signature(dispatch, converter_marks),
        f"\n{dispatch.signature.name}",
    ]
    for appendix in dispatch.appendices:
        blocks += _appendix(appendix, converter_marks)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _letterhead(dispatch: Dispatch, marks: bool) -> Iterator[str]:
    number = dispatch.number_line
    if marks and dispatch.system == "party":
        number = number.replace("-", " -", 1)
    yield "\n".join(filter(None, (dispatch.superior_body, dispatch.issuing_body)))
    if dispatch.system == "party":
        yield "*"
    yield number
    if dispatch.is_letter:
        yield _wrapped(f"V/v {plain(dispatch.subject)}", 40)
    yield "\n".join(
        mark
        for mark in (dispatch.security_mark, dispatch.urgency_mark, dispatch.draft_mark)
        if mark
    )
    yield dispatch.circulation_mark or ""
    if dispatch.system == "party":
        yield "ĐẢNG CỘNG SẢN VIỆT NAM"
    else:
        yield "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    yield dispatch.place_line
    if not dispatch.is_letter:
        title = (dispatch.type_name.upper(), dispatch.heading, plain(dispatch.subject))
        yield "\n".join(_bold(line, marks) for line in title if line)
        yield "-----" if dispatch.system == "party" else ""


def _addressees(dispatch: Dispatch, marks: bool) -> Iterator[str]:
    names = dispatch.addressees
    if len(names) == 1:
        yield f"Kính gửi: {names[0]}{',' if dispatch.system == 'party' else '.'}"
    elif names:
        lines = [
            f"- {name}{'.' if index + 1 == len(names) else ','}" for index, name in enumerate(names)
        ]
        yield "\n".join((f"{'- ' * marks}Kính gửi:{'*' * marks}", *lines))


def _body(dispatch: Dispatch, marks: bool) -> Iterator[str]:
    texts = [_marked(text, marks) for text in (*dispatch.bases, *dispatch.intro)]
    if dispatch.decider:
        yield dispatch.decider
    if marks:
        texts = _cut_one(texts)
    yield from texts
    if dispatch.operative_line:
        yield _bold(dispatch.operative_line, marks)
    for section in dispatch.sections:
        yield _bold(section.heading, marks)
        yield from (_marked(text, marks) for text in section.paragraphs)
        if section.grid is not None:
            yield _table(section.grid)
    if dispatch.tasks_heading:
        yield _bold(dispatch.tasks_heading, marks)
    for task in dispatch.tasks:
        yield from (_item(item, marks) for item in task.walk())
    closing = [_marked(text, marks) for text in dispatch.closing]
    if closing:
        closing[-1] += dispatch.end_mark
    yield from closing


def _cut_one(texts: list[str]) -> list[str]:
    """Cut the first long paragraph after a word near its end, as a page end does."""
    for index, text in enumerate(texts):
        if len(text) > _CUT_AFTER:
            at = text.index(" ", _CUT_AFTER - 60)
            return [*texts[:index], text[:at], text[at + 1 :], *texts[index + 1 :]]
    return texts


def _item(item: Item, marks: bool) -> str:
    line = f"{item.label} {_marked(item.text, marks)}".strip()
    return _bold(line, marks) if item.heading else line


def _distribution(entries: tuple[Recipient, ...]) -> str:
    lines = ["Nơi nhận:"]
    shown: set[int] = set()
    for index, entry in enumerate(entries):
        line = f"- {entry.name}"
        if entry.brace is None:
            line += f" ({entry.purpose})" if entry.purpose else ""
            lines.append(line + closing_mark(entries, index))
            continue
        line += f"{closing_mark(entries, index)} }}"
        lines.append(line if entry.brace in shown else f"{line} ({entry.purpose})")
        shown.add(entry.brace)
    return "\n".join(lines)


def _signature(dispatch: Dispatch, marks: bool) -> str:
    lines = filter(None, (dispatch.signature.authority, *dispatch.signature.positions))
    return _bold("\n".join(lines), marks)


def _appendix(appendix: Appendix, marks: bool) -> Iterator[str]:
    head = "\n".join(filter(None, (appendix.label, appendix.title)))
    yield f"\n{_bold(head, marks)}" + (f"\n{appendix.reference}" if appendix.reference else "")
    yield _table(appendix.grid)


def _table(grid: Grid) -> str:
    rows = (grid.columns, *grid.rows)
    return "\n".join("\t".join(plain(cell or "") for cell in row) for row in rows)


def _marked(text: str, marks: bool) -> str:
    return text if marks else plain(text)


def _bold(text: str, marks: bool) -> str:
    return f"**{text}**" if marks else text


def _wrapped(text: str, width: int) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
