"""Ways to damage a file; each takes bytes and a random generator and gives other bytes."""

import gzip
import re
import zlib
from collections.abc import Callable

import numpy as np

Random = np.random.Generator
Mutation = Callable[[bytearray, Random], bytearray]

HEADER_BYTES = 2048
_VRS = (b"AE AS AT CS DA DS DT FL FD IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL "
        b"UN UR US UT UV ZZ").split()  # fmt: skip
_EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE,
             0xFFFFFFFF)  # fmt: skip
_NUMBERS = (b"0", b"-1", b"nan", b"inf", b"1e308", b"-1e-308", b"99999999999", b"2147483647",
            b"65536", b"3.5", b"\\", b"", b"1\\2\\3\\4\\5\\6\\7")  # fmt: skip
_ITEM, _ITEM_END, _SEQUENCE_END = (
    b"\xfe\xff\x00\xe0\xff\xff\xff\xff",
    b"\xfe\xff\x0d\xe0\0\0\0\0",
    b"\xfe\xff\xdd\xe0\0\0\0\0",
)
_SEQUENCE = b"\x08\x00\x15\x11SQ\0\0\xff\xff\xff\xff"


def mutate(data: bytes, random: Random, others: list[bytes]) -> bytes:
    """Between one and four damages of a random kind; compressed files also from the inside."""
    if data[:2] == b"\x1f\x8b" and random.random() < 0.7:
        inside = mutate(gzip.decompress(data), random, others)
        return gzip.compress(inside, 1)
    damaged = bytearray(data)
    for _ in range(int(random.integers(1, 5))):
        kind = MUTATIONS[int(random.integers(len(MUTATIONS)))]
        damaged = kind(damaged, random)
    if random.random() < 0.05:
        other = others[int(random.integers(len(others)))]
        damaged = damaged[: _place(damaged, random)] + bytearray(other)[_place(other, random) :]
    return bytes(damaged)


def _place(data: bytes | bytearray, random: Random) -> int:
    """A position, mostly in the header."""
    if not data:
        return 0
    end = min(len(data), HEADER_BYTES) if random.random() < 0.8 else len(data)
    return int(random.integers(end))


def flip_bits(data: bytearray, random: Random) -> bytearray:
    for _ in range(int(random.integers(1, 9))):
        if data:
            data[_place(data, random)] ^= 1 << int(random.integers(8))
    return data


def set_bytes(data: bytearray, random: Random) -> bytearray:
    at = _place(data, random)
    count = int(random.integers(1, 17))
    data[at : at + count] = random.bytes(count)
    return data


def set_extreme(data: bytearray, random: Random) -> bytearray:
    """A length, a count or a size becomes something it cannot be."""
    width = int(random.choice([1, 2, 4, 8]))
    value = _EXTREMES[int(random.integers(len(_EXTREMES)))] % (1 << 8 * width)
    at = _place(data, random)
    data[at : at + width] = value.to_bytes(width, "little" if random.random() < 0.8 else "big")
    return data


def cut(data: bytearray, random: Random) -> bytearray:
    return data[: _place(data, random)]


def cut_tail(data: bytearray, random: Random) -> bytearray:
    return data[: max(0, len(data) - int(random.integers(1, 64)))]


def remove(data: bytearray, random: Random) -> bytearray:
    at = _place(data, random)
    del data[at : at + int(random.integers(1, 65))]
    return data


def insert(data: bytearray, random: Random) -> bytearray:
    at = _place(data, random)
    data[at:at] = random.bytes(int(random.integers(1, 65)))
    return data


def repeat(data: bytearray, random: Random) -> bytearray:
    """A stretch comes twice: doubled elements, doubled header lines."""
    at, count = _place(data, random), int(random.integers(1, 257))
    data[at:at] = data[at : at + count]
    return data


def zero(data: bytearray, random: Random) -> bytearray:
    at, count = _place(data, random), int(random.integers(1, 257))
    data[at : at + count] = bytes(len(data[at : at + count]))
    return data


def swap_representation(data: bytearray, random: Random) -> bytearray:
    """An explicit value representation becomes another one."""
    found = [match.start() for match in re.finditer(rb"(?<=[\x00-\xff]{4})[A-Z]{2}", data)]
    if found:
        at = found[int(random.integers(len(found)))]
        data[at : at + 2] = _VRS[int(random.integers(len(_VRS)))]
    return data


def change_number(data: bytearray, random: Random) -> bytearray:
    """A number written as text becomes an absurd one; its length may change too."""
    found = list(re.finditer(rb"-?\d+(?:\.\d+)?", data[:8192]))
    if not found:
        return data
    match = found[int(random.integers(len(found)))]
    wanted = _NUMBERS[int(random.integers(len(_NUMBERS)))]
    if random.random() < 0.6:
        wanted = wanted[: match.end() - match.start()].ljust(match.end() - match.start())
    data[match.start() : match.end()] = wanted
    return data


def nest(data: bytearray, random: Random) -> bytearray:
    """Sequences in sequences, closed or left open, from a few to thousands."""
    depth = int(10 ** random.uniform(0, 4))
    opened = (_SEQUENCE + _ITEM) * depth
    closed = (_ITEM_END + _SEQUENCE_END) * depth if random.random() < 0.5 else b""
    at = data.find(b"\x10\x00\x10\x00PN")
    at = at if at > 0 and random.random() < 0.8 else _place(data, random)
    data[at:at] = opened + closed
    return data


def swap_ends(data: bytearray, random: Random) -> bytearray:
    """Two neighbouring stretches change places."""
    at, count = _place(data, random), int(random.integers(1, 65))
    first, second = data[at : at + count], data[at + count : at + 2 * count]
    data[at : at + 2 * count] = second + first
    return data


def blow_up(data: bytearray, random: Random) -> bytearray:
    """A stretch is replaced by a compressed megabyte of nothing."""
    at = _place(data, random)
    data[at : at + 64] = zlib.compress(bytes(1 << 20))
    return data


MUTATIONS: tuple[Mutation, ...] = (
    flip_bits, flip_bits, set_bytes, set_extreme, set_extreme, set_extreme, cut, cut_tail, remove,
    insert, repeat, zero, swap_representation, swap_representation, change_number, change_number,
    change_number, nest, swap_ends, blow_up,
)  # fmt: skip
