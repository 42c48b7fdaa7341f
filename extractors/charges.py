"""Read the clauses that charge somebody: giao, yêu cầu, đề nghị, chủ trì, phối hợp với.

In: the text of one paragraph of an item. Out: `Charge`s: ranges of names with role and force.

Order of attempts for each sentence:
1. heading          the piece is nothing but names («1. Sở Công Thương», «Sở Tư pháp: …»)
2. role line        Cơ quan chủ trì: Sở Nội vụ
3. charge           giao, yêu cầu, đề nghị + names + verb
4. subject          names + verb at the beginning of the sentence
5. joint work       [chủ trì,] phối hợp với + names, right behind 3, 4 or at the beginning
6. work done by       «Đề án … do X chủ trì, phối hợp với Y», where nothing else charges
7. sent for answer    «kính gửi bản sao đến quý đơn vị để góp ý», where nothing else charges
A charge outranks a subject, because «Chủ tịch UBND tỉnh yêu cầu Sở Y tế …» charges the Sở.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from extractors.body_names import begins_body
from extractors.body_names import body_end
from extractors.body_names import fold_keeping_length
from extractors.body_names import is_bare_noun
from extractors.body_names import is_subject_matter
from extractors.body_names import split_bodies
from extractors.body_names import words_re
from extractors.charge_parties import apposition_before
from extractors.charge_parties import describes_names
from extractors.charge_parties import doers_before_lead
from extractors.charge_parties import partners_before_verb
from extractors.charge_parties import without_apposition
from extractors.charge_sent import sent_for_answer
from extractors.name_grammar import is_staff
from extractors.sentences import in_condition
from extractors.sentences import sentences
from models.values import AssigneeRole

__all__ = ["Charge", "read_charges", "read_directives"]

_FORCES = (("assign", "giao"), ("demand", "yêu cầu"), ("request", "đề nghị"))
# Where a directive begins, where its names do, its force.
_Hit = tuple[int, int, str]
# Openers before the subject that say nothing about it.
_OPENER_RE = re.compile(
    r"(?:vì vậy|do đó|do vậy|đồng thời|trước mắt|bên cạnh đó|ngoài ra|theo đó|tuy nhiên|riêng|cụ thể|trong đó|hiện nay|sau đó|trên cơ sở đó)\s?[,:]?\s+"
    r"|(?:về|đối với)\s[^:.;]{3,160}:\s{1,3}"
    r"|đối với\s(?!(?:các|những)\s(?:sở|ban|bộ|ngành|xã|phường|cơ quan|đơn vị|địa phương|trường|phòng|huyện|chi|đảng)(?!\w))[^,:.;]{3,160},\s{1,3}"
    r"|(?:căn cứ|trên cơ sở|trong quá trình|trong thời gian)\s[^,:.;]{3,160},\s{1,3}"
    r"|(?:định kỳ\s)?(?:hằng|hàng)\s(?:ngày|tuần|tháng|quý|năm)(?:,\s(?:hằng|hàng)\s(?:tháng|quý|năm)){0,2}\s?,\s+"
)
_EACH_RE = re.compile(r"(?:mỗi|từng)\s")
_JOINT_RE = re.compile(
    r"(?:(?:phối hợp|phối, kết hợp)(?:\s(?:chặt chẽ|tốt|thường xuyên|hiệu quả|kịp thời|chủ động)){0,2}"
    r"\s(?:với|cùng với|cùng)|(?<=chủ trì),?\s(?:cùng với|cùng))\s{1,3}"
)
_BARE_JOINT_RE = re.compile(r"(?<!\w)phối hợp\s{1,3}")
_LEAD_RE = re.compile(
    r"(?:là\s(?:cơ quan|đơn vị|đầu mối)\s)?(?:chủ trì|chịu trách nhiệm chủ trì|làm đầu mối|là đầu mối|đầu mối)"
)
# «giao ban với các chi bộ»: a meeting, nothing is assigned.
_MEETING_RE = re.compile(
    r"[Gg]iao\s{1,2}ban\s{1,2}(?:với|hằng|hàng|tuần|tháng|quý|định kỳ|trực|cuối|đầu|công)"
)
# «Tờ trình số 26/TTr-UBND ngày 25/8/2025 | Phân công …»: what follows is the cited paper's subject.
_CITED_RE = re.compile(
    r"số\s{1,2}\d{1,5}[^\s.;,]{1,25}\s{1,2}ngày\s{1,2}\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s{1,2}(?:về việc\s)?\Z"
)
# The clause of a decision on who carries it out.
_EXECUTION_RE = re.compile(
    r"\s(?:(?:chịu|có)\strách\snhiệm)\s(?:tổ\schức\s)?(?:thi\shành|thực\shiện)\s(?:quyết định|nghị quyết|chỉ thị|thông tư|văn bản)\snày"
)
# «Trách nhiệm của các cấp ủy trong việc quản lý …»: what they are responsible for is no part of the name.
_MATTER_RE = re.compile(
    r"\s(?:trong\s(?:việc|công tác|quá trình|thực hiện|tổ chức)|đối với việc)(?!\w)"
)
# «Đối với cá nhân: …» says who may be awarded something; those told to act have an ending («cá nhân được giao …»).
_AWARDED_RE = re.compile(
    r"đối với (?:các )?(?:tập thể|cá nhân)(?:(?:,| và) (?:các )?(?:tập thể|cá nhân))?\s?(?:[:.;]|\Z)"
)
_LONGEST_EXECUTION = 2_000
_LONGEST_HEADING = 220
# «… rà soát thủ tục và phối hợp với …»: a second thing to do of the same bodies.
_FURTHER_RE = re.compile(
    r"(?:,|\svà|\sđồng thời)\s{1,2}(?:(?:chủ động|tăng cường|thường xuyên|kịp thời|tiếp tục|tích cực)\s)?\Z"
)
# «chủ trì, phối hợp với» stands within so many characters behind the name.
_NEAR = 45
# A second thing to do («… và phối hợp với …») within so many.
_FURTHER = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A name that is charged with something.

    Attributes:
        start, end: Its range in the text given.
        role, stated: What it has to do, and whether the text says so.
        force: ``giao``, ``yêu cầu``, ``đề nghị`` or None.
        rule, confidence: How it was read, and how surely.
    """

    start: int
    end: int
    role: AssigneeRole
    stated: bool
    force: str | None
    rule: str
    confidence: float


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """Return the paragraph folded; it is asked for once per sentence and step."""
    return fold_keeping_length(text)


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " \n":
        start += 1
    return start


