"""Turn a clean PDF into what a scanner or a telephone makes of it.

In: the bytes of a PDF with a text layer. Out: page images (height x width x 3, RGB, uint8), the
same for the same seed. Order, as on paper: print, stamp and sign, show the back page through, lay
on the glass (skew), light unevenly, blur, add noise. `photograph` lays a page on a desk and sees it
from an angle instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from samples.builder.stamps import Picture
from samples.builder.stamps import draw_scribble
from samples.builder.stamps import draw_stamp

__all__ = ["Photo", "Scan", "photograph", "render", "scan"]

Levels = npt.NDArray[np.float32]
"""Grey levels or RGB while they are worked on, 0 to 255."""

_PAPER = np.array([250, 248, 242], np.float32) / 255
_STAMP_MM = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """How a paper was scanned.

    Attributes:
        dpi: Resolution.
        skew_deg: Turn of the first page, counter-clockwise; pages take turns in sign.
        stamp: Words on the ring of the red stamp; None for no stamp.
        signer: The printed name below which stamp and signature stand; None leaves both away.
        bleed: How much of the back page shows through, 0 to 1.
        shade: How much darker the darkest edge is, 0 to 1.
        blur_px: Standard deviation of the blur, pixels.
        noise: Standard deviation of the noise, grey levels.
        colour: False for a grey scan.
        seed: Of noise and signature.
    """

    dpi: int = 200
    skew_deg: float = 0.8
    stamp: str | None = None
    signer: str | None = None
    bleed: float = 0.06
    shade: float = 0.06
    blur_px: float = 0.5
    noise: float = 5.0
    colour: bool = True
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """How a page was photographed: pixels of the longer side, tilt (share of a side), shade, seed."""

    long_side_px: int = 2600
    tilt: float = 0.035
    shade: float = 0.25
    blur_px: float = 0.6
    noise: float = 4.0
    seed: int = 1


def render(pdf: bytes, *, dpi: int) -> list[Picture]:
    """Return the pages of `pdf` as RGB images at `dpi`."""
    with pdfium.PdfDocument(pdf) as document:
        return [
            np.ascontiguousarray(page.render(scale=dpi / 72).to_numpy()[..., :3][..., ::-1])
            for page in document
        ]


def scan(pdf: bytes, how: Scan) -> list[Picture]:
    """Return the pages of `pdf` as a scanner gives them; RGB even where `how.colour` is false."""
    pages = render(pdf, dpi=how.dpi)
    signed = _find_words(pdf, how.signer) if how.signer else None
    if signed is not None:
        page, x, y = signed
        pages[page] = _signed(pages[page], x * how.dpi / 72, y * how.dpi / 72, how)
    rng = np.random.default_rng(how.seed)
    backs = [*pages[1:], pages[0]]
    return [
        _scanned(page, back, how, rng, turn=1 if index % 2 == 0 else -0.7)
        for index, (page, back) in enumerate(zip(pages, backs, strict=True))
    ]


def photograph(picture: Picture, how: Photo) -> Picture:
    """Return `picture` lying on a desk, seen from an angle in uneven light."""
    rng = np.random.default_rng(how.seed)
    scale = how.long_side_px / picture.shape[0]
    size = (round(picture.shape[1] * scale * 1.12), round(how.long_side_px * 1.08))
    desk = _desk(size, rng)
    page = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    page = (page.astype(np.float32) * _PAPER).astype(np.uint8)
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shift = rng.uniform(-how.tilt, how.tilt, (4, 2)) * (width, height) * 0.5
    middle = np.array([(size[0] - width) / 2, (size[1] - height) / 2])
    matrix = cv2.getPerspectiveTransform(corners, (corners + shift + middle).astype(np.float32))
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    seen = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_AREA)
    share = (mask.astype(np.float32) / 255)[..., None]
    lit = (desk * (1 - share) + seen * share) * _light(size, how.shade, rng)[..., None]
    return _noisy(_levels(lit), blur_px=how.blur_px, noise=how.noise, rng=rng)


def _find_words(pdf: bytes, words: str) -> tuple[int, float, float] | None:
    """Return page index and middle of the last place of `words`, points from the top left."""
    with pdfium.PdfDocument(pdf) as document:
        for index in reversed(range(len(document))):
            page = document[index]
            text = page.get_textpage()
            found = text.search(words).get_next()
            if found is not None:
                left, bottom, right, top = (
                    sum(edges) / len(edges)
                    for edges in zip(
                        *(text.get_charbox(found[0] + i) for i in (0, found[1] - 1)), strict=True
                    )
                )
                return index, (left + right) / 2, page.get_height() - (bottom + top) / 2
    return None


def _signed(page: Picture, x: float, y: float, how: Scan) -> Picture:
    """Sign above the name at `(x, y)` and stamp over the left third of the signature."""
    mm = how.dpi / 25.4
    out = page.astype(np.float32)
    scribble = draw_scribble(width=round(42 * mm), height=round(20 * mm), seed=how.seed)
    _lay(out, scribble, x - 20 * mm, y - 23 * mm, strength=0.95)
    if how.stamp:
        stamp = draw_stamp(how.stamp, diameter=round(_STAMP_MM * mm))
        _lay(out, stamp, x - 38 * mm, y - 31 * mm, strength=0.8)
    return out.astype(np.uint8)


def _lay(page: Levels, ink: Picture, x: float, y: float, *, strength: float) -> None:
    """Print `ink` onto `page` at `(x, y)`, as ink does: darkening, never covering black."""
    height, width = ink.shape[:2]
    left = int(np.clip(round(x), 0, page.shape[1] - width))
    top = int(np.clip(round(y), 0, page.shape[0] - height))
    region = page[top : top + height, left : left + width]
    share = ink[..., 3:].astype(np.float32) / 255 * strength
    region *= 1 - share + share * ink[..., :3].astype(np.float32) / 255


def _scanned(
    page: Picture, back: Picture, how: Scan, rng: np.random.Generator, *, turn: float
) -> Picture:
    height, width = page.shape[:2]
    seen = page.astype(np.float32)
    if how.bleed:
        through = cv2.GaussianBlur(back[:, ::-1], (0, 0), 1.2).astype(np.float32) / 255
        seen *= 1 - how.bleed * (1 - through)
    if how.colour:
        seen *= _PAPER
    centre = (width / 2, height / 2)
    matrix = cv2.getRotationMatrix2D(centre, how.skew_deg * turn, 1.0)
    edge = tuple(float(v) for v in 255 * _PAPER) if how.colour else (255.0,) * 3
    size = (width, height)
    seen = _levels(cv2.warpAffine(seen, matrix, size, flags=cv2.INTER_CUBIC, borderValue=edge))
    seen *= _light(size, how.shade, rng)[..., None]
    if not how.colour:
        grey = cv2.cvtColor(np.clip(seen, 0, 255), cv2.COLOR_RGB2GRAY)
        seen = np.repeat(grey[..., None], 3, axis=2)
        return _noisy(seen, blur_px=how.blur_px, noise=how.noise, rng=rng, grey=True)
    return _noisy(seen, blur_px=how.blur_px, noise=how.noise, rng=rng)


def _light(size: tuple[int, int], shade: float, rng: np.random.Generator) -> Levels:
    """Return the share of light per pixel: a smooth slope over the page, 1 - `shade` to 1."""
    coarse = rng.uniform(0, 1, (4, 3)).astype(np.float32)
    smooth = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    spread = (smooth - smooth.min()) / max(1e-6, float(smooth.max() - smooth.min()))
    return _levels(1 - shade * spread)


def _desk(size: tuple[int, int], rng: np.random.Generator) -> Levels:
    """Return a wooden desk: brown with a soft grain along the width."""
    grain = rng.uniform(0.75, 1.0, (size[1], 1)).astype(np.float32)
    grain = _levels(cv2.GaussianBlur(grain, (1, 31), 0))
    wood = np.array([120, 84, 56], np.float32)
    return np.broadcast_to(grain[:, :, None] * wood, (size[1], size[0], 3)).copy()


def _levels(picture: npt.ArrayLike) -> Levels:
    return np.asarray(picture, dtype=np.float32)


def _noisy(
    picture: Levels,
    *,
    blur_px: float,
    noise: float,
    rng: np.random.Generator,
    grey: bool = False,
) -> Picture:
    if blur_px:
        picture = _levels(cv2.GaussianBlur(picture, (0, 0), blur_px))
    layers = 1 if grey else 3
    grains = rng.standard_normal((*picture.shape[:2], layers), dtype=np.float32) * noise
    return np.clip(picture + grains, 0, 255).astype(np.uint8)
