"""Image files: formats, frames, EXIF, resolution, and all the ways they can be bad."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.settings import Settings
from pipeline.reading import image_file
from pipeline.reading.failure import ReadFailure
from pipeline.reading.image_file import read_images


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[np.ndarray, float, float]]:
    """Take OCR's place and keep what it would have been given."""
    given: list[tuple[np.ndarray, float, float]] = []

    def look(
        image: np.ndarray, *, number: int, width_pt: float, height_pt: float, settings: Settings
    ) -> Page:
        given.append((image, width_pt, height_pt))
        return Page(number=number, width_pt=width_pt, height_pt=height_pt, source=PageSource.OCR)

    monkeypatch.setattr(image_file, "read_scan", look)
    return given


def picture(mode: str = "L", size: tuple[int, int] = (620, 877)) -> Image.Image:
    return Image.new(mode, size, 1 if mode == "1" else "white" if mode != "I;16" else 60_000)


MODES = [("L", 2), ("RGB", 3), ("1", 2), ("P", 3), ("RGBA", 3), ("LA", 3), ("I;16", 2)]


@pytest.mark.parametrize(("mode", "depth"), MODES)
def test_png_of_any_mode(seen, tmp_path: Path, mode: str, depth: int) -> None:
    path = tmp_path / "scan"
    picture(mode).save(path, format="PNG")
    reading = read_images(path, Settings())
    assert reading.kind is FileKind.IMAGE
    pixels = seen[0][0]
    assert pixels.dtype == np.uint8
    assert pixels.ndim == depth
    assert pixels.min() > 200