def read_charges(
    text: str, *, may_head: bool, charged_above: bool, heads_items: bool = True
) -> list[Charge]:
    """Return what the text charges whom with.

    Args:
        text: One paragraph, quotes blanked out.
        may_head: True for the first paragraph of an item, which may be a heading of names.
        charged_above: True where a heading above names the body already.
        heads_items: False where a heading would head nothing.
    """
    charges, begin = _execution(text)
    if charges:
        return charges
    if may_head and words_re("role_line").match(_folded(text).lstrip(" -–+*")) is None:
        heading, begin = _heading(text)
        if not heads_items and not text[begin:].strip(" .;:\n"):
            return []
        charges.extend(heading)
        charged_above = charged_above or bool(heading)
    for start, end in sentences(text):
        if end <= begin:
            continue
        start = _skip_blanks(text, max(start, begin), end)
        found = _role_line(text, start, end)
        if not found and not charged_above:
            found = read_directives(text, start, end)
        if not found and charges and _EACH_RE.match(_folded(text), start):
            continue  # «…; mỗi xã dựng một điểm trực»: those already charged, one by one
        found = found or _subject(text, start, end) or _joint_only(text, start, end)
        if not found and not charged_above:
            found = _done_by(text, start, end) or _sent(text, start, end)
        charges.extend(found)
    return charges


def _sent(text: str, start: int, end: int) -> list[Charge]:
    return _charges(
        sent_for_answer(text, _folded(text), start, end),
        AssigneeRole.ASSIGNEE,
        stated=False,
        rule="assignee.sent",
        confidence=0.8,
    )


def _done_by(text: str, start: int, end: int) -> list[Charge]:
    """Read who leads a work that the sentence names first: «Đề án … do X chủ trì, phối hợp với Y»."""
    folded = _folded(text)
    named = doers_before_lead(text, folded, start, end)
    if named is None:
        return []
    return _with_joint(text, folded, *named, end, force=None, acts=True, rule="assignee.done-by")


