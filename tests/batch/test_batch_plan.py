"""What a run would do with a folder: new, known, duplicate, left out."""

from __future__ import annotations

import hashlib
import os
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import SeenFile
from pipeline.batch import InboxError
from pipeline.batch import InboxProblem
from pipeline.batch import LeftOutReason
from pipeline.batch import plan
from pipeline.batch.plan import check_inbox

Inbox = Callable[..., Path]


def names(files: tuple[object, ...]) -> list[str]:
    return [str(getattr(file, "name", "")) for file in files]


def seen(name: str, text: str) -> SeenFile:
    return SeenFile(sha256=hashlib.sha256(text.encode()).hexdigest(), source_name=name)


TAKEN = [
    # name, first bytes
    ("a.pdf", b""),
    ("A.PDF", b""),
    ("b.txt", b"x"),
    ("c.docx", b""),
    ("d.TIFF", b""),
    ("e.tif", b""),
    ("f.jpeg", b""),
    ("g.bmp", b""),
    ("h.webp", b""),
    # refused by the reader, with a next step
    ("i.doc", b""),
    ("k.rtf", b""),
    # the name says nothing, the content does
    ("scan", b"\xff\xd8\xff\xe0"),
    ("van ban 12", b"%PDF-1.7"),
    ("l.pdf.bak", b"\n\n%PDF-1.4"),
    ("công văn số 1.pdf", b""),
]
LEFT_OUT = [
    ("README.md", b"# x", LeftOutReason.COMPANION),
    ("a.json", b"{}", LeftOutReason.COMPANION),
    (".hidden.pdf", b"%PDF-1.7", LeftOutReason.HIDDEN),
    ("build.py", b"import os", LeftOutReason.FOREIGN),
    ("LICENSE", b"MIT", LeftOutReason.FOREIGN),
    ("empty", b"", LeftOutReason.FOREIGN),
    ("table.xlsx", b"PK\x03\x04", LeftOutReason.FOREIGN),
]


@pytest.mark.parametrize(("name", "content"), TAKEN)
def test_taken(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert names(plan(tmp_path).new) == [name]


@pytest.mark.parametrize(("name", "content", "reason"), LEFT_OUT)
def test_left_out(tmp_path: Path, name: str, content: bytes, reason: LeftOutReason) -> None:
    (tmp_path / name).write_bytes(content)
    found = plan(tmp_path)
    assert found.new == ()
    assert [(one.name, one.reason) for one in found.left_out] == [(name, reason)]


def test_links_and_special_files_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(b"%PDF-1.7")
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "link.pdf").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.pdf")
    found = plan(folder)
    assert found.new == ()
    assert [(one.name, one.reason) for one in found.left_out] == [
        ("link.pdf", LeftOutReason.LINK),
        ("loop", LeftOutReason.LINK),
        ("pipe.pdf", LeftOutReason.SPECIAL),
    ]


def test_a_file_of_holes_is_planned_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.touch()
    os.truncate(path, 4 * 2**40)
    begun = time.monotonic()
    found = plan(tmp_path)
    assert time.monotonic() - begun < 1
    assert [(file.name, file.sha256) for file in found.new] == [("a.pdf", None)]


