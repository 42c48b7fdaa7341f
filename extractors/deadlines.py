"""Read by when a task is due: the phrase, the resolved day or interval, how it is meant, by which rule.

In: a range of the layout that one item covers, and the document's own day for what is printed
without a year. Out: one `Deadline` or None. The clock is never asked.

Order of attempts, most specific first: recurring (a day that comes again is no single day), a
stated time («Thời gian hoàn thành: …»), a day behind a word of limit, the end of a day, relative
spans, then months, quarters, half-years and years, and an event without a day. The last four count only in one clause with a
word of finishing, because plans are full of years that are no deadlines. Targets (06/20), terms
(2020 - 2025) and days of cited documents have no word of limit before them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from datetime import timedelta
from functools import cache

from extractors.deadline_again import CLOCK_PART
from extractors.deadline_again import comes_again
from extractors.deadline_clauses import ends_clause
from extractors.deadline_clauses import has_done_word
from extractors.deadline_clauses import is_background
from extractors.deadline_clauses import is_past
from extractors.deadline_clauses import names_day
from extractors.deadline_clauses import sets_day
from extractors.deadline_days import DAY_PART
from extractors.deadline_days import HALF_PART
from extractors.deadline_days import MONTH_PART
from extractors.deadline_days import QUARTER_PART
from extractors.deadline_days import WS_PART
from extractors.deadline_days import YEAR_PART
from extractors.deadline_days import YEARS_PART
from extractors.deadline_days import DocumentDay
from extractors.deadline_days import days_in
from extractors.deadline_days import one_day
from extractors.deadline_days import period_spans
from extractors.deadline_days import read_document_day
from extractors.deadline_days import year_spans
from extractors.deadline_events import before_event
from extractors.deadline_spans import Term
from extractors.deadline_spans import after_event
from extractors.deadline_spans import between
from extractors.rules import DeadlineForm
from extractors.rules import deadline_rules
from extractors.word_patterns import apart
from extractors.word_patterns import fold_keeping_length
from models.layout import Layout
from models.values import Deadline
from models.values import DeadlineKind
from models.values import evidence_fields

__all__ = [
    "DocumentDay",
    "find_deadline",
    "find_event_time",
    "find_stated_time",
    "find_validity",
    "read_document_day",
]

_TIME = rf"(?:{CLOCK_PART})?"
_WEEKDAY = r"(?:\s?\([^()\d]{0,12}(?:thứ|Thứ|chủ nhật|Chủ nhật)[^()\d]{0,15}\))?"
# «trước thứ Sáu, ngày 12/4/2024»
_NAMED_DAY = r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s?,?\s{1,2}(?=ngày\s))?"
_COUNT = rf"(?P<count>\d{{1,3}}){WS_PART}(?P<unit>ngày làm việc|ngày|tháng|giờ|tuần)"
_SPAN = (
    rf"{_COUNT}[^.;,]{{0,20}}?,?{WS_PART}"
    rf"(?:(?:(?:kể{WS_PART})?từ|sau){WS_PART}(?P<base>(?:ngày|khi|lúc|thời điểm)[^.;,)]{{0,80}})"
    rf"|trước{WS_PART}(?P<event>(?:ngày|khi|thời điểm)[^.;,)]{{1,80}}))"
)
# Words of limit before a day, the most certain first.
_DAY_FORMS = (
    ("day", DeadlineKind.BEFORE),
    ("end-of-day", DeadlineKind.BY_END_OF),
    ("until-day", DeadlineKind.BY_END_OF),
    ("on-day", DeadlineKind.ON),
)
_AGAIN_RE = re.compile(r"(?:thường xuyên|(?:hằng|hàng) (?:ngày|tuần|tháng|quý|năm)|định kỳ)")
# The verb before the phrase tells that it is a deadline, but is no part of it.
_DOING_RE = re.compile(r"(?:(?:thực hiện xong|hoàn thành|xong|trình|ban hành)\s(?=tr))*")


def find_deadline(layout: Layout, start: int, end: int, *, issued: DocumentDay) -> Deadline | None:
    """Return the deadline that the text of the range sets, or None.

    Args:
        layout: The document.
        start: First code point of one item's own text.
        end: One past its last.
        issued: The document's day.
    """
    text = _plain(layout.text[start:end])
    for reader in (
        _recurring,
        _stated,
        _by_day,
        _relative,
        between,
        _by_period,
        _after_event,
        _before_event,
    ):
        reading = reader(text, issued)
        if reading is not None and not _is_over(reading, issued):
            return _deadline(layout, start, _once(text, reading, issued) or reading)
    return None


def _is_over(reading: Term, issued: DocumentDay) -> bool:
    """Tell whether a time was over when the paper was issued: «sổ tay phát hành vào tháng 11/2023».

    A day behind «trước» stays, for a slip of the pen in it has to be seen.
    """
    today = issued.as_date()
    return (
        reading.kind in (DeadlineKind.DURING, DeadlineKind.ON)
        and today is not None
        and reading.last is not None
        and reading.last < today
    )


def _once(text: str, again: Term, issued: DocumentDay) -> Term | None:
    """Return the day set beside a recurrence: «định kỳ hằng quý báo cáo; xong trước ngày 30/6/2026»."""
    if again.kind is not DeadlineKind.RECURRING:
        return None
    blank = " " * (again.end - again.start)
    found = _by_day(f"{text[: again.start]}{blank}{text[again.end :]}", issued)
    return None if found is None or found.last is None else found


def find_stated_time(
    layout: Layout, start: int, end: int, *, issued: DocumentDay
) -> Deadline | None:
    """Return the deadline that the whole range is known to hold; one without a day is not resolved."""
    text = _plain(layout.text[start:end]).replace("\n", " ")
    phrase = re.sub(r"^(?=\d{1,2}/(?:19|20)\d\d)", "tháng ", text.strip())
    phrase = re.sub(r"^(?=(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?$)", "năm ", phrase)
    phrase = re.sub(r"(?<=^năm (?:19|20)\d\d)\s?[-–]\s?(?=(?:19|20)\d\d$)", " đến năm ", phrase)
    if not re.search(r"\w", phrase):
        return None
    reading = _phrase(phrase, 0, issued) or _by_period(phrase, issued)
    reading = reading or Term(start=0, end=0, kind=DeadlineKind.OPEN, rule="deadline.unresolved")
    return _deadline(layout, start, replace(reading, start=0, end=len(text)))


def find_event_time(
    layout: Layout, start: int, end: int, *, issued: DocumentDay
) -> Deadline | None:
    """Return when the event of an invitation is held: the text behind «Thời gian:»."""
    text = _plain(layout.text[start:end])
    lead = _lead_re("event").match(text)
    if lead is None:
        return None
    stop = re.search(r"[.;]\s*(?:\n|$)|\n", text[lead.end() :])
    finish = lead.end() + (stop.start() if stop else len(text) - lead.end())
    days = days_in(text[lead.end() : finish], issued)
    if not days:
        return None
    reading = Term(
        start=lead.end(),
        end=finish,
        last=days[-1],
        first=days[0] if len(days) > 1 else None,
        kind=DeadlineKind.ON,
        rule="deadline.event",
    )
    return _deadline(layout, start, reading)


def find_validity(layout: Layout, start: int, end: int, *, issued: DocumentDay) -> Deadline | None:
    """Return from when a decision is in force, where a day is printed."""
    text = _plain(layout.text[start:end])
    pattern = rf"hiệu lực[^.;,]{{0,25}}?\s(?P<whole>(?:kể từ|từ)\s(?:ngày{WS_PART})?{DAY_PART}(?:,?{WS_PART}năm{WS_PART}{YEAR_PART})?)"
    match = re.search(pattern, text)
    if match is None:
        return None
    days = days_in(match["whole"], issued)
    if not days:
        return None
    reading = Term(
        start=match.start("whole"),
        end=match.end("whole"),
        first=days[0],
        kind=DeadlineKind.OPEN,
        rule="deadline.validity",
    )
    return _deadline(layout, start, reading)


def _plain(text: str) -> str:
    """Return `text` in lower case with tones placed, of the same length."""
    return fold_keeping_length(text).replace("\u00a0", " ")


def _deadline(layout: Layout, offset: int, reading: Term) -> Deadline | None:
    start, end = offset + reading.start, offset + reading.end
    start += len(_DOING_RE.match(layout.text[start:end].lower()).group())  # type: ignore[union-attr]
    while end > start and layout.text[end - 1] in " \t\n.,;:":
        end -= 1
    while start < end and layout.text[start] in " \t\n,;:":
        start += 1
    if start >= end or not layout.anchors_in(start, end):
        return None
    resolved = reading.last is not None or reading.first is not None
    return Deadline.model_validate(
        {
            "date": None if reading.last is None else reading.last.isoformat(),
            "start": None if reading.first is None else reading.first.isoformat(),
            "kind": reading.kind,
            **evidence_fields(
                layout, start, end, rule=reading.rule, confidence=0.95 if resolved else 0.8
            ),
        }
    )


@cache
def _form(name: str) -> DeadlineForm:
    return next(form for form in deadline_rules().form if form.name == name)


@cache
def _leads(name: str) -> str:
    return "|".join(_escaped_leads(name))


def _escaped_leads(name: str) -> list[str]:
    return [re.escape(lead) for lead in sorted(_form(name).leads, key=len, reverse=True)]


@cache
def _whole_leads(name: str) -> str:
    """Return the words of limit that do not end another word."""
    return apart(_escaped_leads(name), behind=r"[^\W\d_]")


@cache
def _lead_re(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s{{0,5}}[-+*]?\s{{0,5}}(?:{_leads(name)})(?:\s[^\W\d_]{{1,7}}){{0,3}}\s?:\s{{0,5}}"
    )


@cache
def _day_re(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_whole_leads(name)}\s{{1,3}}{_TIME}{_NAMED_DAY}{DAY_PART}{_WEEKDAY}")


@cache
def _stated_re() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[\n.;(])\s{{0,5}})[-+*]?\s{{0,5}}(?:{_leads('stated-time')})\s?:\s{{0,5}}(?P<time>[^\n;)]{{2,120}})"
    )


@cache
def _relative_re() -> re.Pattern[str]:
    return re.compile(rf"{_whole_leads('relative')}\s{_SPAN}")


@cache
def _period_re(name: str, part: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<lead>{_whole_leads(name)})\s{{1,3}}{part}")


def _recurring(text: str, issued: DocumentDay) -> Term | None:
    del issued  # a day that comes again is not resolved
    return comes_again(text)


def _stated(text: str, issued: DocumentDay) -> Term | None:
    """Read «Thời gian hoàn thành: …» at the beginning of a line or sentence, or in parentheses."""
    for match in _stated_re().finditer(text) if ":" in text else ():
        phrase = re.split(r"\.\s|\.$", match["time"])[0].rstrip()
        reading = _phrase(phrase, match.start("time"), issued)
        if reading is not None:
            return reading
    return None


def _phrase(phrase: str, at: int, issued: DocumentDay) -> Term | None:
    """Read a phrase that is known to be a time: what stands behind «Thời gian hoàn thành:»."""
    end = at + len(phrase)
    if _AGAIN_RE.match(phrase):
        return Term(
            start=at, end=end, kind=DeadlineKind.RECURRING, rule="deadline.stated.recurring"
        )
    inner = _by_day(phrase, issued)
    if inner is not None:
        return replace(inner, start=at, end=end, rule=f"{inner.rule}.stated")
    if re.match(r"(?:ngay )?sau khi\s", phrase) is not None:
        return Term(start=at, end=end, kind=DeadlineKind.RELATIVE, rule="deadline.stated.relative")
    spans = [
        *period_spans(phrase, issued),
        *year_spans(phrase),
        *[(day, day) for day in days_in(phrase, issued)],
    ]
    if not spans:
        return None
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    kind = DeadlineKind.DURING if first != last else DeadlineKind.ON
    if re.search(r"đến (?:khi|nay)|trở đi", phrase) is not None:
        kind = DeadlineKind.OPEN
    return Term(
        start=at,
        end=end,
        first=first if first != last else None,
        last=None if kind is DeadlineKind.OPEN else last,
        kind=kind,
        rule="deadline.stated",
    )


def _by_day(text: str, issued: DocumentDay) -> Term | None:
    for name, kind in _DAY_FORMS if re.search(r"\d", text) else ():
        for match in _day_re(name).finditer(text):
            if is_background(text, match.start()) or not names_day(match):
                continue
            day, how = one_day(match["date"], issued)
            if day is None and how == "":
                continue
            if not sets_day(text, match, name, day, issued):
                continue
            return Term(
                start=match.start(),
                end=match.end(),
                last=day,
                kind=kind,
                rule=f"deadline.{name}{how}",
            )
    return None


def _relative(text: str, issued: DocumentDay) -> Term | None:
    for match in _relative_re().finditer(text):
        if is_background(text, match.start()):
            continue
        day = _relative_day(match, issued)
        rule = "deadline.relative" if day is None else "deadline.relative.resolved"
        return Term(
            start=match.start(), end=match.end(), last=day, kind=DeadlineKind.RELATIVE, rule=rule
        )
    return None


def _after_event(text: str, issued: DocumentDay) -> Term | None:
    del issued  # when the event is over the paper does not say
    return after_event(text)


def _before_event(text: str, issued: DocumentDay) -> Term | None:
    del issued  # when the season or the term of office ends the paper does not say
    return before_event(text)


def _relative_day(match: re.Match[str], issued: DocumentDay) -> date | None:
    event = match["event"] or match["base"]
    days = days_in(event, issued)
    base = (
        days[0] if days else issued.as_date() if re.match(r"ngày (?:ký|ban hành)", event) else None
    )
    per_unit = {"ngày": 1, "tuần": 7}.get(match["unit"])
    if base is None or per_unit is None:
        return None  # working days and hours need a calendar that the paper does not give
    count = per_unit * int(match["count"])
    return base + timedelta(days=-count if match["event"] else count)


def _by_period(text: str, issued: DocumentDay) -> Term | None:
    forms = (
        ("month", "tháng", MONTH_PART),
        ("quarter", "quý", QUARTER_PART),
        ("half-year", "tháng", HALF_PART),
        ("year", "năm", YEARS_PART),
    )
    for name, sign, part in forms:
        if sign not in text:
            continue
        for match in _period_re(name, part).finditer(text):
            if is_background(text, match.start()) or not (
                has_done_word(text, match.start(), match.end()) or ends_clause(text, match)
            ):
                continue
            spans = period_spans(match.group(), issued)
            if not spans or (name == "year" and is_past(match, issued)):
                continue
            return _period(match, spans[0][0], spans[-1][1], rule=f"deadline.{name}")
    return None


def _period(match: re.Match[str], first: date, last: date, *, rule: str) -> Term:
    """Return the term of a period: within it, to its end, or before it begins."""
    before = match["lead"] == "trước"
    until = match["lead"] in ("đến hết", "hết")
    kind = (
        DeadlineKind.BEFORE if before else DeadlineKind.BY_END_OF if until else DeadlineKind.DURING
    )
    return Term(
        start=match.start(),
        end=match.end(),
        first=None if before or until else first,
        last=first - timedelta(days=1) if before else last,
        kind=kind,
        rule=rule,
    )
