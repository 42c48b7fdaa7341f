"""Progress of a run as an interface: silent by default, a bar on a terminal, a recorder in tests.

Whoever does the work calls these methods and knows nothing about where they lead. Only names of
files, codes and counts pass through, never anything that a document says.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from types import TracebackType
from typing import Literal
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn
from rich.progress import MofNCompleteColumn
from rich.progress import Progress as RichProgress
from rich.progress import SpinnerColumn
from rich.progress import TaskID
from rich.progress import TextColumn
from rich.progress import TimeElapsedColumn
from rich.progress import TimeRemainingColumn

from models.outcome import CATEGORY_OF
from models.outcome import Category
from models.outcome import OutcomeCode

__all__ = ["Progress", "SeveralProgress", "SilentProgress", "Stage", "TerminalProgress"]


class Stage(StrEnum):
    """What a run is busy with before the first document is read."""

    PLAN = "plan"
    SERVER = "server"
    WORKERS = "workers"


_STAGE_WORDS = {
    Stage.PLAN: ("Đang xem thư mục…", "Looking through the folder…"),
    Stage.SERVER: (
        "Đang khởi động máy chủ Prefect (khoảng 13 giây)…",
        "Starting Prefect's server (some 13 seconds)…",
    ),
    Stage.WORKERS: ("Đang nạp bộ đọc…", "Loading the readers…"),
}
_READING_WORDS = ("Đang đọc văn bản", "Reading documents")
_ATTENTION_WORDS = ("cần xem: {}", "need a person: {}")


class Progress(Protocol):
    """What a run tells about itself while it works. Calls may come from several threads."""

    def entered(self, stage: Stage) -> None:
        """The run is now busy with `stage`."""

    def started(self, total: int) -> None:
        """Reading begins; `total` documents are to be read."""

    def finished(self, name: str, code: OutcomeCode) -> None:
        """One document ended with `code` and is stored."""

    def ended(self) -> None:
        """Nothing more will be reported."""


class SilentProgress:
    """Tells nobody."""

    def entered(self, stage: Stage) -> None:
        """Do nothing."""

    def started(self, total: int) -> None:
        """Do nothing."""

    def finished(self, name: str, code: OutcomeCode) -> None:
        """Do nothing."""

    def ended(self) -> None:
        """Do nothing."""


class SeveralProgress:
    """Tells each of several others, in order."""

    def __init__(self, others: Sequence[Progress]) -> None:
        self._others = tuple(others)

    def entered(self, stage: Stage) -> None:
        """Pass on."""
        for other in self._others:
            other.entered(stage)

    def started(self, total: int) -> None:
        """Pass on."""
        for other in self._others:
            other.started(total)

    def finished(self, name: str, code: OutcomeCode) -> None:
        """Pass on."""
        for other in self._others:
            other.finished(name, code)

    def ended(self) -> None:
        """Pass on."""
        for other in self._others:
            other.ended()


class TerminalProgress:
    """A bar on standard error; on anything but a terminal, one line per stage and nothing more.

    Args:
        lang: Language of the words.
        console: Where to draw; standard error when None.
    """

    def __init__(self, *, lang: Literal["vi", "en"] = "vi", console: Console | None = None) -> None:
        self._word = 0 if lang == "vi" else 1
        self._console = console or Console(stderr=True)
        self._bar = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[attention]}"),
            console=self._console,
            transient=False,
            disable=not self._console.is_terminal,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task: TaskID | None = None
        self._attention = 0

    def __enter__(self) -> TerminalProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ended()

    def entered(self, stage: Stage) -> None:
        """Say on one line what the run is busy with."""
        self._console.print(_STAGE_WORDS[stage][self._word], style="dim", highlight=False)

    def started(self, total: int) -> None:
        """Show the bar."""
        if total:
            self._task = self._bar.add_task(_READING_WORDS[self._word], total=total, attention="")
            self._bar.start()

    def finished(self, name: str, code: OutcomeCode) -> None:  # noqa: ARG002 - counts suffice
        """Move the bar by one, and count what a person must look at."""
        if self._task is None:
            return
        if CATEGORY_OF[code] is not Category.DONE:
            self._attention += 1
        words = _ATTENTION_WORDS[self._word].format(self._attention) if self._attention else ""
        self._bar.update(self._task, advance=1, attention=words)

    def ended(self) -> None:
        """Leave the bar as it is and give the terminal back."""
        self._bar.stop()