def test_sub_folders_are_read_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for name in ("2024/1.txt", "2023/2.txt", ".git/3.txt", "0.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, "utf-8")
    found = plan(tmp_path)
    assert [file.path.relative_to(tmp_path).as_posix() for file in found.new] == [
        "0.txt", "2023/2.txt", "2024/1.txt",
    ]  # fmt: skip
    assert [one.name for one in found.left_out] == [".git"]


def test_folders_without_end_are_cut_off(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 40)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("x", "utf-8")
    found = plan(tmp_path)
    assert found.new == ()
    assert [one.reason for one in found.left_out] == [LeftOutReason.TOO_DEEP]


def test_a_file_that_still_changes_waits(inbox: Inbox) -> None:
    folder = inbox(a="old", b="fresh")
    os.utime(folder / "a.txt", (1_000, 1_000))
    os.utime(folder / "b.txt", (1_000, 1_995))
    found = plan(folder, settle_s=10, now=2_000)
    assert names(found.new) == ["a.txt"]
    assert [(one.name, one.reason) for one in found.left_out] == [
        ("b.txt", LeftOutReason.STILL_CHANGING)
    ]
    assert names(plan(folder, settle_s=0, now=2_000).new) == ["a.txt", "b.txt"]


def test_same_bytes_and_name_are_known(inbox: Inbox) -> None:
    found = plan(inbox(a="one", b="two"), seen={seen("a.txt", "one")})
    assert (names(found.new), names(found.known), names(found.duplicates)) == (
        ["b.txt"], ["a.txt"], [],
    )  # fmt: skip
    assert not found.is_empty


def test_same_bytes_under_another_name_are_a_duplicate(inbox: Inbox) -> None:
    found = plan(inbox(a="one", b="one", c="three"), seen={seen("earlier.txt", "three")})
    assert (names(found.new), names(found.duplicates)) == (["a.txt"], ["b.txt", "c.txt"])


def test_changed_bytes_under_the_same_name_are_new(inbox: Inbox) -> None:
    assert names(plan(inbox(a="changed"), seen={seen("a.txt", "before")}).new) == ["a.txt"]


def test_the_same_file_in_two_folders_is_noted_once(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text("same", "utf-8")
    found = plan(tmp_path)
    assert (names(found.new), names(found.known), found.duplicates) == (["a.txt"], ["a.txt"], ())


def test_names_are_known_whatever_characters_they_hold(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "công\nvăn") + ".txt"
    (tmp_path / name).write_text("x", "utf-8")
    first = plan(tmp_path)
    marks = {SeenFile(sha256=file.sha256 or "", source_name=file.name) for file in first.new}
    assert names(plan(tmp_path, seen=marks).new) == []


def test_a_folder_where_all_is_known_is_empty(inbox: Inbox) -> None:
    assert plan(inbox(a="one"), seen={seen("a.txt", "one")}).is_empty


@given(count=st.integers(0, 40), size=st.integers(1, 12))
def test_batches_hold_every_file_once_in_order(count: int, size: int) -> None:
    from pipeline.batch import Plan
    from pipeline.batch import PlannedFile

    files = tuple(PlannedFile(path=Path(f"{n:03}.txt"), sha256=None) for n in range(count))
    todo = Plan(folder=Path(), new=files, duplicates=(), known=(), left_out=())
    batches = todo.batches(size)
    assert tuple(file for batch in batches for file in batch.files) == files
    assert all(1 <= len(batch.files) <= size for batch in batches)
    assert [batch.number for batch in batches] == list(range(1, len(batches) + 1))


def test_a_batch_of_nothing_is_refused(inbox: Inbox) -> None:
    with pytest.raises(ValueError, match="at least one"):
        plan(inbox(a="one")).batches(0)


def test_what_cannot_be_an_inbox(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_text("x", "utf-8")
    for path, problem in (
        (tmp_path / "none", InboxProblem.MISSING),
        (file, InboxProblem.NOT_A_FOLDER),
    ):
        with pytest.raises(InboxError) as caught:
            plan(path)
        assert caught.value.problem is problem


@pytest.mark.parametrize(
    ("archive", "refused"),
    [
        ("inbox/a.sqlite3", True),
        ("inbox/sub/../a.sqlite3", True),
        ("sqlite:///{root}/inbox/a.sqlite3", True),
        ("out/a.sqlite3", False),
        # only begins like the inbox
        ("inbox-archive/a.sqlite3", False),
        ("postgresql://localhost/inbox", False),
    ],
)
def test_the_archive_never_lies_below_the_inbox(
    tmp_path: Path, archive: str, refused: bool
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    place = archive.format(root=tmp_path) if "://" in archive else str(tmp_path / archive)
    if not refused:
        check_inbox(folder, place)
        return
    with pytest.raises(InboxError) as caught:
        check_inbox(folder, place)
    assert caught.value.problem is InboxProblem.ARCHIVE_INSIDE
