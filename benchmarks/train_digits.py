"""Train the digit model on made digits and say how well it reads others of their kind.

    nice -n 10 python -m benchmarks.train_digits [--out pipeline/reading/digit_model.npz]

In: nothing but a seed. Out: the weights file and, on standard output, how many held-back made
digits each reader reads right. The same seed gives the same pictures and, on one machine, the same
weights; it takes two and a half minutes of one core.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.made_digits import make_sample
from pipeline.reading.digit_model import CLASSES
from pipeline.reading.digit_model import REJECT
from pipeline.reading.digit_model import DigitModel
from pipeline.reading.digit_model import Layer
from pipeline.reading.digit_model import normalise_ink
from pipeline.reading.digit_model import see_picture
from pipeline.reading.digit_model import see_strokes

Numbers = npt.NDArray[np.float32]
Classes = npt.NDArray[np.int64]

OUT = Path(__file__).parent.parent / "pipeline" / "reading" / "digit_model.npz"
HIDDEN = {"strokes": 160, "picture": 160}
BATCH, ROUNDS, RATE = 256, 24, 2e-3
# A little doubt is taught: a sign unlike any made one should not be read as surely as they are.
SMOOTHING, DROP = 0.04, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSet:
    """Features of made signs and their classes."""

    strokes: Numbers
    picture: Numbers
    classes: Classes


def make_set(count: int, seed: int) -> MadeSet:
    """Return `count` made signs as the two readers see them."""
    rng = np.random.default_rng(seed)
    pictures, ratios, classes = [], [], []
    while len(pictures) < count:
        ink, digit = make_sample(rng)
        if ink.size == 0 or min(ink.shape) < 2 or ink.max() <= 0:
            continue
        pictures.append(normalise_ink(ink))
        ratios.append(float(np.clip(np.log(ink.shape[1] / ink.shape[0]), -2, 2)))
        classes.append(digit)
    shape = np.array(ratios, np.float32)
    return MadeSet(
        strokes=see_strokes(pictures, shape),
        picture=see_picture(pictures, shape),
        classes=np.array(classes),
    )


@dataclass(slots=True)
class _Adam:
    values: list[Numbers]
    first: list[Numbers] = field(default_factory=list)
    second: list[Numbers] = field(default_factory=list)
    step: int = 0

    def move(self, slopes: list[Numbers], rate: float) -> None:
        if not self.first:
            self.first = [np.zeros_like(v) for v in self.values]
            self.second = [np.zeros_like(v) for v in self.values]
        self.step += 1
        even = np.sqrt(1 - 0.999**self.step) / (1 - 0.9**self.step)
        for value, slope, m, v in zip(self.values, slopes, self.first, self.second, strict=True):
            m += 0.1 * (slope - m)
            v += 0.001 * (slope * slope - v)
            value -= (rate * even * m / (np.sqrt(v) + 1e-8)).astype(np.float32)


def train_reader(
    features: Numbers, classes: Classes, *, hidden: int, seed: int
) -> tuple[Layer, ...]:
    """Return the two layers of one reader, trained with Adam on softened targets."""
    rng = np.random.default_rng(seed)
    inputs = features.shape[1]
    scale = 1 / max(float(features.std()), 1e-6)
    w1 = rng.normal(0, (2 / inputs) ** 0.5, (inputs, hidden)).astype(np.float32)
    w2 = rng.normal(0, (1 / hidden) ** 0.5, (hidden, CLASSES)).astype(np.float32)
    b1, b2 = np.zeros(hidden, np.float32), np.zeros(CLASSES, np.float32)
    adam = _Adam([w1, b1, w2, b2])
    targets = np.full((len(classes), CLASSES), SMOOTHING / CLASSES, np.float32)
    targets[np.arange(len(classes)), classes] += 1 - SMOOTHING
    scaled = features * np.float32(scale)
    total = ROUNDS * (len(classes) // BATCH)
    for _ in range(ROUNDS):
        order = rng.permutation(len(classes))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            some = order[start : start + BATCH]
            x = scaled[some]
            kept = (rng.random((BATCH, hidden)) > DROP).astype(np.float32) / (1 - DROP)
            h = np.maximum(x @ w1 + b1, 0) * kept
            z = h @ w2 + b2
            p = np.exp(z - z.max(axis=1, keepdims=True))
            p /= p.sum(axis=1, keepdims=True)
            dz = (p - targets[some]) / BATCH
            dh = (dz @ w2.T) * kept * (h > 0)
            slopes = [x.T @ dh + 1e-5 * w1, dh.sum(axis=0), h.T @ dz + 1e-5 * w2, dz.sum(axis=0)]
            adam.move(slopes, RATE * 0.5 * (1 + float(np.cos(np.pi * adam.step / total))))
    return (
        Layer(weights=w1 * np.float32(scale), bias=b1),
        Layer(weights=w2, bias=b2),
    )


def train(samples: int, seed: int) -> DigitModel:
    """Return the model trained on `samples` made signs."""
    made = make_set(samples, seed)
    return DigitModel(
        strokes=train_reader(made.strokes, made.classes, hidden=HIDDEN["strokes"], seed=seed + 1),
        picture=train_reader(made.picture, made.classes, hidden=HIDDEN["picture"], seed=seed + 2),
    )


def save(model: DigitModel, out: Path) -> None:
    """Write the weights of `model`, at half precision, to `out`."""
    parts = {}
    for name, layers in (("strokes", model.strokes), ("picture", model.picture)):
        for index, layer in enumerate(layers):
            parts[f"{name}_weights_{index}"] = layer.weights.astype(np.float16)
            parts[f"{name}_bias_{index}"] = layer.bias.astype(np.float16)
    np.savez_compressed(out, **parts)


def _measure(model: DigitModel, made: MadeSet) -> None:
    from pipeline.reading.digit_model import _run

    a, b = _run(model.strokes, made.strokes), _run(model.picture, made.picture)
    is_digit = made.classes != REJECT
    for name, p in (("strokes", a), ("picture", b), ("both", (a + b) / 2)):
        right = p.argmax(axis=1) == made.classes
        taken = (p.argmax(axis=1) != REJECT) & ~is_digit
        print(
            f"{name}: digits right {right[is_digit].mean():.4f}, "
            f"no digits taken for one {taken.sum() / max(1, (~is_digit).sum()):.4f}"
        )
    both = (a.argmax(axis=1) == b.argmax(axis=1)) & (np.minimum(a.max(axis=1), b.max(axis=1)) > 0.9)
    sure = both & (a.argmax(axis=1) != REJECT)
    wrong = (a.argmax(axis=1) != made.classes) & sure
    print(f"both sure: {sure[is_digit].mean():.4f} of digits, wrong {wrong.sum() / sure.sum():.5f}")


def main() -> None:
    """Train, save, measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--samples", type=int, default=110_000)
    parser.add_argument("--seed", type=int, default=20_240_206)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    model = train(options.samples, options.seed)
    save(model, options.out)
    print(f"{options.out.stat().st_size / 1000:.0f} kB")
    _measure(model, make_set(max(1000, options.samples // 10), options.seed + 100))


if __name__ == "__main__":
    main()