def _heading(text: str) -> tuple[list[Charge], int]:
    """Read names that are the whole piece or stand before a colon; return where the rest begins."""
    folded = _folded(text)
    lead = words_re("heading_lead").match(folded)
    start = 0 if lead is None else lead.end() + 1
    if lead is not None and (lead.group() == "giao" or _AWARDED_RE.match(folded, lead.start())):
        return [], 0
    colon = re.compile(r":(?=\s|$)").search(text, start, min(len(text), start + _LONGEST_HEADING))
    end = len(text.rstrip(" .:\n")) if colon is None else colon.start()
    is_office = None if colon is None else apposition_before(folded, start, colon.start())
    end = end if is_office is None else is_office.start()
    if end - start > _LONGEST_HEADING or not begins_body(text, start) or end <= start:
        return [], 0
    stop, acts = body_end(text, start)
    if colon is not None and stop > colon.start():
        return [], 0  # «Các sở, ngành: Sở A, Sở B …»: the list goes on
    whole = stop >= len(text[:end].rstrip(" .,;"))
    if lead is not None and not whole and lead.group() != "đối với" and "\n" not in text[start:end]:
        # «Trách nhiệm của các tổ chức hoạt động trong lĩnh vực …» is a name with its description.
        matter = _MATTER_RE.search(folded, start, end)
        stop = end if matter is None else matter.start()
        end, whole, acts = stop, True, False
    if not whole or (acts and stop < end) or is_subject_matter(folded[start:end]):
        return [], 0
    if colon is not None and is_office is None and _is_member(folded, start, colon.end()):
        return [], 0
    does = colon is not None and text[colon.end() :].strip() != ""
    lists = lead is not None and lead.group() in ("trách nhiệm của", "nhiệm vụ của")
    if lists and is_bare_noun(text[start:stop]) and not does:
        return [], 0  # «Trách nhiệm của các cơ quan» heads a list of them
    rest = end if colon is None else colon.end()
    spans, leads = without_apposition(folded, split_bodies(text, start, min(stop, end)))
    lead_follows = (
        leads
        or is_office is not None
        or (colon is not None and _LEAD_RE.match(folded[rest:].lstrip()) is not None)
    )
    role = AssigneeRole.LEAD if lead_follows else AssigneeRole.ASSIGNEE
    return _charges(spans, role, stated=lead_follows, rule="assignee.heading"), rest


def _charges(
    spans: Iterable[tuple[int, int]],
    role: AssigneeRole,
    *,
    stated: bool,
    rule: str,
    force: str | None = None,
    confidence: float = 0.95,
) -> list[Charge]:
    return [
        Charge(
            start=low,
            end=high,
            role=role,
            stated=stated,
            force=force,
            rule=rule,
            confidence=confidence,
        )
        for low, high in spans
    ]


def _is_member(folded: str, start: int, behind: int) -> bool:
    """Tell whether a line says who holds an office: «Trưởng ban: Phó Chủ tịch …», «Thư ký: Ông …»."""
    at = _skip_blanks(folded, behind, len(folded))
    person = words_re("person_head")
    return person.match(folded, start) is not None and person.match(folded, at) is not None


def _execution(text: str) -> tuple[list[Charge], int]:
    """Read «A; giám đốc các Sở: B, C; D chịu trách nhiệm thi hành …»: all that stands before is names."""
    folded = _folded(text)
    found = _EXECUTION_RE.search(folded, 0, _LONGEST_EXECUTION)
    if found is None or not begins_body(text, 0):
        return [], 0
    names = folded[: found.start()]
    stops = words_re("predicate").finditer(names)
    protected = [match.span() for match in words_re("protected").finditer(names)]
    if re.search(r"[.\n]\s", names) or any(
        text[verb.start()].islower()
        and not any(low <= verb.start() < high for low, high in protected)
        for verb in stops
    ):
        return [], 0
    return _charges(
        split_bodies(text, 0, found.start()),
        AssigneeRole.ASSIGNEE,
        stated=False,
        rule="assignee.subject",
    ), found.end()


