"""The authority file: its own examples, what the letterhead decides, and that nothing is forced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.authority import BodyContext
from extractors.authority import link_body
from extractors.authority import link_symbol
from extractors.authority import load_authority
from extractors.authority_record import link_bodies
from extractors.authority_record import paper_context
from extractors.authority_rules import AuthorityFileError
from extractors.authority_rules import authority_digest
from extractors.authority_territory import Territory
from models.folding import fold
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from models.values import Assignee
from models.values import AssigneeRole
from models.values import Citation
from models.values import DistributionEntry
from models.values import Task
from models.values import Value

RULES = load_authority().rules
GROUPS = (RULES.abbreviations, RULES.offices, *RULES.named, *RULES.local)
PROVINCE = Territory(
    unit="tỉnh", name="Lào Cai", level="province", province="Lào Cai", province_unit="tỉnh"
)
CITY = Territory(
    unit="thành phố", name="Huế", level="province", province="Huế", province_unit="thành phố"
)
COMMUNE = Territory(
    unit="xã", name="Bát Xát", level="commune", province="Lào Cai", province_unit="tỉnh"
)


def place(raw: str) -> dict[str, Any]:
    return {"raw": raw, "page": 1, "span": (0, 1), "confidence": 0.9, "rule": "test"}


def value(text: str) -> Value:
    return Value(value=text, **place(text))


def paper(body: str | None, superior: str | None = None, **more: Any) -> Record:
    return Record(
        source=Source(file="a.pdf"),
        outcome=outcome(OutcomeCode.COMPLETE),
        issuing_body=value(body) if body else None,
        superior_body=value(superior) if superior else None,
        **more,
    )


@pytest.mark.parametrize(("text", "name"), [pair for group in GROUPS for pair in group.matches])
def test_examples_are_linked(text: str, name: str) -> None:
    link = link_body(text)
    assert link is not None
    assert link.name == name


@pytest.mark.parametrize("text", [text for group in GROUPS for text in group.rejects])
def test_counter_examples_stay_as_written(text: str) -> None:
    link = link_body(text)
    assert link is None or link.id is None


@pytest.mark.parametrize(
    ("nouns", "rule"), [(RULES.groups, "group"), (RULES.persons, "person")], ids=["group", "person"]
)
def test_groups_and_persons_name_no_single_body(nouns: Any, rule: str) -> None:
    for text in nouns.matches:
        link = link_body(text)
        assert link is not None, text
        assert (link.id, link.rule) == (None, rule), text
    for text in nouns.rejects:
        link = link_body(text)
        assert link is None or link.rule != rule, text


def test_every_group_has_grounds_and_examples_of_both_kinds() -> None:
    for group in (*RULES.named, *RULES.local):
        assert group.source
        assert group.matches
        assert group.rejects


def test_every_body_is_found_by_its_own_name() -> None:
    for group in RULES.named:
        for row in group.bodies:
            link = link_body(row.name)
            assert link is not None, row.name
            assert (link.name, link.rule) == (row.name, "exact")


def test_successors_are_bodies_of_the_file() -> None:
    named = {row.name for group in RULES.named for row in group.bodies}
    for group in RULES.named:
        for row in group.bodies:
            assert set(row.successors) <= named, row.name
    local = {row.name for group in RULES.local for row in group.bodies}
    for group in RULES.local:
        for row in group.bodies:
            assert set(row.successors) <= local, row.name


def test_every_former_province_has_an_heir_of_today() -> None:
    gazetteer = load_authority().gazetteer
    former = [p for p in gazetteer.provinces.values() if p.until is not None]
    today = {p.name for p in gazetteer.provinces.values() if p.until is None}
    assert len(today) == 34
    assert all(p.successor in today for p in former)


@pytest.mark.parametrize(
    ("text", "home", "name"),
    [
        ("UBND tỉnh", PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Sở Y tế", PROVINCE, "Sở Y tế tỉnh Lào Cai"),
        ("Sở Y tế", COMMUNE, "Sở Y tế tỉnh Lào Cai"),
        ("Văn phòng Tỉnh uỷ", COMMUNE, "Văn phòng Tỉnh ủy Lào Cai"),
        ("TT. Tỉnh uỷ", PROVINCE, "Thường trực Tỉnh ủy Lào Cai"),
        ("TT HĐND tỉnh", PROVINCE, "Thường trực Hội đồng nhân dân tỉnh Lào Cai"),
        ("VPTU", CITY, "Văn phòng Thành ủy Huế"),
        ("VPTU", None, None),
        ("VP HĐND&UBND xã", COMMUNE, "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Bát Xát, tỉnh Lào Cai"),
        ("UB.MTTQVN xã", COMMUNE, "Ủy ban Mặt trận Tổ quốc Việt Nam xã Bát Xát, tỉnh Lào Cai"),
        ("Chủ tịch, các Phó Chủ tịch UBND tỉnh", PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Phòng Kinh tế", PROVINCE, None),
        ("TT", PROVINCE, None),
        ("UBND TP. HÀ NỘI", None, "Ủy ban nhân dân thành phố Hà Nội"),
        ("SỞ NÔNG NGHIỆP & MÔI TRƯỜNG", PROVINCE, "Sở Nông nghiệp và Môi trường tỉnh Lào Cai"),
        ("Ban Tổ chức TU", CITY, "Ban Tổ chức Thành ủy Huế"),
        ("UBND xã", COMMUNE, "Ủy ban nhân dân xã Bát Xát, tỉnh Lào Cai"),
        ("UBKT Đảng uỷ", COMMUNE, "Ủy ban Kiểm tra Đảng ủy xã Bát Xát, tỉnh Lào Cai"),
        ("Đảng uỷ xã Mường Khương", COMMUNE, "Đảng ủy xã Mường Khương, tỉnh Lào Cai"),
        ("Giám đốc Sở Nội vụ", PROVINCE, "Sở Nội vụ tỉnh Lào Cai"),
        ("Chủ tịch UBND phường Cam Đường", PROVINCE, "Ủy ban nhân dân phường Cam Đường, tỉnh Lào Cai"),
        ("Công an tỉnh Phú Thọ", PROVINCE, "Công an tỉnh Phú Thọ"),
        # the letterhead decides nothing here
        ("UBND xã", PROVINCE, None),
        ("UBND phường", COMMUNE, None),
        ("UBND Thành phố", PROVINCE, None),
        ("Văn phòng Thành uỷ", PROVINCE, None),
        ("Đảng uỷ", PROVINCE, None),
        ("Công an", PROVINCE, None),
        ("Ban Thường vụ", PROVINCE, None),
        ("Cục Thuế", PROVINCE, None),
        ("Toà án nhân dân", PROVINCE, None),
        ("Thanh tra", PROVINCE, None),
        ("Thanh tra tỉnh", PROVINCE, "Thanh tra tỉnh Lào Cai"),
        ("Tổng cục Hải quan", PROVINCE, None),
        ("Thanh tra Sở", PROVINCE, None),
        ("Trưởng Công an xã", COMMUNE, "Công an xã Bát Xát, tỉnh Lào Cai"),
        ("Sở Y tế", None, None),
        ("Sở Y tế tỉnh Vân Nam Trung", PROVINCE, None),
        ("Chủ tịch UBND xã Nguyễn Văn Nam", PROVINCE, None),
        ("UBND tỉnh, Sở Y tế", PROVINCE, None),
    ],
)  # fmt: skip
def test_the_letterhead_tells_who_is_meant(text: str, home: Any, name: str | None) -> None:
    link = link_body(text, BodyContext(home=home))
    assert (link.name if link else None) == name


@pytest.mark.parametrize(
    ("symbol", "home", "name"),
    [
        ("CP", None, "Chính phủ"),
        ("QH15", None, "Quốc hội"),
        ("TW", PROVINCE, "Ban Chấp hành Trung ương Đảng"),
        ("TU", PROVINCE, "Tỉnh ủy Lào Cai"),
        ("TU", COMMUNE, "Tỉnh ủy Lào Cai"),
        ("TU", CITY, "Thành ủy Huế"),
        ("VPTU", CITY, "Văn phòng Thành ủy Huế"),
        ("ĐU", COMMUNE, "Đảng ủy xã Bát Xát, tỉnh Lào Cai"),
        ("SYT", PROVINCE, "Sở Y tế tỉnh Lào Cai"),
        ("TU", None, None),
        ("ĐU", PROVINCE, None),
        ("UBND", PROVINCE, None),
        ("XYZ", PROVINCE, None),
        ("QH", None, None),
    ],
)
def test_symbols_stand_for_bodies(symbol: str, home: Any, name: str | None) -> None:
    link = link_symbol(symbol, BodyContext(home=home))
    assert (link.name if link else None) == name


@pytest.mark.parametrize(
    ("body", "superior", "name", "home"),
    [
        ("Tỉnh uỷ Lào Cai", None, "Tỉnh ủy Lào Cai", "tỉnh Lào Cai"),
        ("Văn phòng", "Tỉnh uỷ Cao Bằng", "Văn phòng Tỉnh ủy Cao Bằng", "tỉnh Cao Bằng"),
        ("Văn phòng", "UBND tỉnh Cao Bằng", "Văn phòng Ủy ban nhân dân tỉnh Cao Bằng", "tỉnh Cao Bằng"),
        ("Ban Nội chính", "Ban Chấp hành Trung ương", "Ban Nội chính Trung ương", None),
        ("Sở Công Thương", "UBND tỉnh Lào Cai", "Sở Công Thương tỉnh Lào Cai", "tỉnh Lào Cai"),
        ("Đảng uỷ phường Ba Đình", "Đảng bộ thành phố Hà Nội", "Đảng ủy phường Ba Đình, thành phố Hà Nội", "phường Ba Đình, thành phố Hà Nội"),
        ("Uỷ ban nhân dân xã Bát Xát", "Tỉnh Lào Cai", "Ủy ban nhân dân xã Bát Xát, tỉnh Lào Cai", "xã Bát Xát, tỉnh Lào Cai"),
        ("Bộ Nội vụ", None, "Bộ Nội vụ", None),
        ("Uỷ ban nhân dân xã Bát Xát", None, None, None),
        ("Công ty Cấp nước", "UBND tỉnh Lào Cai", None, "tỉnh Lào Cai"),
        ("Tỉnh uỷ Vân Nam Trung", None, None, None),
    ],
)  # fmt: skip
def test_letterheads(body: str, superior: str | None, name: str | None, home: str | None) -> None:
    record = link_bodies(paper(body, superior))
    assert record.issuing_body is not None
    link = record.issuing_body.body
    assert (link.name if link else None) == name
    context = paper_context(record)
    assert (context.home.whole if context.home else None) == home


def test_all_names_of_a_record_are_linked() -> None:
    record = paper(
        "Tỉnh uỷ Lào Cai",
        acting_author=value("Ban Thường vụ"),
        addressees=[value("Các sở, ban, ngành"), value("Ban Dân vận Tỉnh uỷ")],
        distribution=[
            DistributionEntry(value="Thường trực Tỉnh uỷ", **place("x")),
            DistributionEntry(value="Lưu Văn phòng Tỉnh uỷ", archive=True, **place("x")),
        ],
        citations=[
            Citation(value="12-NQ/TU", **place("x")),
            Citation(value="40-CT/TW", issuing_body="Ban Bí thư", **place("x")),
            Citation(value="15-NQ/TU", issuing_body="Tỉnh uỷ Đâu Đó", **place("x")),
        ],
    )
    linked = link_bodies(record)
    assert linked.acting_author is not None
    assert linked.acting_author.body is not None
    assert linked.acting_author.body.name == "Ban Thường vụ Tỉnh ủy Lào Cai"
    names = [entry.body.name if entry.body else None for entry in linked.addressees]
    assert names == [None, "Ban Dân vận Tỉnh ủy Lào Cai"]
    assert linked.distribution[0].body is not None
    assert linked.distribution[1].body is None
    cited = [citation.body.name if citation.body else None for citation in linked.citations]
    assert cited == ["Tỉnh ủy Lào Cai", "Ban Bí thư Trung ương Đảng", None]
    # what was written stays as it was written
    assert [entry.value for entry in linked.addressees] == [e.value for e in record.addressees]


def test_tasks_keep_their_roles() -> None:
    assignee = Assignee(value="Sở Y tế", role=AssigneeRole.LEAD, role_stated=True, **place("x"))
    task = Task(value="t", label="1.", id="1", assignees=[assignee], **place("x"))
    linked = link_bodies(paper("UBND tỉnh Lào Cai", tasks=[task])).tasks[0].assignees[0]
    assert linked.role is AssigneeRole.LEAD
    assert linked.body is not None
    assert linked.body.territory == "tỉnh Lào Cai"


def test_days_and_successors() -> None:
    merged = link_body("UBND tỉnh Hà Giang")
    assert merged is not None
    assert merged.valid_until == "2025-06-30"
    assert merged.successor == "Ủy ban nhân dân tỉnh Tuyên Quang"
    ministry = link_body("Bộ Giao thông vận tải")
    assert ministry is not None
    assert (ministry.valid_until, ministry.successor) == ("2025-02-28", "Bộ Xây dựng")
    district = link_body("UBND huyện Mường Nhé, tỉnh Điện Biên")
    assert district is not None
    assert (district.level, district.valid_until) == ("district", "2025-06-30")
    town = link_body("UBND thành phố Đà Lạt, tỉnh Lâm Đồng")
    assert town is not None
    assert (town.level, town.valid_until) == ("district", "2025-06-30")
    assert link_body("UBND tỉnh Lào Cai").valid_until is None  # type: ignore[union-attr]


def test_a_scan_that_lost_accents_is_less_sure() -> None:
    sure, unsure = link_body("UBND tỉnh Điện Biên"), link_body("UBND tỉnh Điên Biên")
    assert sure is not None
    assert unsure is not None
    assert unsure.id == sure.id
    assert unsure.confidence < sure.confidence


OWN = """
source = "the office's own list"
abbreviations = { "CTCN" = "Công ty Cấp nước" }
provinces = [{ name = "Vân Lĩnh" }]
[[named]]
group = "companies"
source = "decision on organisation"
branch = "other"
level = "province"
bodies = [{ name = "Công ty Cấp nước Vân Lĩnh", variants = ["Công ty Cấp nước"] }, { name = "Bộ Nội vụ", until = 2030-01-01 }]
"""


def test_the_offices_own_file_is_laid_over(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, "utf-8")
    own = load_authority(path)
    company = link_body("CTCN", authority=own)
    assert company is not None
    assert company.name == "Công ty Cấp nước Vân Lĩnh"
    assert link_body("Tỉnh uỷ Vân Lĩnh", authority=own) is not None
    assert link_body("Bộ Nội vụ", authority=own).valid_until == "2030-01-01"  # type: ignore[union-attr]
    assert link_body("Bộ Y tế", authority=own) is not None
    # the shipped file knows nothing of it
    assert link_body("CTCN") is None
    assert link_body("Bộ Nội vụ").valid_until is None  # type: ignore[union-attr]
    assert authority_digest(path) != authority_digest(None)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("source = ", "Invalid value"),
        ("bodies = []\nsource = 's'", "bodies"),
        ("source = 's'\n[[named]]\ngroup = 'x'\nsource = 's'\nbranch = 'king'\nlevel = 'central'\nbodies = [{name = 'A'}]", "branch"),
        ("source = 's'\nprovinces = [{ name = 'A', until = 'soon' }]", "until"),
        ("source = 's'\n[[named]]\ngroup='x'\nsource='s'\nbranch='other'\nlevel='central'\nbodies=[{name='A', symbol_patterns=['(']}]", "no pattern"),
    ],
)  # fmt: skip
def test_a_slip_in_the_offices_file_is_named(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(AuthorityFileError) as caught:
        load_authority(path)
    assert words in caught.value.reason


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AuthorityFileError):
        load_authority(tmp_path / "none.toml")
    with pytest.raises(AuthorityFileError):
        authority_digest(tmp_path / "none.toml")


@given(st.text(max_size=400))
def test_anything_may_be_asked(text: str) -> None:
    link = link_body(text, BodyContext(home=COMMUNE, own=True))
    assert link is None or 0.0 <= link.confidence <= 1.0


@given(st.sampled_from([row.name for group in RULES.named for row in group.bodies]), st.data())
def test_what_goes_on_is_another_body(name: str, data: st.DataObject) -> None:
    word = data.draw(st.text(alphabet="bcdghklmnpqrstvx", min_size=2, max_size=8))
    link = link_body(f"{name} {word}")
    assert link is None or link.id is None or fold(link.name or "") != fold(name)


def test_long_and_hostile_names_are_quick() -> None:
    for text in ("Sở " * 5_000, "(" * 5_000, "Ủy ban nhân dân " + "xã " * 3_000, "A, " * 4_000):
        link = link_body(text, BodyContext(home=PROVINCE))
        assert link is None or link.id is None


@pytest.mark.parametrize(
    ("name", "until", "successor"),
    [
        ("UBND tỉnh Thừa Thiên Huế", "2024-12-31", "Ủy ban nhân dân thành phố Huế"),
        ("UBND tỉnh Yên Bái", "2025-06-30", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Cục Thi hành án dân sự tỉnh Lào Cai", "2025-06-30", "Thi hành án dân sự tỉnh Lào Cai"),
        ("UBND thành phố Huế", None, None),
    ],
)
def test_when_a_body_ended_and_who_came_after_it(
    name: str, until: str | None, successor: str | None
) -> None:
    link = link_body(name)
    assert link is not None
    assert (link.valid_until, link.successor) == (until, successor)
