"""tasks, cites and bodies, as a person types them."""

from __future__ import annotations

import csv
import io
import json

import pytest


def test_tasks_are_listed_with_body_and_deadline(run, archive_place) -> None:
    ran = run("tasks", "--archive", archive_place)
    assert ran.code == 0
    assert "Giao Văn phòng theo dõi." in ran.out
    assert "2025-06-30" in ran.out
    assert ran.err == "3 dòng\n"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--body", "van phong"), 3),
        (("--due-before", "2025-07-01"), 3),
        (("--body", "công an"), 0),
        (("--due-before", "2025-06-30"), 0),
        (("--open",), 0),
    ],
)
def test_tasks_are_narrowed_down(run, archive_place, options, count) -> None:
    ran = run("tasks", *options, "--archive", archive_place, "--format", "json")
    assert (ran.code, len(json.loads(ran.out))) == (0, count)


def test_tasks_as_csv(run, archive_place) -> None:
    ran = run("tasks", "--archive", archive_place, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert {row["assigned_to"] for row in rows} == {"Văn phòng"}
    assert {row["access"] for row in rows} == {"Lưu hành nội bộ"}


def test_cites_of_a_paper_without_citations(run, archive_place) -> None:
    ran = run("cites", "07-CV/ĐU", "--archive", archive_place, "--lang", "en")
    assert (ran.code, ran.err) == (0, "0 rows\n")


def test_bodies_that_are_not_known_are_listed(run, archive_place) -> None:
    ran = run("bodies", "--unlinked", "--archive", archive_place, "--format", "json")
    rows = json.loads(ran.out)
    assert ran.code == 0
    assert {"name", "mentions", "documents", "example_role", "example_document"} == set(rows[0])
    assert "Văn phòng" in {row["name"] for row in rows}
    counts = [row["mentions"] for row in rows]
    assert counts == sorted(counts, reverse=True)


def test_bodies_that_are_known(run, archive_place) -> None:
    ran = run("bodies", "--archive", archive_place, "--lang", "en")
    assert (ran.code, ran.err) == (0, "0 rows\n")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_slip_in_the_authority_file_stops_every_command(
    run, archive_place, tmp_path, monkeypatch, lang
) -> None:
    path = tmp_path / "own.toml"
    path.write_text("source = 's'\nnames = []\n", "utf-8")
    monkeypatch.setenv("VANTHU_AUTHORITY", str(path))
    ran = run("bodies", "--archive", archive_place, "--lang", lang)
    assert (ran.code, ran.out) == (1, "")
    assert "names" in ran.err
    assert len(ran.err.splitlines()) == 2


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tasks", "--due-before", "hôm qua"), "«hôm qua»"),
        (("tasks", "--due-before", "2025-02-30"), "«2025-02-30»"),
        (("tasks", "--format", "xml"), "xml"),
        (("cites", "1", "--format", "xml"), "xml"),
        (("bodies", "--format", "xml"), "xml"),
        (("cites",), "REFERENCE"),
    ],
)
def test_wrong_use_is_explained(run, archive_place, arguments, words, lang) -> None:
    more = ("--archive", archive_place) if len(arguments) > 1 else ()
    ran = run(*arguments, *more, "--lang", lang)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 2