def test_cmyk_jpeg(seen, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("CMYK", (300, 400), (0, 0, 0, 0)).save(path)
    read_images(path, Settings())
    assert seen[0][0].shape == (400, 300, 3)


def test_transparent_paper_is_white(seen, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (300, 400), (0, 0, 0, 0)).save(path)
    read_images(path, Settings())
    assert seen[0][0].min() == 255


def test_every_frame_of_a_tiff_is_a_page(seen, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    frames = [picture(size=(600, 800 + 10 * i)) for i in range(3)]
    frames[0].save(path, save_all=True, append_images=frames[1:], compression="tiff_lzw")
    reading = read_images(path, Settings())
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert [image.shape[0] for image, _, _ in seen] == [800, 810, 820]


def test_exif_orientation_is_applied(seen, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    picture(size=(800, 600)).save(path, exif=exif, dpi=(200, 100))
    read_images(path, Settings())
    image, width_pt, height_pt = seen[0]
    assert image.shape[:2] == (800, 600)
    assert (width_pt, height_pt) == pytest.approx((600 / 100 * 72, 800 / 200 * 72))


SIZES = [
    # a scanner's resolution is believed
    ((2480, 3508), (300, 300), (595.2, 841.9)),
    # so are two that differ, as a fax has
    ((1728, 1145), (204, 98), (609.9, 841.2)),
    # screens and phones write 72 or 96 whatever they took: A4 by its shape
    ((2000, 2829), (72, 72), (595.3, 842.1)),
    ((600, 740), (96, 96), (595.3, 734.2)),
    # none at all; landscape
    ((3508, 2480), None, (841.9, 595.2)),
    # a page as large as a wall
    ((2480, 3508), (100, 100), (595.3, 842.1)),
    # a page as small as a stamp
    ((600, 800), (1200, 1200), (595.3, 793.7)),
]


@pytest.mark.parametrize(("size", "dpi", "expected"), SIZES)
def test_page_size(seen, tmp_path: Path, size, dpi, expected) -> None:
    path = tmp_path / "a.png"
    picture("1", size).save(path, **({"dpi": dpi} if dpi else {}))
    read_images(path, Settings())
    assert seen[0][1:] == pytest.approx(expected, abs=0.3)


def failure_of(path: Path, settings: Settings | None = None) -> ReadFailure:
    with pytest.raises(ReadFailure) as caught:
        read_images(path, settings or Settings())
    return caught.value


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that says it is huge and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(20_000, 20_000), (100_000, 100_000)])
def test_a_decompression_bomb_is_refused(seen, tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_of(*size))
    assert failure_of(path).code is OutcomeCode.TOO_MANY_PIXELS
    assert seen == []


def test_the_pixel_limit_is_the_users(seen, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture(size=(300, 400)).save(path)
    assert failure_of(path, Settings(max_pixels=100_000)).code is OutcomeCode.TOO_MANY_PIXELS
    read_images(path, Settings(max_pixels=120_000))
    assert len(seen) == 1


def test_too_many_frames(seen, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    frames = [picture("1", (50, 50)) for _ in range(4)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert failure_of(path, Settings(max_pages=3)).code is OutcomeCode.TOO_MANY_PAGES


def whole(format_name: str) -> bytes:
    buffer = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 256, (400, 300), dtype=np.uint8)
    Image.fromarray(noise).save(buffer, format=format_name)
    return buffer.getvalue()


DAMAGED = [
    # no image at all
    b"just some bytes that are no image",
    b"",
    # a head and nothing else
    whole("PNG")[:40],
    whole("TIFF")[:20],
    # cut in the middle
    whole("PNG")[: len(whole("PNG")) // 2],
    whole("JPEG")[: len(whole("JPEG")) // 2],
    # a format that is not accepted
    whole("GIF"),
    whole("BMP")[:500],
    whole("WEBP")[:200],
]


@pytest.mark.parametrize("data", DAMAGED)
def test_damaged_images(seen, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad"
    path.write_bytes(data)
    assert failure_of(path).code is OutcomeCode.DAMAGED


def test_one_damaged_frame_does_not_lose_the_others(seen, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    frames = [picture("RGB", (300, 400)) for _ in range(2)]
    frames[0].save(path, save_all=True, append_images=frames[1:], compression="tiff_lzw")
    data = bytearray(path.read_bytes())
    with Image.open(path) as opened:
        opened.seek(1)
        start = opened.tag_v2[273][0]
    data[start : start + 60] = b"\xff" * 60
    path.write_bytes(bytes(data))
    reading = read_images(path, Settings())
    assert len(reading.pages) == 2
    assert len(seen) + len(reading.unreadable_pages) == 2
    assert 1 not in reading.unreadable_pages


@pytest.mark.parametrize("position", range(0, 400, 37))
def test_flipped_bytes_end_in_a_reading_or_a_failure(seen, tmp_path: Path, position: int) -> None:
    for format_name in ("PNG", "JPEG", "TIFF"):
        data = bytearray(whole(format_name))
        data[position % len(data)] ^= 0xFF
        path = tmp_path / format_name
        path.write_bytes(bytes(data))
        assert _ends_well(path)


def _ends_well(path: Path) -> bool:
    try:
        return bool(read_images(path, Settings()).pages)
    except ReadFailure as failure:
        return failure.code in {OutcomeCode.DAMAGED, OutcomeCode.TOO_MANY_PIXELS}


@pytest.mark.parametrize("name", ["BMP", "WEBP"])
def test_less_usual_formats(seen, tmp_path: Path, name: str) -> None:
    path = tmp_path / "scan"
    path.write_bytes(whole(name))
    read_images(path, Settings())
    assert seen[0][0].shape[:2] == (400, 300)
    assert failure_of(path, Settings(max_pixels=1000)).code is OutcomeCode.TOO_MANY_PIXELS


@pytest.mark.parametrize(
    ("size", "is_page"),
    [((1, 60_000), False), ((60_000, 1), False), ((15, 15), False), ((16, 961), False),
     ((16, 16), True), ((16, 960), True), ((300, 200), True)],
)  # fmt: skip
def test_strips_and_scraps_are_no_pages(seen, tmp_path: Path, size, is_page: bool) -> None:
    path = tmp_path / "a.png"
    picture(size=size).save(path)
    (page,) = read_images(path, Settings()).pages
    assert bool(seen) is is_page
    assert ("page-too-narrow" in page.notes) is not is_page


def test_a_tiff_of_measurements_is_no_damaged_picture(seen, tmp_path: Path) -> None:
    path = tmp_path / "floats.tif"
    entries = [
        (256, 8), (257, 8), (258, 64), (259, 1), (262, 1), (273, 8), (277, 1), (278, 8), (279, 512),
        (339, 3),
    ]  # fmt: skip
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    pixels = np.ones((8, 8), dtype="<f8").tobytes()
    head = b"II*\0" + struct.pack("<I", 8 + len(pixels))
    path.write_bytes(
        head + pixels + struct.pack("<H", len(entries)) + directory + struct.pack("<I", 0)
    )
    refused = failure_of(path)
    assert (refused.code, refused.detail) == (OutcomeCode.NOT_A_DOCUMENT, "picture-kind")
    assert seen == []


def test_pixels_multiplied_with_their_transparency_are_read(seen, tmp_path: Path) -> None:
    entries = [
        (256, 4, 1, 300), (257, 4, 1, 300), (258, 3, 2, 8 | 8 << 16), (259, 4, 1, 1), (262, 4, 1, 1),
        (273, 4, 1, 8), (277, 4, 1, 2), (278, 4, 1, 300), (279, 4, 1, 180_000), (338, 4, 1, 1),
    ]  # fmt: skip
    directory = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    head = b"II*\0" + struct.pack("<I", 180_008)
    tail = struct.pack("<H", len(entries)) + directory + struct.pack("<I", 0)
    path = tmp_path / "multiplied.tif"
    path.write_bytes(head + bytes((60, 255)) * 90_000 + tail)
    assert not read_images(path, Settings()).unreadable_pages
    assert [pixels.mean() for pixels, *_ in seen] == [60]
