"""What a user may change: limits, workers, language. Read from `VANTHU_…` variables and a `.env` file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings
from pydantic_settings import SettingsConfigDict

__all__ = ["Settings"]


class Settings(BaseSettings):
    """Options of a run; every limit has a safe default, and passing one is an outcome, not an error.

    Attributes:
        lang: Language of messages and table headings.
        archive: Database URL or path of an SQLite file.
        workers: Worker processes for reading; one core is left free by default where there are several.
        max_bytes: Largest file in bytes.
        max_pages: Most pages in one file.
        max_pixels: Most pixels of one page image.
        max_characters: Most characters of one document's text.
        max_objects: Most objects in one PDF, and most things drawn on one of its pages.
        timeout_s: Most seconds for one file.
        stall_s: Most seconds without a step forward (a page, a phase) for one file.
        memory_mb: Most memory of one worker process, megabytes.
        batch_size: Documents per task run of the flow.
        task_runner: Where the flow's batches are read: in this process's own workers, or on Dask.
        dask_scheduler: Address of a running Dask scheduler; a cluster on this machine when None.
        tessdata: Folder with `vie.traineddata`; found in Debian's places when None.
        key_terms: Whether the key terms of every document are sought; it takes a third more time.
        authority: The office's own authority file of bodies, laid over the shipped one.
        report_dir: Folder for the HTML report of every run of the flow that had something to say.
        ocr_language: Tesseract's name of the language.
    """

    model_config = SettingsConfigDict(
        env_prefix="VANTHU_", env_file=".env", extra="ignore", frozen=True
    )

    lang: Literal["vi", "en"] = "vi"
    archive: str = "vanthu.sqlite3"
    workers: int = Field(default=2, ge=1, le=64)
    max_bytes: int = Field(default=200_000_000, ge=1)
    max_pages: int = Field(default=2_000, ge=1)
    max_pixels: int = Field(default=120_000_000, ge=1)
    max_characters: int = Field(default=5_000_000, ge=1)
    max_objects: int = Field(default=1_000_000, ge=1)
    timeout_s: float = Field(default=600.0, gt=0)
    stall_s: float = Field(default=180.0, gt=0)
    memory_mb: int = Field(default=2_500, ge=256)
    batch_size: int = Field(default=50, ge=1)
    task_runner: Literal["threads", "dask"] = "threads"
    dask_scheduler: str | None = None
    key_terms: bool = False
    authority: Path | None = None
    report_dir: Path | None = None
    tessdata: Path | None = None
    ocr_language: str = "vie"
