"""Sound files harmed at random, the same way every time: bytes flipped, ends cut, pieces swapped."""

from __future__ import annotations

import random
from collections.abc import Iterator

from models.outcome import OutcomeCode
from tests.hostile.hostile_file import HostileFile

__all__ = ["mutations"]


def mutations(name: str, sound: bytes, *, seeds: int) -> Iterator[HostileFile]:
    """Yield `seeds` files of each harm, made from the file `name` with the content `sound`."""
    for seed in range(seeds):
        rng = random.Random(f"{name} {seed}")  # noqa: S311 - a test's noise
        for harm in (_flipped, _cut, _swapped, _doubled, _digits):
            data = harm(sound, rng)
            title = f"{harm.__name__.strip('_')}-{seed:03}-{name}"
            yield HostileFile(name=title.encode(), data=data, ends=_ANY)


_ANY: frozenset[OutcomeCode] = frozenset()


def _flipped(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 10, 100))):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def _swapped(data: bytes, rng: random.Random) -> bytes:
    """Two pieces of the file change places."""
    a, b, c, d = sorted(rng.randrange(len(data)) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _doubled(data: bytes, rng: random.Random) -> bytes:
    a, b = sorted(rng.randrange(len(data)) for _ in range(2))
    return data[:b] + data[a:b] + data[b:]


def _digits(data: bytes, rng: random.Random) -> bytes:
    """Numbers change, and with them lengths, places and references."""
    places = [i for i, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    out = bytearray(data)
    for at in rng.sample(places, min(30, len(places))):
        out[at] = rng.choice(b"0123456789")
    return bytes(out)
