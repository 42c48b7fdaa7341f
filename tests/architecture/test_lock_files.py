"""The lock files: every package pinned and hashed, no address of any registry, the known traps kept out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN_RE = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9,._-]+\])?==(\S+)(?: ; [^\\]*)? \\$")
HASH_RE = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
# Copyleft, a second copy of OpenCV, or start-up time that nothing here needs.
UNWANTED = {
    "pymupdf", "img2table", "pyvi", "opencv-python", "opencv-contrib-python", "torch", "transformers",
}  # fmt: skip


def lines_of(name: str) -> list[str]:
    return (ROOT / name).read_text("utf-8").splitlines()


def pins_of(name: str) -> dict[str, str]:
    found = (PIN_RE.match(line) for line in lines_of(name))
    return {match[1]: match[2] for match in found if match}


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {re.split(r"[<>=\[ ]", line)[0].lower() for line in project["dependencies"]}


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pin_or_a_hash(name: str) -> None:
    strange = [line for line in lines_of(name) if not (PIN_RE.match(line) or HASH_RE.match(line))]
    assert strange == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?:|file:|index-url|find-links|@ ", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name: str) -> None:
    lines = lines_of(name)
    naked = [a for a, b in zip(lines, [*lines[1:], ""], strict=True)
             if PIN_RE.match(a) and not HASH_RE.match(b)]  # fmt: skip
    assert naked == []


def test_the_lock_holds_what_the_project_declares() -> None:
    assert declared() - set(pins_of("requirements.lock")) == set()


def test_development_runs_on_the_same_versions() -> None:
    run, dev = pins_of("requirements.lock"), pins_of("requirements-dev.lock")
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


def test_the_project_can_be_installed_without_asking_for_a_build_tool() -> None:
    assert "setuptools" in pins_of("requirements.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_unwanted_packages_stay_out(name: str) -> None:
    assert UNWANTED & set(pins_of(name)) == set()


def test_versions_that_do_not_work_together_stay_out() -> None:
    pins = pins_of("requirements.lock")
    fastapi = tuple(int(part) for part in pins["fastapi"].split(".")[:2])
    assert fastapi < (0, 151)
    assert pins["prefect"].startswith("3.8.")


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("numpy==2.4.6 \\", True),
        ("uvicorn[standard]==0.40.0 \\", True),
        ("colorama==0.4.6 ; sys_platform == 'win32' \\", True),
        # no version, an address, a range
        ("numpy \\", False),
        ("numpy @ https://example.org/numpy.whl \\", False),
        ("numpy>=2.4 \\", False),
    ],
)
def test_what_counts_as_a_pin(line: str, fine: bool) -> None:
    assert bool(PIN_RE.match(line)) is fine
