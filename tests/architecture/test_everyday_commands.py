"""`make`, `scripts/setup.sh` and `.ci/run`: what they call, in which order, and what they leave alone.

Setup runs here in a copy of the scripts whose `apt-get`, `dpkg-query`, `sudo` and Python only write
down how they were called.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted([*(ROOT / "scripts").glob("*.sh"), ROOT / ".ci" / "run"])
PACKAGES = ("tesseract-ocr", "tesseract-ocr-vie", "tesseract-ocr-osd", "fonts-liberation2")

STUBS = {
    "dpkg-query": '[[ " $INSTALLED " == *" ${@: -1} "* ]] && printf installed || exit 1',
    "apt-get": 'echo "apt-get $*" >> "$CALLS"',
    "sudo": 'echo "sudo" >> "$CALLS"; exec "$@"',
    "python3.11": """
case "$*" in
    *venv*--clear*) mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo "make venv" >> "$CALLS" ;;
    *-m\\ pip*) echo "pip ${*: -1}" >> "$CALLS" ;;
    -V*) echo "Python 3.11" ;;
esac
""",
}

Setup = Callable[..., list[str]]


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    """Return a function that runs setup and gives the calls that it made."""
    stubs, house = tmp_path / "stubs", tmp_path / "house"
    stubs.mkdir()
    (house / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup.sh", house / "scripts")
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (house / name).write_text(name, "utf-8")
    for name, body in STUBS.items():
        path = stubs / name
        path.write_text(f"#!/usr/bin/env bash\n{body}\n", "utf-8")
        path.chmod(0o755)

    def run(kind: str = "run", *, installed: tuple[str, ...] = PACKAGES) -> list[str]:
        calls = tmp_path / "calls"
        calls.write_text("", "utf-8")
        environment = {
            "PATH": f"{stubs}:/usr/bin:/bin", "CALLS": str(calls), "INSTALLED": " ".join(installed),
        }  # fmt: skip
        subprocess.run(
            ["bash", "scripts/setup.sh", kind], cwd=house, env=environment, check=True,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=30,
        )  # fmt: skip
        return [line for line in calls.read_text("utf-8").splitlines() if line != "sudo"]

    return run


def test_first_setup_makes_the_environment_and_installs_nothing_from_debian(setup: Setup) -> None:
    assert setup() == ["make venv", "pip requirements.lock", "pip ."]


def test_second_setup_does_nothing(setup: Setup) -> None:
    setup()
    assert setup() == []


def test_only_missing_debian_packages_are_installed_after_one_update(setup: Setup) -> None:
    calls = setup(installed=("tesseract-ocr", "fonts-liberation2"))
    assert [line for line in calls if line.startswith("apt-get")] == [
        "apt-get -qq update",
        "apt-get -qq install -y --no-install-recommends tesseract-ocr-vie tesseract-ocr-osd",
    ]


def test_development_adds_to_what_is_there_and_then_serves_both(setup: Setup) -> None:
    setup("run")
    assert setup("dev") == ["pip requirements-dev.lock", "pip ."]
    assert setup("run") == []
    assert setup("dev") == []


def test_a_changed_lock_is_installed_again(setup: Setup, tmp_path: Path) -> None:
    setup()
    (tmp_path / "house" / "requirements.lock").write_text("changed", "utf-8")
    assert setup() == ["pip requirements.lock", "pip ."]


def test_an_empty_environment_is_filled(setup: Setup, tmp_path: Path) -> None:
    (tmp_path / "house" / ".venv").mkdir()
    assert setup()[0] == "make venv"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_sound_and_can_be_run(script: Path) -> None:
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").startswith("#!/usr/bin/env bash\n# ")


@pytest.mark.parametrize(
    "target", ["demo", "test", "check", "setup", "setup-dev", "samples", "evaluate", "clean"]
)
def test_every_everyday_command_is_there_and_explained(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}:[^\n]*## \S", makefile, re.MULTILINE)


def test_continuous_integration_runs_tests_and_checks_and_fails_with_either(tmp_path: Path) -> None:
    make = tmp_path / "make"
    make.write_text('#!/usr/bin/env bash\necho "$2"; [[ "$2" != "$BROKEN" ]]\n', "utf-8")
    make.chmod(0o755)
    for broken, code in (("", 0), ("test", 1), ("check", 1)):
        done = subprocess.run(
            ["bash", str(ROOT / ".ci" / "run")], capture_output=True, text=True, check=False,
            env={
                "PATH": f"{tmp_path}:/usr/bin:/bin", "BROKEN": broken,
                "VANTHU_TEST_POSTGRESQL": "unused",  # no server is installed or started
            }, timeout=30,
        )  # fmt: skip
        assert (done.returncode, done.stdout.split()) == (code, ["test", "check"])