def _role_line(text: str, start: int, end: int) -> list[Charge]:
    folded = fold_keeping_length(text[start:end])
    lead = words_re("role_line").match(folded)
    if lead is None:
        return []
    colon = re.compile(r"\s?:\s{0,3}").match(text, start + lead.end())
    if colon is None or colon.end() >= end:
        return []
    joint = "phối hợp" in lead.group()
    leads = "chủ trì" in lead.group() or "tham mưu" in lead.group()
    role = (
        AssigneeRole.COORDINATE if joint else AssigneeRole.LEAD if leads else AssigneeRole.ASSIGNEE
    )
    return _charges(
        [
            (low, high)
            for low, high in split_bodies(text, colon.end(), end)
            if begins_body(text, low)
        ],
        role,
        stated=joint or leads,
        rule="assignee.role-line",
    )


def read_directives(text: str, start: int, end: int) -> list[Charge]:
    """Read «giao / yêu cầu / đề nghị + names» anywhere in the sentence."""
    folded = _folded(text)
    found: list[Charge] = []
    position = start
    ahead: dict[str, _Hit | None] = {}
    while position < end:
        hit = _next_directive(text, folded, position, end, ahead)
        if hit is None:
            break
        names, force, position = hit
        stop, acts = body_end(text, names)
        stop = min(stop, end)
        if stop > names:
            found.extend(
                _with_joint(
                    text, folded, names, stop, end, force=force, acts=acts, rule="assignee.charge"
                )
            )
        position = max(position, stop)
    return found


def _next_directive(
    text: str, folded: str, position: int, end: int, ahead: dict[str, _Hit | None]
) -> tuple[int, str, int] | None:
    """Return the next hit; `ahead` keeps those that lie further on, so that no stretch is read twice."""
    for name, force in _FORCES:
        known = ahead.get(name, (-1, -1, force))
        if known is not None and known[0] < position:
            ahead[name] = _directive(text, folded, position, end, name, force)
    hits = [hit for hit in ahead.values() if hit is not None]
    best = min(hits, key=itemgetter(0), default=None)
    return None if best is None else (best[1], best[2], best[1])


def _directive(
    text: str, folded: str, position: int, end: int, name: str, force: str
) -> _Hit | None:
    for match in words_re(name).finditer(folded, position, end):
        names = match.end()
        while names < min(len(text), match.end() + 6) and text[names] in " :":
            names += 1
        if _is_noun(folded, match.start()) or not begins_body(text, names):
            continue
        if in_condition(folded, match.start()):
            continue
        if _MEETING_RE.match(text, match.start()) or _in_word(folded, match.start()):
            continue
        inside = (
            match.group().startswith(("phân công", "giao cho")) or text[match.start()].islower()
        )
        if force == "giao" and inside and is_staff(text, names):
            continue  # «phân công đảng viên bám địa bàn»: work inside the body itself
        return match.start(), names, force
    return None


def _in_word(folded: str, at: int) -> bool:
    """Tell whether «giao» is the end of a word here: «Bộ Ngoại giao», «Trung tâm Chuyển giao»."""
    return folded.endswith(("ngoại ", "chuyển "), max(0, at - 7), at)


def _is_noun(folded: str, at: int) -> bool:
    """Tell whether «yêu cầu», «đề nghị», «giao» is a noun, a passive or a cited title here."""
    return (
        _CITED_RE.search(folded, max(0, at - 80), at) is not None
        or re.search(
            r"(?:theo|được|các|những|đã|đáp ứng|đảm bảo|bảo đảm|về|văn bản|đơn|hồ sơ|có|việc|do|bàn|chuyển|tiếp|khi|nếu|trường hợp|một số|chỉ tiêu|và|hoặc|nội dung|phải|cần|có thể|thủ tục|tờ trình|nghị quyết|công văn|bị)\s{1,2}$",
            folded[max(0, at - 14) : at],
        )
        is not None
    )


def _subject(text: str, start: int, end: int) -> list[Charge]:
    """Read names + verb at the beginning of the sentence or behind an opener."""
    folded = _folded(text)
    opener = _OPENER_RE.match(folded, start, end)
    at = start if opener is None else opener.end()
    if not begins_body(text, at) or is_subject_matter(folded[at:end]):
        return []
    stop, acts = body_end(text, at)
    if not acts or stop > end or stop <= at:
        return []
    return _with_joint(text, folded, at, stop, end, force=None, acts=True, rule="assignee.subject")


def _with_joint(
    text: str,
    folded: str,
    names: int,
    stop: int,
    end: int,
    *,
    force: str | None,
    acts: bool,
    rule: str,
) -> list[Charge]:
    """Return the charged names with their roles, and those they work with."""
    spans, leads = without_apposition(folded, split_bodies(text, names, stop))
    after = folded[stop : min(end, stop + _FURTHER)]
    joint = _JOINT_RE.search(after) or _bare_joint(text[stop : stop + len(after)], after)
    near = joint is not None and joint.start() <= _NEAR and "." not in after[: joint.start()]
    later = (
        joint is not None
        and not re.search(r"[.;\n]", after[: joint.start()])
        and _FURTHER_RE.search(after, 0, joint.start()) is not None
    )
    role, stated = _role(after, alone=len(spans) == 1, joins=near and force == "giao")
    if leads:
        role, stated = AssigneeRole.LEAD, True
    elif describes_names(folded, names, stop, end):
        role, stated = AssigneeRole.ASSIGNEE, False
    confidence = 0.95 if acts else 0.7
    charges = _charges(spans, role, stated=stated, rule=rule, force=force, confidence=confidence)
    if (near or later) and joint is not None:
        charges.extend(_joint(text, stop + joint.end(), end, force))
    else:
        charges.extend(_partners(partners_before_verb(text, folded, stop, end), force))
    return charges


def _partners(spans: list[tuple[int, int]], force: str | None) -> list[Charge]:
    """Return the names as those that the one charged works with."""
    return _charges(
        spans,
        AssigneeRole.COORDINATE,
        stated=True,
        rule="assignee.joint",
        force=force,
        confidence=0.9,
    )


def _role(after: str, *, alone: bool, joins: bool) -> tuple[AssigneeRole, bool]:
    """Return the role of the names before `after`, and whether the text states it.

    One name alone that is responsible, or is told to work with others, leads without being told so.
    """
    leads = re.match(
        rf"[\s,]{{0,4}}(?:[^\W\d_]+[\s,]{{1,3}}){{0,4}}?(?:{_LEAD_RE.pattern})(?!\w)", after
    )
    if leads is not None:
        return AssigneeRole.LEAD, True
    responsible = (
        re.match(
            r"[\s,]{0,3}(?:chịu trách nhiệm|có trách nhiệm|là (?:cơ quan|đơn vị) (?:thường trực|điều phối))",
            after,
        )
        is not None
    )
    if alone and (responsible or joins):
        return AssigneeRole.LEAD, False
    return AssigneeRole.ASSIGNEE, False


def _bare_joint(text: str, folded: str) -> re.Match[str] | None:
    """Find «phối hợp Công an tỉnh», printed without «với»: the name needs its capital or «các»."""
    for match in _BARE_JOINT_RE.finditer(folded):
        named = text[match.end() : match.end() + 1].isupper() or folded.startswith(
            "các ", match.end()
        )
        if named and begins_body(text, match.end()):
            return match
    return None


def _joint(text: str, at: int, end: int, force: str | None) -> list[Charge]:
    if not begins_body(text, at):
        return []
    stop = min(_joint_end(text, at), end)
    return _partners(split_bodies(text, at, stop), force)


def _joint_end(text: str, at: int) -> int:
    stop, _ = body_end(text, at)
    purpose = re.search(r"\s(?:trong|để|về|theo|nhằm|khi|tại)(?=\s|$)", text[at:stop])
    return stop if purpose is None else at + purpose.start()


def _joint_only(text: str, start: int, end: int) -> list[Charge]:
    """Read «[Chủ trì,] phối hợp với …» that opens a sentence whose subject is a heading above."""
    folded = _folded(text)
    opening = re.compile(
        r"(?:chủ trì|chủ động|tích cực|tiếp tục|hướng dẫn|thường xuyên|kịp thời|đồng thời|tăng cường)?[\s,]{0,3}(?:và\s)?(?:chủ động\s)?"
    ).match(folded, start, end)
    at = start if opening is None else opening.end()
    joint = _JOINT_RE.match(folded, at, end)
    if joint is not None:
        return _joint(text, joint.end(), end, None)
    bare = _bare_joint(text[at : at + _NEAR], folded[at : min(end, at + _NEAR)])
    return [] if bare is None or bare.start() else _joint(text, at + bare.end(), end, None)
